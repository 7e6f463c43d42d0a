"""The Security page: every structure and every tab; without a browser."""

import time

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, edits, lens_words, looks
from dashboard.supplies import CLAUSES
from dashboard.views import ordeals, supply, ties
from models import ORDEALS
from tests.dashboard.visit import TRANSFER, at, words

TABS = ("Share served", "What causes the loss", "A sample world", "Stocks", "Clauses", "Stress")
DEALS = [deal.name for deal in compute.usual_study().all_deals]
BASELINE = DEALS[-1]


def security(app: AppTest, deal: str, tab: str = "Share served") -> AppTest:
    app.session_state[edits.CHOSEN] = deal
    app.session_state["security_tabs"] = tab
    return at(app, "security")


@pytest.mark.parametrize("deal", DEALS)
def test_every_tab_of_every_structure_is_drawn(app: AppTest, deal: str) -> None:
    security(app, deal)
    for tab in (*TABS, "How often", "Other measures", "Exposure"):
        app.session_state["security_tabs"] = tab
        app.run()
        assert not app.exception, tab
        assert app.selectbox("security_deal").value == deal
    assert "Who controls each stage" in " ".join(each.value for each in app.header)


def test_the_numbers_are_those_of_the_simulation(app: AppTest) -> None:
    security(app, TRANSFER)
    told = {each.label: each.value for each in app.metric}
    found = looks.supplies(compute.usual_study()).of(TRANSFER).summary
    served = float(told["Demand served"].removesuffix(" %"))
    assert served == pytest.approx(100.0 * (1.0 - found.unserved.mean), abs=0.05)
    assert "loses less than importing" in words(app)
    assert "what the score of supply security uses" in words(app)


def test_importing_is_not_compared_with_itself(app: AppTest) -> None:
    security(app, BASELINE)
    assert "loses less than importing" not in words(app)


def test_the_slider_goes_to_the_worst_world(app: AppTest) -> None:
    security(app, TRANSFER, "A sample world")
    app.select_slider(supply.RANK).set_value(1.0).run()
    assert not app.exception
    assert app.session_state[supply.RANK] == 1.0


def test_other_measures_stand_beside_the_simulation_and_change_nothing(app: AppTest) -> None:
    study = compute.usual_study()
    before = compute.scored(study).scores[TRANSFER].mean()
    security(app, TRANSFER, "Other measures")
    assert not app.exception
    deals, steps, places = (table.value for table in app.table)
    found, simulated = looks.other_measures(study), looks.supplies(study).found.deals
    for name, row in zip(found.deals, deals.to_dict("records"), strict=True):
        served = 100.0 * (1.0 - simulated[name].summary.unserved.mean)
        assert float(row["Served, simulated"].removesuffix(" %")) == pytest.approx(served, abs=0.05)
        assert list(row.values())[1:] == list(lens_words.cells(found.deals[name]).values())
    assert list(steps.index) == list(lens_words.STEPS.values())
    assert list(places.index) == ["Oxide", "Metal and magnets", "Dysprosium and terbium"]
    assert "pairs of deals that the simulation tells apart" in words(app)
    assert compute.scored(study).scores[TRANSFER].mean() == before


def answered(app: AppTest, heading: str) -> AppTest:
    """Wait until what was asked is answered: a job works beside the page."""
    for _ in range(100):
        if heading in words(app):
            return app
        time.sleep(0.1)
        app.run()
    raise AssertionError(f"no answer: {words(app)[-2000:]}")


def tables(app: AppTest) -> list[str]:
    return [each.value.to_string() for each in app.table]


@pytest.mark.parametrize("deal", DEALS)
def test_every_button_plays_its_ordeal(app: AppTest, deal: str) -> None:
    security(app, deal, "Stress")
    hazards = {each.hazard for each in looks.supplies(compute.usual_study()).of(deal).rows}
    for each in ORDEALS:
        app.session_state[ordeals.CHOSEN] = each.key
        app.run()
        assert not app.exception
        (slider,) = (x for x in app.slider if x.label.startswith("It lasts"))
        assert slider.value == each.days
        assert ("It does not reach" in words(app)) != bool(hazards & set(each.hazards))
        assert "Days of demand lost" in tables(app)[0]


def test_at_first_an_ordeal_is_chosen_that_reaches_the_deal(app: AppTest) -> None:
    security(app, TRANSFER, "Stress")
    assert app.session_state[ordeals.CHOSEN] == "india_2025"
    assert "It does not reach" not in words(app)


def test_another_length_is_played_until_another_ordeal_is_chosen(app: AppTest) -> None:
    # importers hold 21 days: 0.6 * (0.95 * 400 - 21) = 215 days lost
    security(app, BASELINE, "Stress")
    app.session_state[ordeals.CHOSEN] = "india_2025"
    app.run()
    next(each for each in app.slider if each.label.startswith("It lasts")).set_value(400).run()
    assert not app.exception
    assert "400 days" in words(app)
    assert "215" in tables(app)[0]
    app.session_state[ordeals.CHOSEN] = "japan_2010"
    app.run()
    assert "60 days" in words(app)
    app.session_state[ordeals.CHOSEN] = "india_2025"
    app.run()
    assert "209 days" in words(app)


def test_the_stock_that_matches_another_deal_is_said(app: AppTest) -> None:
    security(app, TRANSFER, "Stocks")
    answered(app, "days of magnets in India")
    assert not app.exception
    assert "157 ± 13" in tables(app)[0]
    app.selectbox(ties.STOCK).set_value("oxide_stock_india").run()
    answered(app, "No stock of oxide in India")
    assert "none does" in tables(app)[0]
    assert {CLAUSES["oxide_stock_india"]} <= set(app.selectbox(ties.STOCK).options)


def test_the_rates_at_which_deals_tie_are_listed(app: AppTest) -> None:
    security(app, DEALS[1], "Exposure")
    answered(app, "hazards can make them tie")
    assert not app.exception
    listed = next(each for each in tables(app) if "They tie at" in each)
    assert "never within its range" in listed
