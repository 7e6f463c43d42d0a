"""Colours, hatches and lines of traces, of one mark or of all."""

from typing import Any

from dashboard.report.drawing import primitives as base

FADED = 0.5  # fill below a line that says nothing else
USUAL = "#1F77B4"
LINE_WIDTH = 2.0
PATTERN_SIZE, SOLIDITY = 8.0, 0.3


def one_of(values: Any, number: int) -> Any:
    """The value of one mark, of a setting for each or for all."""
    each = hasattr(values, "__len__") and not isinstance(values, str | dict)
    return values[number] if each else values


def paint_of(trace: Any, number: int = 0) -> str:
    """Colour of a bar or marker."""
    found = one_of(trace.marker.color, number)
    opacity = one_of(trace.marker.opacity, number)
    share = (1.0 if opacity is None else opacity) * (
        1.0 if trace.opacity is None else trace.opacity
    )
    line = trace.line.color if trace.type == "scatter" else None
    return base.colour(found or line or USUAL, share)


def line_of(trace: Any) -> dict[str, Any]:
    """Stroke of a trace's line."""
    colour = base.colour(trace.line.color or one_of(trace.marker.color, 0) or USUAL, trace.opacity)
    width = LINE_WIDTH if trace.line.width is None else trace.line.width
    return base.stroke(colour, width, trace.line.dash)


def fill_of(trace: Any) -> str:
    """Colour of the area below a line."""
    if trace.fillcolor:
        return base.colour(trace.fillcolor, trace.opacity)
    return base.colour(trace.line.color or USUAL, FADED)


def hatch_of(trace: Any, number: int = 0) -> dict[str, Any] | None:
    """Pattern over the fill of a bar, so that it can be told apart in grey."""
    pattern = trace.marker.pattern
    shape = one_of(pattern.shape, number)
    if not shape:
        return None
    size = one_of(pattern.size, number) or PATTERN_SIZE
    solidity = one_of(pattern.solidity, number) or SOLIDITY
    colour = base.colour(one_of(pattern.fgcolor, number) or "#FFFFFF", trace.opacity)
    return {
        "shape": shape,
        "colour": colour,
        "size": base.mm(size),
        "width": base.mm(size * solidity * 0.7),
    }


def edge_of(trace: Any, number: int) -> dict[str, Any] | None:
    """Edge of a marker."""
    edge = trace.marker.line
    width = one_of(edge.width, number)
    if not width:
        return None
    return base.stroke(base.colour(one_of(edge.color, number) or "#444444", trace.opacity), width)
