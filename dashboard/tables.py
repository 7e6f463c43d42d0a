"""Tables as CSV files that a spreadsheet opens without running anything in them.

A cell that begins with =, +, - or @ is read as a formula; so is what follows a semicolon, a tab or
a new line where the spreadsheet takes that for the end of a cell. Such a place gets an apostrophe.

Source   OWASP, CSV Injection.
"""

import re

import pandas as pd

# The wide forms are of Chinese and Japanese keyboards; some spreadsheets take them for the others.
RISKY = re.compile(r"(^|[;\t\r\n])(?=[\s\"\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20])")
BLANK = re.compile(r"^(?=[\t\r\n])")
NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d+)?")


def csv(table: pd.DataFrame) -> bytes:
    """Write a table as CSV; no cell can run as a formula."""
    safe = table.rename(columns=harmless).map(harmless)
    return safe.to_csv(index=False).encode("utf-8-sig")


def harmless(cell: object) -> object:
    """Return a cell as a spreadsheet may have it; only text can be changed by that."""
    if not isinstance(cell, str) or NUMBER.fullmatch(cell):
        return cell
    return BLANK.sub("'", RISKY.sub(r"\1'", cell))
