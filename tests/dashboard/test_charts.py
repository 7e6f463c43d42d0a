"""Charts: what they show is what the model said, and it can be read."""

from collections.abc import Callable
from itertools import combinations, pairwise
from typing import Any

import numpy as np
import pytest

from dashboard import charts, text
from dashboard.charts.chart import balanced, wrapped
from dashboard.charts.places import label_offsets
from dashboard.charts.style import FILLS, STRUCTURE_STYLES, contrast, readable
from models import (
    COST_PARTS,
    CRITERIA,
    STRUCTURES,
    Evaluation,
    Scored,
    Study,
    default_study,
    evaluate,
    load_dataset,
    preset_deal,
    score,
)

DATASET = load_dataset()
DOLLARS, RUPEES = text.Money("USD"), text.Money("INR", 87.16)
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
DRAWS = 300
LINE = 16  # pixels of a line of a label
HOSTILE = 'A <b>deal</b> & its "name", with eight words or more'

Result = tuple[Evaluation, Scored]


def of(study: Study) -> Result:
    evaluation = evaluate(study.changed(draws=DRAWS), DATASET)
    return evaluation, score(evaluation, DATASET.criteria)


def full() -> Study:
    """As many deals as a study may have: three of each structure."""
    kinds = [each for each in STRUCTURES.values() if not each.is_baseline]
    deals = [preset_deal(kind, preset) for kind in kinds for preset in kind.presets[:3]]
    return USUAL.changed(deals=tuple(deals))


def single() -> Study:
    return USUAL.changed(deals=(USUAL.deals[2].model_copy(update={"name": HOSTILE}),))


@pytest.fixture(scope="module")
def usual() -> Result:
    return of(USUAL)


@pytest.fixture(scope="module")
def studies(usual: Result) -> dict[str, Result]:
    return {"usual": usual, "full": of(full()), "single": of(single())}


ALL: dict[str, Callable[[Evaluation, Scored, text.Money], charts.Chart]] = {
    "score": lambda e, s, _: charts.score_bars(e, s, DATASET.criteria),
    "first": lambda e, s, _: charts.first_shares(s, e.study),
    "cost": lambda e, _, money: charts.cost_build_up(e, money),
    "time": lambda e, _, __: charts.lead_time_distribution(e),
    "served": lambda e, _, __: charts.demand_served(e),
    "map": lambda e, _, money: charts.cost_security_map(e, money),
    "fall": lambda e, _, money: charts.cost_waterfall(outcome(e, 0), outcome(e, -1), money),
}


def outcome(evaluation: Evaluation, place: int) -> Any:
    return list(evaluation.outcomes.values())[place]


def bars(chart: charts.Chart, axis: str = "") -> list[Any]:
    drawn = [each for each in chart.figure.data if each.type == "bar"]
    return [each for each in drawn if (each.xaxis or "") == axis]


def printed(chart: charts.Chart) -> list[str]:
    shown = next(
        each for each in chart.figure.data if each.type == "scatter" and each.mode == "text"
    )
    return [each.strip().removeprefix("<b>").removesuffix("</b>") for each in shown.text]


@pytest.mark.parametrize("money", [DOLLARS, RUPEES])
def test_stacked_parts_of_the_cost_add_up_to_the_printed_total(
    studies: dict[str, Result], money: text.Money
) -> None:
    evaluation, _ = studies["full"]
    chart = charts.cost_build_up(evaluation, money)
    stacked = np.sum([each.x for each in bars(chart)], axis=0)
    means = [
        np.mean(each.values["cost"]) * money.per_kg_scale for each in evaluation.outcomes.values()
    ]
    assert stacked == pytest.approx(means, rel=1e-3)
    assert printed(chart) == [text.number(each) for each in means]


def test_an_incentive_is_left_of_zero(studies: dict[str, Result]) -> None:
    chart = charts.cost_build_up(studies["full"][0], DOLLARS)
    incentive = next(each for each in bars(chart) if each.name == "Incentive")
    assert min(incentive.x) < 0
    assert chart.figure.layout.xaxis.range[0] < min(incentive.x)


def test_cost_table_in_rupees_is_the_one_in_dollars_times_the_rate(usual: Result) -> None:
    dollars, rupees = (charts.cost_build_up(usual[0], money).table for money in (DOLLARS, RUPEES))
    assert list(rupees["Total (₹/kg)"]) == pytest.approx(
        [87.16 * each for each in dollars["Total (USD/kg)"]], rel=1e-3
    )
    assert list(dollars.columns[2:]) == [f"{text.label(key)} (USD/kg)" for key in COST_PARTS]


def test_stacked_points_add_up_to_the_mean_score(usual: Result) -> None:
    evaluation, scored = usual
    chart = charts.score_bars(evaluation, scored, DATASET.criteria)
    means = [100 * np.mean(each) for each in scored.scores.values()]
    assert [each.name for each in bars(chart)] == ["Cost", "Lead time", "Supply security"]
    assert np.sum([each.x for each in bars(chart)], axis=0) == pytest.approx(means, rel=1e-3)
    assert printed(chart) == [text.number(each) for each in means]


def test_deals_stand_in_the_order_of_the_study_and_the_baseline_last(usual: Result) -> None:
    evaluation, scored = usual
    chart = charts.score_bars(evaluation, scored, DATASET.criteria)
    assert list(chart.table["Deal"]) == [deal.name for deal in USUAL.all_deals]
    assert chart.figure.layout.yaxis.categoryarray[0] == wrapped(USUAL.baseline.name)


