"""Ranks and first places: no rank for a tie, and a first place shared with a clone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.scoring import clearly_apart, first_shares, ranks
from models.study import FEWEST_DRAWS

DRAWS = FEWEST_DRAWS
RNG = np.random.default_rng(8)


def test_ties_are_not_ranked() -> None:
    base = RNG.normal(0.5, 0.1, DRAWS)
    noise = RNG.normal(0.0, 0.01, DRAWS)
    scores = {"c": base - 0.2, "a": base, "b": base + noise - noise.mean(), "d": base - 0.2}
    assert ranks(scores) == {"a": 1, "b": 1, "c": 3, "d": 3}


def test_deals_far_apart_are_ranked_from_the_best() -> None:
    base = RNG.normal(0.5, 0.1, DRAWS)
    assert ranks({"low": base - 0.3, "high": base, "middle": base - 0.1}) == {
        "high": 1, "middle": 2, "low": 3,
    }  # fmt: skip


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
    scores = {f"deal {number}": rng.integers(0, 4, DRAWS) / 4 for number in range(count)}
    shares = first_shares(scores)
    assert sum(shares.values()) == pytest.approx(1.0, rel=1e-12)
    assert min(shares.values()) >= 0.0


def test_a_clone_splits_the_first_places() -> None:
    # first in three of four draws, shared with a clone: 3 / 8 each
    best, rest = np.array([1.0, 1.0, 1.0, 0.0]), np.array([0.0, 0.0, 0.0, 1.0])
    shares = first_shares({"deal": best, "clone": best.copy(), "rest": rest})
    assert shares == {"deal": 0.375, "clone": 0.375, "rest": 0.25}
