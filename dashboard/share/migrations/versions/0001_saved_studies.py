"""Saved studies, their versions, the numbers they were made with, and links to them."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Go forward; there is no way back, old files are what backups are for."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "numbers",
        sa.Column("dataset_version", sa.String(64), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("dataset_version", name="pk_numbers"),
    )
    op.create_table(
        "studies",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("title", sa.String(120), nullable=False),
        sa.Column("head", sa.Integer(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.Column("origin_id", sa.String(32)),
        sa.Column("origin_number", sa.Integer()),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("changed_at", moment, nullable=False),
        sa.Column("deleted_at", moment),
        sa.PrimaryKeyConstraint("id", name="pk_studies"),
    )
    op.create_index("ix_studies_changed_at", "studies", ["changed_at"])
    op.create_table(
        "versions",
        sa.Column("study_id", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("parent", sa.Integer()),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("schema_number", sa.Integer(), nullable=False),
        sa.Column("dataset_version", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(32), nullable=False),
        sa.Column("note", sa.String(500), nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("saved_at", moment, nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("results", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.id"], name="fk_versions_study_id_studies", ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["dataset_version"],
            ["numbers.dataset_version"],
            name="fk_versions_dataset_version_numbers",
        ),
        sa.PrimaryKeyConstraint("study_id", "number", name="pk_versions"),
    )
    op.create_index("ix_versions_fingerprint", "versions", ["fingerprint"])
    op.create_table(
        "links",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("study_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("number", sa.Integer()),
        sa.Column("partner", sa.Boolean(), nullable=False),
        sa.Column("label", sa.String(80), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("expires_at", moment),
        sa.Column("revoked_at", moment),
        sa.ForeignKeyConstraint(
            ["study_id"], ["studies.id"], name="fk_links_study_id_studies", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_links"),
        sa.UniqueConstraint("token_hash", name="uq_links_token_hash"),
    )
    op.create_index("ix_links_study_id", "links", ["study_id"])
