"""Exports made beside the pages: a few at a time, with progress, until done or cancelled.

A page starts a job and looks at it now and then; nobody else waits for it. What a job needs of its
session is handed to it, so that it goes on alone.

Raises   ExportError: too many jobs are waiting.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field

import streamlit as st

from dashboard.report.bundle import bundle
from dashboard.report.pdf import pdf, preview
from dashboard.report.report import report_of
from dashboard.report.subject import Subject
from dashboard.report.workbook import workbook
from dashboard.share.files import file_name, to_json
from models import ModelError, Problem

AT_ONCE, MOST_WAITING = 2, 8
KINDS = {"pdf": "Board paper (PDF)", "xlsx": "Workbook (XLSX)", "zip": "All data (ZIP)"}
MIME = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
EVALUATING = 0.5  # of the whole; drawing is the rest
Progress = Callable[[float], None]


class ExportError(ModelError):
    """An export cannot be made now."""


@dataclass
class Job:
    """One export: how far it is, and what came of it."""

    kinds: tuple[str, ...]
    made_of: str = ""  # fingerprint of the study on screen when it was begun
    done: float = 0.0
    said: str = "Waiting for its turn"
    name: str = "lodestone"
    files: dict[str, bytes] = field(default_factory=dict)
    first_page: bytes = b""
    problems: tuple[Problem, ...] = ()
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def cancel(self) -> None:
        """Ask it to stop; it does so with its next step."""
        self.stopped.set()

    def step(self, done: float, said: str) -> None:
        """Note how far it is.

        Raises
        ------
        CancelledError
            When its reader has cancelled it.
        """
        if self.stopped.is_set():
            raise CancelledError
        self.done, self.said = done, said


class Queue:
    """A few workers for all sessions, and a short queue before them."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="export")
        self._open: set[Future[None]] = set()

    def start(
        self, subject: Callable[[Progress], Subject], kinds: tuple[str, ...], made_of: str = ""
    ) -> Job:
        """Begin an export of what ``subject`` makes.

        Raises
        ------
        ExportError
            When too many are waiting.
        """
        if len(self._open) >= AT_ONCE + MOST_WAITING:
            what = f"{len(self._open)} exports are being made already"
            raise ExportError([Problem("export", what, "Try again in a minute")])
        job = Job(kinds, made_of)
        future = self._pool.submit(_work, job, subject)
        self._open.add(future)
        future.add_done_callback(lambda ended: self._settle(job, ended))
        return job

    def _settle(self, job: Job, future: Future[None]) -> None:
        self._open.discard(future)
        error = future.exception()
        if isinstance(error, ModelError):
            job.problems = error.problems
        elif error and not isinstance(error, CancelledError):
            logging.getLogger(__name__).error("An export failed", exc_info=error)
            fix = "Try again; its operator finds the reason in the log"
            job.problems = (Problem("export", "it met a fault of its own", fix),)
        job.ended.set()


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """Workers of the whole process."""
    return Queue()


def _work(job: Job, make: Callable[[Progress], Subject]) -> None:
    subject = make(lambda share: job.step(EVALUATING * share, "Computing the results"))
    job.name = file_name(subject.study, "pdf").removesuffix(".pdf")
    files: dict[str, bytes] = {}
    if {"pdf", "zip"} & set(job.kinds):
        job.step(EVALUATING, "Writing the pages")
        report = report_of(subject)
        job.step(0.6, "Drawing the pages")
        files["pdf"] = pdf(report, to_json(subject.study) if subject.complete else None)
        job.first_page = preview(report)
    if {"xlsx", "zip"} & set(job.kinds):
        job.step(0.75, "Filling the workbook")
        files["xlsx"] = workbook(subject)
    if "zip" in job.kinds:
        job.step(0.9, "Packing the data")
        files["zip"] = bundle(subject, files.get("pdf"), files.get("xlsx"))
    job.step(1.0, "Done")
    job.files = {kind: files[kind] for kind in job.kinds}
