"""The required price: at it nothing is missing and nothing is left over."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings

from models.chain.income_tax import CARRIED, LOST, SET_OFF
from models.chain.price_solver import Business, solved
from models.chain.royalty import royalty_cost
from models.chain.scheme import incentive_cost
from models.formula import Array
from models.study import Deal, Study
from models.wiring import COST_PARTS
from tests.models.books import tax_due, taxed, until
from tests.models.businesses import DRAWS, NONE, ONE, YEARS, business, businesses, column
from tests.models.conftest import Quantities

MADE = np.full((1, YEARS), 100.0)


def price(*numbers: Any, **parts: Any) -> float:
    return float(solved(business(*numbers, **parts))[0, 0])


def test_without_royalty_incentive_and_tax_the_price_is_the_cost() -> None:
    made, factor = np.full((2, YEARS), 100.0), 1.1 ** -np.arange(YEARS)[None, :]
    assert solved(business(column(70, 90), made, factor))[:, 0].tolist() == [70.0, 90.0]


def test_a_royalty_on_sales_is_paid_on_itself_too() -> None:
    # published: 1.12 * (3,000 + 0.04 * 3,517.587940) = 3,517.587940; here the gross-up is 1.12
    royalty = {"rate": column(0.04), "gross_up": column(1.12)}
    found = price(column(1.12 * 3_000), np.ones((1, YEARS)), royalty=royalty)
    assert found == pytest.approx(3_517.587940, abs=5e-7)


def test_the_hand_check_of_the_published_mini_case() -> None:
    # technology transfer: a gap of 1,000 INR/kg in sales costs 960 / (1 - 0.04) of price: 1,000
    low, high = (
        price(column(each), np.ones((1, YEARS)), royalty={"rate": column(0.04)})
        for each in (4_183, 5_143)
    )
    assert high - low == pytest.approx(1_000, rel=1e-12)


def test_a_floor_and_a_cap_add_their_amount_to_the_cost() -> None:
    # 100 t a year: 500 kUSD are 5 USD/kg, whatever the price
    floor = price(column(60), MADE, royalty={"floor": column(500), "cap": column(900)})
    cap = price(column(60), MADE, royalty={"rate": column(0.5), "cap": column(500)})
    assert (floor, cap) == pytest.approx((65.0, 65.0), rel=1e-12)


def test_a_royalty_ends_at_its_total_and_one_for_each_kilogram_is_its_rate() -> None:
    # 3 USD/kg on 100 t: 3 on the price; at most 1,200 kUSD in all, over 800 t: 1.5
    whole = price(column(60), MADE, royalty={"per_kg": column(3)})
    ended = price(column(60), MADE, royalty={"per_kg": column(3), "lifetime_cap": column(1_200)})
    assert (whole, ended) == pytest.approx((63.0, 61.5), rel=1e-12)


def test_imported_materials_are_left_out_of_the_base_of_a_royalty() -> None:
    # p = 60 + 0.1 (p - 20): 58 / 0.9
    royalty = {"rate": column(0.1), "base_cost": MADE * 20.0}
    assert price(column(60), MADE, royalty=royalty) == pytest.approx(58 / 0.9, rel=1e-12)


def test_an_incentive_lowers_the_price_by_its_rate_or_by_its_share_of_sales() -> None:
    # 20 USD/kg below 40 % of 60; and 40 % of the price itself where 40 % binds: 56 / 1.4 = 40
    support = {"limit": MADE * 20.0, "sales_share": column(0.4)}
    found = [price(column(each), MADE, incentive=support) for each in (80, 56)]
    assert found == pytest.approx([60.0, 40.0], rel=1e-12)
    # half of eight years at 20: 10 off the price
    capped = support | {"total_cap": column(100 * 20 * 4)}
    assert price(column(80), MADE, incentive=capped) == pytest.approx(70.0, rel=1e-12)


@pytest.mark.parametrize("treatment", [CARRIED, SET_OFF, LOST])
def test_tax_is_paid_on_what_is_left_after_deductions(treatment: float) -> None:
    # cost of 60, of which 40 may be deducted: p = 60 + 0.25 (p - 40), 50 / 0.75
    levy = {"deductions": MADE * 30.0, "depreciation": MADE * 10.0, "rate": column(0.25)}
    levy |= {"loss_treatment": column(treatment)}
    assert price(column(60), MADE, tax=levy) == pytest.approx(50 / 0.75, rel=1e-12)


def test_a_loss_is_worth_its_tax_at_once_later_or_never() -> None:
    """Deductions of 800 in the first of two years of 100 t, at 50 %, without interest.

    Set off: 2 p = 8 + 0.5 (2 p - 8), p = 4. Carried: the same, the loss being used in the second
    year. Lost: 2 p = 8 + 0.5 p, p = 16 / 3.
    """
    made = np.full((1, 2), 100.0)
    levy = {"deductions": np.array([[800.0, 0.0]]), "rate": column(0.5)}
    found = [
        price(column(4), made, tax=levy | {"loss_treatment": column(each)})
        for each in (SET_OFF, CARRIED, LOST)
    ]
    assert found == pytest.approx([4.0, 4.0, 16 / 3], rel=1e-12)


def test_a_minimum_tax_is_asked_where_the_ordinary_one_is_less() -> None:
    # everything is deducted for tax; the accounts show p - 20: p = 60 + 0.2 (p - 20), 56 / 0.8
    levy = {"deductions": MADE * 20.0, "depreciation": MADE * 500.0, "rate": column(0.25)}
    levy |= {"least_rate": column(0.2), "loss_treatment": column(LOST)}
    assert price(column(60), MADE, tax=levy) == pytest.approx(56 / 0.8, rel=1e-12)


def kept(deal: Business, found: Array, draw: int) -> dict[str, Array]:
    """Books of one draw at a price, kept year by year."""

    def of(values: Array) -> list[float]:
        row = values[min(draw, len(values) - 1)]
        return np.broadcast_to(row, YEARS).tolist()

    rights, support, levy = deal.royalty, deal.incentive, deal.tax
    mass, dollar = of(deal.mass), of(deal.dollar_rate)
    sales = [float(found[draw, 0]) * each for each in mass]
    earned = [
        r * max(s - b, 0.0) + k * m
        for r, s, b, k, m in zip(
            of(rights.rate), sales, of(rights.base_cost), of(rights.per_kg), mass, strict=True
        )
    ]
    bounds = zip(earned, of(rights.window), of(rights.floor), of(rights.cap), strict=True)
    yearly = [w * min(max(e, low), high) for e, w, low, high in bounds]
    due = until(yearly, of(rights.lifetime_cap)[0])
    royalty = [d * g * fx for d, g, fx in zip(due, of(rights.gross_up), dollar, strict=True)]
    in_rupees = [s * fx for s, fx in zip(sales, dollar, strict=True)]
    most = [
        max(s, 0.0) * share for s, share in zip(in_rupees, of(support.sales_share), strict=True)
    ]
    asked = [min(each) for each in zip(of(support.limit), most, strict=True)]
    incentive = until(asked, of(support.total_cap)[0])
    income = np.array(in_rupees) + incentive - royalty - of(levy.deductions)
    terms = int(of(levy.loss_treatment)[0]), int(of(levy.loss_years)[0])
    base = taxed(income.tolist(), of(levy.depreciation), *terms)
    profit = (income - of(levy.book_depreciation)).tolist()
    tax = tax_due(base, profit, of(levy.rate)[0], of(levy.least_rate)[0])
    lines = {"sales": in_rupees, "incentive": incentive, "royalty": royalty, "tax": tax}
    lines |= {"earned": earned, "due": yearly, "asked": asked, "base": base, "profit": profit}
    return {name: np.array(each) for name, each in lines.items()}


@given(businesses())
@settings(max_examples=150)
def test_at_the_price_the_present_values_of_receipts_and_payments_are_equal(deal: Business) -> None:
    found = solved(deal)
    for draw in range(DRAWS):
        lines, factor = kept(deal, found, draw), deal.discount_factor[0]
        other = deal.cost[draw, 0] * deal.mass[draw] * deal.dollar_rate[0]
        left = lines["sales"] + lines["incentive"] - lines["royalty"] - lines["tax"] - other
        gross = sum(np.abs(lines[name]) for name in ("sales", "incentive", "royalty", "tax"))
        assert abs(left @ factor) <= 1e-9 * ((gross + other) @ factor)


def test_the_invented_businesses_reach_every_bound_and_every_treatment() -> None:
    met: set[str] = set()

    @given(businesses())
    @settings(max_examples=120)
    def look(deal: Business) -> None:
        found = solved(deal)
        for draw in range(DRAWS):
            lines, rights, levy = kept(deal, found, draw), deal.royalty, deal.tax
            earned, on = lines["earned"], rights.window[draw] > 0.0
            low, high = rights.floor[draw], rights.cap[draw]
            treatment = {CARRIED: "carried", SET_OFF: "set off", LOST: "lost"}
            least = levy.least_rate[0, 0] > 0.0
            cases = {
                "floor": (earned < low) & on,
                "between": (earned > low) & (earned < high) & on,
                "cap": (earned > high) & on,
                "total royalty": np.array(lines["due"].sum() > rights.lifetime_cap[draw, 0]),
                "rate": (lines["asked"] > 0.0) & (lines["asked"] >= deal.incentive.limit[draw]),
                "share": lines["asked"] < deal.incentive.limit[draw],
                "total incentive": lines["asked"].sum() > deal.incentive.total_cap[draw],
                "minimum": least
                & (lines["tax"] > np.maximum(lines["base"] * levy.rate[0, 0], 0.0) * 1.000001),
                treatment[float(levy.loss_treatment[0, 0])]: lines["profit"] < 0.0,
            }
            met.update(name for name, where in cases.items() if where.any())

    look()
    wanted = {"floor", "between", "cap", "total royalty", "rate", "share", "total incentive"}
    assert met == wanted | {"minimum", "carried", "set off", "lost"}


@given(businesses())
@settings(max_examples=20)
def test_many_cases_at_once_give_what_each_gives_alone(deal: Business) -> None:
    together = solved(deal)
    for draw in range(DRAWS):
        alone = solved(deal.of(np.arange(DRAWS) == draw))
        assert alone[0, 0] == pytest.approx(together[draw, 0], rel=1e-11)


def test_the_parts_add_up_to_the_cost_of_every_ready_made_deal(
    study: Study, ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in (*ready_made, study.baseline):
        q = quantities(deal)
        whole = sum(q[part] for part in COST_PARTS)
        assert whole == pytest.approx(np.broadcast_to(q["cost"], whole.shape), rel=1e-9), deal.name


def test_royalty_and_incentive_have_opposite_signs() -> None:
    made, weight = np.full((1, YEARS), 10.0), np.full((1, YEARS), 1 / 80)
    bounds = NONE, column(9e9), column(9e9), ONE, ONE, weight
    paid = royalty_cost(column(50), made, column(0.04), NONE, NONE, *bounds)
    got = incentive_cost(column(50), made, ONE, made * 3.0, column(0.4), column(9e9), weight)
    assert (paid[0, 0], got[0, 0]) == pytest.approx((2.0, -3.0), rel=1e-12)
