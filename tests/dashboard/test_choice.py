"""A term that is one of a few options, as pages, papers and histories show it: by its label."""

from collections.abc import Iterator
from typing import Any

import pytest
import streamlit as st
from hypothesis import given, settings
from streamlit.testing.v1 import AppTest

from dashboard import compute, text
from dashboard.report.blocks import Table
from dashboard.report.citations import Citations
from dashboard.report.subject import subject_of
from dashboard.report.terms import all_terms, terms
from dashboard.share import tokens
from dashboard.share.differences import differences
from dashboard.share.effects import effects, rows
from dashboard.share.files import read_study, to_json, to_yaml
from dashboard.share.pairing import renamed
from dashboard.share.store import Store
from dashboard.share.wording import headline, in_words
from models import Deal, Study, default_study
from tests.dashboard.drawn import DATASET, DOLLARS, of
from tests.dashboard.invented import studies
from tests.dashboard.test_partner_page import keep
from tests.dashboard.visit import at, clicked, study_of, visitor, words
from tests.models.choosing import OPTIONS, TOLLING, choosing

NAME = "Tolling in Japan"
BOX = f"term_{NAME}_price_basis"
FEW = 120


@pytest.fixture(scope="module", autouse=True)
def _with_choice() -> Iterator[None]:
    with choosing():
        st.cache_resource.clear()
        yield
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def usual() -> Study:
    return default_study({key: each.weight for key, each in DATASET.criteria.items()})


def on(study: Study, basis: str, **others: Any) -> Study:
    return study.replacing(NAME, study.deal(NAME).with_terms(price_basis=basis, **others))


def opened(app: AppTest) -> AppTest:
    """The Deal page with tolling and the group of the choice open."""
    app.session_state["chosen_deal"] = NAME
    app.session_state["group_oxide_tolling_Price"] = True
    return at(app, "deal")


def test_the_page_offers_the_options_by_their_labels(app: AppTest) -> None:
    box = opened(app).selectbox(BOX)
    assert not app.exception
    assert list(box.options) == list(OPTIONS.values())
    assert (box.label, box.value, box.help) == ("Price basis", "parity", "Invented.")
    assert "default Import parity · AN02" in words(app)


def test_a_chosen_option_is_in_the_study_marked_and_reset(app: AppTest) -> None:
    usual = compute.usual_study()
    opened(app).selectbox(BOX).set_value("cost_plus").run()
    assert not app.exception
    assert study_of(app) == on(usual, "cost_plus")
    assert app.selectbox(BOX).label == "**● Price basis**"
    assert "● 1 changed" in words(app)
    assert "changed · default Import parity · AN02" in words(app)
    clicked(app, "Reset")
    assert study_of(app) == usual
    assert app.selectbox(BOX).value == "parity"


def test_a_number_made_of_a_choice_opens_to_its_label(app: AppTest) -> None:
    app.session_state["results"] = "Open a number"
    app.session_state["quantity"] = "lead_time"
    opened(app)
    assert not app.exception
    (inputs,) = (each.value for each in app.dataframe if "what it is" in each.value)
    told = inputs.set_index("input")["P50 (P10 to P90)"]
    assert told["Price basis"] == "Import parity"
    below = next(each for each in app.get("button_group") if each.key == "down_deal")
    below.set_value("price_basis").run()
    assert not app.exception
    assert "**Price basis**: Import parity" in words(app)


def test_the_data_page_lists_the_options(app: AppTest) -> None:
    app.session_state["tables"] = "Terms"
    at(app, "data")
    table = app.dataframe[0].value
    (line,) = table[table["term"] == "Price basis"].to_dict("records")
    assert line["default"] == "Import parity"
    assert line["range"] == "Import parity, Index-linked, Cost plus"
    assert line["unit"] == ""


