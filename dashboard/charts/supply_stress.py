"""Charts of single interruptions: named ordeals for all deals, and how long one deal survives."""

from collections.abc import Mapping
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import Style, styles
from dashboard.supplies import ORDEALS as NAMES
from dashboard.supplies import Supplies
from models import ORDEALS, Met, Struck, all_struck, survivals

ROW, STEP = 84, 0.13  # pixels; of a row, between deals
WORDS = 4
SHORT = {
    "japan_2010": "Japan 2010",
    "india_2025": "India 2025",
    "export_stop": "an export stop",
    "exit": "an exit",
}
LONGEST = 1_000.0  # days that are drawn; what survives longer is said in words
NEVER = "never hurt"
USUAL, SURVIVES = "#801650", "#2073BC"

Lost = Mapping[str, Struck | None]


def ordeals(supply: Supplies) -> Chart:
    """Days of demand that each deal loses to each named interruption, from full stocks."""
    lost = {each.key: all_struck(supply.found, each) for each in ORDEALS}
    rows = [(key, name, each) for key, by in lost.items() for name, each in by.items()]
    title = _title(supply, rows)
    columns: dict[str, list[Any]] = {
        "Interruption": [NAMES[key] for key, _, _ in rows],
        "Deal": [name for _, name, _ in rows],
        "Demand lost (days)": [_said(each) for _, _, each in rows],
    }
    told = [
        ", ".join(f"{name} {_said(each)}" for name, each in by.items() if each)
        for by in lost.values()
    ]
    return Chart(
        _figure(supply, lost, title),
        base.table_of(columns),
        title,
        "Days of demand lost from full stocks, where it is reached: "
        f"{base.spoken((NAMES[key] for key in lost), (each or 'no deal, 0' for each in told))}.",
    )


def _said(found: Struck | None) -> str:
    return "not reached" if found is None else text.number(found.lost.mean)


def _title(supply: Supplies, rows: list[tuple[str, str, Struck | None]]) -> str:
    reached = [(key, name, each.lost.mean) for key, name, each in rows if each]
    if not reached or not max(days for _, _, days in reached):
        return "None of the 4 interruptions takes a day of demand"
    key, name, days = max(reached, key=lambda each: each[2])
    deal = supply.of(name)
    who = base.subject(deal.deal, WORDS, deal.is_baseline)
    return f"{who} loses most: {text.number(round(days))} days to {SHORT[key]}"


def _figure(supply: Supplies, lost: Mapping[str, Lost], title: str) -> base.Plain:
    labels = [base.wrapped(NAMES[key], 18) for key in lost]
    looks = styles(supply.study.all_deals)
    step = min(STEP, 0.8 / len(looks))
    height = ROW * len(labels)
    most = max((x.lost.mean for by in lost.values() for x in by.values() if x), default=0.0)
    points = [
        _deal(name, look, lost, step * (place - (len(looks) - 1) / 2.0))
        for place, (name, look) in enumerate(looks.items())
    ]
    return base.drawing(
        points,
        title,
        height + base.AXIS + 2 * base.legend_height(len(points)),
        showlegend=True,
        legend={**base.legend(height), "entrywidth": 260},
        xaxis=base.value_axis(
            "Days of demand lost, from full stocks", range=[-0.03 * (most or 1), 1.15 * (most or 1)]
        ),
        yaxis=base.value_axis(
            "",
            range=[-0.55, len(labels) - 0.45],
            tickvals=[float(len(labels) - 1 - place) for place in range(len(labels))],
            ticktext=labels,
            zeroline=False,
        ),
    )


def _deal(name: str, look: Style, lost: Mapping[str, Lost], below: float) -> dict[str, Any]:
    found = [(len(lost) - 1 - place - below, by[name]) for place, by in enumerate(lost.values())]
    reached = [(row, each.lost.mean) for row, each in found if each]
    return base.trace(
        "scatter",
        x=base.tidy(days for _, days in reached) or [None],
        y=[round(row, 3) for row, _ in reached] or [None],
        mode="markers",
        name=base.wrapped(base.shortened(name, WORDS), 40),
        marker={"symbol": look.marker, "color": look.colour, "size": 11},
        hovertemplate=f"{base.wrapped(name)}: %{{x}} days<extra></extra>",
    )


def survival(supply: Supplies, deal_name: str) -> Chart:
    """Usual length of each hazard's interruptions against what the deal survives."""
    deal = supply.of(deal_name)
    found = survivals(deal)
    names = [supply.hazards[each.hazard] for each in found]
    longer = sum(each.usual > each.survived for each in found)
    title = f"{longer} of {len(found)} hazards usually outlast what the deal survives"
    columns: dict[str, list[Any]] = {
        "Hazard": names,
        "Usual length, median (days)": [each.usual for each in found],
        "Survived, median": [_survives(each) for each in found],
        "Outlasts, of 100 interruptions": [text.of_hundred(each.outlasts.mean) for each in found],
        "Years between them, mean": [each.years_between for each in found],
    }
    told = [f"{text.number(round(x.usual))} days, survived {_survives(x)}" for x in found]
    return Chart(
        _survival(found, [base.wrapped(name, 24) for name in names], title),
        base.table_of(columns),
        title,
        f"Usual length of an interruption and how long {deal.deal.name} survives one: "
        f"{base.spoken(names, told)}.",
    )


def _survives(met: Met) -> str:
    return f"{text.number(round(met.survived))} days" if met.survived < LONGEST else NEVER


def _survival(found: tuple[Met, ...], labels: list[str], title: str) -> base.Plain:
    rows = base.rows_height(labels)
    ends = [each.usual for each in found] + [x.survived for x in found if x.survived < LONGEST]
    some = [(label, x) for label, x in zip(labels, found, strict=True) if x.survived < LONGEST]
    drawn = [
        _points(labels, [x.usual for x in found], "Usual length", "square", USUAL),
        _points(
            [n for n, _ in some], [x.survived for _, x in some], "Survived", "diamond", SURVIVES
        ),
    ]
    never = [label for label, x in zip(labels, found, strict=True) if x.survived >= LONGEST]
    return base.drawing(
        drawn,
        title,
        rows + base.AXIS + base.legend_height(2),
        showlegend=True,
        legend=base.legend(rows),
        xaxis=base.value_axis("Days, medians", range=[0, max(ends) * 1.3]),
        yaxis=base.name_axis(labels, showgrid=True, gridcolor=base.GRID),
        annotations=[_never(label, max(ends) * 1.28) for label in never],
    )


def _points(
    labels: list[str], values: list[float], name: str, symbol: str, colour: str
) -> dict[str, Any]:
    return base.trace(
        "scatter",
        x=base.tidy(values),
        y=labels,
        mode="markers",
        name=name,
        marker={"symbol": symbol, "size": 11, "color": colour},
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} days<extra></extra>",
    )


def _never(label: str, x: float) -> dict[str, Any]:
    looks = {"showarrow": False, "font": {"size": 13, "color": base.INK}, "xanchor": "right"}
    return {"text": NEVER, "x": x, "y": label, "yanchor": "middle", **looks}
