"""The oracle of the simulation: closed forms of renewal theory, integrals and monotony.

Base case of the published numbers: a stop every 1,000 days of operation, 60 days long on average.
"""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from models.formula import Array
from tests.models.closed import excess, unserved

RATE, MEAN = 1 / 1_000, 60.0
ONE = np.ones((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def over(mean: float, spread: float, threshold: float) -> float:
    return float(excess(column(mean), column(spread), column(threshold))[0, 0])


def loss(
    rate: float = RATE,
    mean: float = MEAN,
    spread: float = 1.0,
    severity: float = 1.0,
    cover: float = 0.0,
    cap: float | None = None,
) -> float:
    given_ = [column(each) for each in (rate, mean, spread, severity, cover)]
    end = () if cap is None else (column(cap),)
    return float(unserved(*given_, *end)[0, 0])


def law(mean: float, spread: float) -> object:
    return lognorm(spread, scale=mean / np.exp(spread**2 / 2))


def test_expected_time_beyond_sixty_days_as_published() -> None:
    # C4, lognormal: mean 60, threshold 60, standard deviation of the log 1
    assert over(60, 1, 60) == pytest.approx(22.975495, abs=5e-7)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(30, 86.516), (60, 62.785), (90, 45.793), (180, 19.496), (209, 15.243), (365, 4.863)],
)
def test_expected_time_beyond_the_cover_for_the_three_closed_stops(
    days: float, expected: float
) -> None:
    # stops of 60, 49.1 and 209 days: centre 4.4435, spread 0.7848, mean 115.76 days
    assert over(np.exp(4.4435 + 0.7848**2 / 2), 0.7848, days) == pytest.approx(expected, abs=0.02)


def test_beyond_nothing_is_the_mean_and_beyond_everything_is_nothing() -> None:
    assert over(60, 0.8, 0.0) == 60.0
    assert over(60, 0.8, 1e9) == pytest.approx(0.0, abs=1e-9)


def test_a_stop_that_hardly_varies_is_over_at_its_mean() -> None:
    # C4, fixed duration: 60 days against 60 gives 0, against 45 gives 15
    assert over(60, 1e-6, 60) == pytest.approx(0.0, abs=1e-4)
    assert over(60, 1e-6, 45) == pytest.approx(15.0, abs=1e-9)


@given(st.floats(1, 500), st.floats(0.1, 2.0), st.floats(0.05, 4.0))
@settings(max_examples=15)
def test_expected_excess_is_the_integral_of_the_chance_to_last_longer(
    mean: float, spread: float, share: float
) -> None:
    held, lasts = share * mean, law(mean, spread)
    within, _ = quad(lasts.sf, 0.0, held, limit=200)  # type: ignore[attr-defined]
    assert over(mean, spread, held) == pytest.approx(mean - within, rel=1e-6, abs=1e-7 * mean)


def test_without_stock_the_loss_is_the_unavailability_whatever_the_law() -> None:
    # C1, mean time to repair over the cycle: 60 of 1,060 days, 0.0566037736
    for spread in (0.1, 1.0, 2.0):
        assert loss(spread=spread) == pytest.approx(0.0566037736, abs=5e-11)


def test_with_stock_the_loss_is_the_excess_over_a_cycle() -> None:
    # C4: 22.975495 / 1,060
    assert loss(cover=60.0) == pytest.approx(22.975495 / 1_060, abs=1e-9)


@given(st.floats(5, 200), st.floats(0.1, 1.5), st.floats(10, 300), st.floats(0, 200))
@settings(max_examples=15)
def test_an_end_forced_after_k_days_is_that_of_a_stop_of_min_d_k(
    mean: float, spread: float, cap: float, cover: float
) -> None:
    # C6 for any law: E[min(D, k)] is the integral of the chance to last longer, up to k
    lasts = law(mean, spread)
    whole, _ = quad(lasts.sf, 0.0, cap, limit=200)  # type: ignore[attr-defined]
    beyond, _ = quad(lasts.sf, min(cover, cap), cap, limit=200)  # type: ignore[attr-defined]
    expected = beyond / (1 / RATE + whole)
    found = loss(mean=mean, spread=spread, cover=cover, cap=cap)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("cap", [0.0, 30.0, 60.0])
def test_an_end_before_the_stock_is_used_up_leaves_no_loss(cap: float) -> None:
    assert loss(cover=60.0, cap=cap) == 0.0


def test_a_hazard_that_takes_nothing_costs_nothing() -> None:
    assert loss(severity=0.0) == 0.0
    assert loss(severity=0.0, cover=30.0) == 0.0


def test_a_stop_of_half_the_supply_uses_the_stock_half_as_fast() -> None:
    # 60 days of stock last 120 of the stop, and half of what is beyond them is lost
    assert loss(severity=0.5, cover=60.0) == pytest.approx(0.5 * over(60, 1, 120) / 1_060)


STEPS = {
    "rate": (0.0005, 0.001, 0.01),
    "mean": (20.0, 60.0, 200.0),
    "severity": (0.1, 0.5, 1.0),
    "cap": (70.0, 120.0, 400.0),
}


@pytest.mark.parametrize("name", STEPS)
def test_the_loss_rises_with_rate_length_severity_and_a_later_end(name: str) -> None:
    found = [loss(**{"cover": 30.0, "cap": 500.0, name: value}) for value in STEPS[name]]  # type: ignore[arg-type]
    assert 0.0 < found[0] < found[1] < found[2]


def test_the_loss_falls_in_stock() -> None:
    found = [loss(cover=days) for days in (0.0, 30.0, 90.0, 365.0)]
    assert all(more > less for more, less in itertools.pairwise(found))


@given(st.floats(0.01, 100.0))
@settings(max_examples=20)
def test_the_unit_of_time_does_not_matter(factor: float) -> None:
    scaled = loss(RATE / factor, MEAN * factor, cover=30 * factor, cap=200 * factor)
    assert scaled == pytest.approx(loss(cover=30, cap=200), rel=1e-9)


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    low, high = (0.0005, 10, 0.2, 0, 0, 0), (0.01, 300, 2, 1, 200, 400)
    cases = np.random.default_rng(7).uniform(low, high, (40, 6))
    together = unserved(*(cases[:, [k]] for k in range(6)))
    for case, found in zip(cases, together[:, 0], strict=True):
        assert loss(*map(float, case)) == pytest.approx(found, rel=1e-12, abs=1e-15)


def test_a_delay_is_not_used_up_faster_by_a_stop_of_a_smaller_share() -> None:
    # 90 days of delay and 30 of stock: half of supply lost is felt after 90 + 30 / 0.5 = 150 days
    half = column(RATE), column(MEAN), ONE, column(0.5), column(30.0)
    found = unserved(*half, delay=column(90.0))[0, 0]
    assert found == pytest.approx(0.5 * over(60, 1, 150) / 1_060, rel=1e-12)
    # an end forced before them leaves no loss; one after 200 days leaves what lies between
    assert unserved(*half, column(140.0), column(90.0))[0, 0] == 0.0
    beyond = over(60, 1, 200)
    expected = 0.5 * (over(60, 1, 150) - beyond) / (1_060 - beyond)
    assert unserved(*half, column(200.0), column(90.0))[0, 0] == pytest.approx(expected, rel=1e-12)
