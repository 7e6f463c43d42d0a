"""What is read of a drawing and of the figure that it was made from."""

import html
import re
from itertools import combinations
from typing import Any

import plotly.graph_objects as go

from dashboard.report.drawing import Drawing, drawn
from dashboard.report.drawing.primitives import POINT
from tests.dashboard.drawn import ALL, DOLLARS, Result

SHARES = {"left": 0.0, "centre": 0.5, "right": 1.0}
CAPITALS = 0.72  # of the size of letters

Box = tuple[float, float, float, float]


def sketch(result: Result, name: str) -> tuple[go.Figure, Drawing]:
    """A chart of the screen and its drawing."""
    figure = ALL[name](*result, DOLLARS).figure
    return figure, drawn(figure)


def kind(drawing: Drawing, name: str) -> list[dict[str, Any]]:
    return [each for each in drawing.primitives if each["kind"] == name]


def written(text: dict[str, Any]) -> str:
    return "".join(run for run, _ in text["runs"])


def said(drawing: Drawing) -> str:
    return "\n".join(written(each) for each in kind(drawing, "text"))


def joined(text: str) -> str:
    """A text without its breaks and spaces."""
    return "".join(text.split())


def read(markup: str) -> str:
    """What a reader of the screen sees."""
    return html.unescape(re.sub(r"</?b>", "", markup.replace("<br>", "\n")))


def pointed(drawing: Drawing, label: str, side: int = 0) -> float:
    """Where the tick with this label is, from the left or from the top."""
    anchor = ("centre", "right")[side]
    found = next(
        each
        for each in kind(drawing, "text")
        if written(each) == label and each["anchor"] == anchor and not each["runs"][0][1]
    )
    return float(found["xy"[side]])


def boxes(drawing: Drawing, chosen: list[dict[str, Any]] | None = None) -> list[Box]:
    """Left, top, right and bottom of everything, or of what is chosen."""
    return [_box(each) for each in (drawing.primitives if chosen is None else chosen)]


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Texts that are one over the other."""
    texts = kind(drawing, "text")
    placed = zip(texts, boxes(drawing, texts), strict=True)
    return [
        (written(one), written(other))
        for (one, here), (other, there) in combinations(placed, 2)
        if here[0] < there[2] and there[0] < here[2] and here[1] < there[3] and there[1] < here[3]
    ]


def _box(each: dict[str, Any]) -> Box:
    if each["kind"] == "text":
        wide, high = each["room"], each["size"] * POINT * CAPITALS
        left = each["x"] - SHARES[each["anchor"]] * wide
        if each["turned"]:
            return (
                each["x"] - high / 2,
                each["y"] - wide / 2,
                each["x"] + high / 2,
                each["y"] + wide / 2,
            )
        return left, each["y"] - high / 2, left + wide, each["y"] + high / 2
    if each["kind"] == "rectangle":
        return each["x"], each["y"], each["x"] + each["width"], each["y"] + each["height"]
    if each["kind"] == "marker" and not each["points"]:
        x, y, r = each["x"], each["y"], each["radius"]
        return x - r, y - r, x + r, y + r
    across, down = zip(*each["points"], strict=True)
    return min(across), min(down), max(across), max(down)


def shown_colours(drawing: Drawing) -> set[str]:
    """Every colour that something is drawn in."""
    found = {each.get(key) for each in drawing.primitives for key in ("fill", "colour")}
    for each in drawing.primitives:
        found |= {part["colour"] for key in ("edge", "hatch") if (part := each.get(key))}
    return {each for each in found if each}


def colours(figure: go.Figure) -> set[str]:
    """Colours of bars, hatches, curves, markers and whiskers."""
    found: list[Any] = []
    for trace in figure.data:
        if trace.type == "bar":
            found += [trace.marker.pattern.fgcolor, trace.error_x.color, *_filled(trace)]
        elif "text" not in trace.mode:
            found += [
                trace.marker.color,
                trace.line.color,
                trace.error_x.color,
                trace.error_y.color,
            ]
    found += [note.font.color for note in figure.layout.annotations]
    flat = [one for each in found if each for one in ([each] if isinstance(each, str) else each)]
    return {each.upper() for each in flat}


def _filled(trace: Any) -> list[str]:
    """Colours of the bars that have a length."""
    one = isinstance(trace.marker.color, str)
    paints = [trace.marker.color] * len(trace.x) if one else trace.marker.color
    return [paint for paint, size in zip(paints, trace.x, strict=True) if size]


def visible(figure: go.Figure) -> list[str]:
    """Texts that are always seen: titles of axes, names of rows, notes, numbers, legend."""
    layout = figure.layout
    axes = [layout[key] for key in layout if re.fullmatch(r"[xy]axis\d*", key)]
    found = [each.title.text for each in axes if each.title.text]
    found += [label for each in axes for label in each.categoryarray or ()]
    found += [note.text for note in layout.annotations]
    for trace in figure.data:
        if trace.type == "scatter" and trace.mode == "text":
            found += trace.text
        if layout.showlegend and trace.showlegend is not False:
            found.append(trace.name)
    return [read(each) for each in found]
