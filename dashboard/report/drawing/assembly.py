"""Puts a drawing together: axes first, then marks, notes and legend.

Raises   ValueError: a figure with a kind of trace that is not drawn.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from dashboard.charts.chart import Plain
from dashboard.report.drawing import grid, legend, notes
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.axes import Axis, axis_of
from dashboard.report.drawing.bars import Bar, bars_of, drawn_bar, drawn_errors_of
from dashboard.report.drawing.page import Page, page_of
from dashboard.report.drawing.points import drawn_points, mode_of, reach_of
from dashboard.report.drawing.primitives import Drawing, Primitive
from dashboard.report.drawing.settings import Figure, figure_of

if TYPE_CHECKING:
    import plotly.graph_objects as go

WIDTH, TALLEST = 170.0, 225.0  # millimetres: A4 within its margins, below a heading
INK = "#444444"
KINDS = {"bar", "scatter"}
SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}


def drawn(
    figure: "Plain | go.Figure", width_mm: float = WIDTH, tallest_mm: float = TALLEST
) -> Drawing:
    """Translate a figure into a drawing, without its title.

    Parameters
    ----------
    figure
        As on screen: bars and points on axes of numbers or names.
    width_mm, tallest_mm
        Of the drawing; rows are drawn closer where it would be higher than that.
    """
    shown = figure_of(figure)
    strange = {str(each.type) for each in shown.data} - KINDS
    if strange:
        raise ValueError(f"traces of type {', '.join(sorted(strange))} are not drawn")
    bars = bars_of(shown)
    page = page_of(shown, _axes(shown, bars), width_mm / base.PIXEL, tallest_mm / base.PIXEL)
    width, height = base.mm(page.width), base.mm(page.height)
    primitives = (_held(each, width) for each in _primitives(shown, bars, page))
    return Drawing(width, height, tuple(primitives))


def _axes(figure: Figure, bars: list[Bar]) -> dict[str, Axis]:
    """Every axis that a trace uses, with the range that holds what is drawn on it."""
    names = sorted({name for each in figure.data for name in _names(each)})
    return {name: _axis(figure, name, bars) for name in names}


def _names(trace: Any) -> tuple[str, str]:
    return trace.xaxis or "x", trace.yaxis or "y"


def _axis(figure: Figure, name: str, bars: list[Bar]) -> Axis:
    level = name.startswith("x")
    traces = [each for each in figure.data if name in _names(each)]
    points = [each for each in traces if each.type == "scatter"]
    values = [value for each in traces for value in (each.x if level else each.y)]
    along = [each for each in bars if name in _names(each.trace) and each.level is level]
    rows = [each for each in bars if name in _names(each.trace) and each.level is not level]
    if along:  # what is stacked reaches further than its sizes
        values = [value for each in points for value in (each.x if level else each.y)]
    held = [end for each in along for end in (each.start, each.end)]
    held += [
        each.row + edge
        for each in rows
        for edge in (each.low, each.high)
        if not isinstance(each.row, str)
    ]
    held += [end for each in points for end in reach_of(each, level)]
    bare = level and all(mode_of(each) == "lines" for each in points)
    zero = bool(along) or any(each.fill == f"tozero{name[0]}" for each in points)
    return axis_of(figure, name, [*values, *held], padded=bool(along) or not bare, from_zero=zero)


def _primitives(figure: Figure, bars: list[Bar], page: Page) -> Iterator[Primitive]:
    layout = figure.layout
    ink = base.colour(layout.font.color or INK)
    for part in (grid.grid, grid.zero):
        for axis in page.axes.values():
            yield from part(axis, page)
    marks = list(_marks(figure, bars, page, ink))
    for layer in ("below", "above"):
        if layer == "above":
            yield from marks
        for shape in layout.shapes:
            if (shape.layer or "above") == layer:
                yield from notes.drawn_shape(shape, page)
    for axis in page.axes.values():
        yield from grid.written(axis, page, ink)
    yield from notes.drawn_notes(layout.annotations, page, marks, layout.font)
    yield from legend.drawn(figure, page.width, page.height - legend.height(figure, page.width))


def _marks(figure: Figure, bars: list[Bar], page: Page, ink: str) -> Iterator[Primitive]:
    """Bars, their error bars, and above them all points."""
    for each in bars:
        yield from drawn_bar(each, *(page.axes[name] for name in _names(each.trace)))
    for each in bars:
        yield from drawn_errors_of(each, *(page.axes[name] for name in _names(each.trace)))
    before: dict[tuple[str, str], Any] = {}
    for trace in figure.data:
        if trace.type == "scatter":
            names = _names(trace)
            across, up = (page.axes[name] for name in names)
            yield from drawn_points(trace, across, up, ink, before.get(names))
            before[names] = trace


def _held(each: Primitive, width: float) -> Primitive:
    """The primitive, moved so far that no text is cut at a side."""
    if each["kind"] != "text" or each["turned"]:
        return each
    before = SHARES[each["anchor"]] * each["room"]
    x = max(min(each["x"], width - each["room"] + before), before)
    return {**each, "x": round(x, base.DIGITS)}
