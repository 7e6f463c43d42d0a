"""What stands for the axes: grid, zero line, labels of the ticks, and titles."""

from collections.abc import Iterator

from dashboard.report.drawing import lettering
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.axes import Axis
from dashboard.report.drawing.page import PAD, STANDOFF, Page, title_lines, title_size
from dashboard.report.drawing.primitives import Primitive

GRID, ZERO, INK = "#EEEEEE", "#444444", "#444444"


def beside(axis: Axis, page: Page) -> Axis:
    """The axis at which this one lies."""
    other = "x" if axis.name.startswith("y") else "y"
    named = axis.settings.anchor or other
    return page.axes[named if named in page.axes else other]


def grid(axis: Axis, page: Page) -> Iterator[Primitive]:
    """Lines across the field at every tick."""
    if axis.settings.showgrid is False:
        return
    looks = base.stroke(base.colour(axis.settings.gridcolor or GRID), axis.settings.gridwidth or 1)
    for value, _ in axis.ticks():
        yield _across(axis, page, value, looks)


def zero(axis: Axis, page: Page) -> Iterator[Primitive]:
    """A line across the field at zero, and the line of the axis if it is asked for."""
    settings = axis.settings
    if not axis.categories and settings.zeroline is not False and axis.within(0):
        looks = base.stroke(
            base.colour(settings.zerolinecolor or ZERO), settings.zerolinewidth or 1
        )
        yield _across(axis, page, 0, looks)
    if settings.showline:
        looks = base.stroke(base.colour(settings.linecolor or ZERO), settings.linewidth or 1)
        yield _across(beside(axis, page), page, beside(axis, page).low, looks)


def _across(axis: Axis, page: Page, value: float, looks: dict[str, object]) -> Primitive:
    other, place = beside(axis, page), axis.place(value)
    ends = [(place, other.start), (place, other.end)]
    return base.line(ends if axis.name.startswith("x") else [(y, x) for x, y in ends], looks)


def written(axis: Axis, page: Page, ink: str) -> Iterator[Primitive]:
    """Labels of the ticks, and the title."""
    ink = base.colour(axis.settings.tickfont.color or ink)
    yield from (_below if axis.name.startswith("x") else _left)(axis, page, ink)


def _below(axis: Axis, page: Page, ink: str) -> Iterator[Primitive]:
    size, foot = axis.tick_size, beside(axis, page).start
    step = lettering.LINE * size
    ticks = axis.ticks()
    for value, lines in ticks:
        middle = foot + PAD + step * len(lines) / 2
        yield from base.block(lines, (axis.place(value), middle), size, ink, "centre")
    told, letters = title_lines(axis), title_size(axis)
    labels = step * max((len(lines) for _, lines in ticks), default=0)
    middle = foot + PAD + labels + STANDOFF / 2 + lettering.LINE * letters * len(told) / 2
    yield from base.block(told, ((axis.start + axis.end) / 2, middle), letters, ink, "centre")


def _left(axis: Axis, page: Page, ink: str) -> Iterator[Primitive]:
    labels, edge = page.labels[axis.name], beside(axis, page).start - PAD
    for (value, _), lines in zip(axis.ticks(), labels.lines, strict=True):
        place = edge, axis.place(value)
        yield from base.block(lines, place, labels.size, ink, "right", labels.spacing)
    told, letters = title_lines(axis), title_size(axis)
    step = lettering.LINE * letters
    first = edge - labels.width - STANDOFF - step * (len(told) - 0.5)
    middle = (axis.start + axis.end) / 2
    for number, line in enumerate(told):
        yield base.text(line, (first + step * number, middle), letters, ink, "centre", turned=True)
