"""The books: loans end, nothing is written off twice, bounds hold, and both sides are equal."""

from collections.abc import Callable

import numpy as np
from hypothesis import given, settings

from models.formula import Array
from models.study import Deal, Study
from tests.models.agreed import deals, without_formulas
from tests.models.conftest import Quantities
from tests.models.given import computed

FEW = 24
EXAMPLES = 50
LEDGER = (
    "loan_draw",
    "loan_repayment",
    "interest_payment",
    "capitalised_interest",
    "loan_balance",
    "loan_service",
    "reserve_deposit",
    "plant_outlay",
    "know_how_outlay",
    "capital_subsidy",
    "depreciation",
    "book_depreciation",
    "sales_incentive",
    "stock_change",
    "operating_income",
    "salvage_receipt",
    "company_tax",
    "loan_uses",
)
OWNERS = ("cash_before_owners", "owners_cash", "vehicle_net", "partner_capital", "dividend_tax")
OWNERS += ("partner_dividend",)
Check = Callable[[Deal, dict[str, Array]], None]


def opened(deal: Deal, found: dict[str, Array], *wanted: str) -> dict[str, Array]:
    with np.errstate(all="ignore"):
        whole = computed(deal.structure, without_formulas(deal, found), wanted, 30)
    shape = (FEW, 31)
    return {
        name: np.broadcast_to(each, shape) for name, each in whole.items() if name in wanted
    } | {name: each for name, each in whole.items() if name not in wanted}


def for_any_deal(plants: tuple[Deal, ...], quantities: Quantities, check: Check) -> None:
    """Check deals as they are ready made, and with terms at random."""
    for deal in plants:
        check(deal, dict(quantities(deal, FEW)))

    @given(deals(plants))
    @settings(max_examples=EXAMPLES)
    def look(deal: Deal) -> None:
        check(deal, dict(quantities(deal, FEW)))

    look()


def check_loan(deal: Deal, found: dict[str, Array]) -> None:
    q = opened(deal, found, *LEDGER)
    size = np.max(np.abs(q["loan_balance"]), axis=1, keepdims=True) + 1.0
    assert np.all(np.abs(q["loan_balance"][:, -1:]) <= 1e-9 * size)
    assert np.all(q["loan_balance"] >= -1e-9 * size)
    # all that was lent, and the interest added to it, is paid back, and not one rupee more
    owed = np.sum(q["loan_draw"] + q["capitalised_interest"] - q["loan_repayment"], axis=1)
    assert np.all(np.abs(owed) <= 1e-9 * size[:, 0] * 31)
    # the reserve is given back
    assert np.all(np.abs(q["reserve_deposit"].sum(axis=1)) <= 1e-9 * size[:, 0])
    # the lender never pays more than its share
    most = found["gearing"] * q["loan_uses"]
    assert np.all(q["loan_draw"] <= most * (1.0 + 1e-12))
    assert np.all(q["interest_payment"] >= -1e-9 * size)
    # a deal whose loan ends within the calendar pays nothing after its last year
    ends = np.ceil(found["start_year"]) + found["loan_years"]
    after = (found["year"] > ends) & (ends < 30)
    assert np.all(np.abs(q["loan_balance"][np.broadcast_to(after, (FEW, 31))]) <= 1e-6)


