"""Places for labels beside points: none over another, over a marker or outside the plot.

The width of the plot is not known, so a place has to do at several widths.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]

ANGLES = np.radians(np.arange(0.0, 360.0, 22.5))
DISTANCES = (34.0, 50.0, 70.0, 95.0, 125.0, 160.0, 200.0)  # pixels from point to label
ROUNDS = 3  # a label placed early is placed again when all others are
FLAT, NEARNESS = 1.6, 0.5  # labels are wider than high; a pixel of distance counts half
MARKER = 12.0  # pixels, half the side of a marker
ON_LABEL, ON_MARKER, OUTSIDE, ON_CROSS = 1000.0, 600.0, 3000.0, 12.0


def label_offsets(
    points: Numbers, crosses: Numbers, sizes: Numbers, widths: Sequence[float], height: float
) -> Numbers:
    """Find how far to move each label from its point.

    Parameters
    ----------
    points
        (n, 2), as shares of the plot, from its lower left corner.
    crosses
        (m, 4): left, bottom, right and top of lines better not covered, as shares.
    sizes
        (n, 2), width and height of the labels in pixels.
    widths, height
        Of the plot in pixels; a place has to do at all widths.

    Returns
    -------
    Array
        (n, 2), pixels to the right and up, from point to the middle of the label.
    """
    moves = np.array([[r * FLAT * np.cos(a), r * np.sin(a)] for r in DISTANCES for a in ANGLES])
    scales = [np.array([width, height]) for width in widths]
    fixed = [_fixed_costs(points * s, crosses * np.tile(s, 2), sizes, moves, s) for s in scales]
    found = np.full_like(points, np.nan)  # nothing overlaps what has no place yet
    for each in [*np.argsort(-points[:, 1])] * ROUNDS:
        costs = np.hypot(*moves.T) * NEARNESS + sum(cost[each] for cost in fixed)
        others = np.arange(len(points)) != each
        for scale in scales:
            placed = _boxes((points * scale + found)[others], sizes[others])
            boxes = _boxes(points[each] * scale + moves, sizes[each])
            costs = costs + ON_LABEL * _overlaps(boxes, placed)
        found[each] = moves[int(np.argmin(costs))]
    return found


def _fixed_costs(
    points: Numbers, crosses: Numbers, sizes: Numbers, moves: Numbers, scale: Numbers
) -> Numbers:
    """Costs, for each label and move, of what does not depend on other labels."""
    boxes = _boxes((points[:, None] + moves).reshape(-1, 2), sizes.repeat(len(moves), axis=0))
    outside = (boxes[:, :2] < 0).any(axis=1) | (boxes[:, 2:] > scale).any(axis=1)
    markers = _boxes(points, np.array([2 * MARKER, 2 * MARKER]))
    costs = (
        OUTSIDE * outside
        + ON_MARKER * _overlaps(boxes, markers)
        + ON_CROSS * _overlaps(boxes, crosses)
    )
    return np.asarray(costs.reshape(len(points), len(moves)))


def _boxes(middles: Numbers, sizes: Numbers) -> Numbers:
    """Left, bottom, right and top of boxes around their middles."""
    return np.hstack([middles - sizes / 2, middles + sizes / 2])


def _overlaps(boxes: Numbers, others: Numbers) -> Numbers:
    """With how many of the others each box overlaps."""
    left, bottom, right, top = (boxes[:, None, side] for side in range(4))
    met = (left < others[:, 2]) & (right > others[:, 0])
    both = met & (bottom < others[:, 3]) & (top > others[:, 1])
    return np.asarray(both.sum(axis=1), dtype=float)
