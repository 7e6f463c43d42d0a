"""Weights: by hand, as published, and as pymcdm has them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.weights.subjective import AHP
from scipy.special import gammaincinv, ndtr

from models.analysis.weighting import (
    SPREADS,
    band,
    concentration,
    implied_price,
    judgement_matrix,
    pairwise_weights,
    rank_order_centroid,
    ready,
)
from tests.models.decision.invented import anywhere, normals

DRINKS = judgement_matrix(  # Saaty 2008: coffee, wine, tea, beer, sodas, milk, water
    [
        [9, 5, 2, 1, 1, 1 / 2],
        [1 / 3, 1 / 9, 1 / 9, 1 / 9, 1 / 9],
        [1 / 3, 1 / 4, 1 / 3, 1 / 9],
        [1 / 2, 1, 1 / 3],
        [2, 1 / 2],
        [1 / 3],
    ]
)
SCHOOL = judgement_matrix(  # Saaty 1980: learning, friends, school life, training, college, music
    [[4, 3, 1, 3, 4], [7, 3, 1 / 5, 1], [1 / 5, 1 / 5, 1 / 6], [1, 1 / 3], [3]]
)


@pytest.mark.parametrize(
    ("size", "published"),
    [
        (2, [0.75, 0.25]),
        (3, [0.6111, 0.2778, 0.1111]),
        (4, [0.5208, 0.2708, 0.1458, 0.0625]),
    ],
)
def test_the_rank_order_centroid_is_as_barron_and_barrett_published(
    size: int, published: list[float]
) -> None:
    found = rank_order_centroid({f"criterion {place}": place for place in range(1, size + 1)})
    assert list(found.values()) == pytest.approx(published, abs=5e-5)


def test_equal_places_share_their_weights_whatever_the_order() -> None:
    # first and second of three: (0.6111 + 0.2778) / 2 each
    found = rank_order_centroid({"last": 3, "one": 1, "other": 1})
    assert found == pytest.approx({"last": 1 / 9, "one": 4 / 9, "other": 4 / 9})


def test_a_month_is_worth_by_hand() -> None:
    # (0.1 / 180 months) / (0.3 / 220 USD/kg) = 0.4074 USD/kg a month
    weights = {"cost": 0.3, "time": 0.1, "security": 0.6}
    spans = {"cost": -220.0, "time": -180.0, "security": 0.3}
    assert implied_price(weights, spans, "time", "cost") == pytest.approx(0.1 * 220 / (180 * 0.3))
    assert implied_price({**weights, "cost": 0.0}, spans, "time", "cost") is None


def test_the_drinks_of_saaty() -> None:
    found = pairwise_weights(DRINKS)
    published = [0.177, 0.019, 0.042, 0.116, 0.190, 0.129, 0.327]
    assert found.weights == pytest.approx(published, abs=5e-4)
    assert found.ratio == pytest.approx(0.022, abs=5e-4)
    assert found.consistent


def test_the_schools_of_saaty_whose_judgements_do_not_agree() -> None:
    found = pairwise_weights(SCHOOL)
    assert found.weights == pytest.approx([0.32, 0.14, 0.03, 0.13, 0.24, 0.14], abs=6e-3)
    assert not found.consistent


@pytest.mark.parametrize("matrix", [DRINKS, SCHOOL])
def test_pymcdm_finds_the_same_weights_and_nearly_the_same_ratio(matrix: np.ndarray) -> None:
    other, found = AHP(matrix=matrix), pairwise_weights(matrix)
    assert found.weights == pytest.approx(other(), abs=1e-9)
    assert found.ratio == pytest.approx(other.get_cr(), rel=0.02)  # it has other random indices


@given(st.lists(st.floats(0.05, 1.0), min_size=3, max_size=7))
def test_judgements_that_agree_give_back_their_weights(raw: list[float]) -> None:
    weights = np.array(raw) / sum(raw)
    found = pairwise_weights(weights[:, None] / weights)
    assert found.weights == pytest.approx(weights)
    assert found.index == pytest.approx(0.0, abs=1e-12)


@pytest.mark.parametrize(("words", "spread"), SPREADS.items())
def test_how_sure_is_the_spread_of_a_weight_of_one_half(words: str, spread: float) -> None:
    half = np.array([0.5, 0.3, 0.2])
    drawn = band(concentration(words) * half, ready(normals(1, 100_000)))
    assert drawn.sum(axis=0) == pytest.approx(1.0)
    assert drawn.mean(axis=1) == pytest.approx(half, abs=4 * spread / np.sqrt(100_000))
    assert drawn[0].std() == pytest.approx(spread, rel=0.01)


@pytest.mark.parametrize("size", [1.0, 5.0, 24.0, 276.8])
def test_the_band_is_the_exact_law_within_a_thousandth(size: float) -> None:
    scores, alphas = normals(2, 20_000), size * np.array([0.2778, 0.1111, 0.6111])
    gammas = gammaincinv(alphas[:, None], ndtr(scores))
    exact = gammas / gammas.sum(axis=0)
    assert np.abs(band(alphas, ready(scores)) - exact).mean() < 2e-4
    assert np.quantile(np.abs(band(alphas, ready(scores)) - exact), 0.999) < 5e-3


def test_the_agnostic_band_is_uniform_over_the_triangle() -> None:
    # P(w > t) = (1 - t)^2, a variance of 1/18, and half of the weights below 1 - sqrt(1/2)
    drawn = anywhere(3, 100_000)
    assert drawn.var(axis=1) == pytest.approx(np.full(3, 1 / 18), rel=0.02)
    for level in (0.1, 0.3, 0.6):
        share = (1 - level) ** 2
        error = np.sqrt(share * (1 - share) / 100_000)
        assert np.mean(drawn > level, axis=1) == pytest.approx(np.full(3, share), abs=4 * error)


def test_no_weight_stays_none() -> None:
    drawn = band(24.0 * np.array([0.0, 0.4, 0.6]), ready(normals(4, 1_000)))
    assert not drawn[0].any()
    assert drawn.sum(axis=0) == pytest.approx(1.0)


@given(st.floats(0.05, 0.9))
@settings(max_examples=20)
def test_the_same_chance_gives_weights_that_move_smoothly(cost: float) -> None:
    scores = ready(normals(5, 500))
    here, there = (
        band(24.0 * np.array([c, 1 - c - 0.04, 0.04]), scores) for c in (cost, cost + 1e-4)
    )
    assert np.abs(there - here).max() < 1e-2
