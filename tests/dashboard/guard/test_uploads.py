"""Files from outside are looked at before they are read, and read within bounds."""

import io
import time
import tomllib
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path

import pypdf
import pytest

from dashboard.guard import uploads
from dashboard.guard.uploads import LARGEST, LONGEST_LIBRARY, UploadError, checked
from dashboard.report.attachment import NAME, study_in
from dashboard.share.archive import import_library
from dashboard.share.store import Store
from dashboard.share.zips import ArchiveError
from models import ModelError

ROOT = Path(__file__).resolve().parents[3]
SECONDS = 5.0  # in which a hostile file is refused


@dataclass
class File:
    name: str
    data: bytes

    @property
    def size(self) -> int:
        return len(self.data)

    def getvalue(self) -> bytes:
        return self.data


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{}"),
        ("A.YAML", b"x: 1"),
        ("a.yml", b""),
        ("paper.PDF", b"\n%PDF-1.7"),
        ("library.zip", b"PK\x03\x04"),
    ],
)
def test_a_file_of_its_kind_passes(name: str, data: bytes) -> None:
    assert checked(File(name, data)).getvalue() == data


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.exe", b"MZ", "is no file that Lodestone reads"),
        ("a", b"{}", "is no file that Lodestone reads"),
        ("../../etc/passwd", b"root", "is no file that Lodestone reads"),
        ("a.zip", b"%PDF-1.7", "ends in .zip but is no such file"),
        ("a.pdf", b"PK\x03\x04", "ends in .pdf but is no such file"),
        ("a.pdf", b" " * 2_000 + b"%PDF-", "ends in .pdf but is no such file"),
        ("a.zip", b"MZ" + b"PK\x03\x04", "ends in .zip but is no such file"),
        ("a.pdf", b"", "is empty"),
        ("a.json", b" " * 1_000_001, "1.0 MB are too many"),
        ("a.pdf", b"%PDF-" + b" " * 10_000_000, "10.0 MB are too many"),
        ("a.zip", b"PK" + b" " * 20_000_000, "20.0 MB are too many"),
    ],
)
def test_another_is_refused_with_what_to_do(name: str, data: bytes, said: str) -> None:
    with pytest.raises(UploadError, match=said) as refused:
        checked(File(name, data))
    assert refused.value.problems[0].fix


def test_a_name_from_outside_is_shown_short_and_plain() -> None:
    with pytest.raises(UploadError) as refused:
        checked(File("\x1b[2J" + "x" * 500, b""))
    where = refused.value.problems[0].where
    assert len(where) < 100
    assert where.isprintable()


def test_the_server_takes_nothing_above_the_largest_kind() -> None:
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["server"]["maxUploadSize"] == LARGEST
    assert max(most for _, most in uploads.KINDS.values()) <= LARGEST * uploads.MEGABYTE


def packed(*members: bytes) -> io.BytesIO:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for place, member in enumerate(members, 1):
            archive.writestr(f"numbers/{place}.json", member)
    target.seek(0)
    return target


def refused_soon(source: io.BytesIO, store: Store, said: str) -> None:
    begun = time.monotonic()
    with pytest.raises(ArchiveError, match=said):
        import_library(store, source, LONGEST_LIBRARY)
    assert time.monotonic() - begun < SECONDS


def test_a_small_library_that_unpacks_to_much_is_refused_unread(saved: Store) -> None:
    bomb = packed(*[b"0" * 7_900_000] * 26)
    assert len(bomb.getvalue()) < 300_000
    refused_soon(bomb, saved, "unpacks to more than 200,000,000 bytes")


def test_an_archive_in_an_archive_is_not_opened(saved: Store) -> None:
    inner = packed(b"0" * 1_000_000).getvalue()
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("numbers/1.zip", inner)
        archive.writestr("../../x.json", b"{}")
    refused_soon(target, saved, "has no place in a library")


def test_an_archive_that_lies_of_its_sizes_is_read_no_further(saved: Store) -> None:
    data = bytearray(packed(b"0" * 7_900_000).getvalue())
    for sign, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(sign) + place
        data[at : at + 4] = (100).to_bytes(4, "little")
    refused_soon(io.BytesIO(bytes(data)), saved, "cannot be read|another size")


def paper(stream: bytes) -> bytes:
    """A PDF whose attachment is this stream, deflated by its own word."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(72, 72)
    writer.add_attachment(NAME, b"{}")
    target = io.BytesIO()
    writer.write(target)
    told, old = target.getvalue(), b"stream\n{}\nendstream"
    assert told.count(old) == 1
    return told.replace(old, b"stream\n" + stream + b"\nendstream").replace(
        b"/Length 2\n", b"/Length %d\n/Filter /FlateDecode\n" % len(stream)
    )


@pytest.mark.parametrize("times", [1, 2])
def test_a_paper_whose_study_unpacks_to_much_is_refused_in_time(times: int) -> None:
    bomb = b"0" * 200_000_000
    for _ in range(times):
        bomb = zlib.compress(bomb, 1)
    begun = time.monotonic()
    with pytest.raises(ModelError):
        study_in(paper(bomb))
    assert time.monotonic() - begun < SECONDS
