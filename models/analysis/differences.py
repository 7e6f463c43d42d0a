"""Why one deal scores above another; and a value function bent by one question.

    v(A) - v(B) = sum over criteria of w_j (v_Aj - v_Bj), in every draw and so on average

    three points  0 at the worst anchor, 1/2 at the amount half way in value, 1 at the best,
                  straight between them

Shapes   Values (criterion, n) of one deal; weights (criterion,) or (criterion, n).
Units    Points of value 0..1; amounts and anchors in the unit of the criterion.
Sources  Additive value, bisection: Keeney and Raiffa 1976; von Winterfeldt and Edwards 1986.
Limits   Means over common draws; both deals have to be of the same worlds.
"""

import math
from dataclasses import dataclass

import numpy as np

from models.formula import Array


@dataclass(frozen=True)
class Difference:
    """What each criterion adds to the lead of one deal over another, as means over the draws."""

    parts: tuple[float, ...]  # by criterion; they add up to the total
    gaps: tuple[float, ...]  # mean difference of the values, before weights
    error: float  # standard error of the total
    ahead: float  # share of draws in which the first deal is ahead, ties as one half

    @property
    def total(self) -> float:
        """Mean lead of the first deal."""
        return math.fsum(self.parts)


def difference(first: Array, second: Array, weights: Array) -> Difference:
    """Take the lead of one deal over another apart."""
    columns = weights[:, None] if weights.ndim == 1 else weights
    gaps = first - second
    parts = columns * gaps
    lead = parts.sum(axis=0)
    draws = lead.size
    return Difference(
        parts=tuple(float(each) for each in parts.mean(axis=1)),
        gaps=tuple(float(each) for each in gaps.mean(axis=1)),
        error=float(lead.std(ddof=1) / np.sqrt(draws)) if draws > 1 else math.inf,
        ahead=float(np.mean(0.5 + 0.5 * np.sign(lead))),
    )


def three_point(amount: Array, worst: float, half: float, best: float) -> Array:
    """Value through three points: ``half`` is the amount that is worth one half.

    The step from worst to half is worth as much as that from half to best. With half in the middle
    it is the straight line. What is not a number is worth nothing, as on a straight line.
    """
    lower = 0.5 * (amount - worst) / (half - worst)
    upper = 0.5 + 0.5 * (amount - half) / (best - half)
    value = np.where((amount - half) * np.sign(best - worst) <= 0.0, lower, upper)
    return np.asarray(np.nan_to_num(np.clip(value, 0.0, 1.0), nan=0.0))


def slopes(worst: float, half: float, best: float) -> tuple[float, float]:
    """Value of one unit, below and above the half-way amount: implied prices differ there."""
    return 0.5 / abs(half - worst), 0.5 / abs(best - half)
