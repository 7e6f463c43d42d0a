"""Chart of the wait on the calendar: the chance of qualified magnets by each date, of all deals."""

from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import times
from dashboard.charts.chart import Chart
from dashboard.charts.places import Numbers
from dashboard.charts.style import Style, styles
from dashboard.timings import Timings, month_of, short_month
from models import Evaluation, Outcome, arrival

GREY, GREY_NAME = Style("#6B7785", "circle", "solid"), "Real plants alone"
DIGITS = 3  # of a decimal year: a day is 0.003
THICK, THIN = 3.5, 2.0
EVERY = 2  # of the levels is drawn: dates take much room
SAME = 0.5  # months: a reference class this near to the deal's own curve is not drawn again


def arrivals(evaluation: Evaluation, found: Timings, month: float) -> Chart:
    """Chance that qualified magnets have come by each date; the chosen deal thick.

    Parameters
    ----------
    evaluation
        All deals.
    found
        The chosen one, whose reference class is drawn in grey.
    month
        Months after its effective date at which the chances are told.
    """
    outcomes = [each for each in evaluation.outcomes.values() if not each.structure.is_baseline]
    curves = {each.name: _dates(each) for each in outcomes}
    day = found.at(month)
    chances = {each.name: _chance(each, day) for each in outcomes}
    first = min(outcomes, key=lambda each: curves[each.name][times.POINTS // 2])
    who = base.subject(first.deal, times.MOST_WORDS, baseline=False)
    title = f"{who} is first: {month_of(_middle(curves[first.name]))} in the median"
    by = f"Chance by {month_of(day)} (%)"
    columns: dict[str, list[Any]] = {
        "Deal": list(curves),
        **{
            f"P{round(100 * share)}": [month_of(_at(each, share)) for each in curves.values()]
            for share in (0.1, 0.5, 0.9)
        },
        by: [text.PERCENT * each for each in chances.values()],
    }
    told = [
        f"{month_of(_middle(curves[name]))} (in {text.of_hundred(chance)} of 100 futures by "
        f"{month_of(day)})"
        for name, chance in chances.items()
    ]
    return Chart(
        _figure(evaluation, found, curves, day, title),
        base.table_of(columns),
        title,
        f"Month of the first qualified magnets in the median: {base.spoken(curves, told)}."
        f"{_reference_said(found)}",
    )


def reference(found: Timings) -> Numbers | None:
    """Dates of the reference class, if it differs from the deal's own."""
    if found.reference is None:
        return None
    own = found.outcome.values["lead_time"]
    shares = (0.1, 0.5, 0.9)
    moved = np.quantile(found.reference, shares) - np.quantile(own, shares)
    if np.abs(moved).max() < SAME:
        return None
    return np.asarray(arrival(found.deal, found.reference).dates(times.LEVELS))


def _reference_said(found: Timings) -> str:
    dates = reference(found)
    return "" if dates is None else f" With real plants alone: {month_of(_middle(dates))}."


def _dates(outcome: Outcome) -> Numbers:
    return np.asarray(arrival(outcome.deal, outcome.values["lead_time"]).dates(times.LEVELS))


def _chance(outcome: Outcome, day: float) -> float:
    there = arrival(outcome.deal, outcome.values["lead_time"])
    return float(there.by(np.array([day]))[0])


def _at(dates: Numbers, share: float) -> float:
    return float(np.interp(share, times.LEVELS, dates))


def _middle(dates: Numbers) -> float:
    return _at(dates, 0.5)


def _figure(
    evaluation: Evaluation, found: Timings, curves: dict[str, Numbers], day: float, title: str
) -> base.Plain:
    looks = {GREY_NAME: GREY, **styles(evaluation.study.all_deals)}
    grey = reference(found)
    starts = [arrival(each.deal, np.zeros(1)).effective_date for each in _waiting(evaluation)]
    begin = min(*starts, found.start)
    last = max(float(each[-3]) for each in [*curves.values(), *_some(grey)])
    height = max(times.PLOT_HEIGHT, times.least_height(list(_named(curves, grey))))
    drawn = [
        _curve(name, each, looks[name], THICK if name == found.deal.name else THIN)
        for name, each in curves.items()
    ]
    return base.drawing(
        [*_grey(grey), *drawn],
        title,
        height + base.AXIS + 2 * base.LINE,
        above=base.LINE,
        xaxis=base.value_axis(
            "Calendar year of the first qualified magnets;<br>"
            "each deal's clock starts on its own effective date",
            range=[round(begin, DIGITS), round(begin + (last - begin) * 1.04, DIGITS)],
            tickformat="d",
            separatethousands=False,
            dtick=2 if last - begin < 20 else 5,  # noqa: PLR2004  years
            tick0=2000,
        ),
        yaxis=base.value_axis(
            "Chance that they have come", range=[0, 1.03], tickformat=".0%", dtick=0.25
        ),
        shapes=[_line(day)],
        annotations=[
            *_labels(_named(curves, grey), looks, begin, last, height),
            _dated(day, begin, last),
        ],
    )


def _waiting(evaluation: Evaluation) -> list[Outcome]:
    return [each for each in evaluation.outcomes.values() if not each.structure.is_baseline]


def _some(grey: Numbers | None) -> list[Numbers]:
    return [] if grey is None else [grey]


def _curve(name: str, dates: Numbers, look: Style, width: float) -> dict[str, Any]:
    said = f"{base.wrapped(name)}<br>%{{y:.0%}} by %{{customdata}}<extra></extra>"
    return base.trace(
        "scatter",
        x=[round(float(each), DIGITS) for each in dates[::EVERY]],
        y=base.tidy(times.LEVELS[::EVERY]),
        mode="lines",
        name=base.wrapped(name, times.LONGEST),
        meta="value",
        line={"color": look.colour, "dash": look.dash, "width": width},
        customdata=[short_month(float(each)) for each in dates[::EVERY]],
        hovertemplate=said,
    )


def _grey(dates: Numbers | None) -> list[dict[str, Any]]:
    if dates is None:
        return []
    return [{**_curve(GREY_NAME, dates, GREY, THICK), "meta": None, "opacity": 0.7}]


def _named(curves: dict[str, Numbers], grey: Numbers | None) -> dict[str, Numbers]:
    """Curves that are named in the plot."""
    return curves if grey is None else {**curves, GREY_NAME: grey}


def _labels(
    curves: dict[str, Numbers], looks: dict[str, Style], begin: float, last: float, height: int
) -> list[dict[str, Any]]:
    """Labels of the curves, placed as if the axis began at zero."""
    moved = {name: each - begin for name, each in curves.items()}
    placed = times.labels(moved, looks, last - begin, height)
    ends = ("x", "ax")
    return [{**each, **{key: round(each[key] + begin, DIGITS) for key in ends}} for each in placed]


def _line(day: float) -> dict[str, Any]:
    ends = {"x0": round(day, DIGITS), "x1": round(day, DIGITS), "y0": 0, "y1": 1, "yref": "paper"}
    return {"type": "line", **ends, "line": {"color": base.INK, "width": 1.5, "dash": "dot"}}


def _dated(day: float, begin: float, last: float) -> dict[str, Any]:
    """The chosen month beside its line, on the side where there is room."""
    left = day > (begin + last) / 2
    where = {"x": round(day, DIGITS), "xanchor": "right" if left else "left", "y": 1}
    looks = {"showarrow": False, "font": {"size": 13, "color": base.INK}, "yanchor": "bottom"}
    return {"text": month_of(day), **where, **looks, "yref": "paper"}
