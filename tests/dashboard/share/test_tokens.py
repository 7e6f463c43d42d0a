"""Links: what their tokens open, to whom, for how long, and what nobody can learn from them."""

import base64
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_args

import pytest
import sqlalchemy as sa
from sqlalchemy import event

from dashboard.share import studies, tokens
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.library import load
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tokens import ClosedError, Kind, Link, links_of, resolve, share

HOUR = datetime.timedelta(hours=1)
UNKNOWN = "A" * 22
MALFORMED = (
    *("", "A", "A" * 21, "A" * 23, UNKNOWN + "\n", " " + UNKNOWN, "A" * 21 + "=", "A" * 100_000),
    *("é" * 22, "\ud800" * 22, "A\0" * 11, "' OR '1'='1' -- ' OR '", "%" * 22, "../" * 7 + "x"),
)


@pytest.fixture
def saved(store: Store, content: Content) -> str:
    return create(store, content, Signed("Anna"))


@pytest.fixture
def statements(store: Store) -> list[str]:
    """What reaches the database from now on."""
    heard: list[str] = []
    event.listen(store.engine, "before_cursor_execute", lambda _c, _k, said, *_: heard.append(said))
    return heard


def only(kind: Kind) -> dict[str, int]:
    """What a link of a kind needs besides."""
    return {"number": 1} if kind == "frozen" else {}


def reason(store: Store, token: str) -> str:
    with pytest.raises(ClosedError) as closed:
        resolve(store, token)
    assert all(all(problem) for problem in closed.value.problems)
    return closed.value.reason


def cells(store: Store) -> list[str]:
    """Everything in every table."""
    found = sa.MetaData()
    with store.reading() as connection:
        found.reflect(connection)
        tables = [connection.execute(sa.select(each)).all() for each in found.sorted_tables]
    return [str(cell) for rows in tables for row in rows for cell in row]


def test_a_token_has_128_bits_and_no_two_are_alike(store: Store, saved: str) -> None:
    made = {share(store, saved, "living") for _ in range(50)}
    assert len(made) == 50
    assert {len(base64.urlsafe_b64decode(f"{each}==")) * 8 for each in made} == {128}


@pytest.mark.parametrize("kind", get_args(Kind))
def test_only_the_hash_of_a_token_is_in_the_database(store: Store, saved: str, kind: Kind) -> None:
    token = share(store, saved, kind, label="for the bank", **only(kind))
    found = cells(store)
    assert {tokens.hashed(token), "for the bank"} <= set(found)
    assert not [cell for cell in found if token in cell]


def test_no_file_of_a_store_holds_a_token(tmp_path: Path, content: Content) -> None:
    store = Store(f"sqlite:///{tmp_path}/studies.db")
    token = share(store, create(store, content, Signed()), "owner")
    files = b"".join(each.read_bytes() for each in tmp_path.iterdir())
    store.close()
    assert tokens.hashed(token).encode() in files
    assert token.encode() not in files


def test_a_frozen_link_keeps_its_version_and_a_living_one_follows(
    store: Store, saved: str, content: Content
) -> None:
    frozen = share(store, saved, "frozen", number=1)
    following = [share(store, saved, kind) for kind in ("living", "edit", "owner")]
    save(store, saved, 1, content, Signed())
    assert resolve(store, frozen).number == 1
    for token in following:
        link = resolve(store, token)
        assert (link.study_id, link.number) == (saved, None)
        assert load(store, saved, link.number).entry.number == 2


@pytest.mark.parametrize(
    ("kind", "saves", "owns"),
    [
        ("frozen", False, False),
        ("living", False, False),
        ("edit", True, False),
        ("owner", True, True),
    ],
)
def test_a_kind_gives_its_rights_and_no_more(
    store: Store, saved: str, kind: Kind, saves: bool, owns: bool
) -> None:
    link = resolve(store, share(store, saved, kind, **only(kind)))
    assert (link.kind, link.saves, link.owns, link.partner) == (kind, saves, owns, False)


@pytest.mark.parametrize("kind", ["edit", "owner"])
def test_a_partner_view_cannot_be_saved_to(store: Store, saved: str, kind: Kind) -> None:
    with pytest.raises(StoreError, match="a partner view cannot be saved to"):
        share(store, saved, kind, partner=True)
    assert links_of(store, saved) == []


