"""Charts of how often hazards strike: their dated events in time, and the rates these give."""

from collections.abc import Iterator
from itertools import count
from typing import Any

from dashboard import often_words, text
from dashboard.charts import chart as base
from dashboard.charts import marks
from dashboard.charts.chart import Chart
from models import dated_events

ENDED, GOING_ON, CURVE = "#8A94A0", "#801650", "#2073BC"
UPPER, GAP, LOWER = 44, base.LINE, 96  # pixels of a row, between the fields, and of the weights
LABEL = 24  # characters
LEAST = 0.16  # years: shorter bars could not be seen
STEP = 0.2  # of a row, between ways to count
DECADE, LATE = 10.0, 2.0  # years
LOOKS = (  # of each way to count: symbol and colour
    ("diamond", base.INK),
    ("circle", "#2073BC"),
    ("square", "#801650"),
    ("triangle-up", "#96600F"),
)


def event_times(known: dated_events.Record, half_life: float | None) -> Chart:
    """Events of each hazard on a time line, above how much an event of each date counts."""
    dated = [(seen, event) for seen in known.hazards.values() for event in seen.events]
    ages = {event.row.key: event.age for _, event in dated}
    late = sum(age <= LATE for age in ages.values())
    years = text.number(known.end - known.begin)
    title = f"{late} of {len(ages)} events in {years} years came in the last two"
    columns: dict[str, list[Any]] = {
        "Hazard": [seen.label for seen, _ in dated],
        "Event": [event.row.key for _, event in dated],
        "Begins": [event.row.start for _, event in dated],
        "Ends": [event.row.end for _, event in dated],
        "Days of a full stop": [_days(event) for _, event in dated],
        "Counts": [event.weight(half_life) for _, event in dated],
        "What happened": [event.row.description for _, event in dated],
        "Grade": [event.row.grade for _, event in dated],
    }
    told = [
        ", ".join(f"{event.row.start} to {event.row.end}" for event in seen.events)
        for seen in known.hazards.values()
    ]
    return Chart(
        _times(known, dated, half_life, title),
        base.table_of(columns),
        title,
        f"Dated events: {base.spoken((x.label for x in known.hazards.values()), told)}.",
    )


def _days(event: dated_events.Dated) -> str:
    if event.row.days is None:
        return "not counted"
    return f"{text.number(event.row.days)}{' so far' * event.open}"


def _times(
    known: dated_events.Record,
    dated: list[tuple[dated_events.Seen, dated_events.Dated]],
    half_life: float | None,
    title: str,
) -> base.Plain:
    labels = [base.wrapped(seen.label, LABEL) for seen in known.hazards.values()]
    upper = sum(max(UPPER, 10 + base.LINE * (1 + each.count("<br>"))) for each in labels)
    whole = upper + GAP + LOWER
    years = {"range": [known.begin, known.end + 0.6], "dtick": 2, "tickformat": "d"}
    ended = [each for each in dated if not each[1].open]
    going_on = [each for each in dated if each[1].open]
    return base.drawing(
        [
            _bars(ended, "Ended", ENDED, half_life),
            _bars(going_on, "Goes on", GOING_ON, half_life),
            _curve(known, half_life),
        ],
        title,
        whole + base.AXIS + base.legend_height(3),
        barmode="overlay",
        bargap=0.45,
        showlegend=True,
        legend={**base.legend(whole), "entrywidth": 175},
        xaxis=base.value_axis("", anchor="y", **years, showticklabels=False),
        yaxis=base.name_axis(
            labels, domain=[1 - upper / whole, 1], showgrid=True, gridcolor=base.GRID
        ),
        xaxis2=base.value_axis("Year", anchor="y2", **years),
        yaxis2=base.value_axis(
            "Counts", domain=[0, LOWER / whole], anchor="x2", range=[0, 1.1], dtick=0.5
        ),
    )


def _bars(
    dated: list[tuple[dated_events.Seen, dated_events.Dated]],
    name: str,
    colour: str,
    half_life: float | None,
) -> dict[str, Any]:
    told = [
        f"{event.row.key}: {base.wrapped(event.row.description, 44)}<br>{event.row.start} to "
        f"{event.row.end}, counts {text.number(event.weight(half_life))}"
        for _, event in dated
    ]
    return base.trace(
        "bar",
        x=[round(max(event.end - event.start, LEAST), 3) for _, event in dated],
        y=[base.wrapped(seen.label, LABEL) for seen, _ in dated],
        base=[round(event.start, 3) for _, event in dated],
        orientation="h",
        name=name,
        marker={"color": colour},
        customdata=told,
        hovertemplate="%{customdata}<extra></extra>",
    )


