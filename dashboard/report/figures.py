"""Charts of the screen on paper, as high as there is room."""

from dashboard.charts import Chart
from dashboard.report.blocks import Figure
from dashboard.report.drawing import drawn
from dashboard.report.drawing.assembly import TALLEST


def figure(chart: Chart, tallest: float = TALLEST) -> Figure:
    """Take a chart of the screen into the paper, at most so many millimetres high."""
    return Figure(chart.title, chart.alt, drawn(chart.plain, tallest_mm=tallest))
