"""Each chart on paper has the numbers and the looks of the one on screen."""

from itertools import pairwise

import numpy as np
import pytest

from dashboard import charts
from dashboard.report.drawing import drawn
from dashboard.report.drawing import primitives as base
from tests.dashboard.drawn import DOLLARS, HOSTILE, RUPEES, Result
from tests.dashboard.report.sketched import joined, kind, pointed, said, sketch, written


def test_parts_of_a_cost_are_as_long_as_they_are_dear(usual: Result) -> None:
    figure, made = sketch(usual, "cost")
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    for trace in (each for each in figure.data if each.type == "bar"):
        found = [
            each["width"] for each in kind(made, "rectangle") if each["fill"] == trace.marker.color
        ]
        lengths = [abs(size) * (hundred - zero) / 100 for size in trace.x if size]
        assert found[: len(lengths)] == pytest.approx(lengths, abs=5e-3)
        assert len(found) == len(lengths) + 1  # and one for the legend


def test_stacked_parts_end_where_their_sums_say_and_the_total_is_marked(usual: Result) -> None:
    figure, made = sketch(usual, "cost")
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    foot = min(each["y"] for each in kind(made, "text") if written(each) == "0")
    rows: dict[float, float] = {}
    for each in kind(made, "rectangle"):
        if each["y"] + each["height"] < foot:
            rows[each["y"]] = max(rows.get(each["y"], 0.0), each["x"] + each["width"])
    ends = [(rows[row] - zero) / (hundred - zero) * 100 for row in sorted(rows)]
    parts = np.array([each.x for each in figure.data if each.type == "bar"], float)
    assert ends == pytest.approx(np.maximum(parts, 0.0).sum(axis=0), rel=1e-3)
    numbers = [float(each.strip()[3:-4]) for each in figure.data[-1].text]
    assert parts.sum(axis=0) == pytest.approx(numbers, rel=6e-3)
    totals = [each for each in kind(made, "marker") if each["symbol"] == "line-ns"][:-1]
    marked = [(each["x"] - zero) / (hundred - zero) * 100 for each in totals]
    assert marked == pytest.approx(parts.sum(axis=0), rel=1e-3)


def test_points_lie_where_their_values_say(usual: Result) -> None:
    figure, made = sketch(usual, "map")
    places = [(each["x"], each["y"]) for each in kind(made, "marker")]
    values = [(each.x[0], each.y[0]) for each in figure.data]
    assert len(places) == len(values)
    for side, (low, high) in enumerate((("60", "140"), ("80", "100"))):
        start, end = (pointed(made, each, side) for each in (low, high))
        for place, value in zip(places, values, strict=True):
            share = (place[side] - start) / (end - start)
            told = float(low) + share * (float(high) - float(low))
            assert told == pytest.approx(value[side], rel=2e-4)


def test_curves_keep_their_colour_dash_and_marker(usual: Result) -> None:
    figure, made = sketch(usual, "time")
    curves = {
        each["edge"]["colour"]: each["edge"]
        for each in kind(made, "line")
        if len(each["points"]) > 40
    }
    marks = {each["fill"]: each["symbol"] for each in kind(made, "marker")}
    named = dict(zip(figure.data[-1].marker.color, figure.data[-1].marker.symbol, strict=True))
    assert marks == named
    shares = {"solid": [], "dot": [1, 1], "dash": [3, 3], "dashdot": [3, 1, 1, 1]}
    for trace in figure.data[:-1]:
        dash = curves[trace.line.color]["dash"]
        assert np.divide(dash, base.mm(3.0)) == pytest.approx(shares[trace.line.dash], rel=1e-3)


def test_a_larger_marker_is_waited_for_longer(usual: Result) -> None:
    figure, made = sketch(usual, "map")
    radii = [each["radius"] for each in kind(made, "marker")]
    assert radii == pytest.approx([base.mm(each.marker.size / 2) for each in figure.data])


def test_whiskers_reach_from_low_to_high(usual: Result) -> None:
    figure, made = sketch(usual, "score")
    spread = next(each for each in figure.data if each.type == "scatter" and each.error_x.array)
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    level = [
        each["points"]
        for each in kind(made, "line")
        if each["edge"]["colour"] == "#1F2933" and each["points"][0][1] == each["points"][1][1]
    ]
    for (start, end), middle, more, less in zip(
        level, spread.x, spread.error_x.array, spread.error_x.arrayminus, strict=True
    ):
        ends = [(at[0] - zero) / (hundred - zero) * 100 for at in (start, end)]
        assert ends == pytest.approx([middle - less, middle + more], abs=0.02)


def test_a_waterfall_step_begins_where_the_last_one_ended(usual: Result) -> None:
    _, made = sketch(usual, "fall")
    steps = [each for each in kind(made, "rectangle") if each["fill"] != "#FFFFFF"]
    for one, other in pairwise(steps):
        assert min(abs(x - y) for x in ends(one) for y in ends(other)) < 0.1


def ends(step: dict[str, float]) -> tuple[float, float]:
    return step["x"], step["x"] + step["width"]


def test_the_cost_of_importing_is_a_dashed_line_at_its_value(usual: Result) -> None:
    figure, made = sketch(usual, "fall")
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    dashed = [each for each in kind(made, "line") if each["edge"]["dash"]]
    assert len(dashed) == 1
    told = [(x - zero) / (hundred - zero) * 100 for x, _ in dashed[0]["points"]]
    assert told == pytest.approx([figure.layout.shapes[1].x0] * 2, rel=1e-3)


def test_a_name_with_markup_is_printed_as_it_was_typed(studies: dict[str, Result]) -> None:
    for name in ("score", "cost", "served", "map", "time"):
        assert joined(HOSTILE) in joined(said(sketch(studies["single"], name)[1]))


def test_the_result_before_a_change_is_drawn_behind(studies: dict[str, Result]) -> None:
    before, now = (charts.cost_build_up(studies[each][0], DOLLARS) for each in ("full", "usual"))
    made = drawn(charts.ghosted(now, before).figure)
    pale = [number for number, each in enumerate(made.primitives) if each.get("fill") == "#D9DEE4"]
    parts = [number for number, each in enumerate(made.primitives) if each.get("fill") == "#174A75"]
    assert pale
    assert pale[0] < min(parts)
    assert "Before the change" in said(made)


def test_money_in_rupees_is_printed(usual: Result) -> None:
    made = drawn(charts.cost_build_up(usual[0], RUPEES).figure)
    assert "₹/kg" in said(made)
    assert "2,000" in said(made)


def test_shares_are_written_as_the_axis_asks(usual: Result) -> None:
    _, made = sketch(usual, "time")
    assert {"0%", "25%", "50%", "75%", "100%"} <= {written(each) for each in kind(made, "text")}
