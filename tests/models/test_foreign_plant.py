"""A foreign plant: what its Indian buyers pay, and what that leaves the owner."""

import numpy as np
import pytest

from models.chain.sales import (
    buyer_price,
    india_sales,
    landed_import_price,
    magnet_price,
    price_against_cost,
)
from models.formula import Array
from models.structures.foreign_plant import income_tax_rate, least_tax_rate
from models.study import Deal, Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def price_of(landed: Array, discount: float, floor: float, ceiling: float = 1e9) -> Array:
    """Price of each year, at import parity."""
    other = NONE, NONE  # neither index nor cost plus
    bounds = column(floor), column(ceiling)
    return magnet_price(NONE, landed, column(discount), *other, *bounds)


@pytest.fixture
def owned(study: Study) -> Deal:
    return next(each for each in study.deals if each.structure == "foreign_plant")


def test_a_landed_magnet_bears_insurance_freight_and_duty_on_all_three() -> None:
    # (50 * 1.01 + 1.5) * 1.10 = 57.2
    landed = landed_import_price(column(50), column(1.5), column(0.01), column(0.10))
    assert landed[0, 0] == pytest.approx(57.2, rel=1e-12)
    assert landed_import_price(column(50), NONE, NONE, NONE)[0, 0] == 50.0


@pytest.mark.parametrize(
    ("landed", "discount", "floor", "price"),
    [
        (60.0, 0.0, 45.0, 60.0),  # parity
        (60.0, 0.1, 45.0, 54.0),  # a discount of a tenth
        (60.0, -0.1, 45.0, 66.0),  # a premium of a tenth
        (60.0, 0.3, 45.0, 45.0),  # 42 would be below the floor
        (40.0, 0.0, 45.0, 45.0),  # so would the import price itself
        (60.0, 0.25, 45.0, 45.0),  # just on it
    ],
)
def test_a_buyer_pays_the_import_price_less_its_discount_but_at_least_the_floor(
    landed: float, discount: float, floor: float, price: float
) -> None:
    assert price_of(column(landed), discount, floor)[0, 0] == pytest.approx(price, rel=1e-12)


def test_a_buyer_pays_no_more_than_the_ceiling() -> None:
    assert price_of(column(60.0), 0.0, 45.0, 50.0)[0, 0] == 50.0


def test_the_floor_holds_in_each_year_and_not_on_the_average() -> None:
    # at 10 %: 100 t of weight each at 30 and 70; with a floor of 40 the mean is 55, not 50
    made = np.array([[0.0, 110.0, 121.0]])
    weight = 1.1 ** -np.arange(3.0)[None, :] / 200
    sold = india_sales(made, ONE, price_of(np.array([[999.0, 30.0, 70.0]]), 0.0, 40.0))
    assert buyer_price(sold, made, ONE, weight)[0, 0] == pytest.approx(55.0, rel=1e-12)


def test_only_what_is_sold_in_india_counts_for_its_buyers() -> None:
    # 70 % of it: the price they pay stays what it is
    made, weight = np.array([[0.0, 110.0]]), np.array([[1.0, 1.0 / 110.0]])
    sold = india_sales(made, column(0.7), price_of(np.array([[9.0, 60.0]]), 0.0, 0.0))
    assert sold[0].tolist() == pytest.approx([0.0, 0.7 * 110 * 60])
    assert buyer_price(sold, made, column(0.7), weight)[0, 0] == pytest.approx(60.0, rel=1e-12)


def test_a_branch_and_a_company_pay_other_taxes() -> None:
    rates = column(0.38), ONE, column(0.25), column(0.35)
    branch, company = (income_tax_rate(as_branch, *rates)[0, 0] for as_branch in (ONE, NONE))
    ordinary = income_tax_rate(NONE, column(0.38), NONE, column(0.25), column(0.35))[0, 0]
    assert (branch, company, ordinary) == (0.38, 0.25, 0.35)
    # the minimum tax spares only a company under the concessional rate
    asked = [least_tax_rate(b, c, column(0.14))[0, 0] for b in (ONE, NONE) for c in (ONE, NONE)]
    assert asked == [0.14, 0.14, 0.0, 0.14]


def test_what_the_price_leaves_the_owner_may_be_less_than_nothing() -> None:
    left = price_against_cost(column(55, 55), column(50, 70))
    assert left[:, 0].tolist() == [5.0, -15.0]


def test_the_buyers_price_moves_the_margin_and_no_cost(owned: Deal, quantities: Quantities) -> None:
    free = {"price_floor": 0.0, "price_ceiling": 1_000.0}
    parity, cheap = (
        quantities(owned.with_terms(parity_discount=share, **free)) for share in (0.0, 0.2)
    )
    assert np.allclose(cheap["buyer_price"], 0.8 * parity["buyer_price"], rtol=1e-12)
    assert np.array_equal(cheap["cost"], parity["cost"])
    change = cheap["price_against_cost"] - parity["price_against_cost"]
    assert np.allclose(change, -0.2 * parity["buyer_price"], rtol=1e-9)


def test_no_buyer_ever_pays_less_than_the_floor(owned: Deal, quantities: Quantities) -> None:
    q = quantities(owned.with_terms(price_floor=60.0))
    assert np.any(q["landed_import_price"] < 60.0)
    assert np.all(q["buyer_price"] >= 60.0 * (1.0 - 1e-12))
    dear = quantities(owned.with_terms(price_floor=200.0))["buyer_price"]
    assert np.all(dear >= 200.0 * (1.0 - 1e-12))
