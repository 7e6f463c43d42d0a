"""The weight triangle: areas and ways out against formulas, many weights and a linear program."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from models.analysis.triangle import Move, triangle
from models.formula import Array
from tests.models.decision.invented import values

USER = np.array([0.2778, 0.1111, 0.6111])
SEEDS = st.integers(0, 9_999)


def shortest(means: Array, deal: int, weights: Array) -> float:
    """Least points to move until a deal is best, as a linear program: taken, given, weights."""
    one, none = np.eye(3), np.zeros((3, 3))
    found = linprog(
        np.r_[np.ones(3), np.zeros(6)],
        A_ub=np.hstack([np.zeros((len(means), 6)), means - means[deal]]),
        b_ub=np.zeros(len(means)),
        A_eq=np.vstack([np.hstack([one, -one, one]), np.hstack([none, none, np.ones((3, 3))])[:1]]),
        b_eq=np.r_[weights, 1.0],
    )
    return float(found.fun)


def test_areas_by_hand() -> None:
    # each deal is best at one corner, by symmetry at a third of the weights
    found = triangle(np.eye(3), USER)
    assert found.shares == pytest.approx(np.full(3, 1 / 3))
    # the second is best where w1 < w2 + w3, and so w1 < 1/2: three quarters
    found = triangle(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]), USER)
    assert found.shares == pytest.approx([0.25, 0.75])
    assert found.best == (1,)
    nearest = found.nearest
    assert nearest is not None
    assert nearest.points == pytest.approx(0.5 - USER[0])
    assert nearest.weights[0] == pytest.approx(0.5)


@given(SEEDS)
@settings(max_examples=60)
def test_areas_fill_the_triangle(seed: int) -> None:
    means = values(seed, deals=5, draws=1)[:, :, 0]
    assert triangle(means, USER).shares.sum() == pytest.approx(1.0, abs=1e-9)


@given(SEEDS)
@settings(max_examples=60)
def test_a_deal_is_best_all_over_its_region_and_the_user_is_in_that_of_the_best(seed: int) -> None:
    rng = np.random.default_rng(seed)
    means, weights = rng.random((4, 3)), rng.dirichlet(np.ones(3))
    found = triangle(means, weights)
    for deal, corners in enumerate(found.regions):
        if len(corners):
            inside = np.vstack([corners, corners.mean(axis=0)]) @ means.T
            assert (inside[:, deal] >= inside.max(axis=1) - 1e-12).all()
    assert found.best[0] == int(np.argmax(means @ weights))


@given(SEEDS)
@settings(max_examples=60)
def test_every_way_out_is_the_shortest_and_ends_where_the_deal_is_best(seed: int) -> None:
    rng = np.random.default_rng(seed)
    means, weights = rng.random((4, 3)), rng.dirichlet(np.ones(3))
    for move in triangle(means, weights).moves:
        level = means @ move.weights
        assert move.points == pytest.approx(shortest(means, move.deal, weights), abs=1e-7)
        assert level[move.deal] == pytest.approx(level.max())
        assert move.weights.min() >= -1e-12
        assert carried_out(move, weights) == pytest.approx(move.weights)
        assert sum(each.points for each in move.shifts) == pytest.approx(move.points)


def carried_out(move: Move, weights: Array) -> Array:
    changed = weights.copy()
    for each in move.shifts:
        changed[each.source] -= each.points
        changed[each.target] += each.points
    return changed


@given(SEEDS)
@settings(max_examples=30)
def test_the_nearest_border_adjoins_the_region_of_the_user(seed: int) -> None:
    rng = np.random.default_rng(seed)
    found = triangle(rng.random((5, 3)), rng.dirichlet(np.ones(3)))
    assert found.nearest is None or found.nearest.adjoins


def test_regions_that_do_not_touch_do_not_adjoin() -> None:
    # on the edge from the first to the second criterion: a, then b, then c
    means = np.array([[1.0, 0.0, 0.5], [0.7, 0.7, 0.7], [0.0, 1.0, 0.5]])
    found = triangle(means, np.array([0.9, 0.05, 0.05]))
    assert {move.deal: move.adjoins for move in found.moves} == {1: True, 2: False}


def test_where_one_criterion_is_not_enough_two_give() -> None:
    # the second deal needs w3 >= .9, the user has .2 .2 .6: both others give, .1 at least by one
    means = np.array([[0.9, 0.9, 0.8], [0.0, 0.0, 0.9]])
    found = triangle(means, np.array([0.2, 0.2, 0.6])).nearest
    assert found is not None
    assert found.points == pytest.approx(0.3)
    assert sorted(each.target for each in found.shifts) == [2, 2]
    assert sorted(each.source for each in found.shifts) == [0, 1]


def test_order_of_the_deals_and_criteria_changes_nothing() -> None:
    means = np.random.default_rng(3).random((4, 3))
    known = triangle(means, USER)
    for order in permutations(range(3)):
        found = triangle(means[::-1][:, list(order)], USER[list(order)])
        assert found.shares[::-1] == pytest.approx(known.shares)
        assert [3 - each.deal for each in found.moves] == [each.deal for each in known.moves]


def test_clones_share_a_region_and_are_no_way_out() -> None:
    means = np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0], [0.0, 1.0, 1.0]])
    found = triangle(means, USER)
    assert found.shares == pytest.approx([0.25, 0.375, 0.375])
    assert found.best == (1, 2)
    assert [move.deal for move in found.moves] == [0]


def test_on_a_border_nothing_has_to_move_and_with_one_winner_nothing_can() -> None:
    on = triangle(np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 1.0]]), np.array([0.5, 0.3, 0.2]))
    assert on.best == (0, 1)
    assert on.nearest is not None
    assert on.nearest.points == 0.0
    assert on.nearest.shifts == ()
    assert triangle(np.array([[0.9, 0.9, 0.9], [0.1, 0.2, 0.3]]), USER).nearest is None
