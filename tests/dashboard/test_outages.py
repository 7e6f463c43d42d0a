"""What a visitor meets when the store or the dataset fails: a clear word, and nothing lost."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dashboard import compute, exporting, jobs, links, running, settings
from dashboard.share import library, tokens
from dashboard.share.store import Store
from models import DataError, Problem
from tests.dashboard.visit import (
    TRANSFER,
    address_of,
    at,
    capacity,
    clicked,
    saves,
    status,
    study_of,
    visitor,
    words,
)

ROOT = Path(__file__).resolve().parents[2]
AGAIN = "This page tries again every 5 seconds"


def gone(store: Store) -> Callable[[], None]:
    """Take the store's folder away; returns what puts it back."""
    folder = Path(store.place).parent
    away = folder.with_name("away")
    folder.rename(away)
    return lambda: shutil.move(away, folder)


def pragma(store: Store, setting: str, after: str) -> Callable[[], None]:
    with store.reading() as connection:  # the only one of its pool
        connection.exec_driver_sql(f"PRAGMA {setting}")

    def mend() -> None:
        with store.reading() as connection:
            connection.exec_driver_sql(f"PRAGMA {after}")

    return mend


def read_only(store: Store) -> Callable[[], None]:
    return pragma(store, "query_only=ON", "query_only=OFF")


@pytest.fixture
def mine(saved: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Store]:
    """A store in a folder of its own, which the pages use."""
    del saved
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/store/studies.db")
    compute.store.clear()
    yield compute.store()
    compute.store.clear()


def newest(store: Store) -> float:
    (line,) = library.listing(store)
    return library.load(store, line.id).content.study.deal(TRANSFER).terms.capacity


@pytest.mark.parametrize(
    ("fault", "told"),
    [
        (gone, "file is gone. Ask its operator to put it back"),
        (read_only, "can only be read. Ask its operator to make it writable"),
    ],
)
def test_a_save_that_fails_says_why_and_succeeds_when_the_store_is_back(
    mine: Store, fault: Callable[[Store], Callable[[], None]], told: str
) -> None:
    app = saves(capacity(visitor(), 2000.0), "First", "save_new")
    capacity(app, 2100.0)
    before = address_of(app)
    mend = fault(mine)
    saves(app, "Second")
    assert not app.exception
    assert told in words(app).replace("\\", "")
    assert study_of(app).deal(TRANSFER).terms.capacity == 2100.0
    assert address_of(app) == before
    mend()
    app.button("save_version").click().run()
    assert status(app) == "Saved: Default study, version 2]"
    assert newest(mine) == 2100.0


def test_on_a_full_disk_a_save_says_so_and_the_study_stays(mine: Store) -> None:
    app = saves(capacity(visitor(), 2000.0), "First", "save_new")
    pragma(mine, "max_page_count=1", "")
    for value in range(2100, 2140, 10):
        saves(capacity(app, float(value)), "More")
        if "disk of the store is full" in words(app):
            break
    assert "disk of the store is full" in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == value
    app.button("save_version").click().run()  # a connection of a disk with room
    assert newest(mine) == value


def test_a_reload_while_the_store_is_away_keeps_draft_and_origin(mine: Store) -> None:
    app = saves(capacity(visitor(), 2000.0), "First", "save_new")
    draft = address_of(capacity(app, 2100.0))
    mend = gone(mine)
    again = visitor(draft).run()
    assert [each.value for each in again.title] == ["This cannot be opened just now"]
    assert AGAIN in words(again)
    assert address_of(again) == draft
    mend()
    again.run()
    assert status(again) == "**● Unsaved changes** to Default study, version 1]"
    assert study_of(again).deal(TRANSFER).terms.capacity == 2100.0


def test_one_can_go_on_with_a_draft_while_the_store_is_away(mine: Store) -> None:
    app = saves(capacity(visitor(), 2000.0), "First", "save_new")
    draft = address_of(capacity(app, 2100.0))
    gone(mine)
    again = clicked(visitor(draft).run(), "Go on with what I had changed")
    assert not again.exception
    assert status(again) == "**● Not saved**]"
    assert study_of(again).deal(TRANSFER).terms.capacity == 2100.0


