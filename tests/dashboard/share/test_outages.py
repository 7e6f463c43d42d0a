"""A store that goes away while it is used: nothing is said to be saved that is not, and it goes on
by itself when it is back.
"""

import logging
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard import logs, metrics
from dashboard.share import store as stores
from dashboard.share.backup import backup
from dashboard.share.content import Content
from dashboard.share.faults import DownError
from dashboard.share.library import history, listing
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save

GONE = "the store's file is gone. Ask its operator to put it back"
ELSE = "another file is in the place of the store's"


@pytest.fixture
def used(tmp_path: Path, content: Content) -> Iterator[tuple[Store, str]]:
    """A store in a folder of its own, in use, and a study in it."""
    opened = Store(f"sqlite:///{tmp_path}/store/studies.db")
    yield opened, create(opened, content, Signed())
    opened.close()


def numbers(store: Store, study_id: str) -> list[int]:
    return [each.number for each in history(store, study_id)[::-1]]


def test_nothing_is_saved_to_a_file_that_was_deleted(
    used: tuple[Store, str], content: Content
) -> None:
    store, study_id = used
    shutil.rmtree(Path(store.place).parent)
    for _ in range(2):
        with pytest.raises(DownError, match=GONE):
            save(store, study_id, 1, content, Signed())
        with pytest.raises(DownError, match=GONE):
            listing(store)
    assert not Path(store.place).exists()  # an empty one in its place would hide the loss


def test_a_file_that_goes_away_amid_a_save_is_noticed_before_the_save_is_acknowledged(
    used: tuple[Store, str],
) -> None:
    store, _ = used

    def write() -> None:
        with store.writing() as connection:
            connection.exec_driver_sql("UPDATE studies SET title = 'Written to nowhere'")
            shutil.rmtree(Path(store.place).parent)

    with pytest.raises(DownError, match=GONE):
        write()


def test_a_folder_that_comes_back_holds_all_that_was_saved(
    used: tuple[Store, str], content: Content, tmp_path: Path
) -> None:
    store, study_id = used
    save(store, study_id, 1, content, Signed())
    (tmp_path / "store").rename(tmp_path / "away")
    with pytest.raises(DownError, match=GONE):
        save(store, study_id, 2, content, Signed())
    (tmp_path / "away").rename(tmp_path / "store")
    assert save(store, study_id, 2, content, Signed()) == 3
    assert numbers(store, study_id) == [1, 2, 3]


def test_a_backup_put_in_its_place_is_taken_up_unless_the_old_log_would_spoil_it(
    used: tuple[Store, str], content: Content, tmp_path: Path
) -> None:
    store, study_id = used
    copy = tmp_path / "copy.db"
    backup(store.url.render_as_string(), copy)
    save(store, study_id, 1, content, Signed())
    copy.replace(store.place)
    with pytest.raises(DownError, match=ELSE):
        listing(store)
    for end in ("-wal", "-shm"):
        Path(store.place + end).unlink()
    assert numbers(store, study_id) == [1]
    assert save(store, study_id, 1, content, Signed()) == 2


def test_a_database_that_is_away_for_a_while_is_used_again_when_it_is_back(
    postgresql: Callable[[], str], content: Content
) -> None:
    url = sa.make_url(postgresql())
    store = Store(url.render_as_string(hide_password=False))
    study_id = create(store, content, Signed())
    server = sa.create_engine(url.set(drivername="postgresql+psycopg", database="postgres"))
    with server.connect().execution_options(isolation_level="AUTOCOMMIT") as other:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = "
        other.exec_driver_sql(f"{end}'{url.database}'")
        other.exec_driver_sql(f"ALTER DATABASE {url.database} RENAME TO {url.database}_away")
        for _ in range(2):
            with pytest.raises(DownError, match="the store does not answer"):
                save(store, study_id, 1, content, Signed())
        other.exec_driver_sql(f"ALTER DATABASE {url.database}_away RENAME TO {url.database}")
    server.dispose()
    assert save(store, study_id, 1, content, Signed()) == 2
    store.close()


def test_a_server_that_takes_the_call_and_says_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(stores, "CONNECTING", 2)  # seconds, the least there is
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with pytest.raises(DownError, match="the store does not answer"):
            Store(f"postgresql://anna@127.0.0.1:{port}/name")


def test_a_fault_is_counted_and_its_reader_has_the_code_of_the_line_in_the_log(
    used: tuple[Store, str], caplog: pytest.LogCaptureFixture
) -> None:
    store, _ = used
    before = metrics.REGISTRY.get_sample_value("lodestone_store_errors_total")
    code = logs.begin()
    caplog.set_level(logging.WARNING)
    with pytest.raises(DownError, match=f"Code {code}"), store.reading() as connection:
        connection.exec_driver_sql("SELECT * FROM no_such_table")
    line = logs.JsonLines().format(caplog.records[-1])
    assert f'"request": "{code}"' in line
    assert "no such table" in line
    after = metrics.REGISTRY.get_sample_value("lodestone_store_errors_total")
    assert after == before + 1
