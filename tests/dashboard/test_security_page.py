"""The Security page: every structure and every tab; without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, edits, lens_words
from dashboard.views import supply
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
    assert "Who controls each stage" in next(each.value for each in app.subheader)


def test_the_numbers_are_those_of_the_simulation(app: AppTest) -> None:
    security(app, TRANSFER)
    told = {each.label: each.value for each in app.metric}
    found = compute.supplies(compute.usual_study()).of(TRANSFER).summary
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
    found, simulated = compute.other_measures(study), compute.supplies(study).found.deals
    for name, row in zip(found.deals, deals.to_dict("records"), strict=True):
        served = 100.0 * (1.0 - simulated[name].summary.unserved.mean)
        assert float(row["Served, simulated"].removesuffix(" %")) == pytest.approx(served, abs=0.05)
        assert list(row.values())[1:] == list(lens_words.cells(found.deals[name]).values())
    assert list(steps.index) == list(lens_words.STEPS.values())
    assert list(places.index) == ["Oxide", "Metal and magnets", "Dysprosium and terbium"]
    assert "pairs of deals that the simulation tells apart" in words(app)
    assert compute.scored(study).scores[TRANSFER].mean() == before
