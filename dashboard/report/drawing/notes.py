"""Notes of a figure: texts with or without a line to what they tell of, and shapes."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.report.drawing import lettering, placing
from dashboard.report.drawing import primitives as base
from dashboard.report.drawing.page import Page, note_lines, note_size
from dashboard.report.drawing.primitives import Point, Primitive

INK = "#444444"
AHEAD, ABOVE = -10.0, -30.0  # pixels from a point to its note, if nothing is said
ANCHORS = {"left": 0.0, "center": 0.5, "middle": 0.5, "right": 1.0, "top": 0.0, "bottom": 1.0}
HEAD = 3.0  # widths of the line
ALIGNED = {"left": (0.0, "left"), "right": (1.0, "right")}


@dataclass(frozen=True)
class Box:
    """Where a note stands, in pixels."""

    left: float
    top: float
    wide: float
    high: float

    @property
    def middle(self) -> Point:
        """Its centre."""
        return self.left + self.wide / 2, self.top + self.high / 2

    def within(self, width: float, height: float) -> "Box":
        """The box, moved so far that nothing of it is cut."""
        left = min(max(self.left, 0.0), max(width - self.wide, 0.0))
        top = min(max(self.top, 0.0), max(height - self.high, 0.0))
        return Box(left, top, self.wide, self.high)

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        across = self.left <= point[0] <= self.left + self.wide
        return across and self.top <= point[1] <= self.top + self.high


def drawn_notes(
    given: Sequence[Any], page: Page, marks: Sequence[Primitive], font: Any
) -> Iterator[Primitive]:
    """All notes: first the lines to their points, so that none crosses a text."""
    seen = [_lower(each, page.closer) for each in given if each.visible is not False]
    moves = placing.offsets(seen, page, marks, font.size)
    placed = [
        (each, *_placed(each, page, font, moves.get(number))) for number, each in enumerate(seen)
    ]
    for note, point, box in placed:
        if note.showarrow is not False:
            yield from _arrow(note, point, box)
    for note, _, box in placed:
        yield from _ground(note, box)
        yield from _text(note, box, font)


def _lower(note: Any, share: float) -> Any:
    """A note with fewer lines where the drawing is closer than the figure."""
    lines = lettering.lines_of(note.text)
    return note.changed(lines=lettering.refit(lines, max(1, int(share * len(lines)))))


def _placed(note: Any, page: Page, font: Any, move: Point | None) -> tuple[Point, Box]:
    """Where the point of a note is, and where the note."""
    point = page.across(note.xref, note.x), page.up(note.yref, note.y)
    _, wide, high = note_size(note, font.size)
    if move:
        box = Box(point[0] + move[0] - wide / 2, point[1] + move[1] - high / 2, wide, high)
    else:
        box = _box(note, point, page, (wide, high))
    return point, box.within(page.width, page.height)


def _ground(note: Any, box: Box) -> Iterator[Primitive]:
    if note.bgcolor or note.bordercolor:
        pen = base.stroke(base.colour(note.bordercolor or INK), note.borderwidth or 1.0)
        yield base.rectangle(
            (box.left, box.top),
            (box.left + box.wide, box.top + box.high),
            base.colour(note.bgcolor) if note.bgcolor else None,
            edge=pen if note.bordercolor else None,
        )


def _text(note: Any, box: Box, font: Any) -> list[Primitive]:
    share, anchor = ALIGNED.get(note.align or "center", (0.5, "centre"))
    pad = _or(note.borderpad, 1.0)
    place = box.left + pad + share * (box.wide - 2 * pad), box.middle[1]
    colour = base.colour(note.font.color or font.color or INK)
    letters = note_size(note, font.size)[0]
    return base.block(note_lines(note), place, letters, colour, anchor)


def _box(note: Any, point: Point, page: Page, size: tuple[float, float]) -> Box:
    x, y = point
    free_x, free_y = 0.5, 0.5
    if note.showarrow is not False:
        x = page.across(note.axref, note.ax) if _on_axis(note.axref) else x + _or(note.ax, AHEAD)
        y = page.up(note.ayref, note.ay) if _on_axis(note.ayref) else y + _or(note.ay, ABOVE)
    else:
        free_x = _third(note.x) if note.xref == "paper" else 0.5
        free_y = 1.0 - _third(note.y) if note.yref == "paper" else 0.5
    left = ANCHORS.get(note.xanchor or "auto", free_x) * size[0]
    top = ANCHORS.get(note.yanchor or "auto", free_y) * size[1]
    return Box(x - left + _or(note.xshift, 0.0), y - top - _or(note.yshift, 0.0), *size)


def _on_axis(reference: str | None) -> bool:
    return reference not in {None, "pixel"}


def _or(value: float | None, usual: float) -> float:
    return usual if value is None else float(value)


def _third(share: float) -> float:
    """Notes near an edge of the paper keep to it."""
    return 0.0 if share < 1 / 3 else 1.0 if share > 2 / 3 else 0.5


def _arrow(note: Any, point: Point, box: Box) -> Iterator[Primitive]:
    """Line from near the point to the edge of the note, with a head if it has one."""
    end = _edge(point, box, note.xanchor)
    length = math.dist(point, end)
    free = float(note.standoff or 0.0)
    if box.holds(point) or length <= free:
        return
    ahead = (end[0] - point[0]) / length, (end[1] - point[1]) / length
    start = point[0] + free * ahead[0], point[1] + free * ahead[1]
    width = _or(note.arrowwidth, 2.0)
    colour = base.colour(note.arrowcolor or INK)
    yield base.line([start, end], base.stroke(colour, width))
    if note.arrowhead != 0:
        yield base.area(_head(start, ahead, width * HEAD), colour)


def _edge(point: Point, box: Box, anchor: str | None) -> Point:
    """Where the line to the note meets its box."""
    middle = box.middle
    if anchor in {"left", "right"}:
        return box.left + (box.wide if anchor == "right" else 0.0), middle[1]
    across, up = point[0] - middle[0], point[1] - middle[1]
    reach = max(abs(across) / box.wide, abs(up) / box.high) * 2 or 1.0
    return middle[0] + across / reach, middle[1] + up / reach


def _head(tip: Point, ahead: Point, size: float) -> list[Point]:
    back = tip[0] + size * ahead[0], tip[1] + size * ahead[1]
    side = -ahead[1] * size / 2, ahead[0] * size / 2
    return [tip, (back[0] + side[0], back[1] + side[1]), (back[0] - side[0], back[1] - side[1])]


def drawn_shape(shape: Any, page: Page) -> Iterator[Primitive]:
    """A line or a rectangle."""
    start = page.across(shape.xref, shape.x0), page.up(shape.yref, shape.y0)
    end = page.across(shape.xref, shape.x1), page.up(shape.yref, shape.y1)
    width = _or(shape.line.width, 2.0)
    colour = base.colour(shape.line.color or INK, shape.opacity)
    edge = base.stroke(colour, width, shape.line.dash) if width else None
    if shape.type == "line":
        yield base.line([start, end], base.stroke(colour, width, shape.line.dash))
    elif shape.type in {None, "rect"}:
        fill = base.colour(shape.fillcolor, shape.opacity) if shape.fillcolor else None
        yield base.rectangle(start, end, fill, edge=edge)
    else:
        raise ValueError(f"a shape of type {shape.type} is not drawn")
