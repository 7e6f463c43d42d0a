"""Marks that several charts draw: stacked parts, a value with its range, numbers beside a bar."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.style import Style, fill

Spread = tuple[float, float, float]  # low, middle and high
FITTING = {"minsize": 13, "mode": "hide"}  # a number that does not fit its bar is left out


def part(
    key: str, name: str, labels: list[str], values: Sequence[float], unit: str
) -> dict[str, Any]:
    """One part of stacked bars, its number inside where there is room."""
    return base.trace(
        "bar",
        x=base.tidy(values),
        y=labels,
        orientation="h",
        name=name,
        marker=fill(key),
        text=[two_figures(value) for value in values],
        textposition="inside",
        insidetextanchor="middle",
        textangle=0,
        textfont={"color": base.PAPER, "size": 13},
        hovertemplate=f"%{{y}}<br>{name}: %{{x}} {unit}<extra></extra>",
    )


def whiskers(
    labels: list[str], spreads: Sequence[Spread], looks: Iterable[Style], unit: str
) -> dict[str, Any]:
    """A marker for each middle and a whisker from low to high."""
    lows, middles, highs = columns(spreads)
    looked = list(looks)
    return base.trace(
        "scatter",
        x=base.tidy(middles),
        y=labels,
        mode="markers",
        meta="value",
        marker={
            "symbol": [each.marker for each in looked],
            "color": [each.colour for each in looked],
            "size": 12,
            "line": {"width": 1.5, "color": base.PAPER},
        },
        error_x=error(lows, middles, highs),
        showlegend=False,
        hovertemplate=f"%{{y}}: %{{x}} {unit}<extra></extra>",
    )


def error(
    lows: Sequence[float], middles: Sequence[float], highs: Sequence[float]
) -> dict[str, Any]:
    """Whiskers from low to high around the middle."""
    return {
        "type": "data",
        "array": base.tidy(np.subtract(highs, middles)),
        "arrayminus": base.tidy(np.subtract(middles, lows)),
        "color": base.INK,
        "thickness": 1.5,
        "width": 4,
    }


def printed(labels: list[str], ends: Sequence[float], numbers: Iterable[str]) -> dict[str, Any]:
    """Numbers just right of where bars or whiskers end."""
    return base.trace(
        "scatter",
        x=base.tidy(ends),
        y=labels,
        mode="text",
        text=[f"  <b>{number}</b>" for number in numbers],
        textposition="middle right",
        showlegend=False,
        hoverinfo="skip",
    )


def columns(spreads: Sequence[Spread]) -> tuple[list[float], list[float], list[float]]:
    """All lows, all middles, all highs."""
    lows, middles, highs = (list(column) for column in zip(*spreads, strict=True))
    return lows, middles, highs


def two_figures(value: float) -> str:
    """Write a number that stands inside a bar."""
    return text.number(float(f"{value:.2g}"))


def said(spread: Spread, unit: str = "") -> str:
    """Write a value with its range in brackets."""
    low, middle, high = spread
    return f"{text.number(middle, unit)} ({text.interval(low, high)})"


def scaled(spread: Spread, factor: float) -> Spread:
    """Change the unit of a value and its range."""
    low, middle, high = spread
    return low * factor, middle * factor, high * factor
