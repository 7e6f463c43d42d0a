"""Charts of the simulated supply: what they show is what was simulated, on screen and on paper."""

from collections.abc import Iterator

import numpy as np
import pytest

from dashboard import charts, security_words, supply_tables
from dashboard.charts.chart import balanced
from dashboard.charts.supply_stress import SHORT as TOLD
from dashboard.report.drawing import drawn
from dashboard.supplies import CLAUSES, ORDEALS, STAGES, Supplies, control, supplies
from dashboard.views.ordeals import SHORT
from models import ORDEALS as KNOWN
from models import (
    Matching,
    Rivals,
    all_struck,
    clauses,
    interruptions,
    matching_stocks,
    played,
    tying_rates,
)
from tests.dashboard.drawn import DATASET, HOSTILE, USUAL, bars, full

TRANSFER, VENTURE, PLANT = (deal.name for deal in USUAL.deals[:3])


def gathered(study: object) -> Supplies:
    return supplies(study, interruptions(study, DATASET), DATASET)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def usual() -> Supplies:
    return gathered(USUAL)


@pytest.fixture(scope="module")
def many() -> Supplies:
    return gathered(full().changed(draws=200))


@pytest.fixture(scope="module")
def single() -> Supplies:
    deal = USUAL.deals[2].model_copy(update={"name": HOSTILE})
    return gathered(USUAL.changed(deals=(deal,), draws=100))


def drawings(supply: Supplies) -> Iterator[charts.Chart]:
    yield charts.supply_served(supply)
    yield charts.ordeals(supply)
    for name in supply.found.deals:
        yield charts.supply_causes(supply, name)
        yield charts.stock_sizes(supply, name)
        yield charts.clause_values(supply, name)
        yield charts.survival(supply, name)
        yield charts.sample_world(supply, name, 0.5)
        yield charts.sample_world(supply, name, 1.0)
        for each in KNOWN:
            if any(row.hazard in each.hazards for row in supply.of(name).rows):
                yield charts.ordeal_in_time(supply, name, each.key, each.days)
                yield charts.ordeal_in_time(supply, name, each.key, 730.0)


@pytest.mark.parametrize("supply", ["usual", "many", "single"])
def test_every_chart_can_be_read_on_screen_and_on_paper(
    supply: str, request: pytest.FixtureRequest
) -> None:
    for chart in drawings(request.getfixturevalue(supply)):
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 25_000
        assert "nan" not in chart.alt + chart.title
        assert "<b>deal" not in chart.figure.to_json().replace("\\u003c", "<")
        assert any(letter.isdigit() for letter in chart.alt)
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


def test_everything_has_words(usual: Supplies) -> None:
    places = {place for each in DATASET.exposures for place in each.place}
    assert places == STAGES.keys()
    assert all(each.place for each in DATASET.exposures)
    assert {each.key for each in KNOWN} == ORDEALS.keys() == security_words.ORDEALS.keys()
    assert ORDEALS.keys() == SHORT.keys() == TOLD.keys()
    assert all(f", {each.days:.0f} days" in ORDEALS[each.key] for each in KNOWN)
    for deal in usual.found.deals.values():
        assert {each.key for each in clauses(deal)} <= CLAUSES.keys()
        assert all(control(deal, place) for each in deal.rows for place in each.place)


def test_bars_of_causes_sum_to_the_days_lost(usual: Supplies) -> None:
    chart = charts.supply_causes(usual, TRANSFER)
    lost = [365.0 * each.summary.unserved.mean for each in usual.found.deals.values()]
    assert np.sum([each.x for each in bars(chart)], axis=0) == pytest.approx(lost, rel=1e-3)
    table = chart.table
    assert list(table.iloc[:, 1:-1].sum(axis=1)) == pytest.approx(list(table.iloc[:, -1]), rel=1e-3)


def test_days_without_magnets_are_marked(usual: Supplies) -> None:
    chart = charts.sample_world(usual, TRANSFER, 1.0)
    world = played(usual.of(TRANSFER), 1.0)
    gone = bars(chart)[0]
    assert sum(gone.x) == pytest.approx(sum(e - s for s, e in world.unserved), abs=0.01)
    assert chart.title.startswith("Worst world")


