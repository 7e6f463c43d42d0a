"""Lead time of a deal: stalls, repeats, common causes, real plants, and what brings it forward."""

import math

import numpy as np
import pytest

from models.chain.schedule import lead_time, outside_delay, plant_time, stall_delay
from models.dataset import Dataset
from models.formula import Array
from models.sampling import BLOCK, draw
from models.study import Deal, Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
BLOCKS = 10
CLASS = (14.0, 22.0, 27.0, 32.5, 84.0)
PLANTS = ("technology_transfer", "joint_venture", "foreign_plant")
GOVERNMENT = ("government_memorandum", "board_approval", "scheme_tender", "investment_approval")
GOVERNMENT += ("atomic_consent", "site", "environmental_clearance", "consent_to_establish")
EXECUTION = ("engineering", "equipment", "building", "training", "commissioning", "ramp")
COUNTERPART = ("partner_search", "agreement", "company_formation", "toll_contract")
COUNTERPART += ("oxide_qualification", "toll_processing", "toll_ramp")


def durations(dataset: Dataset, stage: str) -> Array:
    """Many draws of a stage's duration."""
    row = dataset.stages[stage].as_parameter()
    return np.concatenate([draw(row, 3, block, BLOCK)[:, 0] for block in range(BLOCKS)])


def ranks(numbers: Array) -> Array:
    return np.argsort(np.argsort(numbers))


def test_a_stalled_project_loses_its_time_and_another_none() -> None:
    lost = stall_delay(np.array([[0.1], [0.3]]), 0.23 * ONE, 30.0 * ONE)
    assert lost[:, 0].tolist() == [30.0, 0.0]


def test_lead_time_is_the_later_way_to_qualify_and_the_stall() -> None:
    assert lead_time(50.0 * ONE, 40.0 * ONE, 0.0 * ONE, 12.0 * ONE)[0, 0] == 62.0


def test_the_share_of_projects_that_stall_is_the_one_of_the_reference_class(
    study: Study, quantities: Quantities
) -> None:
    # 3 of 13 reference plants were not built by their target date
    q = quantities(study.deals[0], 2_000, stall_probability=3 / 13)
    stalled = float(np.mean(q["stall_delay"] > 0.0))
    assert stalled == pytest.approx(3 / 13, abs=1 / 2_000)


def test_every_stage_of_a_deal_ends_after_those_before_it(
    ready_made: tuple[Deal, ...], dataset: Dataset, quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal)
        for stage in dataset.stages.values():
            for before in stage.predecessors:
                if f"{stage.key}_finish" in q and f"{before}_finish" in q:
                    assert np.all(q[f"{stage.key}_finish"] >= q[f"{before}_finish"] - 1e-9)


def test_lead_time_falls_as_more_runs_in_parallel(study: Study, quantities: Quantities) -> None:
    for deal in study.deals:
        times = [
            quantities(deal.with_terms(fast_track=track))["lead_time"] for track in (0.0, 0.5, 1.0)
        ]
        assert np.all(np.diff(np.hstack(times), axis=1) <= 1e-9), deal.name
        assert times[0].mean() > times[2].mean(), deal.name


def test_in_no_draw_does_a_longer_search_for_land_bring_magnets_sooner(
    study: Study, quantities: Quantities
) -> None:
    deal = study.deals[0].with_terms(fast_track=1.0)
    soon, late = (quantities(deal, site_duration=months)["lead_time"] for months in (1.0, 12.0))
    assert np.all(late >= soon - 1e-9)


@pytest.mark.parametrize(
    ("factor", "stages"),
    [("government", (*GOVERNMENT, "export_permission")), ("project_execution", EXECUTION),
     ("counterpart", COUNTERPART),
     ("customers", ("qualification", "qualification_copied", "customer_approval"))],
)  # fmt: skip
def test_approvals_execution_counterpart_and_customers_each_delay_their_own_stages(
    dataset: Dataset, factor: str, stages: tuple[str, ...]
) -> None:
    assert {key for key, each in dataset.stages.items() if each.factor == factor} == set(stages)
    for key in stages:
        assert (dataset.stages[key].loading or 0.0) >= 0.5


@pytest.mark.parametrize(
    ("one", "other"),
    [("board_approval", "environmental_clearance"), ("equipment", "building"),
     ("partner_search", "agreement"), ("engineering", "board_approval"),
     ("equipment", "agreement")],
)  # fmt: skip
def test_the_rank_correlation_of_two_stages_is_the_one_their_loadings_imply(
    dataset: Dataset, one: str, other: str
) -> None:
    # normal scores correlate by the product r of the loadings, ranks by 6 / pi asin(r / 2)
    first, second = dataset.stages[one], dataset.stages[other]
    same = first.factor == second.factor
    product = (first.loading or 0.0) * (second.loading or 0.0) * same
    implied = 6.0 / math.pi * math.asin(product / 2.0)
    found = np.corrcoef(*(ranks(durations(dataset, key)) for key in (one, other)))[0, 1]
    assert abs(found - implied) < 3.0 / math.sqrt(BLOCK * BLOCKS)


