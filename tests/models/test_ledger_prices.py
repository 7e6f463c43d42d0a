"""Present values of the ledger: nothing is left at the required price, whatever money is used."""

import numpy as np
import pytest
from hypothesis import given, settings

from models.formula import Array
from models.structures import STRUCTURES
from models.study import Deal, Study
from tests.models.agreed import deals, without_formulas
from tests.models.conftest import Quantities
from tests.models.given import computed

FEW = 24
NONE = np.zeros((1, 1))
DEAR = {"parity_discount": -1.0, "price_ceiling": 1_000.0}  # buyers pay twice the import price
# Terms that seldom come together by chance, and numbers of the dataset that are switches.
TOGETHER: dict[str, dict[str, object]] = {
    "damages": {
        "localisation_damages": 10.0,
        "metal_at_home_after": 3.0,
        "blocks_at_home_after": 2.0,
    },
    "minimum tax": {"concessional_tax": False, "loss_treatment": "lost", "scheme_member": True},
    "loan by coverage": DEAR | {"loan_by_coverage": True, "repayment": "sculpted"},
    "royalty until its total": {"royalty_per_kg": 3.0, "royalty_lifetime_cap": 10.0},
    "scheme": {"scheme_member": True, "scheme_bid": 1_500.0},
    "bonus": {"yield_guarantee": 1.5, "bonus_share": 1.0},
    "penalty": {"yield_guarantee": 3.0, "penalty_cap": 1.0, "penalty_at_magnet_price": True},
}
COUNTED = {
    "loan_in_cost": 1.0
}  # so that the owners' cash after the loan is what has to be worth nothing
SWITCHES = ("mid_year", "oxide_at_cost", "incentive_at_ceiling")


def at_the_required_price(deal: Deal, found: dict[str, Array]) -> dict[str, Array]:
    """The deal's whole ledger, every magnet sold at the required price and the loan as it is.

    IREL's oxide is charged as the criterion does; what the government guarantees, and its share of
    a high price, are no part of the criterion.
    """
    sold, share = found["cost"] * found["magnet_output"], found["india_share"]
    starts = without_formulas(deal, found)
    starts |= {"india_sales": sold * share, "export_sales": sold * (1.0 - share)}
    starts |= {"oxide_guarantee": NONE, "income_guarantee": NONE, "upside_share": NONE}
    if "cash_for_loan" in found:
        starts["cash_for_loan"] = found["cash_for_loan"]
    company = STRUCTURES[deal.structure].books == "vehicle"
    charged = "oxide_contract_price" if company else "oxide_cash_cost"
    starts[charged] = found["oxide_charge"]
    wanted = "cash_before_owners" if company else "irel_net"
    whole = computed(deal.structure, starts, (wanted, "discount_factor", "cost"), 30)
    assert np.allclose(whole["cost"], found["cost"], rtol=1e-9)
    return whole | {"left": whole[wanted], "sold": sold}


def check(deal: Deal, found: dict[str, Array]) -> None:
    with np.errstate(all="ignore"):
        whole = at_the_required_price(deal, found)
    factor = whole["discount_factor"]
    left = np.sum(whole["left"] * factor, axis=1)
    gross = np.sum(np.abs(whole["sold"]) * found["dollar_rate"] * factor, axis=1)
    assert np.all(np.abs(left) <= 1e-9 * gross), (deal.name, np.max(np.abs(left) / gross))


