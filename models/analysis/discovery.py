"""Scenario discovery: the box of a few inputs in which a deal loses, or what else is sought.

    density   share of the draws in the box that lose
    coverage  share of all losing draws that lie in the box
    mass      share of all draws in the box

Peeling: from the box of everything, take the outermost ``PEEL`` of the draws off one side of one
input, the side that raises the density most for each draw given up, again and again. The inputs
that this bounds first, and those that go with losing most, are then peeled again, at most three at
a time, every such set by itself. Of all boxes passed, the one with the largest product of density
and coverage, and no bound that may as well be chance, is kept among those that are dense enough to
be stated; among all, if none is. Pasting: its bounds are moved out while that makes it better.

The same draws give the same box: nothing in it is random.

Shapes   Inputs (input, n); losing (n,), true where what is sought happens.
Units    Bounds are in the units of the inputs; places are shares of draws below a bound.
Sources  Friedman and Fisher 1999 (PRIM); Bryant and Lempert 2010 (coverage, density, chance test).
Limits   One box. What is bounded goes with losing and need not be its cause. The chance test takes
         the bounds as given, although they were found on the same draws: small values only.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

from models.formula import Array

PEEL = 0.05  # of the draws left, taken off at each step
LEAST = 0.02  # of all draws that a box has to hold
MOST_INPUTS = 3
CANDIDATES = 6  # inputs of which sets are tried
DENSE = 2.0 / 3.0  # density from which on a box may be stated,
COVERS = 0.2  # if it holds so much of what is sought
LOOKED_AT = 300  # best boxes of which one without a bound by chance is sought
CHANCE = 0.05  # probability from which on a bound may as well be chance
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Bound:
    """An input that lies above a bound, below one, or between two, in the box."""

    name: str
    low: float | None
    high: float | None
    low_place: float  # share of all draws below the bound; 0 where there is none
    high_place: float  # 1 where there is none
    alone: float  # density without this bound: what it adds is the density less this
    chance: float  # probability of so dense a box if this bound did nothing


@dataclass(frozen=True)
class Box:
    """What a sentence needs: deal X loses when these hold; coverage, density and mass."""

    bounds: tuple[Bound, ...]  # most telling first; none if no box is denser than all draws
    coverage: float
    density: float
    mass: float
    base: float  # share of all draws that lose

    @property
    def stated(self) -> bool:
        """Whether it is worth a sentence: dense, covering enough, and no chance find."""
        return bool(self.bounds) and self.density >= DENSE and self.coverage >= COVERS


@dataclass(frozen=True)
class _Sides:
    """A box: lowest and highest value of each input, (input,); infinite where free."""

    low: Array
    high: Array

    def holds(self, inputs: Array, but: int = -1) -> Flags:
        """Which draws lie in it, whatever one input is."""
        held = np.ones(inputs.shape[1], bool)
        for each in (one for one in self.bounded if one != but):
            held &= (inputs[each] >= self.low[each]) & (inputs[each] <= self.high[each])
        return held

    def at(self, each: int, low: float, high: float) -> "_Sides":
        """Return the same box with one input between other bounds."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[each], highs[each] = low, high
        return _Sides(lows, highs)

    @property
    def bounded(self) -> list[int]:
        """Inputs that it bounds."""
        return [
            int(each) for each in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high))
        ]


def discover(
    names: Sequence[str],
    inputs: Array,
    losing: Flags,
    most: int = MOST_INPUTS,
    carry_on: Callable[[], None] = lambda: None,
) -> Box:
    """Find the box of at most so many inputs that says best when a deal loses.

    ``carry_on`` is called at every step and may raise to stop.
    """
    base = float(losing.mean())
    if base in {0.0, 1.0}:
        return Box((), 1.0, base, 1.0, base)
    free = list(_peeled(inputs, losing, range(len(names)), carry_on))
    chosen = _candidates(inputs, losing, free)
    sets = combinations(chosen, min(most, len(chosen)))
    boxes = [box for each in sets for box in _peeled(inputs, losing, each, carry_on)]
    boxes += [box for box in free if len(box.bounded) <= most]
    order = sorted(boxes, key=lambda box: _merit(box, inputs, losing), reverse=True)
    return _box(names, inputs, losing, _proven(order, inputs, losing))


def _peeled(
    inputs: Array, losing: Flags, free: Sequence[int], carry_on: Callable[[], None]
) -> Iterator[_Sides]:
    """Boxes passed while some inputs are peeled to the end, the box of everything first."""
    low, high = np.full(len(inputs), -np.inf), np.full(len(inputs), np.inf)
    inside, lost = inputs[list(free)], losing
    while True:
        yield _Sides(low.copy(), high.copy())
        carry_on()
        if inside.shape[1] <= LEAST * losing.size or (step := _step(inside, lost)) is None:
            return
        row, upper, bound, left = step
        (high if upper else low)[free[row]] = bound
        inside, lost = inside[:, left], lost[left]


