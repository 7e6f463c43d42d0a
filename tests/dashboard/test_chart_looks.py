"""Charts can be read: colours, contrast, labels, and names as they were typed."""

import json
from itertools import combinations, pairwise

import numpy as np
import pytest

from dashboard import charts, text
from dashboard.charts.chart import balanced, wrapped
from dashboard.charts.places import label_offsets
from dashboard.charts.style import FILLS, STRUCTURE_STYLES, contrast, readable
from models import (
    COST_PARTS,
    CRITERIA,
)
from tests.dashboard.drawn import ALL, DOLLARS, LINE, USUAL, Result


@pytest.mark.parametrize(
    ("structure", "colour", "marker", "dash"),
    [
        ("technology_transfer", "#12436D", "circle", "solid"),
        ("joint_venture", "#28A197", "square", "dash"),
        ("foreign_plant", "#801650", "triangle-up", "dot"),
        ("oxide_tolling", "#F46A25", "diamond", "dashdot"),
    ],
)
def test_a_structure_looks_as_the_design_says(
    usual: Result, structure: str, colour: str, marker: str, dash: str
) -> None:
    style = charts.pick_style(structure)
    assert (style.colour, style.marker, style.dash) == (colour, marker, dash)
    place = [deal.structure for deal in USUAL.deals].index(structure)
    curve = charts.lead_time_distribution(usual[0]).figure.data[place]
    point = charts.cost_security_map(usual[0], DOLLARS).figure.data[place]
    assert (curve.line.color, curve.line.dash) == (colour, dash)
    assert (point.marker.color, point.marker.symbol) == (colour, marker)


def test_contrast_is_that_of_the_accessibility_guidelines() -> None:
    assert contrast("#000000") == pytest.approx(21.0)
    assert contrast("#FFFFFF") == pytest.approx(1.0)
    assert contrast("#767676") == pytest.approx(4.54, abs=0.005)  # the lightest grey for text


@pytest.mark.parametrize("structure", [*STRUCTURE_STYLES, "a fifth structure"])
def test_deals_of_one_structure_are_told_apart_and_seen(structure: str) -> None:
    colours = [charts.pick_colour(structure, order) for order in range(4)]
    assert len(set(colours)) == 4
    assert min(map(contrast, colours)) >= 3.0
    assert min(contrast(readable(each)) for each in colours) >= 4.5


def test_white_numbers_can_be_read_on_every_part() -> None:
    assert {*COST_PARTS, *CRITERIA} <= FILLS.keys()
    assert min(contrast(colour) for colour, _ in FILLS.values()) >= 4.5


def test_no_two_parts_of_one_stack_look_alike() -> None:
    assert len({FILLS[key] for key in COST_PARTS}) == len(COST_PARTS)


@pytest.mark.parametrize("study", ["usual", "full", "single"])
@pytest.mark.parametrize("name", ALL)
def test_every_chart_can_be_read(studies: dict[str, Result], study: str, name: str) -> None:
    evaluation, scored = studies[study]
    chart = ALL[name](evaluation, scored, DOLLARS)
    assert len(chart.title.split()) <= 12
    assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
    assert "USD/kg" in chart.alt or name not in {"cost", "map", "fall"}
    assert len(chart.figure.to_json()) < 25_000
    assert len(chart.figure.layout.template.to_plotly_json()) <= 1  # nobody else's looks
    checked = json.loads(chart.figure.to_json())
    checked["layout"]["template"] = {}
    assert json.loads(chart.to_json()) == checked


@pytest.mark.parametrize("name", ["score", "cost", "time", "served", "map"])
def test_alternative_text_tells_every_deal_and_its_number(usual: Result, name: str) -> None:
    chart = ALL[name](*usual, DOLLARS)
    for deal, found in usual[0].outcomes.items():
        told = chart.alt[chart.alt.index(deal) + len(deal) :]
        numbers = {
            "score": text.number(100 * float(np.mean(usual[1].scores[deal]))),
            "cost": text.number(float(np.mean(found.values["cost"]))),
            "time": text.months(found.quantiles("lead_time")[1]),
            "served": f"{text.number(100 * found.span('supply_security')[1])} %",
            "map": f"{text.number(found.quantiles('cost')[1])} USD/kg",
        }
        assert told.removeprefix(" ").startswith(numbers[name])


@pytest.mark.parametrize("name", ALL)
def test_a_name_with_markup_is_shown_as_it_was_typed(studies: dict[str, Result], name: str) -> None:
    written = ALL[name](*studies["single"], DOLLARS).figure.to_json()
    assert "\\u003cb\\u003edeal" not in written
    assert "<b>deal" not in written


def test_a_long_name_is_broken_and_not_cut() -> None:
    name = "Seventy-nine characters of a name " + "x" * 45
    lines = wrapped(name).split("<br>")
    assert max(map(len, lines)) <= 20
    assert "".join(lines).replace(" ", "") == name.replace(" ", "")


@pytest.mark.parametrize("study", ["usual", "full", "single"])
def test_labels_of_curves_leave_each_other_room(studies: dict[str, Result], study: str) -> None:
    chart = charts.lead_time_distribution(studies[study][0])
    layout = chart.figure.layout
    plot = chart.height - layout.margin.t - 80  # axis and its title
    pixels = plot / layout.yaxis.range[1]
    edges = sorted(
        (each.y * pixels, LINE * (1 + each.text.count("<br>"))) for each in layout.annotations
    )
    for (low, one), (high, other) in pairwise(edges):
        assert high - low >= (one + other) / 2


def test_labels_of_points_that_coincide_are_apart_and_inside_at_every_width() -> None:
    points = np.array([[0.5, 0.6], [0.5, 0.6], [0.51, 0.61], [0.9, 0.9], [0.1, 0.1]])
    crosses, sizes = np.zeros((0, 4)), np.tile([120.0, 45.0], (5, 1))
    widths, height = (340.0, 560.0, 980.0), 430.0
    offsets = label_offsets(points, crosses, sizes, widths, height)
    for width in widths:
        middles = points * [width, height] + offsets
        assert (middles - sizes / 2 >= 0).all()
        assert (middles + sizes / 2 <= [width, height]).all()
        for one, other in combinations(middles, 2):
            assert (np.abs(one - other) >= [120.0, 45.0]).any()