def test_a_store_that_is_away_at_the_start_hinders_no_study_of_an_address(
    mine: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    draft = address_of(capacity(visitor(), 2100.0))
    compute.store.clear()
    del mine
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/file/studies.db")
    app = visitor(draft).run()
    assert status(app) == "**● Not saved**]"
    assert "folder cannot be made" in words(at(app, "saved"))
    assert AGAIN in words(app)
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/store/studies.db")
    app.run()
    assert AGAIN not in words(app)
    assert status(saves(app, "First", "save_new")) == "Saved: Default study, version 1]"


def test_a_version_that_is_not_there_takes_no_draft_with_it(saved: Store) -> None:
    del saved
    draft = address_of(capacity(visitor(), 2100.0))
    app = visitor(f"saved={'0' * 32}&{draft}").run()
    assert "is not there" in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 2100.0


def test_a_partner_waits_for_the_store_and_sees_the_same_again(
    mine: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.MODE, "links")
    saves(capacity(visitor(), 2000.0), "First", "save_new")
    (line,) = library.listing(mine)
    token = tokens.share(mine, line.id, "living", partner=True)
    app = visitor(f"open={token}").run()
    shown = words(app)
    mend = gone(mine)
    app.run()
    assert [each.value for each in app.title] == ["This cannot be opened just now"]
    mend()
    app.run()
    assert words(app) == shown


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], None]]:
    """A dataset that cannot be read, at the start of a server; call it to put it right."""
    real = compute.load_dataset

    def fail() -> None:
        raise DataError([Problem("parameters.csv line 3", "4 cells instead of 19", "Add them")])

    def forget() -> None:
        compute.today.clear()
        compute.usual_study.clear()

    monkeypatch.setattr(compute, "load_dataset", fail)
    forget()
    yield lambda: monkeypatch.setattr(compute, "load_dataset", real)
    monkeypatch.setattr(compute, "load_dataset", real)
    forget()


@pytest.mark.parametrize(("mode", "tells"), [("local", True), ("links", False)])
def test_a_broken_dataset_is_told_in_full_to_whom_it_belongs(
    broken: Callable[[], None], monkeypatch: pytest.MonkeyPatch, mode: str, *, tells: bool
) -> None:
    monkeypatch.setenv(settings.MODE, mode)
    monkeypatch.setattr(compute.st, "get_option", lambda _: "127.0.0.1")
    del broken
    app = visitor().run()
    assert not app.exception
    assert [each.value for each in app.title] == ["Nothing can be computed just now"]
    said = words(app).replace("\\", "")
    assert ("parameters.csv line 3" in said) == tells
    assert ("python -m dashboard doctor" in said) != tells


def test_a_dataset_put_right_is_read_by_itself_and_the_draft_is_there(
    saved: Store, request: pytest.FixtureRequest
) -> None:
    del saved
    draft = address_of(capacity(visitor(), 2100.0))
    mend = request.getfixturevalue("broken")
    app = visitor(draft).run()
    assert address_of(app) == draft
    assert AGAIN in words(app)
    mend()
    app.run()
    assert study_of(app).deal(TRANSFER).terms.capacity == 2100.0


def test_a_trash_that_cannot_be_emptied_hinders_nobody(saved: Store) -> None:
    with saved.reading() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    compute.empty_trash()
    assert library.listing(saved) == []


def test_a_report_that_hangs_says_why_and_the_study_is_left_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    free = threading.Event()
    made = exporting.report_of
    monkeypatch.setattr(exporting, "report_of", lambda given: free.wait(180) and made(given))
    monkeypatch.setattr(jobs.queue(), "most_minutes", 0.3 / 60)
    few = compute.usual_study().changed(draws=100)
    app = capacity(visitor(f"study={links.encode(few)}"), 2100.0)
    app.session_state["export"] = True
    app.run()
    clicked(app, "Make the files")
    assert app.session_state["export_job"].ended.wait(180)
    app.run()
    free.set()
    said = words(app).replace("\\", "")
    assert "No file was made; the study is as it was." in said
    assert "took longer than 0.005 minutes and was given up" in said
    assert study_of(app).deal(TRANSFER).terms.capacity == 2100.0
    monkeypatch.undo()
    clicked(app, "Make the files")
    assert app.session_state["export_job"].ended.wait(180)
    assert app.session_state["export_job"].files


def test_a_server_with_settings_that_cannot_be_used_says_all_and_does_not_start(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(settings.MODE, "open")
    monkeypatch.setenv(running.JOB_MINUTES, "soon")
    command = ["-m", "streamlit", "run", "dashboard/server.py", "--server.headless", "true"]
    options = ["--server.port", "0"]
    ended = subprocess.run(
        [sys.executable, *command, *options],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=180,
        check=False,
    )
    assert ended.returncode == 2
    assert "LODESTONE_MODE: 'open' is no mode. Write local or links." in ended.stderr
    assert "LODESTONE_JOB_MINUTES: 'soon' is no time" in ended.stderr
    assert "Traceback" not in ended.stderr
