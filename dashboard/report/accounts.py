"""Money, time and supply of every deal of a study, computed once for all that is exported.

They stand apart from results over all draws: ledger, stages, simulated supply and its measures are
read from the formulas as they ran over the first draws, at most 2,000; that run is not kept.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

from dashboard.finances import Finances, ending, finances
from dashboard.supplies import Supplying, supplying
from dashboard.timings import Timings, timed
from models import (
    Dataset,
    Deal,
    DealLenses,
    Evaluation,
    Memo,
    Outcome,
    Study,
    Traced,
    deal_lenses,
    evaluate,
    supplied,
    trace,
)

HELD = 96 * 2**20  # bytes of arrays: those of one deal, and what the next may share


@dataclass(frozen=True)
class Account:
    """Money, time and supply of one deal, and static measures of its supply risk."""

    money: Finances
    time: Timings
    supply: Supplying
    lenses: DealLenses


def evaluated(
    study: Study, dataset: Dataset, memo: Memo, progress: Callable[[float], None]
) -> tuple[Evaluation, Mapping[str, Account]]:
    """Evaluate a study; what else is told of every deal, by name, is read of the same run."""
    read: dict[str, Callable[[Outcome], Account]] = {}

    def reached(deal: str) -> None:
        read[deal] = _read(trace(study, dataset, deal, memo=memo), study, dataset)

    found = evaluate(study, dataset, memo=memo, progress=progress, reached=reached)
    return found, {name: read[name](each) for name, each in found.outcomes.items()}


def _read(traced: Traced, study: Study, dataset: Dataset) -> Callable[[Outcome], Account]:
    """Read all of an account but what needs the results over all draws."""
    money, time = finances(traced), timed(traced, dataset)
    supply = supplying(supplied(traced, study, dataset))
    return partial(_account, money, time, supply, deal_lenses(traced, study, dataset))


def _account(
    money: Finances,
    time: Callable[[Outcome], Timings],
    supply: Supplying,
    found: DealLenses,
    outcome: Outcome,
) -> Account:
    return Account(money, time(outcome), supply, found)


def years_of(deal: Deal, count: int) -> tuple[int, ...]:
    """Calendar years in which so many years of a deal end; the first is the effective date."""
    return tuple(ending(deal, year) for year in range(count))
