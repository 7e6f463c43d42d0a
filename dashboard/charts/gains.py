"""Chart of what a deal is worth to each party, alone and beside having no deal."""

from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import Style
from dashboard.finances import Finances
from models import PartyMoney

GAIN, WORTH = Style("#12436D", "diamond", "solid"), Style("#2073BC", "circle", "solid")
CLEAR = 0.008  # of the reach: between a marker and its number
Told = dict[str, marks.Spread]


def gains(found: Finances, money: text.Money) -> Chart:
    """Present value of each party's cash, and above it what the deal adds; P10 to P90."""
    worth = {
        text.label(each.party): marks.scaled(each.npv, money.day_scale)
        for each in found.money.parties.values()
        if each.npv
    }
    gained = {} if found.is_baseline else _gained(found, money)
    title = _title(found, gained or worth, money)
    kinds = {"Gain over no deal": gained, "Net present value": worth}
    columns: dict[str, list[Any]] = {"Party": list(worth)}
    for kind, told in kinds.items():
        for place, quantile in enumerate(("P10", "P50", "P90")) if told else ():
            heading = f"{kind}, {quantile} ({money.amount_unit})"
            columns[heading] = [each[place] for each in told.values()]
    said = [
        f"{kind}: {base.spoken(told, map(marks.said, told.values()))}"
        for kind, told in kinds.items()
        if told
    ]
    unit = f"in {money.amount_unit}, median with P10 to P90 in brackets"
    return Chart(
        _figure(gained, worth, money, title),
        base.table_of(columns),
        title,
        f"Worth at the effective date {unit}. {'. '.join(said)}.",
    )


def gain(each: PartyMoney) -> marks.Spread | None:
    """What a deal adds for a party: all it gets, for one that has nothing without the deal."""
    return each.gain or each.npv


def _gained(found: Finances, money: text.Money) -> Told:
    parties = [each for each in found.money.parties.values() if each.npv]
    spreads = {text.label(each.party): gain(each) for each in parties}
    return {name: marks.scaled(each, money.day_scale) for name, each in spreads.items() if each}


def _title(found: Finances, told: Told, money: text.Money) -> str:
    lender = text.label("lender")
    best = max((name for name in told if name != lender), key=lambda name: told[name][1])
    worst = min(told, key=lambda name: told[name][1])
    high, low = told[best][1], told[worst][1]
    if found.is_baseline:
        return f"{best} {_verb(best, 'earn')} {money.sum(high)} with no deal"
    nobody = "Nobody but the lender gains" if lender in told else "Nobody gains"
    gained = f"{best} {_verb(best, 'gain')} {money.sum(high)}" if high > text.LEAST else nobody
    lost = f"{worst} {_verb(worst, 'lose')} {money.sum(-low)}"
    return f"{gained}, {lost if low < -text.LEAST else 'nobody loses'}"


def _verb(name: str, verb: str) -> str:
    return verb if name == text.label("buyer") else f"{verb}s"


def _figure(gained: Told, worth: Told, money: text.Money, title: str) -> base.Plain:
    labels = [base.wrapped(name) for name in worth]
    rows, unit = base.rows_height(labels), money.amount_unit
    above = _marks(labels, gained, GAIN, unit, "") if gained else []
    axes = _axes(labels, rows, [gained, worth], unit) if gained else _axis(labels, worth, unit)
    below = _marks(labels, worth, WORTH, unit, "2" * bool(gained))
    body = (2 * (rows + base.AXIS) + base.LINE) if gained else rows + base.AXIS
    return base.drawing([*above, *below], title, body, **axes)


def _marks(
    labels: list[str], told: Told, look: Style, unit: str, field: str
) -> list[dict[str, Any]]:
    spreads = list(told.values())
    _, _, highs = marks.columns(spreads)
    numbers = [text.number(middle) for _, middle, _ in spreads]
    drawn = [
        marks.whiskers(labels, spreads, [look] * len(labels), unit),
        marks.printed(labels, [high + _reach(told) * CLEAR for high in highs], numbers),
    ]
    where = {"xaxis": f"x{field}", "yaxis": f"y{field}"} if field else {}
    return [{**each, **where} for each in drawn]


def _axis(labels: list[str], told: Told, unit: str) -> dict[str, Any]:
    return {
        "xaxis": base.value_axis(f"Net present value, {unit}; whisker: P10 to P90", **_range(told)),
        "yaxis": base.name_axis(labels, showgrid=True, gridcolor=base.GRID),
    }


def _axes(labels: list[str], rows: int, told: list[Told], unit: str) -> dict[str, Any]:
    """Two fields, one above the other, as high as their rows."""
    share = rows / (2 * rows + base.AXIS + base.LINE)
    gained, worth = told
    grid = {"showgrid": True, "gridcolor": base.GRID}
    return {
        "xaxis": base.value_axis(
            f"Gain over no deal, {unit}; whisker: P10 to P90", anchor="y", **_range(gained)
        ),
        "yaxis": base.name_axis(labels, domain=[1 - share, 1], **grid),
        "xaxis2": base.value_axis(
            f"Net present value, {unit}; whisker: P10 to P90", anchor="y2", **_range(worth)
        ),
        "yaxis2": base.name_axis(labels, domain=[0, share], anchor="x2", **grid),
    }


def _ends(told: Told) -> tuple[float, float]:
    low = min(0.0, *(each[0] for each in told.values()))
    return low, max(0.0, *(each[2] for each in told.values()))


def _reach(told: Told) -> float:
    low, high = _ends(told)
    return high - low or 1.0


def _range(told: Told) -> dict[str, Any]:
    (low, high), room = _ends(told), _reach(told) * 0.06
    return {"range": [low - room, high + 4 * room], "zeroline": True}
