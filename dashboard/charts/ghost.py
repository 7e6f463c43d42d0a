"""The previous result, drawn faintly behind the new one."""

from typing import Any

import plotly.graph_objects as go

from dashboard.charts.chart import LEGEND_LINE, Chart, trace

PALE = "#D9DEE4"
FAINT = 0.3
BEFORE = "Before the change"
LAST = 2000  # Plotly ranks everything else 1000


def ghosted(chart: Chart, previous: Chart | None) -> Chart:
    """Draw the previous result of the same chart behind it, where that differs and makes sense."""
    if previous is None:
        return chart
    before, now = _values(previous), _values(chart)
    if not now or [_drawn(each) for each in before] == [_drawn(each) for each in now]:
        return chart
    lines = now[0].mode == "lines"
    ghosts = _faint_lines(before, now) if lines else [_pale_bars(before[0], chart.figure)]
    figure = go.Figure(data=[*ghosts, *chart.figure.data], layout=chart.figure.layout)
    _make_room(figure, previous.figure)
    return Chart(figure, chart.table, chart.title, f"{chart.alt} Faint: {BEFORE.lower()}.")


def _values(chart: Chart) -> list[Any]:
    return [each for each in chart.figure.data if each.meta == "value"]


def _drawn(trace: Any) -> tuple[Any, ...]:
    return trace.name, tuple(trace.x), tuple(trace.y)


def _faint_lines(before: list[Any], now: list[Any]) -> list[dict[str, Any]]:
    kept = {each.name for each in now}
    looks = {"opacity": FAINT, "hoverinfo": "skip", "hovertemplate": None, "meta": None}
    return [{**each.to_plotly_json(), **looks} for each in before if each.name in kept]


def _pale_bars(before: Any, figure: go.Figure) -> dict[str, Any]:
    """Earlier totals as wide pale bars; with a base of their own they are not stacked."""
    kept = set(figure.layout.yaxis.categoryarray)
    pairs = [(x, y) for x, y in zip(before.x, before.y, strict=True) if y in kept]
    return trace(
        "bar",
        x=[x for x, _ in pairs],
        y=[y for _, y in pairs],
        base=[0] * len(pairs),
        width=0.9,
        orientation="h",
        name=BEFORE,
        legendrank=LAST,
        marker={"color": PALE},
        hoverinfo="skip",
    )


def _make_room(figure: go.Figure, earlier: go.Figure) -> None:
    """Widen the axis to hold both results; make a line for what the faint one is."""
    ranges = figure.layout.xaxis.range, earlier.layout.xaxis.range
    lows, highs = zip(*ranges, strict=True)
    figure.update_layout(
        height=figure.layout.height + LEGEND_LINE, xaxis_range=[min(lows), max(highs)]
    )
    if not figure.layout.showlegend:
        figure.layout.xaxis.title.text += f"<br>faint: {BEFORE.lower()}"
