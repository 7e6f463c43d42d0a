"""Charts of dated events and of the rates they give."""

from collections.abc import Iterator

import pytest

from dashboard import charts
from dashboard.charts.chart import balanced
from dashboard.report.drawing import drawn
from models import dated_events
from tests.dashboard.drawn import DATASET, bars

KNOWN = dated_events.record(DATASET, {})
HELD = dated_events.record(DATASET, KNOWN.rates(5.0))


def drawings() -> Iterator[charts.Chart]:
    for known in (KNOWN, HELD):
        for life in dated_events.FADINGS:
            yield charts.event_times(known, life)
            yield charts.event_rates(known, life)


def test_every_chart_can_be_read_on_screen_and_on_paper() -> None:
    for chart in drawings():
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 25_000
        assert "nan" not in chart.alt + chart.title
        assert any(letter.isdigit() for letter in chart.alt)
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


def test_every_event_is_a_bar_from_its_start_to_its_end() -> None:
    chart = charts.event_times(KNOWN, None)
    ended, going_on = bars(chart)
    events = [event for seen in KNOWN.hazards.values() for event in seen.events]
    assert len(ended.x) == sum(not each.open for each in events)
    assert len(going_on.x) == sum(each.open for each in events)
    for start, long in zip(going_on.base, going_on.x, strict=True):
        assert start + long == pytest.approx(KNOWN.end, abs=0.002)
    assert list(chart.table["Counts"]) == [1.0] * len(events)


def test_an_event_counts_less_the_older_it_is() -> None:
    curve = charts.event_times(KNOWN, 5.0).figure.data[-1]
    assert curve.y[-1] == 1.0
    assert list(curve.y) == sorted(curve.y)
    half = min(range(len(curve.x)), key=lambda k: abs(curve.x[k] - (KNOWN.end - 5.0)))
    assert curve.y[half] == pytest.approx(0.5, abs=0.03)


def test_means_are_those_of_the_events() -> None:
    chart = charts.event_rates(KNOWN, 3.0)
    names = [each.name for each in chart.figure.data]
    assert names == ["In the study", "No fading", "Half-life 5 years", "Half-life 3 years"]
    for life, trace in zip((None, 5.0, 3.0), chart.figure.data[1:], strict=True):
        means = [each.rate(life).mean for each in KNOWN.hazards.values()]
        assert list(trace.x) == pytest.approx(means, rel=1e-3)
    assert len(charts.event_rates(KNOWN, None).figure.data) == 3
