"""Stocks and rates at which two deals lose the same: by hand, as agreed, and as another study."""

from dataclasses import replace

import numpy as np
import pytest

from models import (
    Interruptions,
    Matching,
    Ordeal,
    Rivals,
    Tie,
    default_study,
    interruptions,
    load_dataset,
    matching_stocks,
    safest_other,
    stock_places,
    tying_rates,
)
from models.analysis.hazard_ties import struck_at
from models.analysis.ordeals import in_ordeal
from models.analysis.supply_ties import UNLIMITED, Curve
from models.study import Study

DATASET = load_dataset()
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
MAGNETS, OXIDE = "magnet_stock_india", "oxide_stock_india"


@pytest.fixture(scope="module")
def usual() -> Interruptions:
    return interruptions(USUAL, DATASET)


@pytest.fixture(scope="module")
def ties(usual: Interruptions) -> dict[str, Tie]:
    return {each.hazard: each for each in rates(usual, VENTURE, PLANT)}


def rates(found: Interruptions, first: str, second: str) -> tuple[Tie, ...]:
    return tying_rates(Rivals(USUAL, DATASET, found, first, second), lambda _: None)


def at(hazard: str, rate: float) -> Study:
    """The study in which a hazard strikes at one rate."""
    return USUAL.changed(
        world=USUAL.world.model_copy(update={"overrides": {f"{hazard}_rate": rate}})
    )


def gap(found: Interruptions, first: str, second: str) -> float:
    one, other = (found.deals[name].result.loss for name in (first, second))
    return float(one.mean() - other.mean())


def test_a_stock_by_hand(usual: Interruptions) -> None:
    # a stop of 60 days at 95 % loses 57 less the stock: 22 lost are matched by 35 in stock
    stop = Ordeal("stop", ("china_india_light",), 60.0, 0.95)
    deal = in_ordeal(usual.deals[BASELINE], stop)
    assert deal is not None
    other = np.full(deal.numbers.size, 22.0 / 365.0 / deal.result.window)
    found = Curve(deal, MAGNETS).match(other)
    assert found.size == pytest.approx(35.0, abs=0.1)
    assert found.least == 0.0
    # with none 57 are lost: who loses 58 is matched by nothing
    assert Curve(deal, MAGNETS).match(other * 58.0 / 22.0).size == 0.0


@pytest.mark.parametrize("name", [TRANSFER, VENTURE, PLANT, TOLLING, BASELINE])
def test_a_deal_is_matched_by_what_it_agreed(usual: Interruptions, name: str) -> None:
    deal = usual.deals[name]
    found = Curve(deal, MAGNETS).match(deal.result.loss)
    assert found.size == pytest.approx(365.0 * float(deal.numbers(MAGNETS).mean()), abs=0.1)
    assert found.error < 0.5  # the same worlds: nothing but the width of the search is left


def test_with_the_size_found_a_study_says_the_same(usual: Interruptions) -> None:
    of = Matching(USUAL, DATASET, usual, MAGNETS)
    found = matching_stocks(of, lambda _: None)
    size = found.sizes[TOLLING, VENTURE].size
    assert size is not None
    deals = tuple(
        deal.with_terms(magnet_stock_india=size) if deal.name == TOLLING else deal
        for deal in USUAL.deals
    )
    agreed = interruptions(USUAL.changed(deals=deals), DATASET)
    assert 365.0 * gap(agreed, TOLLING, VENTURE) == pytest.approx(0.0, abs=0.01)
    assert size == pytest.approx(313.9, abs=0.5)  # the default study's, held
    assert found.sizes[TOLLING, VENTURE].error < 25.0
    assert set(found.agreed) == set(usual.deals)


def test_no_size_does_it_where_the_curve_flattens_above(usual: Interruptions) -> None:
    found = matching_stocks(Matching(USUAL, DATASET, usual, OXIDE), lambda _: None)
    assert BASELINE not in found.agreed
    match = found.sizes[TOLLING, PLANT]
    assert match.size is None
    rest = usual.deals[TOLLING].rerun(**{OXIDE: UNLIMITED / 365.0}).loss.mean()
    assert match.least == pytest.approx(365.0 * rest)
    assert match.least > found.lost[PLANT]
    assert found.sizes[PLANT, TOLLING].size == 0.0
    assert found.most[TOLLING] == 365.0


