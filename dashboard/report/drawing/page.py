"""How the room of a drawing is shared: plot, axes beside it, legend below, notes above.

The figure of the screen is as high as its rows, title, axes and legend need. On paper the title is
left out, and what is higher than a page is drawn closer; the axes between fields keep their room.

Raises   ValueError: a note or shape that refers to an axis the figure does not have.
"""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from dashboard.report.drawing import legend, lettering
from dashboard.report.drawing.axes import Axis
from dashboard.report.drawing.settings import Figure

PAD, STANDOFF = 6.0, 8.0  # pixels: between plot and labels, labels and title
MARGINS = {"l": 80.0, "r": 80.0, "t": 100.0, "b": 80.0}
USUAL_HEIGHT = 450.0
LABELS_AT_MOST = 0.35  # of the width; wider ones are set tightly
TIGHT = 1.12  # height of a line then, in sizes
LEAST_PLOT = 60.0
FREE = 0.08  # of an axis without a tick at its end: the last label has room
BELOW = 10.0  # between the axes and the legend


@dataclass(frozen=True)
class Labels:
    """Labels beside an axis: their lines, size of letters and height of a line in sizes."""

    lines: list[list[lettering.Line]]
    size: float
    spacing: float

    @property
    def width(self) -> float:
        """Width of the widest."""
        return max((lettering.extent(each, self.size)[0] for each in self.lines), default=0.0)

    def fitted(self, row: float) -> "Labels":
        """The same labels in rows of a height."""
        most = max(1, int(row / (self.spacing * self.size)))
        return replace(self, lines=[lettering.refit(each, most) for each in self.lines])


@dataclass(frozen=True)
class Page:
    """A drawing's size and its axes, in pixels; fields are parts of the height of the plot."""

    width: float
    height: float
    left: float
    right: float
    shares: tuple[float, ...]  # of the plot's height, from below, ...
    heights: tuple[float, ...]  # ... and where they lie
    axes: Mapping[str, Axis]
    labels: Mapping[str, Labels]
    closer: float = 1.0  # height as a share of what the figure asks for

    def across(self, reference: str | None, value: Any) -> float:
        """Where a value lies from left to right, on an axis or as a share of the plot."""
        if reference == "paper":
            return self.left + float(value) * (self.right - self.left)
        return self._on(reference or "x", value)

    def up(self, reference: str | None, value: Any) -> float:
        """Where a value lies from top to bottom."""
        if reference == "paper":
            return self.level(float(value))
        return self._on(reference or "y", value)

    def level(self, share: float) -> float:
        """Where a share of the plot's height lies."""
        return float(np.interp(share, self.shares, self.heights))

    def _on(self, reference: str, value: Any) -> float:
        name, _, domain = reference.partition(" ")
        if name not in self.axes:
            raise ValueError(f"the figure has no axis {name}")
        axis = self.axes[name]
        if domain:
            return axis.start + float(value) * (axis.end - axis.start)
        return axis.place(value)


def page_of(figure: Figure, axes: Mapping[str, Axis], width: float, tallest: float) -> Page:
    """Share out the room, in pixels; the axes get their places."""
    page = _frame(figure, axes, width, tallest)
    upright = {
        name: axis.between(*map(page.level, _domain(axis)))
        for name, axis in axes.items()
        if name.startswith("y")
    }
    labels = {name: _labels(axis, width) for name, axis in upright.items()}
    left = max((_beside(axis, labels[name]) for name, axis in upright.items()), default=0.0)
    right = width - max(_margin(figure, "r"), *(_overhang(each) for each in axes.values()))
    level = {
        name: axis.between(*(left + share * (right - left) for share in _domain(axis)))
        for name, axis in axes.items()
        if name.startswith("x")
    }
    return replace(page, left=left, right=right, axes={**level, **upright}, labels=labels)


def _frame(figure: Figure, axes: Mapping[str, Axis], width: float, tallest: float) -> Page:
    """The page with its fields, before anything beside them is known."""
    above, below = _above(figure), _below(figure, axes, width)
    body = float(figure.layout.height or USUAL_HEIGHT) - _margin(figure, "t")
    height = min(above + body, tallest)
    shares, sizes = _levels(axes, max(height - above - below, LEAST_PLOT))
    foot = above + sizes[-1]
    return Page(
        width=width,
        height=foot + below,
        left=0.0,
        right=width,
        shares=shares,
        heights=tuple(foot - each for each in sizes),
        axes={},
        labels={},
        closer=height / (above + body),
    )


def note_lines(note: Any) -> list[lettering.Line]:
    """Lines of a note, as written or as they were broken anew."""
    return note.lines or lettering.lines_of(note.text)


