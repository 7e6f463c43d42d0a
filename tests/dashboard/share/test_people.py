"""People of a study and their comments, on SQLite and PostgreSQL."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dashboard.share import comments, library, people, studies
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.people import ROLES
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from dashboard.share.tables import LONGEST_COMMENT

ASHA, RAVI = "asha@irel.example", "ravi@irel.example"


@pytest.fixture
def study_id(store: Store, content: Content) -> str:
    made = studies.create(store, content, Signed("Asha"))
    people.give(store, made, ASHA, "owner")
    return made


def told(store: Store, study_id: str) -> dict[str, str]:
    return {each.email: each.role for each in people.members(store, study_id)}


def test_somebody_has_one_role_which_can_be_changed_and_taken(store: Store, study_id: str) -> None:
    for role in ROLES:
        people.give(store, study_id, " RAVI@irel.example ", role)
        assert people.role_of(store, study_id, RAVI) == role
    assert told(store, study_id) == {ASHA: "owner", RAVI: "owner"}
    people.take(store, study_id, RAVI)
    assert told(store, study_id) == {ASHA: "owner"}


def test_a_study_always_keeps_an_owner(store: Store, study_id: str) -> None:
    for change in (
        lambda: people.take(store, study_id, ASHA),
        lambda: people.give(store, study_id, ASHA, "editor"),
    ):
        with pytest.raises(StoreError, match="needs an owner"):
            change()
        assert told(store, study_id) == {ASHA: "owner"}
    people.give(store, study_id, RAVI, "owner")
    people.take(store, study_id, ASHA)
    assert told(store, study_id) == {RAVI: "owner"}


@pytest.mark.parametrize(
    "email",
    [
        *("", "asha", "@x.org", "a@b", "a b@x.org", "a@x.org, b@x.org", "<a@x.org>", "a@x..org"),
        *("'@x;", "a" * 250 + "@x.org", "a@x.org\nb"),
    ],
)
def test_what_is_no_address_is_refused(store: Store, study_id: str, email: str) -> None:
    with pytest.raises(StoreError, match="is no e-mail address"):
        people.give(store, study_id, email, "viewer")
    assert told(store, study_id) == {ASHA: "owner"}


def test_a_study_in_the_trash_is_its_owners_to_take_back_alone(store: Store, study_id: str) -> None:
    studies.trash(store, study_id)
    assert people.role_of(store, study_id, ASHA) is None
    assert people.role_of(store, study_id, ASHA, deleted=True) == "owner"


def test_studies_are_found_by_what_somebody_is_to_them(
    store: Store, content: Content, study_id: str
) -> None:
    other = studies.create(store, content, Signed("Ravi"))
    people.give(store, other, RAVI, "owner")
    people.give(store, study_id, RAVI, "viewer")
    assert people.studies_of(store, RAVI, ["owner"]) == [other]
    assert set(people.studies_of(store, RAVI, ROLES)) == {other, study_id}
    assert people.studies_of(store, "nobody@x.org", ROLES) == []


def test_a_study_without_an_owner_is_claimed_once(store: Store, content: Content) -> None:
    made = studies.create(store, content, Signed())
    assert people.claim(store, made, RAVI)
    assert not people.claim(store, made, ASHA)
    assert told(store, made) == {RAVI: "owner"}


def test_people_and_comments_go_with_their_study(store: Store, study_id: str) -> None:
    comments.comment(store, study_id, 1, ASHA, "Asha", "Hello")
    with store.writing() as connection:
        connection.exec_driver_sql("DELETE FROM studies")
    assert told(store, study_id) == {}
    assert comments.comments_of(store, study_id) == []
    assert library.listing(store) == []


def test_a_comment_stays_as_it_was_written_the_newest_first(store: Store, study_id: str) -> None:
    comments.comment(store, study_id, 1, ASHA, "Asha", "First")
    comments.comment(store, study_id, 1, RAVI, "Ravi", "  Second\r\nline; DROP TABLE x --  ")
    newest, first = comments.comments_of(store, study_id)
    assert newest.said == "Second\nline; DROP TABLE x --"
    assert (first.said, first.name, first.email, first.number) == ("First", "Asha", ASHA, 1)


@pytest.mark.parametrize(
    ("number", "said", "why"),
    [
        (1, "  ", "is empty"),
        (1, "x" * (LONGEST_COMMENT + 1), "too many"),
        (1, "a\u202eb", ""),
        (2, "Hello", "is not there"),
    ],
)
def test_a_comment_that_cannot_be_kept_is_refused(
    store: Store, study_id: str, number: int, said: str, why: str
) -> None:
    with pytest.raises(StoreError) as refused:
        comments.comment(store, study_id, number, ASHA, "Asha", said)
    assert why in str(refused.value)
    assert comments.comments_of(store, study_id) == []


EMAILS = st.sampled_from(["a@x.org", "b@x.org", "c@x.org"])
ACTS = st.lists(st.tuples(EMAILS, st.sampled_from([*ROLES, None])), max_size=12)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ACTS)
def test_whatever_is_done_there_is_an_owner(
    store: Store, study_id: str, acts: list[tuple[str, people.Role | None]]
) -> None:
    for email, role in acts:
        try:
            if role:
                people.give(store, study_id, email, role)
            else:
                people.take(store, study_id, email)
        except StoreError as refused:
            assert "needs an owner" in str(refused)  # noqa: PT017
        assert "owner" in told(store, study_id).values()
