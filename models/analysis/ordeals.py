"""Named ordeals: one interruption of known length that strikes a deal while all stocks are full.

Shapes   Per-world losses (n,), told as means with their errors.
Units    Days of demand, days from the first day of the interruption.
Sources  ``events.csv`` E02 and E09, and two that have not happened.
Limits   Nothing else happens meanwhile.
"""

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from types import MappingProxyType

import numpy as np

from models.analysis.interruptions import Interruptions, Supplied
from models.analysis.supply_clauses import scaled
from models.analysis.supply_world import Played, played
from models.chain.supply_chain import chain_of, strikes_of
from models.supply.events import Worlds
from models.supply.flow import Result, simulate
from models.supply.metrics import DAYS, Estimate, estimate

AFTER = 5.0  # years for which an ordeal is followed
SHOWN = 2.0  # times its length for which it is drawn ...
BEYOND = 180.0  # ... or so many days beyond it
PARTS = 150  # of what is drawn
ALL = 1.0


@dataclass(frozen=True)
class Ordeal:
    """One interruption of known length that strikes while all stocks are full."""

    key: str
    hazards: tuple[str, ...]
    days: float
    severity: float | None  # as the study draws it, where none is given

    def lasting(self, days: float) -> "Ordeal":
        """The same interruption of another length."""
        return replace(self, days=days)


ORDEALS = (
    Ordeal("japan_2010", ("china_japan_heavy",), 60.0, 0.95),  # E02
    Ordeal("india_2025", ("china_india_heavy",), 209.0, 0.95),  # E09
    Ordeal("export_stop", ("india_export_stop",), 365.0, ALL),
    Ordeal("exit", ("owner_diversion", "deadlock", "licence_termination"), 365.0, None),
)


@dataclass(frozen=True)
class Struck:
    """What an ordeal does to one deal that it reaches."""

    lost: Estimate  # days of demand
    unserved: float  # days on which some demand is unserved, mean
    first: float | None  # day on which that begins, median of the worlds; none if in no world
    hurt: float  # share of the worlds in which it loses anything


def in_ordeal(deal: Supplied, ordeal: Ordeal, followed: float = AFTER) -> Supplied | None:
    """A deal in worlds in which the ordeal is all that happens; none where it is not reached."""
    reached = {each.hazard for each in deal.rows} & set(ordeal.hazards)
    if not reached:
        return None
    numbers = deal.numbers
    if ordeal.severity is not None:
        numbers = numbers.but(**{f"{each}_severity": ordeal.severity for each in reached})
    worlds = _worlds(deal, reached, ordeal.days / DAYS, followed)
    result = simulate(chain_of(numbers, deal.rows), strikes_of(numbers, deal.rows), worlds)
    return replace(deal, numbers=numbers, worlds=worlds, result=result)


def _worlds(deal: Supplied, reached: Set[str], lasts: float, followed: float) -> Worlds:
    """Worlds of a deal's hazards in which some begin at once, and the others never."""
    names, size = deal.hazards, deal.numbers.size
    never = 2.0 * followed
    starts = np.tile([0.0 if each in reached else never for each in names], (size, 1))
    ends = np.tile([lasts if each in reached else never for each in names], (size, 1))
    return Worlds(names, starts, ends, np.arange(len(names) + 1), followed)


def struck(deal: Supplied, ordeal: Ordeal) -> Struck | None:
    """What an ordeal takes from a deal; none where it is not reached."""
    found = in_ordeal(deal, ordeal)
    if found is None:
        return None
    result = found.result
    hurt = result.events > 0.0
    return Struck(
        lost=scaled(estimate(result.unserved.sum(axis=1))),
        unserved=DAYS * float(result.length.mean()),
        first=DAYS * float(np.median(result.first[hurt])) if hurt.any() else None,
        hurt=float(hurt.mean()),
    )


def all_struck(found: Interruptions, ordeal: Ordeal) -> Mapping[str, Struck | None]:
    """What an ordeal takes from every deal."""
    return MappingProxyType({name: struck(each, ordeal) for name, each in found.deals.items()})


def played_ordeal(deal: Supplied, ordeal: Ordeal) -> Played | None:
    """An ordeal in time, in the world nearest to what ``struck`` tells; none if not reached."""
    days = max(SHOWN * ordeal.days, ordeal.days + BEYOND)
    found = in_ordeal(deal, ordeal, days / DAYS)
    return played(found, _typical(found.result), days / DAYS / PARTS) if found else None


def _typical(result: Result) -> float:
    """Rank by loss of the world nearest to the mean loss and to the median first day of it."""
    loss, far = result.loss, np.zeros(result.loss.size)
    hurt = np.isfinite(result.first)
    if hurt.any():
        middle = np.median(result.first[hurt])
        far = np.where(hurt, (result.first - middle) ** 2, np.inf)
    number = int(np.argmin(far + (AFTER * (loss - loss.mean())) ** 2))
    order = np.argsort(loss, kind="stable")
    return float(np.flatnonzero(order == number)[0] / max(loss.size - 1, 1))
