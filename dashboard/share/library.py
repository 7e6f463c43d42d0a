"""What is in the store: studies in a list, the versions of one, a version in full.

Raises   StoreError.
"""

import datetime
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import sqlalchemy as sa

from dashboard.share.content import Content
from dashboard.share.faults import one_of
from dashboard.share.store import Store
from dashboard.share.tables import numbers, studies, versions

BRIEF = (
    *("study_id", "number", "parent", "fingerprint", "dataset_version", "model_version"),
    *("note", "author", "saved_at"),
)
SAVED = ("fingerprint", "schema_number", "dataset_version", "model_version", "results")


NEWEST = sa.and_(versions.c.study_id == studies.c.id, versions.c.number == studies.c.head)
Order = Literal["newest first", "oldest first", "by title", "most versions first"]
ORDERS: dict[Order, tuple[sa.ColumnElement[Any], ...]] = {
    "newest first": (studies.c.changed_at.desc(),),
    "oldest first": (studies.c.changed_at,),
    "by title": (sa.func.lower(studies.c.title), studies.c.changed_at.desc()),
    "most versions first": (studies.c.last.desc(), studies.c.changed_at.desc()),
}


@dataclass(frozen=True)
class Page:
    """A part of the studies that were found, and how many they are in all."""

    found: int
    lines: tuple["Line", ...]


@dataclass(frozen=True)
class Line:
    """A study in a list, with what its newest version says."""

    id: str
    title: str
    head: int
    last: int
    origin_id: str | None
    origin_number: int | None
    created_at: datetime.datetime
    changed_at: datetime.datetime
    deleted_at: datetime.datetime | None
    note: str
    author: str
    dataset_version: str


LINE = tuple(Line.__dataclass_fields__)


@dataclass(frozen=True)
class Entry:
    """A version in a history."""

    study_id: str
    number: int
    parent: int | None
    fingerprint: str
    dataset_version: str
    model_version: str
    note: str
    author: str
    saved_at: datetime.datetime


@dataclass(frozen=True)
class Version:
    """A version in full; ``head`` is the newest of its study's main line."""

    entry: Entry
    content: Content
    head: int


def load(store: Store, study_id: str, number: int | None = None) -> Version:
    """Read a version, the newest of the main line if none is named; not from the trash."""
    wanted = studies.c.head if number is None else sa.literal(number)
    query = (
        sa.select(versions, studies.c.head)
        .join(studies, studies.c.id == versions.c.study_id)
        .where(versions.c.study_id == study_id, versions.c.number == wanted)
        .where(studies.c.deleted_at.is_(None))
    )
    with store.reading() as connection:
        return _version(one_of(connection.execute(query), "this version of the study"))


def numbers_of(store: Store, dataset_version: str) -> str:
    """Read the numbers of a version of the dataset, as ``models.kept_numbers`` wrote them."""
    query = sa.select(numbers.c.content).where(numbers.c.dataset_version == dataset_version)
    with store.reading() as connection:
        return str(one_of(connection.execute(query), f"dataset {dataset_version}").content)


def line(store: Store, study_id: str) -> Line:
    """Read the line of one study, whether in the trash or not."""
    query = _lines().where(studies.c.id == study_id)
    with store.reading() as connection:
        return _line(one_of(connection.execute(query), "this study"))


def listing(
    store: Store,
    search: str = "",
    only: Collection[str] | None = None,
    *,
    trashed: bool = False,
) -> list[Line]:
    """List studies, the last changed first; every word of a search is in title, note or author."""
    in_trash = studies.c.deleted_at.is_not(None) if trashed else studies.c.deleted_at.is_(None)
    query = _lines().where(in_trash).order_by(studies.c.changed_at.desc(), studies.c.id)
    if only is not None:
        query = query.where(studies.c.id.in_(only))
    words = search.casefold().split()
    with store.reading() as connection:
        found = [_line(row) for row in connection.execute(query)]
    return [each for each in found if _matches(each, words)]


def page(
    store: Store,
    search: str = "",
    only: Collection[str] | None = None,
    *,
    order: Order = "newest first",
    first: int = 0,
    most: int = 20,
) -> Page:
    """List a part of the studies in some order, and count all that are found."""
    by = (*ORDERS[order], studies.c.id)
    told = [studies.c.id, studies.c.title, versions.c.note, versions.c.author]
    brief = sa.select(*told).join_from(studies, versions, NEWEST).order_by(*by)
    brief = brief.where(studies.c.deleted_at.is_(None))
    if only is not None:
        brief = brief.where(studies.c.id.in_(only))
    words = search.casefold().split()
    with store.reading() as connection:
        found = [row[0] for row in connection.execute(brief) if _has(row[1:], words)]
        wanted = found[first : first + most]
        rows = map(_line, connection.execute(_lines().where(studies.c.id.in_(wanted))))
        lines = sorted(rows, key=lambda line: wanted.index(line.id))
    return Page(len(found), tuple(lines))


def history(store: Store, study_id: str) -> list[Entry]:
    """List the versions of a study, the newest first."""
    columns = [versions.c[name] for name in BRIEF]
    query = sa.select(*columns).where(versions.c.study_id == study_id)
    with store.reading() as connection:
        return [_entry(row) for row in connection.execute(query.order_by(versions.c.number.desc()))]


def _lines() -> sa.Select[Any]:
    told = [studies.c[name] if name in studies.c else versions.c[name] for name in LINE]
    return sa.select(*told).join_from(studies, versions, NEWEST)


def _line(row: sa.Row[Any]) -> Line:
    told: Sequence[Any] = row
    return Line(*told)  # by place, not by name: there may be many


def _entry(row: sa.Row[Any]) -> Entry:
    return Entry(**{name: row._mapping[name] for name in BRIEF})


def _version(row: sa.Row[Any]) -> Version:
    told = row._mapping
    saved = {name: told[name] for name in SAVED}
    content = Content(text=told["content"], **saved)
    return Version(_entry(row), content, told["head"])


def _matches(found: Line, words: list[str]) -> bool:
    return _has((found.title, found.note, found.author), words)


def _has(told: Iterable[str], words: list[str]) -> bool:
    """Whether every word is somewhere in what is told, whatever its letters' case."""
    text = "\n".join(told).casefold() if words else ""
    return all(word in text for word in words)
