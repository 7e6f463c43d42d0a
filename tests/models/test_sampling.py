"""Draws: their laws, their strata, their correlation, and that nothing else moves them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.dataset import Dataset
from models.formula import Array
from models.sampling import BLOCK, YEARS, draw, ends, quantile
from models.tables import Parameter

MIDDLES = (np.arange(200_000) + 0.5)[:, None] / 200_000  # a law's chances, finely and evenly


@pytest.fixture(scope="module")
def row(dataset: Dataset) -> Parameter:
    """A parameter of no factor, to be made into another."""
    plain = dataset.parameters["inspection_yield"]
    wide = {"minimum": -1e6, "maximum": 1e6, "factor": "", "loading": None}
    return plain.model_copy(update={"key": "plain", **wide})


def law(row: Parameter, kind: str, low: float, mode: float, high: float) -> Parameter:
    spread = {"distribution": kind, "low": low, "mode": mode, "high": high}
    return row.model_copy(update=spread)


def loaded(row: Parameter, key: str, loading: float, factor: str = "market") -> Parameter:
    return row.model_copy(update={"key": key, "factor": factor, "loading": loading})


def ranks_of(numbers: Array) -> Array:
    return np.argsort(np.argsort(numbers, axis=0), axis=0)


def test_a_fixed_parameter_is_one_number(row: Parameter) -> None:
    assert draw(law(row, "fixed", 3.0, 3.0, 3.0), 1, 0, 500).tolist() == [[3.0]]


def test_there_is_exactly_one_draw_in_each_of_two_thousand_strata(row: Parameter) -> None:
    made = draw(law(row, "uniform", 0.0, 0.5, 1.0), 7, 3, BLOCK)
    assert sorted(np.floor(made[:, 0] * BLOCK).astype(int)) == list(range(2_000))


def test_every_year_of_a_shock_is_stratified_on_its_own(row: Parameter) -> None:
    made = draw(law(row, "yearly_normal", 0.0, 0.0, 0.0), 7, 0, BLOCK)
    assert made.shape == (BLOCK, YEARS)
    # 10 % quantile of the normal law: -1.2815515655; exactly 200 of 2,000 lie below it
    assert np.all(np.sum(made < -1.2815515655, axis=0) == 200)
    links = np.corrcoef(made, rowvar=False) - np.eye(YEARS)
    assert np.max(np.abs(links)) < 5.0 / np.sqrt(BLOCK)


def test_fewer_draws_are_the_first_of_more(row: Parameter) -> None:
    kind = law(row, "pert", 1.0, 2.0, 5.0)
    assert np.array_equal(draw(kind, 1, 0, 500), draw(kind, 1, 0, BLOCK)[:500])


def test_seed_block_and_name_each_change_the_draws_and_nothing_else_does(row: Parameter) -> None:
    kind = law(row, "uniform", 0.0, 0.5, 1.0)
    made = draw(kind, 1, 0, BLOCK)
    other = kind.model_copy(update={"key": "other"})
    for changed in (draw(kind, 2, 0, BLOCK), draw(kind, 1, 1, BLOCK), draw(other, 1, 0, BLOCK)):
        assert abs(np.corrcoef(changed[:, 0], made[:, 0])[0, 1]) < 4.0 / np.sqrt(BLOCK)
    note = kind.model_copy(update={"note": "seen again", "grade": "A"})
    assert np.array_equal(draw(note, 1, 0, BLOCK), made)


def test_another_law_keeps_the_order_of_the_draws(row: Parameter) -> None:
    one = draw(law(row, "pert", 1.0, 2.0, 5.0), 1, 0, BLOCK)
    other = draw(law(row, "triangular", -3.0, 0.0, 1.0), 1, 0, BLOCK)
    assert np.array_equal(ranks_of(one), ranks_of(other))


def test_the_mean_and_variance_of_a_pert_law(row: Parameter) -> None:
    # mean (1 + 4 * 2 + 9) / 6 = 3; variance (mean - low)(high - mean) / 7 = 2 * 6 / 7
    made = draw(law(row, "pert", 1.0, 2.0, 9.0), 1, 0, BLOCK)
    variance = 12.0 / 7.0
    assert abs(made.mean() - 3.0) < 3.0 * math.sqrt(variance / BLOCK)
    assert abs(made.var(ddof=1) - variance) < 3.0 * variance * math.sqrt(2.0 / BLOCK)


def test_the_mean_and_variance_of_a_triangular_law(row: Parameter) -> None:
    # with ends a and c: mean (a + b + c) / 3, variance (a^2 + b^2 + c^2 - ab - ac - bc) / 18
    exact = quantile(law(row, "triangular", 1.0, 2.0, 9.0), MIDDLES)
    assert exact.mean() == pytest.approx(4.0, rel=1e-6)
    assert exact.var() == pytest.approx((81 + 1 + 4 - 9 - 18 - 2) / 18, rel=1e-5)


def test_reading_low_and_high_as_p10_and_p90_changes_the_spread_as_published(
    row: Parameter,
) -> None:
    # (55, 75, 140) read as bounds has a standard deviation of 18.1, as P10 and P90 of 31.7
    bounds = quantile(law(row, "triangular", 55.0, 75.0, 140.0), MIDDLES)
    judged = quantile(law(row, "triangular_p10_p90", 55.0, 75.0, 140.0), MIDDLES)
    assert bounds.std() == pytest.approx(18.1, abs=0.05)
    assert judged.std() == pytest.approx(31.7, abs=0.05)


def test_the_ends_of_the_triangle_with_p10_0_mode_1_and_p90_2() -> None:
    # solved by hand: a = -0.80901699, b = 2.80901699
    assert ends(0.0, 1.0, 2.0) == pytest.approx((-0.80901699, 2.80901699), abs=1e-8)


@given(st.floats(0.05, 0.95), st.floats(0.1, 1e3))
@settings(max_examples=40)
def test_a_tenth_lies_below_low_and_above_high_of_a_judgement(mode: float, span: float) -> None:
    middle = mode * span
    first, last = ends(0.0, middle, span)
    width = last - first
    assert (0.0 - first) ** 2 / (width * (middle - first)) == pytest.approx(0.1, rel=1e-6)
    assert (last - span) ** 2 / (width * (last - middle)) == pytest.approx(0.1, rel=1e-6)


@pytest.mark.parametrize("kind", ["uniform", "triangular", "triangular_p10_p90", "pert"])
def test_a_quantile_rises_with_the_chance(row: Parameter, kind: str) -> None:
    values = quantile(law(row, kind, 55.0, 75.0, 140.0), MIDDLES[::100])
    assert np.all(np.diff(values, axis=0) > 0.0)


def test_no_draw_leaves_the_span_of_its_row(row: Parameter) -> None:
    narrow = row.model_copy(update={"minimum": 50.0, "maximum": 150.0})
    made = draw(law(narrow, "triangular_p10_p90", 55.0, 75.0, 140.0), 1, 0, BLOCK)
    assert (made.min(), made.max()) == (50.0, 150.0)


@pytest.mark.parametrize(("one", "other"), [(0.8, 0.5), (0.6, -0.5), (1.0, 0.7), (0.0, 0.9)])
def test_the_correlation_of_two_loadings_is_their_product(
    row: Parameter, one: float, other: float
) -> None:
    first, second = (
        draw(law(loaded(row, key, loading), "yearly_normal", 0.0, 0.0, 0.0), 5, 0, BLOCK)[:, 0]
        for key, loading in (("first", one), ("second", other))
    )
    product = one * other
    error = (1.0 - product**2) / math.sqrt(BLOCK)
    assert abs(np.corrcoef(first, second)[0, 1] - product) < 3.0 * error


def test_parameters_of_different_factors_are_independent(row: Parameter) -> None:
    first, second = (
        draw(law(loaded(row, "a" + factor, 0.9, factor), "uniform", 0.0, 0.5, 1.0), 5, 0, BLOCK)
        for factor in ("market", "weather")
    )
    assert abs(np.corrcoef(first[:, 0], second[:, 0])[0, 1]) < 3.0 / math.sqrt(BLOCK)


@pytest.mark.parametrize("loading", [-0.7, 0.3, 0.9, 1.0])
def test_a_factor_leaves_the_law_of_each_parameter_as_it_was(
    row: Parameter, loading: float
) -> None:
    made = draw(law(loaded(row, "alone", loading), "uniform", 0.0, 0.5, 1.0), 5, 0, BLOCK)[:, 0]
    gap = np.max(np.abs(np.sort(made) - (np.arange(BLOCK) + 0.5) / BLOCK))
    assert gap < 1.63 / math.sqrt(BLOCK)  # Kolmogorov and Smirnov, 1 %


def test_draws_are_read_only(row: Parameter) -> None:
    with pytest.raises(ValueError, match="read-only"):
        draw(law(row, "pert", 1.0, 2.0, 5.0), 1, 0, 10)[0] = 0.0
