"""Markers of points: the symbols of Plotly, as outlines."""

import math
from typing import Any

from dashboard.report.drawing.primitives import Point, Primitive, mm, stroke

THIN = 1.0  # pixels of an edge that is not set
HALF = math.sqrt(0.5)
CROSS = [
    *((0.4, -1.2), (0.4, -0.4), (1.2, -0.4), (1.2, 0.4), (0.4, 0.4), (0.4, 1.2)),
    *((-0.4, 1.2), (-0.4, 0.4), (-1.2, 0.4), (-1.2, -0.4), (-0.4, -0.4), (-0.4, -1.2)),
]
STAR = [
    (radius * math.sin(turn * math.pi / 5), -radius * math.cos(turn * math.pi / 5))
    for turn, radius in enumerate([1.4, 0.5348] * 5)
]
OUTLINES: dict[str, list[Point]] = {  # in half sizes, downwards; a circle has none
    "circle": [],
    "square": [(-1, -1), (1, -1), (1, 1), (-1, 1)],
    "diamond": [(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)],
    "triangle-up": [(-1.155, 0.577), (1.155, 0.577), (0, -1.155)],
    "triangle-down": [(-1.155, -0.577), (1.155, -0.577), (0, 1.155)],
    "triangle-left": [(0.577, -1.155), (0.577, 1.155), (-1.155, 0)],
    "triangle-right": [(-0.577, -1.155), (-0.577, 1.155), (1.155, 0)],
    "cross": CROSS,
    "x": [((x - y) * HALF, (x + y) * HALF) for x, y in CROSS],
    "star": STAR,
}
STROKES: dict[str, list[Point]] = {  # lines have no area
    "line-ns": [(0, -1.4), (0, 1.4)],
    "line-ew": [(-1.4, 0), (1.4, 0)],
}


def marker(
    symbol: str | None, place: Point, size: float, fill: str, edge: dict[str, Any] | None
) -> Primitive:
    """A symbol around a place; one that is not known is a circle."""
    name = (symbol or "circle").removesuffix("-open")
    open_ = name != symbol and symbol is not None
    bare = name in STROKES
    shape = STROKES[name] if bare else OUTLINES.get(name, [])
    return {
        "kind": "marker",
        "symbol": name,
        "x": mm(place[0]),
        "y": mm(place[1]),
        "radius": mm(size / 2),
        "points": [[mm(place[0] + x * size / 2), mm(place[1] + y * size / 2)] for x, y in shape],
        "fill": None if open_ or bare else fill,
        "edge": (edge or stroke(fill, THIN)) if bare else stroke(fill, THIN) if open_ else edge,
    }
