"""Production: the ramp, integrated exactly, and what oxide allows."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.calendar import discount_factor, discounted_years, share_of_year
from models.chain.cost import levelising_weight, rupee_weight, worth_of_price
from models.chain.production import (
    demand_coverage,
    feed_coverage,
    full_rate_time,
    operating_fraction,
    ramp_years,
    utilisation,
)
from models.formula import Array
from models.study import Study
from tests.models.conftest import Quantities

YEAR = np.arange(31.0)[None, :]
FOREVER = 100.0


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def used(start: float, first: float, full: float, ramp: float, years: float = FOREVER) -> Array:
    given_ = column(first), column(full), column(ramp), column(years)
    return utilisation(YEAR, column(start), *given_)[0]


def test_share_of_each_year_after_a_start_at_two_and_a_half() -> None:
    # published unit vector: L = 2.5, t = 0..7
    made = operating_fraction(YEAR, column(2.5), column(FOREVER))
    assert made[0, :8] == pytest.approx([0, 0, 0, 0.5, 1, 1, 1, 1], abs=1e-12)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (2.5, [0, 0, 0, 0.209375, 0.625, 0.865625, 0.9, 0.9]),
        (3.0, [0, 0, 0, 0, 0.4875, 0.7625, 0.9, 0.9]),
    ],
)
def test_ramp_from_0_35_to_0_90_in_two_years(start: float, expected: list[float]) -> None:
    # published unit vectors
    assert used(start, 0.35, 0.90, 2.0)[:8] == pytest.approx(expected, abs=1e-12)


@given(
    st.floats(0.0, 10.0),
    st.floats(0.0, 0.6),
    st.floats(0.65, 1.0),
    st.floats(0.5, 6.0),
    st.floats(3.0, 20.0),
)
@settings(max_examples=60)
def test_all_years_together_make_what_the_trapezoid_holds(
    start: float, first: float, full: float, ramp: float, years: float
) -> None:
    made = used(start, first, full, ramp, years)
    risen = min(ramp, years)
    reached = first + (full - first) * risen / ramp
    area = risen * (first + reached) / 2.0 + full * (years - risen)  # a trapezoid and a rectangle
    assert made.sum() == pytest.approx(area, rel=1e-12)
    assert np.all(made >= -1e-12)
    assert np.all(made <= full + 1e-12)


@given(st.floats(0.0, 9.0), st.floats(0.001, 0.01))
@settings(max_examples=30)
def test_a_short_delay_changes_output_a_little_and_never_raises_what_was_made(
    start: float, delay: float
) -> None:
    soon, late = (np.cumsum(used(each, 0.1, 0.85, 2.5)) for each in (start, start + delay))
    assert np.all(late <= soon + 1e-12)
    assert np.all(soon - late <= 0.85 * delay + 1e-12)


def test_a_window_is_shared_out_among_the_years_it_touches() -> None:
    # from 1.25 for 1.5 years: 0.75 of year 2, 0.75 of year 3
    assert share_of_year(YEAR, column(1.25), column(1.5))[0, :5] == pytest.approx(
        [0, 0, 0.75, 0.75, 0], abs=1e-12
    )


def test_production_is_cut_in_proportion_to_the_oxide_that_is_missing() -> None:
    covered = feed_coverage(column(30, 0, 0), column(10, 0, 0), column(50, 50, 0))
    assert covered[:, 0].tolist() == [0.8, 0.0, 0.0]


def test_discounted_mass_by_hand() -> None:
    # 100 t after one year and after two at 10 %, 80 and 88 INR/USD
    year = YEAR[:, :3]
    factor, rate = discount_factor(column(0.10), year), np.array([[75.0, 80.0, 88.0]])
    one = np.ones((1, 1))
    worth = worth_of_price(np.array([[0.0, 100.0, 100.0]]), rate, factor, one)
    assert worth[0, 0] == pytest.approx(8_000 / 1.1 + 8_800 / 1.21, rel=1e-12)
    # what is spread over the kilograms with the weights of their years is the same on each
    weight = levelising_weight(rupee_weight(factor, one, worth), rate)
    assert np.sum(weight[:, 1:] * 100.0) == pytest.approx(1.0, rel=1e-12)


def test_flows_of_a_year_may_be_discounted_from_its_middle() -> None:
    found = [discounted_years(YEAR[:, :4], column(switch))[0].tolist() for switch in (0, 1)]
    assert found == [[0.0, 1.0, 2.0, 3.0], [0.0, 0.5, 1.5, 2.5]]


def test_full_rate_is_when_eighty_per_cent_of_it_is_reached() -> None:
    # from 0.1 to 0.9 in two years: 0.72 is reached after 0.62 / 0.8 of 24 months
    done = full_rate_time(column(60), column(2), column(0.1), column(0.9))
    assert done[0, 0] == pytest.approx(60 + 24 * 0.775, rel=1e-12)
    # a line that starts above 80 % of its full rate has nothing to wait for
    assert full_rate_time(column(60), column(2), column(0.6), column(0.7))[0, 0] == 60.0


def test_training_and_support_shorten_the_ramp() -> None:
    assert ramp_years(column(30), column(0.2))[0, 0] == pytest.approx(2.0)


def test_demand_met_by_the_indian_share_of_the_full_rate() -> None:
    # 1,000 t/a at 80 %, 90 % of it for India, of 8,000 t/a
    met = demand_coverage(column(1_000), column(0.8), column(0.9), column(8_000))
    assert met[0, 0] == pytest.approx(0.09)


def test_the_yield_of_a_plant_never_falls_back_while_it_works(
    study: Study, quantities: Quantities
) -> None:
    q = quantities(study.deals[0])
    working = q["operating_fraction"] > 0.0
    change = np.diff(q["yield_maturity"], axis=1)
    assert np.all(change[working[:, 1:] & working[:, :-1]] >= -1e-12)


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    low, high = (0, 0, 0.65, 0.5, 3), (10, 0.6, 1, 6, 20)
    cases = np.random.default_rng(4).uniform(low, high, (40, 5))
    together = utilisation(YEAR, *(cases[:, [k]] for k in range(5)))
    for case, made in zip(cases, together, strict=True):
        assert made == pytest.approx(used(*map(float, case)), abs=1e-14)
