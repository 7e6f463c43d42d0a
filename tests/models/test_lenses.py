"""The lenses of deals: by hand, what they see and what they do not, and the order they give."""

import dataclasses

import numpy as np
import pytest

from models import DataError, default_study, interruptions, lenses, load_dataset, trace
from models.analysis.lens_facts import GOVERNANCE, facts
from models.analysis.lens_orders import orders
from models.analysis.lens_routes import hazards_of
from models.analysis.supply_chains import Numbers
from models.chain.supply_chain import exposed
from models.study import Study
from models.wiring import country_of

DATASET = load_dataset()
USUAL = default_study({key: each.weight for key, each in DATASET.criteria.items()})
TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
FOUND = lenses(USUAL, DATASET)
LIGHT = {"grade_n": 1.0, "grade_h": 0.0, "grade_sh": 0.0, "grade_uh": 0.0, "grade_eh": 0.0}


def agreed(name: str, **terms: object) -> Study:
    """The usual study with other terms of one deal."""
    deals = tuple(
        each.model_copy(update={"terms": type(each.terms)(**{**each.terms.model_dump(), **terms})})
        if each.name == name
        else each
        for each in USUAL.deals
    )
    return USUAL.changed(deals=deals)


def step(name: str, key: str, study: Study | None = None):
    found = lenses(study, DATASET) if study else FOUND
    return next((each for each in found.deals[name].steps if each.step == key), None)


def test_chinese_magnets_by_hand() -> None:
    # governance of China: (2.5 + 1.74 / 6) * 2 = 5.58, times trade 1.3 is 7.254; of the world's
    # magnets, 0.92 of 1.025 Chinese, 0.08 Japanese (2.3), 0.01 each from Vietnam (6.816) and
    # Germany (2.363), 0.005 Korean (2.957)
    parts = ((0.92, 7.254), (0.08, 2.3), (0.01, 6.816), (0.01, 2.36333), (0.005, 2.95667))
    world = sum((share / 1.025) ** 2 * weight for share, weight in parts)
    found = step(BASELINE, "magnet")
    assert found.supply_risk == pytest.approx((world + 7.254) / 2.0 * 0.97 * 0.93, rel=1e-5)
    assert (found.reliance, found.largest) == (1.0, ("China", 1.0))
    plain = sum((share / 1.025) ** 2 for share, _ in parts)
    assert found.geopolitical_risk == pytest.approx(plain * (2.5 + 0.51) / 5.0)


def test_a_plant_in_india_imports_no_magnets() -> None:
    for name in (TRANSFER, VENTURE, PLANT):
        found = step(name, "magnet")
        assert (found.reliance, found.geopolitical_risk, found.largest) == (0.0, 0.0, ("", 0.0))
        # 4.104: governance of India (2.5 + 0.39 / 6) * 2 = 5.13, times 0.8 at home
        assert found.supply_risk == pytest.approx(5.13 * 0.8 * 0.97 * 0.93)


def test_supplies_of_every_step_add_up() -> None:
    for deal in FOUND.deals.values():
        for each in deal.steps:
            assert sum(each.sources.values()) == pytest.approx(1.0)
            assert 0.0 <= each.largest[1] <= each.reliance + 1e-12 <= 1.0 + 1e-11


def test_a_deal_is_as_risky_as_its_riskiest_step() -> None:
    for deal in FOUND.deals.values():
        assert deal.values()["supply_risk"] == max(each.supply_risk for each in deal.steps)
        assert deal.values()["n_minus_1"] == min(x.left(FOUND.stress) for x in deal.nodes)


def test_magnets_in_stock_are_n_minus_1_of_a_single_plant() -> None:
    for days, length, served in ((60.0, 90.0, 0.667), (180.0, 209.0, 0.861)):
        found = lenses(agreed(TRANSFER, magnet_stock_india=days), DATASET).deals[TRANSFER]
        node, left = found.weakest(length)
        assert node.places == ("converter",)
        assert left == pytest.approx(served, abs=5e-4)


def test_without_heavy_grades_nothing_hangs_on_china() -> None:
    study = agreed(VENTURE, **LIGHT)
    found = lenses(study, DATASET).deals[VENTURE]
    assert step(VENTURE, "heavy", study) is None
    assert "china_japan_heavy" not in found.hazards
    assert found.most_concentrated.largest[1] < FOUND.share_limit


def test_standby_oxide_counts_from_when_it_may_be_bought() -> None:
    with_it = FOUND.deals[TRANSFER].nodes[0]
    without = lenses(agreed(TRANSFER, top_up=False), DATASET).deals[TRANSFER].nodes[0]
    assert without.standby == 0.0 < with_it.standby
    assert with_it.left(with_it.delay) == pytest.approx(
        with_it.stock / with_it.delay + with_it.sources["imported_feed",]
    )
    assert with_it.left(209.0) > without.left(209.0)


