"""The study comes back from its paper; any other file is refused in words."""

import io
from typing import Any

import pikepdf
import pypdf
import pytest

from dashboard.report.attachment import LARGEST_PAPER, study_in
from models import ModelError, Study
from tests.dashboard.report.papers import STUDIES, paper, subject


@pytest.mark.parametrize("name", STUDIES)
def test_the_study_comes_back_from_its_paper(name: str) -> None:
    assert study_in(paper(name)) == subject(name).study
    assert Study.from_json(subject(name).study.to_json()) == study_in(paper(name))


def unpacked(data: bytes) -> bytes:
    """A paper with all its names in the open, so that they can be damaged."""
    into = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as opened:
        opened.save(into, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return into.getvalue()


def test_a_paper_that_was_written_anew_still_brings_its_study() -> None:
    assert study_in(unpacked(paper("default"))) == subject("default").study


DAMAGED = {
    "nothing": lambda _: b"",
    "no PDF": lambda _: b"{}",
    "cut": lambda data: data[: len(data) // 2],
    "no attachment": lambda data: data.replace(b"/EmbeddedFiles", b"/EmbeddedFilez"),
    "no content": lambda data: data.replace(b"/EF", b"/EG"),
    "another name": lambda data: data.replace(b"lodestone_study", b"lodestone_studx"),
    "too large": lambda data: data + b" " * LARGEST_PAPER,
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_paper_is_refused_in_words(how: str) -> None:
    with pytest.raises(ModelError) as caught:
        study_in(DAMAGED[how](unpacked(paper("default"))))
    for problem in caught.value.problems:
        assert all(problem)


def made(content: bytes, **more: Any) -> bytes:
    """A PDF of another maker with an attachment of our name."""
    writer = pypdf.PdfWriter()
    writer.add_blank_page(10, 10)
    writer.add_attachment("lodestone_study.json", content)
    if more:
        writer.encrypt(**more)
    into = io.BytesIO()
    writer.write(into)
    return into.getvalue()


HOSTILE = {
    "no study": b"{}",
    "no JSON": b"\xff\xfe",
    "deep": b"[" * 100_000,
    "long": b" " * 1_100_000,
    "unpacks to much": b" " * 80_000_000,
}


def written(names: bytes, stream: bytes = b"<<>>") -> bytes:
    """A PDF by hand: what stands for its names, and a further object."""
    objects = [b"<</Type/Catalog/Names " + names + b">>", stream]
    out, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, each)
    table = b"".join(b"%010d 00000 n \n" % each for each in places)
    end = b"trailer\n<</Size 3/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(out)
    return out + b"xref\n0 3\n0000000000 65535 f \n" + table + end


OURS = b"<</EmbeddedFiles<</Names[(lodestone_study.json)<</EF<</F 2 0 R>>>>]>>>>"
PLAIN = b"<</Length 2>>\nstream\n{}\nendstream"
TWICE = b"<</Length 3/Filter[/ASCII85Decode/FlateDecode]>>\nstream\nz~>\nendstream"
BY_HAND = {
    "a number": (b"5", PLAIN),
    "a loop": (b"<</EmbeddedFiles<</Names 2 0 R>>>>", b"2 0 R"),
    "half a pair": (b"<</EmbeddedFiles<</Names[(lodestone_study.json)]>>>>", PLAIN),
    "no description": (b"<</EmbeddedFiles<</Names[(lodestone_study.json) 5]>>>>", PLAIN),
    "no stream": (OURS, b"<<>>"),
    "packed in a way of its own": (OURS, TWICE),
    "deep": (b"[" * 100_000, PLAIN),
    "no study": (OURS, PLAIN),
}


@pytest.mark.parametrize("what", BY_HAND)
def test_a_file_written_to_harm_is_refused_in_words(what: str) -> None:
    with pytest.raises(ModelError) as caught:
        study_in(written(*BY_HAND[what]))
    for problem in caught.value.problems:
        assert all(problem)


@pytest.mark.parametrize("what", HOSTILE)
def test_a_study_that_is_none_is_refused_in_words(what: str) -> None:
    with pytest.raises(ModelError) as caught:
        study_in(made(HOSTILE[what]))
    for problem in caught.value.problems:
        assert all(problem)


def test_a_locked_paper_is_refused_and_one_of_another_maker_is_read() -> None:
    content = subject("default").study.to_json().encode()
    assert study_in(made(content)) == subject("default").study
    with pytest.raises(ModelError):
        study_in(made(content, user_password="x"))  # noqa: S106
