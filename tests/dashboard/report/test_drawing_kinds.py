"""Any figure of bars and points can be drawn, also one that no page shows yet."""

from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard.report.drawing import drawn, lettering
from dashboard.report.drawing import primitives as base
from tests.dashboard.report.sketched import boxes, kind, pointed, said, written

MINUS = "\N{MINUS SIGN}"
CIRCLE = {"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
CLOSE = 2e-3  # millimetres: places are rounded


def bar(sizes: list[float], **settings: Any) -> dict[str, Any]:
    rows = [f"Row {number}" for number, _ in enumerate(sizes)]
    return {"type": "bar", "orientation": "h", "x": sizes, "y": rows, **settings}


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    sizes = [1.0, 2.0, 4.0, 8.0]
    made = drawn(go.Figure([bar(sizes, marker={"color": "#123456"})]))
    lengths = [each["width"] for each in kind(made, "rectangle")]
    assert np.divide(lengths, sizes) == pytest.approx(lengths[0], rel=1e-3)
    assert lengths[0] > 5


def test_numbers_in_a_bar_stand_where_they_fit() -> None:
    parts = bar([1.0, 50.0], text=["1", "50"], textposition="inside", textfont={"color": "#FFFFFF"})
    made = drawn(go.Figure([parts], {"xaxis": {"range": [0, 100]}}))
    inside = [written(each) for each in kind(made, "text") if each["colour"] == "#FFFFFF"]
    assert inside == ["50"]


def test_columns_stand_on_zero_and_beside_each_other() -> None:
    names = ["A", "B"]
    traces = [
        {"type": "bar", "x": names, "y": [2.0, 4.0], "marker": {"color": "#111111"}},
        {"type": "bar", "x": names, "y": [1.0, -1.0], "marker": {"color": "#222222"}},
    ]
    made = drawn(go.Figure(traces, {"showlegend": False}))
    one, two = (
        [e for e in kind(made, "rectangle") if e["fill"] == f"#{n}" * 1] for n in (111111, 222222)
    )
    assert one[1]["height"] == pytest.approx(2 * one[0]["height"], rel=1e-3)
    assert one[0]["x"] + one[0]["width"] == pytest.approx(two[0]["x"], abs=CLOSE)
    assert one[0]["y"] + one[0]["height"] == pytest.approx(two[1]["y"], abs=CLOSE)


def test_parts_below_zero_are_stacked_apart() -> None:
    traces = [bar([5.0], marker={"color": "#111111"}), bar([-2.0], marker={"color": "#222222"})]
    traces.append(bar([3.0], marker={"color": "#333333"}))
    made = drawn(go.Figure(traces, {"barmode": "relative", "showlegend": False}))
    first, below, second = kind(made, "rectangle")
    assert second["x"] == pytest.approx(first["x"] + first["width"], abs=CLOSE)
    assert below["x"] + below["width"] == pytest.approx(first["x"], abs=CLOSE)


def test_an_area_reaches_down_to_zero() -> None:
    curve = {
        "type": "scatter",
        "x": [0, 1, 2],
        "y": [1.0, 3.0, 2.0],
        "fill": "tozeroy",
        "mode": "lines",
    }
    made = drawn(go.Figure([curve]))
    (area,) = kind(made, "area")
    heights = [y for _, y in area["points"]]
    rises = [heights[-1] - each for each in heights[:3]]
    assert rises == pytest.approx([rises[0], 3 * rises[0], 2 * rises[0]], abs=0.01)


def test_a_band_between_two_curves_is_filled_and_named() -> None:
    line = {"type": "scatter", "x": [0, 1, 2], "mode": "lines", "line": {"width": 0}}
    low = {**line, "y": [1.0, 2.0, 1.0], "showlegend": False}
    fill = {"fill": "tonexty", "fillcolor": "rgba(0,0,255,0.2)"}
    high = {**line, "y": [3.0, 4.0, 5.0], "name": "P10 to P90", **fill}
    made = drawn(go.Figure([low, high]))
    (band,) = kind(made, "area")
    assert band["fill"] == "#0000FF33"
    heights = [y for _, y in band["points"]]
    sizes = np.subtract(heights[:2:-1], heights[:3])
    assert sizes == pytest.approx([sizes[0], sizes[0], 2 * sizes[0]], abs=0.01)
    assert [each["fill"] for each in kind(made, "rectangle")] == ["#0000FF33"]
    assert "P10 to P90" in said(made)
    assert all(each["edge"]["width"] > 0 for each in kind(made, "line"))


def test_a_line_ends_at_the_edge_of_the_plot() -> None:
    curve = {
        "type": "scatter",
        "x": [0, 10],
        "y": [0, 10],
        "mode": "lines",
        "line": {"color": "#111111"},
    }
    made = drawn(go.Figure([curve], {"xaxis": {"range": [0, 5]}, "yaxis": {"range": [0, 10]}}))
    (line,) = [each for each in kind(made, "line") if each["edge"]["colour"] == "#111111"]
    start, end = line["points"]
    assert end[0] == pytest.approx(pointed(made, "5"), abs=CLOSE)
    middle = (pointed(made, "4", 1) + pointed(made, "6", 1)) / 2
    assert end[1] == pytest.approx(middle, abs=CLOSE)
    assert start[1] > end[1]


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [
        (0, 137, ["0", "20", "40", "60", "80", "100", "120"]),
        (
            -2,
            2,
            [
                *(f"{MINUS}{number:.1f}" for number in (2, 1.5, 1, 0.5)),
                "0.0",
                "0.5",
                "1.0",
                "1.5",
                "2.0",
            ],
        ),
        (0, 4000, [f"{500 * number:,}" for number in range(9)]),
        (0.011, 0.012, ["0.0110", "0.0112", "0.0114", "0.0116", "0.0118", "0.0120"]),
    ],
)
def test_ticks_are_round_and_written_alike(low: float, high: float, ticks: list[str]) -> None:
    axis = {"range": [low, high], "separatethousands": True}
    made = drawn(go.Figure([bar([1.0])], {"xaxis": axis}))
    assert [written(each) for each in kind(made, "text") if each["anchor"] == "centre"] == ticks


