"""Charts of the simulated supply: what they show is what was simulated, on screen and on paper."""

from collections.abc import Iterator

import numpy as np
import pytest

from dashboard import charts
from dashboard.charts.chart import balanced
from dashboard.report.drawing import drawn
from dashboard.supplies import CLAUSES, ORDEALS, STAGES, Supplies, control, supplies
from models import ORDEALS as KNOWN
from models import clauses, interruptions, played
from tests.dashboard.drawn import DATASET, HOSTILE, USUAL, bars, full

TRANSFER = USUAL.deals[0].name


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
    assert {each.key for each in KNOWN} == ORDEALS.keys()
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
