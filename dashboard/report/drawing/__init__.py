"""Charts of the board paper, drawn from the same plain data as on screen.

``drawn`` translates a figure of Plotly, whose traces and layout are plain data, into rectangles,
lines, areas, markers and texts in millimetres, which ``templates/drawing.typ`` places on the page.

Raises   ValueError: a figure with a trace, an axis or a colour of a kind that is not drawn.
"""

from dashboard.report.drawing.assembly import drawn
from dashboard.report.drawing.primitives import Drawing

__all__ = ["Drawing", "drawn"]
