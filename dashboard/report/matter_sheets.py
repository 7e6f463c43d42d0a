"""What matters in a workbook: ranks and regret, and what the two leading deals hang on."""

from dashboard.report.matter_rows import tables
from dashboard.report.money_sheets import headed
from dashboard.report.sheets import A3, NARROW, WIDE, Book, Worksheet
from dashboard.report.subject import Subject

SHEETS = {
    "Ranks": ("ranks", "wins", "regret"),
    "Tornado": ("tornado", "tornado_terms"),
    "Break-evens": ("break_evens",),
    "Information": ("information", "grades"),
}
TITLES = {
    "ranks": "In which share of the draws of inputs and weights each deal has which rank",
    "wins": "In which share of them a deal scores above another, ties as one half",
    "regret": "How far each deal is behind the best of a draw: regret, in score",
    "tornado": "Each number at its P10 and P90, all others as drawn",
    "tornado_terms": "Each term at both ends of what the other terms allow; a choice between the "
    "options that are best for either deal",
    "break_evens": "Value of each number, term and weight at which the two swap; empty: never "
    "within its range. Options by their place; days as years",
    "information": "What knowing it before choosing among all deals is worth, in score",
    "grades": "Share of the variance of the difference: luck with all it takes part in, numbers by "
    "grade, and single numbers of grade C and D",
}
BETWEEN = "First less second: {first} less {second}, the two with the highest mean scores."


def sheets(book: Book, subject: Subject, notes: list[str]) -> None:
    """Write a sheet for each question that has been asked."""
    made = dict(tables(subject))
    for name, keys in SHEETS.items():
        if not made.keys() >= set(keys):
            continue
        told = [*_between(subject, name), *notes]
        sheet = book.sheet(name, name, told, A3)
        row = len(told) + 1
        for key in keys:
            row = headed(book, sheet, row + 1, TITLES[key], made[key])
        _widths(sheet, name)


def _between(subject: Subject, name: str) -> list[str]:
    of = subject.contest
    if of is None or name in {"Ranks", "Stress"}:
        return []
    return [BETWEEN.format(first=of.first, second=of.second)]


def _widths(sheet: Worksheet, name: str) -> None:
    sheet.set_column(0, 2, WIDE if name != "Stress" else NARROW * 2)
    sheet.set_column(3, 30, NARROW)
    sheet.freeze_panes(1, 1)
