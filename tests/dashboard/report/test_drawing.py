"""Charts on paper say what the charts on screen say."""

import json
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import plotly.graph_objects as go
import pytest

from dashboard import charts
from dashboard.report.drawing import Drawing, drawn, lettering
from dashboard.report.drawing import primitives as base
from tests.dashboard.drawn import ALL, DOLLARS, HOSTILE, RUPEES, USUAL, Result, full, of
from tests.dashboard.report.sketched import (
    boxes,
    colours,
    joined,
    kind,
    pointed,
    read,
    said,
    shown_colours,
    visible,
    written,
)

STUDIES = ["usual", "full", "single"]
MINUS = "\N{MINUS SIGN}"
CIRCLE = {"type": "circle", "x0": 0, "x1": 1, "y0": 0, "y1": 1}
CLOSE = 2e-3  # millimetres: places are rounded

pytestmark = pytest.mark.filterwarnings("error")


def sketch(result: Result, name: str) -> tuple[go.Figure, Drawing]:
    figure = ALL[name](*result, DOLLARS).figure
    return figure, drawn(figure)


def bar(sizes: list[float], **settings: Any) -> dict[str, Any]:
    rows = [f"Row {number}" for number, _ in enumerate(sizes)]
    return {"type": "bar", "orientation": "h", "x": sizes, "y": rows, **settings}


