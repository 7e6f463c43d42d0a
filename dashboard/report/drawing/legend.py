"""The legend: a sample and a name for every trace, in columns below the plot."""

import math
from collections.abc import Iterator
from typing import Any

from dashboard.report.drawing import lettering
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.looks import edge_of, fill_of, hatch_of, line_of, paint_of
from dashboard.report.drawing.markers import marker
from dashboard.report.drawing.points import mode_of
from dashboard.report.drawing.primitives import Primitive
from dashboard.report.drawing.settings import Figure, Settings

ROW = 21.0  # pixels
SAMPLE, ROOM, GAP = 28.0, 36.0, 14.0  # a sample, sample and gap, and between columns
HIGH = 12.0
LARGEST, USUAL_RANK = 16.0, 1000
INK = "#444444"


def entries(figure: Figure) -> list[Settings]:
    """The traces that the legend names, in its order."""
    shown = [each for each in figure.data if each.showlegend is not False and each.name]
    asked = figure.layout.showlegend
    if asked is False or (asked is None and len(figure.data) == 1):
        return []
    return sorted(shown, key=lambda each: each.legendrank or USUAL_RANK)


def height(figure: Figure, width: float) -> float:
    """Pixels that the legend takes."""
    found = entries(figure)
    if not found:
        return 0.0
    return ROW * math.ceil(len(found) / _columns(found, _size(figure), width)[0])


def drawn(figure: Figure, width: float, top: float) -> Iterator[Primitive]:
    """All samples and names, row by row."""
    found, size = entries(figure), _size(figure)
    columns, wide = _columns(found, size, width) if found else (1, width)
    colour = base.colour(figure.layout.legend.font.color or figure.layout.font.color or INK)
    for number, trace in enumerate(found):
        left = number % columns * wide
        middle = top + ROW * (number // columns + 0.5)
        yield from _sample(trace, left, middle)
        named = lettering.lines_of(trace.name)
        yield from base.block(named, (left + ROOM, middle), size, colour)


def _size(figure: Figure) -> float:
    return lettering.legible(figure.layout.legend.font.size)


def _columns(found: list[Settings], size: float, width: float) -> tuple[int, float]:
    """How many columns fit, and how wide each is."""
    longest = max(lettering.extent(lettering.lines_of(each.name), size)[0] for each in found)
    least = ROOM + longest + GAP
    count = max(1, min(len(found), int(width / least)))
    return count, min(least + GAP, width / count)


def _sample(trace: Any, left: float, middle: float) -> Iterator[Primitive]:
    centre = left + SAMPLE / 2
    ends = (left, middle - HIGH / 2), (left + SAMPLE, middle + HIGH / 2)
    if trace.type == "bar":
        yield base.rectangle(*ends, paint_of(trace), hatch_of(trace))
        return
    if trace.fill not in {None, "none"}:
        yield base.rectangle(*ends, fill_of(trace))
    if "lines" in mode_of(trace) and trace.line.width != 0:
        yield base.line([(left, middle), (left + SAMPLE, middle)], line_of(trace))
    if "markers" in mode_of(trace):
        size = min(float(trace.marker.size or LARGEST), LARGEST)
        symbol = trace.marker.symbol
        if symbol == "line-ns":
            size *= 0.5
        yield marker(symbol, (centre, middle), size, paint_of(trace), edge_of(trace, 0))
