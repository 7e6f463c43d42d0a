"""What a visitor does on the pages, and what then happens; without a browser."""

from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, links
from dashboard.views import parts
from dashboard.views.numbers import TABLES
from models import STRUCTURES as KINDS
from models import DataError, Problem, Study, preset_deal

APP = Path(__file__).resolve().parents[2] / "dashboard" / "app.py"
TRANSFER, VENTURE = (deal.name for deal in compute.usual_study().deals[:2])


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(APP), default_timeout=60)


def at(app: AppTest, page: str) -> AppTest:
    app.run()
    return app.switch_page(f"views/{page}.py").run()


def clicked(app: AppTest, label: str) -> AppTest:
    return next(each for each in app.button if each.label == label).click().run()


def words(app: AppTest) -> str:
    kinds = ("title", "header", "markdown", "caption", "metric", "table")
    return "\n".join(str(each.value) for kind in kinds for each in app.get(kind))


def study_of(app: AppTest) -> Study:
    return app.session_state["study"]


def test_the_first_page_shows_all_deals_and_the_baseline(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert [each.value for each in app.title] == ["Compare the deals"]
    table = app.table[0].value
    assert [name.replace("\\", "") for name in table.index] == [
        deal.name for deal in compute.usual_study().all_deals
    ]
    assert "study" not in app.query_params


@pytest.mark.parametrize("page", ["compare", "deal", "data", "about"])
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


def test_a_link_opens_its_study(app: AppTest) -> None:
    wanted = compute.usual_study().changed(title="Board, May", seed=7)
    app.query_params["study"] = links.encode(wanted)
    app.run()
    assert study_of(app) == wanted
    assert app.text_input("title").value == "Board, May"


def test_a_broken_link_says_so_and_the_page_goes_on(app: AppTest) -> None:
    app.query_params["study"] = "nonsense!"
    app.run()
    assert not app.exception
    assert "**link**" in words(app)
    assert len(app.table[0].value) == len(compute.usual_study().all_deals)
    clicked(app, "Back to the default study")
    assert "**link**" not in words(app)


def test_a_link_to_an_unknown_partner_is_refused_with_the_known_ones(app: AppTest) -> None:
    usual = compute.usual_study()
    stranger = usual.deals[0].model_copy(update={"partner": "nobody"})
    app.query_params["study"] = links.encode(usual.replacing(TRANSFER, stranger))
    app.run()
    assert not app.exception
    assert "nobody" in words(app)
    assert study_of(app) == usual


def test_a_link_with_too_many_draws_for_a_page_is_refused(app: AppTest) -> None:
    app.query_params["study"] = links.encode(compute.usual_study().changed(draws=1_000_000))
    app.run()
    assert "too many for a page" in words(app).replace("\\", "")


def test_a_bad_link_pasted_later_leaves_the_study_alone(app: AppTest) -> None:
    at(app, "deal")
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(2000.0).run()
    changed = study_of(app)
    app.session_state["share"] = True
    app.run()
    app.text_input("pasted").set_value("https://here/?study=broken").run()
    assert not app.exception
    assert "**link**" in words(app)
    assert study_of(app) == changed


def test_a_good_link_pasted_later_is_opened(app: AppTest) -> None:
    app.session_state["share"] = True
    app.run()
    wanted = compute.usual_study().changed(title="Another", seed=9)
    address = f"https://here/deal?study={links.encode(wanted)}&money=x"
    app.text_input("pasted").set_value(address).run()
    assert study_of(app) == wanted


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
    assert list(after["Cost"]) == list(before["Cost"])


def test_weights_that_are_all_zero_are_refused_in_words(app: AppTest) -> None:
    app.run()
    for key in ("cost", "lead_time", "supply_security"):
        app.number_input(f"weight_{key}_box").set_value(0.0).run()
    assert not app.exception
    assert "the weights are all zero" in words(app)
    assert study_of(app).weights.supply_security > 0


def test_a_number_is_changed_for_this_study_marked_and_set_back(app: AppTest) -> None:
    app.session_state["number"] = "oxide_price_long_run"
    at(app, "data")
    app.number_input("override_oxide_price_long_run").set_value(130.0).run()
    assert study_of(app).world.overrides == {"oxide_price_long_run": 130.0}
    assert "130 instead of 80" in words(app)
    app.switch_page("views/compare.py").run()
    assert any("1 number" in each.label for each in app.get("page_link"))
    app.switch_page("views/data.py").run()
    clicked(app, "Undo all")
    assert study_of(app) == compute.usual_study()


def test_numbers_are_found_by_word_grade_and_structure(app: AppTest) -> None:
    at(app, "data")
    rows = compute.dataset().parameters.values()
    app.text_input("search").set_value("rupee dollar").run()
    found = app.dataframe[0].value
    assert "rupee_rate_2025" in set(found["name"])
    assert len(found) < 10
    app.text_input("search").set_value("").run()
    app.selectbox("grade").set_value("A").run()
    assert len(app.dataframe[0].value) == sum(each.grade == "A" for each in rows)


@pytest.mark.parametrize("name", ["sources", "corrections", *TABLES])
def test_every_table_can_be_browsed_and_searched(app: AppTest, name: str) -> None:
    tabs = {"sources": "Sources", "corrections": "Contradictions"}
    app.session_state["tables"] = tabs.get(name, "Other tables")
    app.session_state["table"] = name
    at(app, "data")
    assert not app.exception
    assert len(app.dataframe[0].value) == len(compute.dataset().frame(name))
    app.text_input(f"search_{name}").set_value("no such words anywhere").run()
    assert not app.exception
    assert app.dataframe[0].value.empty


def test_a_number_opens_down_to_its_source(app: AppTest) -> None:
    app.run()
    assert "cost = " in app.code[0].value
    inputs = next(each for each in app.get("button_group") if each.key == "down_compare")
    inputs.set_value("lifetime_output").run()
    assert not app.exception
    assert "lifetime_output = " in app.code[0].value


def test_money_turns_to_rupees_everywhere(app: AppTest) -> None:
    app.run()
    assert all("USD/kg" in each for each in app.table[0].value["Cost"])
    app.get("button_group")[0].set_value("₹ crore").run()
    assert all(each.startswith("₹") for each in app.table[0].value["Cost"])


def test_names_from_a_link_are_shown_and_never_run(app: AppTest) -> None:
    usual = compute.usual_study()
    sly = usual.deals[0].model_copy(update={"name": "![x](https://evil.example/p.png) <b>"})
    app.query_params["study"] = links.encode(usual.changed(deals=(sly, *usual.deals[1:])))
    app.run()
    assert not app.exception
    assert "![x](" not in words(app)


def test_no_cell_of_a_file_is_a_formula_for_a_spreadsheet() -> None:
    table = pd.DataFrame({"deal": ["=1+1", "Ours", "@x"], "USD/kg": [-1.5, 2.0, 3.0]})
    assert parts.csv(table).decode("utf-8-sig").splitlines() == [
        "deal,USD/kg",
        "'=1+1,-1.5",
        "Ours,2.0",
        "'@x,3.0",
    ]


def test_a_broken_dataset_is_explained_on_the_page(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken() -> None:
        raise DataError(
            [
                Problem("prices.csv line 3, column mode", "'x' is not a number", "Give a number"),
                Problem("stages.csv", "is empty", "Put it back"),
            ]
        )

    monkeypatch.setattr(compute, "dataset", broken)
    monkeypatch.setattr(compute, "usual_study", broken)
    app.run()
    assert not app.exception
    shown = words(app).replace("\\", "")
    assert "prices.csv line 3, column mode" in shown
    assert "stages.csv" in shown
