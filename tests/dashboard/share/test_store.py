"""The store itself: made on first use, set up to lose nothing, changed by migrations."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from dashboard.share import store as stores
from dashboard.share import tokens, upgrade
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.library import listing
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tables import links, metadata, versions
from tests.dashboard.share import writer

MIGRATIONS = upgrade.MIGRATIONS
NEXT = """
import sqlalchemy as sa
from alembic import op

revision, down_revision = "next", "0003"


def upgrade():
    with op.batch_alter_table("studies", recreate="auto") as studies:
        studies.add_column(sa.Column("colour", sa.String(8)))
        studies.alter_column("title", type_=sa.String(240), existing_type=sa.String(120))
    {more}
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/studies.db"


@pytest.fixture
def add_migration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let the next opening of a store find one more migration, which rebuilds a table."""

    def add(more: str = "") -> None:
        folder = tmp_path / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, folder, dirs_exist_ok=True)
        (folder / "versions" / "next.py").write_text(NEXT.format(more=more), encoding="utf-8")
        monkeypatch.setattr(upgrade, "MIGRATIONS", folder)

    return add


@pytest.fixture
def filled(url: str, content: Content) -> str:
    """Address of a store with two versions of a study and a link to it."""
    store = Store(url)
    study_id = create(store, content, Signed())
    save(store, study_id, 1, content, Signed())
    tokens.share(store, study_id, "owner")
    store.close()
    return url


@pytest.fixture
def opened() -> Iterator[Callable[[str], Store]]:
    """Open a store that is closed after the test."""
    made: list[Store] = []

    def make(url: str) -> Store:
        made.append(Store(url))
        return made[-1]

    yield make
    for each in made:
        each.close()


def rows(store: Store, table: sa.Table) -> list[sa.Row]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(table)))


def differences(store: Store, told: sa.MetaData) -> list:
    with store.reading() as connection:
        return compare_metadata(MigrationContext.configure(connection), told)


def test_first_use_makes_folders_and_file_and_shows_them_to_nobody_else(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "studies.db"
    store = Store(f"sqlite:///{path}")
    assert listing(store) == []
    store.close()
    assert store.place == str(path)
    assert path.is_file()
    assert path.parent.stat().st_mode & 0o777 == 0o700


def test_a_store_opened_again_holds_what_it_held(
    url: str, content: Content, opened: Callable[[str], Store]
) -> None:
    first, beside = opened(url), opened(url)
    create(first, content, Signed("Anna"))
    assert [each.author for each in listing(beside)] == ["Anna"]
    first.close()
    assert listing(opened(url)) == listing(beside)


def test_eight_processes_can_open_a_store_that_is_not_there_yet(
    url: str, content: Content, opened: Callable[[str], Store]
) -> None:
    told = writer.run("open", content, url=url, processes=8)
    assert told == [opened(url).place] * 8


def test_a_new_file_that_another_process_is_setting_up_is_waited_for(
    tmp_path: Path, opened: Callable[[str], Store], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = sqlite3.connect(tmp_path / "studies.db", isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    waits = []

    def wait(seconds: float) -> None:
        waits.append(seconds)
        other.rollback()  # the other is ready as soon as it has been waited for

    monkeypatch.setattr(upgrade.time, "sleep", wait)
    monkeypatch.setattr(stores, "PRAGMAS", ("busy_timeout=0",))
    assert listing(opened(f"sqlite:///{tmp_path}/studies.db")) == []
    assert len(waits) == 1
    other.close()


def test_every_connection_to_a_file_waits_for_the_disk_and_minds_references(
    file: str, opened: Callable[[str], Store]
) -> None:
    store = opened(file)
    expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 30_000}
    with store.reading() as one, store.reading() as another, store.writing() as third:
        assert one.connection.dbapi_connection is not another.connection.dbapi_connection
        for each in (one, another, third):
            found = {name: each.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
            assert found == expected


def test_migrations_make_the_tables_that_are_declared(store: Store) -> None:
    assert differences(store, metadata) == []


@pytest.mark.parametrize(
    "change",
    [
        lambda told: told.tables["links"].append_column(sa.Column("clicks", sa.Integer)),
        lambda told: sa.Index("ix_links_label", told.tables["links"].c.label),
        lambda told: sa.Table("extra", told, sa.Column("id", sa.Integer, primary_key=True)),
        lambda told: setattr(told.tables["links"].c.label, "nullable", True),
        lambda told: setattr(told.tables["links"].c.label, "type", sa.Integer()),
    ],
)
def test_a_table_changed_without_a_migration_is_seen(
    store: Store, change: Callable[[sa.MetaData], None]
) -> None:
    told = sa.MetaData(naming_convention=metadata.naming_convention)
    for each in metadata.sorted_tables:
        each.to_metadata(told)
    assert differences(store, told) == []
    change(told)
    assert len(differences(store, told)) == 1


def test_a_migration_of_a_filled_store_keeps_every_line(
    filled: str, opened: Callable[[str], Store], add_migration: Callable[..., None]
) -> None:
    before = opened(filled)
    was = rows(before, versions), rows(before, links), listing(before)
    before.close()
    add_migration()
    after = opened(filled)
    assert len(differences(after, metadata)) == 2  # the column, and the longer title
    assert (rows(after, versions), rows(after, links), listing(after)) == was
    assert list(map(len, was)) == [2, 1, 1]
    if after.is_sqlite:
        with after.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_the_same_migration_with_foreign_keys_on_would_empty_a_file(
    file: str,
    content: Content,
    opened: Callable[[str], Store],
    add_migration: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    before = opened(file)
    tokens.share(before, create(before, content, Signed()), "owner")
    before.close()
    add_migration()
    monkeypatch.setattr(upgrade, "_foreign_keys_off", nullcontext)
    after = opened(file)
    assert (rows(after, versions), rows(after, links)) == ([], [])


def test_a_migration_that_would_part_lines_from_their_study_changes_nothing(
    filled: str,
    opened: Callable[[str], Store],
    add_migration: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_migration(more="""op.execute("DELETE FROM numbers")""")
    with pytest.raises(StoreError):
        Store(filled)
    monkeypatch.undo()
    after = opened(filled)
    assert differences(after, metadata) == []
    assert list(map(len, (rows(after, versions), listing(after)))) == [2, 1]


def test_a_store_of_a_newer_lodestone_is_refused_and_left_alone(
    filled: str,
    opened: Callable[[str], Store],
    add_migration: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    add_migration()
    newer = opened(filled)
    was = rows(newer, versions), rows(newer, links), listing(newer)
    with monkeypatch.context() as older:
        older.setattr(upgrade, "MIGRATIONS", MIGRATIONS)
        with pytest.raises(StoreError, match="was made by a newer Lodestone") as error:
            Store(filled)
        assert all(all(problem) for problem in error.value.problems)
    again = opened(filled)
    assert (rows(again, versions), rows(again, links), listing(again)) == was
