"""Chart of the wait for magnets."""

import numpy as np
import plotly.graph_objects as go

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import readable, styles
from models import Evaluation, Outcome

POINTS = 80


def lead_time_distribution(evaluation: Evaluation) -> Chart:
    """Chance that qualified magnets have come, month by month."""
    outcomes = list(evaluation.outcomes.values())
    waiting = [each for each in outcomes if not each.structure.is_baseline]
    looks = styles(outcomes)
    order = sorted(waiting, key=lambda each: each.quantiles("lead_time")[1])
    levels = np.linspace(0.9, 0.1, len(order)) if len(order) > 1 else np.array([0.5])
    curves = [_curve(each, looks[each.name]) for each in waiting]
    labels = [
        _label(each, float(level), readable(looks[each.name].colour))
        for each, level in zip(order, levels, strict=True)
    ]
    first = order[0]
    middle = text.number(round(first.quantiles("lead_time")[1]))
    title = f"Months from the effective date: {base.short(first.name, 5)} first, {middle}"
    last = max(float(np.max(each.values["lead_time"])) for each in waiting)
    figure = base.drawing(
        curves,
        title,
        max(300, 40 * len(waiting)) + 60,
        xaxis=base.value_axis(
            "Months from the effective date to qualified magnets", range=[0, last * 1.05]
        ),
        yaxis=base.value_axis(
            "Chance that they have come", range=[0, 1.03], tickformat=".0%", dtick=0.25
        ),
        annotations=labels,
    )
    quantiles = [each.quantiles("lead_time") for each in outcomes]
    columns = {
        "Deal": [each.name for each in outcomes],
        "P10 (months)": [low for low, _, _ in quantiles],
        "P50 (months)": [middle for _, middle, _ in quantiles],
        "P90 (months)": [high for _, _, high in quantiles],
    }
    said = "; ".join(
        f"{each.name} {text.months(middle)} ({text.interval(round(low), round(high))})"
        for each, (low, middle, high) in zip(outcomes, quantiles, strict=True)
    )
    alt = (
        "Months from the effective date to the first qualified magnets, median with P10 to P90 in "
        f"brackets: {said}."
    )
    return Chart(figure, base.table_of(columns), title, alt)


def _curve(outcome: Outcome, look: object) -> go.Scatter:
    levels = np.linspace(0.0, 1.0, POINTS)
    times = np.quantile(outcome.values["lead_time"], levels)
    return go.Scatter(
        x=base.tidy(times),
        y=base.tidy(levels),
        mode="lines",
        name=outcome.name,
        meta="ghost",
        line={"color": look.colour, "dash": look.dash, "width": 2.5},
        hovertemplate=f"{base.wrapped(outcome.name)}<br>%{{y:.0%}} by month %{{x:.0f}}<extra></extra>",
    )


def _label(outcome: Outcome, level: float, colour: str) -> dict[str, object]:
    return {
        "x": float(np.quantile(outcome.values["lead_time"], level)),
        "y": level,
        "text": base.wrapped(outcome.name),
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "xshift": 6,
        "font": {"size": 13, "color": colour},
        "bgcolor": "rgba(255,255,255,0.85)",
    }
