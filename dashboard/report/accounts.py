"""Money and time of every deal of a study, computed once for all that is exported.

They stand apart from results over all draws: ledger and stages are read from the formulas as they
ran over the first draws, at most 2,000. Both are read of one run, which is not kept.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.finances import Finances, ending, finances
from dashboard.timings import Timings, timed
from models import Dataset, Deal, Evaluation, Memo, Outcome, Study, evaluate, trace

HELD = 96 * 2**20  # bytes of arrays: those of one deal, and what the next may share


@dataclass(frozen=True)
class Account:
    """Money and time of one deal."""

    money: Finances
    time: Timings


def evaluated(
    study: Study, dataset: Dataset, memo: Memo, progress: Callable[[float], None]
) -> tuple[Evaluation, Mapping[str, Account]]:
    """Evaluate a study; money and time of every deal, by name, are read of the same run."""
    read: dict[str, tuple[Finances, Callable[[Outcome], Timings]]] = {}

    def reached(deal: str) -> None:
        traced = trace(study, dataset, deal, memo=memo)
        read[deal] = finances(traced), timed(traced, dataset)

    found = evaluate(study, dataset, memo=memo, progress=progress, reached=reached)
    pairs = ((name, read[name], each) for name, each in found.outcomes.items())
    return found, {name: Account(money, time(each)) for name, (money, time), each in pairs}


def years_of(deal: Deal, count: int) -> tuple[int, ...]:
    """Calendar years in which so many years of a deal end; the first is the effective date."""
    return tuple(ending(deal, year) for year in range(count))
