"""Charts of the simulated supply of all deals: what is served, and what the loss is due to."""

from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import styles
from dashboard.supplies import GROUPS, Supplies, group
from models import Supplied

MOST_WORDS, FEW_WORDS = 6, 3
ROW = 58  # pixels
CLEAR = 0.012  # of the axis, between a mark and its number
STEPS, MOST_TICKS = (1.0, 2.0, 5.0, 10.0, 20.0), 8  # percent


def supply_served(supply: Supplies) -> Chart:
    """Mean share served with the mean of the worst worlds."""
    deals = supply.found.deals
    means = [text.PERCENT * (1.0 - each.summary.unserved.mean) for each in deals.values()]
    tails = [text.PERCENT * (1.0 - each.summary.tail) for each in deals.values()]
    best = max(deals.values(), key=lambda each: -each.summary.unserved.mean)
    who = base.subject(best.deal, MOST_WORDS, best.is_baseline)
    title = f"{who} serves most: {text.number(max(means))} % of demand"
    errors = [text.PERCENT * each.summary.unserved.error for each in deals.values()]
    columns: dict[str, list[Any]] = {
        "Deal": list(deals),
        "Served, mean (%)": means,
        "Standard error (% points)": errors,
        "Served in the worst 5 % of worlds, mean (%)": tails,
    }
    told = [
        f"{text.number(mean)} % (worst 5 %: {text.number(tail)} %)"
        for mean, tail in zip(means, tails, strict=True)
    ]
    return Chart(
        _served(supply, (tails, means), title),
        base.table_of(columns),
        title,
        f"Share of demand served, mean of {supply.found.size:,} worlds: "
        f"{base.spoken(deals, told)}.",
    )


def _served(supply: Supplies, told: tuple[list[float], list[float]], title: str) -> base.Plain:
    tails, means = told
    looks = styles(supply.study.all_deals)
    labels = [base.wrapped(name) for name in looks]
    rows = [float(len(labels) - 1 - place) for place in range(len(labels))]
    height = max(base.rows_height(labels), ROW * len(labels))
    spreads = list(zip(tails, means, means, strict=True))
    points = marks.whiskers(labels, spreads, looks.values(), "%")
    low = min(tails)
    span = 100.0 - low
    ends = [each + CLEAR * span for each in means]
    numbers = marks.printed(labels, ends, [f"{text.number(each)} %" for each in means])
    step = next(each for each in STEPS if span / each <= MOST_TICKS or each == STEPS[-1])
    return base.drawing(
        [
            {**points, "y": rows},
            {**numbers, "y": rows},
        ],
        title,
        height + base.AXIS + base.LINE + base.legend_height(1),
        showlegend=True,
        legend={**base.legend(height, base.AXIS + base.LINE), "entrywidth": 260},
        xaxis=base.value_axis(
            "Demand served, %, mean; the whisker ends at the<br>mean of the worst 5 % of worlds",
            range=[low - 0.05 * span, 100.0 + 0.25 * span],
            tickvals=[100.0 - step * place for place in range(int(span / step) + 1)][::-1],
        ),
        yaxis=base.value_axis(
            "",
            range=[-0.6, len(labels) - 0.4],
            tickvals=rows,
            ticktext=labels,
            showgrid=False,
            zeroline=False,
        ),
    )


def supply_causes(supply: Supplies, deal_name: str) -> Chart:
    """Days a year lost to each group of hazards; the parts of a deal sum to its loss."""
    deals = supply.found.deals
    keys = [key for key in GROUPS if any(key in each.parts for each in deals.values())]
    days = {key: [_part(each, key) for each in deals.values()] for key in keys}
    chosen = supply.of(deal_name)
    title = _cause(chosen)
    columns: dict[str, list[Any]] = {
        "Deal": list(deals),
        **{f"{text.label(group(key))} (days a year)": each for key, each in days.items()},
        "All (days a year)": [text.DAYS_A_YEAR * x.summary.unserved.mean for x in deals.values()],
    }
    told = []
    for place, each in enumerate(deals.values()):
        parts = [f"{text.label(group(k))} {text.number(days[k][place])}" for k in keys]
        told.append(f"{text.number(_total(each))} ({', '.join(parts)})")
    return Chart(
        _causes(supply, days, title),
        base.table_of(columns),
        title,
        f"Days of demand unserved a year by cause, means: {base.spoken(deals, told)}.",
    )


def _part(deal: Supplied, key: str) -> float:
    return text.DAYS_A_YEAR * deal.parts[key].mean if key in deal.parts else 0.0


def _total(deal: Supplied) -> float:
    return text.DAYS_A_YEAR * deal.summary.unserved.mean


def _cause(deal: Supplied) -> str:
    who = base.subject(deal.deal, FEW_WORDS, deal.is_baseline)
    if not _total(deal):
        return f"{who} loses nothing"
    key, most = max(deal.parts.items(), key=lambda each: each[1].mean)
    share = text.number(round(text.PERCENT * most.mean / deal.summary.unserved.mean))
    return f"{text.label(group(key))}: {share} % of what {who} loses"


def _causes(supply: Supplies, days: dict[str, list[float]], title: str) -> base.Plain:
    labels = [base.wrapped(name) for name in supply.found.deals]
    totals = [_total(each) for each in supply.found.deals.values()]
    rows = base.rows_height(labels)
    bars = [
        marks.part(group(key), text.label(group(key)), labels, each, "days a year")
        for key, each in days.items()
    ]
    return base.drawing(
        [*bars, marks.printed(labels, totals, map(text.number, totals))],
        title,
        rows + base.AXIS + base.legend_height(len(bars)),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(rows),
        uniformtext=marks.FITTING,
        xaxis=base.value_axis(
            "Days of demand unserved a year, mean", range=[0, max(*totals, 1.0) * 1.18]
        ),
        yaxis=base.name_axis(labels),
    )
