"""Chart of the room to agree: what one term does to everyone, and where who signs can meet."""

from collections.abc import Sequence
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from models import Agreement, Term

LOOKS = {
    "irel": ("#174A75", "solid"),
    "partner": ("#B54E14", "dash"),
    "government": ("#2B7A74", "dot"),
    "buyer": ("#6E3B08", "dashdot"),
}
HEIGHT = 330  # pixels of the plot
ZONE = "#DCE9F5"


def room_to_agree(found: Agreement, term: Term, name: str, money: text.Money) -> Chart:
    """Median gain of every party for each value of a term, and the zone of who signs."""
    title = f"{name}: {zone_in_words(found, term, money)}"
    scale = money.day_scale
    gains = {party: [float(x) * scale for x in each] for party, each in found.gains.items()}
    columns: dict[str, list[Any]] = {
        term.label: [text.display(float(each), term.unit, money) for each in found.values]
    }
    columns |= {f"{text.label(p)} ({money.amount_unit})": each for p, each in gains.items()}
    ends = (f"{text.number(each[0])} to {text.number(each[-1])}" for each in gains.values())
    return Chart(
        _figure(found, term, gains, title, money),
        base.table_of(columns),
        title,
        f"Median gain over no deal in {money.amount_unit}, from one end of the term to the other: "
        f"{base.spoken(map(text.label, gains), ends)}.",
    )


def zone_in_words(found: Agreement, term: Term, money: text.Money) -> str:
    """Say for which values both who sign gain."""
    if not found.zones:
        return f"no value of “{term.label}” lets both IREL and partner gain"
    said = (
        f"{text.display(low, term.unit, money)} to {text.display(high, term.unit, money)}"
        for low, high in found.zones
    )
    return f"IREL and partner both gain if “{term.label}” is {' or '.join(said)}"


def _figure(
    found: Agreement,
    term: Term,
    gains: dict[str, list[float]],
    title: str,
    money: text.Money,
) -> base.Plain:
    across = [float(each) for each in found.values]
    lines = [_line(party, across, each, money) for party, each in gains.items()]
    return base.drawing(
        lines,
        title,
        HEIGHT + base.AXIS + base.legend_height(len(lines)),
        showlegend=True,
        legend=base.legend(HEIGHT),
        shapes=[_zone(low, high) for low, high in found.zones],
        xaxis=base.value_axis(_axis(term), range=[across[0], across[-1]]),
        yaxis=base.value_axis(
            f"Median gain over no deal, {money.amount_unit}", zeroline=True, zerolinewidth=2
        ),
    )


def _axis(term: Term) -> str:
    unit = text.UNIT_WORDS.get(term.unit, term.unit)
    return base.wrapped(f"{term.label} ({unit})" if unit else term.label, 60)


def _line(
    party: str, across: Sequence[float], gains: Sequence[float], money: text.Money
) -> dict[str, Any]:
    colour, dash = LOOKS[party]
    return base.trace(
        "scatter",
        x=base.tidy(across),
        y=base.tidy(gains),
        mode="lines",
        name=text.label(party),
        meta="value",
        line={"color": colour, "dash": dash, "width": 3},
        hovertemplate=f"{text.label(party)}: %{{y}} {money.amount_unit}<extra></extra>",
    )


def _zone(low: float, high: float) -> dict[str, Any]:
    where = {"x0": low, "x1": high, "y0": 0, "y1": 1, "yref": "paper"}
    looks = {"fillcolor": ZONE, "line": {"width": 0}, "layer": "below"}
    return {"type": "rect", **where, **looks}
