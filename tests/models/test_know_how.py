"""Know-how: fees, tax on them, royalty between floor and cap, and what training saves."""

import numpy as np
import pytest

from models.chain.know_how import (
    commissioning_saving,
    gross_up,
    know_how_cost,
    milestone_payment,
    ramp_saving,
    royalty_against_asking,
    royalty_window,
    support_payment,
    training_payment,
    upfront_against_asking,
    upfront_payment,
)
from models.chain.required_price import royalty_cost
from models.formula import Array
from models.structures import joint_venture
from models.study import Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
YEAR = np.arange(31.0)[None, :]


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def test_a_payment_net_of_ten_per_cent_tax_costs_a_ninth_more() -> None:
    # published: 100 received costs 111.1111
    assert 100 * gross_up(ONE, column(0.10))[0, 0] == pytest.approx(111.1111, abs=5e-5)
    assert gross_up(NONE, column(0.10))[0, 0] == 1.0


def royalty(sales: float, share_of_year: float = 1.0) -> float:
    """Millions owed at 4 %, at least 0.8 and at most 4 a year."""
    paid = royalty_cost(
        cost=column(50),
        magnet_output=column(sales * 1_000 / 50),
        royalty_rate=column(0.04),
        royalty_floor=column(800),
        royalty_cap=column(4_000),
        royalty_window=column(share_of_year),
        gross_up=ONE,
        levelising_weight=ONE,
    )
    return float(paid[0, 0]) / 1_000


@pytest.mark.parametrize(("sales", "owed"), [(10, 0.8), (60, 2.4), (150, 4.0)])
def test_a_royalty_of_four_per_cent_between_0_8_and_4_million(sales: float, owed: float) -> None:
    # published unit vector: sales 10; 60; 150 owe 0.8; 2.4; 4.0 (millions)
    assert royalty(sales) == pytest.approx(owed, rel=1e-12)


def test_a_royalty_runs_for_its_years_from_the_first_sale() -> None:
    # from 2.5 for 3 years: half of year 3, years 4 and 5, half of year 6
    window = royalty_window(YEAR, column(2.5), column(3), column(15))[0]
    assert window[:8] == pytest.approx([0, 0, 0, 0.5, 1, 1, 0.5, 0], abs=1e-12)
    assert window.sum() == pytest.approx(3.0, rel=1e-12)


def test_a_royalty_ends_with_the_plant() -> None:
    # agreed for 10 years from 2.5, but the plant works for 2: half of year 3, year 4, half of 5
    window = royalty_window(YEAR, column(2.5), column(10), column(2))[0]
    assert window[:8] == pytest.approx([0, 0, 0, 0.5, 1, 0.5, 0, 0], abs=1e-12)
    assert window.sum() == pytest.approx(2.0, rel=1e-12)


def test_half_a_year_of_royalty_owes_half_the_floor_and_half_the_cap() -> None:
    assert royalty(0, 0.5) == pytest.approx(0.4, rel=1e-12)
    assert royalty(1_000, 0.5) == pytest.approx(2.0, rel=1e-12)


def test_no_royalty_is_owed_once_the_plant_has_closed(study: Study, quantities: Quantities) -> None:
    deal = study.deals[0].with_terms(royalty_years=25.0)
    q = quantities(deal)
    closed = q["operating_fraction"] == 0.0
    owed = q["royalty_floor"] * q["royalty_window"]
    assert np.all(owed[closed] == 0.0)


def test_a_perpetual_licence_costs_its_premium() -> None:
    # 10,000 kUSD, 25 % more for good, grossed up by 1.1
    paid = upfront_payment(column(10_000), ONE, column(0.25), column(1.1))
    assert paid[0, 0] == pytest.approx(13_750, rel=1e-12)
    assert upfront_payment(column(10_000), NONE, column(0.25), ONE)[0, 0] == 10_000
    assert milestone_payment(column(3_000), column(1.1))[0, 0] == pytest.approx(3_300)


def test_know_how_credited_as_equity_bears_no_withholding_tax() -> None:
    paid = [
        joint_venture.upfront_payment(column(6_000), equity, column(1.25))[0, 0]
        for equity in (NONE, ONE)
    ]
    assert paid == pytest.approx([7_500, 6_000], rel=1e-12)


def test_training_is_paid_for_the_part_of_the_crew_that_goes_abroad() -> None:
    # 30 % of 1,000 t/a * 0.25 people per t/a = 75 operators at 20 kUSD
    paid = training_payment(column(0.3), column(1_000), column(0.25), column(20))
    assert paid[0, 0] == pytest.approx(1_500)


def test_support_is_paid_for_its_years_in_the_partners_currency() -> None:
    strength = np.full((1, 31), 0.9)
    paid = support_payment(column(1_500), column(2.5), YEAR, column(4.25), column(1.1), strength)
    assert paid.sum() == pytest.approx(1_500 * 2.5 * 1.1 * 0.9, rel=1e-12)


def test_fees_are_discounted_from_when_they_are_paid() -> None:
    # at 10 %: 110 after 12 months, 121 of training after 24, 133.1 after 36; nothing running
    cost = know_how_cost(
        upfront_payment=column(110),
        training_payment=column(121),
        milestone_payment=column(133.1),
        support_payment=np.zeros((1, 31)),
        agreement_finish=column(12),
        first_magnets=column(24),
        lead_time=column(36),
        owner_return=column(0.10),
        levelising_weight=np.full((1, 31), 0.01),
        lifetime_output=column(100),
    )
    assert cost[0, 0] == pytest.approx(3.0, rel=1e-12)


def test_what_training_and_support_save() -> None:
    # training a third of the crew saves a third of 0.3; 1.5 of 3 years of support half of 0.2
    assert commissioning_saving(column(1 / 3), column(0.3))[0, 0] == pytest.approx(0.1)
    saved = ramp_saving(column(1 / 3), column(0.3), column(1.5), column(0.2))
    assert saved[0, 0] == pytest.approx(1 - 0.9 * 0.9, rel=1e-12)


def test_support_beyond_three_years_saves_nothing_more() -> None:
    three, ten = (
        ramp_saving(NONE, column(0.3), column(years), column(0.2))[0, 0] for years in (3, 10)
    )
    assert three == ten == pytest.approx(0.2)


def test_terms_are_set_against_what_is_believed_to_be_asked() -> None:
    # 10 MUSD agreed, 12 asked: 2,000 kUSD below; 4 % agreed, 3 % asked: one point above
    assert upfront_against_asking(column(10_000.0), column(12_000.0))[0, 0] == -2_000.0
    assert royalty_against_asking(column(0.04), column(0.03))[0, 0] == pytest.approx(0.01)
