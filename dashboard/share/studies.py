"""Save, restore, copy, rename and delete studies; nothing that was saved is ever overwritten.

A version is written once. Its parent is the version it was made from. While the parent is the last
of its line, a save continues the line; if somebody saved in between, the save is refused as
stale and its author decides: beside the other (a branch) or on top of it. The head is the newest
version of the main line, and what a living link shows.

Raises   StoreError, StaleError.
"""

import datetime
import json
import uuid
from dataclasses import dataclass, replace
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.share.content import Content
from dashboard.share.faults import StaleError, one_of, refusal
from dashboard.share.library import SAVED, load
from dashboard.share.store import Store
from dashboard.share.tables import LONGEST_AUTHOR, LONGEST_NOTE, numbers, studies, versions
from models import printable

TRASH_DAYS = 30
GRACE = datetime.timedelta(days=1)  # that a clock may be wrong before the trash is emptied
Onto = Literal["line", "branch", "top"]


@dataclass(frozen=True)
class Signed:
    """Who saves, and why."""

    author: str = ""
    note: str = ""

    def __post_init__(self) -> None:
        """Refuse what no list can show."""
        check_words("author", self.author, LONGEST_AUTHOR)
        check_words("note", self.note, LONGEST_NOTE)


def check_words(place: str, said: str, longest: int) -> None:
    """Refuse words that are too long, or that no screen can show."""
    if len(said) > longest:
        raise refusal(f"{len(said):,} characters are too many", f"Use at most {longest}", place)
    try:
        printable(said)
    except ValueError as error:
        what, _, fix = str(error).partition(": ")
        raise refusal(what, fix.capitalize(), place) from None


def create(
    store: Store, content: Content, signed: Signed, origin: tuple[str, int] | None = None
) -> str:
    """Save a new study, whose first version has number 1; returns its identity."""
    identity, now = uuid.uuid4().hex, moment()
    origin_id, origin_number = origin or (None, None)
    told = {"id": identity, "title": _title(content), "head": 1, "last": 1}
    told |= {"origin_id": origin_id, "origin_number": origin_number}
    with store.writing() as connection:
        connection.execute(sa.insert(studies).values(**told, created_at=now, changed_at=now))
        _insert(connection, identity, 1, None, content, signed, now)
    return identity


def save(
    store: Store,
    study_id: str,
    parent: int,
    content: Content,
    signed: Signed,
    onto: Onto = "line",
) -> int:
    """Add a version made from ``parent``; returns its number.

    Raises
    ------
    StaleError
        When another version was made from the same parent, unless it goes on a branch or on top;
        it tells the last version of that line.
    """
    with store.writing() as connection:
        study = _locked(connection, study_id)
        if not 1 <= parent <= study.last:
            raise refusal(f"version {parent} is not there", f"Versions go from 1 to {study.last}")
        if onto == "line" and (last := _last_of_line(connection, study_id, parent)) != parent:
            raise StaleError(last, parent)
        return _append(connection, study, study.head if onto == "top" else parent, content, signed)


def rename(store: Store, study_id: str, title: str, signed: Signed) -> int:
    """Give a study another title, as a new version that changes nothing else."""
    newest = load(store, study_id)
    study = newest.content.study.changed(title=title)
    titled = {"text": study.to_json(), "fingerprint": study.fingerprint}
    content = replace(newest.content, **titled, schema_number=study.schema_number)
    return save(store, study_id, newest.head, content, signed)


def restore(store: Store, study_id: str, number: int, signed: Signed) -> int:
    """Make an old version the newest: a new one on top, with the same content."""
    return save(store, study_id, number, load(store, study_id, number).content, signed, onto="top")


def copy(store: Store, study_id: str, number: int, signed: Signed) -> str:
    """Make a new study from a version; it remembers where it came from."""
    content = load(store, study_id, number).content
    return create(store, content, signed, origin=(study_id, number))


def trash(store: Store, study_id: str) -> None:
    """Put a study into the trash, where no link opens it."""
    _mark(store, study_id, moment())


def untrash(store: Store, study_id: str) -> None:
    """Take a study out of the trash."""
    _mark(store, study_id, None)