@pytest.mark.parametrize("kind", ["frozen", "living"])
def test_a_link_that_only_reads_can_be_a_partner_view(store: Store, saved: str, kind: Kind) -> None:
    assert resolve(store, share(store, saved, kind, partner=True, **only(kind))).partner


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"kind": "frozen"}, "a frozen link needs a version"),
        ({"kind": "frozen", "number": 2}, "this version of the study is not there"),
        ({"kind": "living", "number": 1}, "and no other has one"),
        ({"kind": "admin"}, "'admin' is no kind of link"),
        ({"kind": "living", "label": "x" * 10_000}, "10,000 characters are too many"),
        ({"kind": "living", "label": "a\0b"}, "cannot be shown"),
    ],
)
def test_what_is_no_link_is_refused_and_not_made(
    store: Store, saved: str, wrong: dict[str, Any], said: str
) -> None:
    with pytest.raises(StoreError, match=said) as error:
        share(store, saved, **wrong)
    assert all(all(problem) for problem in error.value.problems)
    assert links_of(store, saved) == []


def test_a_frozen_link_can_show_a_version_of_a_branch(
    store: Store, saved: str, content: Content
) -> None:
    for _ in range(2):
        save(store, saved, 1, content, Signed(), onto="branch")
    assert load(store, saved).head == 2
    assert resolve(store, share(store, saved, "frozen", number=3)).number == 3


def test_a_link_opens_until_its_end_and_not_after(
    store: Store, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    end = studies.moment() + HOUR
    token = share(store, saved, "living", expires_at=end)
    assert resolve(store, token).expires_at == end
    monkeypatch.setattr(tokens, "moment", lambda: end - datetime.timedelta(microseconds=1))
    assert resolve(store, token).state == "open"
    monkeypatch.setattr(tokens, "moment", lambda: end)
    assert reason(store, token) == "expired"
    assert [each.state for each in links_of(store, saved)] == ["expired"]


def test_the_end_of_a_link_may_be_told_in_any_time_zone(store: Store, saved: str) -> None:
    india = datetime.timezone(datetime.timedelta(hours=5, minutes=30))
    now = studies.moment().astimezone(india)
    assert reason(store, share(store, saved, "living", expires_at=now - HOUR)) == "expired"
    assert resolve(store, share(store, saved, "living", expires_at=now + HOUR))


@pytest.mark.parametrize("by", ["id", "token"])
def test_a_revoked_link_is_closed_at_once_and_alone(store: Store, saved: str, by: str) -> None:
    token, other = share(store, saved, "edit"), share(store, saved, "edit")
    ways: dict[str, Callable[[], None]] = {
        "id": lambda: tokens.revoke(store, resolve(store, token).id),
        "token": lambda: tokens.revoke_token(store, token),
    }
    ways[by]()
    assert reason(store, token) == "revoked"
    assert resolve(store, other).state == "open"
    with pytest.raises(StoreError, match="revoked before"):
        tokens.revoke_token(store, token)


def test_all_links_of_a_study_can_be_revoked_and_no_others(
    store: Store, saved: str, content: Content
) -> None:
    mine = [share(store, saved, "living") for _ in range(3)]
    other = share(store, create(store, content, Signed()), "living")
    tokens.revoke_token(store, mine[0])
    assert tokens.revoke_all(store, saved) == 2
    assert tokens.revoke_all(store, saved) == 0
    assert {reason(store, each) for each in mine} == {"revoked"}
    assert resolve(store, other).state == "open"


def test_a_link_to_a_study_in_the_trash_is_closed_until_it_is_back(
    store: Store, saved: str
) -> None:
    token = share(store, saved, "owner")
    studies.trash(store, saved)
    assert reason(store, token) == "deleted"
    assert resolve(store, token, deleted=True).owns  # for who empties the trash
    studies.untrash(store, saved)
    assert resolve(store, token).study_id == saved


def test_unknown_tokens_are_all_alike(store: Store, saved: str) -> None:
    known = share(store, saved, "living")
    told = set()
    for token in (*MALFORMED, UNKNOWN, known.swapcase(), known[::-1], tokens.hashed(known), saved):
        assert reason(store, token) == "unknown"
        with pytest.raises(ClosedError) as closed:
            resolve(store, token)
        told.add(str(closed.value))
    assert len(told) == 1


@pytest.mark.parametrize("token", MALFORMED)
def test_a_malformed_token_does_not_reach_the_database(
    store: Store, statements: list[str], token: str
) -> None:
    assert reason(store, token) == "unknown"
    with pytest.raises(StoreError, match="no open link"):
        tokens.revoke_token(store, token)
    assert statements == []
    assert reason(store, UNKNOWN) == "unknown"
    assert statements


def test_the_list_of_links_has_the_newest_first_and_no_token(
    store: Store, saved: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for hours in range(3):
        now = studies.moment() + hours * HOUR
        monkeypatch.setattr(tokens, "moment", lambda now=now: now)
        made.append(share(store, saved, "living", label=f"number {hours}"))
    listed = links_of(store, saved)
    assert [each.label for each in listed] == ["number 2", "number 1", "number 0"]
    assert all(isinstance(each, Link) and each.study_id == saved for each in listed)
    assert not [token for token in made if token in str(listed)]
