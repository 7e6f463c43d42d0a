"""Supply security of a structure: how hazards reach it, and what its terms do about them.

Base case of the published numbers: a stop every 1,000 days of operation, 60 days long on average.
Simulated shares are compared with closed forms within four standard errors.
"""

from dataclasses import dataclass

import numpy as np
import pytest

from models.chain.security import NEVER, feed_gap, imported_oxide_share, losses
from models.dataset import Dataset
from models.formula import Array
from models.sampling import BLOCK
from models.study import Deal, Study
from models.supply.metrics import Estimate, estimate
from tests.models.closed import unserved
from tests.models.conftest import Quantities

DAYS = 365.0
RATE, MEAN = DAYS / 1_000, 60.0 / DAYS
ONE = np.ones((1, 1))
WORLDS = np.arange(4.0 * BLOCK)[:, None]


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def loss(cover: float = 0.0, cap: float | None = None, severity: float = 1.0) -> float:
    """Loss to a stop that meets a stock, in days, by the closed form."""
    end = () if cap is None else (column(cap / DAYS),)
    given = RATE * ONE, MEAN * ONE, ONE, severity * ONE, cover / DAYS * ONE
    return float(unserved(*given, *end)[0, 0])


@dataclass(frozen=True)
class Hazard:
    """A hazard of our own."""

    key: str
    group: str = "border"
    label: str = "Stop"


@dataclass(frozen=True)
class Exposure:
    """How it reaches our structure."""

    hazard: str = "stop"
    place: tuple[str, ...] = ("converter",)
    structure: str = "ours"
    country: str = ""
    weight: str = ""
    stocks: tuple[str, ...] = ()
    cap: str = ""
    delay: str = ""
    when: str = ""
    reason: str = "It does."
    source: str = "definition"


USUAL = {"stop_rate": RATE, "stop_duration": MEAN, "stop_severity": 1.0, "disruption_spread": 1.0}
USUAL |= {"india_share": 1.0, "heavy_share": 0.0, "seed": 1.0}
USUAL |= {f"{each}_catch_up": 50.0 for each in ("border", "feed", "heavy", "converter")}


def share_lost(exposure: Exposure, **inputs: float) -> Estimate:
    """Loss of our structure to one hazard, with refill at once."""
    made = losses([Hazard("stop")], [exposure], "ours", "japan")
    known = {key: value * ONE for key, value in {**USUAL, **inputs}.items()} | {"world": WORLDS}
    stops = made["stop_stops"]
    known["stop_stops"] = stops.compute(*(known[name] for name in stops.inputs))
    whole = made["unserved_demand"]
    return estimate(whole.compute(*(known[name] for name in whole.inputs))[:, 0])


def near(found: Estimate, expected: float) -> bool:
    return abs(found.mean - expected) < 4 * found.error + 1e-9


@pytest.mark.parametrize(
    ("severity", "promised", "felt"),
    [(0.3, 0.7, 0.0), (0.5, 0.8, 0.375), (1.0, 0.35, 1.0), (0.4, 1.0, 0.4), (0.2, 0.1, 0.0)],
)
def test_a_firm_promise_is_served_first(severity: float, promised: float, felt: float) -> None:
    # senior offtake: of 1 - s left, the promised share w is served first: lost (w - (1 - s)) / w
    found = share_lost(Exposure(), stop_severity=severity, india_share=promised)
    assert near(found, felt * 60 / 1_060)


def test_stocks_in_line_add_up() -> None:
    stocks = "magnet_stock_partner", "magnet_stock_india"
    held = dict(zip(stocks, (20 / DAYS, 40 / DAYS), strict=True))
    assert near(share_lost(Exposure(stocks=stocks), **held), 22.975495 / 1_060)


def test_a_place_for_heavy_grades_alone_loses_their_share() -> None:
    found = share_lost(Exposure(place=("heavy_input",)), heavy_share=0.4)
    assert near(found, 0.4 * loss())


def test_a_weight_scales_what_a_stop_takes() -> None:
    held = {"outbound_freight_duration": 0.0, "return_freight_duration": 0.0}
    stop = Exposure(place=("oxide_border",), weight="irel_oxide_share")
    assert near(share_lost(stop, irel_oxide_share=0.4, **held), 0.4 * loss())


@pytest.mark.parametrize(("when", "agreed", "exposed"), [
    ("own", 1.0, True), ("own", 0.0, False), ("!own", 1.0, False), ("!own", 0.0, True),
])  # fmt: skip
def test_a_term_decides_whether_a_hazard_is_met(when: str, agreed: float, exposed: bool) -> None:
    found = share_lost(Exposure(when=when), own=agreed)
    assert near(found, loss()) if exposed else found.mean == 0.0


def test_a_forced_end_is_read_from_its_term() -> None:
    stop = Exposure(cap="step_in", stocks=("magnet_stock_india",))
    found = share_lost(stop, step_in=120 / DAYS, magnet_stock_india=30 / DAYS)
    # the hazard itself goes on: it comes as often, and only what the deal feels ends (C6)
    whole, beyond = loss(cover=30.0), loss(cover=120.0)
    assert near(found, whole - beyond)


