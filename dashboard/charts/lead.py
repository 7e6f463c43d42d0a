"""Why one deal scores above another: what each criterion adds to its lead."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import fill
from models import CRITERIA, Standing

FULL = 100.0
WORDS, DIGITS = 3, 6
ERRORS = 2.0  # standard errors within which two deals are not ranked
STEP = 44  # pixels of a row
TOTAL, TOTAL_COLOUR = "Lead of the first", "#3D3D3D"


def lead(found: Standing, first: str, second: str, baseline: str) -> Chart:
    """Mean lead of one deal over another at the user's weights, by criterion; it adds up."""
    told = found.lead(first, second)
    parts = {key: FULL * each for key, each in zip(found.criteria, told.parts, strict=True)}
    steps = dict(sorted(parts.items(), key=lambda pair: -abs(pair[1])))
    total = FULL * told.total
    title = _title((first, second), total, FULL * told.error, baseline)
    words = base.spoken(map(_label, steps), map(_signed, steps.values()))
    places = [found.criteria.index(key) for key in steps]
    rows = [found.means[found.deals.index(name)] for name in (first, second)]
    columns = {
        "Weight (of 100)": [*(FULL * float(found.weights[each]) for each in places), FULL],
        "Points of the first": [*(FULL * float(rows[0][each]) for each in places), np.nan],
        "Points of the second": [*(FULL * float(rows[1][each]) for each in places), np.nan],
        "Adds to the lead (points)": [*steps.values(), total],
    }
    return Chart(
        _figure(steps, total, title),
        _table([*map(_label, steps), "Total"], columns),
        title,
        f"Mean lead of {first} over {second} in points of 100: {words}; together {_signed(total)}.",
    )


def _table(names: list[str], columns: dict[str, list[float]]) -> dict[str, list[Any]]:
    rounded = {name: np.round(cells, DIGITS).tolist() for name, cells in columns.items()}
    return {"Criterion": names, **rounded}


def _title(names: tuple[str, str], total: float, error: float, baseline: str) -> str:
    one, other = (
        base.shortened("Importing magnets" if name == baseline else name, WORDS) for name in names
    )
    if abs(total) <= ERRORS * error:
        return f"{one} and {other}: too close to rank"
    verb = "leads" if total > 0.0 else "trails"
    return f"{one} {verb} {other} by {text.number(abs(total))} points"


def _figure(steps: dict[str, float], total: float, title: str) -> base.Plain:
    sizes = np.array([*steps.values(), total])
    begins = np.array([0.0, *np.cumsum([*steps.values()])[:-1], 0.0])
    labels = [*map(_label, steps), f"<b>{TOTAL}</b>"]
    ends = begins + sizes
    low, high = float(min(0.0, *begins, *ends)), float(max(0.0, *begins, *ends))
    room = (high - low or 1.0) * 0.16
    bars = [
        _bar(label, float(size), float(begin), marker)
        for label, size, begin, marker in zip(
            labels, sizes, begins, [*map(fill, steps), {"color": TOTAL_COLOUR}], strict=True
        )
    ]
    return base.drawing(
        bars,
        title,
        len(labels) * STEP + base.AXIS,
        barmode="overlay",
        bargap=0.3,
        xaxis=base.value_axis(
            "Points of 100 that the first is ahead, mean", range=[low - room / 3, high + room]
        ),
        yaxis=base.name_axis(labels),
        annotations=[
            _number(label, float(max(begin, end)), float(size))
            for label, begin, end, size in zip(labels, begins, ends, sizes, strict=True)
        ],
    )


def _bar(label: str, size: float, begin: float, marker: dict[str, Any]) -> dict[str, Any]:
    return base.trace(
        "bar",
        x=base.tidy([size]),
        base=base.tidy([begin]),
        y=[label],
        orientation="h",
        marker=marker,
        customdata=base.tidy([size]),
        hovertemplate="%{y}: %{customdata} points<extra></extra>",
    )


def _number(label: str, end: float, size: float) -> dict[str, Any]:
    where = {"x": end, "y": label, "xanchor": "left", "xshift": 4}
    return {"text": f"<b>{_signed(size)}</b>", "showarrow": False, "bgcolor": base.PAPER, **where}


def _label(key: str) -> str:
    return text.label(key) if key in CRITERIA else key


def _signed(value: float) -> str:
    return f"{'+' * (value > 0.0)}{text.number(value)}"
