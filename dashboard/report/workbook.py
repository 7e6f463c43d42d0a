"""A study as a workbook: summary, comparison, each deal, what matters, worlds, numbers and draws.

Every number stands there as the engine has it, in the engine's unit, and shows about three figures.
The differences of the comparison are formulas over cells; nothing else is, and there is no macro.
The same subject gives the same bytes.

Limits   Yearly quantities are over the first 2,000 draws; a partner's workbook has none. All have
         their mean, a few P10, P50 and P90, too: those of all are in the ZIP of everything.
"""

import datetime
import io
from collections.abc import Mapping

from dashboard.report import (
    dates,
    lens_sheet,
    matter_sheets,
    money_sheets,
    rows,
    timing_sheet,
    world_sheet,
)
from dashboard.report.comparison_sheet import comparison
from dashboard.report.money_sheets import ENDING, headed
from dashboard.report.rows import Cell, Table
from dashboard.report.sheets import (
    A3,
    NARROW,
    PLAIN,
    WIDE,
    WIDEST,
    Book,
    Worksheet,
    place_of,
    sheet_name,
)
from dashboard.report.subject import Subject
from dashboard.report.supply_sheet import supply
from dashboard.report.yearly import Years
from dashboard.text import NO_PUBLIC_TERMS
from models import CRITERIA, STRUCTURES, Deal

UNITS = (
    "Numbers are in the model's own units and to full precision: USD of 2025 (kUSD thousands, MUSD "
    "millions), kINR thousands of rupees of the day (10,000 are a crore), t/a tonnes a year, a "
    "years, d days, 1 shares from 0 to 1 and pure numbers."
)
PARTNER = "A partner view: what its owner marked as confidential is left out."
NO_YEARS = (
    "Yearly quantities, the ledger, and what others than the partner gain are left out of a "
    "partner view, as they may tell confidential terms."
)
MEANS = "Means over the draws; a difference of means is the mean of the differences."
SPREAD = frozenset(  # yearly quantities with P10, P50 and P90 beside their means
    {"magnet_output", "utilisation", "magnet_price", "landed_import_price", "oxide_price"}
    | {"rupee_rate", "loan_balance", "coverage"}
)
YEARLY = (
    "Yearly quantities over the first {:,} draws: means, and P10, P50 and P90 of output, prices "
    "and loan (those of all are in tables/yearly.csv of all data); {}"
)
NAMED = {"p10": "p10", "p50": "median", "p90": "p90"}


def workbook(subject: Subject) -> bytes:
    """Write the workbook of a study."""
    written = io.BytesIO()
    book = Book(written)
    _describe(book, subject)
    _summary(book, subject)
    comparison(book, subject, _notes(subject, MEANS, UNITS))
    years = {each.deal: each for each in subject.years}
    for number, deal in enumerate(subject.deals, start=1):
        _deal(book, subject, number, deal, years)
    supply(book, subject)
    lens_sheet.measures(book, subject)
    matter_sheets.sheets(book, subject, _notes(subject))
    world_sheet.worlds(book, subject, _notes(subject, UNITS))
    _assumptions(book, subject)
    _draws(book, subject)
    book.workbook.close()
    return written.getvalue()


def _describe(book: Book, subject: Subject) -> None:
    saved = subject.made_at
    moment = saved.astimezone(datetime.UTC) if saved else _first_moment(subject)
    created = moment.replace(tzinfo=None)
    told = {"title": subject.study.title, "created": created, "comments": NO_PUBLIC_TERMS}
    book.workbook.set_properties(told)


def _first_moment(subject: Subject) -> datetime.datetime:
    """Return the beginning of the day that the board paper carries, too."""
    day = dates.of_document(subject)
    return datetime.datetime(day.year, day.month, day.day, tzinfo=datetime.UTC)


def _notes(subject: Subject, *more: str) -> list[str]:
    return [*more, *([] if subject.complete else [PARTNER])]


def _summary(book: Book, subject: Subject) -> None:
    """Deals with their criteria, then what the results stand for."""
    notes = _notes(subject, UNITS, NO_PUBLIC_TERMS)
    sheet = book.sheet("Summary", subject.study.title or "Study", notes)
    top = len(notes) + 2
    table = rows.deals_table(subject)
    below = book.table(sheet, top, table)
    _name_results(book, subject, table, top + 1)
    below = book.table(sheet, below + 1, rows.criteria_table(subject))
    if subject.accounts:
        below = money_sheets.parties(book, sheet, below + 1, subject)
    for row, (name, value) in enumerate(rows.facts(subject), start=below + 1):
        sheet.write_string(row, 0, name, book.bold)
        if isinstance(value, int):
            sheet.write_number(row, 1, value, book.format(PLAIN))
        else:
            book.cell(sheet, row, 1, value)
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 2, NARROW * 2)
    sheet.set_column(3, len(table.columns), NARROW)
    sheet.freeze_panes(top + 1, 1)
    sheet.repeat_rows(top)