def test_every_stock_of_any_deal_is_offered(usual: Interruptions) -> None:
    assert stock_places(usual) == (
        *("oxide_stock_india", "oxide_stock_partner", "heavy_stock"),
        *("magnet_stock_partner", "magnet_stock_india"),
    )


def test_at_the_rate_of_a_tie_a_study_says_the_same(ties: dict[str, Tie]) -> None:
    for hazard in ("owner_diversion", "china_japan_heavy"):
        tie = ties[hazard]
        assert tie.within
        assert tie.rate is not None
        assert tie.factor == pytest.approx(tie.rate / tie.usual)
        same = interruptions(at(hazard, tie.rate), DATASET)
        assert 365.0 * gap(same, VENTURE, PLANT) == pytest.approx(0.0, abs=0.01)
        more = interruptions(at(hazard, 1.3 * tie.rate), DATASET)
        assert (gap(more, VENTURE, PLANT) < 0.0) == (tie.above == VENTURE)
    # the default study's, held
    assert ties["owner_diversion"].rate == pytest.approx(0.0829, abs=5e-4)
    assert ties["owner_diversion"].chance == pytest.approx(0.726, abs=5e-3)


def test_without_a_tie_one_deal_loses_less_at_both_ends(ties: dict[str, Tie]) -> None:
    tie = ties["mine_clearance"]
    assert tie.rate is None
    assert not tie.within
    for rate in tie.span:
        assert gap(interruptions(at("mine_clearance", rate), DATASET), VENTURE, PLANT) > 0.0
    assert tie.above == PLANT


def test_ties_do_not_depend_on_who_is_named_first(
    usual: Interruptions, ties: dict[str, Tie]
) -> None:
    turned = {each.hazard: each for each in rates(usual, PLANT, VENTURE)}
    assert turned.keys() == ties.keys()
    for hazard, tie in ties.items():
        assert (turned[hazard].rate or 0.0) == pytest.approx(tie.rate or 0.0, rel=1e-3)
        assert turned[hazard].above == tie.above
        assert set(turned[hazard].reaches) == set(tie.reaches)


def test_the_nearest_tie_comes_first(usual: Interruptions) -> None:
    found = rates(usual, TRANSFER, PLANT)
    far = [abs(np.log(each.factor)) for each in found if each.factor]
    assert far == sorted(far)
    assert len(far) < len(found)
    assert all(each.rate is None for each in found[len(far) :])


def test_the_rates_that_were_drawn_give_the_worlds_that_were_met(usual: Interruptions) -> None:
    for deal in usual.deals.values():
        for hazard in deal.hazards:
            drawn = deal.numbers(f"{hazard}_rate")
            again = struck_at(deal.worlds, hazard, drawn, deal.numbers)  # type: ignore[arg-type]
            assert np.array_equal(again.starts, deal.worlds.starts)
            assert np.array_equal(again.ends, deal.worlds.ends)
            assert np.array_equal(again.first, deal.worlds.first)


def test_a_rate_that_is_held_has_no_place_in_a_range() -> None:
    study = at("owner_diversion", 0.05)
    found = interruptions(study, DATASET)
    told = tying_rates(Rivals(study, DATASET, found, VENTURE, PLANT), lambda _: None)
    tie = next(each for each in told if each.hazard == "owner_diversion")
    assert tie.chance is None
    assert tie.usual == 0.05
    assert not tie.within
    assert tie.rate == pytest.approx(0.0829, abs=5e-4)


def test_twins_never_tie_at_a_rate_for_they_always_do(usual: Interruptions) -> None:
    deal = usual.deals[PLANT]
    twin = replace(deal, deal=deal.deal.model_copy(update={"name": "Twin"}))
    both = replace(usual, deals={PLANT: deal, "Twin": twin})
    assert safest_other(both, PLANT) == "Twin"
    for tie in rates(both, PLANT, "Twin"):
        assert tie.rate is None
        assert tie.above == ""