@pytest.mark.parametrize("name", ALL)
@pytest.mark.parametrize("study", STUDIES)
class TestEveryChart:
    def test_everything_lies_within_the_drawing_and_that_on_a_page(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        _, made = sketch(studies[study], name)
        assert made.width == pytest.approx(170.0, abs=CLOSE)
        assert 30.0 < made.height <= 225.0 + CLOSE
        for left, top, right, bottom in boxes(made):
            assert -CLOSE <= left <= right <= made.width + CLOSE
            assert -CLOSE <= top <= bottom <= made.height + CLOSE

    def test_no_text_is_too_small_to_be_read(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        _, made = sketch(studies[study], name)
        assert min(each["size"] for each in kind(made, "text")) >= 8.0

    def test_every_colour_of_the_screen_is_on_paper(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        figure, made = sketch(studies[study], name)
        assert colours(figure)
        assert colours(figure) <= shown_colours(made)

    def test_every_text_of_the_screen_is_on_paper_except_the_title(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        figure, made = sketch(studies[study], name)
        told = joined(said(made))
        assert [each for each in visible(figure) if joined(each) not in told] == []
        assert joined(read(figure.layout.title.text)) not in told

    def test_texts_leave_each_other_room(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        _, made = sketch(studies[study], name)
        for one, other in combinations(boxes(made, kind(made, "text")), 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]

    def test_the_hatches_of_the_screen_are_on_paper(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        figure, made = sketch(studies[study], name)
        bars = [each for each in figure.data if each.type == "bar"]
        shapes = {str(each.marker.color): each.marker.pattern.shape for each in bars}
        drawn_bars = [each for each in kind(made, "rectangle") if each["fill"] in shapes]
        assert bool(drawn_bars) == any(isinstance(each.marker.color, str) for each in bars)
        for each in drawn_bars:
            hatch = each["hatch"] and each["hatch"]["shape"]
            assert hatch == shapes[each["fill"]]

    def test_the_same_figure_gives_the_same_plain_data(
        self, studies: dict[str, Result], study: str, name: str
    ) -> None:
        figure, made = sketch(studies[study], name)
        again = json.loads(json.dumps(drawn(figure).as_data(), allow_nan=False))
        assert again == {**made.as_data(), "primitives": list(made.primitives)}


def test_bars_are_as_long_as_what_they_stand_for() -> None:
    sizes = [1.0, 2.0, 4.0, 8.0]
    made = drawn(go.Figure([bar(sizes, marker={"color": "#123456"})]))
    lengths = [each["width"] for each in kind(made, "rectangle")]
    assert np.divide(lengths, sizes) == pytest.approx(lengths[0], rel=1e-3)
    assert lengths[0] > 5


def test_parts_of_a_cost_are_as_long_as_they_are_dear(usual: Result) -> None:
    figure, made = sketch(usual, "cost")
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    for trace in (each for each in figure.data if each.type == "bar"):
        found = [
            each["width"] for each in kind(made, "rectangle") if each["fill"] == trace.marker.color
        ]
        lengths = [size * (hundred - zero) / 100 for size in trace.x if size]
        assert found[: len(lengths)] == pytest.approx(lengths, abs=5e-3)
        assert len(found) == len(lengths) + 1  # and one for the legend


def test_stacked_parts_end_at_the_number_that_is_printed(usual: Result) -> None:
    figure, made = sketch(usual, "cost")
    zero, hundred = (pointed(made, each) for each in ("0", "100"))
    foot = min(each["y"] for each in kind(made, "text") if written(each) == "0")
    rows: dict[float, float] = {}
    for each in kind(made, "rectangle"):
        if each["y"] + each["height"] < foot:
            rows[each["y"]] = max(rows.get(each["y"], 0.0), each["x"] + each["width"])
    ends = [(rows[row] - zero) / (hundred - zero) * 100 for row in sorted(rows)]
    numbers = [float(each.strip()[3:-4]) for each in figure.data[-1].text]
    assert ends == pytest.approx(numbers, rel=6e-3)
    totals = [each for each in kind(made, "marker") if each["symbol"] == "line-ns"][:-1]
    assert [each["x"] for each in totals] == pytest.approx(
        [rows[row] for row in sorted(rows)], abs=0.05
    )


def test_points_lie_where_their_values_say(usual: Result) -> None:
    figure, made = sketch(usual, "map")
    places = [(each["x"], each["y"]) for each in kind(made, "marker")]
    values = [(each.x[0], each.y[0]) for each in figure.data]
    assert len(places) == len(values)
    for side, (low, high) in enumerate((("60", "140"), ("86", "98"))):
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


def test_numbers_in_a_bar_stand_where_they_fit() -> None:
    parts = bar([1.0, 50.0], text=["1", "50"], textposition="inside", textfont={"color": "#FFFFFF"})
    made = drawn(go.Figure([parts], {"xaxis": {"range": [0, 100]}}))
    inside = [written(each) for each in kind(made, "text") if each["colour"] == "#FFFFFF"]
    assert inside == ["50"]


def test_a_waterfall_step_begins_where_the_last_one_ended(usual: Result) -> None:
    _, made = sketch(usual, "fall")
    steps = [each for each in kind(made, "rectangle") if each["fill"] != "#FFFFFF"]
    *parts, total = steps
    for one, other in pairwise(parts):
        assert one["x"] + one["width"] == pytest.approx(other["x"], abs=0.1)
    assert parts[-1]["x"] + parts[-1]["width"] == pytest.approx(
        total["x"] + total["width"], abs=0.1
    )


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


def test_shares_are_written_as_the_axis_asks(usual: Result) -> None:
    _, made = sketch(usual, "time")
    assert {"0%", "25%", "50%", "75%", "100%"} <= {written(each) for each in kind(made, "text")}


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
    lines = lettering.lines_of("<b>Total</b> of &lt;b&gt;<br>5 &amp; 6 <i>")
    assert lines == [[("Total", True), (" of <b>", False)], [("5 & 6 <i>", False)]]


def test_what_is_higher_than_a_page_is_drawn_closer(usual: Result) -> None:
    figure = ALL["served"](*usual, DOLLARS).figure
    low, high = (drawn(figure, tallest_mm=each).height for each in (120, 500))
    assert low == pytest.approx(120, abs=CLOSE)
    assert low < high < figure.layout.height * base.PIXEL


def test_twelve_deals_with_the_longest_names_leave_room_for_their_bars() -> None:
    longest = [f"{number:02} {'as long as a name may ever be ' * 3}"[:79] for number in range(12)]
    deals = [
        deal.model_copy(update={"name": name})
        for deal, name in zip(full().deals, longest, strict=True)
    ]
    result = of(USUAL.changed(deals=tuple(deals)), draws=100)
    for name in ("served", "cost", "score", "first", "time", "map"):
        made = sketch(result, name)[1]
        texts = kind(made, "text")
        assert name == "map" or pointed(made, "0") < 0.5 * made.width
        for one, other in combinations(boxes(made, texts), 2):
            apart = one[2] <= other[0] or other[2] <= one[0]
            assert apart or one[3] <= other[1] or other[3] <= one[1]