def test_a_partner_reads_the_label(usual: Study, shared: Store) -> None:
    token = tokens.share(shared, keep(shared, on(usual, "index")), "living", partner=True)
    page = visitor(f"open={token}").run()
    assert not page.exception
    found = next(each.value for each in page.dataframe if "Term" in each.value)
    table = found.set_index("Term")
    assert table.loc["Price basis", NAME] == "Index-linked"
    assert table.loc["Price basis", usual.deals[0].name] == text.DASH


def test_a_choice_is_displayed_by_its_label() -> None:
    assert text.display("cost_plus", "1", DOLLARS, OPTIONS) == "Cost plus"
    assert text.display("index", "1", DOLLARS, OPTIONS) == "Index-linked"
    assert text.display("other_key", "1", DOLLARS) == "Other key"


def tables_of(blocks: tuple[Any, ...]) -> list[tuple[str, ...]]:
    return [row for each in blocks if isinstance(each, Table) for row in each.rows]


def test_the_paper_prints_the_label(usual: Study) -> None:
    subject = subject_of(on(usual, "cost_plus").changed(draws=FEW), DATASET, DOLLARS)
    (changed,) = (
        row for row in tables_of(terms(subject, detailed=True).blocks) if "Price basis" in row
    )
    assert changed[1:] == ("Price basis", "Cost plus", "Import parity", "D")
    page = all_terms(subject, Citations({}), compared=True)
    (line,) = (row for row in tables_of(page.blocks) if row[0] == "Price basis")
    assert line[1:4] == ("Cost plus", "Import parity", "D")


def test_a_difference_is_said_in_words(usual: Study) -> None:
    (found,) = differences(usual, on(usual, "cost_plus"))
    assert (found.what, found.before, found.after) == ("Price basis", "parity", "cost_plus")
    assert found.applied(usual) == on(usual, "cost_plus")
    assert in_words(found, DOLLARS) == f"{NAME}, price basis: import parity → cost plus"
    assert headline([found], DOLLARS) == "price basis: import parity → cost plus"
    several = differences(usual, on(usual, "index", toll_fee=36.0))
    assert headline(several, DOLLARS) == (
        "price basis: import parity → index-linked; toll fee 33 → 36 USD/kg"
    )
    assert hash(found)


def test_the_effect_of_a_choice_alone_is_computed(usual: Study) -> None:
    after = on(usual, "index", toll_fee=36.0)
    found = effects(usual, after, lambda study: of(study, FEW))
    alone = {each.difference.what: each for each in found.single}
    assert alone["Price basis"].moved[NAME]["lead_time"] == pytest.approx(1.0)
    lines = {line["Difference"]: line for line in rows(found, DOLLARS)}
    assert lines[f"{NAME}, price basis: import parity → index-linked"]["Deal"] == NAME


def test_a_renamed_deal_is_known_by_its_choice(usual: Study) -> None:
    japan = usual.deal(NAME)

    def named(name: str, basis: str) -> Deal:
        return japan.model_copy(update={"name": name}).with_terms(price_basis=basis)

    before = usual.changed(deals=(named("A", "parity"), named("B", "index")))
    after = usual.changed(deals=(named("C", "index"), named("D", "parity")))
    assert renamed(before, after) == {"A": "D", "B": "C"}


@pytest.mark.parametrize(("ending", "write"), [("json", to_json), ("yaml", to_yaml)])
def test_a_choice_comes_back_from_a_file(usual: Study, ending: str, write: Any) -> None:
    changed = on(usual, "cost_plus")
    data = write(changed)
    assert b"cost_plus" in data
    assert read_study(f"board.{ending}", data) == changed
    wrong = data.replace(b"cost_plus", b"spot")
    with pytest.raises(Exception, match=r"price_basis: 'spot' is not one .* Use 'parity'"):
        read_study(f"board.{ending}", wrong)


@settings(max_examples=10)
@given(studies())
def test_every_invented_study_comes_back(study: Study) -> None:
    assert read_study("board.yaml", to_yaml(study)) == study
    assert "price_basis" in {each.name for each in TOLLING.terms}
