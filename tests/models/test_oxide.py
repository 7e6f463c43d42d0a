"""IREL's oxide: its path, who takes it first, and the price formula of the contract."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.oxide import (
    imported_oxide_used,
    irel_output,
    irel_oxide_used,
    oxide_available,
    scheme_claim,
    stock_release,
)
from models.chain.oxide_contract import irel_oxide_gain, oxide_contract_price
from models.formula import Array
from models.study import Deal
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
MASSES = st.floats(0.0, 2_000.0)


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def row(*numbers: float) -> Array:
    return np.array([numbers])


def output(*dates: float, capacity: float = 1_000.0, expansion: float = 0.0) -> Array:
    stated = column(200), column(350), column(700)
    return irel_output(row(*dates), ONE, *stated, column(capacity), column(expansion))


def test_the_path_goes_through_the_stated_years_in_straight_lines_and_is_flat_outside() -> None:
    # fiscal years end in March: their middles are 2025.75, 2026.75 and 2030.75
    dates = 2025.0, 2025.75, 2026.25, 2026.75, 2028.75, 2030.75, 2040.0
    assert output(*dates)[0] == pytest.approx([200, 200, 275, 350, 525, 700, 700], rel=1e-12)


def test_output_never_exceeds_capacity_which_grows_until_2031() -> None:
    # 450 t/a before; half of a growth of 40 % by the end of 2028: 540; 630 from 2031
    made = output(2026.75, 2028.75, 2031.0, 2035.0, capacity=450.0, expansion=0.4)
    assert made[0] == pytest.approx([350, 525, 630, 630], rel=1e-12)
    assert output(2028.75, capacity=450.0, expansion=0.0)[0] == pytest.approx([450.0])


def test_the_scheme_takes_its_oxide_first_but_no_more_than_there_is() -> None:
    claim = scheme_claim(
        row(2028, 2029, 2030), column(2029), column(500), column(0.6), row(350, 400, 200)
    )
    assert claim[0].tolist() == [0.0, 300.0, 200.0]


def test_the_whole_stock_is_fed_in_and_no_more() -> None:
    years = np.arange(31.0)[None, :]
    fed = stock_release(column(500, 500), column(4, 2.5), years, column(2.25, 3.5), ONE)
    assert fed.sum(axis=1) == pytest.approx([500.0, 500.0], rel=1e-12)
    # 500 t over 4 years from 2.25: three quarters of a year fall into year 3
    assert fed[0, :4] == pytest.approx([0.0, 0.0, 0.0, 93.75], rel=1e-12)


def test_a_deal_gets_a_share_of_what_is_left_and_a_winner_an_allotment_too() -> None:
    # (450 - 300 + 100) * 0.5 = 125, and a third of 300 for one of three winners
    free = column(450), column(300)
    rest = column(3), column(100), column(0.5)
    assert oxide_available(*free, column(0), *rest)[0, 0] == pytest.approx(125.0)
    assert oxide_available(*free, column(1), *rest)[0, 0] == pytest.approx(225.0)


@given(MASSES, MASSES, st.floats(0.0, 1.0), st.booleans())
@settings(max_examples=60)
def test_oxide_used_is_never_more_than_needed_nor_than_there_is(
    needed: float, available: float, own: float, top_up: bool
) -> None:
    used = irel_oxide_used(column(needed), column(available), column(own))
    bought = imported_oxide_used(column(needed), used, column(own), column(float(top_up)))
    total = float((used + bought)[0, 0])
    assert used[0, 0] <= available
    assert bought[0, 0] >= 0.0
    assert total <= needed * (1 + 1e-12)
    if top_up:
        assert total == pytest.approx(needed)
    else:
        assert bought[0, 0] <= needed * own


def test_the_price_collar_holds_as_published() -> None:
    # share 1, floor 60, cap 110, index 55; 80; 130 gives 60; 80; 110
    price = oxide_contract_price(row(55, 80, 130), column(1), column(60), column(110))
    assert price[0].tolist() == [60.0, 80.0, 110.0]


def test_the_collar_moves_money_between_the_parties_and_no_cost() -> None:
    # 10 t a year for two years at index 50 and 120: floor 60 gives +100, cap 110 takes 100
    index, used = row(50, 120), row(10, 10)
    price = oxide_contract_price(index, column(1), column(60), column(110))
    gain = irel_oxide_gain(used * price, used, index, row(0.05, 0.05))
    assert gain[0, 0] == pytest.approx(0.0, abs=1e-12)


def test_no_deal_uses_more_irel_oxide_than_irel_can_give(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal)
        # all that was ever made, and the stock, must cover all that was ever used
        assert np.all(q["irel_oxide_used"] <= q["irel_output"] + q["stock_release"] + 1e-9)
        assert np.all(q["irel_oxide_used"].sum(axis=1) <= q["irel_output"].sum(axis=1) + 500.0)
