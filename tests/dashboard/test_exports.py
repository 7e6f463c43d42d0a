"""Exports from the pages: made beside them, cancelled, refused in words; the study stays."""

import io
import threading
import zipfile
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import compute, exporting, links
from dashboard.exporting import Export
from dashboard.jobs import AT_ONCE, MOST_WAITING, BusyError, Queue
from dashboard.report.attachment import study_in
from dashboard.share import tokens
from dashboard.share.store import Store
from models import Problem, StudyError
from tests.dashboard.test_partner_page import FEE, keep, secret
from tests.dashboard.visit import TRANSFER, at, capacity, clicked, saves, study_of, visitor, words

PATIENCE = 180  # seconds
FEW = compute.usual_study().changed(draws=100)


@pytest.fixture
def app() -> AppTest:
    return few()


def few() -> AppTest:
    """Somebody who looks at the default study with few draws: an export asks a lot of each."""
    return visitor(f"study={links.encode(FEW)}")


def opened(app: AppTest) -> AppTest:
    app.session_state["export"] = True
    return app.run()


def job_of(app: AppTest) -> Export:
    job: Export = app.session_state["export_job"]
    return job


def finished(app: AppTest) -> AppTest:
    assert job_of(app).ended.wait(PATIENCE)
    return app.run()


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Let exports wait until the event is set."""
    free = threading.Event()
    made = exporting.report_of

    def waiting(subject):
        assert free.wait(PATIENCE)
        return made(subject)

    monkeypatch.setattr(exporting, "report_of", waiting)
    yield free
    free.set()


def test_a_board_paper_is_made_beside_the_page_and_holds_the_study(app: AppTest) -> None:
    opened(capacity(app, 2000.0))
    finished(clicked(app, "Make the files"))
    assert not app.exception
    data = job_of(app).files["pdf"]
    assert data.startswith(b"%PDF")
    assert study_in(data) == study_of(app)
    assert job_of(app).first_page.startswith(b"\x89PNG")
    assert "file_pdf" in {each.key for each in app.get("download_button")}


def test_files_of_an_earlier_state_say_so(app: AppTest) -> None:
    finished(clicked(opened(capacity(app, 2000.0)), "Make the files"))
    assert "has changed since" not in words(app)
    app.number_input(f"term_{TRANSFER}_capacity_box").set_value(2100.0).run()
    opened(app)
    assert "has changed since these were made" in words(app)


def test_everything_at_once_is_a_workbook_and_an_archive_too(app: AppTest) -> None:
    opened(app)
    for kind in ("xlsx", "zip"):
        app.checkbox(f"export_{kind}").set_value(True)
    finished(clicked(app, "Make the files"))
    assert set(job_of(app).files) == {"pdf", "xlsx", "zip"}
    packed = zipfile.ZipFile(io.BytesIO(job_of(app).files["zip"])).namelist()
    assert any(each.endswith(".pdf") for each in packed)
    assert any(each.endswith(".xlsx") for each in packed)


def test_an_export_can_be_cancelled_and_the_study_is_left_alone(
    app: AppTest, stuck: threading.Event
) -> None:
    opened(capacity(app, 2000.0))
    clicked(app, "Make the files")
    assert not job_of(app).ended.is_set()
    clicked(app, "Cancel")
    stuck.set()
    finished(app)
    assert not job_of(app).files
    assert "Cancelled." in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 2000.0


def test_other_visitors_go_on_while_an_export_is_made(app: AppTest, stuck: threading.Event) -> None:
    clicked(opened(app), "Make the files")
    other = capacity(visitor(), 2100.0)
    assert not other.exception
    assert study_of(other).deal(TRANSFER).terms.capacity == 2100.0
    assert not job_of(app).ended.is_set()
    stuck.set()
    finished(app)
    assert job_of(app).files


def failing(error: Exception):
    def fail(*_):
        raise error

    return fail


def test_a_failure_says_why_and_a_fault_keeps_its_traceback_in_the_log(
    app: AppTest, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    reason = StudyError([Problem("the pages", "have no room", "Take out a deal")])
    monkeypatch.setattr(exporting, "pdf", failing(reason))
    finished(clicked(opened(app), "Make the files"))
    assert "have no room" in words(app)
    monkeypatch.setattr(exporting, "pdf", failing(ZeroDivisionError("a secret detail")))
    finished(clicked(app, "Make the files"))
    assert not app.exception
    assert "a fault of its own" in words(app)
    assert "secret detail" not in words(app)
    assert "a secret detail" in caplog.text
    assert study_of(app) == FEW


def test_no_more_wait_than_the_queue_holds(stuck: threading.Event) -> None:
    queue = Queue()
    free = threading.Event()

    def subject(_):
        assert free.wait(PATIENCE)
        raise StudyError([Problem("x", "y", "z")])

    jobs = [exporting.start(queue, subject, ("pdf",)) for _ in range(AT_ONCE + MOST_WAITING)]
    with pytest.raises(BusyError, match="already"):
        exporting.start(queue, subject, ("pdf",))
    free.set()
    assert all(each.ended.wait(PATIENCE) for each in jobs)
    assert exporting.start(queue, subject, ("pdf",)).ended.wait(PATIENCE)
    assert not stuck.is_set()


def test_a_saved_version_gives_the_same_bytes_every_time(saved: Store) -> None:  # noqa: ARG001
    app = saves(capacity(few(), 2000.0), "First", "save_new")
    papers = []
    for _ in range(2):
        finished(clicked(opened(at(app, "compare")), "Make the files"))
        papers.append(job_of(app).files["pdf"])
    assert papers[0] == papers[1]


def test_a_partners_export_has_nothing_that_is_marked(shared: Store) -> None:
    token = tokens.share(shared, keep(shared, secret()), "living", partner=True)
    app = opened(visitor(f"open={token}").run())
    for kind in ("xlsx", "zip"):
        app.checkbox(f"export_{kind}").set_value(True)
    finished(clicked(app, "Make the files"))
    assert not job_of(app).problems
    archive = zipfile.ZipFile(io.BytesIO(job_of(app).files["zip"]))
    everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Tolling in Japan" in everything
    for trace in (str(FEE), "Walk-away", "Our limit", "Asha", "0.0345678"):
        assert trace.encode() not in everything, trace


def test_a_board_paper_brings_its_study_back(app: AppTest) -> None:
    opened(capacity(app, 2000.0))
    finished(clicked(app, "Make the files"))
    other = at(visitor(), "saved")
    other.file_uploader("brought").upload("paper.pdf", job_of(app).files["pdf"]).run()
    assert not other.exception
    assert study_of(other) == study_of(app)
