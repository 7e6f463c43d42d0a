"""Map of the deals: cost against security, the wait as size."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.charts.places import Numbers, label_offsets
from dashboard.charts.style import WHITE, Style, mixed, readable, styles
from models import Evaluation, Outcome

PERCENT = 100.0
MOST_WORDS = 4
WIDTHS, PLOT_HEIGHT, PER_POINT = (340.0, 560.0, 980.0), 300, 26  # pixels
CHARACTER = 6.4  # pixels, at the size of the labels
SMALLEST, PER_ROOT_MONTH = 8.0, 2.0  # the area of a marker grows with the wait
CROWD = 7  # points up to which the labels also tell the wait; further ones leave no room
PALER = 0.4  # how far the crosses go to white, behind markers and labels
MARKER = 10  # pixels around a point that a label's line leaves free
ROOM = 0.12  # of the range, around the crosses


def cost_security_map(evaluation: Evaluation, money: text.Money) -> Chart:
    """Cost against the share of demand served; larger markers are waited for longer."""
    outcomes = list(evaluation.outcomes.values())
    names, unit = list(evaluation.outcomes), money.per_kg_unit
    costs = [marks.scaled(each.span("cost"), money.per_kg_scale) for each in outcomes]
    served = [marks.scaled(each.span("supply_security"), PERCENT) for each in outcomes]
    waits = [each.span("lead_time")[1] for each in outcomes]
    title = _title(outcomes, [each for _, each, _ in costs], [each for _, each, _ in served])
    columns: dict[str, list[Any]] = {"Deal": names}
    for place, (cost, share) in enumerate((("P10", "P10"), ("P50", "mean"), ("P90", "P90"))):
        columns[f"Cost, {cost} ({unit})"] = [each[place] for each in costs]
        columns[f"Served, {share} (%)"] = [each[place] for each in served]
    columns["Wait, P50 (months)"] = waits
    told = [
        f"{marks.said(cost, unit)}, {marks.said(safe, '%')}, {text.months(wait)}"
        for cost, safe, wait in zip(costs, served, waits, strict=True)
    ]
    return Chart(
        _figure(evaluation, costs, served, waits, money, title),
        base.table_of(columns),
        title,
        "Cost, share of demand served and months of wait, medians (served: mean) "
        f"with P10 to P90 in brackets: "
        f"{base.spoken(names, told)}.",
    )


def _title(outcomes: list[Outcome], costs: list[float], served: list[float]) -> str:
    cheap, safe = outcomes[int(np.argmin(costs))], outcomes[int(np.argmax(served))]
    first, second = (
        base.subject(each.deal, MOST_WORDS, baseline=each.structure.is_baseline)
        for each in (cheap, safe)
    )
    if cheap is safe:
        return f"{first} costs least and serves most"
    return f"{first} costs least, {second} serves most"


def _figure(
    evaluation: Evaluation,
    costs: list[marks.Spread],
    served: list[marks.Spread],
    waits: list[float],
    money: text.Money,
    title: str,
) -> base.Plain:
    looks = styles(evaluation.study.all_deals)
    points = [
        _point(name, look, cost, safe, wait)
        for (name, look), cost, safe, wait in zip(looks.items(), costs, served, waits, strict=True)
    ]
    spans = _span(costs), _span(served)
    height = PLOT_HEIGHT + PER_POINT * len(points)
    told = [f"<br>{text.months(wait)}" if len(waits) <= CROWD else "" for wait in waits]
    labels = [base.wrapped(name) + each for name, each in zip(looks, told, strict=True)]
    return base.drawing(
        points,
        title,
        height + base.AXIS + base.LINE,
        xaxis=base.value_axis(
            f"Cost, {money.per_kg_unit}, {text.MONEY_YEAR} money<br>"
            "cross: P10 to P90; larger marker: longer wait",
            range=spans[0],
        ),
        yaxis=base.value_axis("Demand served, %", range=spans[1]),
        annotations=_labels(labels, list(looks.values()), costs, served, spans, height),
    )


def _point(
    name: str, look: Style, cost: marks.Spread, safe: marks.Spread, wait: float
) -> dict[str, Any]:
    across, up = (marks.error(*([end] for end in each)) for each in (cost, safe))
    thin = {"color": mixed(look.colour, WHITE, PALER), "thickness": 1, "width": 3}
    return base.trace(
        "scatter",
        x=base.tidy([cost[1]]),
        y=base.tidy([safe[1]]),
        mode="markers",
        marker={
            "symbol": look.marker,
            "color": look.colour,
            "size": round(SMALLEST + PER_ROOT_MONTH * wait**0.5, 1),
            "line": {"width": 1, "color": base.PAPER},
        },
        error_x={**across, **thin},
        error_y={**up, **thin},
        hovertemplate=f"{base.wrapped(name)}<br>%{{x}}, %{{y}} %<extra></extra>",
    )


def _span(spreads: list[marks.Spread]) -> tuple[float, float]:
    """Range of an axis: from the lowest P10 to the highest P90, and some room."""
    lows, _, highs = marks.columns(spreads)
    room = max((max(highs) - min(lows)) * ROOM, 1e-6)
    return min(lows) - room, max(highs) + room


def _labels(
    labels: list[str],
    looks: list[Style],
    costs: list[marks.Spread],
    served: list[marks.Spread],
    spans: tuple[tuple[float, float], tuple[float, float]],
    height: float,
) -> list[dict[str, Any]]:
    lines = [label.split("<br>") for label in labels]
    sizes = np.array([[CHARACTER * max(map(len, each)), 15.0 * len(each) + 2] for each in lines])
    across, up = _shares(costs, spans[0]), _shares(served, spans[1])
    points = np.column_stack([across[:, 1], up[:, 1]])
    level = np.column_stack([across[:, 0], up[:, 1], across[:, 2], up[:, 1]])
    upright = np.column_stack([across[:, 1], up[:, 0], across[:, 1], up[:, 2]])
    offsets = label_offsets(points, np.vstack([level, upright]), sizes, WIDTHS, height)
    return [
        _label(label, look, cost[1], safe[1], offset)
        for label, look, cost, safe, offset in zip(
            labels, looks, costs, served, offsets, strict=True
        )
    ]


def _shares(spreads: list[marks.Spread], span: tuple[float, float]) -> Numbers:
    return (np.array(spreads) - span[0]) / (span[1] - span[0])


def _label(label: str, look: Style, x: float, y: float, offset: Numbers) -> dict[str, Any]:
    colour = readable(look.colour)
    arrow = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": colour}
    arrow["standoff"] = MARKER
    moved = {"ax": round(float(offset[0])), "ay": -round(float(offset[1]))}
    looks = {"font": {"size": 12, "color": colour}, "bgcolor": "rgba(255,255,255,0.75)"}
    return {"x": x, "y": y, "text": label, **arrow, **moved, **looks, "borderpad": 0}
