"""The time of a deal in a workbook, on the sheet of the deal."""

from dashboard.report.money_sheets import headed
from dashboard.report.sheets import Book, Worksheet
from dashboard.report.timing_rows import timing_table
from dashboard.timings import Timings

TITLE = (
    "Time: months from the effective date over the first {:,} draws. Critical: share of draws in "
    "which the first qualified magnet waits for the stage; saves: months of lead time for each "
    "month saved on it"
)


def stages(book: Book, sheet: Worksheet, row: int, found: Timings) -> int:
    """Write stages with quantiles and criticality, if any; returns the row after them."""
    if not found.steps:
        return row
    return headed(book, sheet, row + 1, TITLE.format(found.timing.draws), timing_table(found))
