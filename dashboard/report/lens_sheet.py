"""Static measures of supply risk in a workbook, on a sheet of their own."""

from dashboard import lens_words
from dashboard.report.lens_rows import tables
from dashboard.report.money_sheets import headed
from dashboard.report.sheets import A3, NARROW, WIDE, Book
from dashboard.report.subject import Subject

NAME = "Other measures"
TITLES = {
    "measures": "Every measure of every deal",
    "measure_steps": "Step by step: who supplies it",
    "measure_places": "N-1: share of demand met without the largest source of each place",
    "measure_facts": "Facts of countries behind the measures",
}


def measures(book: Book, subject: Subject) -> None:
    """Write the sheet, if the measures may be seen."""
    found = subject.lenses
    if found is None:
        return
    about = (f"{name}: {lens_words.about(found, key)}" for key, name in lens_words.NAMES.items())
    notes = [lens_words.INTRO, *about, lens_words.published(found), lens_words.guesses(found)]
    sheet = book.sheet(NAME, NAME, notes, A3)
    row = len(notes) + 2
    for key, table in tables(subject).items():
        row = headed(book, sheet, row, TITLES[key], table) + 1
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 12, NARROW * 1.6)
    sheet.freeze_panes(1, 1)