def note_size(note: Any, usual: float | None) -> tuple[float, float, float]:
    """Size of letters, width and height of a note."""
    letters = lettering.legible(note.font.size, usual or lettering.LEAST)
    wide, high = lettering.extent(note_lines(note), letters)
    pad = 2.0 * (1.0 if note.borderpad is None else note.borderpad)
    return letters, wide + pad, high + pad


def axis_height(axis: Axis) -> float:
    """Pixels that labels and title of an axis take below the plot."""
    lines = max((len(told) for _, told in axis.ticks()), default=0)
    title = title_lines(axis)
    room = STANDOFF + lettering.LINE * title_size(axis) * len(title) if title else 0.0
    return PAD + lettering.LINE * axis.tick_size * lines + room


def title_lines(axis: Axis) -> list[lettering.Line]:
    """Title of an axis, line by line; none if it has none."""
    told = axis.settings.title.text
    return lettering.lines_of(told) if told else []


def title_size(axis: Axis) -> float:
    """Size of the letters of an axis's title."""
    return lettering.legible(axis.settings.title.font.size, 14.0)


def _above(figure: Figure) -> float:
    """Room above the plot: half a label of a tick, or the notes that stand there."""
    usual = figure.layout.font.size
    notes = [
        note_size(each, usual)[2] + (each.yshift or 0.0)
        for each in figure.layout.annotations
        if each.yref == "paper" and each.y >= 1 and each.yanchor != "top"
    ]
    return max([lettering.LEAST, *notes])


def _below(figure: Figure, axes: Mapping[str, Axis], width: float) -> float:
    """Room below the plot: the lowest axis, and the legend."""
    lowest = [each for each in axes.values() if each.name[0] == "x" and not _foot(each, axes)]
    named = legend.height(figure, width)
    axis = max((axis_height(each) for each in lowest), default=0.0)
    return axis + (BELOW + named if named else PAD)


def _foot(axis: Axis, axes: Mapping[str, Axis]) -> float:
    """At which share of the plot's height an axis lies."""
    beside = axes.get(axis.settings.anchor or "y")
    return _domain(beside)[0] if beside else 0.0


def _domain(axis: Axis) -> tuple[float, float]:
    low, high = axis.settings.domain or (0.0, 1.0)
    return float(low), float(high)


def _levels(axes: Mapping[str, Axis], plot: float) -> tuple[tuple[float, ...], tuple[float, ...]]:
    """Shares of the plot's height and how far above its foot they lie; gaps hold their axis."""
    fields = [_domain(each) for each in axes.values() if each.name.startswith("y")]
    ends = sorted({0.0, 1.0, *(end for field in fields for end in field)})
    parts = [high - low for low, high in pairwise(ends)]
    gaps = [
        _gap(axes, high) if not any(a <= low and high <= b for a, b in fields) else 0.0
        for low, high in pairwise(ends)
    ]
    kept = [max(gap, part * plot) if gap else 0.0 for gap, part in zip(gaps, parts, strict=True)]
    filled = sum(part for part, gap in zip(parts, gaps, strict=True) if not gap)
    per = (plot - sum(kept)) / filled
    sizes = [each or part * per for each, part in zip(kept, parts, strict=True)]
    return tuple(ends), tuple(itertools.accumulate(sizes, initial=0.0))


def _gap(axes: Mapping[str, Axis], top: float) -> float:
    """Room for the axes that lie at the foot of the field above a gap."""
    level = [each for each in axes.values() if each.name.startswith("x")]
    return max(
        (axis_height(each) + BELOW for each in level if _foot(each, axes) == top), default=1.0
    )


def _labels(axis: Axis, width: float) -> Labels:
    """Labels beside an axis, in as many lines as their rows hold."""
    given = [told for _, told in axis.ticks()]
    usual = Labels(given, axis.tick_size, lettering.LINE)
    if not axis.categories:
        return usual
    row = axis.length / abs(axis.high - axis.low)
    fitted = usual.fitted(row)
    if fitted.width <= LABELS_AT_MOST * width:
        return fitted
    return Labels(given, lettering.LEAST, TIGHT).fitted(row)


def _beside(axis: Axis, labels: Labels) -> float:
    """Room left of the plot for labels and title of an axis."""
    title = len(title_lines(axis))
    told = STANDOFF + lettering.LINE * title_size(axis) * title if title else PAD
    return PAD + labels.width + told


def _overhang(axis: Axis) -> float:
    """How far the label of a tick at the right end may reach beyond it."""
    if axis.name.startswith("y"):
        return 0.0
    wide = [lettering.extent(told, axis.tick_size)[0] for at, told in axis.ticks() if at > axis.low]
    near = max((at for at, _ in axis.ticks()), default=axis.low)
    free = (axis.high - near) / (axis.high - axis.low) > FREE
    return 0.0 if free else max(wide, default=0.0) / 2


def _margin(figure: Figure, side: str) -> float:
    found = getattr(figure.layout.margin, side)
    return MARGINS[side] if found is None else float(found)
