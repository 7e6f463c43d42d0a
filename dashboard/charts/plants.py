"""Chart of real plants: how long each took, on several clocks, and the deal on the same clocks."""

from collections import Counter
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.style import Style, pick_style
from dashboard.timings import PlantClass, Timings

POINT, MEDIAN = "#5F6875", base.INK
ABOVE, BELOW, STEP = 0.14, -0.24, 0.13  # of a row: plants, the deal, and plants of equal months
ROW = 76  # pixels
LABEL = 24  # characters


def real_plants(found: Timings) -> Chart:
    """Months of every plant by class with median and quartiles, and the deal's beside them."""
    classes, title = found.classes, _title(found)
    columns: dict[str, list[Any]] = {
        "Class": [each.label for each in classes for _ in each.plants],
        "Clock": [each.clock for each in classes for _ in each.plants],
        "Plant": [plant for each in classes for plant in each.plants],
        "Months": [months for each in classes for months in each.months],
        "Class median (months)": [each.median for each in classes for _ in each.plants],
        "This deal, P10, P50 and P90 (months)": [
            _deal_said(each) for each in classes for _ in each.plants
        ],
    }
    told = [
        f"({each.clock}) {text.number(each.median)}, from {text.number(each.months[0])} to "
        f"{text.number(each.months[-1])}, {len(each.months)} of them; this deal {_deal_said(each)}"
        for each in classes
    ]
    return Chart(
        _figure(found, title),
        base.table_of(columns),
        title,
        "Median months of real plants by class: "
        f"{base.spoken((each.label for each in classes), told)}.",
    )


def _deal_said(each: PlantClass) -> str:
    return marks.said(_whole(each.deal)) if each.deal else "not on this clock"


def _whole(spread: marks.Spread) -> marks.Spread:
    low, middle, high = spread
    return float(round(low)), float(round(middle)), float(round(high))


def _title(found: Timings) -> str:
    compared = [each for each in found.classes if each.deal]
    if not compared:
        first = found.classes[0]
        return f"From announcement, real magnet plants took {text.months(first.median)}"
    first = compared[0]
    took = f"{text.number(round(first.median))} months"
    here = text.number(round(first.deal[1])) if first.deal else text.DASH
    if first.key == "announced":
        return f"From announcement, real plants took {took}, this deal {here}"
    return f"From memorandum, the one precedent took {took}, this deal {here}"


def _figure(found: Timings, title: str) -> base.Plain:
    classes = found.classes
    rows = {each.key: float(len(classes) - 1 - place) for place, each in enumerate(classes)}
    look = pick_style(found.deal.structure)
    lows, highs = _ends(classes)
    return base.drawing(
        [
            *([_quartiles(classes, rows)]),
            _plants(classes, rows),
            *_deal(classes, rows, look),
            _medians(classes, rows),
        ],
        title,
        ROW * len(classes) + base.AXIS + base.LINE + base.legend_height(4),
        showlegend=True,
        legend={**base.legend(ROW * len(classes), base.AXIS + base.LINE), "entrywidth": 190},
        xaxis=base.value_axis(
            "Months between the two dates of each row's clock",
            range=[min(0.0, lows) - 3.0, highs * 1.14],
            zeroline=True,
        ),
        yaxis=base.value_axis(
            "",
            range=[-0.5, len(classes) - 0.5],
            tickvals=[rows[each.key] for each in classes],
            ticktext=[_label(each) for each in classes],
            showgrid=False,
            zeroline=False,
        ),
    )


def _label(each: PlantClass) -> str:
    many = len(each.plants)
    return f"{base.wrapped(each.name, LABEL)}<br>({many} plant{'s' * (many != 1)})"


def _ends(classes: tuple[PlantClass, ...]) -> tuple[float, float]:
    months = [month for each in classes for month in each.months]
    deals = [month for each in classes if each.deal for month in each.deal]
    return min([*months, *deals]), max([*months, *deals])


def _plants(classes: tuple[PlantClass, ...], rows: dict[str, float]) -> dict[str, Any]:
    """A point for each plant; equal months stand one above the other."""
    xs, ys, named = [], [], []
    for each in classes:
        seen: Counter[float] = Counter()
        for plant, months in zip(each.plants, each.months, strict=True):
            xs.append(months)
            ys.append(round(rows[each.key] + ABOVE + STEP * seen[months], 3))
            named.append(f"{base.wrapped(plant, 40)}<br>{text.number(months)} months")
            seen[months] += 1
    return base.trace(
        "scatter",
        x=xs,
        y=ys,
        mode="markers",
        name="A real plant",
        marker={"symbol": "circle", "size": 9, "color": POINT, "opacity": 0.85},
        customdata=named,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _medians(classes: tuple[PlantClass, ...], rows: dict[str, float]) -> dict[str, Any]:
    return base.trace(
        "scatter",
        x=base.tidy(each.median for each in classes),
        y=[rows[each.key] + ABOVE for each in classes],
        mode="markers",
        name="Median of the plants",
        marker={
            "symbol": "line-ns",
            "size": 18,
            "color": MEDIAN,
            "line": {"width": 3, "color": MEDIAN},
        },
        hovertemplate="median: %{x} months<extra></extra>",
    )


def _quartiles(classes: tuple[PlantClass, ...], rows: dict[str, float]) -> dict[str, Any]:
    """A pale band from quartile to quartile; a gap between classes."""
    xs: list[float | None] = []
    ys: list[float | None] = []
    for each in classes:
        if each.quartiles:
            xs += [*each.quartiles, None]
            ys += [rows[each.key] + ABOVE] * 2 + [None]
    return base.trace(
        "scatter",
        x=xs,
        y=ys,
        mode="lines",
        name="Quartiles",
        line={"width": 16, "color": "#D3DAE2"},
        hoverinfo="skip",
    )


def _deal(
    classes: tuple[PlantClass, ...], rows: dict[str, float], look: Style
) -> list[dict[str, Any]]:
    """The deal on the clocks that it has."""
    known = [(rows[each.key] + BELOW, each.deal) for each in classes if each.deal]
    if not known:
        return []
    places, spreads = [place for place, _ in known], [spread for _, spread in known]
    lows, middles, highs = marks.columns(spreads)
    drawn = base.trace(
        "scatter",
        x=base.tidy(middles),
        y=places,
        mode="markers",
        name="This deal",
        marker={"symbol": "diamond", "size": 12, "color": look.colour},
        error_x=marks.error(lows, middles, highs),
        hovertemplate="this deal: %{x} months<extra></extra>",
    )
    said = [text.number(round(middle)) for middle in middles]
    return [drawn, {**marks.printed([], highs, said), "y": places}]
