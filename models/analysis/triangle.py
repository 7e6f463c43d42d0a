"""Which deal is best at which weights, exactly, at expected values.

    region   {w: w . (m_i - m_j) >= 0 for all j}, of a deal with mean values m_i: for three criteria
             a convex polygon in the triangle of weights, found by clipping
    share    its area over the triangle's; clones of one deal split it
    move     smallest number of points, half of sum |w' - w|, that take the user's point to a region

Shapes   Means (deal, criterion); weights (criterion,); corners (corner, 3).
Units    Values 0..1; weights, shares and points 0..1 (a point of the screen is 0.01).
Sources  Clipping: Sutherland and Hodgman 1974.
Limits   Polygons and moves for three criteria; values at their means, so nothing is said about
         single worlds.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.formula import Array

CRITERIA = 3
TINY = 1e-12  # weights nearer than this are the same


@dataclass(frozen=True)
class Shift:
    """Points taken from one criterion and given to another."""

    source: int
    target: int
    points: float


@dataclass(frozen=True)
class Move:
    """Shortest way from the user's point to where another deal is best."""

    deal: int
    points: float  # all that has to be moved
    shifts: tuple[Shift, ...]  # one, or two where one will not do
    weights: Array  # where it ends
    adjoins: bool  # whether the deal's region has an edge with that of the user's point


@dataclass(frozen=True)
class Triangle:
    """The weight triangle."""

    regions: tuple[Array, ...]  # corners of each deal's region in order, (0, 3) where it has none
    shares: Array  # (deal,)
    best: tuple[int, ...]  # deals best at the user's point, more than one only on a border
    moves: tuple[Move, ...]  # to every other deal with a region, nearest first

    @property
    def nearest(self) -> Move | None:
        """Shortest way to another winner; none where one deal is best at all weights."""
        return self.moves[0] if self.moves else None


def triangle(means: Array, weights: Array) -> Triangle:
    """Regions, shares and ways out for three criteria and the user's weights."""
    regions = tuple(region(means, deal) for deal in range(len(means)))
    clones = (means[:, None, :] == means).all(axis=2).sum(axis=1)
    level = means @ weights
    best = tuple(int(each) for each in np.flatnonzero(level >= level.max() - TINY))
    own = next((deal for deal in best if len(regions[deal])), best[0])
    moves = [
        _move(deal, corners, weights, regions[own])
        for deal, corners in enumerate(regions)
        if len(corners) and (means[deal] != means[own]).any()
    ]
    return Triangle(
        regions=regions,
        shares=np.array([area(corners) for corners in regions]) / clones,
        best=best,
        moves=tuple(sorted(moves, key=lambda move: (round(move.points, 12), len(move.shifts)))),
    )


def region(means: Array, deal: int) -> Array:
    """Corners of the weights at which a deal is best, (corner, 3); none if it nowhere is."""
    corners = np.eye(CRITERIA)
    for gap in means[deal] - means:
        if gap.any():
            corners = clipped(corners, gap)
    return corners if area(corners) > TINY else np.empty((0, CRITERIA))


def clipped(corners: Array, gap: Array) -> Array:
    """Part of a convex polygon where w . gap is not below zero."""
    height = corners @ gap
    kept: list[Array] = []
    for here in range(len(corners)):
        before = here - 1
        if height[here] * height[before] < 0.0:
            part = height[before] / (height[before] - height[here])
            kept.append(corners[before] + part * (corners[here] - corners[before]))
        if height[here] >= 0.0:
            kept.append(corners[here])
    return np.array(kept).reshape(-1, CRITERIA)


def area(corners: Array) -> float:
    """Area of a polygon as a share of the whole triangle."""
    if len(corners) < CRITERIA:
        return 0.0
    one, two = corners[:, 0], corners[:, 1]
    return float(abs(np.sum(one * np.roll(two, -1) - two * np.roll(one, -1))))


def _move(deal: int, corners: Array, weights: Array, own: Array) -> Move:
    """Shortest way to a polygon.

    Equal numbers of points moved are hexagons around the user's point. The first one to touch the
    polygon does so at a corner of the polygon, or with a corner of its own on an edge: there only
    two criteria have changed.
    """
    if bool(_inside(corners, weights)):
        ends = weights[None, :]
    else:
        ends = np.vstack([corners, *(_crossings(corners, weights, each) for each in range(3))])
    points = np.abs(ends - weights).sum(axis=1) / 2.0
    changed = (np.abs(ends - weights) > TINY).sum(axis=1)
    order = np.lexsort((changed, np.round(points, 12)))
    end = ends[order[0]]
    return Move(deal, float(points[order[0]]), _shifts(end - weights), end, _adjoin(corners, own))


def _crossings(corners: Array, weights: Array, held: int) -> Array:
    """Points of a polygon's edges at which one criterion has the weight it has now."""
    after = np.roll(corners, -1, axis=0)
    here, there = corners[:, held] - weights[held], after[:, held] - weights[held]
    cross = here * there < 0.0
    part = (here[cross] / (here[cross] - there[cross]))[:, None]
    return np.asarray(corners[cross] + part * (after[cross] - corners[cross]))


def _inside(corners: Array, weights: Array) -> bool:
    """Whether a point lies in a polygon or on its edge."""
    edge = np.roll(corners, -1, axis=0) - corners
    reach = weights - corners
    turn = edge[:, 0] * reach[:, 1] - edge[:, 1] * reach[:, 0]
    return bool((turn >= -TINY).all() or (turn <= TINY).all())


def _shifts(change: Array) -> tuple[Shift, ...]:
    """Say a change of weights as points taken from some and given to others."""
    left = change.copy()
    made: list[Shift] = []
    while left.max() > TINY and left.min() < -TINY:
        source, target = int(np.argmin(left)), int(np.argmax(left))
        points = float(min(-left[source], left[target]))
        made.append(Shift(source, target, points))
        left[source] += points
        left[target] -= points
    return tuple(made)


def _adjoin(one: Array, other: Array) -> bool:
    """Whether two polygons have more than a point in common."""
    shared = [*_on(one, other), *_on(other, one)]
    return any(np.abs(a - b).sum() > 1e3 * TINY for a in shared for b in shared)


def _on(corners: Array, polygon: Array) -> Sequence[Array]:
    return [corner for corner in corners if len(polygon) and _inside(polygon, corner)]
