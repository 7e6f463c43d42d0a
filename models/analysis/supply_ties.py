"""How large a stock makes one deal lose as little as another: sizes and pairs, in the same worlds.

A deal's loss falls as one of its stocks grows, all else as agreed. The size at which it meets what
another deal loses as agreed is closed in on; where the curve flattens above that, no size does it.

Shapes   Mean losses over the study's worlds; numbers outside.
Units    Stocks in days of demand; losses in days a year.
Limits   Worlds open with full stocks and last ten years, so a stock of ten years' demand is the
         largest that can matter. Errors are of the worlds, as if the curve were straight nearby.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.interruptions import Interruptions, Supplied
from models.analysis.supply_clauses import SIZES, stocks
from models.chain.security import HORIZON
from models.chain.supply_chain import STOCKS
from models.dataset import Dataset
from models.formula import Array
from models.structures import STRUCTURES
from models.study import Study
from models.supply.metrics import DAYS

UNLIMITED = HORIZON * DAYS  # days: all that a world can ask for
CLOSE = 0.05  # days of stock: when a size is found
Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Matching:
    """A stock of which the matching sizes are asked for."""

    study: Study
    dataset: Dataset
    found: Interruptions
    stock: str

    @property
    def names(self) -> tuple[str, ...]:
        """What is asked about, beside the study."""
        return (self.stock,)


@dataclass(frozen=True)
class Match:
    """Size of a deal's stock at which it loses what another deal loses as agreed."""

    size: float | None  # days; 0 if it loses less without any, none if no size does it
    error: float  # standard error of the size, days
    least: float  # days a year that it loses with an unlimited stock


@dataclass(frozen=True)
class Matches:
    """Sizes of one stock between all deals."""

    stock: str
    agreed: Mapping[str, float]  # days, of the deals that have such a stock
    most: Mapping[str, float]  # days that their terms may hold
    lost: Mapping[str, float]  # days a year that every deal loses as agreed
    sizes: Mapping[tuple[str, str], Match]  # by the deal whose stock it is, and the other


def stock_places(found: Interruptions) -> tuple[str, ...]:
    """Stocks that any deal holds, from the mine to the buyer."""
    held = {name for deal in found.deals.values() for name in stocks(deal)}
    return tuple(name for name in STOCKS if name in held)


def matching_stocks(of: Matching, progress: Progress) -> Matches:
    """Sizes of a stock at which each deal loses as little as each other deal does as agreed."""
    deals = of.found.deals
    having = {name: deal for name, deal in deals.items() if of.stock in stocks(deal)}
    sizes = {}
    for count, (name, deal) in enumerate(having.items()):
        curve = Curve(deal, of.stock)
        for other, target in deals.items():
            if other != name:
                sizes[name, other] = curve.match(target.result.loss)
        progress((count + 1) / len(having))
    lost = {name: DAYS * float(each.result.loss.mean()) for name, each in deals.items()}
    agreed = {name: DAYS * float(each.numbers(of.stock).mean()) for name, each in having.items()}
    most = {name: _most(each, of.stock) for name, each in having.items()}
    told = (MappingProxyType(each) for each in (agreed, most, lost, sizes))
    return Matches(of.stock, *told)


def _most(deal: Supplied, stock: str) -> float:
    terms = STRUCTURES[deal.deal.structure].terms
    return next(float(str(each.high)) for each in terms if each.name == stock)


class Curve:
    """Loss of a deal against the size of one stock; what was run is remembered."""

    def __init__(self, deal: Supplied, stock: str) -> None:
        self._deal, self._stock = deal, stock
        self._losses: dict[float, Array] = {}

    def loss(self, size: float) -> Array:
        """Share of demand lost in every world with so many days of the stock."""
        if size not in self._losses:
            self._losses[size] = self._deal.rerun(**{self._stock: size / DAYS}).loss
        return self._losses[size]

    def match(self, other: Array) -> Match:
        """Size at which the mean loss is that of another deal."""
        from scipy.optimize import brentq  # noqa: PLC0415  (a fifth of a second at start, and seldom needed)

        target = float(other.mean())
        least = DAYS * float(self.loss(UNLIMITED).mean())
        if float(self.loss(0.0).mean()) <= target:
            return Match(0.0, 0.0, least)
        if least > DAYS * target:
            return Match(None, 0.0, least)
        low, high = self._bracket(target)
        size = float(brentq(lambda each: self.loss(each).mean() - target, low, high, xtol=CLOSE))
        return Match(size, self._error(size, other), least)

    def _bracket(self, target: float) -> tuple[float, float]:
        """Neighbours of known sizes between which the target lies."""
        for size in SIZES:
            if float(self.loss(size).mean()) <= target:
                break
        low = max(each for each in self._losses if float(self.loss(each).mean()) > target)
        high = min(each for each in self._losses if float(self.loss(each).mean()) <= target)
        return low, high

    def _error(self, size: float, other: Array) -> float:
        """Standard error of a size: of the paired difference, over the slope between neighbours."""
        low = max(each for each in self._losses if each <= size - 1.0 or each == 0.0)
        high = min(each for each in self._losses if each >= size + 1.0)
        slope = float((self.loss(low).mean() - self.loss(high).mean()) / (high - low))
        gap = self.loss(size) - other
        spread = float(np.std(gap, ddof=1)) / np.sqrt(gap.size)
        return float(spread / slope) if slope > 0.0 else np.inf
