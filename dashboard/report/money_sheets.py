"""The money in a workbook: what each party gains, and the ledger and accounts of each deal.

The first stands on the summary, the others on the sheet of the deal.
"""

from dashboard.finances import Finances
from dashboard.report import money_rows
from dashboard.report.rows import Table
from dashboard.report.sheets import Book, Worksheet
from dashboard.report.subject import Subject

ENDING = (
    "a column is the calendar year in which a year of the deal ends, the first the effective date: "
    "a flow falls at the end of its year"
)
WORTH = (
    "What each party gains, kINR of the day at the effective date, at its own return: net present "
    "value and gain over having no deal over all draws; rates, payback and funding over the first "
    "2,000 draws at most"
)
SHARED = "Who gets what, as shares of 1, over the same draws; defined where there is what to share"
LEDGER = "Ledger: mean of every payment, kINR of the day a year, over the first {:,} draws; {}"
NETS = "Net cash of every party, kINR of the day a year; the means of all parties add up to nothing"
ACCOUNTS = (
    "Accounts of the magnet business, means, kINR of the day: income and cash of each year, "
    "balance at its end"
)


def parties(book: Book, sheet: Worksheet, row: int, subject: Subject) -> int:
    """Write what each party gains, and who gets what; returns the row after it."""
    row = headed(book, sheet, row, WORTH, money_rows.parties_table(subject))
    return headed(book, sheet, row + 1, SHARED, money_rows.shares_table(subject))


def money(book: Book, sheet: Worksheet, row: int, account: Finances) -> int:
    """Write ledger, net cash of the parties, and accounts, one below the other."""
    title = LEDGER.format(account.money.draws, ENDING)
    row = headed(book, sheet, row, title, money_rows.ledger_table(account))
    row = headed(book, sheet, row + 1, NETS, money_rows.nets_table(account))
    if (accounts := money_rows.statements_table(account)) is not None:
        row = headed(book, sheet, row + 1, ACCOUNTS, accounts)
    return row


def headed(book: Book, sheet: Worksheet, row: int, title: str, table: Table) -> int:
    """Write a table below its title; returns the row after it."""
    sheet.write_string(row, 0, title, book.bold)
    return book.table(sheet, row + 1, table)
