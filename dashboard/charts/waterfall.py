"""Chart of one deal's cost, from oxide to delivered magnet."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.costs import MOST_WORDS, cost_axis, mean
from dashboard.charts.style import fill, pick_colour
from models import COST_PARTS, Outcome

STEP = 30  # pixels of a row


def cost_waterfall(outcome: Outcome, baseline_outcome: Outcome, money: text.Money) -> Chart:
    """One deal's cost part by part, and the cost of importing as a line."""
    values = {key: mean(outcome, key, money) for key in COST_PARTS}
    total = sum(values.values())
    importing = mean(baseline_outcome, "cost", money)
    shown = {key: each for key, each in values.items() if each}
    title = _title(outcome, total, importing, money)
    named = [text.label(key) for key in shown]
    unit = money.per_kg_unit
    columns: dict[str, list[Any]] = {
        "Part": [*named, "Total", "Importing magnets"],
        f"Mean cost ({unit})": [*shown.values(), total, importing],
    }
    told = base.spoken(named, map(text.number, shown.values()))
    return Chart(
        _figure(outcome, shown, importing, money, title),
        base.table_of(columns),
        title,
        f"Mean cost of {outcome.name} in {unit}, {text.MONEY_YEAR} money: {told}; "
        f"total {text.number(total)}; importing magnets {text.number(importing)}.",
    )


def _title(outcome: Outcome, total: float, importing: float, money: text.Money) -> str:
    who = base.subject(outcome.deal, MOST_WORDS, baseline=outcome.structure.is_baseline)
    costs = f"{who}: {money.written(total)}"
    if outcome.structure.is_baseline:
        return f"{costs}, {text.MONEY_YEAR} money"
    side = "above" if total > importing else "below"
    return f"{costs}, {text.number(abs(total - importing))} {side} importing"


def _figure(
    outcome: Outcome, shown: dict[str, float], importing: float, money: text.Money, title: str
) -> base.Plain:
    labels = [*(base.wrapped(text.label(key), 30) for key in shown), "<b>Total</b>"]
    sizes = np.array(list(shown.values()))
    total = float(sizes.sum())
    starts = np.cumsum(sizes) - sizes
    ends = [*np.maximum(starts, starts + sizes), total]
    left, right = min(0.0, *starts) * 1.1, max(*ends, importing) * 1.2
    bars = _bars(outcome, labels, [*sizes, total], [*starts, 0.0], list(shown))
    notes = [
        _number(label, end, size)
        for label, end, size in zip(labels, ends, [*sizes, total], strict=True)
    ]
    return base.drawing(
        [bars],
        title,
        len(labels) * STEP + base.AXIS,
        above=base.LINE + 4,
        bargap=0.25,
        xaxis=base.value_axis(cost_axis(money), range=[left, right]),
        yaxis=base.name_axis(labels),
        shapes=[_line(importing, base.PAPER, "solid", 5), _line(importing, base.INK, "dash", 2)],
        annotations=[*notes, _line_label(importing)],
    )


def _bars(
    outcome: Outcome,
    labels: list[str],
    sizes: list[float],
    starts: list[float],
    shown: list[str],
) -> dict[str, Any]:
    colours = [*(fill(key)["color"] for key in shown), pick_colour(outcome.structure.key)]
    return base.trace(
        "bar",
        x=base.tidy(sizes),
        base=base.tidy(starts),
        y=labels,
        orientation="h",
        marker={"color": colours},
        customdata=base.tidy(sizes),
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )


def _number(label: str, end: float, size: float) -> dict[str, object]:
    """Write the size of a step right of it, on white, so that the line does not cross it."""
    where = {"x": end, "y": label, "xanchor": "left", "xshift": 4}
    looks = {"showarrow": False, "bgcolor": base.PAPER, "borderpad": 1}
    return {"text": f"<b>{text.number(size)}</b>", **where, **looks}


def _line(x: float, colour: str, dash: str, width: int) -> dict[str, object]:
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **ends, "line": {"color": colour, "width": width, "dash": dash}}


def _line_label(x: float) -> dict[str, object]:
    where = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "auto"}
    said = f"Importing magnets: {text.number(x)}"
    return {"text": said, "showarrow": False, "font": {"size": 13, "color": base.INK}, **where}
