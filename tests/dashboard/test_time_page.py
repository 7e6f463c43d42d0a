"""The Time page: every structure, every tab, the dial and the month; without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, edits
from dashboard.timings import short_month
from dashboard.views import clocks
from tests.dashboard.visit import TRANSFER, VENTURE, at, status, study_of, words

TABS = ("Stages", "When", "What a month saves", "Real plants")
DEALS = [deal.name for deal in compute.usual_study().all_deals]
TOLLING, BASELINE = DEALS[-2:]


def time(app: AppTest, deal: str, tab: str = "Stages") -> AppTest:
    app.session_state[edits.CHOSEN] = deal
    app.session_state["time_tabs"] = tab
    return at(app, "time")


@pytest.mark.parametrize("deal", DEALS)
def test_every_tab_of_every_structure_is_drawn(app: AppTest, deal: str) -> None:
    time(app, deal)
    for tab in TABS:
        app.session_state["time_tabs"] = tab
        app.run()
        assert not app.exception, tab
        assert app.selectbox("time_deal").value == deal
    assert "42 of 42 lines" in words(app)


def test_the_numbers_are_those_of_the_model(app: AppTest) -> None:
    time(app, TRANSFER)
    outcome = compute.evaluation(compute.usual_study()).outcomes[TRANSFER]
    told = {each.label: each.value for each in app.metric}
    months = outcome.quantiles("lead_time")[1]
    assert told["First qualified magnets"] == short_month(2027.0 + months / 12)
    tonnes = float(told["Imported meanwhile"].removesuffix(" t").replace(",", ""))
    assert tonnes == pytest.approx(outcome.quantiles("bridged_mass")[1], rel=0.01)


def test_a_later_month_is_likelier(app: AppTest) -> None:
    time(app, VENTURE)
    before = _chance(app)
    app.select_slider(clocks.BY).set_value(120).run()
    assert _chance(app) > before
    assert "By January 2037 they have come" in words(app)


def test_the_dial_changes_the_study_and_can_be_reset(app: AppTest) -> None:
    time(app, TRANSFER)
    app.slider(clocks.DIAL).set_value(1.0).run()
    assert study_of(app).world.overrides == {"outside_view": 1.0}
    assert "real plants alone" in words(app)
    assert "● Not saved" in status(app)
    app.button("reset_dial").click().run()
    assert not study_of(app).world.overrides
    app.slider(clocks.DIAL).set_value(0.25).run()
    app.slider(clocks.DIAL).set_value(0.5).run()
    assert not study_of(app).world.overrides


def test_where_no_class_of_plants_compares_the_page_says_so(app: AppTest) -> None:
    time(app, TOLLING)
    assert "the dial does not move it" in words(app)
    app.selectbox("time_deal").set_value(TRANSFER).run()
    assert "the dial does not move it" not in words(app)


def test_without_a_deal_nobody_waits(app: AppTest) -> None:
    time(app, BASELINE)
    assert "Imports need no wait" in words(app)
    assert not app.metric
    for tab in ("Stages", "What a month saves"):
        app.session_state["time_tabs"] = tab
        app.run()
        assert "no stages and no delays" in words(app)


def test_a_stage_shows_what_a_month_saved_on_it_changes(app: AppTest) -> None:
    time(app, VENTURE, TABS[2])
    stage = "board_approval"
    app.selectbox("stage_saved").set_value(stage).run()
    told = [each.value for each in app.metric if each.label == "First qualified magnets"]
    assert told[-1].endswith("sooner")
    labels = [each.label for each in app.metric]
    assert {"IREL's net present value", "Cost of imports meanwhile"} <= {*labels}


def test_a_stage_that_the_next_deal_does_not_have_gives_way(app: AppTest) -> None:
    time(app, VENTURE, TABS[2])
    app.selectbox("stage_saved").set_value("company_formation").run()
    app.selectbox("time_deal").set_value(TOLLING).run()
    assert not app.exception
    assert app.selectbox("stage_saved").value != "company_formation"


def test_plants_are_found_by_any_word(app: AppTest) -> None:
    time(app, TRANSFER, TABS[3])
    app.text_input("search_plants").set_value("estonia").run()
    table = app.dataframe[0].value
    assert list(table["country"]) == ["Estonia"] * len(table)
    assert len(table) >= 1
    assert all(table["source"])


def test_a_deal_chosen_here_is_the_one_of_the_deal_page(app: AppTest) -> None:
    time(app, TRANSFER)
    app.selectbox("time_deal").set_value(VENTURE).run()
    app.switch_page("views/deal.py").run()
    assert app.selectbox("deal").value == VENTURE


def _chance(app: AppTest) -> float:
    told = next(each.value for each in app.metric if each.label.startswith("Chance by"))
    return float(told.removesuffix(" %"))


def test_the_grey_curve_is_told_only_where_it_is_drawn(app: AppTest) -> None:
    time(app, TRANSFER, TABS[1])
    assert "Grey: this deal" in words(app)
    app.slider(clocks.DIAL).set_value(1.0).run()
    assert "Grey: this deal" not in words(app)
