"""Bars of a figure: from where to where each goes, and how it is filled.

``bars_of`` says it in values, before the axes are known; ``drawn_bar`` puts one on paper.
"""

import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from dashboard.report.drawing import lettering
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.axes import Axis
from dashboard.report.drawing.looks import hatch_of, one_of, paint_of
from dashboard.report.drawing.points import whiskers
from dashboard.report.drawing.primitives import Point, Primitive
from dashboard.report.drawing.settings import Figure

GAP = 0.2  # of a row, Plotly's own
STACKED = {"stack", "relative"}
PAD = 3.0  # pixels between a number and the end of its bar
PAPER, INK = "#FFFFFF", "#444444"

Ends = dict[tuple[Any, ...], float]


@dataclass(frozen=True)
class Bar:
    """One bar in values: its row, from where to where it goes, and its edges in the row."""

    trace: Any
    number: int  # among the bars of its trace
    row: Any
    start: float
    end: float
    low: float
    high: float

    @property
    def level(self) -> bool:
        """Whether it lies on its side."""
        return bool(self.trace.orientation == "h")


def bars_of(figure: Figure) -> list[Bar]:
    """All bars of a figure, stacked or side by side as it asks."""
    ends: Ends = defaultdict(float)
    traces = [each for each in figure.data if each.type == "bar"]
    return [bar for trace in traces for bar in _bars(figure.layout, trace, traces, ends)]


def _bars(layout: Any, trace: Any, traces: list[Any], ends: Ends) -> Iterator[Bar]:
    level = trace.orientation == "h"
    rows, sizes = (trace.y, trace.x) if level else (trace.x, trace.y)
    beside = [each for each in traces if _field(each) == _field(trace)]
    mode = layout.barmode or "group"
    order = next(number for number, each in enumerate(beside) if each is trace)
    gap = GAP if layout.bargap is None else layout.bargap
    room = _spacing(list(rows)) * (1.0 - gap)
    for number, (row, size) in enumerate(zip(rows, sizes, strict=True)):
        if size is None or not math.isfinite(size):
            continue
        start = float(one_of(trace.base, number) or 0.0)
        if trace.base is None and mode in STACKED:
            key = (*_field(trace), row, mode == "relative" and size < 0)
            start = ends[key]
            ends[key] += float(size)
        edges = _edges(one_of(trace.width, number), room, mode, order, len(beside))
        yield Bar(trace, number, row, start, start + float(size), *edges)


def _edges(
    width: float | None, room: float, mode: str, order: int, count: int
) -> tuple[float, float]:
    if width is not None:
        return -width / 2, width / 2
    if mode != "group":
        return -room / 2, room / 2
    low = -room / 2 + order * room / count
    return low, low + room / count


def _field(trace: Any) -> tuple[str, str]:
    return trace.xaxis or "x", trace.yaxis or "y"


def _spacing(rows: list[Any]) -> float:
    """The least distance of two rows."""
    if any(isinstance(each, str) for each in rows):
        return 1.0
    return min((high - low for low, high in pairwise(sorted({*map(float, rows)}))), default=1.0)


def drawn_bar(bar: Bar, across: Axis, up: Axis) -> list[Primitive]:
    """The bar with its number, if that fits."""
    along, rows = (across, up) if bar.level else (up, across)
    middle = rows.number(bar.row)
    ends = along.kept(bar.start), along.kept(bar.end)
    sides = rows.kept(middle + bar.low), rows.kept(middle + bar.high)
    edge = bar.trace.marker.line
    width = one_of(edge.width, bar.number) or 0
    fill = paint_of(bar.trace, bar.number)
    corners = list(zip(ends, sides, strict=True) if bar.level else zip(sides, ends, strict=True))
    pen = base.stroke(base.colour(one_of(edge.color, bar.number) or INK), width) if width else None
    drawn = base.rectangle(corners[0], corners[1], fill, hatch_of(bar.trace, bar.number), pen)
    return [drawn, *_number(bar, ends, sides)] if ends[0] != ends[1] else []


def drawn_errors_of(bar: Bar, across: Axis, up: Axis) -> Iterator[Primitive]:
    """Whiskers at the end of the bar."""
    middle = (up if bar.level else across).number(bar.row) + (bar.low + bar.high) / 2
    value = (bar.end, middle) if bar.level else (middle, bar.end)
    yield from whiskers(bar.trace, bar.number, value, across, up)


def _number(bar: Bar, ends: Point, sides: Point) -> list[Primitive]:
    """Text of a bar: inside where it fits, outside if the figure asks for it."""
    told = one_of(bar.trace.text, bar.number)
    place = one_of(bar.trace.textposition, bar.number) or "auto"
    if told is None or place == "none":
        return []
    lines = lettering.lines_of(str(told))
    inside, outside = bar.trace.insidetextfont, bar.trace.outsidetextfont
    size = lettering.legible(bar.trace.textfont.size)
    if place != "outside" and _fits(lines, size, bar.level, ends, sides):
        colour = one_of(inside.color or bar.trace.textfont.color, bar.number) or PAPER
        across, up = sum(ends) / 2, sum(sides) / 2
        at = (across, up) if bar.level else (up, across)
        return base.block(lines, at, size, base.colour(colour), "centre")
    if place == "inside":
        return []
    colour = one_of(outside.color or bar.trace.textfont.color, bar.number) or INK
    return _beyond(bar, lines, size, base.colour(colour), ends, sides)


def _fits(lines: list[lettering.Line], size: float, level: bool, ends: Point, sides: Point) -> bool:
    wide, high = lettering.extent(lines, size)
    long, thick = abs(ends[1] - ends[0]), abs(sides[1] - sides[0])
    room = (long - 2 * PAD, thick) if level else (thick, long - 2 * PAD)
    return wide <= room[0] and high <= room[1]


def _beyond(
    bar: Bar, lines: list[lettering.Line], size: float, colour: str, ends: Point, sides: Point
) -> list[Primitive]:
    """Text beyond the end of a bar."""
    forth = 1 if ends[1] >= ends[0] else -1
    if bar.level:
        place = ends[1] + forth * PAD, sum(sides) / 2
        return base.block(lines, place, size, colour, "left" if forth > 0 else "right")
    high = lettering.extent(lines, size)[1]
    return base.block(
        lines, (sum(sides) / 2, ends[1] + forth * (PAD + high / 2)), size, colour, "centre"
    )
