"""A board paper as PDF: A4, tagged, with bookmarks, embedded fonts and the study attached.

All text reaches Typst as JSON data, never as source, so that no title can run as a program. The
same report gives the same bytes: nothing here asks the clock.

Raises   ReportError: a paper that cannot be set, or not without a warning.
"""

import dataclasses
import functools
import json
import threading
from pathlib import Path
from typing import Any

import typst

from dashboard.report.blocks import Report
from dashboard.report.glyphs import FONTS, shown
from dashboard.report.packing import packed
from models import ModelError, Problem

TEMPLATES = Path(__file__).parent / "templates"
STANDARD = "ua-1"  # tagged so that it can be read aloud
FIX = "Tell whoever runs this server; the study itself is unharmed"
EMPTY_RUNS = 6
ONE_AT_A_TIME = threading.Lock()  # papers set at once make each other forget what all share
MOST_TOLD = 300  # characters of a complaint


class ReportError(ModelError):
    """A paper that cannot be set."""


def pdf(report: Report, study_file: bytes | None) -> bytes:
    """Set a paper as PDF, with the study attached if it is given."""
    data = _data(report, study_file)
    return packed(_compiled(data, format="pdf", pdf_standards=STANDARD)[0])


def preview(report: Report, ppi: int = 60) -> bytes:
    """Draw the first page as PNG, without setting the others."""
    start = dataclasses.replace(report, pages=report.pages[:1])
    return _compiled({**_data(start, None), "preview": True}, format="png", ppi=ppi)[0]


def _data(report: Report, study_file: bytes | None) -> dict[str, Any]:
    """Return all that the template reads; what the fonts do not hold is replaced."""
    data: dict[str, Any] = shown(report.as_data())
    pages = zip(data["pages"], _starts(report), strict=True)
    return {
        **data,
        "pages": [{**page, "first": first} for page, first in pages],
        "attachment": None if study_file is None else study_file.decode(),
        "preview": False,
    }


def _starts(report: Report) -> list[bool]:
    """Say of every page whether it is the first of the annex."""
    annex = [each.annex for each in report.pages]
    return [here and not before for here, before in zip(annex, [False, *annex], strict=False)]


def _compiled(data: dict[str, Any], **how: Any) -> list[bytes]:
    """Run the template; a warning is a failure, because it may stand for a missing font."""
    told = {"data": json.dumps(data, ensure_ascii=False, allow_nan=False)}
    paper, fonts = TEMPLATES / "paper.typ", _fonts(FONTS)
    try:
        with ONE_AT_A_TIME:
            made, warnings = typst.compile_with_warnings(
                paper, root=TEMPLATES, font_paths=fonts, sys_inputs=told, **how
            )
            if how["format"] == "pdf":
                _forget()
    except typst.TypstError as error:
        raise _refusal(error.message) from None
    if warnings:
        raise _refusal(warnings[0].message)
    return made if isinstance(made, list) else [made]


def _forget() -> None:
    """Let Typst go of what it keeps: several hundred megabytes of its last ten papers, else.

    It drops what that many runs have not used, so empty runs make it forget. What all papers share
    is used by the next one in time, and is kept.
    """
    for _ in range(EMPTY_RUNS):
        typst.compile(b"", font_paths=_fonts(), format="svg")


@functools.cache
def _fonts(*folders: Path) -> typst.Fonts:
    """Find the fonts of folders once, and no others."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[*folders]
    )


def _refusal(complaint: str) -> ReportError:
    what = f"cannot be set as PDF ({complaint[:MOST_TOLD]})"
    return ReportError([Problem("board paper", what, FIX)])
