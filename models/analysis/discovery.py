"""Scenario discovery: the box of a few inputs in which a deal loses, or what else is sought.

    density   share of the draws in the box that lose
    coverage  share of all losing draws that lie in the box
    mass      share of all draws in the box

Peeling: from the box of everything, take the outermost ``PEEL`` of the draws off one side of one
input, the side that raises the density most for each draw given up, again and again. Of the boxes
passed the one with the largest harmonic mean of density and coverage is kept. If it bounds more
than three inputs, those whose bounds do least are left free and peeling is done once more.

The same draws give the same box: nothing in it is random.

Shapes   Inputs (input, n); losing (n,), true where what is sought happens.
Units    Bounds are in the units of the inputs; places are shares of draws below a bound.
Sources  Friedman and Fisher 1999 (PRIM); Bryant and Lempert 2010 (coverage, density, chance test).
Limits   One box. What is bounded goes with losing and need not be its cause. The chance test takes
         the bounds as given, although they were found on the same draws: small values only.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import bdtrc

from models.formula import Array

PEEL = 0.05  # of the draws left, taken off at each step
LEAST = 0.02  # of all draws that a box has to hold
MOST_INPUTS = 3
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


@dataclass(frozen=True)
class _Sides:
    """A box: lowest and highest value of each input, (input,); infinite where free."""

    low: Array
    high: Array

    def holds(self, inputs: Array, but: int = -1) -> Flags:
        """Which draws lie in it, whatever one input is."""
        low, high = self.low.copy(), self.high.copy()
        if but >= 0:
            low[but], high[but] = -np.inf, np.inf
        return np.asarray(((inputs >= low[:, None]) & (inputs <= high[:, None])).all(axis=0))

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
    """Find the box of at most so many inputs in which losing is most concentrated.

    ``carry_on`` is called at every step and may raise to stop.
    """
    base = float(losing.mean())
    if base in {0.0, 1.0}:
        return Box((), 1.0, base, 1.0, base)
    sides = _peeled(inputs, losing, range(len(names)), carry_on)
    if len(sides.bounded) > most:
        kept = sorted(sides.bounded, key=lambda each: _density(sides, inputs, losing, each))[:most]
        sides = _peeled(inputs, losing, sorted(kept), carry_on)
    return _box(names, inputs, losing, sides)


def _peeled(
    inputs: Array, losing: Flags, free: Sequence[int], carry_on: Callable[[], None]
) -> _Sides:
    """Peel to the end, and return the best of the boxes passed."""
    rows = inputs[list(free)]
    low, high = np.full(len(inputs), -np.inf), np.full(len(inputs), np.inf)
    best, most = _Sides(low.copy(), high.copy()), _balance(losing, losing)
    inside, lost = rows, losing
    while inside.shape[1] > LEAST * losing.size:
        carry_on()
        step = _step(inside, lost)
        if step is None:
            break
        row, upper, bound, left = step
        (high if upper else low)[free[row]] = bound
        inside, lost = inside[:, left], lost[left]
        found = _balance(lost, losing)
        if found > most:
            best, most = _Sides(low.copy(), high.copy()), found
    return best


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


def _balance(lost: Flags, losing: Flags) -> float:
    """Harmonic mean of density and coverage."""
    return float(2.0 * lost.sum() / (lost.size + losing.sum()))


def _density(sides: _Sides, inputs: Array, losing: Flags, but: int) -> float:
    """Density of a box without the bounds of one input."""
    return float(losing[sides.holds(inputs, but)].mean())


def _box(names: Sequence[str], inputs: Array, losing: Flags, sides: _Sides) -> Box:
    held = sides.holds(inputs)
    bounds = [_bound(names[each], each, inputs, losing, sides) for each in sides.bounded]
    return Box(
        bounds=tuple(sorted(bounds, key=lambda bound: bound.alone)),
        coverage=float(losing[held].sum() / losing.sum()),
        density=float(losing[held].mean()),
        mass=float(held.mean()),
        base=float(losing.mean()),
    )


def _bound(name: str, each: int, inputs: Array, losing: Flags, sides: _Sides) -> Bound:
    low, high = float(sides.low[each]), float(sides.high[each])
    held = losing[sides.holds(inputs)]
    alone = _density(sides, inputs, losing, each)
    return Bound(
        name=name,
        low=low if np.isfinite(low) else None,
        high=high if np.isfinite(high) else None,
        low_place=float(np.mean(inputs[each] < low)),
        high_place=float(np.mean(inputs[each] <= high)),
        alone=alone,
        chance=float(bdtrc(held.sum() - 1, held.size, alone)),
    )
