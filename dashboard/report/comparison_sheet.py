"""The sheet of a workbook that sets the deals side by side, with differences as formulas."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard.report.sheets import A3, NARROW, WIDE, Book, Worksheet, letters
from dashboard.report.subject import Subject
from dashboard.text import label
from models import COST_PARTS, quantities

SHOWN = ("mean", "p50")


def comparison(book: Book, subject: Subject, notes: Sequence[str]) -> None:
    """Means side by side, what each deal differs by from the baseline as formulas, and P50."""
    sheet = book.sheet("Comparison", "Comparison with the baseline", list(notes), A3)
    top, names = len(notes) + 2, [deal.name for deal in subject.deals]
    heads = [f"Mean: {each}" for each in names]
    heads += [f"Difference: {each}" for each in names[:-1]] + [f"P50: {each}" for each in names]
    book.heads(sheet, top, ["Result", "Unit", *heads])
    found = [quantities(each, subject.dataset) for each in subject.evaluation.outcomes.values()]
    units = {key: each["unit"] for one in found for key, each in one.items()}
    for row, (key, unit) in enumerate(units.items(), start=top + 1):
        sheet.write_string(row, 0, label(key))
        sheet.write_string(row, 1, unit)
        parts = [[one[key][part] if key in one else None for one in found] for part in SHOWN]
        _compared(book, sheet, row, *parts)
    _check(book, sheet, top + 1, list(units), found)
    last = 1 + len(heads)
    sheet.autofilter(top, 0, top + len(units), last)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 1, NARROW)
    sheet.set_column(2, last, NARROW * 1.6)
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)


def _compared(
    book: Book, sheet: Worksheet, row: int, means: list[float | None], middles: list[float | None]
) -> None:
    """Write the means of a result, the differences where the baseline has it, too, and P50."""
    base, place = means[-1], letters(1 + len(means))
    for column, value in enumerate(means, start=2):
        book.cell(sheet, row, column, value)
    for column, value in enumerate(means[:-1], start=2):
        if value is not None and base is not None:
            formula = f"={letters(column)}{row + 1}-${place}{row + 1}"
            gap = value - base
            sheet.write_formula(row, column + len(means), formula, book.sized(gap), gap)
    for column, value in enumerate(middles, start=1 + 2 * len(means)):
        book.cell(sheet, row, column, value)


def _check(
    book: Book, sheet: Worksheet, first: int, keys: list[str], found: Sequence[Mapping[str, Any]]
) -> None:
    """Let the reader's own program check that the parts make up the cost, where all are shown."""
    whole = {column for column, one in enumerate(found, start=2) if {"cost", *COST_PARTS} <= {*one}}
    if not whole:
        return
    row, cost = first + len(keys) + 1, first + keys.index("cost") + 1
    places = [first + keys.index(part) + 1 for part in COST_PARTS]
    sheet.write_string(row, 0, "Check: cost less its parts, rounded", book.bold)
    for column in sorted(whole):
        letter = letters(column)
        parts = f"SUM({letter}{min(places)}:{letter}{max(places)})"
        sheet.write_formula(row, column, f"=ROUND({letter}{cost}-{parts},9)", book.format("0"), 0)
