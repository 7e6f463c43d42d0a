"""Supply security of a structure: how hazards reach it, and what its terms do about them.

Base case of the published numbers: a stop every 1,000 days of operation, 60 days long on average.
"""

from dataclasses import dataclass

import numpy as np
import pytest

from models.chain.security import NEVER, feed_gap, imported_oxide_share, losses, unserved
from models.dataset import Dataset
from models.formula import Array
from models.study import Deal, Study
from tests.models.conftest import Quantities

RATE, MEAN = 1 / 1_000, 60.0
ONE = np.ones((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def loss(cover: float = 0.0, cap: float | None = None) -> float:
    """Loss to a stop of all supply that meets a stock."""
    end = () if cap is None else (column(cap),)
    return float(unserved(RATE * ONE, MEAN * ONE, ONE, ONE, cover * ONE, *end)[0, 0])


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
    node: str = "border"
    structure: str = "ours"
    country: str = ""
    weight: str = ""
    stocks: tuple[str, ...] = ()
    cap: str = ""
    delay: str = ""
    when: str = ""
    reason: str = "It does."
    source: str = "definition"


def share_lost(exposure: Exposure, **inputs: float) -> float:
    """Loss of our structure to one hazard, times in days."""
    usual = {"stop_rate": RATE, "stop_duration": MEAN, "stop_severity": 1.0}
    usual |= {"disruption_spread": 1.0, "india_share": 1.0}
    made = losses([Hazard("stop")], [exposure], "ours", "japan")["stop_border_loss"]
    return float(made.compute(*(({**usual, **inputs})[name] * ONE for name in made.inputs))[0, 0])


@pytest.mark.parametrize(
    ("severity", "promised", "felt"),
    [(0.3, 0.7, 0.0), (0.5, 0.8, 0.375), (1.0, 0.35, 1.0), (0.4, 1.0, 0.4), (0.2, 0.1, 0.0)],
)
def test_a_firm_promise_is_served_first(severity: float, promised: float, felt: float) -> None:
    # senior offtake: of 1 - s left, the promised share w is served first: lost (w - (1 - s)) / w
    found = share_lost(Exposure(), stop_severity=severity, india_share=promised)
    assert found == pytest.approx(felt * MEAN / 1_060, rel=1e-9, abs=1e-12)


def test_stocks_add_up_and_a_weight_scales() -> None:
    both = share_lost(Exposure(stocks=("oxide", "magnets")), oxide=20.0, magnets=40.0)
    assert both == pytest.approx(22.975495 / 1_060, abs=1e-9)
    part = share_lost(Exposure(weight="heavy_share"), heavy_share=0.4)
    assert part == pytest.approx(0.4 * loss(), rel=1e-12)


@pytest.mark.parametrize(("when", "agreed", "exposed"), [
    ("own", 1.0, True), ("own", 0.0, False), ("!own", 1.0, False), ("!own", 0.0, True),
])  # fmt: skip
def test_a_term_decides_whether_a_hazard_is_met(when: str, agreed: float, exposed: bool) -> None:
    found = share_lost(Exposure(when=when), own=agreed)
    assert found == (pytest.approx(loss()) if exposed else 0.0)


def test_a_forced_end_is_read_from_its_term() -> None:
    found = share_lost(Exposure(cap="step_in", stocks=("magnets",)), step_in=120.0, magnets=30.0)
    assert found == pytest.approx(loss(cover=30.0, cap=120.0), rel=1e-12)


@pytest.mark.parametrize("severity", [1.0, 0.35])
def test_spares_put_a_stop_off_by_their_days_and_then_the_stock_is_used(severity: float) -> None:
    # 90 days of spares, then 30 days of magnets at the speed at which supply is lost
    held = {"spares": 90.0, "magnets": 30.0, "stop_severity": severity}
    found = share_lost(Exposure(delay="spares", stocks=("magnets",)), **held)
    # the same as 90 days and 30 / severity of a stop of all supply, of which the share is lost
    assert found == pytest.approx(severity * loss(90.0 + 30.0 / severity), rel=1e-9)


def test_only_the_exposures_of_the_structure_and_the_country_count() -> None:
    met = Exposure(), Exposure(node="sea", country="japan")
    spared = Exposure(node="air", country="korea"), Exposure(node="rail", structure="theirs")
    made = losses([Hazard("stop")], [*met, *spared], "ours", "japan")
    assert made["border_loss"].inputs == ("stop_border_loss", "stop_sea_loss")


def test_independent_hazards_multiply_what_they_leave() -> None:
    # 10 % and 20 %: 1 - 0.9 * 0.8 = 0.28
    hazards = Hazard("flood", "weather"), Hazard("stop"), Hazard("storm", "weather")
    made = losses(hazards, [Exposure("flood"), Exposure("storm")], "ours", "")
    assert made["weather_loss"].compute(0.1 * ONE, 0.2 * ONE)[0, 0] == pytest.approx(0.28)
    assert made["border_loss"].compute()[0, 0] == 0.0
    assert made["unserved_demand"].inputs == ("weather_loss", "border_loss")


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
        served = np.prod(np.broadcast_arrays(*(1 - q[f"{each}_loss"] for each in groups)), axis=0)
        assert q["supply_security"] == pytest.approx(served, rel=1e-12)
        assert np.all((served > 0.0) & (served <= 1.0))


def test_a_clause_that_takes_a_hazard_away_helps(study: Study, quantities: Quantities) -> None:
    deal = next(each for each in study.deals if each.structure == "technology_transfer")
    without = quantities(deal)["supply_security"]
    forever = quantities(deal.with_terms(perpetual_licence=True))
    assert np.all(forever["supply_security"] > without)
    assert np.all(forever["licence_termination_licence_loss"] == 0.0)
