"""Regret: how much worse a deal is than the best one would have been, in the same world.

    regret      highest score of the draw - score of the deal
    in money    regret / (weight of cost / span of cost): what the gap is worth in the cost's unit
    tolerance   share of draws in which a deal is within so many points of the best
    worst case  largest regret over named worlds

Shapes   Scores (deal, n); over named worlds (deal, world); per deal (deal,).
Units    Points 0..1 of value; money in the unit of the cost criterion (USD/kg).
Sources  Savage 1951; expected, tail and threshold measures as in McPhail et al. 2018.
Limits   The price of a point uses the user's own weights: a drawn weight of cost may be near
         nothing, and money would be near endless. Regret depends on who takes part.
"""

from dataclasses import dataclass

import numpy as np

from models.formula import Array

TOLERANCE = 0.02  # points of value within which a deal is as good as the best
TAIL = 90.0  # percentile of the tail


@dataclass(frozen=True)
class Regret:
    """Regret of every deal, each (deal,), in points or in money."""

    mean: Array
    error: Array  # standard error of the mean
    tail: Array  # P90
    when_wrong: Array  # mean over the draws in which another deal is better; 0 if none is
    within: Array  # share of draws within the tolerance of the best

    def priced(self, point: float) -> "Regret":
        """Return the same in money, at the price of one point; shares stay shares."""
        return Regret(
            mean=point * self.mean,
            error=point * self.error,
            tail=point * self.tail,
            when_wrong=point * self.when_wrong,
            within=self.within,
        )


@dataclass(frozen=True)
class WorstCase:
    """Regret over named worlds."""

    regret: Array  # (deal, world)
    worst: Array  # largest of each deal
    world: tuple[int, ...]  # in which it is
    least: tuple[int, ...]  # deals whose largest regret is the smallest


def regret(scores: Array, tolerance: float = TOLERANCE) -> Regret:
    """Regret of every deal over the draws, in points of value."""
    lost = lost_points(scores)
    wrong = lost > 0.0
    draws = scores.shape[1]
    spread = lost.std(axis=1, ddof=1) if draws > 1 else np.full(len(lost), np.inf)
    return Regret(
        mean=lost.mean(axis=1),
        error=spread / np.sqrt(draws),
        tail=np.percentile(lost, TAIL, axis=1),
        when_wrong=lost.sum(axis=1) / np.maximum(wrong.sum(axis=1), 1),
        within=(lost <= tolerance).mean(axis=1),
    )


def lost_points(scores: Array) -> Array:
    """Points of value below the best deal of each draw, (deal, n)."""
    return np.asarray(scores.max(axis=0) - scores)


def point_price(cost_share: float, cost_span: float) -> float | None:
    """What all the way from 0 to 1 in value is worth in the unit of cost; none at no weight."""
    return abs(cost_span) / cost_share if cost_share > 0.0 else None


def worst_case(scores: Array) -> WorstCase:
    """Regret in each named world, and the deals that keep its largest the smallest."""
    lost = lost_points(scores)
    worst = lost.max(axis=1)
    least = tuple(int(deal) for deal in np.flatnonzero(worst == worst.min()))
    return WorstCase(lost, worst, tuple(int(each) for each in lost.argmax(axis=1)), least)