def test_a_common_cause_leaves_mean_and_variance_of_every_stage_as_pert_has_them(
    dataset: Dataset,
) -> None:
    size = BLOCK * BLOCKS
    for key, row in dataset.stages.items():
        mean = (row.low + 4.0 * row.mode + row.high) / 6.0
        variance = (mean - row.low) * (row.high - mean) / 7.0
        found = durations(dataset, key)
        assert abs(found.mean() - mean) < 3.0 * math.sqrt(variance / size), key
        fourth = float(np.mean((found - found.mean()) ** 4))
        assert abs(found.var() - variance) < 3.0 * math.sqrt((fourth - variance**2) / size), key


def test_repeats_make_it_less_likely_to_be_there_by_any_date(
    study: Study, quantities: Quantities
) -> None:
    for deal in study.deals:
        once, again = (quantities(deal, 2_000, repeat_share=share) for share in (0.0, 0.5))
        assert np.all(again["lead_time"] >= once["lead_time"])
        at = float(np.median(once["lead_time"]))
        assert np.mean(again["lead_time"] <= at) < np.mean(once["lead_time"] <= at), deal.name


def test_a_real_plant_takes_what_its_rank_says() -> None:
    given = [months * ONE for months in CLASS]
    at = [0.0, 0.125, 0.25, 0.5, 0.75, 0.875, 1.0]
    # halfway between 14 and 22, and between 32.5 and 84
    expected = [14.0, 18.0, 22.0, 27.0, 32.5, 58.25, 84.0]
    assert plant_time(np.array(at)[:, None], *given)[:, 0].tolist() == expected


def test_weight_on_real_plants_moves_the_months_after_the_announcement_and_no_others() -> None:
    # announced after 20 months, first magnets after 50: 30 months beside 40 of a real plant
    assert outside_delay(0.5 * ONE, 40.0 * ONE, 20.0 * ONE, 50.0 * ONE)[0, 0] == 5.0


def test_without_weight_on_real_plants_lead_time_is_the_network_and_the_stall_to_the_last_bit(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        if deal.structure in PLANTS:
            q = quantities(deal, outside_view=0.0)
            ends = np.maximum(q["qualification_finish"], q["qualification_copied_finish"])
            assert np.array_equal(q["lead_time"], ends + q["stall_delay"])
            assert np.array_equal(q["first_magnets"], q["commissioning_finish"] + q["stall_delay"])


def test_with_all_weight_on_real_plants_the_months_from_announcement_are_theirs(
    study: Study, quantities: Quantities
) -> None:
    for deal in study.deals:
        if deal.structure in PLANTS:
            q = quantities(deal, 2_000, outside_view=1.0, stall_probability=0.0)
            months = q["first_magnets"] - q["announcement"]
            assert np.allclose(months, q["plant_time"], rtol=0.0, atol=1e-9)
            quartiles = np.percentile(months, (25, 50, 75))
            assert quartiles == pytest.approx(CLASS[1:4], abs=0.05)
            assert CLASS[0] <= months.min() <= months.max() <= CLASS[4]


def test_a_real_plant_is_slow_where_building_is(study: Study, quantities: Quantities) -> None:
    q = quantities(study.deals[0], 2_000)
    slow = np.corrcoef(ranks(q["plant_time"][:, 0]), ranks(q["building_time"][:, 0]))[0, 1]
    # building loads 0.6 on the execution of projects, the real plant 1
    implied = 6.0 / math.pi * math.asin(0.6 / 2.0)
    assert abs(slow - implied) < 3.0 / math.sqrt(2_000)


def test_tolling_has_one_precedent_and_stays_with_its_network(
    study: Study, quantities: Quantities
) -> None:
    toll = next(deal for deal in study.deals if deal.structure == "oxide_tolling")
    inside, outside = (quantities(toll, outside_view=weight) for weight in (0.0, 1.0))
    assert np.array_equal(inside["lead_time"], outside["lead_time"])


def test_where_customers_are_slow_lots_fail_more_often(
    study: Study, quantities: Quantities
) -> None:
    q = quantities(study.deals[0], 2_000)
    slow = q["qualification_duration"] > np.median(q["qualification_duration"])
    repeats = q["failed_lots_repeats"]
    assert repeats[slow].mean() > 1.5 * repeats[~slow].mean()
