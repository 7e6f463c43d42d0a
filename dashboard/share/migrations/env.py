"""Alembic's entry: the connection is opened, locked and closed by ``dashboard.share.store``."""

from alembic import context

from dashboard.share.tables import metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
context.run_migrations()
