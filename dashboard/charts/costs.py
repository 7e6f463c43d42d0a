"""Chart of what a kilogram of magnets costs, and what that is made of."""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from models import COST_PARTS, Evaluation, Outcome

MOST_WORDS = 6
LARGEST = 3  # parts named in the alternative text


def cost_build_up(
    evaluation: Evaluation, money: text.Money, parts: Sequence[str] = COST_PARTS
) -> Chart:
    """Mean cost of a kilogram of every deal, part by part; what lowers it is left of zero."""
    outcomes = list(evaluation.outcomes.values())
    names, unit = list(evaluation.outcomes), money.per_kg_unit
    values = {key: [mean(each, key, money) for each in outcomes] for key in parts}
    totals = [float(each) for each in np.sum(list(values.values()), axis=0)]
    cheapest = outcomes[int(np.argmin(totals))]
    who = base.subject(cheapest.deal, MOST_WORDS, baseline=cheapest.structure.is_baseline)
    title = f"{who} costs least: {money.written(min(totals))}, {text.MONEY_YEAR} money"
    columns = {f"{text.label(key)} ({unit})": each for key, each in values.items()}
    told = [
        f"{text.number(total)} ({_largest(values, place)})" for place, total in enumerate(totals)
    ]
    return Chart(
        _figure(names, values, totals, money, title),
        base.table_of({"Deal": names, f"Total ({unit})": totals, **columns}),
        title,
        f"Mean cost in {unit}, {text.MONEY_YEAR} money, with the largest parts: "
        f"{base.spoken(names, told)}.",
    )


def mean(outcome: Outcome, key: str, money: text.Money) -> float:
    """Mean of a cost over the draws, in the reader's money."""
    return float(np.mean(outcome.values[key])) * money.per_kg_scale


def cost_axis(money: text.Money) -> str:
    """Title of an axis of mean costs."""
    return f"Mean cost, {money.per_kg_unit}, {text.MONEY_YEAR} money"


def _figure(
    names: list[str],
    values: Mapping[str, list[float]],
    totals: list[float],
    money: text.Money,
    title: str,
) -> base.Plain:
    labels = [base.wrapped(name) for name in names]
    shown = [key for key, each in values.items() if any(each)]
    starts, ends = (_reach(values, bound) for bound in (np.minimum, np.maximum))
    bars = [
        marks.part(key, text.label(key), labels, values[key], money.per_kg_unit) for key in shown
    ]
    numbers = [text.number(total) for total in totals]
    rows = base.rows_height(labels)
    return base.drawing(
        [*bars, _total(labels, totals, money), marks.printed(labels, ends, numbers)],
        title,
        rows + base.AXIS + base.legend_height(len(shown) + 1),
        barmode="relative",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(rows),
        uniformtext=marks.FITTING,
        xaxis=base.value_axis(cost_axis(money), range=[min(starts) * 1.1, max(ends) * 1.2]),
        yaxis=base.name_axis(labels),
    )


def _total(labels: list[str], totals: list[float], money: text.Money) -> dict[str, Any]:
    return base.trace(
        "scatter",
        x=base.tidy(totals),
        y=labels,
        mode="markers",
        name="Total",
        meta="value",
        marker={"symbol": "line-ns", "size": 24, "line": {"width": 3, "color": base.INK}},
        hovertemplate=f"%{{y}}: %{{x}} {money.per_kg_unit}<extra></extra>",
    )


def _reach(values: Mapping[str, list[float]], bound: np.ufunc) -> list[float]:
    """How far the parts of each deal reach to one side of zero."""
    return [float(each) for each in np.sum(bound(list(values.values()), 0.0), axis=0)]


def _largest(values: Mapping[str, list[float]], place: int) -> str:
    largest = sorted(values, key=lambda key: -abs(values[key][place]))[:LARGEST]
    told = (f"{text.label(key)} {text.number(values[key][place])}" for key in largest)
    return ", ".join(told)