def _curve(known: dated_events.Record, half_life: float | None) -> dict[str, Any]:
    """How much an event counts, by its date."""
    steps = 41
    dates = [known.begin + (known.end - known.begin) * k / (steps - 1) for k in range(steps)]
    return base.trace(
        "scatter",
        x=[round(date, 2) for date in dates],
        y=base.tidy(known.weight(date, half_life) for date in dates),
        mode="lines",
        name="How much an event counts",
        line={"color": CURVE, "width": 2},
        xaxis="x2",
        yaxis="y2",
        hovertemplate="An event of %{x:.1f} counts %{y:.2f}<extra></extra>",
    )


Ways = dict[str, list[marks.Spread]]


def event_rates(known: dated_events.Record, half_life: float | None) -> Chart:
    """Rate of each hazard as the study has it, and by its events at both ends and as chosen."""
    seen, ways = list(known.hazards.values()), _ways(known, half_life)
    most = max(one.rate(dated_events.ENDS[1]).mean / one.rate(None).mean for one in seen)
    title = f"Fading with 5 years makes rates up to {text.number(round(most, 1))} times as high"
    columns: dict[str, list[Any]] = {
        "Hazard": [each.label for each in seen],
        **{f"{way}: events a year (P10 to P90)": _said(found) for way, found in ways.items()},
        "Half-life that gives the study's rate (years)": [_alike(each) for each in seen],
        f"None in ten years, {often_words.fading_name(half_life)} (%)": [
            text.PERCENT * each.rate(half_life).count_chance(0, DECADE) for each in seen
        ],
    }
    told = ["; ".join(f"{way} {said[k]}" for way, said in _all(ways)) for k in range(len(seen))]
    return Chart(
        _rates(known, ways, title),
        base.table_of(columns),
        title,
        f"Events a year, P10 to P90 in brackets: {base.spoken((x.label for x in seen), told)}.",
    )


def _ways(known: dated_events.Record, half_life: float | None) -> Ways:
    """Means with P10 and P90 of every way to count."""
    seen = known.hazards.values()
    ways: Ways = {often_words.IN_USE: [_spread(*each.ends, each.mean) for each in seen]}
    for life in dict.fromkeys((*dated_events.ENDS, half_life)):
        rates = [each.rate(life) for each in seen]
        ways[often_words.capital(life)] = [_spread(*each.ends, each.mean) for each in rates]
    return ways


def _spread(low: float, high: float, mean: float) -> marks.Spread:
    return low, mean, high


def _said(spreads: list[marks.Spread]) -> list[str]:
    return [marks.said(each) for each in spreads]


def _all(ways: Ways) -> Iterator[tuple[str, list[str]]]:
    for way, spreads in ways.items():
        yield way, _said(spreads)


def _alike(seen: dated_events.Seen) -> str:
    return text.number(round(seen.alike, 1)) if seen.alike else "none"


def _rates(known: dated_events.Record, ways: Ways, title: str) -> base.Plain:
    labels = [base.wrapped(each.label, LABEL) for each in known.hazards.values()]
    height = 92 * len(labels)
    most = max(high for spreads in ways.values() for _, _, high in spreads)
    points = [
        _points(name, spreads, look, STEP * (place - (len(ways) - 1) / 2.0))
        for place, (name, spreads), look in zip(count(), ways.items(), LOOKS, strict=False)
    ]
    return base.drawing(
        points,
        title,
        height + base.AXIS + base.legend_height(len(points)),
        showlegend=True,
        legend={**base.legend(height), "entrywidth": 175},
        xaxis=base.value_axis("Events a year: mean, P10 to P90", range=[0, most * 1.06]),
        yaxis=base.value_axis(
            "",
            range=[-0.5, len(labels) - 0.5],
            tickvals=[float(len(labels) - 1 - place) for place in range(len(labels))],
            ticktext=labels,
            zeroline=False,
        ),
    )


def _points(
    name: str, spreads: list[marks.Spread], look: tuple[str, str], below: float
) -> dict[str, Any]:
    lows, means, highs = marks.columns(spreads)
    symbol, colour = look
    return base.trace(
        "scatter",
        x=base.tidy(means),
        y=[round(len(spreads) - 1 - place - below, 3) for place in range(len(spreads))],
        mode="markers",
        name=name,
        marker={"symbol": symbol, "color": colour, "size": 10},
        error_x={**marks.error(lows, means, highs), "color": colour},
        hovertemplate=f"{name}: %{{x}} a year<extra></extra>",
    )
