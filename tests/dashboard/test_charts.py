"""Charts: what they show is what the model said."""

import numpy as np
import pytest

from dashboard import charts, text
from dashboard.charts.chart import wrapped
from models import (
    COST_PARTS,
)
from tests.dashboard.drawn import (
    ALL,
    DATASET,
    DOLLARS,
    RUPEES,
    USUAL,
    Result,
    bars,
    of,
    outcome,
    printed,
)


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