def _candidates(inputs: Array, losing: Flags, boxes: Sequence[_Sides]) -> list[int]:
    """Inputs that peeling bounds first, and those that go with losing most, half of either."""
    bounded = dict.fromkeys(each for box in boxes for each in box.bounded)
    gaps = inputs[:, losing].mean(axis=1) - inputs[:, ~losing].mean(axis=1)
    spread = inputs.std(axis=1)
    apart = np.abs(gaps) / np.where(spread > 0.0, spread, np.inf)
    strongest = np.argsort(-apart, kind="stable")
    order = [*list(bounded)[: CANDIDATES // 2], *map(int, strongest)]
    return sorted(list(dict.fromkeys(order))[:CANDIDATES])


def _merit(box: _Sides, inputs: Array, losing: Flags) -> tuple[bool, float]:
    """Whether a box may be stated, then the product of density and coverage."""
    held = box.holds(inputs)
    size, lost = int(held.sum()), int(losing[held].sum())
    density, coverage = lost / max(size, 1), lost / int(losing.sum())
    return density >= DENSE and coverage >= COVERS, density * coverage


def _pasted(box: _Sides, inputs: Array, losing: Flags) -> _Sides:
    """Move one bound out at a time, by a few draws or altogether, while that is better."""
    merit = _merit(box, inputs, losing)
    while True:
        wider = list(_wider(box, inputs))
        found = [(_merit(each, inputs, losing), place) for place, each in enumerate(wider)]
        if not found or max(found)[0] <= merit:
            return box
        merit, place = max(found, key=lambda each: (each[0], -each[1]))
        box = wider[place]


def _wider(box: _Sides, inputs: Array) -> Iterator[_Sides]:
    """Boxes with one bound moved out, or taken off."""
    for each in box.bounded:
        outside = box.holds(inputs, each)
        values = np.sort(inputs[each][outside])
        more = max(int(PEEL * values.size), 1)
        if np.isfinite(box.low[each]):
            place = int(np.searchsorted(values, box.low[each])) - more
            yield box.at(each, values[place] if place > 0 else -np.inf, box.high[each])
        if np.isfinite(box.high[each]):
            place = int(np.searchsorted(values, box.high[each], side="right")) - 1 + more
            yield box.at(each, box.low[each], values[place] if place < values.size else np.inf)


def _proven(order: Sequence[_Sides], inputs: Array, losing: Flags) -> _Sides:
    """First of the best boxes that no chance has made; else the best, without such bounds."""
    for each in order[:LOOKED_AT]:
        if _chances(each, inputs, losing)[0][0] < CHANCE:
            return _pasted(each, inputs, losing)
    box = _pasted(order[0], inputs, losing)
    while (worst := _chances(box, inputs, losing)[0])[0] >= CHANCE:
        box = box.at(worst[1], -np.inf, np.inf)
    return box


def _chances(box: _Sides, inputs: Array, losing: Flags) -> list[tuple[float, int]]:
    """How likely chance is to have made each bound, the likeliest first; none for no bound."""
    found = [(_chance(box, each, inputs, losing), each) for each in box.bounded]
    return sorted(found, reverse=True) or [(0.0, -1)]


def _chance(box: _Sides, each: int, inputs: Array, losing: Flags) -> float:
    """Probability of so dense a box if the bounds of one input did nothing."""
    held, alone = losing[box.holds(inputs)], losing[box.holds(inputs, each)].mean()
    return float(bdtrc(held.sum() - 1, held.size, alone))


def _step(inside: Array, lost: Flags) -> tuple[int, bool, float, Flags] | None:
    """Peel that raises density most per draw given up: input, side, bound, and who is left."""
    count = lost.size
    depth = max(int(PEEL * count), 1)
    if depth >= count:
        return None
    cuts = np.partition(inside, (depth - 1, count - depth), axis=1)
    lefts = np.stack([inside > cuts[:, depth - 1, None], inside < cuts[:, count - depth, None]])
    stay = lefts.sum(axis=2)
    dense = (lefts & lost).sum(axis=2) / np.maximum(stay, 1)
    given = count - stay
    gain = np.where((stay > 0) & (given > 0), (dense - lost.mean()) / np.maximum(given, 1), -np.inf)
    side, row = np.unravel_index(int(np.argmax(gain)), gain.shape)
    if gain[side, row] <= 0.0:
        return None
    left = lefts[side, row]
    kept = inside[row][left]
    return int(row), bool(side), float(kept.max() if side else kept.min()), left


def _box(names: Sequence[str], inputs: Array, losing: Flags, sides: _Sides) -> Box:
    held = sides.holds(inputs)
    bounds = [_bound(names[each], each, inputs, losing, sides) for each in sides.bounded]
    return Box(
        tuple(sorted(bounds, key=lambda bound: bound.alone)),
        coverage=float(losing[held].sum() / losing.sum()),
        density=float(losing[held].mean()),
        mass=float(held.mean()),
        base=float(losing.mean()),
    )


def _bound(name: str, each: int, inputs: Array, losing: Flags, sides: _Sides) -> Bound:
    low, high = float(sides.low[each]), float(sides.high[each])
    return Bound(
        name,
        low if np.isfinite(low) else None,
        high if np.isfinite(high) else None,
        low_place=float(np.mean(inputs[each] < low)),
        high_place=float(np.mean(inputs[each] <= high)),
        alone=float(losing[sides.holds(inputs, each)].mean()),
        chance=_chance(sides, each, inputs, losing),
    )
