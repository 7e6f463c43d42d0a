"""Chart of a deal's stages on the calendar, and below it the delays that are none of them."""

from collections.abc import Sequence
from typing import Any

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from dashboard.timings import REACHED, Spread, Step, Timings, day_of, inline

DIGITS = 3  # of a decimal year: a day is 0.003
OFTEN, SOMETIMES = 0.5, 0.05
LOOKS = (  # from which share magnets wait for a stage; name; colour of the bar and of its edge
    (OFTEN, "Critical in half of the futures or more", "#2073BC", "#12436D"),
    (SOMETIMES, "Critical in some", "#A9CBEA", "#2073BC"),
    (0.0, "Hardly ever critical", "#E4E7EB", "#6B7785"),
)
REACH, LATER = "#801650", "#801650"
ROOM = 0.11  # of the calendar, for the shares right of the whiskers
LOWER_ROW = 44  # pixels


def gantt(found: Timings) -> Chart:
    """Stages from median start to median end, how often magnets wait for each, and milestones.

    Raises
    ------
    ValueError
        When the deal has no stages.
    """
    if not found.steps:
        raise ValueError("a deal without stages has no calendar")
    title = _title(found)
    names = [*(each.name for each in found.steps), *REACHED.values()]
    ends = [*(each.finish for each in found.steps), *_reached(found)]
    columns: dict[str, list[Any]] = {
        "Stage": names,
        "Starts, P50": [*(found.month(e.start[1]) for e in found.steps), *[text.DASH] * 3],
        "Ends, P10": [found.month(each[0]) for each in ends],
        "Ends, P50": [found.month(each[1]) for each in ends],
        "Ends, P90": [found.month(each[2]) for each in ends],
        "Takes, P10 to P90 (months)": [
            *(text.interval(round(e.time[0], 1), round(e.time[2], 1)) for e in found.steps),
            *[text.DASH] * 3,
        ],
        "Critical, of 100 futures": [
            *(text.of_hundred(e.critical) for e in found.steps),
            *[text.DASH] * 3,
        ],
        "In full": [*(each.label for each in found.steps), *REACHED.values()],
    }
    return Chart(_figure(found, title), base.table_of(columns), title, _alt(found))


def _title(found: Timings) -> str:
    longest = max(found.steps, key=lambda each: each.weight)
    return f"Longest wait: {inline(longest.name)}, {text.months(longest.time[1])}"


def _reached(found: Timings) -> list[Spread]:
    return [found.outcome.span(key) for key in REACHED]


def _alt(found: Timings) -> str:
    told = [
        f"{found.month(each.start[1])} to {found.month(each.finish[1])}, critical in "
        f"{text.of_hundred(each.critical)} of 100 futures"
        for each in found.steps
    ]
    stages = base.spoken((each.name for each in found.steps), told)
    there = base.spoken(REACHED.values(), (found.month(each[1]) for each in _reached(found)))
    later = base.spoken(
        (each.name for each in found.later), (f"{text.number(each.mean)}" for each in found.later)
    )
    return (
        f"Stages from median start to median end: {stages}. Reached in the median: {there}. "
        f"Months on top, mean: {later}."
    )


def _figure(found: Timings, title: str) -> base.Plain:
    labels = [base.wrapped(each.name) for each in found.steps]
    there = [base.wrapped(name) for name in REACHED.values()]
    rows = base.rows_height([*labels, *there])
    drawn = [
        *_bars(found, labels),
        _milestones(found, there),
        _shares(found, labels),
        _later(found),
    ]
    lower = len(found.later) * LOWER_ROW
    gap = base.AXIS + 3 * base.LINE
    return base.drawing(
        drawn,
        title,
        rows + gap + lower + base.AXIS + base.legend_height(len(LOOKS) + 1) + base.LINE,
        showlegend=True,
        legend={**base.legend(rows + gap + lower, base.AXIS), "entrywidth": 260},
        barmode="overlay",
        bargap=0.35,
        **_axes(found, [*labels, *there], rows, lower, gap),
    )


def _bars(found: Timings, labels: Sequence[str]) -> list[dict[str, Any]]:
    """One trace for each degree of being critical, so that the legend can tell them."""
    traces = []
    for place, (least, name, *colours) in enumerate(LOOKS):
        most = LOOKS[place - 1][0] if place else float("inf")
        chosen = [
            (label, each)
            for label, each in zip(labels, found.steps, strict=True)
            if least <= each.critical < most
        ]
        if chosen:
            traces.append(_degree(found, chosen, name, colours))
    return traces