def _name_results(book: Book, subject: Subject, table: Table, first: int) -> None:
    """Name the cells of the criteria, such as cost_median_1, and those of the baseline at last."""
    headline = {f"{key}_{part}": f"{key}_{NAMED[part]}" for key in CRITERIA for part in NAMED}
    headline |= {"score": "score_mean", "first": "first_share", "rank": "rank"}
    for place, deal in enumerate(subject.deals):
        last = "baseline" if deal.name == subject.study.baseline.name else str(place + 1)
        for column, head in enumerate(table.columns):
            if head in headline and table.rows[place][column] is not None:
                cell = place_of(first + place, column)
                book.workbook.define_name(f"{headline[head]}_{last}", f"=Summary!{cell}")


def _deal(
    book: Book, subject: Subject, number: int, deal: Deal, years: Mapping[str, Years]
) -> None:
    """Terms, results, money and yearly quantities of a deal, one below the other."""
    partner = rows.company(subject, deal)
    kind = STRUCTURES[deal.structure].title + (f", with {partner}" if partner else "")
    notes = _notes(subject, kind, UNITS, *([] if subject.complete else [NO_YEARS]))
    sheet = book.sheet(sheet_name(number, deal.name), deal.name, notes, A3)
    row = headed(book, sheet, len(notes) + 2, "Terms", rows.terms_table(subject, deal))
    row = headed(book, sheet, row + 1, "Results over all draws", rows.results_table(subject, deal))
    if deal.name in subject.accounts:
        row = money_sheets.money(book, sheet, row + 1, subject.accounts[deal.name])
    if deal.name in subject.timings:
        row = timing_sheet.stages(book, sheet, row, subject.timings[deal.name])
    if deal.name in years:
        found = years[deal.name]
        headed(book, sheet, row + 1, YEARLY.format(found.draws, ENDING), _across(found))
    sheet.set_column(0, 0, NARROW * 2)
    sheet.set_column(1, 1, WIDE)
    sheet.set_column(2, 60, NARROW)
    sheet.freeze_panes(1, 2)


def _across(found: Years) -> Table:
    """Put the years of a deal's quantities side by side: 500 rows for the spread of every one."""
    lines: list[tuple[Cell, ...]] = [
        (each.name, each.label, each.unit, part, *values.tolist())
        for each in found.found
        for part, values in each.parts.items()
        if part == "mean" or each.name in SPREAD
    ]
    return Table(("quantity", "label", "unit", "of", *map(str, found.years)), tuple(lines))


def _assumptions(book: Book, subject: Subject) -> None:
    """Every number that the deals use."""
    told = "Every number of the dataset that these deals use, with its sources."
    if subject.changed_numbers is None:
        told += " They are told as in the dataset: those that this study holds otherwise are not."
    notes = _notes(subject, told, UNITS)
    table = rows.assumptions_table(subject)
    sheet = book.sheet("Assumptions", "Assumptions", notes, A3)
    _only_table(book, sheet, len(notes) + 2, table)
    wide = {"label": WIDE, "citation": WIDEST, "url": WIDE, "note": WIDEST, "name": WIDE}
    for column, head in enumerate(table.columns):
        sheet.set_column(column, column, wide.get(head, NARROW))


def _draws(book: Book, subject: Subject) -> None:
    """Quantiles of every result of every deal."""
    told = f"Quantiles over {subject.study.draws:,} draws: P10 is what one draw in ten is below."
    notes = _notes(subject, told, UNITS)
    sheet = book.sheet("Draws", "Draws", notes)
    _only_table(book, sheet, len(notes) + 2, rows.quantiles_table(subject))
    sheet.set_column(0, 0, WIDE)
    sheet.set_column(1, 2, NARROW * 2)
    sheet.set_column(3, 12, NARROW)


def _only_table(book: Book, sheet: Worksheet, top: int, table: Table) -> None:
    """Write the one table of a sheet; its head stays in sight and is printed on each page."""
    book.table(sheet, top, table)
    sheet.freeze_panes(top + 1, 2)
    sheet.repeat_rows(top)
