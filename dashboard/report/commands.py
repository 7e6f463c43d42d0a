"""The command line for reports: a study as PDF, workbook or a ZIP of everything, without a screen.

    report [STUDY] [--pdf FILE] [--xlsx FILE] [--zip FILE] [--partner] [--rupees] [--draws N]

STUDY is a study's file (.json, .yaml), or the first digits of a saved study's identity, with
``:N`` behind them for a version; without it the default study is reported. A saved version is
computed with the numbers it was saved with, if they still give what was saved. Files that are
there already stay as they are, unless ``--force`` is given.

Raises   ModelError: whatever is wrong with a study, an identity, the store or a file.
"""

import argparse
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboard import settings
from dashboard.report.asked import directly
from dashboard.report.asked import wanted as asked_for
from dashboard.report.copies import begun
from dashboard.report.subject import Subject, subject_of
from dashboard.share.files import LARGEST_FILE, read_study, to_json
from dashboard.share.outputs import OutputError, new_file
from dashboard.share.problems import LONGEST_PATH, shown
from dashboard.text import Money
from models import Dataset, Problem, Study, StudyError, default_study, load_dataset

RATE = "rupee_rate_2025"
OUTPUTS = ("pdf", "xlsx", "zip")
TODAY = "The numbers it was saved with do not give its results any more: today's are used."


def add(commands: Any) -> None:
    """Add the command to a parser; it sets ``run``, which takes what was chosen."""
    text = "write a study as PDF, as workbook, or everything as ZIP"
    made = commands.add_parser("report", help=text, description=text[:1].upper() + text[1:])
    made.set_defaults(run=run)
    told = "file of a study, or the first digits of a saved one's identity, with :N for a version"
    made.add_argument("study", nargs="?", default="", metavar="STUDY", help=told)
    for name, what in zip(OUTPUTS, ("the report", "the workbook", "all of it"), strict=True):
        made.add_argument(f"--{name}", type=Path, metavar="FILE", help=f"a new file for {what}")
    made.add_argument("--partner", action="store_true", help="without what is confidential")
    made.add_argument("--rupees", action="store_true", help="money in rupees, not in dollars")
    made.add_argument("--draws", type=int, metavar="N", help="another number of draws")
    made.add_argument("--force", action="store_true", help="replace files that are there")
    made.add_argument("--database", metavar="URL", help="address of the store")


def run(chosen: argparse.Namespace) -> Iterator[str]:
    """Write what was asked for; tells each file, one line each."""
    wanted = {name: getattr(chosen, name) for name in OUTPUTS if getattr(chosen, name)}
    if not wanted:
        what, fix = "names no file to write", "Give --pdf, --xlsx or --zip"
        raise OutputError([Problem("report", what, fix)])
    _free(wanted, chosen)
    subject, today = _subject(chosen)
    if today:
        yield TODAY
    subject.answer_all(asked_for(tuple(wanted)), begun)
    for name, data in _made(subject, wanted):
        _write(wanted[name], data, chosen.force)
        yield f"{shown(wanted[name], LONGEST_PATH)}: {subject.study.title}."


def _free(wanted: dict[str, Path], chosen: argparse.Namespace) -> None:
    """Refuse names at once that would be refused after the work is done."""
    problems = [
        Problem(shown(path, LONGEST_PATH), "is there already", "Choose another name, or --force")
        for path in wanted.values()
        if os.path.lexists(path) and not chosen.force
    ]
    if len(set(wanted.values())) < len(wanted):
        problems.append(Problem("report", "has one name for two files", "Give each its own"))
    if problems:
        raise OutputError(problems)


def _subject(chosen: argparse.Namespace) -> tuple[Subject, bool]:
    """Evaluate the study; tells, too, whether it has to be with today's numbers."""
    today, told = load_dataset(), dict[str, Any]()
    data: Dataset | None = today
    if not chosen.study:
        study = default_study({key: each.weight for key, each in today.criteria.items()})
    elif set("./\\") & set(chosen.study):  # no identity has one of these
        study = _of_file(Path(chosen.study))
    else:
        from dashboard.report import saved  # noqa: PLC0415  (a third of a second, and seldom needed)

        url = chosen.database or settings.database_url()
        study, data, told = saved.version(url, chosen.study, today)
    if chosen.draws is not None:
        study = study.changed(draws=chosen.draws)
    money = Money("INR" if chosen.rupees else "USD", (data or today).parameters[RATE].mode)
    told |= {"partner": chosen.partner, "ask": directly}
    return subject_of(study, data or today, money, **told), data is None


def _of_file(path: Path) -> Study:
    try:
        with path.open("rb") as source:
            data = source.read(LARGEST_FILE + 1)
    except (OSError, ValueError) as error:
        what = f"cannot be read ({getattr(error, 'strerror', None) or 'no such name'})"
        fix = "Give a file that is there"
        raise StudyError([Problem(shown(path, LONGEST_PATH), what, fix)]) from None
    return read_study(path.name, data)


def _made(subject: Subject, wanted: dict[str, Path]) -> Iterator[tuple[str, bytes]]:
    """Make the files that are wanted, each once: the ZIP holds the others, too."""
    paper = _paper(subject) if {"pdf", "zip"} & set(wanted) else b""
    book = _book(subject) if {"xlsx", "zip"} & set(wanted) else b""
    made = {"pdf": paper, "xlsx": book}
    if "zip" in wanted:
        made["zip"] = _bundle(subject, paper, book)
    yield from ((name, made[name]) for name in wanted)


def _paper(subject: Subject) -> bytes:
    from dashboard.report.pdf import pdf  # noqa: PLC0415  (each kind of file loads what it needs)
    from dashboard.report.report import report_of  # noqa: PLC0415

    return pdf(report_of(subject), to_json(subject.study) if subject.complete else None)


def _book(subject: Subject) -> bytes:
    from dashboard.report.workbook import workbook  # noqa: PLC0415

    return workbook(subject)


def _bundle(subject: Subject, paper: bytes, book: bytes) -> bytes:
    from dashboard.report.bundle import bundle  # noqa: PLC0415

    return bundle(subject, paper, book)


def _write(target: Path, data: bytes, force: bool) -> None:
    """Write a file whole or not at all; one that is there gives way only if it is told to."""
    fresh = target.with_name(f".lodestone-{secrets.token_hex(8)}") if force else target
    with new_file(fresh) as part:
        part.write_bytes(data)
    if fresh == target:
        return
    try:
        fresh.replace(target)
    except OSError as error:
        fresh.unlink(missing_ok=True)
        what = f"cannot be replaced ({error.strerror})"
        where = shown(target, LONGEST_PATH)
        raise OutputError([Problem(where, what, "Choose another name")]) from None
