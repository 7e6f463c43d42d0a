"""Why one deal scores above another.

    v(A) - v(B) = sum over criteria of w_j (v_Aj - v_Bj), in every draw and so on average

Shapes   Values (criterion, n) of one deal; weights (criterion,) or (criterion, n).
Units    Points of value 0..1.
Sources  Additive value: Keeney and Raiffa 1976.
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