@pytest.mark.parametrize(
    ("figure", "told"),
    [
        (go.Figure([{"type": "pie", "values": [1]}]), "pie"),
        (go.Figure([bar([1.0])], {"xaxis": {"type": "log"}}), "log"),
        (go.Figure([bar([1.0], marker={"color": "tomato"})]), "tomato"),
        (go.Figure([bar([1.0])], {"shapes": [CIRCLE]}), "circle"),
        (
            go.Figure([bar([1.0])], {"annotations": [{"text": "A", "x": 1, "y": 1, "xref": "x7"}]}),
            "x7",
        ),
    ],
)
def test_what_cannot_be_drawn_is_refused(figure: go.Figure, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        drawn(figure)


@pytest.mark.parametrize(
    ("written_", "shown"),
    [
        ("#12436d", "#12436D"),
        ("rgb(255, 0, 16)", "#FF0010"),
        ("rgba(255,255,255,0.8)", "#FFFFFFCC"),
        ("white", "#FFFFFF"),
    ],
)
def test_colours_are_written_one_way(written_: str, shown: str) -> None:
    assert base.colour(written_) == shown
    assert base.colour(written_, 0.5)[:7] == shown[:7]
    assert len(base.colour(written_, 0.5)) == 9


@pytest.mark.parametrize(
    ("lines", "most", "shown"),
    [
        ("Joint venture 51/49,<br>Japanese partner", 1, ["Joint venture 51/49, Japanese partner"]),
        ("A rare-<br>earth deal of many<br>words", 1, ["A rare-earth deal of many words"]),
        ("xxxxxxxxxxxxxxxxxxxx<br>xxxx and<br>more", 1, ["xxxxxxxxxxxxxxxxxxxxxxxx and more"]),
        ("Short", 1, ["Short"]),
        ("one<br>two<br>three", 3, ["one", "two", "three"]),
    ],
)
def test_labels_in_low_rows_are_broken_anew(lines: str, most: int, shown: list[str]) -> None:
    fitted = lettering.refit(lettering.lines_of(lines), most)
    assert [lettering.plain(each) for each in fitted] == shown


def test_markup_is_translated_and_what_was_escaped_is_text() -> None:
    lines = lettering.lines_of("<b>Total</b> of &lt;b&gt;<br>5 &amp; 6 <i>x</i> <u>")
    assert lines == [
        [("Total", True), (" of <b>", False)],
        [("5 & 6 ", False), ("x", False), (" <u>", False)],
    ]


@pytest.mark.parametrize(("anchor", "share"), [("left", 0.0), ("center", 0.5), ("right", 1.0)])
def test_a_note_stands_where_it_is_anchored(anchor: str, share: float) -> None:
    note = {"text": "A note", "x": 1, "y": 0.5, "yref": "paper", "showarrow": False}
    layout = {"xaxis": {"range": [0, 2]}, "annotations": [{**note, "xanchor": anchor}]}
    made = drawn(go.Figure([bar([1.0])], layout))
    (told,) = [each for each in kind(made, "text") if written(each) == "A note"]
    left, _, right, _ = boxes(made, [told])[0]
    assert left + share * (right - left) == pytest.approx(pointed(made, "1.0"), abs=base.mm(2.0))


def test_a_note_with_an_arrow_is_joined_to_its_point() -> None:
    note = {"text": "Here", "x": 1, "y": 1, "ax": 0, "ay": -40, "arrowcolor": "#111111"}
    points = {"type": "scatter", "x": [0, 1, 2], "y": [0, 1, 2], "mode": "markers"}
    made = drawn(go.Figure([points], {"annotations": [{**note, "arrowhead": 0}]}))
    (line,) = [each for each in kind(made, "line") if each["edge"]["colour"] == "#111111"]
    middle = kind(made, "marker")[1]
    (told,) = [each for each in kind(made, "text") if written(each) == "Here"]
    start, end = line["points"]
    assert start == pytest.approx([middle["x"], middle["y"]], abs=CLOSE)
    assert end[0] == pytest.approx(middle["x"], abs=CLOSE)
    assert told["y"] == pytest.approx(middle["y"] - base.mm(40.0), abs=CLOSE)
    assert told["y"] < end[1] < start[1]
