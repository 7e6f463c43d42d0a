"""Where along one input's range two deals swap: the range followed, crossings closed in on.

Shapes   Points (7,), results (7, n) inside; numbers outside.
Units    Of the rows and terms; days as decimal years, options as their place, weights 0..1.
Limits   A range is looked at in six pieces: two crossings within one piece are not seen.
"""

from dataclasses import dataclass, field, replace

import numpy as np

from models.analysis.case_graph import Name
from models.analysis.cases import Pair
from models.analysis.sweeps import Input, Sweep, permitted
from models.formula import Array
from models.sampling import FIXED
from models.tables import Parameter
from models.wiring import term_values

COPIES = 7  # points at which a range is looked at, and into which a crossing is divided
CLOSE = 1e-9  # of the range: when the crossing of a step is found
STRAIGHT = 1e-4  # of the way between the ends: missed by less, a straight line does the rest
BESIDE = 2e-4  # of the range: how far off the points lie that tell the slope
MOST = 24  # passes: more than halving by three ever needs
AROUND = np.array([-1e-2, -1e-5, 0.0, 1e-5, 1e-2])  # of the bracket, beside the straight line


@dataclass(frozen=True)
class BreakEven:
    """Where along one input's range the two deals swap."""

    name: Name
    label: str
    unit: str
    grade: str
    kind: str  # parameter, number, flag, day, choice or weight
    present: float  # a parameter's mode
    span: tuple[float, float]
    gaps: tuple[float, float]  # score difference at both ends
    crossings: tuple[float, ...] = ()
    value: float | None = None  # the crossing nearest to the present value
    error: float | None = None  # standard error of it over draws
    chance: float | None = None  # of the parameter lying below it
    above: str = ""  # deal that leads above it; of an option, with it
    allowed: bool = True  # whether the terms, taken together, may be so

    @property
    def never(self) -> bool:
        """Whether the same deal leads over the whole range."""
        return not self.crossings

    @property
    def nearest_end(self) -> float:
        """End of the range at which the deals are closest."""
        return self.span[int(abs(self.gaps[1]) < abs(self.gaps[0]))]

    @property
    def distance(self) -> float:
        """How far the crossing is from the present: 0 here, 1 at the end of what is likely."""
        if self.value is None:
            return 1.0 + min(abs(gap) for gap in self.gaps)
        if self.chance is not None:
            return 2.0 * abs(self.chance - 0.5)
        return abs(self.value - self.present) / (self.span[1] - self.span[0])


