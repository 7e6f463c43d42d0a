"""People of a study, where readers sign in: who owns it, edits it, comments on it, views it.

    owner       all of what follows, and shares, renames, deletes, and says who is what
    editor      saves new versions, sees the history
    commenter   writes comments
    viewer      sees the newest version

People are known by e-mail address, in small letters. A study always keeps an owner.

Raises   StoreError.
"""

import datetime
import re
from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, get_args

import sqlalchemy as sa

from dashboard.share.faults import one_of, refusal
from dashboard.share.problems import shown
from dashboard.share.store import Store
from dashboard.share.studies import moment
from dashboard.share.tables import LONGEST_EMAIL, people, studies

Role = Literal["viewer", "commenter", "editor", "owner"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may
EMAIL = re.compile(r"[^\s@<>\"'(),;:\\]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+")
PLACE = "person"


@dataclass(frozen=True)
class Member:
    """One of the people of a study."""

    email: str
    role: Role
    since: datetime.datetime


def plain(email: str) -> str:
    """Write an e-mail address as it is kept."""
    return email.strip().lower()


def role_of(store: Store, study_id: str, email: str, *, deleted: bool = False) -> Role | None:
    """Find what somebody is to a study; on request also where it is in the trash."""
    query = sa.select(people.c.role).join(studies, studies.c.id == people.c.study_id)
    query = query.where(people.c.study_id == study_id, people.c.email == plain(email))
    if not deleted:
        query = query.where(studies.c.deleted_at.is_(None))
    with store.reading() as connection:
        found: Role | None = connection.execute(query).scalar()
    return found


def studies_of(store: Store, email: str, roles: Collection[Role]) -> list[str]:
    """List the studies to which somebody is one of these, be they in the trash."""
    query = sa.select(people.c.study_id).where(people.c.email == plain(email))
    with store.reading() as connection:
        return list(connection.execute(query.where(people.c.role.in_(roles))).scalars())


def members(store: Store, study_id: str) -> list[Member]:
    """List the people of a study, those who may do most first."""
    columns = (people.c.email, people.c.role, people.c.since)
    query = sa.select(*columns).where(people.c.study_id == study_id).order_by(people.c.email)
    with store.reading() as connection:
        found = [Member(*row) for row in connection.execute(query)]
    return sorted(found, key=lambda each: -ROLES.index(each.role))


def give(store: Store, study_id: str, email: str, role: Role) -> None:
    """Make somebody something to a study, in place of what they were.

    Raises
    ------
    StoreError
        When it is no address or no role, or the study would be left without an owner.
    """
    email = plain(email)
    if len(email) > LONGEST_EMAIL or not EMAIL.fullmatch(email):
        fix = "Write it as name@example.org"
        raise refusal(f"{shown(email) or 'nothing'} is no e-mail address", fix, PLACE)
    if role not in ROLES:
        raise refusal(f"{role!r:.40} is no role", f"Use one of {', '.join(ROLES)}", PLACE)
    with store.writing() as connection:
        _lock(connection, study_id)
        connection.execute(_those(study_id, email))
        told = {"study_id": study_id, "email": email, "role": role}
        connection.execute(sa.insert(people).values(**told, since=moment()))
        _keep_an_owner(connection, study_id)


def take(store: Store, study_id: str, email: str) -> None:
    """Let somebody be nothing to a study any more.

    Raises
    ------
    StoreError
        When the study would be left without an owner.
    """
    with store.writing() as connection:
        _lock(connection, study_id)
        connection.execute(_those(study_id, plain(email)))
        _keep_an_owner(connection, study_id)


def claim(store: Store, study_id: str, email: str) -> bool:
    """Become the owner of a study that has none, as it was saved before anybody signed in."""
    with store.writing() as connection:
        _lock(connection, study_id)
        if _owners(connection, study_id):
            return False
        connection.execute(_those(study_id, plain(email)))
        told = {"study_id": study_id, "email": plain(email), "role": "owner"}
        connection.execute(sa.insert(people).values(**told, since=moment()))
    return True


def _lock(connection: sa.Connection, study_id: str) -> None:
    """Let nobody else change the people of a study before this transaction ends."""
    query = sa.select(studies.c.id).where(studies.c.id == study_id)
    one_of(connection.execute(query.with_for_update()), "this study")


def _those(study_id: str, email: str) -> sa.Delete:
    return sa.delete(people).where(people.c.study_id == study_id, people.c.email == email)


def _owners(connection: sa.Connection, study_id: str) -> int:
    query = sa.select(sa.func.count()).select_from(people)
    found = query.where(people.c.study_id == study_id, people.c.role == "owner")
    return int(connection.execute(found).scalar_one())


def _keep_an_owner(connection: sa.Connection, study_id: str) -> None:
    """Undo what leaves a study without an owner."""
    if not _owners(connection, study_id):
        fix = "Make somebody else an owner first"
        raise refusal("a study needs an owner, and this is the only one", fix, PLACE)
