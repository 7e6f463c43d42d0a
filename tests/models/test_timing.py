"""What a deal waits for: critical stages, a month saved, and when it gets there."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from models.analysis.criticality import criticality
from models.analysis.rerun import rerun
from models.analysis.timing import (
    arrival,
    at_outside_view,
    month_saved,
    months_saved,
    on_clock,
    timing,
)
from models.dataset import Dataset
from models.explain import Traced, trace
from models.formula import Array
from models.study import Deal, Study
from tests.models.test_schedule import JOIN, LOWER, TRACKS, UPPER, A, B, Stage, computed, networks

JOINED = (A, UPPER, LOWER, JOIN)
DRAWS = 40_000


@pytest.fixture(scope="module")
def traced(study: Study, dataset: Dataset) -> dict[str, Traced]:
    """Look into every deal of the default study."""
    return {deal.structure: trace(study, dataset, deal.name) for deal in study.all_deals}


def critical(
    *stages: Stage, last: str, track: float = 0.0, times: dict[str, Array] | None = None
) -> dict[str, float]:
    """Share of the critical path to one stage's end that runs through each stage."""
    values = computed(*stages, track=track, times=times)
    found = criticality(stages, "ours", values, (last,))
    return {key: float(share.mean()) for key, share in found.items()}


def normal(seed: int) -> Array:
    return np.random.default_rng(seed).normal(50.0, 4.0, (DRAWS, 1))


def test_only_the_longer_arm_is_critical() -> None:
    assert critical(*JOINED, last="join") == {"join": 1.0, "lower": 1.0, "upper": 0.0, "a": 1.0}


def test_identical_arms_are_critical_by_half_each() -> None:
    found = critical(A, UPPER, replace(LOWER, time=UPPER.time), JOIN, last="join")
    assert (found["upper"], found["lower"]) == (0.5, 0.5)


def test_arms_of_the_same_law_are_critical_in_about_half_of_the_draws_and_sum_to_one() -> None:
    found = critical(*JOINED, last="join", times={"upper": normal(5), "lower": normal(6)})
    assert found["upper"] + found["lower"] == pytest.approx(1.0, abs=1e-12)
    assert abs(found["upper"] - 0.5) < 3.0 * 0.5 / math.sqrt(DRAWS)


def test_a_stage_that_takes_no_time_is_not_critical() -> None:
    assert critical(A, replace(B, time=0.0), last="b") == {"b": 0.0, "a": 1.0}


def test_on_the_fast_track_the_path_follows_the_part_that_must_be_done() -> None:
    # a: 0 to 12; c may begin with b at 6 and takes 5: it ends at 12 only because a does
    late = Stage("late", 5.0, ("first",), overlap=True)
    found = critical(Stage("first", 12.0), late, last="late", track=0.6)
    assert found == {"late": 0.0, "first": 1.0}
    longer = critical(Stage("first", 12.0), replace(late, time=20.0), last="late", track=0.6)
    assert longer == {"late": 1.0, "first": 1.0}
    beside = critical(Stage("first", 12.0), replace(late, time=20.0), last="late", track=1.0)
    assert beside == {"late": 1.0, "first": 0.0}


@given(networks(overlap=False))
@settings(max_examples=40)
def test_the_critical_stages_take_all_the_time_to_the_end(stages: list[Stage]) -> None:
    values = computed(*stages)
    last = stages[-1].key
    found = criticality(stages, "ours", values, (last,))
    taken = sum(float(share.mean()) * values[f"{key}_time"][0, 0] for key, share in found.items())
    assert taken == pytest.approx(float(values[f"{last}_finish"][0, 0]))


@given(networks(), TRACKS)
@settings(max_examples=60)
def test_a_stage_that_is_not_critical_brings_nothing_forward(
    stages: list[Stage], track: float
) -> None:
    last = stages[-1].key
    found = critical(*stages, last=last, track=track)
    was = computed(*stages, track=track)[f"{last}_finish"]
    for place, stage in enumerate(stages):
        if found[stage.key] == 0.0:
            shorter = [*stages]
            shorter[place] = replace(stage, time=stage.time / 2.0)
            now = computed(*shorter, track=track)[f"{last}_finish"]
            assert now == pytest.approx(was, abs=1e-9)


def test_the_ends_of_a_deal_share_its_critical_path(
    traced: dict[str, Traced], dataset: Dataset
) -> None:
    toll = {each.key: each.critical for each in timing(traced["oxide_tolling"], dataset).stages}
    assert toll["return_freight"] + toll["customer_approval"] == pytest.approx(1.0)
    assert toll["government_memorandum"] + toll["board_approval"] == pytest.approx(1.0)
    venture = {each.key: each.critical for each in timing(traced["joint_venture"], dataset).stages}
    assert venture["commissioning"] == venture["qualification_copied"] == 1.0
    assert venture["qualification"] == venture["scheme_tender"] == 0.0
    assert venture["building"] + venture["equipment"] == pytest.approx(1.0)


