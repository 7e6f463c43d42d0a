"""The money of every deal of a study, computed once for all that is exported.

It stands apart from results over all draws: a ledger is read from the formulas as they ran over the
first draws, at most 2,000.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Mapping
from types import MappingProxyType

from dashboard.finances import Finances, ending, finances
from models import Dataset, Deal, Memo, Study, trace

HELD = 64 * 2**20  # bytes of arrays that deals may share; more cost memory and save little time


def accounts_of(study: Study, dataset: Dataset, memo: Memo | None = None) -> Mapping[str, Finances]:
    """Money of every deal by name, the baseline last; ``memo`` has results known already."""
    known = memo or Memo(HELD)
    return MappingProxyType(
        {
            deal.name: finances(trace(study, dataset, deal.name, memo=known))
            for deal in study.all_deals
        }
    )


def years_of(deal: Deal, count: int) -> tuple[int, ...]:
    """Calendar years in which so many years of a deal end; the first is the effective date."""
    return tuple(ending(deal, year) for year in range(count))
