"""Whether a lens puts deals in the order in which the simulation puts them.

Two deals are compared by a lens to the precision at which it is reported, and by their losses only
where the mean of the paired differences is beyond its Monte-Carlo error.

Shapes   Losses (n,) per deal, over the same draws or worlds.
Units    Counts of pairs of deals.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations
from types import MappingProxyType

import numpy as np

from models.analysis.scoring import clearly_apart
from models.formula import Array

DIGITS = MappingProxyType(  # after the point, as each lens is reported; whether more is safer
    {
        "supply_risk": (1, False),
        "geopolitical_risk": (2, False),
        "largest_share": (2, False),
        "n_minus_1": (2, True),
        "diversity": (2, True),
    }
)
Values = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Pair:
    """Two deals that the losses tell apart, and what a lens says of them."""

    safer: str  # by its losses
    other: str
    gap: float  # of the mean losses
    verdict: int  # 1 the lens says the same, 0 nothing, -1 the opposite


@dataclass(frozen=True)
class Orders:
    """How one lens orders the deals that the losses tell apart."""

    pairs: tuple[Pair, ...]

    def count(self, verdict: int) -> int:
        """How many pairs it puts in the same order (1), level (0) or the other way round (-1)."""
        return sum(each.verdict == verdict for each in self.pairs)

    @property
    def starkest(self) -> Pair | None:
        """Pair with the widest gap that it puts the other way round or, failing that, level."""
        found = [each for each in self.pairs if each.verdict < 1]
        return min(found, key=lambda each: (each.verdict, -each.gap), default=None)


def orders(values: Values, losses: Mapping[str, Array]) -> Mapping[str, Orders]:
    """Compare every lens with the losses, pair by pair of deals.

    Parameters
    ----------
    values
        Of each deal, the number of each lens.
    losses
        Of each deal, what it loses in each draw or world.
    """
    return MappingProxyType({lens: Orders(tuple(_pairs(lens, values, losses))) for lens in DIGITS})


def _pairs(lens: str, values: Values, losses: Mapping[str, Array]) -> Iterator[Pair]:
    digits, more = DIGITS[lens]
    for one, other in combinations(values, 2):
        if not clearly_apart(losses[one], losses[other]):
            continue
        gap = float(np.mean(losses[other]) - np.mean(losses[one]))
        safer, worse = (one, other) if gap > 0.0 else (other, one)
        ahead = round(values[safer][lens], digits) - round(values[worse][lens], digits)
        yield Pair(safer, worse, abs(gap), int(np.sign(ahead if more else -ahead)))
