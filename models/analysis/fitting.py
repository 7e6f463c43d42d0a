"""Which structure fits what a reader wishes: five plain questions, answered from results.

One ready-made deal speaks for each structure. Who owns the plant and who keeps the know-how are
what the structure is; when magnets come and what IREL puts in before they do are read off the
deal's draws. A date or an amount that is wished is met when more draws keep it than not.

    chance   share of draws that keep a wish; 0 or 1 where the structure decides

Shapes   Per draw (n,); chances are shares of all draws.
Units    Months from the effective date; IREL's money in kINR of the day.
Sources  ``PLANT_OF``, ``KNOW_HOW_OF`` and ``SITE`` of the structures; formulas ``lead_time`` and
         ``irel_net``.
Limits   Other ready-made deals of a structure may be slower, quicker, dearer or cheaper.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.returns import peak_funding
from models.explain import Traced
from models.formula import Array
from models.structures import Structure

EVEN = 0.5  # a wish that fewer draws keep is not met


@dataclass(frozen=True)
class Wishes:
    """What a reader answered; what is empty does not matter to him."""

    owner: str = ""  # of the plant: irel, both, partner or abroad
    know_how: str = ""  # who keeps it: irel, both or partner
    months: float | None = None  # within which magnets must be qualified
    oxide_stays: bool = False  # in India
    funds: float | None = None  # that IREL can put in before the plant works

    @property
    def any(self) -> bool:
        """Whether anything is wished."""
        return self != Wishes()


@dataclass(frozen=True)
class Facts:
    """What a structure has to say to the five questions."""

    structure: Structure
    deal: str
    months: Array  # until magnets are qualified, in each draw; inf where they never are
    funds: Array  # most that IREL has put in before the plant works, in each draw

    @property
    def oxide_leaves(self) -> bool:
        """Whether IREL's oxide is worked abroad."""
        return self.structure.site == "partner"

    @property
    def usual_months(self) -> float:
        """Median of the months."""
        return float(np.median(self.months))

    @property
    def usual_funds(self) -> float:
        """Median of the funds."""
        return float(np.median(self.funds))

    def chances(self, wishes: Wishes) -> dict[str, float]:
        """How likely each wish is kept, by question; only what is wished."""
        found: dict[str, float] = {}
        if wishes.owner:
            found["owner"] = float(wishes.owner == self.structure.plant_of)
        if wishes.know_how:
            found["know_how"] = float(wishes.know_how == self.structure.know_how_of)
        if wishes.months is not None:
            found["months"] = float(np.mean(self.months <= wishes.months))
        if wishes.oxide_stays:
            found["oxide"] = float(not self.oxide_leaves)
        if wishes.funds is not None:
            found["funds"] = float(np.mean(self.funds <= wishes.funds))
        return found


@dataclass(frozen=True)
class Fit:
    """How a structure answers the wishes."""

    facts: Facts
    chances: Mapping[str, float]

    @property
    def met(self) -> int:
        """How many wishes are met."""
        return sum(map(kept, self.chances.values()))


def kept(chance: float) -> bool:
    """Whether a wish is met: more draws keep it than not."""
    return chance > EVEN


def facts(traced: Traced) -> Facts:
    """Read a deal's answers off what was computed."""
    months = np.asarray(traced.values["lead_time"].array[:, 0])
    net, works = np.broadcast_arrays(
        traced.values["irel_net"].array, traced.values["operating_fraction"].array
    )
    before = np.where(np.cumsum(works, axis=1) > 0.0, 0.0, net)
    most, _ = peak_funding(before)
    return Facts(
        traced.ready.structure,
        traced.deal.name,
        np.nan_to_num(months, nan=np.inf),
        most,
    )


def fits(wishes: Wishes, known: Sequence[Facts]) -> tuple[Fit, ...]:
    """Order structures by how many wishes they meet; those that meet as many stay as they are."""
    found = [Fit(each, MappingProxyType(each.chances(wishes))) for each in known]
    return tuple(sorted(found, key=lambda each: -each.met))