def test_at_the_required_price_every_ready_made_deal_earns_just_what_its_owners_need(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        check(deal, dict(quantities(deal, FEW, **COUNTED)))


def test_at_the_required_price_any_deal_earns_just_what_its_owners_need(
    study: Study, quantities: Quantities
) -> None:
    @given(deals(study.deals))
    @settings(max_examples=60)
    def look(deal: Deal) -> None:
        check(deal, dict(quantities(deal, FEW, **COUNTED)))

    look()


def test_a_loan_leaves_the_cost_alone_while_the_returns_are_on_all_the_money(
    study: Study, quantities: Quantities
) -> None:
    for deal in (each for each in study.deals if "gearing" in each.terms.model_dump()):
        without = dict(quantities(deal.with_terms(gearing=0.0), FEW))
        check(deal.with_terms(gearing=0.0), without)
        for gearing in (0.5, 0.85):
            found = quantities(deal.with_terms(gearing=gearing), FEW)
            assert np.allclose(found["cost"], without["cost"], rtol=1e-12), deal.name
            assert not np.allclose(found["irel_npv"], without["irel_npv"]) or deal is study.deals[2]


@pytest.mark.parametrize("name", TOGETHER)
def test_what_seldom_comes_together_is_paid_for_too(
    study: Study, quantities: Quantities, name: str
) -> None:
    known = [set(each.terms.model_dump()) for each in study.deals]
    fitting = [
        d for d, terms in zip(study.deals, known, strict=True) if terms >= set(TOGETHER[name])
    ]
    assert fitting
    for deal in fitting:
        other = deal.with_terms(**TOGETHER[name])
        found = dict(quantities(other, FEW, **COUNTED))
        usual = quantities(deal, FEW, **COUNTED)
        assert not np.array_equal(found["cost"], usual["cost"]), deal.name
        check(other, found)


@pytest.mark.parametrize("switch", SWITCHES)
def test_the_required_price_follows_the_switches_of_the_dataset(
    study: Study, quantities: Quantities, switch: str
) -> None:
    for deal in study.deals:
        check(deal, dict(quantities(deal, FEW, **COUNTED, **{switch: 1.0})))


def test_money_of_one_year_at_the_real_return_is_worth_as_much_as_money_of_the_day(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    """Flows without inflation at the real return: the same present value, for every party."""
    returns = {"irel": "irel_return", "government": "social_return", "buyer": "buyer_return"}
    returns |= {"partner": "partner_own_return"}
    for deal in ready_made:
        q = quantities(deal, FEW)
        for party, rate in returns.items():
            real = q[f"{party}_net"] / (1.0 + q["indian_inflation"]) ** q["year"]
            worth = np.sum(real / (1.0 + q[rate]) ** q["year"], axis=1)
            size = np.sum(np.abs(real), axis=1) + 1.0
            found = np.broadcast_to(q[f"{party}_npv"], (FEW, 1))[:, 0]
            assert np.all(np.abs(found - worth) <= 1e-9 * size), (deal.name, party)


def test_the_lender_earns_its_rate_and_no_more_but_the_use_of_the_reserve(
    study: Study, quantities: Quantities
) -> None:
    for deal in study.deals[:3]:
        plain = quantities(deal.with_terms(reserve_months=0.0), FEW)
        size = np.sum(np.abs(plain["lender_net"]), axis=1, keepdims=True)
        assert np.all(size > 0.0)
        assert np.all(np.abs(plain["lender_npv"]) <= 1e-9 * size), deal.name
        assert np.all(quantities(deal, FEW)["lender_npv"] > 0.0), deal.name


def test_one_price_for_the_life_of_a_deal_is_worth_what_its_buyers_pay(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal, FEW)
        bought = q["magnet_output"] * q["india_share"] * q["dollar_rate"] * q["discount_factor"]
        paid = q["india_sales"] * q["dollar_rate"] * q["discount_factor"]
        worth = q["buyer_price"][:, 0] * bought.sum(axis=1)
        assert worth == pytest.approx(paid.sum(axis=1), rel=1e-9), deal.name


def test_what_a_deal_adds_is_its_worth_less_that_of_selling_oxide_and_buying_magnets(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        q = quantities(deal, FEW)
        sold = q["irel_oxide_used"] * (q["oxide_price"] - q["oxide_cash_cost"]) * q["dollar_rate"]
        instead = np.sum(sold * (1.0 - q["company_tax_rate"]) * q["irel_discount"], axis=1)
        gain = (q["irel_npv"] - q["irel_gain"])[:, 0]
        assert gain == pytest.approx(instead, rel=1e-9, abs=1e-3), deal.name
        landed = q["landed_import_price"] * q["magnet_output"] * q["india_share"]
        bought = np.sum(landed * q["dollar_rate"] * q["buyer_discount"], axis=1)
        spent = (q["buyer_gain"] - q["buyer_npv"])[:, 0]
        assert spent == pytest.approx(bought, rel=1e-9), deal.name
