"""Files from outside, looked at before anything reads them: what they are, and how large.

The server itself takes no file above ``server.maxUploadSize``; here each kind has its own bound,
and has to begin as its kind does, whatever its name says. What is in it is then read within bounds
by ``files`` and ``plain_yaml`` (a study), ``attachment`` (a board paper), ``zips`` (a library).

Raises   UploadError.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from dashboard.report.attachment import LARGEST_PAPER
from dashboard.share.files import LARGEST_FILE
from dashboard.share.problems import shown
from models import ModelError, Problem

LARGEST = 20  # megabytes, as ``server.maxUploadSize``
LONGEST_LIBRARY = 200_000_000  # bytes to which a library unpacks; the command line takes more
HEAD = 1_024  # bytes within which a PDF says that it is one
MEGABYTE = 1_000_000


class UploadError(ModelError):
    """A file is not what it should be."""


class Given(Protocol):
    """A file as a page hands it over."""

    name: str
    size: int

    def getvalue(self) -> bytes:
        """All of it."""


# By ending: how a file begins, and how large it may be.
KINDS: Mapping[str, tuple[bytes, int]] = MappingProxyType(
    {
        "json": (b"", LARGEST_FILE),
        "yaml": (b"", LARGEST_FILE),
        "yml": (b"", LARGEST_FILE),
        "pdf": (b"%PDF-", LARGEST_PAPER),
        "zip": (b"PK", LARGEST * MEGABYTE),
    }
)


def checked(given: Given) -> Given:
    """Return a file that may be read, by its kind.

    Raises
    ------
    UploadError
        When it is of another kind, empty or too large.
    """
    kind = given.name.lower().rpartition(".")[2]
    if kind not in KINDS:
        known = ", ".join(f".{each}" for each in KINDS)
        raise _refusal(given, "is no file that Lodestone reads", f"Give one that ends in {known}")
    begins, most = KINDS[kind]
    if given.size > most:
        fix = f"A {kind.upper()} file has at most {most / MEGABYTE:g} MB"
        raise _refusal(given, f"{given.size / MEGABYTE:.1f} MB are too many", fix)
    head = given.getvalue()[:HEAD]
    if begins not in head or (kind == "zip" and not head.startswith(begins)):
        what = f"ends in .{kind} but is no such file" if head else "is empty"
        raise _refusal(given, what, "Export it again, or copy the whole file")
    return given


def _refusal(given: Given, what: str, fix: str) -> UploadError:
    return UploadError([Problem(shown(given.name), what, fix)])
