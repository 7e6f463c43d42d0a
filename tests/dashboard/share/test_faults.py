"""Whatever the store cannot do it says in words: where, what, and how to put it right."""

import dataclasses
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.share import store as stores
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.library import history, listing, load
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tables import studies

PASSWORD = "open-sesame"  # noqa: S105
NOWHERE = "127.0.0.1:1"
FULL = "could not extend file: No space left on device"


@pytest.fixture
def path(tmp_path: Path, content: Content) -> Path:
    """The file of a store with one study."""
    file = tmp_path / "studies.db"
    store = Store(f"sqlite:///{file}")
    create(store, content, Signed())
    store.close()
    return file


@pytest.fixture
def reopened(path: Path) -> Iterator[Callable[..., Store]]:
    """Open the file on a connection with other settings."""
    made: list[Store] = []

    def reopen(*settings: str) -> Store:
        made.append(Store(f"sqlite:///{path}"))
        with made[-1].reading() as connection:  # the only one of its pool
            for each in settings:
                connection.exec_driver_sql(f"PRAGMA {each}")
        return made[-1]

    yield reopen
    for each in made:
        each.close()


@pytest.fixture
def server(postgresql: Callable[[], str]) -> Iterator[Store]:
    opened = Store(postgresql())
    yield opened
    opened.close()


