"""Packing of a paper: the same document, and a file of another build as it was."""

import io

import pikepdf
import pytest

from dashboard.report import pdf as setting
from dashboard.report.packing import packed
from tests.dashboard.report.papers import report


@pytest.fixture(scope="module")
def loose() -> bytes:
    data = setting._data(report("default"), b"{}")
    return setting._compiled(data, format="pdf", pdf_standards=setting.STANDARD)[0]


def rebuilt(data: bytes) -> bytes:
    """The document as another library writes it out, object by object."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        assert not opened.check_pdf_syntax()
        kept = pikepdf.ObjectStreamMode.disable
        opened.save(into, object_stream_mode=kept, static_id=True, compress_streams=False)
    return into.getvalue()


def test_what_is_packed_is_the_same_document_and_a_third_of_the_size(loose: bytes) -> None:
    short = packed(loose)
    assert len(short) < len(loose) / 3
    with pikepdf.open(io.BytesIO(loose)) as before, pikepdf.open(io.BytesIO(short)) as after:
        assert after.trailer.ID == before.trailer.ID
        assert len(after.pages) == len(before.pages)
    assert rebuilt(short) == rebuilt(loose)


def test_what_is_packed_already_or_damaged_stays_as_it_is(loose: bytes) -> None:
    short, moved = packed(loose), loose.replace(b"\n2 0 obj\n", b"\n\n2 0 obj\n", 1)
    for strange in (short, moved, loose[:-100], b"", b"%PDF-1.7", b"xref\n0 1\n"):
        assert packed(strange) == strange
