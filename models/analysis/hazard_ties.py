"""How often a hazard would have to strike for two deals to lose the same.

Each hazard's rate is held at one value in all worlds, while all else stays as drawn: its events
are made anew of the same standard draws. The rate at which the mean losses meet is closed in on.

Shapes   Mean losses over the study's worlds; numbers outside.
Units    Rates in events a year; losses as shares of demand.
Limits   The span of a rate is looked at in four places: two ties between two of them are not seen.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

import numpy as np

from models.analysis.cases import chance_of
from models.analysis.interruptions import Interruptions, Supplied, interrupted
from models.analysis.supply_chains import Numbers
from models.dataset import Dataset
from models.formula import Array
from models.sampling import FIXED
from models.study import Study
from models.supply.events import Worlds
from models.supply.flow import simulate
from models.tables import Parameter

APART = 1.1  # times: between rates whose losses tell a slope
CLOSE = 1e-4  # of the logarithm of a rate: when a tie is found
Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Rivals:
    """Two deals of which the ties are asked for."""

    study: Study
    dataset: Dataset
    found: Interruptions
    first: str
    second: str

    @property
    def names(self) -> tuple[str, ...]:
        """What is asked about, beside the study."""
        return (self.first, self.second)


@dataclass(frozen=True)
class Tie:
    """Rate of one hazard at which two deals lose the same."""

    hazard: str
    usual: float  # mean of the rates drawn, events a year
    likely: tuple[float, float]  # ends of what is drawn
    span: tuple[float, float]  # ends of what is possible
    reaches: tuple[str, ...]  # which of the two deals
    rate: float | None  # events a year; none if nowhere within the span
    error: float  # standard error of it
    chance: float | None  # of the rate lying below it; none if it is held at one value
    above: str  # deal that loses less at higher rates, or everywhere; none if they never differ

    @property
    def within(self) -> bool:
        """Whether the tie lies in the range of what is drawn."""
        return self.rate is not None and self.likely[0] <= self.rate <= self.likely[1]

    @property
    def factor(self) -> float | None:
        """Times as often as on average."""
        return None if self.rate is None else self.rate / self.usual


def safest_other(found: Interruptions, name: str) -> str:
    """The other deal that loses least."""
    others = {key: each for key, each in found.deals.items() if key != name}
    return min(others, key=lambda key: float(others[key].result.loss.mean()))


def tying_rates(of: Rivals, progress: Progress) -> tuple[Tie, ...]:
    """Rate at which the two deals tie of each hazard that reaches either; the nearest first."""
    one, other = (of.found.deals[name] for name in of.names)
    met = [each for each in of.dataset.hazards if each in {*one.hazards, *other.hazards}]
    ties = []
    for count, hazard in enumerate(met):
        ties.append(_Search(hazard, one, other).tie())
        progress((count + 1) / len(met))
    return tuple(sorted(ties, key=_distance))


def _distance(tie: Tie) -> float:
    """How far a tie is from the usual rate: its logarithm; without a tie, beyond all."""
    return abs(np.log(tie.factor)) if tie.factor else np.inf


@dataclass(frozen=True, eq=False)
class _Search:
    """The search along the rate of one hazard."""

    hazard: str
    one: Supplied
    other: Supplied

    @cached_property
    def numbers(self) -> Numbers:
        """Numbers by which the hazard strikes."""
        return (self.one if self.hazard in self.one.hazards else self.other).numbers

    @cached_property
    def row(self) -> Parameter:
        """The row of its rate."""
        return cast("Parameter", self.numbers.traced.given[f"{self.hazard}_rate"])

    @cached_property
    def known(self) -> dict[float, Array]:
        """Differences that were computed."""
        return {}

    def tie(self) -> Tie:
        row = self.row
        places = sorted({row.minimum, row.low, row.high, row.maximum})
        gaps = [self.mean(place) for place in places]
        turns = [k for k in range(len(places) - 1) if gaps[k] * gaps[k + 1] < 0.0]
        told = Tie(
            hazard=self.hazard,
            usual=float(np.mean(self.numbers(row.key))),
            likely=(row.low, row.high),
            span=(row.minimum, row.maximum),
            reaches=tuple(x.deal.name for x in (self.one, self.other) if self.hazard in x.hazards),
            rate=None,
            error=0.0,
            chance=None,
            above=self._safer(gaps[-1]),
        )
        if not turns:
            return told
        middles = np.log([places[k] * places[k + 1] for k in turns]) / 2.0
        nearest = turns[int(np.argmin(np.abs(middles - np.log(told.usual))))]
        return self._closed(told, places[nearest], places[nearest + 1])

    def mean(self, rate: float) -> float:
        """Mean loss of the one less that of the other."""
        return float(self.gap(rate).mean())

    def gap(self, rate: float) -> Array:
        """Loss of the one less that of the other in every world, with the hazard at a rate."""
        if rate not in self.known:
            one, other = (self._loss(deal, rate) for deal in (self.one, self.other))
            self.known[rate] = one - other
        return self.known[rate]

    def _loss(self, deal: Supplied, rate: float) -> Array:
        if self.hazard not in deal.hazards:
            return deal.result.loss
        worlds = struck_at(deal.worlds, self.hazard, rate, deal.numbers)
        return simulate(deal.chain, deal.strikes, worlds).loss

    def _closed(self, told: Tie, low: float, high: float) -> Tie:
        from scipy.optimize import brentq  # noqa: PLC0415  (a fifth of a second at start, and seldom needed)

        ends = (np.log(low), np.log(high))
        rate = float(np.exp(brentq(lambda each: self.mean(float(np.exp(each))), *ends, xtol=CLOSE)))
        below = max((each for each in self.known if each <= rate / APART), default=low)
        beyond = min((each for each in self.known if each >= rate * APART), default=high)
        slope = (self.mean(beyond) - self.mean(below)) / (beyond - below)
        gap = self.gap(rate)
        spread = float(np.std(gap, ddof=1)) / np.sqrt(gap.size)
        return replace(
            told,
            rate=rate,
            error=spread / abs(slope),
            chance=None if self.row.distribution == FIXED else chance_of(self.row, rate),
            above=self._safer(self.mean(high)),
        )

    def _safer(self, gap: float) -> str:
        if gap == 0.0:
            return ""
        return self.other.deal.name if gap > 0.0 else self.one.deal.name


def struck_at(worlds: Worlds, hazard: str, rate: float, numbers: Numbers) -> Worlds:
    """The same worlds, but with one hazard striking at another rate."""
    at, first = worlds.hazards.index(hazard), worlds.first
    found = interrupted(hazard, numbers.but(**{f"{hazard}_rate": rate}))
    starts, ends = np.split(np.broadcast_to(found, (len(worlds.starts), found.shape[1])), 2, axis=1)
    before, after = slice(0, first[at]), slice(first[at + 1], None)
    grown = starts.shape[1] - int(first[at + 1] - first[at])
    return replace(
        worlds,
        starts=np.hstack([worlds.starts[:, before], starts, worlds.starts[:, after]]),
        ends=np.hstack([worlds.ends[:, before], ends, worlds.ends[:, after]]),
        first=np.concatenate([first[: at + 1], first[at + 1 :] + grown]),
    )
