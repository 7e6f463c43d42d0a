"""Charts of what stocks and clauses of a deal save."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.supply_world import LINES
from dashboard.supplies import CLAUSES, Supplies
from models import SIZES, Clause, Supplied, clauses, stock_curve, stocks

HEIGHT, MORE = 300, 30.0  # pixels; days
WORDS = 5
LOOKS = {  # of a form and place of stock
    "magnet_stock_partner": LINES["magnet_stock_partner_light"][1:],
    "magnet_stock_india": LINES["magnet_stock_india_light"][1:],
}
AGREED, POSSIBLE = "#12436D", "#7FA7CC"


def stock_sizes(supply: Supplies, deal_name: str) -> Chart:
    """Days a year unserved against the size of each stock, the others as agreed."""
    deal = supply.of(deal_name)
    curves = {name: [each.mean for each in stock_curve(deal, name)] for name in stocks(deal)}
    now = {name: _now(deal, name) for name in curves}
    saves = {
        name: _at(each, now[name]) - _at(each, now[name] + MORE) for name, each in curves.items()
    }
    best = max(saves, key=lambda name: saves[name])
    said = CLAUSES[best][:1].lower() + CLAUSES[best][1:]
    title = f"30 more days of {said} save {text.number(round(saves[best], 1))} days yearly"
    columns: dict[str, list[Any]] = {
        "Size (days of demand)": list(SIZES),
        **{f"{CLAUSES[name]} (days unserved a year)": each for name, each in curves.items()},
    }
    told = [
        f"{text.number(now[name])} days agreed, 30 more save {text.number(round(x, 1))}"
        for name, x in saves.items()
    ]
    return Chart(
        _sizes(curves, now, title),
        base.table_of(columns),
        title,
        "Days of demand unserved a year against the size of each stock: "
        f"{base.spoken((CLAUSES[name] for name in curves), told)}.",
    )


def _now(deal: Supplied, name: str) -> float:
    return text.DAYS_A_YEAR * float(deal.numbers(name).mean())


def _at(curve: list[float], size: float) -> float:
    return float(np.interp(size, SIZES, curve))


def _sizes(curves: dict[str, list[float]], now: dict[str, float], title: str) -> base.Plain:
    lines = [_curve(name, each) for name, each in curves.items()]
    points = base.trace(
        "scatter",
        x=base.tidy(now.values()),
        y=base.tidy(_at(each, now[name]) for name, each in curves.items()),
        mode="markers",
        name="As agreed",
        marker={"symbol": "diamond", "size": 11, "color": base.INK},
        hovertemplate="agreed: %{x} days<extra></extra>",
    )
    most = max(max(each) for each in curves.values())
    return base.drawing(
        [*lines, points],
        title,
        HEIGHT + base.AXIS + base.legend_height(len(lines) + 1),
        showlegend=True,
        legend={**base.legend(HEIGHT), "entrywidth": 175},
        xaxis=base.value_axis("Size of the stock, days of demand", range=[-6, 370], dtick=60),
        yaxis=base.value_axis("Days unserved a year", range=[0, most * 1.08 or 1.0]),
    )


def _curve(name: str, curve: list[float]) -> dict[str, Any]:
    colour, dash = LOOKS.get(name, LINES.get(name, ("", base.INK, "solid"))[1:])
    return base.trace(
        "scatter",
        x=list(SIZES),
        y=base.tidy(curve),
        mode="lines",
        name=CLAUSES[name],
        line={"color": colour, "dash": dash, "width": 2.5},
        hovertemplate=f"{CLAUSES[name]} of %{{x}} days: %{{y}} days a year<extra></extra>",
    )


def clause_values(supply: Supplies, deal_name: str) -> Chart:
    """Days a year that each clause and stock saves, or would save."""
    found = clauses(supply.of(deal_name))
    best = found[0]
    name = base.shortened(CLAUSES.get(best.key, text.label(best.key)), WORDS)
    worth = "Saves most" if best.agreed else "Would save most"
    title = f"{worth}: {name}, {text.number(round(best.days.mean, 1))} days a year"
    names = [CLAUSES.get(each.key, text.label(each.key)) for each in found]
    columns: dict[str, list[Any]] = {
        "Clause or stock": names,
        "Agreed": ["yes" if each.agreed else "no" for each in found],
        "Saves (days a year)": [each.days.mean for each in found],
        "Standard error (days a year)": [each.days.error for each in found],
    }
    told = [
        f"{text.number(round(each.days.mean, 1))}{'' if each.agreed else ', not agreed'}"
        for each in found
    ]
    return Chart(
        _values(found, names, title),
        base.table_of(columns),
        title,
        f"Days of demand a year saved by each clause and stock: {base.spoken(names, told)}.",
    )


def _values(found: tuple[Clause, ...], names: list[str], title: str) -> base.Plain:
    labels = [base.wrapped(name) for name in names]
    rows = base.rows_height(labels)
    ends = [each.days.mean + each.days.error for each in found]
    numbers = [text.number(round(each.days.mean, 1)) for each in found]
    kinds = ((True, "Agreed", AGREED), (False, "Not agreed: what it would save", POSSIBLE))
    bars = [
        _kind([(n, x) for n, x in zip(labels, found, strict=True) if x.agreed is agreed], *looks)
        for agreed, *looks in kinds
        if any(each.agreed is agreed for each in found)
    ]
    return base.drawing(
        [*bars, marks.printed(labels, ends, numbers)],
        title,
        rows + base.AXIS + base.LINE + base.legend_height(2 * len(bars)),
        bargap=0.35,
        barmode="overlay",
        showlegend=True,
        legend={**base.legend(rows, base.AXIS + base.LINE), "entrywidth": 250},
        xaxis=base.value_axis(
            "Days of demand a year, mean of the same worlds<br>with and without; whisker: "
            "standard error",
            range=[0, max(*ends, 1.0) * 1.15],
        ),
        yaxis=base.name_axis(labels),
    )


def _kind(chosen: list[tuple[str, Clause]], name: str, colour: str) -> dict[str, Any]:
    means = [each.days.mean for _, each in chosen]
    errors = [each.days.error for _, each in chosen]
    pairs = list(zip(means, errors, strict=True))
    return base.trace(
        "bar",
        x=base.tidy(means),
        y=[label for label, _ in chosen],
        orientation="h",
        name=name,
        marker={"color": colour},
        error_x=marks.error([m - e for m, e in pairs], means, [m + e for m, e in pairs]),
        hovertemplate="%{y}: %{x} days a year<extra></extra>",
    )
