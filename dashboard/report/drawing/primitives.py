"""What a drawing consists of: plain data that the template places on the page.

Whoever draws counts in the figure's own pixels; here they become millimetres, and points for the
size of letters. The origin is the upper left corner.

Raises   ValueError: a colour that is not written in numbers.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from dashboard.report.drawing import lettering

POINT = 25.4 / 72.0  # millimetres
POINTS = 8.0 / lettering.LEAST  # of a pixel: the smallest letters have 8 points
PIXEL = POINTS * POINT  # millimetres
DIGITS = 4
OPAQUE, CHANNELS = 255, 3
DASHES = {  # in widths of the line, as Plotly has them
    "dot": (1, 1),
    "dash": (3, 3),
    "longdash": (5, 5),
    "dashdot": (3, 1, 1, 1),
    "longdashdot": (5, 2, 2, 2),
}
SHORTEST_DASH = 3.0  # pixels
NAMES = {"white": "#FFFFFF", "black": "#000000", "transparent": "#FFFFFF00"}
NUMBERS = re.compile(r"[\d.]+")

Primitive = dict[str, Any]
Point = tuple[float, float]


@dataclass(frozen=True)
class Drawing:
    """A chart on paper: its size in millimetres, and what to place, the undermost first."""

    width: float
    height: float
    primitives: tuple[Primitive, ...]

    def as_data(self) -> dict[str, Any]:
        """Return the drawing as the template reads it."""
        return asdict(self)


def mm(pixels: float) -> float:
    """Millimetres of a length in pixels."""
    return round(float(pixels) * PIXEL, DIGITS)


def colour(written: Any, opacity: float | None = None) -> str:
    """A colour as #RRGGBB, or with two more digits where something shows through."""
    found = NAMES.get(str(written), str(written))
    if not found.startswith("#"):
        found = _from_numbers(found)
    if opacity is not None and opacity < 1.0:
        alpha = int(found[7:9] or "FF", 16)
        found = f"{found[:7]}{round(alpha * opacity):02X}"
    return found.upper()


def _from_numbers(written: str) -> str:
    *channels, last = [float(each) for each in NUMBERS.findall(written)] or [0.0]
    if not written.startswith("rgb") or len(channels) not in {CHANNELS - 1, CHANNELS}:
        raise ValueError(f"not a colour in numbers: {written}")
    whole = len(channels) < CHANNELS
    shown, alpha = ([*channels, last], 1.0) if whole else (channels, last)
    ending = "" if alpha >= 1.0 else f"{round(OPAQUE * alpha):02X}"
    return "#" + "".join(f"{round(each):02X}" for each in shown) + ending


def stroke(paint: str, width: float, dash: str | None = None) -> dict[str, Any]:
    """How a line is drawn."""
    unit = max(float(width), SHORTEST_DASH)
    lengths = [mm(unit * each) for each in DASHES.get(dash or "solid", ())]
    return {"colour": paint, "width": mm(width), "dash": lengths}


def rectangle(
    corner: Point,
    opposite: Point,
    fill: str | None,
    hatch: dict[str, Any] | None = None,
    edge: dict[str, Any] | None = None,
) -> Primitive:
    """A rectangle between two corners, with its fill, a hatch over it and an edge."""
    (left, right), (top, bottom) = (sorted(each) for each in zip(corner, opposite, strict=True))
    sizes = {"x": mm(left), "y": mm(top), "width": mm(right - left), "height": mm(bottom - top)}
    return {"kind": "rectangle", **sizes, "fill": fill, "hatch": hatch, "edge": edge}


def line(points: Iterable[Point], edge: dict[str, Any]) -> Primitive:
    """A line through two or more points."""
    return {"kind": "line", "points": _placed(points), "edge": edge}


def area(
    points: Iterable[Point], fill: str | None, edge: dict[str, Any] | None = None
) -> Primitive:
    """A filled area within a closed line."""
    return {"kind": "area", "points": _placed(points), "fill": fill, "edge": edge}


def text(
    run: lettering.Line,
    place: Point,
    size: float,
    paint: str,
    anchor: str = "left",
    turned: bool = False,
) -> Primitive:
    """One line of text; the place is where it is anchored, at half the height of its capitals."""
    return {
        "kind": "text",
        "x": mm(place[0]),
        "y": mm(place[1]),
        "runs": [[told, bold] for told, bold in run],
        "size": round(max(size, lettering.LEAST) * POINTS, DIGITS),
        "room": mm(lettering.width(run, size)),
        "colour": paint,
        "anchor": anchor,
        "turned": turned,
    }


def block(
    lines: Sequence[lettering.Line],
    place: Point,
    size: float,
    paint: str,
    anchor: str = "left",
    spacing: float = lettering.LINE,
) -> list[Primitive]:
    """Lines one below the other, around the height of the place."""
    step = spacing * size
    first = place[1] - step * (len(lines) - 1) / 2
    return [
        text(each, (place[0], first + step * number), size, paint, anchor)
        for number, each in enumerate(lines)
        if lettering.plain(each).strip()
    ]


def _placed(points: Iterable[Point]) -> list[list[float]]:
    return [[mm(x), mm(y)] for x, y in points]
