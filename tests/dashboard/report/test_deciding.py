"""What an export asks of the two leading deals: on paper, in the workbook, not for partners."""

import dataclasses
import functools
import io

import openpyxl
import pytest

from dashboard import matter_words
from dashboard.exporting import _ask
from dashboard.report.asked import BOOK, PAPER, directly, wanted
from dashboard.report.blocks import Figure, Paragraph, Table
from dashboard.report.bundle import TOLD
from dashboard.report.bundle import tables as bundled
from dashboard.report.deciding import BARS, MOST
from dashboard.report.matter_rows import tables
from dashboard.report.matter_sheets import SHEETS
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import Subject, subject_of
from dashboard.report.workbook import workbook
from tests.dashboard.drawn import DATASET, DOLLARS
from tests.dashboard.matters import answer, between, small
from tests.dashboard.report.papers import bookmarks, page, strings, words_of

HEADING = "What drives the answer, and what would change it"


@functools.cache
def subject() -> Subject:
    """The small study of the page What matters, with every answer that it has."""
    made = subject_of(small(), DATASET, DOLLARS, ask=directly)
    of = made.contest
    assert of is not None
    if {of.first, of.second} == {between().first, between().second}:
        made.answers.update({kind: answer(kind) for kind in BOOK})
    return made


@functools.cache
def report():
    return report_of(subject())


def test_the_paper_tells_what_decides_what_turns_it_and_what_is_worth_knowing() -> None:
    blocks = page(report(), HEADING).blocks
    of, told = subject().contest, subject().answer
    said = " ".join(each.text for each in blocks if isinstance(each, Paragraph))
    assert matter_words.finding(told("movers"), of.study, DATASET, DOLLARS) in said
    assert matter_words.worth(told("knowing"), DATASET, DOLLARS) in said
    assert matter_words.guesses(told("movers").gaps) in said
    assert "not computed for this paper" not in " ".join(strings(report().as_data()["pages"]))
    (tornado,) = (each for each in blocks if isinstance(each, Figure) and "moves it" in each.title)
    longest = told("movers").tornado.bars[:BARS]
    assert longest[0].label in tornado.alt
    turning = [e for e in (*told("switches").weights, *told("switches").inputs) if e.crossings]
    table = next(e for e in blocks if isinstance(e, Table) and e.header[0] == "What")
    assert len(table.rows) == min(MOST, len(turning))
    assert all(row[2].startswith(("above", "below", "with")) for row in table.rows)


def test_the_paper_with_it_is_set_and_has_at_most_ten_pages_before_the_annex() -> None:
    made = pdf(report(), None)
    assert bookmarks(made)["Annex A: All terms"] <= 10
    assert "Whatisworthknowingfirst" in words_of(made)
    assert "<i>" not in words_of(made)


def test_the_workbook_has_a_sheet_for_each_question_with_the_numbers_found() -> None:
    book = openpyxl.load_workbook(io.BytesIO(workbook(subject())))
    assert set(SHEETS) <= set(book.sheetnames)
    made = dict(tables(subject()))
    assert {key for keys in SHEETS.values() for key in keys} == made.keys() <= TOLD.keys()
    for name, keys in SHEETS.items():
        assert len(book[name].tables) == len(keys)
    switches = subject().answer("switches")
    assert len(made["break_evens"].rows) == len(switches.inputs) + len(switches.weights)
    whole = {row[0]: row[3] for row in made["information"].rows}
    assert whole["everything, luck too"] == subject().answer("knowing").all.value
    shares = [sum(row[1:-1]) for row in made["ranks"].rows]
    assert shares == pytest.approx([1.0] * len(shares))
    both = {(one, other): share for one, other, share in made["wins"].rows}
    assert all(share + both[other, one] == pytest.approx(1) for (one, other), share in both.items())


def test_a_partner_is_asked_nothing_and_told_nothing() -> None:
    seen = subject_of(small(), DATASET, DOLLARS, partner=True, ask=directly)
    assert seen.contest is None
    assert seen.answer("movers") is None
    assert not {"tornado", "break_evens", "information"} & bundled(seen).keys()


def test_each_question_is_asked_once_with_progress_within_its_part() -> None:
    asked: list[str] = []

    def ask(kind, _of, progress):
        asked.append(kind)
        progress(0.5)
        return answer(kind)

    told: list[float] = []

    class Noted:
        kinds = ("xlsx",)

        def step(self, done: float, said: str = "") -> None:
            assert isinstance(said, str)
            told.append(done)

    made = dataclasses.replace(subject(), ask=ask, answers={})
    _ask(Noted(), made)  # type: ignore[arg-type]
    _ask(Noted(), made)  # type: ignore[arg-type]
    assert asked == list(BOOK)
    half = told[: 2 * len(BOOK)]
    assert half == sorted(half)
    assert max(half) <= 0.6
    assert wanted(("pdf",)) == PAPER
