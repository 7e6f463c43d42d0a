"""The ledger: laws that hold for every deal and every draw, whatever the terms."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.ledger import PARTIES, booked, signed
from models.formula import Array
from models.structures import STRUCTURES
from models.study import Deal, Study
from tests.models.agreed import deals, without_formulas
from tests.models.conftest import Quantities
from tests.models.given import computed

FEW = 24
EXAMPLES = 60
ALWAYS = ("irel_net", "partner_net", "government_net", "buyer_net", "lender_net", "outside_net")


def flows_of(deal: Deal) -> dict[str, tuple[str, str]]:
    """Payer and payee of every flow of the deal itself."""
    formulas = STRUCTURES[deal.structure].formulas.values()
    return {x.name: (x.payer, x.payee) for x in formulas if x.payer and x.tax != "alternative"}


def opened(deal: Deal, found: dict[str, Array], *more: str) -> dict[str, Array]:
    """Everything of the ledger, computed again from rows and terms."""
    vehicle = ("vehicle_net",) if STRUCTURES[deal.structure].books == "vehicle" else ()
    targets = (*ALWAYS, *vehicle, *flows_of(deal), *more)
    with np.errstate(all="ignore"):
        return computed(deal.structure, without_formulas(deal, found), targets, 30)


def gross(deal: Deal, found: dict[str, Array]) -> Array:
    """Money that changes hands over the years of each draw, (n, 1)."""
    paid = sum(np.abs(found[name]) for name in flows_of(deal))
    return np.sum(paid, axis=1, keepdims=True) + 1.0


def whatever(study: Study, quantities: Quantities, examples: int = EXAMPLES):
    """Run a check on deals with terms at random."""

    def decorate(check):
        @given(deals(study.deals))
        @settings(max_examples=examples)
        def run_(deal: Deal) -> None:
            check(deal, dict(quantities(deal, FEW)))

        run_()

    return decorate


def check_nets(deal: Deal, found: dict[str, Array]) -> None:
    whole = opened(deal, found)
    nets = [whole[name] for name in (*ALWAYS, "vehicle_net") if name in whole]
    assert np.all(np.abs(sum(nets)) <= 1e-6 * gross(deal, whole)), deal.name
    # and each party's net is what its payments say, added up here
    for party in PARTIES:
        if f"{party}_net" in whole:
            books = STRUCTURES[deal.structure].books
            own = np.zeros((1, 1))
            for name, parties in flows_of(deal).items():
                payer, payee = (booked(each, books) for each in parties)
                own = own + whole[name] * ((payee == party) - (payer == party))
            near = 1e-9 * gross(deal, whole)
            assert np.all(np.abs(own - whole[f"{party}_net"]) <= near), (deal.name, party)


def test_all_parties_of_every_ready_made_deal_net_to_nothing(
    ready_made: tuple[Deal, ...], quantities: Quantities
) -> None:
    for deal in ready_made:
        check_nets(deal, dict(quantities(deal, FEW)))


def test_all_parties_net_to_nothing_whatever_the_terms(
    study: Study, quantities: Quantities
) -> None:
    whatever(study, quantities)(check_nets)


def test_every_flow_is_in_the_books_of_exactly_two_parties_or_of_one_with_itself() -> None:
    for kind in STRUCTURES.values():
        flows = [each for each in kind.formulas.values() if each.payer]
        seen: dict[str, float] = {}
        for party in PARTIES:
            if booked(party, kind.books) == party:
                for name, sign in signed(flows, party, kind.books).items():
                    seen[name] = seen.get(name, 0.0) + sign
        assert all(total == 0.0 for total in seen.values()), kind.key


# What the three build: the same plant at the same time, whoever owns it.
PLANT = (
    "start_year",
    "first_magnets",
    "capital_payment",
    "magnet_output",
    "irel_oxide_used",
    "imported_oxide_used",
    "building_share",
    "operating_fraction",
    "working_capital_needed",
    "freight_payment",
    "duty_payment",
    "heavy_payment",
    "metal_payment",
    "conversion_payment",
    "renewal_payment",
    "premium_payment",
    "capital_expenditure",
    "magnet_price",
    "india_share",
    "dollar_rate",
    "oxide_price",
    "chinese_magnet_price",
)
NO_TEACHING = {"training_payment": np.zeros((1, 1)), "support_payment": np.zeros((1, 1))}


@given(st.data())
@settings(max_examples=30)
def _same_before_taxes(study: Study, quantities: Quantities, data: st.DataObject) -> None:
    first = dict(quantities(study.deals[0], FEW))
    plant = {name: first[name] for name in PLANT} | NO_TEACHING
    together = []
    for base in study.deals[:3]:
        deal = data.draw(deals((base,)))
        found = without_formulas(deal, quantities(deal, FEW)) | plant
        vehicle = ("vehicle_net",) if STRUCTURES[deal.structure].books == "vehicle" else ()
        wanted = ("irel_net", "partner_net", "government_net", "lender_net", *vehicle)
        with np.errstate(all="ignore"):
            whole = computed(deal.structure, found, wanted, 30)
        together.append(sum(whole[name] for name in wanted))
    size = np.max(np.abs(together[0]), axis=1, keepdims=True)
    for each in together[1:]:
        assert np.all(np.abs(each - together[0]) <= 1e-6 * size)


def test_licence_venture_and_owner_have_the_same_sum_before_taxes_whatever_the_terms(
    study: Study, quantities: Quantities
) -> None:
    """All who share in the plant, the state and the lender: what one pays another gets.

    Plant, oxide, output and the price buyers pay are held; fees, royalty, loan, tax, dividends and
    the price of the oxide are moved.
    """
    _same_before_taxes(study, quantities)
