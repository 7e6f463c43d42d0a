"""The simulated supply of a study: against the closed forms, by hand, and what must hold."""

import datetime
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from models import (
    ORDEALS,
    Interruptions,
    StudyError,
    Supplied,
    all_struck,
    clauses,
    default_study,
    interruptions,
    load_dataset,
    played,
    stock_curve,
    stocks,
    survivals,
)
from models.analysis.supply_chains import PREMIUM, Numbers
from models.chain.supply_chain import CATCH_UP
from models.evaluate import evaluate
from models.formula import Array
from models.sampling import stops
from models.study import Study
from models.supply.metrics import estimate
from models.tables import Exposure
from tests.models.closed import unserved

DATASET = load_dataset()
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
EVERY = [TRANSFER, VENTURE, PLANT, TOLLING, BASELINE]
RARE = 0.0005  # a year: the least that a rate may be
QUICK = {"border_catch_up": 10.0, "heavy_catch_up": 5.0, "feed_catch_up": 3.0}
QUICK |= {"converter_catch_up": 3.0, "converter_catch_up.oxide_tolling": 3.0}


@pytest.fixture(scope="module")
def usual() -> Interruptions:
    return interruptions(USUAL, DATASET)


def alone(hazard: str, **overrides: float) -> Study:
    """A study in which only one hazard is worth speaking of."""
    rates = {f"{key}_rate": RARE for key in DATASET.hazards if key != hazard}
    world = USUAL.world.model_copy(update={"overrides": {**rates, **overrides}})
    return USUAL.changed(world=world)


SHARES = {"feed": "irel_oxide_share", "imported_feed": "imported_oxide_share"}
SHARES |= {"heavy_input": "heavy_share", "heavy_magnet_border": "heavy_share"}


def closed(numbers: Numbers, row: Exposure) -> Array:
    """Loss to one hazard by the closed form: instant refill, all stocks of the row in line."""
    own = [numbers(f"{row.hazard}_{part}") for part in ("rate", "duration")]
    india = numbers("india_share")
    felt = np.maximum(numbers(f"{row.hazard}_severity") - (1.0 - india), 0.0) / india
    cover = sum((numbers(name) for name in row.stocks), start=np.zeros((1, 1)))
    cap = numbers(row.cap) if row.cap else None
    delay = numbers(row.delay) if row.delay else 0.0
    share: Array = numbers(SHARES[row.place[0]]) if row.place[0] in SHARES else np.ones((1, 1))
    if row.when:
        share = share * ((numbers(row.when.removeprefix("!")) > 0) != row.when.startswith("!"))
    return share * unserved(*own, numbers("disruption_spread"), felt, cover, cap, delay)


def gap(deal: Supplied, hazard: str) -> tuple[float, float]:
    """Simulation less closed form of the hazard on the same draws, and three standard errors."""
    row = next(each for each in deal.rows if each.hazard == hazard)
    told = estimate(deal.result.loss - closed(deal.numbers, row)[:, 0])
    return told.mean, 3.0 * told.error


@pytest.mark.parametrize(
    ("hazard", "deal"),
    [
        ("china_india_light", BASELINE),
        ("china_india_heavy", BASELINE),
        ("china_india_heavy", TRANSFER),
        ("new_plant_outage", TRANSFER),
        ("licence_termination", TRANSFER),
        ("deadlock", VENTURE),
        ("owner_diversion", PLANT),
        ("host_priority", TOLLING),
        ("customs_india", TOLLING),
    ],
)
def test_one_hazard_and_quick_refill_give_the_closed_form(hazard: str, deal: str) -> None:
    found = interruptions(alone(hazard, **QUICK), DATASET).deals[deal]
    assert found.summary.unserved.mean > 0.0
    difference, error = gap(found, hazard)
    assert abs(difference) < error + 1e-4  # the other hazards strike once in 2,000 years


def test_slow_refill_costs_more_than_the_closed_form_says() -> None:
    often = {"china_india_light_rate": 2.0, "china_india_light_severity": 1.0}
    slow = interruptions(alone("china_india_light", border_catch_up=1.0, **often), DATASET)
    difference, error = gap(slow.deals[BASELINE], "china_india_light")
    assert difference > error


