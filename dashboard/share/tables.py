"""Tables of the store. A change here is a new file in ``migrations/versions``; a test compares.

``studies`` has one line a study, ``versions`` one a version, never changed once written, ``links``
one a link, and ``numbers`` the dataset as it was, once for each of its versions. Where readers sign
in, ``people`` has one line for each of a study's people, and ``comments`` one a comment.
"""

import datetime
from typing import Any

import sqlalchemy as sa

LONGEST_TITLE, LONGEST_NOTE, LONGEST_AUTHOR = 120, 500, 80
LONGEST_EMAIL, LONGEST_COMMENT = 254, 1_000
ID, HASH = 32, 64  # hexadecimal digits


class UTC(sa.TypeDecorator[datetime.datetime]):
    """A moment in UTC; SQLite forgets time zones, so it is told again."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime.datetime | None, dialect: Any) -> Any:  # noqa: ARG002
        return value and value.astimezone(datetime.UTC)

    def process_result_value(self, value: Any, dialect: Any) -> datetime.datetime | None:  # noqa: ARG002
        if value is None:
            return None
        moment: datetime.datetime = value
        if moment.tzinfo is None:
            return moment.replace(tzinfo=datetime.UTC)
        return moment.astimezone(datetime.UTC)


# Constraints have names: without one, SQLite cannot be told to drop it.
metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)

studies = sa.Table(
    "studies",
    metadata,
    sa.Column("id", sa.String(ID), primary_key=True),
    sa.Column("title", sa.String(LONGEST_TITLE), nullable=False),  # that of the newest version
    sa.Column("head", sa.Integer, nullable=False),  # newest version of the main line
    sa.Column("last", sa.Integer, nullable=False),  # highest number given, branches included
    sa.Column("origin_id", sa.String(ID)),  # what it was copied from; that one may be gone
    sa.Column("origin_number", sa.Integer),
    sa.Column("created_at", UTC, nullable=False),
    sa.Column("changed_at", UTC, nullable=False, index=True),
    sa.Column("deleted_at", UTC),
    sa.Column("overdue_at", UTC),  # since when it is known to be in the trash too long
)

versions = sa.Table(
    "versions",
    metadata,
    sa.Column(
        "study_id", sa.String(ID), sa.ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("parent", sa.Integer),
    sa.Column("fingerprint", sa.String(HASH), nullable=False, index=True),
    sa.Column("schema_number", sa.Integer, nullable=False),
    sa.Column(
        "dataset_version", sa.String(64), sa.ForeignKey("numbers.dataset_version"), nullable=False
    ),
    sa.Column("model_version", sa.String(32), nullable=False),
    sa.Column("note", sa.String(LONGEST_NOTE), nullable=False),
    sa.Column("author", sa.String(LONGEST_AUTHOR), nullable=False),
    sa.Column("saved_at", UTC, nullable=False),
    # Long ones last: a list reads past them.
    sa.Column("content", sa.Text, nullable=False),  # canonical JSON, exactly as fingerprinted
    sa.Column("results", sa.Text, nullable=False),  # figures of the evaluation, canonical JSON
)

numbers = sa.Table(
    "numbers",
    metadata,
    sa.Column("dataset_version", sa.String(64), primary_key=True),
    sa.Column("content", sa.Text, nullable=False),  # as ``models.kept_numbers`` writes it
)

links = sa.Table(
    "links",
    metadata,
    sa.Column("id", sa.String(ID), primary_key=True),
    sa.Column("token_hash", sa.String(HASH), nullable=False, unique=True),
    sa.Column(
        "study_id",
        sa.String(ID),
        sa.ForeignKey("studies.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("kind", sa.String(8), nullable=False),  # frozen, living, edit or owner
    sa.Column("number", sa.Integer),  # of the version, if it is frozen
    sa.Column("partner", sa.Boolean, nullable=False),  # without what is confidential
    sa.Column("label", sa.String(LONGEST_AUTHOR), nullable=False),
    sa.Column("created_at", UTC, nullable=False),
    sa.Column("expires_at", UTC),
    sa.Column("revoked_at", UTC),
)

people = sa.Table(
    "people",
    metadata,
    sa.Column(
        "study_id", sa.String(ID), sa.ForeignKey("studies.id", ondelete="CASCADE"), primary_key=True
    ),
    sa.Column("email", sa.String(LONGEST_EMAIL), primary_key=True, index=True),  # small letters
    sa.Column("role", sa.String(9), nullable=False),  # viewer, commenter, editor or owner
    sa.Column("since", UTC, nullable=False),
)

comments = sa.Table(
    "comments",
    metadata,
    sa.Column("id", sa.String(ID), primary_key=True),
    sa.Column(
        "study_id",
        sa.String(ID),
        sa.ForeignKey("studies.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    sa.Column("number", sa.Integer, nullable=False),  # of the version
    sa.Column("email", sa.String(LONGEST_EMAIL), nullable=False),
    sa.Column("name", sa.String(LONGEST_AUTHOR), nullable=False),
    sa.Column("said", sa.String(LONGEST_COMMENT), nullable=False),
    sa.Column("written_at", UTC, nullable=False),
)
