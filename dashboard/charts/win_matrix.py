"""Chart of the pairs: in how many futures the deal of the row beats that of the column."""

from collections.abc import Sequence
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import WHITE, contrast, mixed
from models import Standing

FULL, HALF = 100.0, 0.5
ERRORS = 2.0  # standard errors of one half within which no deal of a pair is ahead
WORDS = 3
DEEP, EMPTY = "#12436D", "#FFFFFF"
DARK = 4.5  # contrast with white from which white numbers can be read
WINNING, LOSING, PALE = 0.27, 0.58, 0.95  # steps to white: just more than half, just less, none


def win_matrix(found: Standing, baseline: str) -> Chart:
    """Pairwise wins, which do not depend on the other deals; most often the best first."""
    order = found.order
    names = [f"{place}. {found.names[each]}" for place, each in enumerate(order, start=1)]
    wins = [[float(found.wins[row, column]) for column in order] for row in order]
    title = _title(found, wins, baseline)
    told = [
        "beats those of the columns in " + ", ".join(_cells(row, place) or ["no other"])
        for place, row in enumerate(wins)
    ]
    columns: dict[str, list[Any]] = {"Row beats column, of 100 futures": names}
    columns |= {name: [FULL * row[place] for row in wins] for place, name in enumerate(names)}
    return Chart(
        _figure(names, wins, title),
        base.table_of(columns),
        title,
        f"In how many of 100 futures each deal beats each other one: {base.spoken(names, told)}.",
    )


def shade(share: float) -> str:
    """Colour of a cell: dark where the row wins more often, pale where the column does."""
    if share >= HALF:
        return mixed(DEEP, WHITE, WINNING * (1.0 - share) / HALF)
    return mixed(DEEP, WHITE, PALE + (LOSING - PALE) * share / HALF)


def _cells(row: Sequence[float], own: int) -> list[str]:
    return [text.of_hundred(share) for place, share in enumerate(row) if place != own]


def _title(found: Standing, wins: list[list[float]], baseline: str) -> str:
    """Name the deal that beats every other one beyond the error, if there is one."""
    noise = ERRORS * HALF / found.draws**0.5
    for row, place in enumerate(found.order):
        others = [share for column, share in enumerate(wins[row]) if column != row]
        if others and min(others) > HALF + noise:
            name = found.names[place]
            short = base.shortened("Importing magnets" if name == baseline else name, WORDS)
            return f"{short} beats each other deal more often than not"
    return "No deal beats every other one beyond the error"


def _figure(names: list[str], wins: list[list[float]], title: str) -> base.Plain:
    labels = [base.wrapped(name) for name in names]
    size = len(names)
    columns = [_column(place, labels, wins) for place in range(size)]
    return base.drawing(
        columns,
        title,
        base.rows_height(labels) + base.AXIS,
        barmode="stack",
        bargap=0.0,
        xaxis=base.value_axis(
            "The row beats the column with this number in so many of 100 futures",
            range=[0, size],
            tickvals=[place + HALF for place in range(size)],
            ticktext=[f"{place}." for place in range(1, size + 1)],
            showgrid=False,
            zeroline=False,
        ),
        yaxis=base.name_axis(labels),
    )


def _column(place: int, labels: list[str], wins: list[list[float]]) -> dict[str, Any]:
    """One column of cells, as bars of equal length."""
    shares = [row[place] for row in wins]
    own = [row == place for row in range(len(labels))]
    pairs = list(zip(shares, own, strict=True))
    colours = [EMPTY if same else shade(share) for share, same in pairs]
    return base.trace(
        "bar",
        x=[1.0] * len(labels),
        y=labels,
        orientation="h",
        marker={"color": colours, "line": {"width": 1, "color": base.PAPER}},
        text=[text.DASH if same else text.of_hundred(share) for share, same in pairs],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        insidetextfont={
            "color": [base.PAPER if contrast(each) >= DARK else base.INK for each in colours]
        },
        textfont={"size": 13},
        hoverinfo="skip",
    )
