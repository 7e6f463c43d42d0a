"""The Data page, the numbers that open, and what must never reach the screen."""

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, links
from dashboard.views import parts
from dashboard.views.numbers import TABLES
from models import STRUCTURES, DataError, Problem
from tests.dashboard.visit import at, clicked, study_of, words


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


def test_every_term_of_every_structure_is_listed_with_its_source_and_reason(app: AppTest) -> None:
    app.session_state["tables"] = "Terms"
    at(app, "data")
    assert not app.exception
    table = app.dataframe[0].value
    assert len(table) == sum(len(each.terms) for each in STRUCTURES.values())
    fee = table[(table["structure"] == "Oxide tolling") & (table["term"] == "Toll fee")].iloc[0]
    assert (fee["default"], fee["range"], fee["grade"]) == ("33", "5 to 100", "D")
    assert "No tolling fee was ever published" in fee["what it does, and why the default"]


def test_a_number_opens_down_to_its_source(app: AppTest) -> None:
    app.run()
    assert "cost = " in app.code[0].value
    inputs = next(each for each in app.get("button_group") if each.key == "down_compare")
    inputs.set_value("magnet_output").run()
    assert not app.exception
    assert "magnet_output = " in app.code[0].value


def test_money_turns_to_rupees_everywhere(app: AppTest) -> None:
    app.run()
    assert all("USD/kg" in each for each in app.table[0].value["Cost (2025 money)"])
    app.get("button_group")[0].set_value("₹ crore").run()
    assert all(each.startswith("₹") for each in app.table[0].value["Cost (2025 money)"])


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
