"""A store brought up to date: the tables of this release, made or changed by migrations.

A store that is up to date is only looked at, so that one which can only be read can be opened.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from dashboard.share.faults import refusal

MIGRATIONS = Path(__file__).with_name("migrations")
PATIENCE = 30_000  # ms that a write waits for others to finish
MIGRATION_LOCK = 5_136_378  # any number, but always the same


def migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; several processes may try at once."""
    with engine.connect() as connection:
        driver: Any = connection.connection.dbapi_connection
        if isinstance(driver, sqlite3.Connection):
            _use_wal(driver)
        with connection.begin():
            found = _found(connection)
    if found != newest():
        _upgrade(engine)


def newest() -> str | None:
    """Return the revision of the tables of this release."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def revision(engine: sa.Engine) -> str | None:
    """Return the revision of the tables of a store; none where there are no tables."""
    with engine.connect() as connection, connection.begin():
        return _found(connection)


def _found(connection: sa.Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(engine: sa.Engine) -> None:
    """Run the migrations, all or none.

    With foreign keys on, rebuilding a table in SQLite would empty the tables that refer to it.
    """
    config = _config()
    with engine.connect() as opened, _foreign_keys_off(opened):
        connection = opened.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _refuse_orphans(connection)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return config


@contextmanager
def _foreign_keys_off(connection: sa.Connection) -> Iterator[None]:
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def _refuse_orphans(connection: sa.Connection) -> None:
    """Undo a migration that would part lines from what they belong to."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise refusal(f"{len(broken)} lines lost what they belong to", "Restore a backup")


def _use_wal(driver: sqlite3.Connection) -> None:
    """Turn WAL on, once for the file; for this SQLite does not wait for others by itself."""
    last = time.monotonic() + PATIENCE / 1_000
    while True:
        try:
            driver.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if "readonly" in str(error):
                return  # it can still be read
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return
