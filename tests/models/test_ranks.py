"""Ranks and first places: no rank for a tie, and a first place shared with a clone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.acceptability import first_shares, mean_places
from models.analysis.scoring import clearly_apart
from models.study import FEWEST_DRAWS

DRAWS = FEWEST_DRAWS
RNG = np.random.default_rng(8)


def test_ties_are_not_ranked() -> None:
    base = RNG.normal(0.5, 0.1, DRAWS)
    noise = RNG.normal(0.0, 0.01, DRAWS)
    scores = np.stack([base - 0.2, base, base + noise - noise.mean(), base - 0.2])
    assert mean_places(scores).tolist() == [3, 1, 1, 3]


def test_deals_far_apart_are_ranked_from_the_best() -> None:
    base = RNG.normal(0.5, 0.1, DRAWS)
    assert mean_places(np.stack([base - 0.3, base, base - 0.1])).tolist() == [3, 1, 2]


def test_two_deals_are_apart_beyond_two_standard_errors_of_their_paired_difference() -> None:
    spread = np.resize([1.0, -1.0], 100)  # standard error of the mean: 0.1005
    zero = np.zeros(100)
    assert not clearly_apart(spread + 0.20, zero)
    assert clearly_apart(spread + 0.21, zero)
    assert clearly_apart(zero, spread + 0.21)
    # common noise, however large, does not hide a steady difference
    assert clearly_apart(1e3 * spread + 0.01, 1e3 * spread)
    assert not clearly_apart(spread, spread)
    assert not clearly_apart(np.array([1.0]), np.array([0.0]))


@given(st.integers(0, 999), st.integers(1, 6))
@settings(max_examples=15)
def test_the_shares_of_first_places_add_up_to_one_even_with_ties(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    shares = first_shares(rng.integers(0, 4, (count, DRAWS)) / 4)
    assert shares.sum() == pytest.approx(1.0, rel=1e-12)
    assert shares.min() >= 0.0


def test_a_clone_splits_the_first_places() -> None:
    # first in three of four draws, shared with a clone: 3 / 8 each
    best, rest = np.array([1.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 0.0, 1.0])
    assert first_shares(np.stack([best, best, rest])).tolist() == [0.375, 0.375, 0.25]
