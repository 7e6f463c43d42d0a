"""Marks and axes of charts over the years of a deal: bands with a line, stacked columns."""

from collections.abc import Sequence
from typing import Any

import numpy as np

from dashboard.charts import chart as base
from dashboard.charts.style import fill
from dashboard.finances import Band, Finances, year_end

BAND = "rgba(32,115,188,0.22)"
LINE = "#174A75"
QUIET = 0.005  # of the largest year: less is told as nothing
UPPER, LOWER = 230, 210  # pixels of the two fields


def band(years: Sequence[int], told: Band, scale: float, name: str, **where: Any) -> list[Any]:
    """An area from P10 to P90 and a line; years without a number are left out."""
    known = np.isfinite(told.middle[: len(years)])
    at = [year for year, there in zip(years, known, strict=True) if there]
    low, middle, high = (
        base.tidy(side[: len(years)][known] * scale) for side in (told.low, told.middle, told.high)
    )
    edge = {"mode": "lines", "line": {"width": 0, "color": LINE}, "hoverinfo": "skip"}
    said = f"%{{x}}: %{{y}}<extra>{name}</extra>"
    drawn = {"mode": "lines", "line": {"width": 2.5, "color": LINE}, "hovertemplate": said}
    return [
        base.trace("scatter", x=at, y=low, showlegend=False, **edge, **where),
        base.trace(
            "scatter", x=at, y=high, fill="tonexty", fillcolor=BAND, name="P10 to P90", **edge,
            **where,
        ),
        base.trace("scatter", x=at, y=middle, name=name, **drawn, **where),
    ]  # fmt: skip


def column(years: Sequence[int], values: Sequence[float], key: str, name: str) -> dict[str, Any]:
    """One part of stacked columns."""
    return base.trace(
        "bar",
        x=list(years),
        y=base.tidy(values),
        name=name,
        marker=fill(key),
        hovertemplate=f"%{{x}}<br>{name}: %{{y}}<extra></extra>",
    )


def calendar_axis(found: Finances, years: Sequence[int], **more: Any) -> dict[str, Any]:
    """An axis of years; what is paid on the day of effect stands before the first."""
    title = f"Year to {year_end(found.deal)}"
    span = {"range": [years[0] - 0.6, years[-1] + 0.6], "dtick": 5, "tick0": 2000}
    return base.value_axis(title, tickformat="d", separatethousands=False, **span, **more)


def fields(upper: str, lower: str, xaxis: dict[str, Any]) -> dict[str, Any]:
    """Two fields of their own axes, one above the other."""
    gap = base.AXIS + base.LINE
    whole = UPPER + LOWER + gap
    return {
        "xaxis": {**xaxis, "anchor": "y"},
        "yaxis": base.value_axis(upper, domain=[1 - UPPER / whole, 1]),
        "xaxis2": {**xaxis, "anchor": "y2"},
        "yaxis2": base.value_axis(lower, domain=[0, LOWER / whole], anchor="x2"),
    }


def height() -> int:
    """Pixels of both fields and the axes between and below them."""
    return UPPER + LOWER + 2 * base.AXIS + base.LINE


def used_years(found: Finances, *lines: Any) -> int:
    """How many years there are until nothing flows any more."""
    sizes = np.sum([np.abs(np.nan_to_num(np.asarray(each))) for each in lines], axis=0)
    some = np.flatnonzero(sizes > sizes.max() * QUIET) if sizes.max() > 0.0 else np.zeros(1)
    return min(int(some[-1]) + 2, len(found.money.years))
