"""Money and time of every deal of a study, computed once for all that is exported.

They stand apart from results over all draws: ledger and stages are read from the formulas as they
ran over the first draws, at most 2,000. Both are read of one run, which is not kept.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from dashboard.finances import Finances, ending, finances
from dashboard.timings import Timings, timings
from models import Dataset, Deal, Evaluation, Memo, Study, trace

HELD = 64 * 2**20  # bytes of arrays that deals may share; more cost memory and save little time


@dataclass(frozen=True)
class Account:
    """Money and time of one deal."""

    money: Finances
    time: Timings


def accounts_of(
    study: Study, evaluation: Evaluation, dataset: Dataset, memo: Memo | None = None
) -> Mapping[str, Account]:
    """Money and time of every deal by name, the baseline last; ``memo`` has results known."""
    known = memo or Memo(HELD)
    return MappingProxyType(
        {each.name: _account(study, evaluation, dataset, each, known) for each in study.all_deals}
    )


def _account(
    study: Study, evaluation: Evaluation, dataset: Dataset, deal: Deal, memo: Memo
) -> Account:
    traced = trace(study, dataset, deal.name, memo=memo)
    outcome = evaluation.outcomes[deal.name]
    return Account(finances(traced), timings(traced, outcome, dataset))


def years_of(deal: Deal, count: int) -> tuple[int, ...]:
    """Calendar years in which so many years of a deal end; the first is the effective date."""
    return tuple(ending(deal, year) for year in range(count))
