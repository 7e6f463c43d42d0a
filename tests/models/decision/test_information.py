"""The value of information, against closed formulas."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import ndtri
from scipy.stats import norm

from models.analysis.information import conditional_means, partial, perfect, ranked
from models.formula import Array
from tests.models.decision.invented import values

DRAWS = 10_000


def against_nothing(lead: Array) -> Array:
    """Benefits of a deal with this lead over another."""
    return np.stack([lead, np.zeros_like(lead)])


def normal_loss(mean: float, spread: float) -> float:
    """Value of knowing a normal difference: spread (phi(u) - u (1 - Phi(u))), u = mean / spread."""
    unit = mean / spread
    return float(spread * (norm.pdf(unit) - unit * norm.sf(unit)))


def test_two_deals_with_a_normal_difference() -> None:
    # Raiffa and Schlaifer 1961: 10 [phi(.3) - .3 (1 - Phi(.3))]
    assert normal_loss(3.0, 10.0) == pytest.approx(2.6676124, abs=5e-8)
    lead = 3.0 + 10.0 * ndtri((np.arange(DRAWS) + 0.5) / DRAWS)  # at the quantiles: no noise
    found = perfect(against_nothing(lead))
    assert found.value == pytest.approx(2.6676124, abs=2e-4)
    # and with noise, within three standard errors
    noisy = perfect(against_nothing(np.random.default_rng(1).normal(3.0, 10.0, DRAWS)))
    assert abs(noisy.value - 2.6676124) < 3 * noisy.error


@pytest.mark.parametrize("mean", [0.0, 3.0, -8.0])
def test_one_input_of_a_normal_difference_and_both(mean: float) -> None:
    rng = np.random.default_rng(2)
    one, other, idle = rng.standard_normal((3, DRAWS))
    benefits = against_nothing(mean + 6.0 * one + 8.0 * other)
    for known, spread in ((one, 6.0), (other, 8.0), (np.stack([one, other]), 10.0)):
        found = partial(benefits, known)
        assert abs(found.value - normal_loss(abs(mean), spread)) < 3 * found.error
    assert not partial(benefits, idle).found
    assert list(ranked(benefits, {"idle": idle, "one": one, "other": other}))[2] == "idle"


def test_a_curved_input() -> None:
    # lead x^2 - 1 with x uniform on -2..2: gain when |x| > 1; mean 1/3, so the deal is best unless
    # told. E max = int_1^2 (x^2 - 1) dx / 2 = 2/3, so knowing x is worth 1/3
    rng = np.random.default_rng(3)
    known = rng.uniform(-2.0, 2.0, DRAWS)
    found = partial(against_nothing(known**2 - 1.0 + rng.standard_normal(DRAWS)), known)
    assert abs(found.value - 1 / 3) < 3 * found.error


def test_an_input_of_few_values() -> None:
    # +3 with chance .3, -1 with .7: mean .2; E max = .9, worth .7
    rng = np.random.default_rng(4)
    known = np.where(rng.random(DRAWS) < 0.3, 3.0, -1.0)
    found = partial(against_nothing(known + rng.standard_normal(DRAWS)), known)
    assert abs(found.value - 0.7) < 3 * found.error


def test_inputs_that_only_count_together() -> None:
    # lead x y of independent normals: neither tells anything, both E max(xy, 0) = 1/pi
    rng = np.random.default_rng(5)
    one, other = rng.standard_normal((2, DRAWS))
    benefits = against_nothing(one * other)
    assert not partial(benefits, one).found
    both = partial(benefits, np.stack([one, other]))
    assert abs(both.value - 1 / np.pi) < 3 * both.error


def test_inputs_that_go_together_tell_of_each_other() -> None:
    # corr .8: knowing y of a lead 3 + 10 x is knowing 8 of its 10
    rng = np.random.default_rng(6)
    lead, own = rng.standard_normal((2, DRAWS))
    found = partial(against_nothing(3.0 + 10.0 * lead), 0.8 * lead + 0.6 * own)
    assert abs(found.value - normal_loss(3.0, 8.0)) < 3 * found.error


def test_the_error_is_that_of_many_repeats() -> None:
    found = []
    for seed in range(200):
        one, other = np.random.default_rng(seed).standard_normal((2, 1_000))
        found.append(partial(against_nothing(3.0 + 6.0 * one + 8.0 * other), one))
    value = np.array([each.value for each in found])
    error = np.array([each.error for each in found])
    assert value.std() == pytest.approx(error.mean(), rel=0.2)
    assert value.mean() == pytest.approx(normal_loss(3.0, 6.0), abs=0.25 * value.std())


@given(st.integers(0, 999))
@settings(max_examples=30)
def test_no_input_is_worth_more_than_all_and_none_less_than_nothing(seed: int) -> None:
    known = values(seed, draws=2_000)
    benefits = known.sum(axis=1)
    for each in known.reshape(-1, 2_000):
        found = partial(benefits, each)
        assert 0.0 <= found.value <= perfect(benefits).value + 2 * found.error


@given(st.integers(0, 999), st.floats(0.1, 100.0), st.floats(-5.0, 5.0))
@settings(max_examples=20)
def test_units_of_the_benefit_carry_over_and_those_of_the_input_do_not_count(
    seed: int, scale: float, shift: float
) -> None:
    known = values(seed, draws=1_000)
    benefits, one = known.sum(axis=1), known[0, 0]
    before, after = partial(benefits, one), partial(scale * benefits + shift, scale * one - shift)
    assert after.value == pytest.approx(scale * before.value, rel=1e-6, abs=1e-9)
    assert after.error == pytest.approx(scale * before.error, rel=1e-6, abs=1e-9)


def test_a_constant_tells_nothing_and_the_input_itself_all() -> None:
    lead = np.random.default_rng(7).normal(0.3, 1.0, DRAWS)
    assert partial(against_nothing(lead), np.ones(DRAWS)).value == 0.0
    assert partial(against_nothing(lead), lead).value == pytest.approx(
        perfect(against_nothing(lead)).value
    )


def test_conditional_means_keep_the_mean() -> None:
    known = values(8, draws=2_000)
    benefits = known.sum(axis=1)
    found = conditional_means(benefits, known[0])
    assert found.mean(axis=1) == pytest.approx(benefits.mean(axis=1))


def test_an_input_that_nearly_always_has_one_value() -> None:
    rng = np.random.default_rng(9)
    known = np.where(rng.random(DRAWS) < 0.02, rng.uniform(1.0, 2.0, DRAWS), 0.0)
    found = partial(against_nothing(0.01 - known), known)
    assert found.value == pytest.approx(perfect(against_nothing(0.01 - known)).value, rel=0.05)
