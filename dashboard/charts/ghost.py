"""The previous result, drawn faintly behind the new one."""

from typing import Any

from dashboard.charts.chart import LEGEND_LINE, Chart, Plain, trace

PALE = "#D9DEE4"
FAINT = 0.3
BEFORE = "Before the change"
LAST = 2000  # Plotly ranks everything else 1000

Described = dict[str, Any]


def ghosted(chart: Chart, previous: Chart | None) -> Chart:
    """Draw the previous result of the same chart behind it, where that differs and makes sense."""
    if previous is None:
        return chart
    before, now = _values(previous), _values(chart)
    if not now or [_drawn(each) for each in before] == [_drawn(each) for each in now]:
        return chart
    layout = chart.plain.layout
    lines = now[0].get("mode") == "lines"
    ghosts = _faint_lines(before, now) if lines else [_pale_bars(before[0], layout)]
    plain = Plain([*ghosts, *chart.plain.data], _with_room(layout, previous.plain.layout))
    return Chart(plain, chart.columns, chart.title, f"{chart.alt} Faint: {BEFORE.lower()}.")


def _values(chart: Chart) -> list[Described]:
    return [each for each in chart.plain.data if each.get("meta") == "value"]


def _drawn(trace: Described) -> tuple[Any, ...]:
    return trace.get("name"), tuple(trace["x"]), tuple(trace["y"])


def _faint_lines(before: list[Described], now: list[Described]) -> list[Described]:
    kept = {each["name"] for each in now}
    looks = {"opacity": FAINT, "hoverinfo": "skip", "hovertemplate": None, "meta": None}
    return [{**each, **looks} for each in before if each["name"] in kept]


def _pale_bars(before: Described, layout: Described) -> Described:
    """Earlier totals as wide pale bars; with a base of their own they are not stacked."""
    kept = set(layout["yaxis"]["categoryarray"])
    pairs = [(x, y) for x, y in zip(before["x"], before["y"], strict=True) if y in kept]
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


def _with_room(layout: Described, earlier: Described) -> Described:
    """Widen the axis to hold both results; make a line for what the faint one is."""
    axis = layout["xaxis"]
    lows, highs = zip(axis["range"], earlier["xaxis"]["range"], strict=True)
    title = axis["title"]
    if not layout["showlegend"]:
        title = {**title, "text": f"{title['text']}<br>faint: {BEFORE.lower()}"}
    axis = {**axis, "range": [min(lows), max(highs)], "title": title}
    return {**layout, "height": layout["height"] + LEGEND_LINE, "xaxis": axis}
