"""Regret: by hand, in points and in money, over draws and over named worlds."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.acceptability import scores
from models.analysis.information import perfect
from models.analysis.regret import lost_points, point_price, regret, worst_case
from models.analysis.weighting import implied_price
from tests.models.decision.invented import values

WEIGHTS = np.array([0.2778, 0.1111, 0.6111])


def test_regret_by_hand() -> None:
    # best of the draws .6 .5 .7 .4; the first deal loses 0 .01 .3 0, the second .2 0 0 .1
    scored = np.array([[0.6, 0.49, 0.4, 0.4], [0.4, 0.5, 0.7, 0.3]])
    found = regret(scored, tolerance=0.02)
    assert found.mean == pytest.approx([0.31 / 4, 0.3 / 4])
    assert found.within.tolist() == [0.75, 0.5]
    assert found.when_wrong == pytest.approx([0.31 / 2, 0.3 / 2])
    assert found.tail == pytest.approx([0.01 + 0.7 * 0.29, 0.1 + 0.7 * 0.1])  # at 2.7 of 0..3


def test_regret_in_money_is_points_at_the_price_of_a_point() -> None:
    # cost of weight .25 over 220 USD/kg: a point of one is worth 880 USD/kg
    price = point_price(0.25, 30.0 - 250.0)
    assert price == 880.0
    scored = scores(values(1), WEIGHTS)
    points = regret(scored)
    money = points.priced(price)
    for name in ("mean", "error", "tail", "when_wrong"):
        assert getattr(money, name) == pytest.approx(880.0 * getattr(points, name))
    assert np.array_equal(money.within, points.within)
    assert point_price(0.0, 220.0) is None


def test_a_month_more_costs_in_money_what_a_month_is_said_to_be_worth() -> None:
    weights, spans = {"cost": 0.3, "time": 0.1}, {"cost": 220.0, "time": 180.0}
    price = point_price(weights["cost"], spans["cost"])
    assert price is not None
    late = np.array([[0.7], [0.7 - 0.1 / 180.0]])  # the same deal a month later
    assert regret(late).priced(price).mean[1] == pytest.approx(
        implied_price(weights, spans, "time", "cost")
    )


@given(st.integers(0, 999))
@settings(max_examples=20)
def test_the_best_has_none_and_the_least_mean_is_the_value_of_perfect_information(
    seed: int,
) -> None:
    scored = scores(values(seed), WEIGHTS)
    lost = lost_points(scored)
    assert (lost.min(axis=0) == 0.0).all()
    assert regret(scored).mean.min() == pytest.approx(perfect(scored).value)


@given(st.integers(0, 999))
@settings(max_examples=20)
def test_a_clone_or_a_deal_that_never_is_the_best_changes_no_regret(seed: int) -> None:
    scored = scores(values(seed), WEIGHTS)
    more = np.vstack([scored, scored[:1], scored.min(axis=0, keepdims=True) - 0.1])
    assert np.array_equal(regret(more).mean[:4], regret(scored).mean)
    assert np.array_equal(regret(more).within[:4], regret(scored).within)


def test_minimax_regret_by_hand() -> None:
    # worlds: 200 180 150, 100 120 140 and 0 80 110; maximax takes the first deal, minimax the third
    payoff = np.array([[200.0, 100.0, 0.0], [180.0, 120.0, 80.0], [150.0, 140.0, 110.0]])
    found = worst_case(payoff)
    assert found.regret.tolist() == [[0, 40, 110], [20, 20, 30], [50, 0, 0]]
    assert found.worst.tolist() == [110, 30, 50]
    assert found.world == (2, 2, 0)
    assert found.least == (1,)
