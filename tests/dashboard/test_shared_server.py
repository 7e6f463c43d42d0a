"""On a shared server only a link opens a study, and it gives no more than its kind."""

import datetime

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.share import library, studies, tokens
from dashboard.share.store import Store
from tests.dashboard.visit import (
    TRANSFER,
    address_of,
    at,
    capacity,
    clicked,
    saves,
    status,
    study_of,
    visitor,
    words,
)

TITLE = "This link is not known here"


def owner(store: Store, value: float = 2000.0) -> tuple[AppTest, str]:
    """Somebody who has saved a study, and its identity."""
    app = saves(capacity(visitor(), value), "First", "save_new")
    return app, library.listing(store)[0].id


def opened(store: Store, study_id: str, kind: tokens.Kind, **more) -> AppTest:
    return visitor(f"open={tokens.share(store, study_id, kind, **more)}").run()


def test_its_author_holds_a_key_in_the_address_and_may_save_again(shared: Store) -> None:
    app, study_id = owner(shared)
    assert tokens.resolve(shared, app.query_params["open"]).kind == "owner"
    assert "saved" not in app.query_params
    saves(capacity(app, 2100.0), "Second")
    assert library.line(shared, study_id).head == 2


def test_nothing_is_listed_to_somebody_without_a_link(shared: Store) -> None:
    owner(shared)
    app = at(visitor(), "saved")
    assert "Nothing is saved yet." in words(app)
    assert "First" not in words(app)
    assert not app.dataframe


def test_the_identity_of_a_study_opens_nothing(shared: Store) -> None:
    _, study_id = owner(shared)
    app = visitor(f"saved={study_id}").run()
    assert "opened by their links" in words(app)
    assert status(app) == "The default study]"


def test_a_living_link_shows_the_newest_and_a_frozen_one_its_own_for_ever(shared: Store) -> None:
    app, study_id = owner(shared)
    living = tokens.share(shared, study_id, "living")
    frozen = tokens.share(shared, study_id, "frozen", number=1)
    saves(capacity(app, 2100.0), "Second")
    for token, expected in ((living, 2100.0), (frozen, 2000.0)):
        reader = visitor(f"open={token}").run()
        assert study_of(reader).deal(TRANSFER).terms.capacity == expected


def test_a_reader_cannot_reach_another_version_through_the_address(shared: Store) -> None:
    app, study_id = owner(shared)
    saves(capacity(app, 2100.0), "Second")
    living = tokens.share(shared, study_id, "living")
    frozen = tokens.share(shared, study_id, "frozen", number=1)
    for token, other, expected in ((living, 1, 2100.0), (frozen, 2, 2000.0)):
        reader = visitor(f"open={token}&version={other}").run()
        assert study_of(reader).deal(TRANSFER).terms.capacity == expected


@pytest.mark.parametrize("kind", ["living", "edit"])
def test_only_an_edit_link_adds_versions_and_only_an_owner_makes_links(
    shared: Store, kind: tokens.Kind
) -> None:
    _, study_id = owner(shared)
    app = opened(shared, study_id, kind)
    capacity(app, 2300.0)
    app.session_state["save"] = True
    app.run()
    offered = {each.key for each in app.button}
    assert ("save_version" in offered) == (kind == "edit")
    app.session_state["save"] = False
    app.session_state["share"] = True
    app.run()
    assert "make_link" not in {each.key for each in app.button}
    assert "Only its owner makes links" in words(app)


def test_a_link_that_is_revoked_meanwhile_saves_nothing_more(shared: Store) -> None:
    _, study_id = owner(shared)
    token = tokens.share(shared, study_id, "edit")
    app = capacity(visitor(f"open={token}").run(), 2300.0)
    tokens.revoke_token(shared, token)
    app.session_state["save"] = True
    app.run()
    app.button("save_version").click().run()
    assert library.line(shared, study_id).head == 1
    assert "was revoked" in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 2300.0


def test_the_history_is_for_those_who_may_save(shared: Store) -> None:
    _, study_id = owner(shared)
    reader = at(opened(shared, study_id, "living"), "saved")
    assert "neither its history nor its links" in words(reader)
    editor = at(opened(shared, study_id, "edit"), "saved")
    assert any(each.key == f"version_{study_id}" for each in editor.selectbox)


def test_a_frozen_link_tells_nothing_of_later_versions_on_the_saved_page(shared: Store) -> None:
    app, study_id = owner(shared)
    reader = opened(shared, study_id, "frozen", number=1)
    saves(capacity(app, 2100.0), "A later secret")
    at(reader, "saved")
    assert "A later secret" not in words(reader)
    assert not any("A later secret" in str(each.value) for each in reader.dataframe)
    assert "version 1 alone" in words(reader)


def closed_by(store: Store, how: str) -> str:
    _, study_id = owner(store)
    ends = studies.moment() - datetime.timedelta(seconds=1) if how == "expired" else None
    token = tokens.share(store, study_id, "living", expires_at=ends)
    if how == "revoked":
        tokens.revoke_token(store, token)
    if how == "deleted":
        studies.trash(store, study_id)
    return token if how != "unknown" else "A" * 22


@pytest.mark.parametrize(
    ("how", "title"),
    [
        ("unknown", TITLE),
        ("revoked", "This link was revoked"),
        ("expired", "This link has expired"),
        ("deleted", "This study was deleted"),
    ],
)
def test_a_link_that_opens_nothing_has_one_plain_page_that_says_why(
    shared: Store, how: str, title: str
) -> None:
    app = visitor(f"open={closed_by(shared, how)}").run()
    assert not app.exception
    assert [each.value for each in app.title] == [title]
    assert not app.table
    assert not app.text_input
    assert [each.label for each in app.button] == ["Go to Lodestone"]


def test_behind_a_wrong_token_all_looks_alike(shared: Store) -> None:
    nothing = words(visitor("open=" + "B" * 22).run())
    _, study_id = owner(shared)
    token = tokens.share(shared, study_id, "living")
    near = token[:-1] + ("A" if token[-1] != "A" else "B")
    for wrong in (near, study_id, "x", "' OR 1=1 --", "B" * 22):
        assert words(visitor(f"open={wrong}").run()) == nothing


def test_what_was_changed_is_not_lost_with_its_link(shared: Store) -> None:
    _, study_id = owner(shared)
    token = tokens.share(shared, study_id, "edit")
    draft = address_of(capacity(visitor(f"open={token}").run(), 2300.0))
    tokens.revoke_token(shared, token)
    app = visitor(draft).run()
    clicked(app, "Open it by itself")
    assert study_of(app).deal(TRANSFER).terms.capacity == 2300.0
    assert status(app) == "**● Not saved**]"
    assert "open" not in app.query_params
