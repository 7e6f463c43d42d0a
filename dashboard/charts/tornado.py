"""Chart of what moves the difference of two deals: each input at both ends of a range."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard import amounts, text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.text import PERCENT, Money
from models import Bar, Criterion, Tornado

MOST, LETTERS, LINES = 15, 40, 2  # bars; letters of a line and lines of a name
WHOLE = 99  # letters: not wrapped
TITLE_WORDS, DEAL_WORDS = 4, 4
LOW, HIGH = "#E3A46F", "#12436D"
HATCH = {"shape": "/", "fgcolor": "#7A4A1E", "size": 7, "solidity": 0.25, "fillmode": "overlay"}
WIDE, NARROW = 0.72, 0.36  # both ends can be seen where they lie on one side
SCORE = "score"
QUANTILES = ("at its P10", "at its P90")  # of a number
BOUNDS = ("at its lower end", "at its upper end")  # of a term


@dataclass(frozen=True)
class Measure:
    """What the difference is measured in."""

    name: str
    unit: str
    scale: float

    def written(self, value: float) -> str:
        """Write a difference."""
        return text.number(value, self.unit)


def measure(key: str, criteria: Mapping[str, Criterion], money: Money) -> Measure:
    """Find how a difference is shown: scores in points, shares in points of percent."""
    if key == SCORE:
        return Measure("Score", "points", PERCENT)
    unit, name = criteria[key].unit, criteria[key].label
    if unit == "USD/kg":
        return Measure(name, money.per_kg_unit, money.per_kg_scale)
    shown = {"1": ("% points", PERCENT), "month": ("months", 1.0)}.get(unit, (unit, 1.0))
    return Measure(name, *shown)


def tornado(
    found: Tornado,
    names: tuple[str, str],
    spans: Mapping[Any, str],
    key: str,
    shown: Measure,
    most: int = MOST,
    ends: tuple[str, str] = QUANTILES,
) -> Chart:
    """Draw the strongest inputs, the longest bar first.

    Parameters
    ----------
    found
        What each input does to the difference.
    names
        The two deals.
    spans
        Both values of every input in words, by its name.
    key, shown
        Which difference is drawn, and how it is written.
    most
        Bars at most.
    ends
        What the two values are.
    """
    bars = found.by(key)[:most]
    start = shown.scale * found.base[key]
    reach = [tuple(shown.scale * end for end in bar.ends[key]) for bar in bars]
    title = _title(bars[0], reach[0], shown)
    told = [f"{shown.written(low)} and {shown.written(high)}" for low, high in reach]
    spoken = base.spoken((amounts.label(bar) for bar in bars), told)
    return Chart(
        _figure(names, bars, spans, reach, start, shown, title, ends),
        table(bars, spans, key, shown, ends),
        title,
        f"{shown.name} of {names[0]} less that of {names[1]}: {shown.written(start)} on "
        f"average; with one input {ends[0]} and {ends[1]}: {spoken}.",
    )


def table(
    bars: Sequence[Bar],
    spans: Mapping[Any, str],
    key: str,
    shown: Measure,
    ends: tuple[str, str] = QUANTILES,
) -> dict[str, Sequence[Any]]:
    """Lay out the same as columns."""
    unit = shown.unit
    reach = [tuple(shown.scale * end for end in bar.ends[key]) for bar in bars]
    columns: dict[str, list[Any]] = {
        "Input": [amounts.label(bar) for bar in bars],
        "P10 to P90" if ends == QUANTILES else "Range": [spans[bar.name] for bar in bars],
        "Grade": [amounts.grade(bar) for bar in bars],
        f"Difference {ends[0]} ({unit})": [low for low, _ in reach],
        f"Difference {ends[1]} ({unit})": [high for _, high in reach],
        f"Standard error of the change ({unit})": [shown.scale * bar.errors[key] for bar in bars],
    }
    return base.table_of(columns)


def _title(bar: Bar, ends: Sequence[float], shown: Measure) -> str:
    low, high = sorted(ends)
    name = base.shortened(bar.label, TITLE_WORDS)
    return f"{name} moves it most: {text.number(low)} to {shown.written(high)}"


def _figure(
    names: tuple[str, str],
    bars: Sequence[Bar],
    spans: Mapping[Any, str],
    reach: Sequence[Sequence[float]],
    start: float,
    shown: Measure,
    title: str,
    ends: tuple[str, str],
) -> base.Plain:
    labels = [_label(bar, spans[bar.name]) for bar in bars]
    rows = base.rows_height(labels)
    every = [0.0, start, *(end for both in reach for end in both)]
    low, high = min(every), max(every)
    room = 0.04 * (high - low or 1.0)
    axis = base.AXIS + base.LINE
    first, second = (base.wrapped(base.shortened(each, DEAL_WORDS), WHOLE) for each in names)
    said = f"{shown.name} of {first}<br>less that of {second}, {shown.unit}"
    return base.drawing(
        [
            _bars(labels, [each[0] for each in reach], start, ends[0], LOW, WIDE),
            _bars(labels, [each[1] for each in reach], start, ends[1], HIGH, NARROW),
        ],
        title,
        rows + axis + base.legend_height(2),
        above=base.LINE + 4,
        barmode="overlay",
        bargap=0.25,
        showlegend=True,
        legend=base.legend(rows, axis),
        xaxis=base.value_axis(said, range=[low - room, high + room], zeroline=False),
        yaxis=base.name_axis(labels),
        shapes=[_line(0.0, base.INK, "solid", 2), _line(start, base.FAINT, "dash", 1.5)],
        annotations=[_note(start, f"As drawn: {shown.written(start)}")],
    )


def labelled(name: str, letters: int) -> str:
    """Break a name into at most two lines, safe to show."""
    lines = base.wrapped(name, letters).split("<br>")
    return "<br>".join(lines[:LINES]) + "…" * (len(lines) > LINES)


def _label(bar: Bar, span: str) -> str:
    told = base.wrapped(f"{span} · {amounts.graded(bar)}", WHOLE)
    return f"{labelled(amounts.label(bar), LETTERS)}<br><i>{told}</i>"


def _bars(
    labels: list[str], ends: Sequence[float], start: float, name: str, colour: str, width: float
) -> dict[str, Any]:
    return base.trace(
        "bar",
        x=base.tidy(end - start for end in ends),
        base=[start] * len(labels),
        y=labels,
        orientation="h",
        name=name,
        width=[width] * len(labels),
        marker={
            "color": colour,
            "line": {"width": 1, "color": base.PAPER},
            **({"pattern": HATCH} if width == WIDE else {}),
        },
        customdata=base.tidy(ends),
        hovertemplate=f"%{{y}}<br>{name}: %{{customdata}}<extra></extra>",
    )


def _line(x: float, colour: str, dash: str, width: float) -> dict[str, Any]:
    ends = {"x0": x, "x1": x, "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **ends, "line": {"color": colour, "width": width, "dash": dash}}


def _note(x: float, said: str) -> dict[str, Any]:
    where = {"x": x, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "auto"}
    return {"text": said, "showarrow": False, "font": {"size": 13, "color": base.INK}, **where}
