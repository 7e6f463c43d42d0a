"""Chart of one world in time: interruptions as bars, days without magnets, stocks as lines."""

from dataclasses import dataclass
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.supplies import Supplies
from models import Played, played

MISSING = "Magnets missing"
STOP, GONE = "#8A94A0", "#B3261E"
ROW, LOWER = 26, 220  # pixels of a row, and of the stocks
MIDDLE = 0.5
LINES = {  # how each stock is drawn
    "oxide_stock_india": ("Oxide in India", "#17534F", "dash"),
    "oxide_stock_partner": ("Oxide at the converter", "#28A197", "dashdot"),
    "heavy_stock": ("Dysprosium and terbium", "#801650", "dot"),
    "magnet_stock_partner_light": ("Light magnets, converter", "#8A62B0", "solid"),
    "magnet_stock_partner_heavy": ("Heavy magnets, converter", "#55357A", "dash"),
    "magnet_stock_india_light": ("Light magnets, India", "#2073BC", "solid"),
    "magnet_stock_india_heavy": ("Heavy magnets, India", "#F46A25", "longdash"),
}


@dataclass(frozen=True)
class Clock:
    """How time is told along the axis."""

    scale: float  # of a year
    title: str
    word: str
    step: float  # between ticks
    digits: int


IN_YEARS = Clock(1.0, "Years of operation", "year", 1.0, 1)


def sample_world(supply: Supplies, deal_name: str, rank: float) -> Chart:
    """One world of a deal by its rank of loss: 0.5 is the median, 1 the worst."""
    world = played(supply.of(deal_name), rank)
    lost = f"{text.number(round(world.days))} days of demand lost in ten years"
    title = f"{_which(rank)}: {lost}"
    told = base.spoken(
        (supply.hazards[key] for key in world.stops),
        (f"{len(ends)} times" for ends in world.stops.values()),
    )
    gone = text.DAYS_A_YEAR * sum(end - start for start, end in world.unserved)
    return Chart(
        figure(supply, world, title, IN_YEARS),
        base.table_of(columns_of(supply, world, IN_YEARS)),
        title,
        f"Interruptions in ten years: {told or 'none, 0 times'}. Some demand is unserved on "
        f"{text.number(round(gone))} days, in {len(world.unserved)} stretches.",
    )


def _which(rank: float) -> str:
    if rank >= 1.0:
        return "Worst world"
    if rank == MIDDLE:
        return "Median world"
    return f"World {round(text.PERCENT * rank)} of 100"


def columns_of(supply: Supplies, world: Played, clock: Clock) -> dict[str, list[Any]]:
    """What strikes, and when magnets are missing."""
    spans = [*((MISSING, each) for each in world.unserved)]
    spans += [(supply.hazards[key], each) for key, ends in world.stops.items() for each in ends]
    return {
        "What": [name for name, _ in spans] or ["nothing"],
        f"Begins ({clock.word})": [clock.scale * start for _, (start, _) in spans] or [0.0],
        f"Ends ({clock.word})": [clock.scale * end for _, (_, end) in spans] or [0.0],
        "Lasts (days)": [text.DAYS_A_YEAR * (end - start) for _, (start, end) in spans] or [0.0],
    }


def figure(supply: Supplies, world: Played, title: str, clock: Clock) -> base.Plain:
    """Two fields over one time: what strikes, and the stocks."""
    names = [MISSING, *(supply.hazards[key] for key in world.stops)]
    labels = [base.wrapped(name, 24) for name in names]
    upper = sum(max(ROW, 8 + base.LINE * (1 + label.count("<br>"))) for label in labels)
    gap = base.LINE
    stops = [
        (label, each)
        for label, ends in zip(labels[1:], world.stops.values(), strict=True)
        for each in ends
    ]
    gone = [(labels[0], each) for each in world.unserved]
    lines = [_line(key, world, clock) for key in LINES if key in world.stocks]
    kinds = ((gone, "Some demand unserved", GONE), (stops, "Interruption", STOP))
    bars = [_bars(*each, clock) for each in kinds]
    whole = upper + gap + LOWER
    return base.drawing(
        [*bars, *lines],
        title,
        whole + base.AXIS + base.legend_height(len(lines) + 2),
        barmode="overlay",
        bargap=0.3,
        showlegend=True,
        legend={**base.legend(whole), "entrywidth": 175},
        **_axes(world, labels, (upper / whole, LOWER / whole), clock),
    )


def _bars(
    spans: list[tuple[str, tuple[float, float]]], name: str, colour: str, clock: Clock
) -> dict[str, Any]:
    return base.trace(
        "bar",
        x=[round(clock.scale * (end - start), 4) for _, (start, end) in spans],
        y=[label for label, _ in spans],
        base=[round(clock.scale * start, 4) for _, (start, _) in spans],
        orientation="h",
        name=name,
        marker={"color": colour},
        customdata=[
            text.number(round(text.DAYS_A_YEAR * (end - start))) for _, (start, end) in spans
        ],
        hovertemplate=f"%{{y}}<br>%{{customdata}} days from {clock.word} "
        f"%{{base:.{clock.digits}f}}<extra></extra>",
    )


def _line(key: str, world: Played, clock: Clock) -> dict[str, Any]:
    name, colour, dash = LINES[key]
    return base.trace(
        "scatter",
        x=[round(clock.scale * float(each), 2) for each in world.times],
        y=[round(float(each), 1) for each in world.stocks[key]],
        mode="lines",
        name=name,
        line={"color": colour, "dash": dash, "width": 2},
        xaxis="x2",
        yaxis="y2",
        hovertemplate=f"{name}: %{{y}} days in {clock.word} %{{x}}<extra></extra>",
    )


def _axes(
    world: Played, labels: list[str], heights: tuple[float, float], clock: Clock
) -> dict[str, Any]:
    """Two fields with the same time: what strikes, and what is in stock."""
    upper, lower = heights
    time = {"range": [0, clock.scale * world.horizon], "dtick": clock.step}
    most = max([1.0, *(float(each.max()) for each in world.stocks.values())])
    return {
        "xaxis": base.value_axis("", anchor="y", **time, showticklabels=False),
        "yaxis": base.name_axis(labels, domain=[1 - upper, 1], showgrid=True, gridcolor=base.GRID),
        "xaxis2": base.value_axis(clock.title, anchor="y2", **time),
        "yaxis2": base.value_axis(
            "Stock, days of demand", domain=[0, lower], anchor="x2", range=[0, most * 1.06]
        ),
    }
