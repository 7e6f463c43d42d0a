"""Chart of the demand that is served, and of what is lost to which hazards."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import styles
from models import Evaluation, Outcome, Study

PERCENT = 100.0
MOST_WORDS = 6
ORDER = ("china_loss", "border_loss", "partner_loss", "plant_loss", "feed_loss")


def demand_served(evaluation: Evaluation) -> Chart:
    """Share of demand served, and below it the share lost by group of hazards."""
    outcomes = list(evaluation.outcomes.values())
    names = list(evaluation.outcomes)
    spreads = [marks.scaled(each.span("supply_security"), PERCENT) for each in outcomes]
    losses = {key: [_lost(each, key) for each in outcomes] for key in _groups(outcomes[0])}
    lows, middles, highs = marks.columns(spreads)
    best = outcomes[int(np.argmax(middles))]
    who = base.subject(best.deal, MOST_WORDS, baseline=best.structure.is_baseline)
    title = f"{who} serves most: {text.number(max(middles))} % of demand"
    columns: dict[str, list[Any]] = {
        "Deal": names,
        "Served, P10 (%)": lows,
        "Served, mean (%)": middles,
        "Served, P90 (%)": highs,
        **{f"Lost, {text.label(key)}, mean (%)": each for key, each in losses.items()},
    }
    return Chart(
        _figure(evaluation.study, spreads, losses, title),
        base.table_of(columns),
        title,
        _alt(names, spreads, losses),
    )


def _groups(outcome: Outcome) -> list[str]:
    found = [key for key in outcome.values if key.endswith("_loss")]
    return sorted(found, key=lambda key: ORDER.index(key) if key in ORDER else len(ORDER))


def _lost(outcome: Outcome, key: str) -> float:
    return PERCENT * float(np.mean(outcome.values[key]))


def _alt(names: list[str], spreads: list[marks.Spread], losses: Mapping[str, list[float]]) -> str:
    told = []
    for place, spread in enumerate(spreads):
        worst = max(losses, key=lambda key: losses[key][place])
        lost = f"{text.label(worst)} {text.number(losses[worst][place])} %"
        told.append(f"{marks.said(spread, '%')}, most lost to {lost}")
    return f"Share of demand served, mean with P10 to P90 in brackets: {base.spoken(names, told)}."


def _figure(
    study: Study,
    spreads: list[marks.Spread],
    losses: Mapping[str, list[float]],
    title: str,
) -> base.Plain:
    looks = styles(study.all_deals)
    labels = [base.wrapped(name) for name in looks]
    lows, middles, highs = marks.columns(spreads)
    numbers = [f"{text.number(middle)} %" for middle in middles]
    bars = [
        {**marks.part(key, text.label(key), labels, each, "%"), "xaxis": "x2", "yaxis": "y2"}
        for key, each in losses.items()
    ]
    rows = base.rows_height(labels)
    return base.drawing(
        [
            marks.whiskers(labels, spreads, looks.values(), "%"),
            marks.printed(labels, highs, numbers),
            *bars,
        ],
        title,
        2 * (rows + base.AXIS) + base.LINE + base.legend_height(len(losses)),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(2 * rows + base.AXIS + base.LINE),
        uniformtext=marks.FITTING,
        **_axes(labels, rows, min(lows), max(highs)),
    )


def _axes(labels: list[str], rows: int, low: float, high: float) -> dict[str, Any]:
    """Two fields, one above the other, as high as their rows."""
    share = rows / (2 * rows + base.AXIS + base.LINE)
    room = (high - low) * 0.3
    return {
        "xaxis": base.value_axis(
            "Demand served, %, mean; whisker: P10 to P90",
            range=[low - room / 3, high + room],
            anchor="y",
        ),
        "yaxis": base.name_axis(labels, domain=[1 - share, 1], showgrid=True, gridcolor=base.GRID),
        "xaxis2": base.value_axis("Demand lost, %, mean, by cause", anchor="y2"),
        "yaxis2": base.name_axis(labels, domain=[0, share], anchor="x2"),
    }
