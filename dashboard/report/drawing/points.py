"""Traces of points: lines, areas below them, error bars, markers and texts beside points."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from dashboard.report.drawing import lettering
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.axes import Axis
from dashboard.report.drawing.looks import edge_of, fill_of, line_of, one_of, paint_of
from dashboard.report.drawing.markers import marker
from dashboard.report.drawing.primitives import Point, Primitive

FEW = 20  # points below which Plotly marks each, if nothing is said
MARKER = 6.0  # pixels
WHISKER, THICKNESS = 4.0, 2.0  # pixels
ANCHORS = {"left": "right", "center": "centre", "right": "left"}


def mode_of(trace: Any) -> str:
    """What is drawn of a trace of points."""
    return str(trace.mode or ("lines+markers" if len(trace.x) < FEW else "lines"))


def drawn_points(
    trace: Any, across: Axis, up: Axis, ink: str, before: Any = None
) -> Iterator[Primitive]:
    """Everything of a trace, the undermost first."""
    mode = mode_of(trace)
    pairs = list(zip(trace.x, trace.y, strict=True))
    if trace.fill not in {None, "none"}:
        yield _below(trace, across, up, before)
    yield from drawn_errors(trace, pairs, across, up)
    if "lines" in mode and trace.line.width != 0:
        for run in _inside(_whole(pairs, across, up), across, up):
            yield base.line(run, line_of(trace))
    for number, (x, y) in enumerate(pairs):
        if _finite(across, x) and _finite(up, y) and across.within(x) and up.within(y):
            place = across.place(x), up.place(y)
            if "markers" in mode:
                yield _marked(trace, number, place)
            if "text" in mode:
                yield from _told(trace, number, place, "markers" in mode, ink)


def _marked(trace: Any, number: int, place: Point) -> Primitive:
    size = float(one_of(trace.marker.size, number) or MARKER)
    symbol = one_of(trace.marker.symbol, number)
    return marker(symbol, place, size, paint_of(trace, number), edge_of(trace, number))


def _finite(axis: Axis, value: Any) -> bool:
    return value is not None and math.isfinite(axis.number(value))


def _whole(pairs: Sequence[tuple[Any, Any]], across: Axis, up: Axis) -> list[list[Point]]:
    """Runs of points without a gap."""
    runs: list[list[Point]] = [[]]
    for x, y in pairs:
        if _finite(across, x) and _finite(up, y):
            runs[-1].append((across.place(x), up.place(y)))
        else:
            runs.append([])
    return runs


def _inside(runs: list[list[Point]], across: Axis, up: Axis) -> Iterator[list[Point]]:
    """What of the runs lies within the plot."""
    for run in runs:
        kept: list[Point] = []
        for start, end in pairwise(run):
            part = clipped(start, end, across, up)
            if part and kept and kept[-1] == part[0]:
                kept.append(part[1])
            elif part:
                if kept:
                    yield kept
                kept = list(part)
        if kept:
            yield kept


def clipped(start: Point, end: Point, across: Axis, up: Axis) -> tuple[Point, Point] | None:
    """The part of a line that lies within the plot."""
    first, last = 0.0, 1.0
    for here, there, axis in zip(start, end, (across, up), strict=True):
        low, high = sorted((axis.start, axis.end))
        if here == there:
            if not low <= here <= high:
                return None
            continue
        near, far = sorted(((low - here) / (there - here), (high - here) / (there - here)))
        first, last = max(first, near), min(last, far)
    if first > last:
        return None
    return _along(start, end, first), _along(start, end, last)


def _along(start: Point, end: Point, share: float) -> Point:
    if share in {0.0, 1.0}:
        return end if share else start
    return start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])


def _below(trace: Any, across: Axis, up: Axis, before: Any) -> Primitive:
    """Area from a line to zero, to the trace before or to itself."""
    points = [(across.kept(x), up.kept(y)) for x, y in zip(trace.x, trace.y, strict=True)]
    back: list[Point] = []
    if trace.fill == "tozeroy" or (trace.fill == "tonexty" and before is None):
        back = [(x, up.kept(0)) for x, _ in reversed(points)]
    elif trace.fill == "tozerox":
        back = [(across.kept(0), y) for _, y in reversed(points)]
    elif trace.fill in {"tonexty", "tonextx"} and before is not None:
        pairs = zip(before.x, before.y, strict=True)
        back = [(across.kept(x), up.kept(y)) for x, y in pairs][::-1]
    return base.area([*points, *back], fill_of(trace))


def drawn_errors(
    trace: Any, pairs: Sequence[tuple[Any, Any]], across: Axis, up: Axis
) -> Iterator[Primitive]:
    """Whiskers of every point, level and upright."""
    for number, pair in enumerate(pairs):
        yield from whiskers(trace, number, pair, across, up)


def whiskers(
    trace: Any, number: int, value: tuple[Any, Any], across: Axis, up: Axis
) -> Iterator[Primitive]:
    """Whiskers of one point."""
    for error, level in ((trace.error_x, True), (trace.error_y, False)):
        if spread(error, number) is not None:
            yield from _whisker(trace, error, number, value, (across, up), level)


def reach_of(trace: Any, level: bool) -> list[float]:
    """Ends of all whiskers, so that the axis holds them."""
    error, values = (trace.error_x, trace.x) if level else (trace.error_y, trace.y)
    found = [(value, spread(error, number)) for number, value in enumerate(values)]
    return [float(value + by) for value, each in found if each for by in (-each[0], each[1])]


def spread(error: Any, number: int) -> tuple[float, float] | None:
    """How far an error reaches down and up."""
    if error.visible is False or (error.array is None and error.value is None):
        return None
    more = one_of(error.value if error.array is None else error.array, number)
    less = more if error.arrayminus is None else one_of(error.arrayminus, number)
    return float(less), float(more)


def _whisker(
    trace: Any,
    error: Any,
    number: int,
    value: tuple[Any, Any],
    axes: tuple[Axis, Axis],
    level: bool,
) -> Iterator[Primitive]:
    along, other = axes if level else axes[::-1]
    middle = along.number(value[0 if level else 1])
    beside = other.place(value[1 if level else 0])
    less, more = spread(error, number) or (0.0, 0.0)
    low, high = along.kept(middle - less), along.kept(middle + more)
    thickness = THICKNESS if error.thickness is None else error.thickness
    colour = base.colour(error.color or paint_of(trace, number), trace.opacity)
    half = WHISKER if error.width is None else error.width
    lines = [[(low, beside), (high, beside)]]
    lines += [[(end, beside - half), (end, beside + half)] for end in (low, high)]
    for each in lines:
        ends = each if level else [(y, x) for x, y in each]
        yield base.line(ends, base.stroke(colour, thickness))


def _told(trace: Any, number: int, place: Point, marked: bool, ink: str) -> Iterator[Primitive]:
    """Text at a point, on the side that the trace says; spaces before it move it."""
    lines = lettering.lines_of(one_of(trace.text, number))
    size = lettering.legible(trace.textfont.size)
    upright, _, side = (one_of(trace.textposition, number) or "middle center").partition(" ")
    radius = float(one_of(trace.marker.size, number) or MARKER) / 2 if marked else 0.0
    step = {"left": -1, "center": 0, "right": 1}[side]
    high = lettering.extent(lines, size)[1] / 2 + radius
    down = {"top": -high, "middle": 0.0, "bottom": high}[upright]
    blank = sum(lettering.blank(line) for line in lines[:1]) * size
    where = place[0] + step * (radius + blank), place[1] + down
    colour = base.colour(one_of(trace.textfont.color, number) or ink)
    trimmed = [lettering.trimmed(line) for line in lines]
    yield from base.block(trimmed, where, size, colour, ANCHORS[side])
