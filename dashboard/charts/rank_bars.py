"""Chart of the ranks: in how many futures each deal is the first, the second, ... the last."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import BLACK, WHITE, contrast, mixed
from models import Standing

FULL = 100.0
ROOM = 128.0  # the axis goes on beyond 100, for the share of being first and its error
MOST_WORDS = 5
MOST_RANKS = 5  # further ones are drawn as one
DEEP = "#12436D"
STEPS = (-0.35, 0.0, 0.27, 0.62, 0.93)  # to black or white; numbers can be read on each
ORDINALS = ("1st", "2nd", "3rd")
DARK = 4.5  # contrast with white from which white numbers can be read


def rank_bars(found: Standing, baseline: str) -> Chart:
    """Share of the futures in which each deal has each rank, most often the best on top."""
    order = found.order
    names = [found.names[each] for each in order]
    shares = _folded(FULL * found.ranks[list(order)])
    ranks = _named(shares.shape[1], len(names))
    told = [_with_error(found, each) for each in order]
    columns: dict[str, list[Any]] = {"Deal": names}
    columns |= {
        f"{rank} (of 100 futures)": list(column)
        for rank, column in zip(ranks, shares.T, strict=True)
    }
    columns["Standard error of the first"] = [FULL * float(found.error[each]) for each in order]
    title = _title(found, baseline)
    return Chart(
        _figure(names, shares, ranks, told, title),
        base.table_of(columns),
        title,
        f"In how many of 100 futures each is the best: {base.spoken(names, told)}. The parts of "
        f"each bar are its ranks.",
    )


def shades(count: int) -> list[str]:
    """Colours from dark for the first rank to pale for the last; in grey, too."""
    last = len(STEPS) - 1
    steps = [STEPS[round(last * place / max(count - 1, 1))] for place in range(count)]
    return [mixed(DEEP, WHITE, each) if each > 0 else mixed(DEEP, BLACK, -each) for each in steps]


def _folded(shares: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Shares with all ranks beyond the last that is drawn as one."""
    if shares.shape[1] <= MOST_RANKS:
        return shares
    kept = MOST_RANKS - 1
    return np.column_stack([shares[:, :kept], shares[:, kept:].sum(axis=1)])


def _named(drawn: int, all_ranks: int) -> list[str]:
    names = [ORDINALS[each] if each < len(ORDINALS) else f"{each + 1}th" for each in range(drawn)]
    if drawn < all_ranks:
        names[-1] += " or lower"
    return names


def _with_error(found: Standing, place: int) -> str:
    share, error = FULL * float(found.first[place]), FULL * float(found.error[place])
    if not error:
        return text.number(share)
    shown = text.one_figure(error)
    return f"{share:.{len(shown.partition('.')[2])}f} ± {shown}"


def _title(found: Standing, baseline: str) -> str:
    if len(found.leaders) > 1:
        return f"No leader: the first {len(found.leaders)} cannot be told apart"
    name = "Importing magnets" if found.leaders[0] == baseline else found.leaders[0]
    first = text.of_hundred(float(found.first[found.order[0]]))
    return f"{base.shortened(name, MOST_WORDS)} is best in {first} of 100 futures"


def _figure(
    names: Sequence[str],
    shares: np.ndarray[Any, Any],
    ranks: list[str],
    told: list[str],
    title: str,
) -> base.Plain:
    labels = [base.wrapped(name) for name in names]
    bars = [
        _part(rank, colour, labels, column)
        for rank, colour, column in zip(ranks, shades(len(ranks)), shares.T, strict=True)
    ]
    rows, below = base.rows_height(labels), base.AXIS + base.LINE
    return base.drawing(
        [*bars, marks.printed(labels, [FULL] * len(labels), told)],
        title,
        rows + below + base.legend_height(len(ranks)),
        barmode="stack",
        bargap=0.35,
        showlegend=True,
        legend=base.legend(rows, below),
        uniformtext=marks.FITTING,
        xaxis=base.value_axis(
            "Of 100 futures, by rank<br>beside the bar: the best in so many, ± standard error",
            range=[0, ROOM],
            tickvals=[0, 25, 50, 75, 100],
        ),
        yaxis=base.name_axis(labels),
    )


def _part(rank: str, colour: str, labels: list[str], values: Sequence[float]) -> dict[str, Any]:
    ink = base.PAPER if contrast(colour) >= DARK else base.INK
    return base.trace(
        "bar",
        x=base.tidy(values),
        y=labels,
        orientation="h",
        name=rank,
        marker={"color": colour, "line": {"width": 1, "color": base.FAINT}},
        text=[f"{value:.0f}" for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": ink, "size": 13},
        hovertemplate=f"%{{y}}<br>{rank}: %{{x}} of 100 futures<extra></extra>",
    )
