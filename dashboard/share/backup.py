"""A copy of the whole store, links included, while it is in use.

SQLite writes a copy of one moment into a new file, which is then checked. To restore it, stop
Lodestone, take away the store's file and those beside it that end in -wal and -shm (they belong to
the old one), and put the copy in its place. PostgreSQL has tools of its own: it is said which.

Raises   StoreError; OutputError.
"""

import shlex
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from dashboard.share.faults import refusal
from dashboard.share.outputs import new_file
from dashboard.share.problems import LONGEST_PATH, shown
from dashboard.share.upgrade import PATIENCE

SECRET = ("password", "passfile", "sslpassword", "sslkey")  # what a query may hold


def backup(url: str, target: Path) -> str:
    """Write a backup into a new file; returns what was done, in a sentence.

    Raises
    ------
    StoreError
        When there is nothing to back up, the copy is not sound, or it is for others to make.
    OutputError
        When the file is there already, or cannot be written.
    """
    try:
        read = sa.make_url(url)
    except sa.exc.ArgumentError:
        fix = "Write sqlite:///folder/file.db or postgresql://user:password@host/name"
        raise refusal("the address of the database cannot be read", fix) from None
    if read.get_backend_name() != "sqlite":
        raise refusal("PostgreSQL is backed up by its own tools", f"Run: {command(read, target)}")
    source = Path(read.database or "")
    if not source.is_file():
        what = f"there is no store at {shown(source, LONGEST_PATH)}"
        raise refusal(what, "Name the database that you use")
    with new_file(target) as part:
        _copy(source, part)
        studies, versions = _checked(part)
    return (
        f"{target}: studies: {studies:,}, versions: {versions:,}. To restore it, stop Lodestone, "
        f"remove {source}, {source}-wal and {source}-shm, and put it in their place."
    )


def command(url: sa.URL, target: Path) -> str:
    """Return the command that backs PostgreSQL up; it asks for the password, which is not in it."""
    bare = sa.URL.create(
        "postgresql", url.username, None, url.host, url.port, url.database, url.query
    )
    address = bare.difference_update_query(SECRET).render_as_string(hide_password=False)
    return shlex.join(["pg_dump", "--format=custom", f"--file={target}", address])


def _copy(source: Path, part: Path) -> None:
    address = f"{source.absolute().as_uri()}?mode=rw"  # never make a store that is not there
    try:
        with closing(sqlite3.connect(address, uri=True, timeout=PATIENCE / 1_000)) as connection:
            connection.execute("VACUUM INTO ?", (str(part),))
    except sqlite3.Error as error:
        what, place = f"cannot be copied ({shown(error)})", shown(source, LONGEST_PATH)
        fix = "See that it is a store of Lodestone, and that there is room"
        raise refusal(what, fix, place) from None


def _checked(part: Path) -> tuple[int, int]:
    """Return how many studies and versions a copy has that is sound."""
    try:
        with closing(sqlite3.connect(part)) as connection:
            said = [row[0] for row in connection.execute("PRAGMA integrity_check")]
            lost = connection.execute("PRAGMA foreign_key_check").fetchall()
            counts = "SELECT (SELECT count(*) FROM studies), (SELECT count(*) FROM versions)"
            ((studies, versions),) = connection.execute(counts)
    except sqlite3.Error as error:
        said, lost, studies, versions = [str(error)], [], 0, 0
    if said != ["ok"] or lost:
        what = f"the copy is not sound ({shown(said[0])}), nor is the store"
        raise refusal(what, "Put the last backup in its place")
    return studies, versions
