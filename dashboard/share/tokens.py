"""Links to saved studies: an unguessable token each, kept only as a hash, revocable, with an end.

    frozen    one version, for ever
    living    always the newest version
    edit      the newest, and the right to save new versions
    owner     all of that, and the right to share, revoke, rename and delete

A token that is not known, one that was revoked and one that has expired are told apart; behind an
unknown one nothing can be seen, not even whether there is anything.

Raises   StoreError; ``ClosedError`` for a token that opens nothing.
"""

import datetime
import hashlib
import re
import secrets
import uuid
from dataclasses import dataclass
from typing import Any, Literal, get_args

import sqlalchemy as sa

from dashboard.share.faults import StoreError, one_of, refusal
from dashboard.share.store import Store
from dashboard.share.studies import check_words, moment
from dashboard.share.tables import LONGEST_AUTHOR, links, studies, versions
from models import Problem

TOKEN_BYTES = 16  # 128 bits
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")
Kind = Literal["frozen", "living", "edit", "owner"]
Reason = Literal["unknown", "revoked", "expired", "deleted"]
WHY: dict[Reason, tuple[str, str]] = {
    "unknown": ("is not known here", "Copy the whole link again, or ask who sent it"),
    "revoked": ("was revoked by its owner", "Ask its owner for a new one"),
    "expired": ("has expired", "Ask its owner for a new one"),
    "deleted": ("leads to a study that its owner has deleted", "Ask its owner"),
}
NOT_OPEN = ("no open link is this one", "It may have been revoked before")


class ClosedError(StoreError):
    """A token that opens nothing, with the reason."""

    def __init__(self, reason: Reason) -> None:
        self.reason = reason
        what, fix = WHY[reason]
        super().__init__([Problem("This link", what, fix)])


@dataclass(frozen=True)
class Link:
    """A link as its owner sees it in a list; the token itself is not kept."""

    id: str
    study_id: str
    kind: Kind
    number: int | None
    partner: bool
    label: str
    created_at: datetime.datetime
    expires_at: datetime.datetime | None
    revoked_at: datetime.datetime | None

    @property
    def saves(self) -> bool:
        """Whether its holder may save new versions."""
        return self.kind in {"edit", "owner"}

    @property
    def owns(self) -> bool:
        """Whether its holder may share, revoke, rename and delete."""
        return self.kind == "owner"

    @property
    def state(self) -> str:
        """Open, revoked or expired."""
        if self.revoked_at:
            return "revoked"
        return "expired" if self.expires_at and self.expires_at <= moment() else "open"


COLUMNS = [links.c[name] for name in Link.__dataclass_fields__]


def share(
    store: Store,
    study_id: str,
    kind: Kind,
    *,
    number: int | None = None,
    partner: bool = False,
    label: str = "",
    expires_at: datetime.datetime | None = None,
) -> str:
    """Make a link and return its token, which is shown once and cannot be found again.

    Raises
    ------
    StoreError
        When the study or the version is not there, or a partner view would allow to save.
    """
    _check(kind, number, label, partner=partner)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    told: dict[str, Any] = {"id": uuid.uuid4().hex, "token_hash": hashed(token)}
    told |= {"study_id": study_id}
    told |= {"kind": kind, "partner": partner, "label": label, "number": number}
    with store.writing() as connection:
        there = sa.select(versions.c.number).join(studies, studies.c.id == versions.c.study_id)
        there = there.where(studies.c.id == study_id, studies.c.deleted_at.is_(None))
        there = there.where(versions.c.number == (studies.c.head if number is None else number))
        one_of(connection.execute(there), "this version of the study")
        made = sa.insert(links).values(**told, created_at=moment(), expires_at=expires_at)
        connection.execute(made)
    return token


def resolve(store: Store, token: str, *, deleted: bool = False) -> Link:
    """Find what a token opens; on request also where the study is in the trash.

    Raises
    ------
    ClosedError
        When it opens nothing.
    """
    if not TOKEN.fullmatch(token):
        raise ClosedError("unknown")
    query = sa.select(*COLUMNS, studies.c.deleted_at).join(
        studies, studies.c.id == links.c.study_id
    )
    with store.reading() as connection:
        row = connection.execute(query.where(links.c.token_hash == hashed(token))).first()
    if row is None:
        raise ClosedError("unknown")
    found = _link(row)
    if found.state != "open":
        raise ClosedError("revoked" if found.state == "revoked" else "expired")
    if row.deleted_at and not deleted:
        raise ClosedError("deleted")
    return found


def links_of(store: Store, study_id: str) -> list[Link]:
    """List the links of a study, the newest first."""
    query = sa.select(*COLUMNS).where(links.c.study_id == study_id)
    with store.reading() as connection:
        rows = connection.execute(query.order_by(links.c.created_at.desc(), links.c.id))
        return [_link(row) for row in rows]


def revoke(store: Store, link_id: str) -> None:
    """Close a link at once, for good."""
    _revoke(store, links.c.id == link_id)


def revoke_token(store: Store, token: str) -> None:
    """Close the link with this token."""
    if not TOKEN.fullmatch(token):
        raise refusal(*NOT_OPEN, "link")
    _revoke(store, links.c.token_hash == hashed(token))


def revoke_all(store: Store, study_id: str) -> int:
    """Close every link of a study; returns how many were open."""
    return _revoke(store, links.c.study_id == study_id, least=0)


def hashed(token: str) -> str:
    """Return what is kept of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _check(kind: Kind, number: int | None, label: str, *, partner: bool) -> None:
    if kind not in get_args(Kind):
        raise refusal(f"{kind!r:.40} is no kind of link", "Use frozen, living or edit", "link")
    if (kind == "frozen") != (number is not None):
        raise refusal("a frozen link needs a version, and no other has one", "Choose one", "link")
    if partner and kind in {"edit", "owner"}:
        raise refusal("a partner view cannot be saved to", "Make it frozen or living", "link")
    check_words("link", label, LONGEST_AUTHOR)


def _revoke(store: Store, which: sa.ColumnElement[bool], least: int = 1) -> int:
    closed = sa.update(links).where(which, links.c.revoked_at.is_(None))
    with store.writing() as connection:
        count = int(connection.execute(closed.values(revoked_at=moment())).rowcount)
    if count < least:
        raise refusal(*NOT_OPEN, "link")
    return count


def _link(row: Any) -> Link:
    return Link(**{name: row._mapping[name] for name in Link.__dataclass_fields__})
