"""Prices and exchange rates: limits, moments and parities."""

import numpy as np
import pytest

from models.chain.calendar import years_from_price_year, years_from_today
from models.chain.prices import (
    chinese_magnet_price,
    indian_price_level,
    partner_strength,
    reverting,
    rupee_rate,
    rupee_strength,
    us_price_level,
)
from models.formula import Array
from models.study import Study
from tests.models.conftest import Quantities

CASES = 4_000
YEAR = np.arange(31.0)[None, :]
ONE = np.ones((1, 1))
SHOCKS = np.random.default_rng(2).standard_normal((CASES, 31))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def path(persistence: float, volatility: float, today: float = 90.0, level: float = 60.0) -> Array:
    return reverting(
        column(today), column(level), column(persistence), column(volatility), SHOCKS, YEAR
    )


def test_without_shocks_the_distance_shrinks_by_the_persistence_each_year() -> None:
    # log(90/60) halves: 60 * 1.5, 60 * 1.5^(1/2), 60 * 1.5^(1/4)
    expected = [90.0, 60.0 * 1.5**0.5, 60.0 * 1.5**0.25]
    assert path(0.5, 0.0)[0, :3] == pytest.approx(expected, rel=1e-12)


def test_without_persistence_a_price_is_at_its_long_run_level_but_for_the_shock_of_the_year() -> (
    None
):
    level = 60.0 * np.exp(0.3 * SHOCKS[:, 1:])
    assert np.allclose(path(1e-15, 0.3)[:, 1:], level, rtol=1e-12, atol=0.0)


def test_the_shock_of_year_0_is_in_the_price_of_today_already() -> None:
    shock = np.zeros((1, 31))
    shock[0, 0] = 5.0
    given = column(90), column(60), column(0.5), column(0.3)
    calm, moved = (reverting(*given, each, YEAR) for each in (np.zeros((1, 31)), shock))
    assert np.array_equal(moved, calm)
    assert moved[0, 0] == pytest.approx(90.0, rel=1e-12)


def test_a_single_shock_fades_by_the_persistence() -> None:
    # 2 standard deviations of 0.3 in year 3 at rest: exp(0.6), exp(0.3), exp(0.15)
    shock = np.zeros((1, 31))
    shock[0, 3] = 2.0
    made = reverting(column(60), column(60), column(0.5), column(0.3), shock, YEAR)[0]
    assert made[2:6] == pytest.approx([60, *(60 * np.exp([0.6, 0.3, 0.15]))], rel=1e-12)


def test_a_shock_held_at_one_value_adds_up_as_a_geometric_series() -> None:
    # of one standard deviation of 0.3 a year, half kept: 0, 1, 1.5, 1.75 and in the end 2 of them
    made = reverting(column(60), column(60), column(0.5), column(0.3), ONE, YEAR)[0]
    expected = 60 * np.exp(0.3 * np.array([0.0, 1.0, 1.5, 1.75]))
    assert made[:4] == pytest.approx(expected, rel=1e-12)
    assert made[30] == pytest.approx(60 * np.exp(0.6), rel=1e-8)


def test_with_full_persistence_a_price_is_a_walk_that_never_returns() -> None:
    walked = 90.0 * np.exp(0.2 * np.cumsum(SHOCKS[:, 1:], axis=1))
    assert np.allclose(path(1.0, 0.2)[:, 1:], walked, rtol=1e-12, atol=0.0)


@pytest.mark.parametrize(("persistence", "volatility"), [(0.55, 0.31), (0.9, 0.2), (0.2, 0.4)])
def test_in_the_long_run_the_log_price_has_the_mean_and_variance_of_theory(
    persistence: float, volatility: float
) -> None:
    # first-order autoregression: mean log(level), variance volatility^2 / (1 - persistence^2)
    last = np.log(path(persistence, volatility)[:, -1])
    variance = volatility**2 / (1.0 - persistence**2)
    left = np.log(1.5) * persistence**30
    assert abs(last.mean() - np.log(60.0) - left) < 3.0 * np.sqrt(variance / CASES)
    expected = variance * (1.0 - persistence**60)
    assert abs(last.var(ddof=1) - expected) < 3.0 * variance * np.sqrt(2.0 / CASES)


