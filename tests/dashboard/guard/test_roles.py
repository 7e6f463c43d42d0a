"""Where readers sign in, a study opens to its people, and each does what their role allows."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.share import comments, library, people, tokens
from dashboard.share.people import Role
from dashboard.share.store import Store
from tests.dashboard.guard.conftest import Arrive
from tests.dashboard.visit import TRANSFER, at, capacity, saves, status, study_of, visitor, words

ASHA, RAVI, MEI = "asha@irel.example", "ravi@irel.example", "mei@partner.example"
CAPACITY = 2000.0


@pytest.fixture
def study_id(saved: Store, arrive: Arrive) -> str:
    """A study that Asha has saved."""
    saves(capacity(arrive(ASHA), CAPACITY), "First", "save_new")
    return library.listing(saved)[0].id


def shown(app: AppTest) -> float:
    return float(study_of(app).deal(TRANSFER).terms.capacity)


def offered(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.button}


def test_nothing_is_shown_before_one_has_signed_in(arrive: Arrive, study_id: str) -> None:
    for address in ("", f"saved={study_id}", "study=nonsense"):
        app = arrive("", address).run()
        assert not app.exception
        assert [each.value for each in app.title] == ["Sign in"]
        assert offered(app) == {"sign_in"}
        assert not app.table
        assert not app.text_input


def test_who_saves_is_the_owner_and_is_named_as_the_provider_says(
    saved: Store, study_id: str
) -> None:
    assert [(each.email, each.role) for each in people.members(saved, study_id)] == [
        (ASHA, "owner")
    ]
    assert library.line(saved, study_id).author == "Asha"
    assert not tokens.links_of(saved, study_id)


def test_the_owner_finds_it_again_and_saves_on(saved: Store, arrive: Arrive, study_id: str) -> None:
    app = arrive(ASHA, f"saved={study_id}").run()
    assert shown(app) == CAPACITY
    saves(capacity(app, 2100.0), "Second")
    assert library.line(saved, study_id).head == 2


def test_another_persons_study_is_refused_as_if_it_were_not_there(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    missing = words(arrive(MEI, "saved=" + "0" * 32).run())
    assert words(arrive(MEI, f"saved={study_id}").run()) == missing
    assert "not known here" in missing
    app = at(arrive(MEI), "saved")
    assert "Nothing is saved yet." in words(app)
    assert "First" not in words(app)
    assert people.role_of(saved, study_id, MEI) is None


@pytest.mark.parametrize(
    ("role", "saves_it", "comments_it"),
    [("viewer", False, False), ("commenter", False, True), ("editor", True, True)],
)
def test_each_role_does_what_it_says_and_no_more(
    saved: Store, arrive: Arrive, study_id: str, role: Role, *, saves_it: bool, comments_it: bool
) -> None:
    people.give(saved, study_id, RAVI, role)
    app = arrive(RAVI, f"saved={study_id}").run()
    assert shown(app) == CAPACITY
    app.session_state["share"] = True
    app.run()
    assert "make_link" not in offered(app)
    app.session_state["share"] = False
    capacity(app, 2300.0)
    app.session_state["save"] = True
    app.run()
    assert ("save_version" in offered(app)) == saves_it
    app.session_state["save"] = False
    at(app, "saved")
    assert ("add_comment" in offered(app)) == comments_it
    assert any(each.key == f"version_{study_id}" for each in app.selectbox) == saves_it
    assert app.button("delete").disabled


def test_a_viewer_cannot_reach_an_earlier_version(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    saves(capacity(arrive(ASHA, f"saved={study_id}").run(), 2100.0), "Second")
    people.give(saved, study_id, RAVI, "viewer")
    assert shown(arrive(RAVI, f"saved={study_id}&version=1").run()) == 2100.0
    assert shown(arrive(ASHA, f"saved={study_id}&version=1").run()) == CAPACITY


def test_an_editor_whose_role_is_taken_meanwhile_saves_nothing_more(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    people.give(saved, study_id, RAVI, "editor")
    app = capacity(arrive(RAVI, f"saved={study_id}").run(), 2300.0)
    people.take(saved, study_id, RAVI)
    app.session_state["save"] = True
    app.run()
    app.button("save_version").click().run()
    assert library.line(saved, study_id).head == 1
    assert "not known here" in words(app).replace("\\", "")
    assert shown(app) == 2300.0  # what was changed is not lost
    assert "First" not in words(at(arrive(RAVI), "saved"))


def test_a_comment_is_written_under_the_name_of_who_signed_in(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    people.give(saved, study_id, MEI, "commenter")
    app = at(arrive(MEI), "saved")
    app.text_area("comment").set_value("Is the fee for one line?\n<b>Yes</b>")
    app.button("add_comment").click().run()
    (found,) = comments.comments_of(saved, study_id)
    assert (found.email, found.name, found.number) == (MEI, "Mei", 1)
    assert "Is the fee for one line?" in words(app)
    assert "\\<b\\>Yes" in words(app)


def test_a_commenter_who_becomes_a_viewer_meanwhile_writes_nothing_more(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    people.give(saved, study_id, MEI, "commenter")
    app = at(arrive(MEI), "saved")
    app.text_area("comment").set_value("Too late")
    people.give(saved, study_id, MEI, "viewer")
    app.button("add_comment").click().run()
    assert comments.comments_of(saved, study_id) == []
    assert "this needs you to be its commenter" in words(app)


def test_the_owner_adds_changes_and_removes_people(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    app = arrive(ASHA, f"saved={study_id}").run()
    app.session_state["share"] = True
    app.run()
    app.text_input("person_email").set_value(" Ravi@IREL.example ")
    app.selectbox("person_role").set_value("editor")
    app.button("add_person_button").click().run()
    assert people.role_of(saved, study_id, RAVI) == "editor"
    app.selectbox(f"role_{RAVI}").set_value("viewer").run()
    assert people.role_of(saved, study_id, RAVI) == "viewer"
    app.button(f"remove_{RAVI}").click().run()
    assert people.role_of(saved, study_id, RAVI) is None
    app.button(f"remove_{ASHA}").click().run()
    assert "this is the only one" in words(app)
    assert people.role_of(saved, study_id, ASHA) == "owner"


def test_links_to_read_open_without_signing_in_and_give_no_more(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    for kind in ("living", "edit", "owner"):
        app = arrive("", f"open={tokens.share(saved, study_id, kind)}").run()
        assert shown(app) == CAPACITY
        assert "sign_in" in offered(app)
        capacity(app, 2300.0)
        app.session_state["save"] = True
        app.run()
        assert "save_version" not in offered(app)
        app.session_state["share"] = True
        app.run()
        assert "make_link" not in offered(app)


def test_a_partner_view_opens_without_signing_in(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    token = tokens.share(saved, study_id, "living", partner=True)
    app = arrive("", f"open={token}").run()
    assert not app.exception
    assert "Sign in" not in [each.value for each in app.title]


def test_the_key_of_a_study_from_before_makes_its_holder_the_owner_once(
    saved: Store, arrive: Arrive, study_id: str
) -> None:
    key = tokens.share(saved, study_id, "owner")
    arrive(MEI, f"open={key}").run()
    assert people.role_of(saved, study_id, MEI) is None  # it has an owner
    with saved.writing() as connection:
        connection.exec_driver_sql("DELETE FROM people")
    app = arrive(RAVI, f"open={key}").run()
    assert people.role_of(saved, study_id, RAVI) == "owner"
    app.session_state["share"] = True
    app.run()
    assert "make_link" in offered(app)


def test_without_signing_in_links_rule_as_before(saved: Store, shared: Store) -> None:
    saves(capacity(visitor(), CAPACITY), "First", "save_new")
    (line,) = library.listing(shared)
    assert [each.kind for each in tokens.links_of(saved, line.id)] == ["owner"]
    assert people.members(saved, line.id) == []


def test_a_draft_is_kept_when_a_sign_in_has_ended(arrive: Arrive) -> None:
    app = capacity(arrive(ASHA), 2300.0)
    late = arrive(ASHA, "", iat=1.0)
    late.session_state["study"] = study_of(app)
    late.run()
    assert [each.value for each in late.title] == ["Sign in"]
    assert "has ended" in words(late)
    assert "kept in this browser" in words(late)
    assert "Not saved" in status(app)
