"""Value functions: anchors, what is worth half, and the span at a place; by hand and always."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.values import Scale, limits, scales
from models.dataset import Dataset
from models.errors import StudyError

HALVES = st.floats(0.05, 0.95)
AMOUNTS = np.linspace(300.0, 0.0, 301)


def test_between_the_anchors_value_is_even_unless_something_else_is_said() -> None:
    found = Scale(250.0, 50.0).value(np.array([300.0, 250.0, 200.0, 100.0, 50.0, 10.0, np.nan]))
    assert found.tolist() == [0.0, 0.0, 0.25, 0.75, 1.0, 1.0, 0.0]


@pytest.mark.parametrize(("worst", "half", "best"), [(250.0, 90.0, 30.0), (0.7, 0.95, 1.0)])
def test_three_points_are_met_and_what_lies_beyond_is_clipped(
    worst: float, half: float, best: float
) -> None:
    scale, span = Scale(worst, best, half), best - worst
    amounts = np.array([worst - span, worst, half, best, best + span, np.nan])
    assert scale.value(amounts) == pytest.approx([0, 0, 0.5, 1, 1, 0])
    quarter = np.array([(worst + half) / 2, (half + best) / 2])
    assert scale.value(quarter) == pytest.approx([0.25, 0.75])
    assert scale.middle == half


def test_half_way_in_the_middle_is_the_even_scale(dataset: Dataset) -> None:
    for each in dataset.criteria.values():
        even = Scale(each.worst, each.best)
        amounts = np.linspace(2 * each.worst - each.best, 2 * each.best - each.worst, 101)
        found = Scale(each.worst, each.best, even.middle).value(amounts)
        assert found == pytest.approx(even.value(amounts), abs=1e-12)


@given(HALVES)
def test_nearer_the_best_is_never_worth_less(share: float) -> None:
    found = Scale(250.0, 30.0, 250.0 - 220.0 * share).value(AMOUNTS)
    assert (np.diff(found) >= 0.0).all()


@given(HALVES, st.floats(0.1, 90.0))
def test_the_unit_of_an_amount_does_not_matter(share: float, rate: float) -> None:
    half = 250.0 - 220.0 * share
    found = Scale(250.0 * rate, 30.0 * rate, half * rate).value(AMOUNTS * rate)
    assert found == pytest.approx(Scale(250.0, 30.0, half).value(AMOUNTS), abs=1e-9)


def test_what_a_unit_is_worth_differs_on_the_two_sides() -> None:
    # 160 USD/kg are worth one half above 90, and 60 below it
    scale = Scale(250.0, 30.0, 90.0)
    assert (scale.span(200.0), scale.span(90.0), scale.span(40.0)) == (-320.0, -320.0, -120.0)
    assert Scale(250.0, 30.0).span(200.0) == -220.0
    rising = Scale(0.7, 1.0, 0.95)
    assert (rising.span(0.8), rising.span(0.97)) == pytest.approx((0.5, 0.1))


def test_what_is_worth_half_lies_between_the_anchors_or_is_refused(dataset: Dataset) -> None:
    cost, time = dataset.criteria["cost"], dataset.criteria["lead_time"]
    assert limits(cost) == pytest.approx((32.2, 247.8))  # 1 % of 220 away from 30 and 250
    assert scales({"cost": 90.0}, dataset.criteria)["cost"] == Scale(250.0, 30.0, 90.0)
    assert not scales({"cost": 90.0}, dataset.criteria)["lead_time"].bent
    with pytest.raises(StudyError) as refused:
        scales({"cost": 20.0, "lead_time": time.worst}, dataset.criteria)
    first, second = refused.value.problems
    assert "32.2 to 247.8 USD/kg" in first.what
    assert "lead time" in second.where
