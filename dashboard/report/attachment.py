"""The study back from a board paper: a PDF that carries it as an attachment.

A PDF from outside may be anything. It is read strictly, nothing damaged is repaired, nothing in it
runs, and what it unpacks to is limited.

Limits   A file has at most 10,000,000 bytes, its list of attachments 50 entries.
Raises   StudyError: a file that is no such paper, or whose study cannot be used.
"""

import io
import itertools
import logging
from collections.abc import Iterator

import pypdf
from pypdf.generic import ArrayObject, DictionaryObject, StreamObject

from dashboard.share.files import LARGEST_FILE, read_study
from models import Problem, Study, StudyError

NAME = "lodestone_study.json"
LARGEST_PAPER = 10_000_000  # bytes; a paper of twelve deals has two million
MOST_ATTACHED = 50
PACKED = (None, "/FlateDecode")  # any other, or several, we do not write
WHERE = "board paper"
FIX = "Give a board paper of Lodestone that was made for its owner, or the file of the study"


def study_in(data: bytes) -> Study:
    """Return the study that a board paper carries.

    Raises
    ------
    StudyError
        Saying what is wrong with the file, or with the study in it.
    """
    if len(data) > LARGEST_PAPER:
        raise _refusal(f"{len(data):,} bytes are too many", f"It has at most {LARGEST_PAPER:,}")
    return read_study(NAME, _attached(data))


def _attached(data: bytes) -> bytes:
    """Find the attachment and unpack it.

    A library for a format as wide as PDF fails in many ways on purpose-made files, by recursion and
    by missing parts too; all of them mean that the file is not one of ours.
    """
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it repairs is of no interest
    try:
        found = _named(data)
    except StudyError:
        raise
    except Exception:  # noqa: BLE001
        raise _refusal("cannot be read as a PDF") from None
    if found is None:
        raise _refusal("carries no study: a copy for a partner has none")
    if len(found) > LARGEST_FILE:
        raise _refusal("carries a study that is too large")
    return found


def _named(data: bytes) -> bytes | None:
    """Return the content of the attachment with our name."""
    reader = pypdf.PdfReader(io.BytesIO(data), strict=True)
    for name, described in _attachments(reader):
        if name == NAME:
            stream = described["/EF"]["/F"].get_object()  # type: ignore[index]
            if not isinstance(stream, StreamObject) or stream.get("/Filter") not in PACKED:
                raise _refusal("carries a study that cannot be read")
            return bytes(stream.get_data())
    return None


def _attachments(reader: pypdf.PdfReader) -> Iterator[tuple[str, DictionaryObject]]:
    """Pass over the first attachments: their names, and how each is described."""
    names = reader.root_object.get("/Names", DictionaryObject()).get_object()
    files = names.get("/EmbeddedFiles", DictionaryObject()).get_object()
    listed = files.get("/Names", ArrayObject()).get_object()
    pairs = zip(listed[::2], listed[1::2], strict=True)
    for name, described in itertools.islice(pairs, MOST_ATTACHED):
        yield str(name), described.get_object()


def _refusal(what: str, fix: str = FIX) -> StudyError:
    return StudyError([Problem(WHERE, what, fix)])