def test_neighbouring_years_are_correlated_by_the_persistence() -> None:
    logs = np.log(path(0.6, 0.3))
    assert np.corrcoef(logs[:, 29], logs[:, 30])[0, 1] == pytest.approx(0.6, abs=3 * 0.64 / 63)


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    rng = np.random.default_rng(3)
    today, level = rng.uniform(50, 150, (2, 20, 1))
    kept, moves = rng.uniform(0, 0.9, (20, 1)), rng.uniform(0, 0.5, (20, 1))
    together = reverting(today, level, kept, moves, SHOCKS[:20], YEAR)
    for case in range(20):
        one = slice(case, case + 1)
        alone = reverting(today[one], level[one], kept[one], moves[one], SHOCKS[one], YEAR)
        assert together[one] == pytest.approx(alone, rel=1e-13)


def test_a_shock_that_is_held_at_a_value_comes_every_year(
    study: Study, quantities: Quantities
) -> None:
    calm, lifted = (quantities(study.deals[0], oxide_price_shock=shock) for shock in (0.0, 1.0))
    ratio = np.log(lifted["oxide_price"] / calm["oxide_price"])
    kept, moves = lifted["price_persistence"], lifted["oxide_price_volatility"]
    expected = moves * (1.0 - kept**YEAR) / (1.0 - kept)
    assert np.allclose(ratio, np.broadcast_to(expected, ratio.shape), rtol=1e-9, atol=1e-12)


def test_years_are_counted_from_mid_2026_and_from_2025() -> None:
    dates = np.array([[2026.0, 2026.5, 2027.0, 2030.0]])
    assert years_from_today(dates, ONE)[0] == pytest.approx([0.0, 0.0, 0.5, 3.5])
    assert years_from_price_year(dates, ONE)[0] == pytest.approx([1.0, 1.5, 2.0, 5.0])


def test_the_rupee_falls_by_the_difference_in_inflation() -> None:
    # after ten years of 4 % in India and 2 % in the United States
    rate = rupee_rate(column(95), column(0.02), column(0.04), column(0.0), SHOCKS[:1], YEAR)
    assert rate[0, 10] == pytest.approx(95.0 * (1.04 / 1.02) ** 10, rel=1e-12)


def test_a_shock_to_the_rupee_stays() -> None:
    shock = np.zeros((1, 31))
    shock[0, 5] = 1.0
    rate = rupee_rate(column(95), column(0.03), column(0.03), column(0.04), shock, YEAR)
    assert rate[0, 4] == pytest.approx(95.0, rel=1e-12)
    assert rate[0, 5:] == pytest.approx(95.0 * np.exp(0.04), rel=1e-12)


def test_inflation_alone_does_not_change_what_indian_costs_are_worth_in_dollars() -> None:
    # purchasing-power parity: 92 rupees to the dollar in 2026.5 and 87 in 2025, then no shocks
    dates = 2027.0 + YEAR
    today, before = years_from_today(dates, ONE), years_from_price_year(dates, ONE)
    dollar, rupee = column(0.025), column(0.04)
    rate = rupee_rate(column(92), dollar, rupee, column(0.0), SHOCKS[:1], today)
    levels = indian_price_level(rupee, before), us_price_level(dollar, before)
    strength = rupee_strength(rate, column(87), *levels)
    assert strength[0] == pytest.approx(87 / 92 * (1.04 / 1.025) ** 1.5, rel=1e-12)


def test_a_weaker_partner_currency_makes_its_costs_cheaper_in_dollars() -> None:
    # 150 yen in 2025, 160 today: 150 / 160
    weak = partner_strength(column(160), column(150), column(0.0), SHOCKS[:1], YEAR)
    assert weak[0] == pytest.approx(0.9375, rel=1e-12)
    fallen = partner_strength(column(160), column(150), column(0.1), np.ones((1, 31)), YEAR)
    assert fallen[0, 2] == pytest.approx(0.9375 * np.exp(-0.2), rel=1e-12)


def test_a_chinese_magnet_costs_its_oxide_and_the_conversion() -> None:
    # 0.4 kg at 80 USD/kg and 12 USD of conversion: 44
    none = column(0.0)
    price = chinese_magnet_price(column(80), column(0.4), none, none, none, none, column(12))
    assert price[0, 0] == pytest.approx(44.0, rel=1e-12)


def test_a_chinese_magnet_costs_the_oxide_of_the_heavy_metals_in_it_too() -> None:
    # 10 g Dy and 5 g Tb, priced by the kilogram of oxide: 1.1477 kg hold one of Dy, 1.1762 of Tb
    heavy = column(240), column(0.010), column(850), column(0.005)
    price = chinese_magnet_price(column(80), column(0.4), *heavy, column(12))[0, 0]
    assert price == pytest.approx(44.0 + 2.40 * 1.1477 + 4.25 * 1.1762, abs=5e-4)