def test_somebody_is_first_in_every_future(usual: Result) -> None:
    chart = charts.first_shares(usual[1], usual[0].study)
    assert sum(bars(chart)[0].x) == pytest.approx(100, abs=0.1)


def test_a_curve_runs_from_none_to_all_and_is_half_way_at_the_median(usual: Result) -> None:
    chart = charts.lead_time_distribution(usual[0])
    curves = {each.name: each for each in chart.figure.data if each.mode == "lines"}
    assert curves.keys() == {deal.name for deal in USUAL.deals}
    for name, curve in curves.items():
        months = usual[0].outcomes[name].values["lead_time"]
        assert (curve.y[0], curve.y[-1]) == (0.0, 1.0)
        assert (curve.x[0], curve.x[-1]) == pytest.approx((months.min(), months.max()), rel=1e-3)
        assert np.interp(0.5, curve.y, curve.x) == pytest.approx(np.median(months), rel=1e-3)


def test_a_step_of_the_waterfall_starts_where_the_last_one_ended(
    studies: dict[str, Result],
) -> None:
    evaluation, _ = studies["full"]
    deal = evaluation.outcomes["Foreign plant as a winner of the scheme"]
    baseline = outcome(evaluation, -1)
    chart = charts.cost_waterfall(deal, baseline, DOLLARS)
    (steps,) = bars(chart)
    ends = np.add(steps.base, steps.x)
    assert steps.base[1:-1] == pytest.approx(ends[:-2], rel=1e-3)
    assert steps.x[-1] == pytest.approx(ends[-2], rel=1e-3)
    assert steps.x[-1] == pytest.approx(np.mean(deal.values["cost"]), rel=1e-3)
    assert chart.figure.layout.shapes[0].x0 == pytest.approx(np.mean(baseline.values["cost"]))


def test_lost_demand_is_told_by_group_of_hazards(usual: Result) -> None:
    chart = charts.demand_served(usual[0])
    lost = {each.name: each.x for each in bars(chart, "x2")}
    assert lost.keys() == {text.label(f"{each.group}_loss") for each in DATASET.hazards.values()}
    tolling = outcome(usual[0], 3).values["border_loss"]
    assert lost["Borders and sea lanes"][3] == pytest.approx(100 * np.mean(tolling), rel=1e-3)


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


@pytest.mark.parametrize("name", ["score", "first", "cost", "time", "served", "map"])
def test_alternative_text_tells_every_deal_and_its_number(usual: Result, name: str) -> None:
    chart = ALL[name](*usual, DOLLARS)
    for deal, found in usual[0].outcomes.items():
        told = chart.alt[chart.alt.index(deal) + len(deal) :]
        numbers = {
            "score": text.number(100 * float(np.mean(usual[1].scores[deal]))),
            "first": f"{100 * usual[1].first[deal]:.1f}",
            "cost": text.number(float(np.mean(found.values["cost"]))),
            "time": text.months(found.quantiles("lead_time")[1]),
            "served": f"{text.number(100 * found.quantiles('supply_security')[1])} %",
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


@pytest.fixture(scope="module")
def later() -> Result:
    """Dearer tolling, and a foreign plant that has to be approved anew."""
    tolling, plant = USUAL.deals[3], USUAL.deals[2]
    changed = USUAL.replacing(tolling.name, tolling.with_terms(toll_fee=60.0))
    return of(changed.replacing(plant.name, plant.with_terms(copies_process=False)))


@pytest.mark.parametrize("name", ["score", "cost"])
def test_the_earlier_totals_are_pale_bars_behind(usual: Result, later: Result, name: str) -> None:
    before, now = ALL[name](*usual, DOLLARS), ALL[name](*later, DOLLARS)
    pale, *rest = charts.ghosted(now, before).figure.data
    totals = next(each for each in before.figure.data if each.meta == "value")
    assert (list(pale.x), list(pale.y)) == (list(totals.x), list(totals.y))
    assert set(pale.base) == {0}
    assert len(rest) == len(now.figure.data)


def test_the_earlier_curves_are_faint_and_behind(usual: Result, later: Result) -> None:
    before, now = (charts.lead_time_distribution(each) for each, _ in (usual, later))
    drawn = charts.ghosted(now, before).figure.data
    count = len(USUAL.deals)
    assert [each.opacity for each in drawn[:count]] == [0.3] * count
    assert [each.x for each in drawn[:count]] == [each.x for each in before.figure.data[:count]]
    assert [each.x for each in drawn[count:]] == [each.x for each in now.figure.data]


@pytest.mark.parametrize("name", ALL)
def test_what_did_not_change_has_no_ghost(usual: Result, name: str) -> None:
    chart = ALL[name](*usual, DOLLARS)
    assert charts.ghosted(chart, None) is chart
    assert charts.ghosted(chart, ALL[name](*usual, DOLLARS)) is chart


def test_a_deal_that_is_gone_leaves_no_ghost(usual: Result) -> None:
    fewer = of(USUAL.changed(deals=USUAL.deals[1:]))
    for name in ("score", "cost", "time"):
        before, now = ALL[name](*usual, DOLLARS), ALL[name](*fewer, DOLLARS)
        ghost = charts.ghosted(now, before).figure.data[0]
        told = [ghost.name] if name == "time" else list(ghost.y)
        assert USUAL.deals[0].name not in told
        assert wrapped(USUAL.deals[0].name) not in told
