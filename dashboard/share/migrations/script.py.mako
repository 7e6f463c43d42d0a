"""${message}."""

import sqlalchemy as sa
from alembic import op

from dashboard.share.tables import UTC

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Go forward; there is no way back, old files are what backups are for."""
    ${upgrades if upgrades else "pass"}