def purge(store: Store) -> int:
    """Delete for good what has been in the trash too long; returns how many.

    A clock that is wrong for some hours must not empty the trash: what is found overdue is marked,
    and deleted only if it is still overdue a day later.
    """
    now = moment()
    late = studies.c.deleted_at < now - datetime.timedelta(days=TRASH_DAYS)
    marked = studies.c.overdue_at <= now - GRACE
    fresh = sa.or_(studies.c.overdue_at.is_(None), studies.c.overdue_at > now)
    spared = sa.and_(studies.c.overdue_at.is_not(None), sa.not_(sa.func.coalesce(late, sa.false())))
    with store.writing() as connection:
        gone = connection.execute(sa.delete(studies).where(late, marked))
        connection.execute(sa.update(studies).where(late, fresh).values(overdue_at=now))
        connection.execute(sa.update(studies).where(spared).values(overdue_at=None))
        return int(gone.rowcount)


def days_left(deleted_at: datetime.datetime) -> int:
    """Days until a deleted study is gone for good."""
    return min(TRASH_DAYS, max(0, TRASH_DAYS - (moment() - deleted_at).days))


def moment() -> datetime.datetime:
    """Return this moment, in UTC."""
    return datetime.datetime.now(datetime.UTC)


def _title(content: Content) -> str:
    return str(json.loads(content.text)["title"])


def _locked(connection: sa.Connection, study_id: str) -> sa.Row[Any]:
    """Read a study that nobody else can save to before this transaction ends."""
    query = sa.select(studies).where(studies.c.id == study_id, studies.c.deleted_at.is_(None))
    return one_of(connection.execute(query.with_for_update()), "this study")


def _last_of_line(connection: sa.Connection, study_id: str, number: int) -> int:
    """Follow a line to its end: the first version made from another continues its line."""
    query = sa.select(versions.c.number, versions.c.parent)
    query = query.where(versions.c.study_id == study_id, versions.c.number > number)
    for row in connection.execute(query.order_by(versions.c.number)):
        if row.parent == number:
            number = row.number
    return number


def _append(
    connection: sa.Connection, study: sa.Row[Any], parent: int, content: Content, signed: Signed
) -> int:
    """Add a version; the head moves along if it was made from the head."""
    number: int = study.last + 1
    now = max(moment(), study.changed_at)  # no version is older than what it was made from
    moved = {"head": number, "title": _title(content)} if parent == study.head else {}
    changed = sa.update(studies).where(studies.c.id == study.id)
    connection.execute(changed.values(last=number, changed_at=now, **moved))
    _insert(connection, study.id, number, parent, content, signed, now)
    return number


def _insert(
    connection: sa.Connection,
    study_id: str,
    number: int,
    parent: int | None,
    content: Content,
    signed: Signed,
    now: datetime.datetime,
) -> None:
    _keep_numbers(connection, content)
    told: dict[str, Any] = {name: getattr(content, name) for name in SAVED}
    told |= {"study_id": study_id, "number": number, "parent": parent, "content": content.text}
    told |= {"note": signed.note, "author": signed.author, "saved_at": now}
    connection.execute(sa.insert(versions).values(**told))


def _keep_numbers(connection: sa.Connection, content: Content) -> None:
    """Keep the dataset of a version, once for all versions that were made with it."""
    there = sa.select(numbers.c.dataset_version)
    there = there.where(numbers.c.dataset_version == content.dataset_version)
    if content.numbers and connection.execute(there).first() is None:
        kind = sqlite if connection.dialect.name == "sqlite" else postgresql
        kept = {"dataset_version": content.dataset_version, "content": content.numbers}
        connection.execute(kind.insert(numbers).values(**kept).on_conflict_do_nothing())


def _mark(store: Store, study_id: str, deleted_at: datetime.datetime | None) -> None:
    with store.writing() as connection:
        marked = sa.update(studies).where(studies.c.id == study_id)
        told = marked.values(deleted_at=deleted_at, overdue_at=None)
        if connection.execute(told).rowcount == 0:
            raise refusal("this study is not there", "Choose another from the list")
