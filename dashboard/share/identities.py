"""Studies and links by the first digits of their identity, as a person types them.

Limits   At least 6 hexadecimal digits, and enough to mean a single one.
Raises   StoreError.
"""

import re

import sqlalchemy as sa

from dashboard.share.faults import refusal
from dashboard.share.problems import shown
from dashboard.share.store import Store
from dashboard.share.tables import ID, links, studies

FEWEST = 6
DIGITS = re.compile(rf"[0-9a-f]{{{FEWEST},{ID}}}")


def study_of(store: Store, digits: str) -> str:
    """Return the identity of the study that is meant, be it in the trash."""
    return _only(store, studies.c.id, digits, "study")


def link_of(store: Store, digits: str) -> str:
    """Return the identity of the link that is meant."""
    return _only(store, links.c.id, digits, "link")


def _only(store: Store, column: sa.Column[str], digits: str, what: str) -> str:
    begun = digits.strip().lower()
    if not DIGITS.fullmatch(begun):
        fix = f"Give the first digits of its identity, {FEWEST} or more"
        raise refusal("is no identity", fix, f"{what} {shown(digits)}")
    query = sa.select(column).where(column.startswith(begun)).limit(2)
    with store.reading() as connection:
        found = list(connection.execute(query).scalars())
    if len(found) == 1:
        return found[0]
    if found:
        raise refusal(
            "is the beginning of several identities", "Give more digits", f"{what} {begun}"
        )
    raise refusal("is not there", f"Look for it in the list of every {what}", f"{what} {begun}")