def test_a_stage_saves_at_most_the_share_of_draws_in_which_it_is_critical(
    traced: dict[str, Traced], dataset: Dataset
) -> None:
    for each in traced.values():
        for stage in timing(each, dataset).stages:
            assert -1e-9 <= stage.saves <= stage.critical + 1e-9, stage.key


def test_a_month_saved_after_the_first_magnets_is_a_month_and_before_counts_for_the_network(
    traced: dict[str, Traced],
) -> None:
    # half of the weight is on real plants, which a shorter commissioning does not change
    venture = traced["joint_venture"]
    assert months_saved(venture, "qualification_copied") == pytest.approx(1.0)
    assert months_saved(venture, "commissioning") == pytest.approx(0.5)
    assert months_saved(venture, "qualification") == 0.0


def test_stages_stand_where_the_criterion_has_them(
    traced: dict[str, Traced], dataset: Dataset
) -> None:
    for structure, last in (
        ("technology_transfer", "qualification"),
        ("joint_venture", "qualification_copied"),
    ):
        made = timing(traced[structure], dataset)
        stages = {each.key: each for each in made.stages}
        assert stages[last].finish == pytest.approx(made.reached["lead_time"])
        assert stages[last].start == pytest.approx(made.reached["first_magnets"])
        order = list(stages)
        for key, stage in stages.items():
            assert all(order.index(each) < order.index(key) for each in stage.before)


def test_the_baseline_waits_for_nothing(traced: dict[str, Traced], dataset: Dataset) -> None:
    made = timing(traced["baseline"], dataset)
    assert made.stages == made.beside == ()
    assert made.reached["lead_time"] == (0.0, 0.0, 0.0)


def test_running_again_with_a_number_changed_is_running_with_that_number(
    study: Study, dataset: Dataset, traced: dict[str, Traced]
) -> None:
    # a month off the conversion, held at its mode
    toll = traced["oxide_tolling"]
    world = study.world.with_override("toll_processing_duration", 3.5)
    sooner = study.world.with_override("toll_processing_duration", 2.5)
    before, after = (
        trace(study.changed(world=each), dataset, toll.deal.name) for each in (world, sooner)
    )
    saved = month_saved(before, "toll_processing").changes
    for name in ("lead_time", "cost", "irel_npv"):
        moved = float(np.mean(after.values[name].array - before.values[name].array))
        assert saved[name] == pytest.approx(moved, rel=1e-9), name
    assert saved["lead_time"] == pytest.approx(-months_saved(before, "toll_processing"))


def test_running_again_with_nothing_changed_changes_nothing(traced: dict[str, Traced]) -> None:
    for each in traced.values():
        again = rerun(each, ("lead_time", "cost"))
        assert all(again[name] is each.values[name].array for name in again)


def test_the_dial_gives_what_a_study_with_that_weight_gives(
    study: Study, dataset: Dataset, traced: dict[str, Traced]
) -> None:
    venture = traced["joint_venture"]
    for weight in (0.0, 1.0):
        world = study.world.with_override("outside_view", weight)
        told = trace(study.changed(world=world), dataset, venture.deal.name)
        found = at_outside_view(venture, weight)
        assert np.array_equal(found, told.values["lead_time"].array[:, 0])


def test_on_the_clock_of_real_plants_a_deal_with_all_weight_on_them_takes_as_long(
    study: Study, dataset: Dataset, traced: dict[str, Traced]
) -> None:
    world = study.world.with_override("outside_view", 1.0)
    told = trace(study.changed(world=world), dataset, traced["joint_venture"].deal.name)
    found = on_clock(told, "announced")
    assert found is not None
    assert np.allclose(found, told.values["plant_time"].array[:, 0])


def test_tolling_is_on_the_clock_of_its_precedent_alone(traced: dict[str, Traced]) -> None:
    assert on_clock(traced["oxide_tolling"], "announced") is None
    assert on_clock(traced["foreign_plant"], "tolling") is None
    assert on_clock(traced["oxide_tolling"], "tolling") is not None
    assert on_clock(traced["baseline"], "announced") is None
    assert on_clock(traced["joint_venture"], "slip") is None


def test_a_deal_is_there_by_a_date_in_the_share_of_draws_that_are(study: Study) -> None:
    # effective on 1 January 2027: 12, 24, 36 and 400 months are 2028, 2029, 2030 and 2060
    deal: Deal = study.deals[0]
    found = arrival(deal, np.array([[36.0], [12.0], [400.0], [24.0]]))
    dates = found.by(np.array([2027.9, 2028.0, 2029.5, 2056.9, 2070.0]))
    assert dates.tolist() == [0.0, 0.25, 0.5, 0.75, 1.0]
    assert found.never == 0.25
    assert found.dates(np.array([0.0, 0.5])).tolist() == [2028.0, 2029.5]