@dataclass(frozen=True)
class Search:
    """The search along one input; every point looked at is kept, with the results there."""

    sweep: Sweep
    pair: Pair
    each: Input
    shift: float
    level: Array  # what is known from more draws, and so adds no error
    seen: dict[float, Array] = field(default_factory=dict)  # results by point, (n,)

    def result(self) -> BreakEven:
        """Follow the range, then close in on every change of sign."""
        points = points_along(self.each)
        gaps = self.gap(points)
        told = self.told(gaps)
        if self.each.options:
            sign = float(np.interp(self.present, points, gaps))
            crossings = [float(x) for x, gap in zip(points, gaps, strict=True) if gap * sign < 0.0]
        else:
            turns = np.flatnonzero(gaps[:-1] * gaps[1:] < 0.0)
            crossings = [self._closed(points, gaps, int(turn)) for turn in turns]
        return self._found(told, sorted(set(crossings))) if crossings else told

    def told(self, gaps: Array) -> BreakEven:
        """What is known of an input without a crossing."""
        name, row, ends = self.each.name, self.each.row, (float(gaps[0]), float(gaps[-1]))
        about = row.label, row.unit, row.grade, self.each.kind
        return BreakEven(name, *about, self.present, self.each.span, ends)

    def gap(self, points: Array) -> Array:
        """Mean score difference with the input at each point."""
        drawn = self.pair.gap(self.sweep.moved({self.each.name: points}))
        self.seen.update(zip(map(float, points), drawn, strict=True))
        return np.asarray(drawn.mean(axis=1) + self.shift)

    @property
    def present(self) -> float:
        """Value of the input now, in its own unit."""
        row = self.each.row
        if isinstance(row, Parameter):
            return row.mode
        deal = next(one for one in self.sweep.deals if one.deal.name == self.each.deal)
        agreed = getattr(deal.deal.terms, row.name)
        return agreed if isinstance(agreed, float) else term_values(deal.deal)[row.name]

    def _closed(self, points: Array, gaps: Array, turn: int) -> float:
        """Close in on one change of sign, until a straight line can be trusted."""
        width = self.each.span[1] - self.each.span[0]
        guess = _curved(points, gaps, turn)
        bracket, ends = points[turn : turn + 2], gaps[turn : turn + 2]
        for _ in range(MOST):
            inner = _divided(bracket, guess)
            found = self.gap(inner)
            missed = float(np.min(np.abs(found))) / abs(ends[1] - ends[0])
            points = np.concatenate([bracket[:1], inner, bracket[1:]])
            gaps = np.concatenate([ends[:1], found, ends[1:]])
            turn = int(np.flatnonzero(gaps[:-1] * gaps[1:] <= 0.0)[0])
            bracket, ends = points[turn : turn + 2], gaps[turn : turn + 2]
            guess = _straight(bracket, ends)
            if missed <= STRAIGHT or bracket[1] - bracket[0] <= CLOSE * width:
                break
        return guess

    def _found(self, told: BreakEven, crossings: list[float]) -> BreakEven:
        """Tell of the crossing that is nearest, from points beside it that are known already."""
        value = min(crossings, key=lambda each: abs(each - told.present))
        points = np.array(sorted(self.seen))
        low, at, high = self._beside(points, value)
        drawn = [self.seen[float(points[each])] for each in (low, at, high)]
        slope = 0.0
        if not self.each.options:
            slope = float(drawn[2].mean() - drawn[0].mean()) / float(points[high] - points[low])
        spread = np.std(drawn[1] - self.level, ddof=1) / np.sqrt(self.sweep.rows)
        upper = float(drawn[2].mean()) + self.shift
        return replace(
            told,
            crossings=tuple(crossings),
            value=value,
            error=float(spread / abs(slope)) if slope else None,
            chance=self.each.chance(value),
            above=self.pair.first if upper > 0.0 else self.pair.second,
            allowed=self._allowed(value),
        )

    def _beside(self, points: Array, value: float) -> tuple[int, int, int]:
        """Places of the nearest points well below, at, and well above a value."""
        at = int(np.argmin(np.abs(points - value)))
        if self.each.options:
            return at, at, at
        step = BESIDE * (self.each.span[1] - self.each.span[0])
        low = int(np.searchsorted(points, value - step, side="right")) - 1
        high = int(np.searchsorted(points, value + step))
        return max(low, 0), at, min(high, len(points) - 1)

    def _allowed(self, value: float) -> bool:
        if not self.each.deal:
            return True
        deal = next(one for one in self.sweep.deals if one.deal.name == self.each.deal)
        return permitted(deal, self.each.name[1], value)


def points_along(each: Input) -> Array:
    """Points along the range: evenly, or closer together where a parameter is likely to lie."""
    low, high = each.span
    if each.options:
        return np.array([*each.options, *[each.options[-1]] * COPIES][:COPIES])
    if not isinstance(each.row, Parameter) or each.row.distribution == FIXED:
        return np.linspace(low, high, COPIES)
    inner = [each.at(chance) for chance in (0.1, 0.5, 0.9)]
    between = [(low + inner[0]) / 2.0, (inner[2] + high) / 2.0]
    return np.array(sorted([low, *inner, *between, high]))


def _divided(bracket: Array, guess: float) -> Array:
    """Points within a bracket: about where the crossing is guessed to be, and its thirds."""
    low, high = bracket
    near = guess + AROUND * (high - low)
    thirds = low + (high - low) * np.array([1.0, 2.0]) / 3.0
    return np.sort(np.clip(np.concatenate([near, thirds]), low, high))


def _curved(points: Array, gaps: Array, turn: int) -> float:
    """Where the curve through a bracket and a point beside it crosses; else the straight line."""
    beside = turn + 2 if turn + 2 < len(points) else turn - 1
    (low, high), (first, last) = points[turn : turn + 2], gaps[turn : turn + 2]
    slope = (last - first) / (high - low)
    bend = ((gaps[beside] - last) / (points[beside] - high) - slope) / (points[beside] - low)
    straight = _straight(points[turn : turn + 2], gaps[turn : turn + 2])
    # first + slope (x - low) + bend (x - low) (x - high) = 0, one step from the straight line on
    steep = slope + bend * (2.0 * straight - low - high)
    guess = straight - bend * (straight - low) * (straight - high) / steep if steep else straight
    return float(guess) if low < guess < high else straight


def _straight(bracket: Array, gaps: Array) -> float:
    if gaps[0] == gaps[1]:
        return float(bracket.mean())
    return float(bracket[0] - gaps[0] * (bracket[1] - bracket[0]) / (gaps[1] - gaps[0]))
