"""The required price: at it nothing is missing and nothing is left over."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.required_price import cost, incentive_cost, royalty_cost
from models.formula import Array
from models.study import Deal, Study
from models.wiring import COST_PARTS
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
YEARS = 8


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def price(
    before: Array,
    made: Array,
    factor: Array,
    rate: Array = NONE,
    floor: Array = NONE,
    cap: Array = NONE,
    window: Array = NONE,
    gross: Array = ONE,
    limit: Array = NONE,
    share: Array = NONE,
) -> Array:
    mass = np.sum(made * factor, axis=1, keepdims=True)
    terms = rate, floor, cap, window, gross, limit, share
    return cost(before, mass, made, factor, ONE, *terms)


def test_without_royalty_and_incentive_the_price_is_the_cost() -> None:
    made, factor = np.full((2, YEARS), 100.0), 1.1 ** -np.arange(YEARS)[None, :]
    assert price(column(70, 90), made, factor)[:, 0].tolist() == [70.0, 90.0]


def test_a_royalty_on_sales_is_paid_on_itself_too() -> None:
    # published: 1.12 * (3,000 + 0.04 * 3,517.587940) = 3,517.587940; here the gross-up is 1.12
    made = np.full((1, YEARS), 1.0)
    found = price(
        *(column(1.12 * 3_000), made, ONE * np.ones((1, YEARS))),
        *(column(0.04), NONE, column(1e9), ONE, column(1.12)),
    )
    assert found[0, 0] == pytest.approx(3_517.587940, abs=5e-7)


def test_the_hand_check_of_the_published_mini_case() -> None:
    # technology transfer: a gap of 1,000 INR/kg in sales costs 960 / (1 - 0.04) of price: 1,000
    made, factor = np.ones((1, YEARS)), np.ones((1, YEARS))
    royalty = column(0.04), NONE, column(1e9), ONE
    low, high = (price(column(each), made, factor, *royalty)[0, 0] for each in (4_183, 5_143))
    assert high - low == pytest.approx(1_000, rel=1e-12)


def test_a_floor_and_a_cap_add_their_amount_to_the_cost() -> None:
    # 100 t a year: 500 kUSD are 5 USD/kg, whatever the price
    made, factor = np.full((1, YEARS), 100.0), np.ones((1, YEARS))
    floor = price(column(60), made, factor, NONE, column(500), column(900), ONE)
    cap = price(column(60), made, factor, column(0.5), NONE, column(500), ONE)
    assert (floor[0, 0], cap[0, 0]) == pytest.approx((65.0, 65.0), rel=1e-12)


def test_an_incentive_lowers_the_price_by_its_rate_or_by_its_share_of_sales() -> None:
    # 20 USD/kg below 40 % of 60; and 40 % of the price itself where 40 % binds: 56 / 1.4 = 40
    made, factor = np.full((1, YEARS), 100.0), np.ones((1, YEARS))
    rate = price(column(80), made, factor, limit=made * 20.0, share=column(0.4))
    binding = price(column(56), made, factor, limit=made * 20.0, share=column(0.4))
    assert (rate[0, 0], binding[0, 0]) == pytest.approx((60.0, 40.0), rel=1e-12)


numbers = st.floats(0.0, 1.0)


@st.composite
def deals(draw: st.DrawFn) -> dict[str, Array]:
    """Small deals in which floor, cap and the incentive's kink bind in some years."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    before = rng.uniform(20, 200, (4, 1))
    made = rng.uniform(0, 1_000, (4, YEARS)) * (rng.random((4, YEARS)) < draw(st.floats(0.4, 1)))
    made[:, -1] += 10.0
    usual = before * 500.0  # sales in a usual year
    rate = draw(st.floats(0.0, 0.15)) * ONE
    floor = draw(numbers) * rate * usual
    cap = floor + draw(numbers) * 2.0 * rate * usual
    return {
        "before": before,
        "made": made,
        "factor": (1.0 + draw(st.floats(0.0, 0.2))) ** -np.arange(float(YEARS))[None, :],
        "rate": rate,
        "floor": floor,
        "cap": cap,
        "window": rng.random((4, YEARS)) * draw(st.sampled_from((0.0, 1.0))),
        "gross": 1.0 + rng.uniform(0, 0.4, (4, 1)),
        "limit": made * before * draw(st.floats(0.0, 0.8)),
        "share": draw(st.sampled_from((0.2, 0.4, 0.9))) * ONE,
    }


