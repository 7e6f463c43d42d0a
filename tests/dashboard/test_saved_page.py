"""The Saved page: find, rename, copy, compare, restore, delete and bring back; files in."""

import hashlib

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, links
from dashboard.share import files, library, tokens
from dashboard.share.store import Store
from dashboard.text import MINUS
from dashboard.views.status import LONGEST_SAFE
from tests.dashboard.visit import (
    TRANSFER,
    at,
    capacity,
    clicked,
    saves,
    status,
    study_of,
    visitor,
    words,
)


def named(title: str, value: float = 2000.0) -> AppTest:
    """Somebody who has saved a study under a title."""
    app = capacity(visitor(), value)
    app.session_state["save"] = True
    app.run()
    app.text_input("save_title").set_value(title)
    return app.button("save_new").click().run()


def titles(app: AppTest) -> list[str]:
    return list(app.dataframe[0].value["Title"])


def pressed(app: AppTest, key: str) -> AppTest:
    return app.button(key).click().run()


@pytest.mark.usefixtures("saved")
def test_studies_are_found_by_words_and_sorted() -> None:
    for title in ("Zinc", "Board paper", "Board annex"):
        named(title)
    app = at(visitor(), "saved")
    assert titles(app) == ["Board annex", "Board paper", "Zinc"]
    app.selectbox("sort_studies").set_value("by title").run()
    assert titles(app) == ["Board annex", "Board paper", "Zinc"]
    app.selectbox("sort_studies").set_value("oldest first").run()
    assert titles(app) == ["Zinc", "Board paper", "Board annex"]
    app.text_input("search_studies").set_value("PAPER board").run()
    assert titles(app) == ["Board paper"]
    app.text_input("search_studies").set_value("nothing like it").run()
    assert "No study has these words" in words(app)


def test_many_studies_come_page_by_page(saved: Store) -> None:
    named("First")
    line = library.listing(saved)[0]
    from dashboard.share import studies  # noqa: PLC0415  only here

    for _ in range(24):
        studies.copy(saved, line.id, 1, studies.Signed())
    app = at(visitor(), "saved")
    assert "25 studies" in words(app)
    assert len(titles(app)) == 20
    app.session_state["page_of_studies"] = 2
    app.run()
    assert len(titles(app)) == 5
    app.text_input("search_studies").set_value("First").run()
    assert len(titles(app)) == 5
    app.text_input("search_studies").set_value("no such").run()
    app.text_input("search_studies").set_value("").run()
    assert not app.exception
    assert len(titles(app)) == 20


def test_a_study_is_renamed_and_its_history_says_so(saved: Store) -> None:
    app = at(named("Old name"), "saved")
    app.text_input("study_title").set_value("New name").run()
    assert titles(app) == ["New name"]
    assert library.history(saved, library.listing(saved)[0].id)[0].note == "Renamed"
    assert status(app) == "Saved: New name, version 2]"
    assert study_of(app).title == "New name"
    assert "title “Old name” → “New name”" in words(app).replace("\\", "")


def test_a_title_that_cannot_be_shown_is_refused_in_words(saved: Store) -> None:
    app = at(named("Old name"), "saved")
    app.text_input("study_title").set_value("bell \x07").run()
    assert "cannot be shown" in words(app)
    assert library.listing(saved)[0].title == "Old name"


def test_a_copy_remembers_where_it_came_from(saved: Store) -> None:
    app = pressed(at(named("Origin"), "saved"), "copy_study")
    copy, origin = library.listing(saved)
    assert (copy.origin_id, copy.origin_number) == (origin.id, 1)
    assert "Copied from version 1 of “Origin”" in words(app).replace("\\", "")


@pytest.mark.usefixtures("saved")
def test_versions_are_compared_in_words_and_in_results() -> None:
    app = capacity(named("Two versions"), 2500.0)
    saves(app, "Bigger")
    at(app, "saved")
    assert "magnet capacity 2,000 → 2,500 t a year" in words(app).replace("\\", "")
    changes = next(each.value for each in app.dataframe if "Change" in each.value)
    moved = changes[changes["Deal"] == TRANSFER].set_index("Result")["Change"]
    assert moved["Cost"].startswith(MINUS)
    app.toggle("alone").set_value(True).run()
    assert not app.exception
    alone = next(each.value for each in app.dataframe if "Remark" in each.value)
    assert TRANSFER in list(alone["Deal"])


def test_an_old_version_is_restored_as_a_new_one(saved: Store) -> None:
    app = saves(capacity(named("Back"), 2500.0), "Bigger")
    at(app, "saved")
    identity = library.listing(saved)[0].id
    app.selectbox(f"version_{identity}").set_value(1).run()
    pressed(app, "restore")
    assert library.line(saved, identity).head == 3
    restored = library.load(saved, identity)
    assert restored.content.study.deal(TRANSFER).terms.capacity == 2000.0
    assert restored.entry.note == "Restored version 1"
    assert study_of(app).deal(TRANSFER).terms.capacity == 2000.0