def test_the_criterion_is_the_simulation(usual: Interruptions) -> None:
    """What scores use is what the page of security opens, world by world."""
    for name, outcome in evaluate(USUAL, DATASET).outcomes.items():
        found = usual.deals[name]
        served = outcome.values["supply_security"]
        assert np.array_equal(served, 1.0 - found.result.loss)
        parts = [outcome.values[f"{key}_loss"] for key in dict.fromkeys(found.groups.values())]
        np.testing.assert_allclose(np.sum(parts, axis=0), found.result.loss, atol=1e-12)


@pytest.mark.parametrize(
    "key", sorted({f"{each}_catch_up" for each in CATCH_UP.values()} | {PREMIUM})
)
def test_every_row_of_the_simulation_moves_it(usual: Interruptions, key: str) -> None:
    moved = []
    for name in (TOLLING, TRANSFER):
        found = usual.deals[name]
        more = {key: found.numbers(key) * 1.5}
        held = replace(found, numbers=found.numbers.but(**more), result=found.rerun(**more))
        moved.append(held.money - found.money)
    assert any(moved)


def test_a_stop_of_part_of_the_feed_drains_stocks_slowly() -> None:
    """The closed form lets stocks feed the whole plant where only part of its oxide stops."""
    study = alone("oxide_import_stop", oxide_import_stop_rate=1.0, **QUICK)
    found = interruptions(study, DATASET).deals[TRANSFER]
    difference, error = gap(found, "oxide_import_stop")
    assert difference < -error


@pytest.mark.parametrize("deal", EVERY)
def test_parts_sum_to_the_loss_and_books_balance(usual: Interruptions, deal: str) -> None:
    found = usual.deals[deal]
    parts = sum(each.mean for each in found.parts.values())
    assert parts == pytest.approx(found.summary.unserved.mean, abs=1e-12)
    assert found.result.balance.max() < 1e-9
    assert 0.0 < found.summary.unserved.mean < found.summary.tail < 1.0
    assert found.parts.keys() == {found.groups[each] for each in found.hazards}


@pytest.mark.parametrize("deal", EVERY)
def test_a_clause_or_a_stock_never_hurts(usual: Interruptions, deal: str) -> None:
    found = usual.deals[deal]
    told = {each.key: each for each in clauses(found)}
    assert all(each.days.mean > -1e-9 for each in told.values())
    assert set(stocks(found)) <= told.keys()
    for name in stocks(found):
        days = [each.mean for each in stock_curve(found, name)]
        assert all(more <= less + 1e-9 for less, more in pairwise(days))


def test_clauses_help_only_whom_they_protect(usual: Interruptions) -> None:
    told = {name: {x.key: x for x in clauses(usual.deals[name])} for name in EVERY}
    assert [name for name in EVERY if "perpetual_licence" in told[name]] == [TRANSFER]
    assert [name for name in EVERY if "deadlock_end" in told[name]] == [VENTURE]
    assert not told[TRANSFER]["perpetual_licence"].agreed
    assert told[TRANSFER]["perpetual_licence"].days.mean > 0.0
    assert told[TRANSFER]["spares_cover"].days.mean == 0.0  # its equipment is not Chinese
    deals = (USUAL.deals[0].with_terms(perpetual_licence=True), *USUAL.deals[1:])
    agreed = interruptions(USUAL.changed(deals=deals), DATASET)
    assert _lost(agreed, TRANSFER) < _lost(usual, TRANSFER)
    assert [_lost(agreed, each) for each in EVERY[1:]] == [_lost(usual, x) for x in EVERY[1:]]


def test_the_value_of_a_clause_is_the_difference_of_two_studies(usual: Interruptions) -> None:
    deals = (USUAL.deals[0].with_terms(perpetual_licence=True), *USUAL.deals[1:])
    agreed = interruptions(USUAL.changed(deals=deals), DATASET)
    value = next(x for x in clauses(usual.deals[TRANSFER]) if x.key == "perpetual_licence")
    saved = _lost(usual, TRANSFER) - _lost(agreed, TRANSFER)
    assert value.days.mean == pytest.approx(365.0 * saved, rel=1e-9)