@given(deals())
@settings(max_examples=100)
def test_at_the_price_the_present_values_of_receipts_and_payments_are_equal(
    deal: dict[str, Array],
) -> None:
    found = price(**deal)
    sales = found * deal["made"]
    royalty = deal["rate"] * sales * deal["window"]
    royalty = np.maximum(royalty, deal["floor"] * deal["window"])
    royalty = np.minimum(royalty, deal["cap"] * deal["window"])
    incentive = np.minimum(deal["limit"], deal["share"] * sales)
    paid = deal["before"] * deal["made"] + deal["gross"] * royalty
    left = np.sum((sales + incentive - paid) * deal["factor"], axis=1)
    gross = np.sum((sales + incentive + paid) * deal["factor"], axis=1)
    assert np.all(np.abs(left) <= 1e-9 * gross)


def test_the_invented_deals_reach_the_floor_the_cap_and_both_sides_of_the_kink() -> None:
    met = set()

    @given(deals())
    @settings(max_examples=40)
    def look(deal: dict[str, Array]) -> None:
        sales = price(**deal) * deal["made"]
        royalty, open_ = deal["rate"] * sales, deal["window"] > 0.0
        cases = {
            "floor": (royalty < deal["floor"]) & open_,
            "between": (royalty > deal["floor"]) & (royalty < deal["cap"]) & open_,
            "cap": (royalty > deal["cap"]) & open_,
            "rate": (deal["limit"] > 0.0) & (deal["limit"] < deal["share"] * sales),
            "share": deal["limit"] > deal["share"] * sales,
        }
        met.update(name for name, where in cases.items() if where.any())

    look()
    assert met == {"floor", "between", "cap", "rate", "share"}


@given(deals())
@settings(max_examples=20)
def test_many_cases_at_once_give_what_each_gives_alone(deal: dict[str, Array]) -> None:
    together = price(**deal)
    for case in range(4):
        one = {name: x[case : case + 1] if len(x) > 1 else x for name, x in deal.items()}
        assert price(**one)[0, 0] == pytest.approx(together[case, 0], rel=1e-12)


def test_the_parts_add_up_to_the_cost_of_every_ready_made_deal(
    study: Study, ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in (*ready_made, study.baseline):
        q = quantities(deal)
        whole = sum(q[part] for part in COST_PARTS)
        assert whole == pytest.approx(np.broadcast_to(q["cost"], whole.shape), rel=1e-9), deal.name


def test_the_net_present_value_of_a_deal_at_its_price_is_nothing(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    """Put together again from the yearly payments, not from the parts of cost."""
    for deal in (each for each in ready_made if each.structure != "oxide_tolling"):
        q = quantities(deal)
        payments = ("oxide", "premium", "heavy", "metal", "conversion", "freight", "duty", "stock")
        paid = sum(q[f"{name}_payment"] for name in payments)
        royalty = np.clip(
            q["royalty_rate"] * q["cost"] * q["magnet_output"] * q["royalty_window"],
            q["royalty_floor"] * q["royalty_window"],
            q["royalty_cap"] * q["royalty_window"],
        )
        sales = q["cost"] * q["magnet_output"]
        incentive = np.minimum(q["incentive_limit"], q["incentive_sales_share"] * sales)
        yearly = (sales + incentive - paid - royalty * q["gross_up"]) * q["discount_factor"]
        single = (q["capital_cost"] + q["know_how_cost"]) * q["lifetime_output"]
        gross = np.sum(sales * q["discount_factor"], axis=1)
        assert np.all(np.abs(yearly.sum(axis=1) - single[:, 0]) <= 1e-9 * gross), deal.name


def test_royalty_and_incentive_have_opposite_signs() -> None:
    made, weight = np.full((1, YEARS), 10.0), np.full((1, YEARS), 1 / 80)
    paid = royalty_cost(column(50), made, column(0.04), NONE, column(9e9), ONE, ONE, weight)
    got = incentive_cost(column(50), made, made * 3.0, column(0.4), weight)
    assert (paid[0, 0], got[0, 0]) == pytest.approx((2.0, -3.0), rel=1e-12)