def test_an_ordeal_is_drawn_as_long_as_it_lasts_and_the_days_without_are_marked(
    usual: Supplies,
) -> None:
    # importers hold 21 days: at 95 % they last 22.1, and then heavy grades are missing until 209
    chart = charts.ordeal_in_time(usual, USUAL.baseline.name, "india_2025", 209.0)
    gone, stop = bars(chart)
    assert stop.base[0] == 0.0
    assert stop.x[0] == pytest.approx(209.0)
    assert gone.base[0] == pytest.approx(22.1, abs=0.01)
    assert gone.base[0] + gone.x[0] == pytest.approx(209.0, abs=0.01)
    assert chart.title == "Importing magnets: magnets missing from day 22, 107 days lost"
    heavy = next(each for each in chart.figure.data if each.name == "Heavy magnets, India")
    assert heavy.y[0] == 21.0
    assert min(heavy.y) == 0.0
    light = next(each for each in chart.figure.data if each.name == "Light magnets, India")
    assert set(light.y) == {21.0}


def test_an_ordeal_that_does_not_reach_a_deal_is_not_drawn(usual: Supplies) -> None:
    with pytest.raises(ValueError, match="does not reach"):
        charts.ordeal_in_time(usual, TRANSFER, "japan_2010", 60.0)


def test_tables_say_what_was_found(usual: Supplies) -> None:
    found = usual.found
    struck = supply_tables.struck(all_struck(found, KNOWN[1])).set_index("Deal")
    assert list(struck.loc[USUAL.baseline.name]) == ["107", "22", "187"]
    assert struck.loc[VENTURE].iloc[1] == supply_tables.NOT_REACHED
    sizes = matching_stocks(Matching(USUAL, DATASET, found, "magnet_stock_partner"), lambda _: None)
    table = supply_tables.matches(sizes)
    assert "over 365" in table.loc["Tolling in Japan (agreed: 0)", f"as {VENTURE}"]
    assert table.loc[VENTURE, "as Tolling in Japan"] == supply_tables.NO_STOCK
    rates = tying_rates(Rivals(USUAL, DATASET, found, VENTURE, PLANT), lambda _: None)
    ties = supply_tables.ties(usual, rates).set_index("Hazard")
    told = ties.loc["Owner diverts output"]
    assert told["They tie at"] == "0.0829 ± 0.005 (P73)"
    assert told["Reaches"] == PLANT
    assert told["Loses less above it, or always"] == VENTURE
    assert ties.loc["Separation plant stops", "They tie at"] == supply_tables.NEVER
    assert len(ties) == len(rates)


@pytest.mark.parametrize(
    ("stock", "deal", "said"),
    [
        ("magnet_stock_india", TRANSFER, "With 157 ± 13 days of magnets in India (agreed: 30)"),
        ("oxide_stock_india", TRANSFER, "No stock of oxide in India makes"),
        ("magnet_stock_partner", "Tolling in Japan", "That is more than terms may hold."),
        ("oxide_stock_partner", TRANSFER, "holds no stock of this kind"),
    ],
)
def test_a_stock_is_told_in_one_sentence(usual: Supplies, stock: str, deal: str, said: str) -> None:
    sizes = matching_stocks(Matching(USUAL, DATASET, usual.found, stock), lambda _: None)
    assert said in security_words.matching(sizes, deal, PLANT)


def test_rates_are_told_in_one_sentence(usual: Supplies) -> None:
    def told(one: str, other: str) -> str:
        of = Rivals(USUAL, DATASET, usual.found, one, other)
        return security_words.tying(usual, tying_rates(of, lambda _: None), one, other)

    assert told(VENTURE, PLANT).startswith(
        "“Owner diverts output” once in 12.1 years instead of once in 14.6 years would make"
    )
    assert "3 of 8 hazards" in told(VENTURE, PLANT)
    assert told("Tolling in Japan", PLANT).startswith("No hazard alone makes Tolling in Japan")
    assert f"{PLANT} loses less throughout" in told("Tolling in Japan", PLANT)
    assert supply_tables.often(1.5) == "1.5 times a year"
