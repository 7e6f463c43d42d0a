"""Rates and lengths from dated events: worked by hand, and laws that always hold."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis import calibration
from models.analysis.calibration import Rate, down, exposure, half_life_of, length, licence, rate

INDIA, JAPAN = (0.9,), (15.4, 0.9, 0.1)  # ages in February 2026
CLOSED = (60.0, 49.1, 209.0)  # days: Japan 2010, the world 2025, India 2025
AGES = st.lists(st.floats(0.0, 20.0), max_size=6)


def test_years_that_count() -> None:
    assert exposure(20.0, 5.0) == pytest.approx(6.7626, abs=5e-5)
    assert exposure(20.0, None) == 20.0
    assert exposure(20.0, 1e6) == pytest.approx(20.0, rel=1e-4)


@pytest.mark.parametrize(
    ("ages", "faded", "alike"), [(INDIA, 0.2045, 0.075), (JAPAN, 0.3678, 0.175)]
)
def test_rates_at_both_ends(ages: tuple[float, ...], faded: float, alike: float) -> None:
    assert rate(ages, 20.0, 5.0).mean == pytest.approx(faded, abs=5e-5)
    assert rate(ages, 20.0, None).mean == pytest.approx(alike)


def test_how_many_events_are_to_be_expected() -> None:
    known = Rate(1.5, 20.0)
    assert known.count_chance(0, 10.0) == pytest.approx(0.5443311, abs=5e-8)
    assert known.mean * 10.0 == pytest.approx(0.75)
    assert known.count_variance(10.0) == pytest.approx(1.125)
    chances = np.array([known.count_chance(count, 10.0) for count in range(200)])
    assert chances.sum() == pytest.approx(1.0)
    assert chances @ np.arange(200) == pytest.approx(0.75)


@given(AGES, st.floats(2.0, 50.0))
def test_a_rate_lies_around_its_mean(ages: list[float], half_life: float) -> None:
    known = rate(ages, 20.0, half_life)
    low, high = known.ends
    assert 0.0 < low < high
    assert low < known.mean < high * 3.0
    assert known.events <= len(ages) + 1e-9


@given(AGES)
def test_a_past_that_hardly_fades_counts_whole(ages: list[float]) -> None:
    slow, alike = rate(ages, 20.0, 1e7), rate(ages, 20.0, None)
    assert slow.mean == pytest.approx(alike.mean, rel=1e-4)


def test_what_happened_before_the_window_does_not_count() -> None:
    assert rate((15.4, 0.9), 10.0, None) == rate((0.9,), 10.0, None)


def test_the_half_life_behind_a_rate_is_found() -> None:
    known = rate(INDIA, 20.0, 7.0).mean
    assert half_life_of(known, INDIA, 20.0) == pytest.approx(7.0, rel=0.01)
    assert half_life_of(5.0, INDIA, 20.0) is None


def test_the_law_of_three_lengths() -> None:
    found = length(CLOSED)
    assert found is not None
    assert found.centre == pytest.approx(4.4435, abs=5e-5)
    assert found.spread == pytest.approx(0.7848, abs=5e-5)
    assert found.median == pytest.approx(85.07, abs=0.005)
    assert found.mean == pytest.approx(115.76, abs=0.005)


@pytest.mark.parametrize(
    ("cover", "beyond"),
    [(30, 86.516), (60, 62.785), (90, 45.793), (180, 19.496), (209, 15.243), (365, 4.863)],
)
def test_what_lasts_beyond_a_stock(cover: float, beyond: float) -> None:
    found = length(CLOSED)
    assert found is not None
    assert found.excess(cover) == pytest.approx(beyond, abs=0.002)


def test_an_open_event_lengthens_by_the_likelihood() -> None:
    """The best point is flat in both directions: no step away from it is likelier."""
    found = length(CLOSED, (118.0,))
    assert found is not None
    assert found.mean > 115.76
    spread = found.spread * math.sqrt(2.0 / 3.0)

    def likelihood(centre: float, wide: float) -> float:
        law = calibration.Length(centre, wide, 3, 1)
        ended = [-math.log(wide) - ((math.log(x) - centre) / wide) ** 2 / 2.0 for x in CLOSED]
        return sum(ended) + math.log(law.longer(118.0))

    best = likelihood(found.centre, spread)
    for step in (-1e-3, 1e-3):
        assert likelihood(found.centre + step, spread) < best
        assert likelihood(found.centre, spread + step) < best


def test_the_next_length_is_less_sure_than_the_law() -> None:
    found = length(CLOSED)
    assert found is not None
    assert found.next(0.5) == pytest.approx(found.median)
    # ln 85.07 + 0.7848 sqrt(4/3) 1.8856 (Student's t with 2 degrees, P90)
    assert found.next(0.9) == pytest.approx(math.exp(4.4435 + 0.7848 * 1.1547 * 1.8856), rel=1e-3)


@pytest.mark.parametrize("few", [(), (60.0,), (60.0, 60.0)])
def test_too_few_lengths_tell_no_law(few: tuple[float, ...]) -> None:
    assert length(few, (118.0,)) is None


def test_a_known_state_is_forgotten() -> None:
    rate_, mean = 1.0 / 1000.0, 60.0  # per day, days
    usual = 0.0566037736
    assert down(rate_, mean, 30.0) == pytest.approx(usual, abs=1e-10)
    gone = math.exp(-(1.0 / 1000.0 + 1.0 / 60.0) * 60.0)
    assert down(rate_, mean, 60.0, known=0.0) == pytest.approx(usual * (1.0 - gone), abs=1e-10)
    assert down(rate_, mean, 0.0, known=1.0) == 1.0
    assert down(rate_, mean, 1e6, known=1.0) == pytest.approx(usual, abs=1e-10)


def test_shares_of_a_licence_by_hand() -> None:
    """Open 1, licensed 0.2 / 4 = 0.05, stopped 0.05 * 1 / 2 = 0.025: in all 1.075."""
    passing = (0.516 + 0.243 + 0.626) / 3.0  # April to June 2025
    found = licence(0.2, 4.0, 1.0, 2.0, passing)
    assert found.free == pytest.approx(1.0 / 1.075)
    assert found.licensed == pytest.approx(0.05 / 1.075)
    assert found.stopped == pytest.approx(0.025 / 1.075)
    assert found.throughput == pytest.approx((1.0 + 0.05 * 0.461667) / 1.075, rel=1e-6)


@given(*[st.floats(0.01, 20.0)] * 4, st.floats(0.0, 1.0))
def test_flows_between_the_states_of_a_licence_balance(
    licensing: float, release: float, stop: float, resumption: float, passing: float
) -> None:
    found = licence(licensing, release, stop, resumption, passing)
    assert found.free * licensing == pytest.approx(found.licensed * release)
    assert found.licensed * stop == pytest.approx(found.stopped * resumption)
    assert found.free + found.licensed + found.stopped == pytest.approx(1.0)
    assert 0.0 <= found.throughput <= 1.0
