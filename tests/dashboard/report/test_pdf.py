"""The board paper as PDF: what it says, what it carries, and what a partner's copy does not."""

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdf
import pytest

from dashboard import text
from dashboard.report import pdf as setting
from dashboard.report.attachment import study_in
from dashboard.report.blocks import Figure, Paragraph, Table
from dashboard.report.glyphs import held, shown
from dashboard.report.pdf import ReportError, pdf, preview
from dashboard.report.report import report_of
from dashboard.report.subject import subject_of
from models import MOST_DEALS, StudyError
from tests.dashboard.drawn import DATASET, DOLLARS, full
from tests.dashboard.report import hidden
from tests.dashboard.report.papers import (
    DRAWS,
    MARKUP,
    NAME,
    STUDIES,
    TOLD,
    bookmarks,
    flat,
    paper,
    read,
    report,
    strings,
    subject,
    words_of,
)

ROOT = Path(__file__).resolve().parents[3]
DEVANAGARI = re.compile(r"[\u0900-\u097f]")
AGAIN = (
    "import hashlib; from tests.dashboard.report.papers import paper;"
    "print(hashlib.sha256(paper('changed')).hexdigest())"
)


@pytest.fixture(params=STUDIES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_every_word_and_number_of_the_report_is_in_the_pdf(name: str) -> None:
    found = words_of(paper(name))
    for each in report(name).pages:
        for block in each.blocks:
            if isinstance(block, Table):
                cells = (cell for row in (block.header, *block.rows) for cell in row)
            elif isinstance(block, Figure):
                continue
            else:
                cells = strings(vars(block))
            for cell in cells:
                if cell not in ("plain", "answer", "small") and not DEVANAGARI.search(cell):
                    assert flat(cell) in found, cell


def test_criteria_in_the_pdf_are_those_of_the_engine(name: str) -> None:
    told = subject(name)
    found = words_of(paper(name))
    for deal in told.deals:
        low, middle, high = told.evaluation.outcomes[deal.name].span("supply_security")
        spread = [text.number(100 * each) for each in (low, middle, high)]
        assert f"{spread[1]}{spread[0]}to{spread[2]}" in found


def test_the_body_has_six_to_nine_pages(name: str) -> None:
    places = bookmarks(paper(name))
    assert 6 <= places["Annex A: All terms"] <= 9


def test_the_usual_paper_has_eight_pages_and_its_decision_one() -> None:
    places = bookmarks(paper("default"))
    assert places["The deals compared"] == 1
    assert places["Annex A: All terms"] == 8


def test_as_many_deals_as_there_may_be_have_no_longer_body() -> None:
    most = subject_of(full().changed(draws=DRAWS), DATASET, DOLLARS)
    assert len(most.study.deals) == MOST_DEALS
    assert bookmarks(pdf(report_of(most), None))["Annex A: All terms"] <= 9


def test_bookmarks_lead_to_every_part_in_order(name: str) -> None:
    places = bookmarks(paper(name))
    headings = [each.heading for each in report(name).pages]
    assert [each for each in places if each in headings] == headings
    assert sorted(places.values()) == list(places.values())


def test_title_language_and_tags_are_those_of_an_accessible_file(name: str) -> None:
    reader = read(paper(name))
    root: Any = reader.root_object
    assert reader.metadata is not None
    assert reader.metadata.title == STUDIES[name][0].title
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


def test_every_chart_says_in_words_what_it_shows(name: str) -> None:
    alts = {flat(str(each["/Alt"])) for each in elements(paper(name)) if "/Alt" in each}
    charts = [block for each in report(name).pages for block in each.blocks]
    told = {flat(each.alt) for each in charts if isinstance(each, Figure)}
    of_each = 0 if name == "hostile" else 2 * len(subject(name).study.deals)  # gains, stages
    assert len(told) == 6 + of_each
    assert told <= alts


def test_every_table_has_header_cells(name: str) -> None:
    kinds = [each.get("/S") for each in elements(paper(name))]
    tables = [block for each in report(name).pages for block in each.blocks]
    heads = sum(len(each.header) for each in tables if isinstance(each, Table))
    assert kinds.count("/TH") >= heads > 0


def elements(data: bytes) -> Iterator[Any]:
    """Every element of the structure for readers."""
    reader = read(data)
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        found: Any = reader.get_object(number)
        if isinstance(found, dict) and found.get("/Type") == "/StructElem":
            yield found


def test_all_fonts_are_embedded_and_ours() -> None:
    for page in read(paper("hostile")).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            inner = font.get_object()["/DescendantFonts"][0].get_object()
            assert "NotoSans" in inner["/BaseFont"]
            assert "/FontFile2" in inner["/FontDescriptor"]


def test_what_looks_like_markup_is_text_wherever_a_user_may_write() -> None:
    found = words_of(paper("hostile"))
    assert flat(f"{MARKUP} title") in found
    for each in TOLD.values():
        assert flat(each) in found
    assert MARKUP in bookmarks(paper("hostile"))


def test_names_in_devanagari_are_whole() -> None:
    """A cluster has glyphs of its own; what they stand for is written beside them."""
    names = [each.name for each in STUDIES["hostile"][0].deals[1:]]
    assert len(NAME) > 50
    assert set(names) <= set(bookmarks(paper("hostile")))
    clusters = {each for each in replaced(paper("hostile")) if DEVANAGARI.search(each)}
    assert len(clusters) > 10
    assert not [each for each in clusters if each not in NAME]


def replaced(data: bytes) -> Iterator[str]:
    """Texts that a file gives for glyphs which do not tell them."""
    reader = read(data)
    for page in reader.pages:
        content = pypdf.generic.ContentStream(page["/Contents"], reader)
        for operands, operator in content.operations:
            if operator == b"BDC" and "/ActualText" in operands[1]:
                yield str(operands[1]["/ActualText"])


def test_the_rupee_has_its_sign() -> None:
    assert "Cost,₹/kg" in words_of(paper("changed"))


def test_the_same_report_gives_the_same_bytes_in_another_process_too() -> None:
    first = pdf(report("changed"), subject("changed").study.to_json().encode())
    assert first == paper("changed")
    run = subprocess.run([sys.executable, "-c", AGAIN], cwd=ROOT, capture_output=True, check=True)
    assert run.stdout.decode().strip() == hashlib.sha256(first).hexdigest()


def test_the_preview_is_one_picture() -> None:
    assert preview(report("default")).startswith(b"\x89PNG")


def test_a_partner_finds_no_trace_of_what_is_hidden() -> None:
    whole, seen = hidden.subject(partner=False), hidden.subject(partner=True)
    told, partner = report_of(whole), report_of(seen)
    known, data = pdf(told, hidden.study().to_json().encode()), pdf(partner, None)
    traces = (hidden.QUIET, hidden.NOTE, "Quiet Asha", hidden.LINK, hidden.study().fingerprint[:32])
    fee = text.display(hidden.FEE, "USD/kg", whole.money)
    held = text.display(hidden.HELD, "USD/kg", whole.money)
    before, after = words_of(known), words_of(data)
    for trace in (*traces, "Tolling fee", fee, held):
        assert flat(trace) in before, trace
        assert flat(trace) not in after, trace
        assert not any(trace in each for each in strings(partner.as_data())), trace
    every = streams(data)
    for what, needle in hidden.needles().items():
        assert needle.encode() not in every, what
        assert needle.encode("utf-16-be") not in every, what


def streams(data: bytes) -> bytes:
    """Everything in a file: as it is, every object as text, and every stream unpacked."""
    reader = read(data)
    found = [data]
    for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
        each = reader.get_object(number)
        found.append(repr(each).encode())
        if isinstance(each, pypdf.generic.StreamObject):
            found.append(each.get_data())
    return b"\n".join(found)


def test_a_partner_gets_no_study_and_no_score() -> None:
    seen = report_of(hidden.subject(partner=True))
    data = pdf(seen, None)
    assert not read(data).attachments
    with pytest.raises(StudyError, match="carries no study"):
        study_in(data)
    (table,) = (each for each in seen.pages[0].blocks if isinstance(each, Table))
    assert "Rank" not in table.header
    assert {row[-2] for row in table.rows} == {"left out"}


def test_a_character_that_the_fonts_do_not_hold_is_replaced() -> None:
    assert shown({"name": ["₹ अ 日"]}) == {"name": ["₹ अ ?"]}
    assert ord("日") not in held()


def test_a_complaint_of_the_typesetter_is_an_error_of_ours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setting, "FONTS", ROOT / "data")  # no fonts there: only a warning
    with pytest.raises(ReportError, match="unknown font"):
        pdf(report("default"), None)


def test_small_print_is_a_paragraph_of_the_report() -> None:
    small = [each for each in report("default").pages[0].blocks if isinstance(each, Paragraph)]
    assert {each.look for each in small} == {"plain", "answer", "small"}
