"""Why A beats B, and value through three points."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.acceptability import scores
from models.analysis.differences import difference, slopes, three_point
from models.analysis.scoring import value
from models.dataset import Dataset
from tests.models.decision.invented import anywhere, values

WEIGHTS = np.array([0.2778, 0.1111, 0.6111])


def test_a_lead_by_hand() -> None:
    # .5 (.6 - .4) + .3 (.2 - .8) + .2 (1 - .5) = .1 - .18 + .1 = .02
    found = difference(
        np.array([[0.6], [0.2], [1.0]]),
        np.array([[0.4], [0.8], [0.5]]),
        np.array([0.5, 0.3, 0.2]),
    )
    assert found.parts == pytest.approx((0.1, -0.18, 0.1))
    assert found.total == pytest.approx(0.02)
    assert found.ahead == 1.0


@given(st.integers(0, 999))
@settings(max_examples=30)
def test_parts_add_up_to_the_difference_of_the_mean_scores(seed: int) -> None:
    known = values(seed)
    for weights in (WEIGHTS, anywhere(seed, 500)):
        scored = scores(known, weights)
        found = difference(known[0], known[1], weights)
        assert sum(found.parts) == pytest.approx(found.total, abs=1e-15)
        assert found.total == pytest.approx(np.mean(scored[0]) - np.mean(scored[1]), abs=1e-13)
        back = difference(known[1], known[0], weights)
        assert back.parts == tuple(-each for each in found.parts)
        assert back.ahead == pytest.approx(1.0 - found.ahead)


def test_a_deal_against_its_clone_leads_by_nothing() -> None:
    known = values(3)
    found = difference(known[0], known[0], WEIGHTS)
    assert found.parts == (0.0, 0.0, 0.0)
    assert (found.total, found.error, found.ahead) == (0.0, 0.0, 0.5)


@pytest.mark.parametrize(("worst", "half", "best"), [(250.0, 90.0, 30.0), (0.7, 0.95, 1.0)])
def test_three_points_are_met_and_what_lies_beyond_is_clipped(
    worst: float, half: float, best: float
) -> None:
    span = best - worst
    amounts = np.array([worst - span, worst, half, best, best + span, np.nan])
    assert three_point(amounts, worst, half, best) == pytest.approx([0, 0, 0.5, 1, 1, 0])
    quarter = np.array([(worst + half) / 2, (half + best) / 2])
    assert three_point(quarter, worst, half, best) == pytest.approx([0.25, 0.75])


def test_half_way_in_the_middle_is_the_straight_line(dataset: Dataset) -> None:
    for each in dataset.criteria.values():
        amounts = np.linspace(2 * each.worst - each.best, 2 * each.best - each.worst, 101)
        middle = (each.worst + each.best) / 2
        found = three_point(amounts, each.worst, middle, each.best)
        assert found == pytest.approx(value(each, amounts), abs=1e-12)


@given(st.floats(0.05, 0.95))
def test_nearer_the_best_is_never_worth_less(share: float) -> None:
    half = 250.0 - 220.0 * share
    found = three_point(np.linspace(250.0, 30.0, 200), 250.0, half, 30.0)
    assert (np.diff(found) >= 0.0).all()


def test_the_price_of_a_unit_differs_on_the_two_sides() -> None:
    lower, upper = slopes(250.0, 90.0, 30.0)
    assert (lower, upper) == pytest.approx((0.5 / 160, 0.5 / 60))