def check_bounds(deal: Deal, found: dict[str, Array]) -> None:
    q = opened(deal, found, *LEDGER)
    spent = q["plant_outlay"] + q["know_how_outlay"] + q["capitalised_interest"]
    spent = np.cumsum(spent - q["capital_subsidy"], axis=1)
    size = np.max(spent, axis=1, keepdims=True) + 1.0
    for name in ("depreciation", "book_depreciation"):
        assert np.all(q[name] >= -1e-9 * size), (deal.name, name)
        assert np.all(np.cumsum(q[name], axis=1) <= spent + 1e-9 * size), (deal.name, name)
    closed = found["start_year"][:, 0] + found["operating_years"][:, 0] < 29.0
    left = spent[:, -1] - q["book_depreciation"].sum(axis=1)
    assert np.all(np.abs(left[np.broadcast_to(closed, FEW)]) <= 1e-9 * size[:, 0].max())
    paid = q["sales_incentive"]
    assert np.all(paid >= 0.0)
    assert np.all(paid.sum(axis=1, keepdims=True) <= found["incentive_total_cap"] * (1.0 + 1e-12))
    sales = found["net_sales"] * found["dollar_rate"]
    assert np.all(paid <= found["incentive_sales_share"] * sales * (1.0 + 1e-12) + 1e-9)
    if "royalty_payment" in found:
        check_royalty(found)


def check_royalty(found: dict[str, Array]) -> None:
    """Between its bounds in every year, but for the year in which the total is reached."""
    paid = np.broadcast_to(found["royalty_payment"] / found["gross_up"], (FEW, 31))
    window, total = found["royalty_window"], found["royalty_lifetime_cap"]
    assert np.all(paid <= found["royalty_cap"] * window + 1e-6)
    so_far = np.cumsum(paid, axis=1)
    assert np.all(so_far <= total + 1e-6)
    below = paid < found["royalty_floor"] * window - 1e-6
    assert np.all(so_far[below] >= total[0, 0] - 1e-6)


def check_balance(deal: Deal, found: dict[str, Array]) -> None:
    """Assets = loan + what the owners paid in + what they were not paid of the profit."""
    irel = ("irel_capital", "irel_dividend") if deal.structure == "joint_venture" else ()
    q = opened(deal, found, *LEDGER, *OWNERS, *irel)
    plant = q["plant_outlay"] + q["know_how_outlay"] + q["capitalised_interest"]
    plant = plant - q["capital_subsidy"] - q["book_depreciation"]
    assets = plant + q["stock_change"] + q["reserve_deposit"] + q["vehicle_net"]
    profit = q["operating_income"] + q["salvage_receipt"] - q["interest_payment"]
    profit = profit - q["book_depreciation"] - q["company_tax"]
    paid_in = q["partner_capital"] + q.get("irel_capital", 0.0)
    paid_out = q["partner_dividend"] + q["dividend_tax"] + q.get("irel_dividend", 0.0)
    equity = np.cumsum(paid_in + profit - paid_out, axis=1)
    both = np.cumsum(assets, axis=1), q["loan_balance"] + equity
    size = np.max(np.abs(np.cumsum(plant, axis=1)), axis=1, keepdims=True)
    size = size + np.max(np.abs(equity), axis=1, keepdims=True) + 1.0
    assert np.all(np.abs(both[0] - both[1]) <= 1e-9 * size), deal.name
    # what lies in the company: stocks, the reserve and cash are never less than nothing
    for name in ("stock_change", "reserve_deposit", "vehicle_net"):
        assert np.all(np.cumsum(q[name], axis=1) >= -1e-9 * size), (deal.name, name)
    # a company that has closed has neither assets nor debts
    shut = found["start_year"][:, 0] + found["operating_years"][:, 0] < 28.0
    for each in both:
        assert np.all(np.abs(each[np.broadcast_to(shut, FEW), -1]) <= 1e-6 * size.max()), deal.name


def test_every_loan_ends_at_nothing(study: Study, quantities: Quantities) -> None:
    for_any_deal(study.deals[:3], quantities, check_loan)


def test_depreciation_incentive_and_royalty_keep_their_bounds(
    study: Study, quantities: Quantities
) -> None:
    for_any_deal(study.deals[:3], quantities, check_bounds)


def test_the_two_sides_of_a_companys_balance_sheet_are_equal_in_every_year(
    study: Study, quantities: Quantities
) -> None:
    for_any_deal(study.deals[1:3], quantities, check_balance)
