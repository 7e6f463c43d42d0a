"""Know-how: fees, tax on them, royalty between floor and cap, and what training saves."""

import numpy as np
import pytest

from models.chain.know_how import (
    commissioning_saving,
    gross_up,
    know_how_cost,
    licence_fee,
    licence_fee_tax,
    milestone_payment,
    ramp_saving,
    service_cost,
    service_fee,
    service_fee_tax,
    support_payment,
    training_payment,
    upfront_against_asking,
    upfront_payment,
)
from models.chain.royalty import (
    royalty_against_asking,
    royalty_base_cost,
    royalty_cost,
    royalty_payment,
    royalty_window,
)
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


ENDLESS = column(1e12)


def royalty(sales: float, share_of_year: float = 1.0) -> float:
    """Millions owed at 4 %, at least 0.8 and at most 4 a year."""
    rate = column(0.04), NONE, NONE
    bounds = column(800), column(4_000), ENDLESS
    made = column(sales * 1_000 / 50)
    paid = royalty_cost(column(50), made, *rate, *bounds, column(share_of_year), ONE, ONE)
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


def test_a_royalty_for_each_kilogram_adds_to_the_share_of_sales_until_its_total() -> None:
    # 4 % of 60 million less 10 bought in, and 0.5 USD/kg on 1,000 t: 2,000 + 500 a year
    base = royalty_base_cost(ONE, column(6_000), column(40), column(90), column(400))
    assert base[0, 0] == 10_000
    sales, made = np.full((1, 4), 60_000.0), np.full((1, 4), 1_000.0)
    terms = column(0.04), column(0.5), base, NONE, column(9_000), column(6_000)
    paid = royalty_payment(sales, made, *terms, np.ones((1, 4)), column(1.1))[0]
    assert paid == pytest.approx([2_750, 2_750, 1_100, 0], rel=1e-12)


def fee(perpetual: Array, grossed: float, month: float = 30.0) -> list[float]:
    """Fee at signature of 10,000 kUSD in each of four years."""
    terms = column(10_000), perpetual, column(0.25), column(grossed)
    return upfront_payment(*terms, column(month), YEAR[:, :4], ONE)[0].tolist()


def test_a_perpetual_licence_costs_its_premium() -> None:
    # signed in month 30: paid at the end of year 3; 25 % more for good, grossed up by 1.1
    assert fee(ONE, 1.1) == pytest.approx([0, 0, 0, 13_750], rel=1e-12)
    assert fee(NONE, 1.0) == [0, 0, 0, 10_000]


def test_what_is_signed_at_once_is_paid_at_the_effective_date() -> None:
    assert fee(NONE, 1.0, month=0.0) == [10_000, 0, 0, 0]
    assert fee(NONE, 1.0, month=12.0) == [0, 10_000, 0, 0]


def test_the_milestone_is_paid_with_the_first_qualified_magnet() -> None:
    paid = milestone_payment(column(3_000), column(1.1), column(2.4), YEAR, ONE)[0]
    assert paid[:5] == pytest.approx([0, 0, 0, 3_300, 0])
    never = milestone_payment(column(3_000), column(1.1), column(31.5), YEAR, ONE)
    assert not never.any()


def test_know_how_credited_as_equity_bears_no_withholding_tax() -> None:
    cash = (
        joint_venture.fee_gross_up(column(1.25), NONE),
        joint_venture.fee_withholding(column(0.2), NONE),
    )
    equity = (
        joint_venture.fee_gross_up(column(1.25), ONE),
        joint_venture.fee_withholding(column(0.2), ONE),
    )
    assert [each[0, 0] for each in cash] == [1.25, 0.2]
    assert [each[0, 0] for each in equity] == [1.0, 0.0]


def test_of_a_fee_the_partner_gets_what_is_not_withheld() -> None:
    # 1,000 net of 20 % tax costs 1,250: 1,000 to the partner and 250 to the state, at 80 INR/USD
    first, later = np.array([[1_250.0, 0.0]]), np.array([[0.0, 500.0]])
    rates = column(0.2), later, column(0.2), np.array([[80.0, 90.0]])
    assert licence_fee(first, *rates)[0].tolist() == [80_000, 36_000]
    assert licence_fee_tax(first, *rates)[0].tolist() == [20_000, 9_000]
    paid = column(300), column(200), column(0.2), column(80)
    assert service_fee(*paid)[0, 0] == 32_000
    assert service_fee_tax(*paid)[0, 0] == 8_000
    # 500 grossed up by 1.25 are 400 received, of which 80 % is what it costs the partner
    spent = service_cost(column(300), column(200), column(1.25), column(0.8), column(80))
    assert spent[0, 0] == pytest.approx(25_600)


def test_training_is_paid_for_the_part_of_the_crew_that_goes_abroad() -> None:
    # 30 % of 1,000 t/a * 0.25 people per t/a = 75 operators at 20 kUSD, in month 20
    crew = column(0.3), column(1_000), column(0.25), column(20)
    paid = training_payment(*crew, ONE, column(20), YEAR, ONE)[0]
    assert paid[:4] == pytest.approx([0, 0, 1_500, 0])


def test_support_is_paid_for_its_years_in_the_partners_currency() -> None:
    strength = np.full((1, 31), 0.9)
    paid = support_payment(column(1_500), column(2.5), YEAR, column(4.25), column(1.1), strength)
    assert paid.sum() == pytest.approx(1_500 * 2.5 * 1.1 * 0.9, rel=1e-12)


def test_fees_are_discounted_from_when_they_are_paid() -> None:
    # at 10 % over 100 t: 110 after one year, 121 of training after two, 133.1 after three
    paid = [110.0 * 1.1**k * np.eye(1, 4, k + 1) for k in range(3)]
    weight = 1.1 ** -np.arange(4.0)[None, :] / 100
    cost = know_how_cost(paid[0], paid[2], paid[1], np.zeros((1, 4)), weight)
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