def _lost(found: Interruptions, name: str) -> float:
    return found.deals[name].summary.unserved.mean


def test_deals_meet_the_same_worlds_whatever_else_is_compared(usual: Interruptions) -> None:
    twin = USUAL.deals[2].model_copy(update={"name": "Twin"})
    fewer = interruptions(USUAL.changed(deals=(USUAL.deals[2], twin)), DATASET)
    assert np.array_equal(fewer.deals[PLANT].result.loss, usual.deals[PLANT].result.loss)
    assert np.array_equal(fewer.deals["Twin"].result.loss, fewer.deals[PLANT].result.loss)
    assert fewer.safer("Twin", PLANT).mean == 0.5
    both = usual.safer(PLANT, BASELINE).mean + usual.safer(BASELINE, PLANT).mean
    assert both == pytest.approx(1.0)


def test_more_events_leave_earlier_draws_as_they_were() -> None:
    few, many = stops("deadlock", 1, 0, 5), stops("deadlock", 1, 0, 9)
    for less, more in zip(few, many, strict=True):
        assert np.array_equal(less, more[:, : less.shape[1]])
    assert not np.array_equal(few[0], stops("sea_lane", 1, 0, 5)[0])
    assert not np.array_equal(few[0], stops("deadlock", 1, 1, 5)[0])


def test_2025_by_hand(usual: Interruptions) -> None:
    """Importers hold 21 days: at 95 % lost they last 21 / 0.95, then 95 % of heavy grades go."""
    lost = all_struck(usual, ORDEALS[1])
    heavy = float(usual.deals[BASELINE].numbers("heavy_share").mean())
    told = lost[BASELINE]
    assert told is not None
    assert told.lost.mean == pytest.approx(heavy * (0.95 * 209.0 - 21.0), rel=1e-6)
    assert lost[VENTURE] is None


def test_ordeals_are_as_hard_as_they_were() -> None:
    events = {each.key: each for each in DATASET.events}
    for key, ordeal in zip(("E02", "E09"), ORDEALS, strict=False):
        assert ordeal.severity == events[key].severity_mode
    assert "209 days" in events["E09"].description
    assert {hazard for each in ORDEALS for hazard in each.hazards} <= DATASET.hazards.keys()


def test_importers_survive_what_their_stock_lasts(usual: Interruptions) -> None:
    met = {each.hazard: each for each in survivals(usual.deals[BASELINE])}
    severity = usual.deals[BASELINE].numbers("china_india_heavy_severity")
    assert met["china_india_heavy"].survived == pytest.approx(21.0 / np.median(severity), rel=1e-6)
    assert met["china_india_heavy"].outlasts.mean > 0.9


@pytest.mark.parametrize("deal", EVERY)
def test_a_world_that_is_played_is_the_world_that_was_counted(
    usual: Interruptions, deal: str
) -> None:
    found = usual.deals[deal]
    worst, middle = played(found, 1.0), played(found, 0.5)
    assert worst.days == pytest.approx(3650.0 * found.result.loss.max())
    assert middle.days <= worst.days
    length = sum(end - start for start, end in worst.unserved)
    assert length == pytest.approx(found.result.length[worst.number], abs=1e-6)
    assert all(each.min() >= -1e-6 for each in worst.stocks.values())


def test_futures_in_which_nothing_is_made_have_no_share() -> None:
    late = {f"{key}_duration": 120.0 for key in ("building", "equipment", "qualification", "stall")}
    late |= {"training_duration": 120.0, "site_duration": 100.0}
    world = USUAL.world.model_copy(update={"overrides": late})
    deals = (USUAL.deals[0].with_terms(effective_date=datetime.date(2035, 12, 31)),)
    found = interruptions(USUAL.changed(deals=deals, world=world), DATASET).deals[TRANSFER]
    assert np.isnan(found.numbers("unserved_demand")).any()
    assert np.isfinite(found.result.loss).all()


def test_numbers_of_before_are_refused_in_words() -> None:
    bare = tuple(each.model_copy(update={"place": ()}) for each in DATASET.exposures)
    with pytest.raises(StudyError, match="where hazards strike"):
        interruptions(USUAL, replace(DATASET, exposures=bare))
