"""The triangle of weights: which deal is the best at which weights, exactly, at expected values."""

import math
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.style import WHITE, Style, mixed, styles
from models import Standing, Study

FULL, WORDS = 100.0, 4
HEIGHT = math.sqrt(0.75)  # of a triangle with sides of one
BODY = 430  # pixels
ACROSS, UP = (-0.42, 1.42), (-0.12, 1.0)  # room for names beside the corners
TINT = 0.65  # how far an area is on the way to white, so that text can be read on it
LARGE = 0.18  # share of the weights from which a name stands inside its area
LABEL = 18  # characters of a line of a name
AWAY, HIGHER, LOWER = 120, -50, 38  # pixels from a small area to its name, and to the next
Corners = np.ndarray[Any, Any]


def weight_triangle(found: Standing, study: Study) -> Chart:
    """Areas of the weights by best deal, with everybody's points and the way to the next area."""
    seen, looks = found.triangle, styles(study.all_deals)
    shown = [place for place, corners in enumerate(seen.regions) if len(corners)]
    shares = [float(seen.shares[place]) for place in shown]
    names = [found.deals[place] for place in shown]
    title = _title(found, study)
    told = [text.share(each) for each in shares]
    areas = [_area(found, place, looks[found.deals[place]]) for place in shown]
    figure = base.drawing(
        [*areas, *_ways(found), *_others(study), _point(found.weights, "Your weights")],
        title,
        BODY,
        xaxis=_bare(ACROSS),
        yaxis={**_bare(UP), "scaleanchor": "x", "constrain": "domain"},
        annotations=[*_corners(found), *_names(found, shown), _here(found)],
    )
    columns: dict[str, list[Any]] = {
        "Deal": names,
        "Best at so many of 100 weights": [FULL * each for each in shares],
    }
    return Chart(
        figure,
        base.table_of(columns),
        title,
        f"Shares of all weights at which each deal is the best, at expected values: "
        f"{base.spoken(names, told)}. A deal that is not named is the best at no weights."
        f"{_spoken(study)}",
    )


def placed(weights: Corners) -> tuple[list[float], list[float]]:
    """Where weights (point, 3) lie: the first criterion left, the second right, the third on top.

    The top is the most wanted of the default weights.
    """
    return (
        base.tidy(weights[:, 1] + weights[:, 2] / 2.0),
        base.tidy(HEIGHT * weights[:, 2]),
    )


def _title(found: Standing, study: Study) -> str:
    best = found.deals[found.triangle.best[0]]
    name = "Importing magnets" if best == study.baseline.name else best
    share = float(found.triangle.shares[found.triangle.best[0]])
    return f"{base.shortened(name, WORDS)} wins at {text.share(share)} of all weights"


def _area(found: Standing, place: int, look: Style) -> dict[str, Any]:
    corners = found.triangle.regions[place]
    x, y = placed(np.vstack([corners, corners[:1]]))
    return base.trace(
        "scatter",
        x=x,
        y=y,
        mode="lines",
        fill="toself",
        fillcolor=mixed(look.colour, WHITE, TINT),
        line={"color": base.INK, "width": 1},
        name=found.deals[place],
        hoverinfo="skip",
    )


def _ways(found: Standing) -> list[dict[str, Any]]:
    """The shortest way from the user's point to where another deal wins."""
    nearest = found.triangle.nearest
    if nearest is None:
        return []
    x, y = placed(np.vstack([found.weights, nearest.weights]))
    line = {"color": base.INK, "width": 2, "dash": "dot"}
    return [base.trace("scatter", x=x, y=y, mode="lines", line=line, hoverinfo="skip")]


def _point(weights: Corners, name: str) -> dict[str, Any]:
    x, y = placed(weights[None, :])
    edge = {"color": base.PAPER, "width": 2}
    marker = {"symbol": "circle", "size": 14, "color": base.INK, "line": edge}
    return base.trace(
        "scatter",
        x=x,
        y=y,
        mode="markers",
        marker=marker,
        hovertemplate=f"{name}<extra></extra>",
    )


def _others(study: Study) -> list[dict[str, Any]]:
    """Where the weights of other people lie, each with a name."""
    people = study.stakeholders
    if not people:
        return []
    shares = np.array([list(each.weights.shares().values()) for each in people])
    x, y = placed(shares)
    names = [base.shortened(each.name, WORDS) for each in people]
    marker = {"symbol": "diamond", "size": 11, "color": base.PAPER}
    return [
        base.trace(
            "scatter",
            x=x,
            y=y,
            mode="markers+text",
            marker={**marker, "line": {"color": base.INK, "width": 2}},
            text=names,
            textposition="bottom center",
            textfont={"size": 12, "color": base.INK},
            hovertemplate="%{text}<extra></extra>",
        )
    ]


def _spoken(study: Study) -> str:
    """Tell the weights of other people to those who do not see the chart."""
    told = [
        f"{each.name}: {', '.join(text.share(share) for share in each.weights.shares().values())}"
        for each in study.stakeholders
    ]
    return f" Weights of others, in the order of the criteria: {'; '.join(told)}." if told else ""


def _here(found: Standing) -> dict[str, Any]:
    """Name the user's point, on the side on which there is more room."""
    x, y = placed(found.weights[None, :])
    return _note(x[0], y[0], "<b>Your weights</b>", {"ax": _side(found) * AWAY, "ay": -25})


def _side(found: Standing) -> int:
    """Right of the triangle or left of it: where the user's point is named."""
    middle = 0.5
    return 1 if placed(found.weights[None, :])[0][0] >= middle else -1


def _names(found: Standing, shown: list[int]) -> list[dict[str, Any]]:
    """Names of the areas: inside them, or beside them where they are small."""
    notes = []
    small = 0
    for place in shown:
        x, y = placed(found.triangle.regions[place].mean(axis=0)[None, :])
        told = base.wrapped(found.deals[place], LABEL)
        if float(found.triangle.shares[place]) >= LARGE:
            notes.append(_note(x[0], y[0], told))
            continue
        arrow = {"ax": -_side(found) * AWAY, "ay": HIGHER + LOWER * small}
        notes.append(_note(x[0], y[0], told, arrow))
        small += 1
    return notes


def _corners(found: Standing) -> list[dict[str, Any]]:
    x, y = placed(np.eye(len(found.criteria)))
    names = [f"<b>All on<br>{text.label(key).lower()}</b>" for key in found.criteria]
    looks = [{"xanchor": "right", "xshift": -8}, {"xanchor": "left", "xshift": 8}]
    looks.append({"yanchor": "bottom", "yshift": 4})
    return [
        {**_note(*each), **look}
        for each, look in zip(zip(x, y, names, strict=True), looks, strict=True)
    ]


def _note(x: float, y: float, told: str, arrow: dict[str, Any] | None = None) -> dict[str, Any]:
    note: dict[str, Any] = {"x": x, "y": y, "text": told, "font": {"size": 13, "color": base.INK}}
    if arrow is None:
        return {**note, "showarrow": False}
    looks = {"showarrow": True, "arrowhead": 0, "arrowwidth": 1, "arrowcolor": base.INK}
    return {**note, **looks, "bgcolor": base.PAPER, **arrow}


def _bare(ends: tuple[float, float]) -> dict[str, Any]:
    """An axis that shows nothing: the corners say what is meant."""
    hidden = {"showgrid": False, "zeroline": False, "showticklabels": False, "ticks": ""}
    return {"range": list(ends), "fixedrange": True, **hidden}
