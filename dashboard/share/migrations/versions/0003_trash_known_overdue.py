"""Since when a study is known to be in the trash too long: a clock that jumps empties nothing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Go forward; there is no way back, old files are what backups are for."""
    op.add_column("studies", sa.Column("overdue_at", sa.DateTime(timezone=True)))
