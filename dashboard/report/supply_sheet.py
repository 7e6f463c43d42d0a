"""The simulated supply of every deal in a workbook, on a sheet of its own; none of a partner's."""

from dashboard.report.money_sheets import headed
from dashboard.report.sheets import A3, NARROW, WIDE, Book
from dashboard.report.subject import Subject
from dashboard.report.supply_rows import exposure_table, supply_table

NAME = "Security"
NOTES = (
    "One world of ten years of interruptions for each of the first 2,000 draws at most, the same "
    "for every deal. Days are days of the deal's whole demand.",
    "Causes sum to what is unserved. What a clause saves is found in the same worlds: taken away "
    "where it is agreed, added where it is not (a stock: 30 days). Savings do not add up.",
)


def supply(book: Book, subject: Subject) -> None:
    """Write the sheet, if the supply may be seen."""
    if not subject.supply:
        return
    sheet = book.sheet(NAME, "Supply security, simulated", list(NOTES), A3)
    hazards = {key: each.label for key, each in subject.dataset.hazards.items()}
    row = headed(book, sheet, len(NOTES) + 2, "Results, causes and clauses", supply_table(subject))
    headed(book, sheet, row + 1, "What reaches which stage", exposure_table(subject, hazards))
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 6, NARROW * 1.6)
    sheet.freeze_panes(1, 1)