def _degree(
    found: Timings, chosen: list[tuple[str, Step]], name: str, colours: list[str]
) -> dict[str, Any]:
    steps = [each for _, each in chosen]
    return base.trace(
        "bar",
        x=[_years(each.finish[1] - each.start[1]) for each in steps],
        y=[label for label, _ in chosen],
        base=[round(found.at(each.start[1]), DIGITS) for each in steps],
        orientation="h",
        name=name,
        marker={"color": colours[0], "line": {"width": 1.5, "color": colours[1]}},
        error_x=_whiskers([each.finish for each in steps]),
        customdata=[
            f"{each.label}<br>{found.month(each.start[1])} to {found.month(each.finish[1])}, "
            f"takes {text.months(each.time[1])}<br>"
            f"critical in {text.of_hundred(each.critical)} of 100 futures"
            for each in steps
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _milestones(found: Timings, there: Sequence[str]) -> dict[str, Any]:
    spreads = _reached(found)
    return base.trace(
        "scatter",
        x=[round(found.at(each[1]), DIGITS) for each in spreads],
        y=list(there),
        mode="markers",
        name="Reached",
        marker={"symbol": "diamond", "size": 12, "color": REACH},
        error_x=_whiskers(spreads),
        customdata=[found.month(each[1]) for each in spreads],
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )


def _shares(found: Timings, labels: Sequence[str]) -> dict[str, Any]:
    last = [round(found.at(each.finish[2]), DIGITS) for each in found.steps]
    said = [f"  <b>{text.of_hundred(each.critical)}</b>" for each in found.steps]
    return {**marks.printed(list(labels), [0.0] * len(last), said), "x": last, "text": said}


def _later(found: Timings) -> dict[str, Any]:
    means = [each.mean for each in found.later]
    lows = [min(each.months[0], each.mean) for each in found.later]
    highs = [max(each.months[2], each.mean) for each in found.later]
    return base.trace(
        "scatter",
        x=base.tidy(means),
        y=[base.wrapped(each.name) for each in found.later],
        mode="markers",
        marker={"symbol": "diamond", "size": 12, "color": LATER},
        error_x=marks.error(lows, means, highs),
        showlegend=False,
        customdata=[f"in {text.of_hundred(each.share)} of 100 futures" for each in found.later],
        hovertemplate="%{y}: mean %{x} months, %{customdata}<extra></extra>",
        xaxis="x2",
        yaxis="y2",
    )


def _whiskers(spreads: Sequence[Spread]) -> dict[str, Any]:
    years = [tuple(map(_years, (0.0, mid - low, high - mid))) for low, mid, high in spreads]
    drawn = marks.error([0.0] * len(years), [0.0] * len(years), [0.0] * len(years))
    return {
        **drawn,
        "array": [high for _, _, high in years],
        "arrayminus": [low for _, low, _ in years],
    }


def _years(months: float) -> float:
    return round(months / text.MONTHS_A_YEAR, DIGITS)


def _axes(found: Timings, labels: list[str], rows: int, lower: int, gap: int) -> dict[str, Any]:
    """Two fields: the calendar above, months below."""
    whole = rows + gap + lower
    ends = [each.finish[2] for each in found.steps] + [each[2] for each in _reached(found)]
    span = max(ends) / text.MONTHS_A_YEAR
    begin = round(found.start - 0.01 * span, DIGITS)
    grid = {"showgrid": True, "gridcolor": base.GRID}
    lows = [min(0.0, each.months[0], each.mean) for each in found.later]
    highs = [max(1.0, each.months[2], each.mean) for each in found.later]
    return {
        "xaxis": base.value_axis(
            f"Calendar from the effective date, {text.date(day_of(found.start))};<br>"
            "whisker: P10 to P90 of the end; number: in how<br>"
            "many of 100 futures qualified magnets wait for it",
            anchor="y",
            range=[begin, round(found.start + span * (1 + ROOM), DIGITS)],
            tickformat="d",
            separatethousands=False,
            dtick=_step(span),
            tick0=2000,
        ),
        "yaxis": base.name_axis(labels, domain=[1 - rows / whole, 1], **grid),
        "xaxis2": base.value_axis(
            "Months on top of the stages",
            anchor="y2",
            range=[min(lows) * 1.08, max(highs) * 1.08],
            zeroline=True,
        ),
        "yaxis2": base.name_axis(
            [base.wrapped(each.name) for each in found.later],
            domain=[0, lower / whole],
            anchor="x2",
            **grid,
        ),
    }


def _step(span: float) -> int:
    """Years between ticks, so that there is room for them on the narrowest page."""
    return next(each for each in (1, 2, 5, 10) if span / each <= 8 or each == 10)  # noqa: PLR2004
