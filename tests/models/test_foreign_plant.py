"""A foreign plant: what its Indian buyers pay, and what that leaves the owner."""

import numpy as np
import pytest

from models.formula import Array
from models.structures.foreign_plant import buyer_price, landed_import_price, owner_margin
from models.study import Deal, Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def paid(landed: float, discount: float, floor: float) -> float:
    """Price of a single year in which 500 t are made."""
    terms = column(discount), column(floor)
    return float(buyer_price(column(landed), *terms, column(500), column(1 / 500))[0, 0])


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
    assert paid(landed, discount, floor) == pytest.approx(price, rel=1e-12)


def test_the_floor_holds_in_each_year_and_not_on_the_average() -> None:
    # at 10 %: 100 t of weight each at 30 and 70; with a floor of 40 the mean is 55, not 50
    made = np.array([[0.0, 110.0, 121.0]])
    weight = 1.1 ** -np.arange(3.0)[None, :] / 200
    landed = np.array([[999.0, 30.0, 70.0]])
    price = buyer_price(landed, NONE, column(40), made, weight)
    assert price[0, 0] == pytest.approx(55.0, rel=1e-12)


def test_what_the_price_leaves_the_owner_may_be_less_than_nothing() -> None:
    left = owner_margin(column(55, 55), column(50, 70))
    assert left[:, 0].tolist() == [5.0, -15.0]


def test_the_buyers_price_moves_the_margin_and_no_cost(owned: Deal, quantities: Quantities) -> None:
    parity, cheap = (
        quantities(owned.with_terms(parity_discount=share, price_floor=0.0)) for share in (0.0, 0.2)
    )
    assert np.allclose(cheap["buyer_price"], 0.8 * parity["buyer_price"], rtol=1e-12)
    assert np.array_equal(cheap["cost"], parity["cost"])
    change = cheap["owner_margin"] - parity["owner_margin"]
    assert np.allclose(change, -0.2 * parity["buyer_price"], rtol=1e-9)


def test_no_buyer_ever_pays_less_than_the_floor(owned: Deal, quantities: Quantities) -> None:
    q = quantities(owned.with_terms(price_floor=60.0))
    assert np.any(q["landed_import_price"] < 60.0)
    assert np.all(q["buyer_price"] >= 60.0 * (1.0 - 1e-12))
    dear = quantities(owned.with_terms(price_floor=200.0))["buyer_price"]
    assert np.all(dear >= 200.0 * (1.0 - 1e-12))