def refusal(act: Callable[[], object]) -> str:
    """What a reader is told, which has all its parts and no traceback behind it."""
    with pytest.raises(StoreError) as error:
        act()
    assert all(all(problem) for problem in error.value.problems)
    assert error.value.__suppress_context__ or not error.value.__context__
    return str(error.value)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("", "cannot be read"),
        ("studies.db", "cannot be read"),
        (f"postgresql://anna:{PASSWORD}@host:port/name", "cannot be read"),
        (f"postgresql://anna:{PASSWORD}@[::1/name", "cannot be read"),
        (f"mysql://anna:{PASSWORD}@host/name", "mysql is not supported"),
        (f"nonsense+driver://anna:{PASSWORD}@host/name", "nonsense is not supported"),
        ("sqlite://", "does not name a file"),
        ("sqlite:///:memory:", "does not name a file"),
        ("sqlite:///studies.db?timeout=soon", "does not name a file"),
        (f"postgresql://anna:{PASSWORD}@{NOWHERE}/name", "does not answer"),
        (f"postgres://anna:{PASSWORD}@{NOWHERE}/name", "does not answer"),
        (f"postgresql+other://anna:{PASSWORD}@{NOWHERE}/name", "does not answer"),
        (f"postgresql://{NOWHERE}/name?password={PASSWORD}", "does not answer"),
        (f"postgresql://anna:{PASSWORD}@{NOWHERE}/name?nonsense=1", "does not answer"),
        (f"postgresql://anna:open-sesame@x@{NOWHERE}/name", "does not answer"),
    ],
)
def test_an_address_that_leads_nowhere_is_refused_without_its_password(
    url: str, told: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    said = refusal(lambda: Store(url))
    assert told in said
    assert PASSWORD not in said + caplog.text


def test_where_the_studies_are_is_shown_without_a_password(
    postgresql: Callable[[], str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG")
    url = sa.make_url(postgresql()).set(password=PASSWORD)
    store = Store(url.update_query_dict({"sslpassword": PASSWORD}).render_as_string(False))
    store.close()
    assert str(url.database) in store.place
    assert "***" in store.place
    assert PASSWORD not in store.place + caplog.text


def test_a_driver_is_chosen_for_the_reader(tmp_path: Path) -> None:
    store = Store(f"sqlite+other:///{tmp_path}/studies.db")
    store.close()
    assert (tmp_path / "studies.db").is_file()


def test_a_folder_that_cannot_be_made_is_named_as_the_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    said = refusal(lambda: Store(f"sqlite:///{tmp_path}/file/studies.db"))
    assert "the store's folder cannot be made" in said


def test_a_folder_in_the_place_of_the_file_is_left_alone(tmp_path: Path) -> None:
    assert "the store's file cannot be opened" in refusal(lambda: Store(f"sqlite:///{tmp_path}"))
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_is_no_database_is_left_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_text("Dear Anna, the disk is full. " * 100, encoding="utf-8")
    was = file.read_bytes()
    assert "the store's file is no database" in refusal(lambda: Store(f"sqlite:///{file}"))
    assert file.read_bytes() == was


def test_a_damaged_file_asks_for_its_backup(path: Path) -> None:
    was = path.read_bytes()
    path.write_bytes(was[:4096] + b"\xff" * (len(was) - 4096))
    said = refusal(lambda: Store(f"sqlite:///{path}"))
    assert "the store's file is damaged. Put the last backup in its place" in said


def test_a_store_that_becomes_read_only_can_still_be_read(
    reopened: Callable[..., Store], content: Content
) -> None:
    store = reopened("query_only=ON")
    assert "the store can only be read" in refusal(lambda: create(store, content, Signed()))
    [line] = listing(store)
    assert load(store, line.id).content.text == content.text


def test_a_store_that_cannot_be_written_is_opened_to_be_read(
    path: Path, monkeypatch: pytest.MonkeyPatch, content: Content
) -> None:
    with monkeypatch.context() as read_only:
        read_only.setattr(stores, "PRAGMAS", ("query_only=ON",))
        store = Store(f"sqlite:///{path}")
        [line] = listing(store)
        said = refusal(lambda: save(store, line.id, 1, content, Signed()))
        assert "the store can only be read. Ask its operator to make it writable" in said
    assert save(store, line.id, 1, content, Signed()) == 2  # as soon as it can be written
    store.close()


def test_a_store_that_has_to_be_made_cannot_be_read_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "PRAGMAS", ("query_only=ON",))
    assert "the store can only be read" in refusal(lambda: Store(f"sqlite:///{tmp_path}/new.db"))


def test_on_a_full_disk_nothing_more_is_saved_and_nothing_is_lost(
    reopened: Callable[..., Store], content: Content
) -> None:
    store = reopened("max_page_count=1")  # which means: no more than there are
    [line] = listing(store)
    numbers = [1]

    def fill() -> None:
        for _ in range(100):
            numbers.append(save(store, line.id, numbers[-1], content, Signed()))

    assert "the disk of the store is full. Make room and try again" in refusal(fill)
    assert [each.number for each in history(store, line.id)[::-1]] == numbers
    with store.reading() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=100000")
    assert save(store, line.id, numbers[-1], content, Signed()) == numbers[-1] + 1


def test_while_another_writes_one_can_read_and_is_asked_to_wait(
    reopened: Callable[..., Store], path: Path, content: Content
) -> None:
    store = reopened("busy_timeout=20")
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    said = refusal(lambda: create(store, content, Signed()))
    assert "the store is busy. Try again in a moment" in said
    assert len(listing(store)) == 1
    other.execute("ROLLBACK")
    other.close()
    create(store, content, Signed())
    assert len(listing(store)) == 2


def test_a_store_that_another_never_lets_go_is_not_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stores, "PRAGMAS", ("busy_timeout=20",))
    other = sqlite3.connect(tmp_path / "new.db", isolation_level=None)
    other.execute("PRAGMA journal_mode=WAL")
    other.execute("BEGIN IMMEDIATE")
    assert "the store is busy" in refusal(lambda: Store(f"sqlite:///{tmp_path}/new.db"))
    other.close()


def test_neither_the_log_nor_the_reason_given_depends_on_what_was_to_be_saved(
    store: Store, content: Content, caplog: pytest.LogCaptureFixture
) -> None:
    lost = dataclasses.replace(content, dataset_version="unheard of", numbers="")
    said = refusal(lambda: create(store, lost, Signed("Anna", "the file is locked")))
    assert "the store does not answer" in said
    assert "violates foreign key" in caplog.text or "FOREIGN KEY constraint" in caplog.text
    for secret in ("Anna", "is locked", content.study.title, content.study.deals[0].name):
        assert secret not in caplog.text


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        (
            f"DO $$ BEGIN RAISE '{FULL}' USING ERRCODE = '53100'; END $$",
            "disk of the store is full",
        ),
        ("SET TRANSACTION READ ONLY; DELETE FROM studies", "the store can only be read"),
        ("SELECT pg_terminate_backend(pg_backend_pid())", "the store does not answer"),
        ("DELETE FROM no_such_table", "the store does not answer"),
    ],
)
def test_what_a_server_refuses_is_said_in_words_and_undone(
    server: Store, content: Content, statement: str, told: str
) -> None:
    def write() -> None:
        with server.writing() as connection:
            connection.execute(sa.delete(studies))
            connection.exec_driver_sql(statement)

    was = create(server, content, Signed())
    assert told in refusal(write)
    assert [each.id for each in listing(server)] == [was]


def test_a_connection_that_the_server_has_dropped_is_made_anew(
    server: Store, content: Content
) -> None:
    study_id = create(server, content, Signed())
    other = Store(server.url.render_as_string(hide_password=False))
    with other.reading() as connection:
        dropped = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
        dropped += " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        assert connection.exec_driver_sql(dropped).all() == [(True,)]
    other.close()
    assert save(server, study_id, 1, content, Signed()) == 2
