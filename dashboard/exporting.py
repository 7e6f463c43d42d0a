"""Exports made beside the pages, as jobs: of any mix of files, with a look at the first page.

Raises   BusyError: too many jobs are waiting.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from dashboard.analyses import QUESTIONS
from dashboard.jobs import Job, Queue
from dashboard.report.asked import wanted
from dashboard.report.bundle import bundle
from dashboard.report.pdf import pdf, preview
from dashboard.report.report import report_of
from dashboard.report.subject import Subject
from dashboard.report.workbook import workbook
from dashboard.share.files import file_name, to_json

KINDS = {"pdf": "Board paper (PDF)", "xlsx": "Workbook (XLSX)", "zip": "All data (ZIP)"}
MIME = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}
EVALUATING, ASKING = 0.2, 0.4  # of the whole; drawing is the rest
Progress = Callable[[float], None]


@dataclass(eq=False)
class Export(Job):
    """The job of making some files, and the files."""

    kinds: tuple[str, ...] = ("pdf",)
    made_of: str = ""  # fingerprint of the study on screen when it was begun
    name: str = "lodestone"
    files: dict[str, bytes] = field(default_factory=dict)
    first_page: bytes = b""


def start(
    queue: Queue,
    subject: Callable[[Progress], Subject],
    kinds: tuple[str, ...],
    made_of: str = "",
) -> Export:
    """Begin an export of what ``subject`` makes.

    Raises
    ------
    BusyError
        When too many are waiting.
    """
    job = Export(kinds=kinds, made_of=made_of)
    return queue.start(job, lambda begun: _work(begun, subject), "export")


def _work(job: Export, make: Callable[[Progress], Subject]) -> None:
    subject = make(lambda share: job.step(EVALUATING * share, "Computing the results"))
    job.name = file_name(subject.study, "pdf").removesuffix(".pdf")
    files: dict[str, bytes] = {}
    _ask(job, subject)
    if {"pdf", "zip"} & set(job.kinds):
        job.step(EVALUATING + ASKING, "Writing the pages")
        report = report_of(subject)
        job.step(0.65, "Drawing the pages")
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


def _ask(job: Export, subject: Subject) -> None:
    """Ask all that the files tell of the two leading deals, with progress."""
    kinds = wanted(job.kinds)
    part = ASKING / len(kinds)
    for place, kind in enumerate(kinds):
        begun = EVALUATING + part * place
        job.step(begun, QUESTIONS[kind].doing)
        subject.answer(kind, partial(_within, job, begun, part))


def _within(job: Export, begun: float, part: float, done: float) -> None:
    """Note how far one question is, as part of the whole."""
    job.step(begun + part * done)
