"""What a visitor does on the pages, and what then happens; without a browser."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, links
from models import STRUCTURES as KINDS
from models import preset_deal
from tests.dashboard.visit import TRANSFER, VENTURE, at, clicked, study_of, words


def test_the_first_page_shows_all_deals_and_the_baseline(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert [each.value for each in app.title] == ["Compare the deals"]
    table = app.table[0].value
    assert [name.replace("\\", "") for name in table.index] == [
        deal.name for deal in compute.usual_study().all_deals
    ]
    assert "study" not in app.query_params


@pytest.mark.parametrize("page", ["compare", "deal", "money", "data", "about"])
def test_every_page_has_one_title_a_foot_and_no_error(app: AppTest, page: str) -> None:
    at(app, page)
    assert not app.exception
    assert len(app.title) == 1
    assert f"Dataset {compute.dataset().version}" in words(app).replace("\\", "")


def test_a_changed_term_changes_the_result_and_the_link(app: AppTest) -> None:
    at(app, "deal")
    before = app.metric[0].value
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(2000.0).run()
    assert not app.exception
    assert app.metric[0].value != before
    assert app.metric[0].delta
    assert app.slider(f"term_{TRANSFER}_capacity_slider").value == 2000.0
    assert links.decode(str(app.query_params["study"])) == study_of(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 2000.0


def test_the_slider_moves_the_box(app: AppTest) -> None:
    at(app, "deal")
    app.slider(f"term_{TRANSFER}_fast_track_slider").set_value(0.8).run()
    assert app.number_input(f"term_{TRANSFER}_fast_track_box").value == 0.8
    assert "● 1 changed" in words(app)


def test_a_changed_term_is_reset_to_the_ready_made_deal(app: AppTest) -> None:
    at(app, "deal")
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(2000.0).run()
    clicked(app, "Reset")
    assert study_of(app) == compute.usual_study()
    assert "study" not in app.query_params


def test_no_widget_brings_a_term_out_of_its_range_into_the_study(app: AppTest) -> None:
    at(app, "deal")
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(9_999_999.0).run()
    assert not app.exception
    assert study_of(app).deal(TRANSFER).terms.capacity <= 6_000.0


def test_terms_that_contradict_each_other_are_refused_in_words(app: AppTest) -> None:
    app.session_state["group_technology_transfer_Grade mix"] = True
    at(app, "deal")
    for grade in ("n", "h", "sh", "uh", "eh"):
        app.number_input(f"term_{TRANSFER}_grade_{grade}_box").set_value(0.0).run()
    assert not app.exception
    assert "all zero" in words(app)
    assert study_of(app).deal(TRANSFER).terms.grade_eh > 0


def test_a_deal_is_duplicated_renamed_and_removed(app: AppTest) -> None:
    at(app, "deal")
    clicked(app, "Duplicate")
    assert study_of(app).deals[-1].name == f"{TRANSFER} (2)"
    assert app.selectbox("deal").value == f"{TRANSFER} (2)"
    app.text_input("new_name").set_value("Ours").run()
    assert study_of(app).deals[-1].name == "Ours"
    assert app.selectbox("deal").value == "Ours"
    clicked(app, "Remove")
    assert study_of(app) == compute.usual_study()


def test_a_name_that_is_taken_gets_a_number_and_an_empty_one_is_refused(app: AppTest) -> None:
    at(app, "deal")
    app.text_input("new_name").set_value(VENTURE).run()
    assert study_of(app).deals[0].name == f"{VENTURE} (2)"
    app.text_input("new_name").set_value("  ").run()
    assert not app.exception
    assert study_of(app).deals[0].name == f"{VENTURE} (2)"
    assert "is empty" in words(app)


def test_every_ready_made_deal_can_be_added(app: AppTest) -> None:
    at(app, "deal")
    app.selectbox("new_structure").set_value("oxide_tolling").run()
    preset = KINDS["oxide_tolling"].presets[1]
    app.selectbox("preset_oxide_tolling").set_value(preset.name).run()
    assert preset.reason.split(";")[0][:30] in words(app)
    clicked(app, "Add")
    assert study_of(app).deals[-1] == preset_deal(KINDS["oxide_tolling"], preset)
    assert app.selectbox("deal").value == preset.name


def test_the_last_deal_stays(app: AppTest) -> None:
    usual = compute.usual_study()
    app.query_params["study"] = links.encode(usual.changed(deals=usual.deals[:1]))
    at(app, "deal")
    assert next(each for each in app.button if each.label == "Remove").disabled


def test_a_partner_can_be_changed(app: AppTest) -> None:
    at(app, "deal")
    box = app.selectbox(f"partner_{TRANSFER}")
    assert any("not linked with this structure" in each for each in box.options)
    box.set_value("star_group").run()
    assert study_of(app).deal(TRANSFER).partner == "star_group"


def test_weights_change_the_scores_and_nothing_else(app: AppTest) -> None:
    app.run()
    before = app.table[0].value
    app.number_input("weight_cost_box").set_value(100.0).run()
    after = app.table[0].value
    assert list(after["Score"]) != list(before["Score"])
    assert list(after["Cost (2025 money)"]) == list(before["Cost (2025 money)"])


def test_weights_that_are_all_zero_are_refused_in_words(app: AppTest) -> None:
    app.run()
    for key in ("cost", "lead_time", "supply_security"):
        app.number_input(f"weight_{key}_box").set_value(0.0).run()
    assert not app.exception
    assert "the weights are all zero" in words(app)
    assert study_of(app).weights.supply_security > 0
