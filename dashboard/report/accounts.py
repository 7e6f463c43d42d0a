"""Money, time and supply of every deal of a study, computed once for all that is exported.

They stand apart from results over all draws: ledger and stages are read from the formulas as they
ran over the first draws, at most 2,000. Both are read of one run, which is not kept.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.finances import Finances, ending, finances
from dashboard.supplies import Supplying, supplying
from dashboard.timings import Timings, timed
from models import Dataset, Deal, Evaluation, Memo, Outcome, Study, evaluate, supplied, trace

HELD = 96 * 2**20  # bytes of arrays: those of one deal, and what the next may share


@dataclass(frozen=True)
class Account:
    """Money and time of one deal."""

    money: Finances
    time: Timings
    supply: Supplying


def evaluated(
    study: Study, dataset: Dataset, memo: Memo, progress: Callable[[float], None]
) -> tuple[Evaluation, Mapping[str, Account]]:
    """Evaluate a study; what else is told of every deal, by name, is read of the same run."""
    read: dict[str, tuple[Finances, Callable[[Outcome], Timings], Supplying]] = {}

    def reached(deal: str) -> None:
        traced = trace(study, dataset, deal, memo=memo)
        supply = supplying(supplied(traced, study, dataset))
        read[deal] = finances(traced), timed(traced, dataset), supply

    found = evaluate(study, dataset, memo=memo, progress=progress, reached=reached)
    made = {}
    for name, each in found.outcomes.items():
        money, time, supply = read[name]
        made[name] = Account(money, time(each), supply)
    return found, made


def years_of(deal: Deal, count: int) -> tuple[int, ...]:
    """Calendar years in which so many years of a deal end; the first is the effective date."""
    return tuple(ending(deal, year) for year in range(count))