@pytest.mark.usefixtures("saved")
def test_every_number_a_version_used_can_be_seen() -> None:
    app = at(named("Numbers"), "saved")
    app.toggle("used").set_value(True).run()
    table = next(each.value for each in app.dataframe if "distribution" in each.value)
    assert "oxide_price_long_run" in list(table["number"])
    assert len(table) > 150


def test_what_is_deleted_can_be_taken_back_and_stays_on_screen(saved: Store) -> None:
    app = at(named("Gone"), "saved")
    identity = library.listing(saved)[0].id
    pressed(app, "delete")
    assert not library.listing(saved)
    assert status(app) == "**● Not saved**]"
    assert study_of(app).deal(TRANSFER).terms.capacity == 2000.0
    assert "for good in 30 days" in words(app)
    pressed(app, f"untrash_{identity}")
    assert [each.id for each in library.listing(saved)] == [identity]


def test_an_owner_on_a_shared_server_takes_back_what_was_deleted(shared: Store) -> None:
    app = at(named("Gone"), "saved")
    identity = library.listing(shared)[0].id
    pressed(app, "delete")
    assert library.listing(shared, trashed=True)
    pressed(app, f"untrash_{identity}")
    assert library.listing(shared)


def test_a_link_is_made_shown_once_and_revoked(saved: Store) -> None:
    app = named("Linked")
    app.session_state["share"] = True
    app.run()
    pressed(app, "make_link")
    address = next(each.value for each in app.code if "open=" in each.value)
    token = address.partition("open=")[2]
    identity = library.listing(saved)[0].id
    assert tokens.resolve(saved, token).kind == "living"
    app.session_state["share"] = False
    app.run()
    app.session_state["share"] = True
    app.run()
    assert not any("open=" in each.value for each in app.code)
    app.session_state["study_tabs"] = "Links"
    at(app, "saved")
    (link,) = tokens.links_of(saved, identity)
    pressed(app, f"revoke_{link.id}")
    assert tokens.links_of(saved, identity)[0].state == "revoked"


@pytest.mark.usefixtures("saved")
def test_marks_of_confidentiality_are_changes_like_others() -> None:
    app = at(named("Marked"), "saved")
    app.session_state["confidential"] = True
    app.run()
    app.multiselect("marked_terms").set_value(["toll_fee"]).run()
    assert study_of(app).confidential.terms == ("toll_fee",)
    assert status(app) == "**● Unsaved changes** to Marked, version 1]"
    assert "Cost is shown, and Toll fee enters it" in words(app).replace("\\", "")
    app.toggle("preview").set_value(True).run()
    assert not app.exception
    terms = next(each.value for each in app.dataframe if TRANSFER in each.value)
    assert "Toll fee" not in list(terms["Term"])


@pytest.mark.usefixtures("saved")
def test_a_study_comes_back_from_its_file() -> None:
    wanted = compute.usual_study().changed(title="From a file", seed=5)
    app = at(visitor(), "saved")
    app.file_uploader("brought").upload("study.yaml", files.to_yaml(wanted)).run()
    assert not app.exception
    assert study_of(app) == wanted
    assert status(app) == "**● Not saved**]"


def test_a_bad_file_is_refused_with_every_problem_and_changes_nothing(saved: Store) -> None:
    app = at(named("Mine"), "saved")
    before = study_of(app)
    text = before.to_json().replace('"seed":1', '"seed":-1,"sed":2')
    app.file_uploader("brought").upload("study.json", text.encode()).run()
    assert not app.exception
    assert "-1 is too small" in words(app).replace("\\", "")
    assert "sed" in words(app)
    assert study_of(app) == before
    assert library.listing(saved)[0].head == 1


def test_an_address_that_is_too_long_to_send_comes_with_the_offer_to_save(app: AppTest) -> None:
    usual, numbers = compute.usual_study(), compute.today().parameters.values()
    held = {
        row.name: row.low + (row.high - row.low) * number_of(row.name)
        for row in numbers
        if row.high > row.low and row.distribution != "yearly_normal"
    }
    few = dict(list(held.items())[:3])
    long, shorter = (usual.changed(world={"overrides": each}) for each in (held, few))
    assert len(links.encode(usual)) < len(links.encode(shorter)) < LONGEST_SAFE - 100
    assert len(links.encode(long)) > LONGEST_SAFE
    app.query_params["study"] = links.encode(long)
    app.run()
    assert "Save the study" in words(app)
    short = visitor("study=" + links.encode(shorter)).run()
    assert "Save the study" not in words(short)


def number_of(name: str) -> float:
    """A number between 0 and 1 that no packing makes shorter."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:12], 16) / 16**12


@pytest.mark.parametrize("page", ["compare", "deal", "data", "saved", "about"])
def test_the_mark_is_on_every_page(page: str) -> None:
    app = at(capacity(visitor(), 2000.0), page)
    assert status(app) == "**● Not saved**]"
    clicked(app, "Back to the default")
    assert status(app) == "The default study]"
