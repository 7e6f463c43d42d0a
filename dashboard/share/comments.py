"""Comments on a version of a study, where readers sign in; never changed once written.

Raises   StoreError.
"""

import datetime
import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from dashboard.share.faults import one_of, refusal
from dashboard.share.store import Store
from dashboard.share.studies import check_words, moment
from dashboard.share.tables import LONGEST_COMMENT, comments, versions

PLACE = "comment"
MOST = 200  # shown, the newest


@dataclass(frozen=True)
class Comment:
    """What somebody wrote on a version."""

    number: int
    email: str
    name: str
    said: str
    written_at: datetime.datetime


COLUMNS = [comments.c[name] for name in Comment.__dataclass_fields__]


def comment(store: Store, study_id: str, number: int, email: str, name: str, said: str) -> None:
    """Write a comment on a version.

    Raises
    ------
    StoreError
        When it is empty or too long, or the version is not there.
    """
    lines = said.replace("\r\n", "\n").split("\n")
    for line in [*lines, said.replace("\r", " ").replace("\n", " ")]:
        check_words(PLACE, line, LONGEST_COMMENT)
    if not said.strip():
        raise refusal("is empty", "Write something first", PLACE)
    there = sa.select(versions.c.number).where(versions.c.study_id == study_id)
    told = {
        "id": uuid.uuid4().hex,
        "study_id": study_id,
        "number": number,
        "said": "\n".join(lines).strip(),
    }
    told |= {"email": email, "name": name}
    with store.writing() as connection:
        one_of(connection.execute(there.where(versions.c.number == number)), "this version")
        connection.execute(sa.insert(comments).values(**told, written_at=moment()))


def comments_of(store: Store, study_id: str) -> list[Comment]:
    """List the comments on a study, the newest first."""
    query = sa.select(*COLUMNS).where(comments.c.study_id == study_id)
    query = query.order_by(comments.c.written_at.desc(), comments.c.id).limit(MOST)
    with store.reading() as connection:
        return [Comment(*row) for row in connection.execute(query)]
