"""The store: a database that is made on first use, and every fault of it in words.

SQLite by default, PostgreSQL by its address. A write is acknowledged only after it has been
committed to disk: SQLite in WAL mode with ``synchronous=FULL``, PostgreSQL as it is.

Raises   StoreError: whatever the database refuses; ``StaleError`` when somebody else saved first.
"""

import logging
import sqlite3
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy import event

from models import ModelError, Problem

MIGRATIONS = Path(__file__).with_name("migrations")
PATIENCE = 30_000  # ms that a write waits for others to finish
PRAGMAS = ("synchronous=FULL", "fullfsync=ON", "foreign_keys=ON", f"busy_timeout={PATIENCE}")
ONE_MOMENT = {"isolation_level": "REPEATABLE READ"}  # of PostgreSQL; SQLite knows no other
MIGRATION_LOCK = 5_136_378  # any number, but always the same
PLACE = "saved studies"
KEPT = "What is on screen is still there; the address of this page holds it"
SHOWN = {"host", "port", "dbname"}  # parts of an address's query that are no secret
FAULTS = (  # what a database says, what that means, what helps
    ("is locked", "the store is busy", "Try again in a moment"),
    ("readonly", "the store can only be read", "Ask its operator to make it writable"),
    ("read-only", "the store can only be read", "Ask its operator to make it writable"),
    ("disk is full", "the disk of the store is full", "Make room and try again"),
    ("no space left", "the disk of the store is full", "Make room and try again"),
    ("malformed", "the store's file is damaged", "Put the last backup in its place"),
    ("not a database", "the store's file is no database", "Move it away, or name another file"),
    ("unable to open", "the store's file cannot be opened", "See that its folder can be written"),
)


class StoreError(ModelError):
    """Something cannot be saved, found or read."""


class StaleError(StoreError):
    """Somebody else has saved since the version was opened that a save builds on."""

    def __init__(self, head: int, parent: int) -> None:
        self.head, self.parent = head, parent
        what = f"version {head} was saved since you opened version {parent}"
        super().__init__([Problem(PLACE, what, "See what differs, and save beside it or on top")])


def refusal(what: str, fix: str, where: str = PLACE) -> StoreError:
    """Return an error with one problem."""
    return StoreError([Problem(where, what, fix)])


class Store:
    """A database with the tables of ``tables``, brought up to date when it is opened."""

    def __init__(self, url: str) -> None:
        self.url = _known(url)
        with _in_words():
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.engine = _engine(self.url)
            with ExitStack() as failed:
                failed.callback(self.engine.dispose)
                _migrate(self.engine)
                failed.pop_all()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a file of SQLite."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def place(self) -> str:
        """Where the studies are, without a password."""
        if self.is_sqlite:
            return str(self.url.database)
        shown = {name: value for name, value in self.url.query.items() if name in SHOWN}
        return self.url.set(query=shown).render_as_string()

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """Read in one transaction: all that is read is of one moment."""
        with _in_words(), self.engine.connect() as opened:
            connection = opened if self.is_sqlite else opened.execution_options(**ONE_MOMENT)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write in one transaction, which is on disk when the block has ended without an error."""
        with _in_words(), self.engine.connect() as opened:
            connection = opened.execution_options(writes=True)
            with connection.begin():
                yield connection

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def _known(url: str) -> sa.URL:
    """Read the address of a database; PostgreSQL goes through psycopg."""
    fix = "Write sqlite:///folder/file.db or postgresql://user:password@host/name"
    try:
        read = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):  # the second: a port that is no number
        raise refusal("the address of the database cannot be read", fix) from None
    if read.get_backend_name() in {"postgresql", "postgres"}:
        return read.set(drivername="postgresql+psycopg")
    if read.get_backend_name() != "sqlite":
        raise refusal(f"{read.get_backend_name()} is not supported", fix)
    if read.database in {None, "", ":memory:"} or read.query:
        raise refusal("the address does not name a file, and nothing else", fix)
    return read.set(drivername="sqlite")


def _engine(url: sa.URL) -> sa.Engine:
    sqlite = url.get_backend_name() == "sqlite"
    # What was being saved may be confidential, and has no place in a log.
    engine = sa.create_engine(url, pool_pre_ping=not sqlite, hide_parameters=True)
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for each in PRAGMAS:
        connection.execute(f"PRAGMA {each}")


def _begin(connection: sa.Connection) -> None:
    """Take the right to write at once: a read that turns into a write may be refused."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _migrate(engine: sa.Engine) -> None:
    """Bring the tables up to date; several processes may try at once.

    With foreign keys on, rebuilding a table in SQLite would empty the tables that refer to it.
    """
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.connect() as opened, _foreign_keys_off(opened):
        connection = opened.execution_options(writes=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(MIGRATION_LOCK)))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _refuse_orphans(connection)


@contextmanager
def _foreign_keys_off(connection: sa.Connection) -> Iterator[None]:
    driver: Any = connection.connection.dbapi_connection
    if not isinstance(driver, sqlite3.Connection):
        yield
        return
    _use_wal(driver)
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
            if "locked" not in str(error) or time.monotonic() > last:
                raise
            time.sleep(0.02)
        else:
            return


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a database says into where, what and how to put it right; the log has the rest."""
    try:
        yield
    except CommandError as error:
        logging.getLogger(__name__).warning("%s", error)
        what = "the store was made by a newer Lodestone"
        raise refusal(what, "Use that one, or name another database") from None
    except (sa.exc.DataError, OverflowError, UnicodeError):  # asked for by an address, perhaps
        what = "there is nothing with such a name or number"
        raise refusal(what, "Choose from the list on the Saved page") from None
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        logging.getLogger(__name__).warning("%s", error, exc_info=error)
        raise refusal(*_words(error)) from None


def _words(error: Exception) -> tuple[str, str]:
    """Say what went wrong by the database's own words, not by those that it was given."""
    if isinstance(error, OSError):
        return "the store's folder cannot be made", "Name another place for it"
    said = str(getattr(error, "orig", None) or error).lower()
    for sign, what, fix in FAULTS:
        if sign in said:
            return what, f"{fix}. {KEPT}"
    return "the store does not answer", f"Try again, or ask its operator. {KEPT}"


def one_of(rows: Iterable[sa.Row[Any]], what: str) -> sa.Row[Any]:
    """Return the only row, or say what is not there."""
    for row in rows:
        return row
    raise refusal(f"{what} is not there", "Choose another from the list on the Saved page")
