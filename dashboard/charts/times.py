"""Chart of the wait for magnets: the chance that they have come, month by month."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.places import Numbers
from dashboard.charts.style import Style, readable, styles
from models import Evaluation, Outcome

POINTS = 81
LEVELS = np.linspace(0.0, 1.0, POINTS)
HIGHEST, LOWEST = 0.86, 0.1  # chances between which the labels are spread, the earliest on top
LONGEST = 80  # characters of a name
PLOT, PLOT_HEIGHT = 340.0, 300  # pixels: the narrowest and the lowest plot
CHARACTER, LABEL_LINE, GAP = 6.6, 17, 8  # pixels: of a label, and between curve and label
MOST_WORDS = 4


def lead_time_distribution(evaluation: Evaluation) -> Chart:
    """Chance that qualified magnets have come, for every deal that has to be waited for."""
    outcomes = list(evaluation.outcomes.values())
    spreads = [each.span("lead_time") for each in outcomes]
    waiting = [each for each in outcomes if not each.structure.is_baseline]
    first = min(waiting, key=lambda each: each.span("lead_time")[1])
    who = base.subject(first.deal, MOST_WORDS, baseline=False)
    when = text.months(first.span("lead_time")[1])
    title = f"{who} is first, {when} from the effective date"
    lows, middles, highs = marks.columns(spreads)
    columns: dict[str, list[Any]] = {
        "Deal": list(evaluation.outcomes),
        "P10 (months)": lows,
        "P50 (months)": middles,
        "P90 (months)": highs,
    }
    told = [
        f"{text.months(mid)} ({text.interval(round(low), round(high))})"
        for low, mid, high in spreads
    ]
    return Chart(
        _figure(evaluation, waiting, title),
        base.table_of(columns),
        title,
        "Months from the effective date to the first qualified magnets, median with P10 to P90 in "
        f"brackets: {base.spoken(evaluation.outcomes, told)}.",
    )


def _figure(evaluation: Evaluation, waiting: list[Outcome], title: str) -> base.Plain:
    looks = styles(evaluation.study.all_deals)
    times = {each.name: np.quantile(each.values["lead_time"], LEVELS) for each in waiting}
    last = max(1.0, *(float(each[-1]) for each in times.values()))
    height = max(PLOT_HEIGHT, least_height(list(times)))
    curves = [_curve(name, each, looks[name]) for name, each in times.items()]
    return base.drawing(
        [*curves, _medians(times, looks)],
        title,
        height + base.AXIS + base.LINE,
        xaxis=base.value_axis(
            "Months from the effective date to the first<br>qualified magnets; importing: no wait",
            range=[0, last * 1.04],
        ),
        yaxis=base.value_axis(
            "Chance that they have come", range=[0, 1.03], tickformat=".0%", dtick=0.25
        ),
        annotations=labels(times, looks, last, height),
    )


def least_height(names: list[str]) -> int:
    """Height at which labels that are spread over the curves leave each other room."""
    lines = max(1 + base.wrapped(name).count("<br>") for name in names)
    return int((len(names) - 1) * (LABEL_LINE * lines + 3) / (HIGHEST - LOWEST))


def _curve(name: str, times: Numbers, look: Style) -> dict[str, Any]:
    said = f"{base.wrapped(name)}<br>%{{y:.0%}} by month %{{x:.0f}}<extra></extra>"
    return base.trace(
        "scatter",
        x=base.tidy(times),
        y=base.tidy(LEVELS),
        mode="lines",
        name=base.wrapped(name, LONGEST),
        meta="value",
        line={"color": look.colour, "dash": look.dash, "width": 2.5},
        hovertemplate=said,
    )


def _medians(times: Mapping[str, Numbers], looks: Mapping[str, Style]) -> dict[str, Any]:
    middle = POINTS // 2
    return base.trace(
        "scatter",
        x=base.tidy(each[middle] for each in times.values()),
        y=[0.5] * len(times),
        mode="markers",
        marker={
            "symbol": [looks[name].marker for name in times],
            "color": [looks[name].colour for name in times],
            "size": 10,
        },
        hovertemplate="half by month %{x:.0f}<extra></extra>",
    )


def labels(
    times: Mapping[str, Numbers], looks: Mapping[str, Style], last: float, plot_height: int
) -> list[dict[str, Any]]:
    """Label the curves at heights of their own, so that no two labels meet."""
    order = sorted(times, key=lambda name: float(np.median(times[name])))
    heights = np.linspace(HIGHEST, LOWEST, len(order)) if len(order) > 1 else [LOWEST]
    return [
        _label(
            (name, times[name]),
            [times[other] for other in order[place + 1 :]],
            float(height),
            readable(looks[name].colour),
            (PLOT / last, plot_height),
        )
        for place, (name, height) in enumerate(zip(order, heights, strict=True))
    ]


def _label(
    curve: tuple[str, Numbers],
    later: list[Numbers],
    height: float,
    colour: str,
    pixels: tuple[float, float],
) -> dict[str, Any]:
    """Label right of the curve where it fits before the next, else right of all later ones."""
    name, times = curve
    said = base.wrapped(name)
    lines = said.split("<br>")
    wide = CHARACTER * max(map(len, lines)) / pixels[0]
    half = LABEL_LINE * len(lines) / 2 / pixels[1]
    gap = GAP / pixels[0]
    rights = [_crossing(each, height + half) for each in (times, *later)]
    lefts = [_crossing(each, height - half) for each in later]
    fits = not lefts or min(lefts) > rights[0] + wide + 2 * gap
    start = (rights[0] if fits else max(rights)) + gap
    if start + wide > PLOT / pixels[0]:
        start = rights[0] + gap
    looks = {"text": said, "align": "left", "font": {"size": 13, "color": colour}}
    tail = {"ax": start, "ay": height, "axref": "x", "ayref": "y", "xanchor": "left"}
    arrow = {"arrowhead": 0, "arrowwidth": 1, "arrowcolor": colour, "showarrow": True}
    here = {"x": _crossing(times, height), "y": height}
    return {**here, **looks, **tail, **arrow, "bgcolor": "rgba(255,255,255,0.8)"}


def _crossing(times: Numbers, height: float) -> float:
    return float(np.interp(height, LEVELS, times))
