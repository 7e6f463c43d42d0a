"""Supply security: closed forms of renewal theory, numerical integration and monotony.

Base case of the published numbers: a stop every 1,000 days of operation, 60 days long on average.
"""

import itertools
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.integrate import quad
from scipy.stats import lognorm

from models.chain.security import (
    NEVER,
    excess,
    feed_gap,
    imported_oxide_share,
    losses,
    unserved,
)
from models.dataset import Dataset
from models.formula import Array
from models.study import Deal, Study
from tests.models.conftest import Quantities

RATE, MEAN = 1 / 1_000, 60.0
ONE = np.ones((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def over(mean: float, spread: float, threshold: float) -> float:
    return float(excess(column(mean), column(spread), column(threshold))[0, 0])


def loss(
    rate: float = RATE,
    mean: float = MEAN,
    spread: float = 1.0,
    severity: float = 1.0,
    cover: float = 0.0,
    cap: float = NEVER * 365,
) -> float:
    given_ = (column(each) for each in (rate, mean, spread, severity, cover, cap))
    return float(unserved(*given_)[0, 0])


def law(mean: float, spread: float) -> object:
    return lognorm(spread, scale=mean / np.exp(spread**2 / 2))


def test_expected_time_beyond_sixty_days_as_published() -> None:
    # C4, lognormal: mean 60, threshold 60, standard deviation of the log 1
    assert over(60, 1, 60) == pytest.approx(22.975495, abs=5e-7)


@pytest.mark.parametrize(
    ("days", "expected"),
    [(30, 86.516), (60, 62.785), (90, 45.793), (180, 19.496), (209, 15.243), (365, 4.863)],
)
def test_expected_time_beyond_the_cover_for_the_three_closed_stops(
    days: float, expected: float
) -> None:
    # stops of 60, 49.1 and 209 days: centre 4.4435, spread 0.7848, mean 115.76 days
    assert over(np.exp(4.4435 + 0.7848**2 / 2), 0.7848, days) == pytest.approx(expected, abs=0.02)


def test_beyond_nothing_is_the_mean_and_beyond_everything_is_nothing() -> None:
    assert over(60, 0.8, 0.0) == 60.0
    assert over(60, 0.8, 1e9) == pytest.approx(0.0, abs=1e-9)


def test_a_stop_that_hardly_varies_is_over_at_its_mean() -> None:
    # C4, fixed duration: 60 days against 60 gives 0, against 45 gives 15
    assert over(60, 1e-6, 60) == pytest.approx(0.0, abs=1e-4)
    assert over(60, 1e-6, 45) == pytest.approx(15.0, abs=1e-9)


@given(st.floats(1, 500), st.floats(0.1, 2.0), st.floats(0.05, 4.0))
@settings(max_examples=25)
def test_expected_excess_is_the_integral_of_the_chance_to_last_longer(
    mean: float, spread: float, share: float
) -> None:
    held, lasts = share * mean, law(mean, spread)
    within, _ = quad(lasts.sf, 0.0, held, limit=200)  # type: ignore[attr-defined]
    assert over(mean, spread, held) == pytest.approx(mean - within, rel=1e-6, abs=1e-7 * mean)


def test_without_stock_the_loss_is_the_unavailability_whatever_the_law() -> None:
    # C1: 60 / (1,000 + 60) = 0.0566037736
    for spread in (0.1, 1.0, 2.0):
        assert loss(spread=spread) == pytest.approx(0.0566037736, abs=5e-11)


def test_with_stock_the_loss_is_the_excess_over_a_cycle() -> None:
    # C4: 22.975495 / 1,060
    assert loss(cover=60.0) == pytest.approx(22.975495 / 1_060, abs=1e-9)


@given(st.floats(5, 200), st.floats(0.1, 1.5), st.floats(10, 300), st.floats(0, 200))
@settings(max_examples=25)
def test_an_end_forced_after_k_days_is_that_of_a_stop_of_min_d_k(
    mean: float, spread: float, cap: float, cover: float
) -> None:
    # C6 for any law: E[min(D, k)] is the integral of the chance to last longer, up to k
    lasts = law(mean, spread)
    whole, _ = quad(lasts.sf, 0.0, cap, limit=200)  # type: ignore[attr-defined]
    beyond, _ = quad(lasts.sf, min(cover, cap), cap, limit=200)  # type: ignore[attr-defined]
    expected = beyond / (1 / RATE + whole)
    found = loss(mean=mean, spread=spread, cover=cover, cap=cap)
    assert found == pytest.approx(expected, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("cap", [0.0, 30.0, 60.0])
def test_an_end_before_the_stock_is_used_up_leaves_no_loss(cap: float) -> None:
    assert loss(cover=60.0, cap=cap) == 0.0


def test_a_hazard_that_takes_nothing_costs_nothing() -> None:
    assert loss(severity=0.0) == 0.0
    assert loss(severity=0.0, cover=30.0) == 0.0


def test_a_stop_of_half_the_supply_uses_the_stock_half_as_fast() -> None:
    # 60 days of stock last 120 of the stop, and half of what is beyond them is lost
    assert loss(severity=0.5, cover=60.0) == pytest.approx(0.5 * over(60, 1, 120) / 1_060)


STEPS = {
    "rate": (0.0005, 0.001, 0.01),
    "mean": (20.0, 60.0, 200.0),
    "severity": (0.1, 0.5, 1.0),
    "cap": (70.0, 120.0, 400.0),
}


@pytest.mark.parametrize("name", STEPS)
def test_the_loss_rises_with_rate_length_severity_and_a_later_end(name: str) -> None:
    found = [loss(**{"cover": 30.0, "cap": 500.0, name: value}) for value in STEPS[name]]  # type: ignore[arg-type]
    assert 0.0 < found[0] < found[1] < found[2]


def test_the_loss_falls_in_stock() -> None:
    found = [loss(cover=days) for days in (0.0, 30.0, 90.0, 365.0)]
    assert all(more > less for more, less in itertools.pairwise(found))


@given(st.floats(0.01, 100.0))
@settings(max_examples=20)
def test_the_unit_of_time_does_not_matter(factor: float) -> None:
    scaled = loss(RATE / factor, MEAN * factor, cover=30 * factor, cap=200 * factor)
    assert scaled == pytest.approx(loss(cover=30, cap=200), rel=1e-9)


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    low, high = (0.0005, 10, 0.2, 0, 0, 0), (0.01, 300, 2, 1, 200, 400)
    cases = np.random.default_rng(7).uniform(low, high, (40, 6))
    together = unserved(*(cases[:, [k]] for k in range(6)))
    for case, found in zip(cases, together[:, 0], strict=True):
        assert loss(*map(float, case)) == pytest.approx(found, rel=1e-12, abs=1e-15)


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
    expected = severity * over(MEAN, 1.0, 90.0 + 30.0 / severity) / 1_060
    assert found == pytest.approx(expected, rel=1e-9)


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
