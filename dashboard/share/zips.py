"""ZIP archives from outside, opened and read within bounds, and never unpacked to files.

Nothing that an archive says of itself is believed: its directory is measured before it is read, and
a member is read no further than the bound, whatever size it tells.

Limits   25,000 members, each with at most 8 MB, all with at most 4 GB; no encryption, no comment,
         no ZIP64, only members that are stored or deflated.
Raises   ArchiveError.
"""

import os
import re
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import BinaryIO

from dashboard.share.problems import first, shown
from models import ModelError, Problem

MOST_MEMBERS = 25_000
LONGEST_MEMBER, LONGEST_ALL = 8_000_000, 4_000_000_000  # bytes
LONGEST_ENTRY = 130  # bytes of the directory for each member, on average
END = struct.Struct("<4s4H2LH")  # the last record: signature, 4 counts, size, start, comment
END_SIGN, ZIP64_SIGN = b"PK\5\6", b"PK\6\7"
ZIP64_BYTES = 20
PLACE = "archive"
AGAIN = "Export the library again, or copy the whole file"
METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
ENCRYPTED = 0x1
BROKEN = (  # all that zipfile raises for a damaged archive, or one that it does not support
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    RuntimeError,
)


class ArchiveError(ModelError):
    """An archive cannot be read, or not be written."""


def refusal(what: str, fix: str = AGAIN, where: str = PLACE) -> ArchiveError:
    """Return an error with one problem."""
    return ArchiveError([Problem(where, what, fix)])


@contextmanager
def opened(
    source: BinaryIO, allowed: re.Pattern[str], most: int = LONGEST_ALL
) -> Iterator[zipfile.ZipFile]:
    """Open an archive whose every member has an allowed name, and that unpacks to no more.

    Raises
    ------
    ArchiveError
        Naming every member that is not allowed.
    """
    try:
        _measure(source)
        archive = zipfile.ZipFile(source)
    except BROKEN as error:
        raise refusal(f"cannot be opened ({shown(error) or 'it is damaged'})") from None
    with archive:
        problems = list(_trespasses(archive.infolist(), allowed, most))
        if problems:
            raise ArchiveError(first(problems, PLACE))
        yield archive


def read(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read a member whole.

    Raises
    ------
    ArchiveError
        When it is damaged, or longer than the bound.
    """
    try:
        info = archive.getinfo(name)
        with archive.open(info) as member:
            data = member.read(LONGEST_MEMBER + 1)
    except BROKEN as error:
        raise refusal(f"cannot be read ({shown(error) or 'it is damaged'})", AGAIN, name) from None
    if len(data) != info.file_size:
        raise refusal("has another size than its archive says", AGAIN, name)
    return data


def _measure(source: BinaryIO) -> None:
    """Refuse a directory that would fill the memory, before anybody reads it."""
    length = source.seek(0, os.SEEK_END)
    if length < END.size:
        raise zipfile.BadZipFile("it is no ZIP archive, or was cut off")
    source.seek(max(0, length - END.size - ZIP64_BYTES))
    tail = source.read(END.size + ZIP64_BYTES)
    before, last = tail[: -END.size], tail[-END.size :]
    sign, _, _, _, members, size, _, comment = END.unpack(last)
    if sign != END_SIGN or comment:
        raise zipfile.BadZipFile("it is no ZIP archive, was cut off, or has a comment")
    if before.startswith(ZIP64_SIGN) or members > MOST_MEMBERS:
        raise zipfile.BadZipFile(f"it has more than {MOST_MEMBERS:,} members")
    if size > MOST_MEMBERS * LONGEST_ENTRY:
        raise zipfile.BadZipFile("its directory is too long")


def _trespasses(
    members: list[zipfile.ZipInfo], allowed: re.Pattern[str], most: int
) -> Iterator[Problem]:
    if len(members) > MOST_MEMBERS:
        yield Problem(PLACE, f"has more than {MOST_MEMBERS:,} members", AGAIN)
    if sum(each.file_size for each in members) > most:
        yield Problem(PLACE, f"unpacks to more than {most:,} bytes", AGAIN)
    yield from _twice(each.filename for each in members)
    for each in members:
        place = shown(each.filename)
        if not allowed.fullmatch(each.filename):
            yield Problem(place, "has no place in a library", "Take it out")
        if each.file_size > LONGEST_MEMBER:
            yield Problem(place, f"has more than {LONGEST_MEMBER:,} bytes", AGAIN)
        if each.flag_bits & ENCRYPTED or each.compress_type not in METHODS:
            yield Problem(place, "is encrypted or packed in an unusual way", AGAIN)


def _twice(names: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(shown(name), f"is there {times} times", "Keep one of them")
