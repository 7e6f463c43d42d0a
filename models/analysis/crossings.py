"""Where along one input's range two deals swap: the range followed, crossings closed in on.

Shapes   Points (7,), results (7, n) inside; numbers outside.
Units    Of the rows and terms; days as decimal years, options as their place, weights 0..1.
Limits   A range is looked at in six pieces: two crossings within one piece are not seen.
"""

from dataclasses import dataclass, replace

import numpy as np

from models.analysis.case_graph import Name
from models.analysis.cases import Pair
from models.analysis.sweeps import Input, Sweep, permitted
from models.formula import Array
from models.sampling import FIXED
from models.tables import Parameter
from models.wiring import term_values

COPIES = 7  # points at which a range is looked at, and into which a crossing is divided
CLOSE = 1e-9  # of the range: when a crossing is found
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
    """The search along one input."""

    sweep: Sweep
    pair: Pair
    each: Input
    shift: float
    level: Array  # what is known from more draws, and so adds no error

    def result(self) -> BreakEven:
        """Follow the range, then close in on every change of sign."""
        points = points_along(self.each)
        gaps, present = self.gap(points), self.present
        told = self.told(gaps)
        turns = np.flatnonzero(gaps[:-1] * gaps[1:] < 0.0)
        if self.each.options:
            sign = float(np.interp(present, points, gaps))
            crossings = [float(x) for x, gap in zip(points, gaps, strict=True) if gap * sign < 0.0]
        else:
            crossings = [self._closed(points[i : i + 2], gaps[i : i + 2]) for i in turns]
        return self._found(told, sorted(set(crossings))) if crossings else told

    def told(self, gaps: Array) -> BreakEven:
        """What is known of an input without a crossing."""
        name, row, ends = self.each.name, self.each.row, (float(gaps[0]), float(gaps[-1]))
        about = row.label, row.unit, row.grade, self.each.kind
        return BreakEven(name, *about, self.present, self.each.span, ends)

    def gap(self, points: Array) -> Array:
        """Mean score difference with the input at each point."""
        return np.asarray(self.drawn(points).mean(axis=1) + self.shift)

    def drawn(self, points: Array) -> Array:
        """Score difference with the input at each point, in every draw."""
        return self.pair.gap(self.sweep.moved({self.each.name: points}))

    @property
    def present(self) -> float:
        """Value of the input now, in its own unit."""
        row = self.each.row
        if isinstance(row, Parameter):
            return row.mode
        deal = next(one for one in self.sweep.deals if one.deal.name == self.each.deal)
        agreed = getattr(deal.deal.terms, row.name)
        return agreed if isinstance(agreed, float) else term_values(deal.deal)[row.name]

    def _closed(self, bracket: Array, gaps: Array) -> float:
        width = self.each.span[1] - self.each.span[0]
        for _ in range(MOST):
            if bracket[1] - bracket[0] <= CLOSE * width:
                break
            points = _divided(bracket, gaps)
            all_points = np.concatenate([bracket[:1], points, bracket[1:]])
            all_gaps = np.concatenate([gaps[:1], self.gap(points), gaps[1:]])
            turn = int(np.flatnonzero(all_gaps[:-1] * all_gaps[1:] <= 0.0)[0])
            bracket, gaps = all_points[turn : turn + 2], all_gaps[turn : turn + 2]
        return _straight(bracket, gaps)

    def _found(self, told: BreakEven, crossings: list[float]) -> BreakEven:
        value = min(crossings, key=lambda each: abs(each - told.present))
        low, high = self.each.span
        step = 1e-3 * (high - low)
        points = np.clip(value + step * np.linspace(-1.0, 1.0, COPIES), low, high)
        drawn = self.drawn(np.full(COPIES, value) if self.each.options else points)
        slope = float(drawn[-1].mean() - drawn[0].mean()) / float(points[-1] - points[0])
        spread = np.std(drawn[COPIES // 2] - self.level, ddof=1) / np.sqrt(self.sweep.rows)
        upper = float(drawn[-1].mean()) + self.shift
        return replace(
            told,
            crossings=tuple(crossings),
            value=value,
            error=float(spread / abs(slope)) if slope else None,
            chance=self.each.chance(value),
            above=self.pair.first if upper > 0.0 else self.pair.second,
            allowed=self._allowed(value),
        )

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


def _divided(bracket: Array, gaps: Array) -> Array:
    """Points within a bracket: about where a straight line crosses, and its thirds."""
    low, high = bracket
    near = _straight(bracket, gaps) + AROUND * (high - low)
    thirds = low + (high - low) * np.array([1.0, 2.0]) / 3.0
    return np.sort(np.clip(np.concatenate([near, thirds]), low, high))


def _straight(bracket: Array, gaps: Array) -> float:
    if gaps[0] == gaps[1]:
        return float(bracket.mean())
    return float(bracket[0] - gaps[0] * (bracket[1] - bracket[0]) / (gaps[1] - gaps[0]))
