"""What a list shows, what the trash hides and for how long, and what is not there at all."""

import dataclasses
import datetime
from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.share import library, studies, tokens
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.library import listing, load
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tables import links, versions
from dashboard.share.tokens import ClosedError

NOBODY = Signed()
SHELF = (  # title, note, author
    ("Straße nach Osten", "", "Anna"),
    ("100% local", "with tax", "Bela"),
    ("100 tonnes", "a_b", "Anna"),
    ("Joint venture", "axb", "Zoë"),
    ("'quoted'", "back\\slash", ""),
)
TITLES = [title for title, *_ in SHELF]


def named(content: Content, title: str) -> Content:
    study = content.study.changed(title=title)
    return dataclasses.replace(content, text=study.to_json(), fingerprint=study.fingerprint)


@pytest.fixture
def shelf(store: Store, content: Content) -> Store:
    for title, note, author in SHELF:
        create(store, named(content, title), Signed(author, note))
    return store


@pytest.fixture
def saved(store: Store, content: Content) -> str:
    return create(store, content, NOBODY)


@pytest.fixture
def pass_time(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let time pass for whatever is done with studies from now on."""

    def go_on(**much: int) -> None:
        later = studies.moment() + datetime.timedelta(**much)
        monkeypatch.setattr(studies, "moment", lambda: later)

    return go_on


def rows(store: Store, table: sa.Table) -> int:
    with store.reading() as connection:
        return connection.scalar(sa.select(sa.func.count()).select_from(table))


def titles(store: Store, *arguments: Any, **options: Any) -> list[str]:
    return [each.title for each in listing(store, *arguments, **options)]


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("", set(TITLES)),
        ("   ", set(TITLES)),
        ("VENTURE", {"Joint venture"}),
        ("STRASSE", {"Straße nach Osten"}),
        ("zoË", {"Joint venture"}),
        ("anna", {"Straße nach Osten", "100 tonnes"}),
        ("anna tonnes", {"100 tonnes"}),
        ("tonnes  anna", {"100 tonnes"}),
        ("bela tonnes", set()),
        ("100", {"100% local", "100 tonnes"}),
        ("%", {"100% local"}),
        ("a_b", {"100 tonnes"}),
        ("\\", {"'quoted'"}),
        ("'", {"'quoted'"}),
        ("local\nwith", {"100% local"}),
        ("localwith", set()),
    ],
)
def test_a_search_finds_what_has_all_its_words(shelf: Store, search: str, found: set[str]) -> None:
    assert set(titles(shelf, search)) == found


def test_a_search_looks_at_the_newest_version(shelf: Store) -> None:
    [local] = listing(shelf, "local")
    save(shelf, local.id, 1, named(load(shelf, local.id).content, "Imported"), NOBODY)
    assert titles(shelf, "local") == titles(shelf, "tax") == titles(shelf, "bela") == []
    assert titles(shelf, "imported") == ["Imported"]


def test_the_last_changed_comes_first(shelf: Store, pass_time: Callable[..., None]) -> None:
    first = {each.title: each for each in listing(shelf)}
    assert [each.changed_at for each in listing(shelf)] == sorted(
        (each.changed_at for each in first.values()), reverse=True
    )
    for title in ("100 tonnes", "Joint venture"):
        pass_time(hours=1)
        known = first[title]
        save(shelf, known.id, 1, load(shelf, known.id).content, NOBODY, onto="branch")
    assert titles(shelf)[:2] == ["Joint venture", "100 tonnes"]
    assert listing(shelf)[0].created_at == first["Joint venture"].created_at


def test_a_list_can_be_of_some_studies_only(shelf: Store) -> None:
    one, _, other, *_ = listing(shelf)
    assert listing(shelf, only={one.id, other.id, "unknown"}) == [one, other]
    assert listing(shelf, one.title, only=[other.id]) == []
    assert listing(shelf, only=[]) == []


def test_the_trash_hides_a_study_until_it_is_taken_out(store: Store, saved: str) -> None:
    was = listing(store), load(store, saved), library.history(store, saved)
    studies.trash(store, saved)
    assert listing(store) == []
    assert [each.id for each in listing(store, trashed=True)] == [saved]
    assert library.line(store, saved).deleted_at
    ways = (
        lambda: load(store, saved),
        lambda: load(store, saved, 1),
        lambda: save(store, saved, 1, was[1].content, NOBODY),
        lambda: studies.rename(store, saved, "Renamed", NOBODY),
        lambda: studies.restore(store, saved, 1, NOBODY),
        lambda: studies.copy(store, saved, 1, NOBODY),
        lambda: tokens.share(store, saved, "living"),
    )
    for refused in ways:
        with pytest.raises(StoreError, match="is not there"):
            refused()
    studies.untrash(store, saved)
    assert (listing(store), load(store, saved), library.history(store, saved)) == was
    assert listing(store, trashed=True) == []


@pytest.mark.parametrize(("minutes", "gone"), [(-1, 0), (1, 1)])
def test_the_trash_is_emptied_a_day_after_thirty_days(
    store: Store, saved: str, pass_time: Callable[..., None], minutes: int, gone: int
) -> None:
    bystander = studies.copy(store, saved, 1, NOBODY)
    tokens.share(store, saved, "owner")
    studies.trash(store, saved)
    pass_time(days=30, minutes=minutes)
    assert studies.purge(store) == 0
    pass_time(days=1, minutes=minutes)
    assert studies.purge(store) == gone
    assert (rows(store, versions), rows(store, links)) == (2 - gone, 1 - gone)
    assert [each.id for each in listing(store)] == [bystander]
    assert len(listing(store, trashed=True)) == 1 - gone


def test_what_is_not_in_the_trash_is_never_purged(
    store: Store, saved: str, pass_time: Callable[..., None]
) -> None:
    studies.trash(store, saved)
    studies.untrash(store, saved)
    pass_time(days=10_000)
    assert studies.purge(store) == 0
    assert load(store, saved)


def test_behind_a_link_to_a_purged_study_nothing_can_be_seen(
    store: Store, saved: str, pass_time: Callable[..., None]
) -> None:
    token = tokens.share(store, saved, "living")
    studies.trash(store, saved)
    pass_time(days=30, minutes=1)
    with pytest.raises(ClosedError, match="its owner has deleted"):
        tokens.resolve(store, token)
    studies.purge(store)
    pass_time(days=1, minutes=1)
    studies.purge(store)
    with pytest.raises(ClosedError, match="is not known here"):
        tokens.resolve(store, token)


@pytest.mark.parametrize(
    "study_id", ["", "unknown", "0" * 32, "x" * 5_000, "' OR 1=1 --", "a\0b", "\ud800"]
)
def test_a_study_that_is_not_there_is_refused_in_words(
    store: Store, saved: str, content: Content, study_id: str
) -> None:
    ways = (
        lambda: load(store, study_id),
        lambda: library.line(store, study_id),
        lambda: save(store, study_id, 1, content, NOBODY),
        lambda: studies.rename(store, study_id, "Renamed", NOBODY),
        lambda: studies.restore(store, study_id, 1, NOBODY),
        lambda: studies.copy(store, study_id, 1, NOBODY),
        lambda: studies.trash(store, study_id),
        lambda: studies.untrash(store, study_id),
        lambda: tokens.share(store, study_id, "owner"),
    )
    for refused in ways:
        with pytest.raises(StoreError, match=r"is not there|there is nothing") as error:
            refused()
        assert all(all(problem) for problem in error.value.problems)
    assert [each.id for each in listing(store)] == [saved]


@pytest.mark.parametrize("number", [-1, 0, 2, 2**31, 2**63, 10**40])
def test_a_version_that_is_not_there_is_refused_in_words(
    store: Store, saved: str, content: Content, number: int
) -> None:
    ways = (
        lambda: load(store, saved, number),
        lambda: save(store, saved, number, content, NOBODY),
        lambda: studies.restore(store, saved, number, NOBODY),
        lambda: studies.copy(store, saved, number, NOBODY),
        lambda: tokens.share(store, saved, "frozen", number=number),
    )
    for refused in ways:
        with pytest.raises(StoreError, match=r"is not there|there is nothing") as error:
            refused()
        assert all(all(problem) for problem in error.value.problems)
    assert [each.number for each in library.history(store, saved)] == [1]
    assert len(listing(store)) == 1


def test_numbers_that_are_not_kept_are_refused_in_words(store: Store, saved: str) -> None:
    assert library.numbers_of(store, load(store, saved).content.dataset_version)
    with pytest.raises(StoreError, match=r"dataset 1999\.1\.1 is not there"):
        library.numbers_of(store, "1999.1.1")


def test_pages_put_together_are_the_whole_list(store: Store, content: Content) -> None:
    made = [studies.create(store, content, Signed(note=f"note {n}")) for n in range(7)]
    pages = [library.page(store, first=first, most=3) for first in (0, 3, 6, 9)]
    assert [each.found for each in pages] == [7] * 4
    joined = [line.id for each in pages for line in each.lines]
    assert joined == [each.id for each in library.listing(store)] == made[::-1]
    found = library.page(store, "NOTE 3")
    assert (found.found, [each.id for each in found.lines]) == (1, [made[3]])
    oldest = library.page(store, order="oldest first", most=2).lines
    assert [each.id for each in oldest] == made[:2]
    some = library.page(store, only=made[:2], order="by title").lines
    assert {each.id for each in some} == set(made[:2])
