"""Who gains and who loses when a term moves; deals that are the same under two names."""

import itertools

import numpy as np
import pytest
from hypothesis import given, settings

from models.formula import Array
from models.study import Deal, Study
from tests.models.agreed import deals, without_formulas
from tests.models.conftest import Quantities
from tests.models.given import computed

FEW = 60
# A world in which nothing but the year of the first magnet changes with a delay.
STILL = {
    "oxide_price_today": 80.0,
    "oxide_price_long_run": 80.0,
    "oxide_price_volatility": 0.0,
    "dysprosium_price_today": 240.0,
    "dysprosium_price_long_run": 240.0,
    "dysprosium_price_volatility": 0.0,
    "terbium_price_today": 900.0,
    "terbium_price_long_run": 900.0,
    "terbium_price_volatility": 0.0,
    "rupee_volatility": 0.0,
    "oxide_premium": 0.0,
}
# What nobody is paid for a licence.
UNPAID = {"upfront_fee": 0.0, "milestone_fee": 0.0, "royalty_rate": 0.0, "royalty_floor": 0.0}
UNPAID |= {"training_abroad": 0.0, "support_years": 0.0}
PLANT = (
    "start_year",
    "first_magnets",
    "engineering_finish",
    "agreement_finish",
    "stall_delay",
    "magnet_output",
    "capital_payment",
    "operating_fraction",
    "utilisation",
    "irel_oxide_used",
    "imported_oxide_used",
    "working_capital_needed",
    "india_share",
    "conversion_payment",
    "metal_payment",
    "heavy_payment",
    "oxide_price",
)


def npv(found: dict[str, Array], party: str) -> Array:
    return np.broadcast_to(found[f"{party}_npv"], (FEW, 1))[:, 0]


def test_a_higher_royalty_gives_the_licensor_more_and_irel_less(
    study: Study, quantities: Quantities
) -> None:
    deal = study.deals[0]
    found = [quantities(deal.with_terms(royalty_rate=r), FEW) for r in (0.0, 0.02, 0.05, 0.1, 0.15)]
    for low, high in itertools.pairwise(found):
        assert np.all(npv(high, "partner") >= npv(low, "partner"))
        assert np.all(npv(high, "irel") <= npv(low, "irel"))
        assert np.all(high["cost"] >= low["cost"])
    assert npv(found[-1], "partner").mean() > npv(found[0], "partner").mean()
    assert npv(found[-1], "irel").mean() < npv(found[0], "irel").mean()


def test_a_harder_penalty_on_the_yield_gives_irel_more_and_the_converter_less(
    study: Study, quantities: Quantities
) -> None:
    deal = study.deals[3].with_terms(yield_guarantee=2.9, penalty_cap=1.0)
    found = [quantities(deal.with_terms(penalty_share=x), FEW) for x in (0.0, 0.5, 1.0, 2.0)]
    for low, high in itertools.pairwise(found):
        assert np.all(npv(high, "irel") >= npv(low, "irel"))
        assert np.all(npv(high, "partner") <= npv(low, "partner"))
        assert np.all(high["cost"] <= low["cost"])
    assert npv(found[-1], "irel").mean() > npv(found[0], "irel").mean()


@pytest.mark.parametrize("stage", ["qualification", "commissioning"])
def test_a_delay_makes_every_magnet_dearer(
    study: Study, quantities: Quantities, stage: str
) -> None:
    for deal in study.deals[:3]:
        row = stage + ("_copied" if stage == "qualification" and deal is not study.deals[0] else "")
        held = STILL | {f"{stage}_duration": 3.0, f"{row}_duration": 3.0}
        soon = quantities(deal, FEW, **held)
        late = quantities(deal, FEW, **held | {f"{row}_duration": 27.0})
        assert np.all(late["start_year"] > soon["start_year"] + 0.5), deal.name
        assert np.all(late["cost"] > soon["cost"]), deal.name


def test_a_share_moves_what_the_owners_get_and_nothing_else(
    study: Study, quantities: Quantities
) -> None:
    """The two owners together have the same cash, but for the tax withheld on what leaves India."""
    low, high = (
        quantities(study.deals[1].with_terms(irel_equity=share), FEW) for share in (0.3, 0.7)
    )
    for name in ("cash_before_owners", "owners_cash", "company_tax", "magnet_sales"):
        assert np.array_equal(low[name], high[name]), name
    together = [
        each["irel_net"] + each["partner_net"] + each["dividend_tax"] for each in (low, high)
    ]
    assert np.allclose(*together, rtol=1e-9, atol=1e-3)


def irel_net(deal: Deal, found: dict[str, Array], given_: dict[str, object]) -> Array:
    starts = without_formulas(deal, found) | given_
    with np.errstate(all="ignore"):
        return computed(deal.structure, starts, ("irel_net",), 30)["irel_net"]


def test_a_venture_of_irel_alone_without_fees_is_a_plant_of_its_own_without_a_licence(
    study: Study, quantities: Quantities
) -> None:
    """Its oxide only moves between its own pockets, a loss is set off in either."""
    own = study.deals[0].with_terms(**UNPAID)
    venture = study.deals[1].with_terms(**UNPAID, loss_treatment="set_off", oxide_index_share=1.2)
    first = dict(quantities(own, FEW))
    plant = {name: first[name] for name in PLANT}
    one = irel_net(own, first, plant)
    other = irel_net(venture, dict(quantities(venture, FEW)), plant | {"irel_equity": 1.0})
    size = np.max(np.abs(one), axis=1, keepdims=True)
    assert np.all(np.abs(one - other) <= 1e-9 * size)


def test_one_draw_alone_is_the_first_of_many_whatever_the_terms(
    study: Study, quantities: Quantities
) -> None:
    @given(deals(study.deals))
    @settings(max_examples=20)
    def look(deal: Deal) -> None:
        alone, many = quantities(deal, 1), quantities(deal, 200)
        for name, values in alone.items():
            if name.endswith("_stops"):
                continue  # room for as many interruptions as the most frequent draw may see
            both = np.broadcast_arrays(values, many[name][:1])
            size = np.nanmax(np.abs(both[1]), initial=0.0)
            near = np.allclose(*both, rtol=1e-9, atol=1e-9 * size, equal_nan=True)
            assert near or name == "ledger_residual", (deal.name, name)

    look()