def test_metal_that_is_not_yet_made_in_india_counts_with_the_partner() -> None:
    found = step(VENTURE, "metal", agreed(VENTURE, metal_at_home_after=5.0))
    assert 0.0 < found.sources["Japan"] < 1.0
    assert found.largest == ("Japan", found.sources["Japan"])


@pytest.mark.parametrize(
    ("name", "terms"),
    [(VENTURE, {"step_in_days": 30.0}), (PLANT, {"domestic_sales_share": 1.0})],
)
def test_lenses_do_not_see_these_clauses(name: str, terms: dict[str, object]) -> None:
    found = lenses(agreed(name, **terms), DATASET).deals[name].values()
    assert found == pytest.approx(FOUND.deals[name].values(), abs=0.02)


def test_a_clause_that_ends_a_hazard_takes_it_away() -> None:
    found = lenses(agreed(TRANSFER, perpetual_licence=True), DATASET).deals[TRANSFER]
    assert FOUND.deals[TRANSFER].hazards - found.hazards == {"licence_termination"}


def test_order_of_rows_and_other_deals_change_nothing() -> None:
    turned = dataclasses.replace(
        DATASET,
        exposures=DATASET.exposures[::-1],
        hazards=dict(reversed(DATASET.hazards.items())),
    )
    alone = USUAL.changed(deals=USUAL.deals[:1])
    for found in (lenses(USUAL, turned), lenses(alone, DATASET)):
        assert found.deals[TRANSFER].values() == pytest.approx(FOUND.deals[TRANSFER].values())
    assert FOUND.shares_with_imports(BASELINE) == 1.0


def test_a_worse_governed_or_closed_country_is_riskier() -> None:
    for metric, value in ((GOVERNANCE[0], -2.0), ("trade_parameter", 1.5)):
        rows = tuple(
            each.model_copy(update={"mode": value})
            if (each.country, each.metric) == ("China", metric)
            else each
            for each in DATASET.countries
        )
        worse = lenses(USUAL, dataclasses.replace(DATASET, countries=rows))
        for name, deal in worse.deals.items():
            assert deal.values()["supply_risk"] > FOUND.deals[name].values()["supply_risk"]


def test_a_missing_fact_is_named() -> None:
    gone = {("Nigeria", "trade_parameter"), ("World", "substitution_index_heavy")}
    rows = tuple(x for x in DATASET.countries if (x.country, x.metric) not in gone)
    with pytest.raises(DataError) as refused:
        facts(dataclasses.replace(DATASET, countries=rows))
    said = " ".join(each.what for each in refused.value.problems)
    assert "trade_parameter for Nigeria" in said
    assert "substitution_index_heavy for World" in said


def test_the_latest_figure_of_a_country_counts() -> None:
    assert FOUND.world.shares["mine"]["China"] == pytest.approx(270_000 / 392_850)
    read = {(each.country, each.metric): each.year for each in FOUND.world.used}
    assert read["China", "share_sintered_magnets"] == "2024"


def test_the_order_of_a_lens_by_hand() -> None:
    world = np.array([0.0, 0.01, 0.02, 0.01])
    losses = {"a": world, "b": world + 0.02, "c": world + 0.05, "d": world}
    flat = {"geopolitical_risk": 0.0, "largest_share": 0.0, "n_minus_1": 0.0, "diversity": 0.0}
    risks = {"a": 2.04, "b": 1.96, "c": 1.0, "d": 3.0}
    values = {name: {**flat, "supply_risk": each} for name, each in risks.items()}
    found = orders(values, losses)["supply_risk"]
    # a and d lose the same: no pair. a-b level (both 2.0), a-c and b-c opposite, d-b, d-c opposite
    assert [found.count(each) for each in (1, 0, -1)] == [0, 1, 4]
    assert (found.starkest.safer, found.starkest.other) == ("a", "c")
    assert found.starkest.gap == pytest.approx(0.05)
    assert orders(values, losses)["diversity"].count(0) == 5


def test_no_lens_gives_the_order_of_the_simulation() -> None:
    losses = {k: each.result.loss for k, each in interruptions(USUAL, DATASET).deals.items()}
    found = FOUND.orders(losses)
    assert all(each.starkest is not None for each in found.values())


def test_hazards_count_by_where_they_strike() -> None:
    for deal in USUAL.all_deals:
        traced = trace(USUAL, DATASET, deal.name)
        numbers = Numbers(traced, USUAL.seed, 1_000, {})
        rows = exposed(DATASET.exposures, deal.structure, country_of(deal, DATASET))
        bare = [each.model_copy(update={"weight": ""}) for each in rows]
        assert hazards_of(numbers, bare) == FOUND.deals[deal.name].hazards
        light = hazards_of(numbers.but(heavy_share=0.0), bare)
        assert not [each for each in light if each.endswith("_heavy")]