@pytest.mark.parametrize("severity", [1.0, 0.35])
def test_spares_put_a_stop_off_by_their_days_and_then_the_stock_is_used(severity: float) -> None:
    # 90 days of spares, then 30 days of magnets at the speed at which supply is lost
    held = {"spares": 90 / DAYS, "magnet_stock_india": 30 / DAYS, "stop_severity": severity}
    found = share_lost(Exposure(delay="spares", stocks=("magnet_stock_india",)), **held)
    # the same as 90 days and 30 / severity of a stop of all supply, of which the share is lost
    assert near(found, severity * loss(90.0 + 30.0 / severity))


def test_only_the_exposures_of_the_structure_and_the_country_count() -> None:
    hazards = [Hazard(each) for each in ("stop", "storm", "quake", "strike")]
    met = Exposure(), Exposure("storm", country="japan")
    spared = Exposure("quake", country="korea"), Exposure("strike", structure="theirs")
    made = losses(hazards, [*met, *spared], "ours", "japan")
    assert {"stop_stops", "storm_stops"} <= set(made["unserved_demand"].inputs)
    assert made.keys().isdisjoint({"quake_stops", "strike_stops"})


def test_a_structure_that_nothing_reaches_loses_nothing() -> None:
    made = losses([Hazard("stop")], [], "ours", "japan")
    assert made["unserved_demand"].compute()[0, 0] == 0.0
    parts = made["loss_parts"].compute(WORLDS, np.zeros((1, 1)))
    assert made["border_loss"].compute(parts)[0, 0] == 0.0


def test_the_share_of_time_interrupted_is_the_unavailability() -> None:
    # C1: 60 of 1,060 days, 0.0566037736
    made = losses([Hazard("stop")], [Exposure()], "ours", "japan")["stop_stops"]
    known = {key: value * ONE for key, value in USUAL.items()} | {"world": WORLDS}
    stops = made.compute(*(known[name] for name in made.inputs))
    assert made.told is not None
    assert near(estimate(made.told(stops)), 0.0566037736)


def test_a_world_is_the_same_whatever_stands_beside_it() -> None:
    made = losses([Hazard("stop")], [Exposure()], "ours", "japan")["stop_stops"]
    known = {key: value * ONE for key, value in USUAL.items()}
    picked = column(3_999.0, 7.0, 2_000.0)
    one = made.compute(*({**known, "world": WORLDS}[name] for name in made.inputs))
    few = made.compute(*({**known, "world": picked}[name] for name in made.inputs))
    assert np.array_equal(few, one[[3_999, 7, 2_000]])


def test_imports_end_a_lack_of_oxide_if_they_are_agreed() -> None:
    gap = feed_gap(column(1, 0), column(0.25, 0.25))
    assert gap[:, 0].tolist() == [0.25, NEVER]


def test_the_imported_share_is_weighted_by_when_it_is_used() -> None:
    # 10 of 40 a year later, worth half: (0 + 5) / (30 + 0 + 5 + 15) = 0.1
    imported, own = np.array([[0.0, 10.0]]), np.array([[30.0, 30.0]])
    assert imported_oxide_share(imported, own, np.array([[1.0, 0.5]]))[0, 0] == 0.1


def test_more_stock_never_lowers_the_security_of_a_deal(
    study: Study, quantities: Quantities
) -> None:
    for deal in study.all_deals:
        base = quantities(deal)["supply_security"]
        for term in (name for name in type(deal.terms).model_fields if "_stock" in name):
            more = deal.with_terms(**{term: getattr(deal.terms, term) + 60.0})
            assert np.all(quantities(more)["supply_security"] >= base - 1e-12), (deal.name, term)


def test_security_is_a_share_and_the_groups_make_up_what_is_missing(
    ready_made: tuple[Deal, ...], study: Study, dataset: Dataset, quantities: Quantities
) -> None:
    groups = {each.group for each in dataset.hazards.values()}
    for deal in (*ready_made, study.baseline):
        q = quantities(deal)
        lost = np.sum(np.broadcast_arrays(*(q[f"{each}_loss"] for each in groups)), axis=0)
        np.testing.assert_allclose(1.0 - q["supply_security"], lost, atol=1e-12)
        assert np.all((lost > -1e-12) & (lost < 1.0))


def test_a_clause_that_takes_a_hazard_away_helps(study: Study, quantities: Quantities) -> None:
    deal = next(each for each in study.deals if each.structure == "technology_transfer")
    without = quantities(deal)
    forever = quantities(deal.with_terms(perpetual_licence=True))
    assert np.all(forever["supply_security"] >= without["supply_security"] - 1e-12)
    assert forever["supply_security"].mean() > without["supply_security"].mean()
    assert np.all(forever["partner_loss"] == 0.0)
    assert without["partner_loss"].mean() > 0.0
