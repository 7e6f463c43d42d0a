"""Places of notes beside points, found anew for the width of the paper.

On screen a note has to do at every width; on paper the width is known, and the notes come nearer
to their points.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.charts.places import label_offsets
from dashboard.report.drawing.page import Page, note_size
from dashboard.report.drawing.primitives import PIXEL, Point, Primitive

FEWEST = 2  # a single note has room
SHORTEST = 3.0  # millimetres of a line that a note had better not cover


def beside_points(note: Any) -> bool:
    """Whether a note stands some way off from a point, so that it may as well stand elsewhere."""
    free = note.axref in {None, "pixel"} and note.ayref in {None, "pixel"}
    return bool(free and note.showarrow is not False and note.xanchor is None)


def offsets(
    given: Sequence[Any], page: Page, marks: Sequence[Primitive], usual: float | None
) -> dict[int, Point]:
    """How far to the right and down to move each note, by its place among them all."""
    chosen = {number: each for number, each in enumerate(given) if beside_points(each)}
    fields = {(each.xref or "x", each.yref or "y") for each in chosen.values()}
    if len(chosen) < FEWEST or len(fields) != 1:
        return {}
    across, up = (page.axes[name] for name in fields.pop())
    corner, size = np.array([across.start, up.start]), np.array([across.length, -up.length])
    points = [(across.place(each.x), up.place(each.y)) for each in chosen.values()]
    sizes = np.array([note_size(each, usual)[1:] for each in chosen.values()])
    crosses = (_crosses(marks).reshape(-1, 2, 2) - corner) / size
    found = label_offsets(
        (np.array(points) - corner) / size,
        np.hstack([crosses.min(axis=1), crosses.max(axis=1)]),
        sizes,
        [across.length],
        up.length,
    )
    return {number: (float(x), -float(y)) for number, (x, y) in zip(chosen, found, strict=True)}


def _crosses(marks: Sequence[Primitive]) -> NDArray[np.float64]:
    """Both ends of all straight lines that are long enough to be covered."""
    lines = [each["points"] for each in marks if each["kind"] == "line"]
    ends = [[first, last] for first, last, *more in lines if not more]
    long = [each for each in ends if np.ptp(each, axis=0).max() > SHORTEST]
    return np.array(long, dtype=float).reshape(-1, 4) / PIXEL
