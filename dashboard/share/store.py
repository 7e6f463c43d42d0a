"""The store: a database that is made on first use, and brought up to date when it is opened.

SQLite by default, PostgreSQL by its address. A write is acknowledged only after it has been
committed to disk: SQLite in WAL mode with ``synchronous=FULL``, PostgreSQL as it is.

A fault ends by itself: after one, connections are made anew. SQLite goes on writing to a file that
has been deleted or moved away, and all of it is lost; so the file is looked for with every act.

Raises   StoreError: whatever the database refuses; ``DownError`` where the store itself fails.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from dashboard.share.faults import DownError, down, in_words, refusal
from dashboard.share.upgrade import PATIENCE, migrate

PRAGMAS = ("synchronous=FULL", "fullfsync=ON", "foreign_keys=ON", f"busy_timeout={PATIENCE}")
ONE_MOMENT = {"isolation_level": "REPEATABLE READ"}  # of PostgreSQL; SQLite knows no other
CONNECTING, ANSWERING = 5, 15_000  # s and ms that a server has
SHOWN = {"host", "port", "dbname"}  # parts of an address's query that are no secret


class Store:
    """A database with the tables of ``tables``, brought up to date when it is opened."""

    def __init__(self, url: str) -> None:
        self.url = known(url)
        with in_words():
            if self.is_sqlite and self.url.database:
                Path(self.url.database).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            self.engine = _engine(self.url)
            with ExitStack() as failed:
                failed.callback(self.engine.dispose)
                migrate(self.engine)
                failed.pop_all()
        self._file = self._file_now()

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
        with self._safely(), self.engine.connect() as opened:
            connection = opened if self.is_sqlite else opened.execution_options(**ONE_MOMENT)
            with connection.begin():
                yield connection

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """Write in one transaction, which is on disk when the block has ended without an error."""
        with self._safely():
            with self.engine.connect() as opened:
                connection = opened.execution_options(writes=True)
                with connection.begin():
                    yield connection
            self._look_for_file()  # once more: what was written may be nowhere

    @contextmanager
    def _safely(self) -> Iterator[None]:
        try:
            with in_words():
                self._look_for_file()
                yield
        except DownError:
            self.engine.dispose()  # a connection keeps what it found; the next one looks again
            raise

    def _look_for_file(self) -> None:
        """Refuse to use a file that is gone; take up one that was put in its place."""
        found = self._file_now()
        if found == self._file:
            return
        self.engine.dispose()
        if found is None:
            raise down("the store's file is gone", "Ask its operator to put it back")
        if self._file and found[1] != self._file[1] and self._log_left():
            what = "another file is in the place of the store's"
            fix = "Ask its operator to stop Lodestone and to take away the -wal and -shm beside it"
            raise down(what, fix)
        migrate(self.engine)
        self._file = found

    def _file_now(self) -> tuple[int, int] | None:
        """Tell one file from another of the same name; a database on a server has none."""
        try:
            told = Path(str(self.url.database)).stat() if self.is_sqlite else None
        except OSError:
            return None
        return (told.st_dev, told.st_ino) if told else None

    def _log_left(self) -> bool:
        """Whether writes to the file of before are left over, which would spoil another."""
        log = Path(f"{self.url.database}-wal")
        return log.is_file() and log.stat().st_size > 0

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()


def known(url: str) -> sa.URL:
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
    given: Any = {} if sqlite else {"pool_pre_ping": True, "connect_args": _patience(url)}
    engine = sa.create_engine(url, hide_parameters=True, **given)
    if sqlite:
        event.listen(engine, "connect", _set_up)
        event.listen(engine, "begin", _begin)
    return engine


def _patience(url: sa.URL) -> dict[str, int]:
    """Seconds and ms after which a server that does not answer is given up."""
    usual = {"connect_timeout": CONNECTING, "tcp_user_timeout": ANSWERING}
    return {name: value for name, value in usual.items() if name not in url.query}


def _set_up(connection: Any, _: object) -> None:
    connection.isolation_level = None  # transactions begin where we say so
    for each in PRAGMAS:
        connection.execute(f"PRAGMA {each}")


def _begin(connection: sa.Connection) -> None:
    """Take the right to write at once: a read that turns into a write may be refused."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
