"""Chart of a party's cash: what it pays and receives in each year, and all of it added up."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks, yearly
from dashboard.charts.chart import Chart
from dashboard.finances import Finances, Numbers
from dashboard.labels import GROUP_OF, GROUPS

NEAR = 0.02  # of the largest amount so far: less is told as nothing


def cash_by_year(found: Finances, money: text.Money, party: str) -> Chart:
    """Mean cash of each year by kind of payment, the net with P10 to P90, and the sum so far."""
    scale = money.day_scale
    groups = {key: each * scale for key, each in _groups(found, party).items()}
    many = yearly.used_years(found, *groups.values())
    years = found.calendar[:many]
    net, so_far = found.money.parties[party], found.so_far[party]
    columns: dict[str, list[Any]] = {
        "Year": list(map(str, years)),
        **{
            f"{text.label(key)} ({money.amount_unit})": [*each[:many]]
            for key, each in groups.items()
        },
        f"Net, mean ({money.amount_unit})": [*(net.mean[:many] * scale)],
        f"Net, P10 ({money.amount_unit})": [*(net.low[:many] * scale)],
        f"Net, P90 ({money.amount_unit})": [*(net.high[:many] * scale)],
        f"So far, mean ({money.amount_unit})": [*(so_far.middle[:many] * scale)],
        f"So far, P10 ({money.amount_unit})": [*(so_far.low[:many] * scale)],
        f"So far, P90 ({money.amount_unit})": [*(so_far.high[:many] * scale)],
    }
    title = _title(found, party, money)
    return Chart(
        _figure(found, party, groups, (years, many), money, title),
        base.table_of(columns),
        title,
        _alt(found, party, years, money),
    )


def _groups(found: Finances, party: str) -> Mapping[str, Numbers]:
    """Means by kind of payment, in the order of the kinds; + is a receipt."""
    sums: dict[str, Numbers] = {}
    for each in found.money.payments:
        sign = float(each.payee == party) - float(each.payer == party)
        key = GROUP_OF.get(each.name, "group_support")
        if sign and np.any(each.by_year):
            sums[key] = sums.get(key, np.zeros(len(each.by_year))) + sign * each.by_year
    return {key: sums[key] for key in GROUPS if key in sums} or {
        "group_owners": np.zeros(len(found.money.years))
    }


def _title(found: Finances, party: str, money: text.Money) -> str:
    who, mean = text.label(party), found.so_far[party].middle
    last, low, high = mean[-1], float(mean.min()), float(mean.max())
    most = max(high, -low)
    if last >= 0.0 and low < -NEAR * most:
        return f"{who}: {money.of_the_day(-low)} put in first, {money.of_the_day(last)} ahead later"
    if last >= 0.0:
        return f"{who}: {money.of_the_day(last)} received in all, on average"
    short = "paid in all" if high <= NEAR * most and low == last else "short in the end"
    return f"{who}: {money.of_the_day(-last)} {short}, on average"


def _alt(found: Finances, party: str, years: list[int], money: text.Money) -> str:
    so_far = found.so_far[party].middle * money.day_scale
    told = base.spoken(map(str, years[::5]), map(text.number, so_far[: len(years) : 5]))
    return (
        f"Cash of {text.label(party)} by year in {money.amount_unit}, rupees of the day; mean of "
        f"all so far: {told}; in the end {text.number(float(so_far[-1]))}."
    )


def _figure(
    found: Finances,
    party: str,
    groups: Mapping[str, Numbers],
    shown: tuple[list[int], int],
    money: text.Money,
    title: str,
) -> base.Plain:
    years, many = shown
    bars = [
        yearly.column(years, [*each[:many]], key, text.label(key)) for key, each in groups.items()
    ]
    under = {"xaxis": "x2", "yaxis": "y2"}
    so_far = yearly.band(years, found.so_far[party], money.day_scale, "Mean so far", **under)
    axes = yearly.fields(
        f"{money.amount_unit} a year, mean",
        f"{money.amount_unit} so far",
        yearly.calendar_axis(found, years),
    )
    return base.drawing(
        [*bars, _net(found, party, years, money), *so_far],
        title,
        yearly.height() + base.legend_height(len(bars) + 3),
        barmode="relative",
        bargap=0.25,
        showlegend=True,
        legend=base.legend(yearly.height() - base.AXIS),
        **axes,
    )


def _net(found: Finances, party: str, years: list[int], money: text.Money) -> dict[str, Any]:
    net, many = found.money.parties[party], len(years)
    low, mean, high = (each[:many] * money.day_scale for each in (net.low, net.mean, net.high))
    return base.trace(
        "scatter",
        x=years,
        y=base.tidy(mean),
        mode="markers",
        name="Net, P10 to P90",
        marker={"symbol": "diamond", "size": 8, "color": base.INK},
        error_y=marks.error([*np.minimum(low, mean)], [*mean], [*np.maximum(high, mean)]),
        hovertemplate="%{x}<br>Net: %{y}<extra></extra>",
    )
