"""Sheets of a workbook: a table in cells that show a number's size and keep all its digits.

Text is written as text whatever it begins with, so that no name can run as a formula. Names of
sheets are made from names of deals: at most 31 characters, and none that Excel refuses.
"""

import datetime
import io
import math
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, TypeAlias

import xlsxwriter
from xlsxwriter.utility import (
    xl_col_to_name,
    xl_rowcol_to_cell,
)

from dashboard.report.rows import Cell, Table

Worksheet: TypeAlias = Any  # the library tells no types
Format: TypeAlias = Any
LONGEST_NAME = 31  # of a sheet, in UTF-16 units as Excel counts
REFUSED = re.compile(r"[\[\]:*?/\\\x00-\x1f\x7f]")
SIZES = ((100.0, "#,##0"), (10.0, "0.0"), (1.0, "0.00"), (0.1, "0.000"), (0.01, "0.0000"))
TINY, ZERO, DAY, PLAIN = "0.00E+00", "0", "d mmm yyyy", "General"
VIRAMA, JOINER = 9, "\N{ZERO WIDTH JOINER}"  # a combining class, and a letter
NARROW, WIDE, WIDEST = 11.0, 40.0, 60.0
A4, A3 = 9, 8
ALL = "A1:XFD1048576"
OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


class Book:
    """A workbook being written, with the formats that its sheets share."""

    def __init__(self, target: io.BytesIO) -> None:
        self.workbook = workbook = xlsxwriter.Workbook(target, OPTIONS)
        self.title = workbook.add_format({"bold": True, "font_size": 14})
        self.note = workbook.add_format({"italic": True, "font_color": "#555555"})
        self.head = workbook.add_format(
            {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E8EEF4"}
        )
        self.bold = workbook.add_format({"bold": True})
        self._formats: dict[str, Format] = {}
        self._tables = 0

    def format(self, code: str) -> Format:
        """Return the format of a number, made once."""
        if code not in self._formats:
            self._formats[code] = self.workbook.add_format({"num_format": code})
        return self._formats[code]

    def sized(self, value: float) -> Format:
        """Return the format in which a number shows about three figures."""
        size = abs(value)
        if not size:
            return self.format(ZERO)
        return self.format(next((code for least, code in SIZES if size >= least), TINY))

    def sheet(self, name: str, title: str, notes: Sequence[str], paper: int = A4) -> Worksheet:
        """Begin a sheet with its title and notes; it prints in full width, with its name below."""
        sheet = self.workbook.add_worksheet(name)
        sheet.write_string(0, 0, title, self.title)
        for row, note in enumerate(notes, start=1):
            sheet.write_string(row, 0, note, self.note)
        sheet.set_landscape()
        sheet.set_paper(paper)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&L&A&RPage &P of &N")
        sheet.hide_gridlines(2)
        sheet.ignore_errors({"number_stored_as_text": ALL})  # the unit 1, ranks, years as heads
        return sheet

    def cell(self, sheet: Worksheet, row: int, column: int, value: Cell) -> None:
        """Write one value as what it is."""
        if value is None or value == "":
            return
        if isinstance(value, str):
            sheet.write_string(row, column, value)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value)
        elif isinstance(value, datetime.date):
            sheet.write_datetime(row, column, value, self.format(DAY))
        elif math.isfinite(value):
            sheet.write_number(row, column, value, self.sized(value))
        else:
            sheet.write_string(row, column, "not defined")

    def heads(self, sheet: Worksheet, row: int, heads: Sequence[str]) -> None:
        """Write the heads of columns."""
        for column, name in enumerate(heads):
            sheet.write_string(row, column, name, self.head)

    def table(self, sheet: Worksheet, top: int, table: Table) -> int:
        """Write a table with a filter of its own from a row on; returns the row after it."""
        heads = [heading(each, table.units.get(each, "")) for each in table.columns]
        for place, line in enumerate(table.rows, start=top + 1):
            for column, value in enumerate(line):
                self.cell(sheet, place, column, value)
        last = top + max(len(table.rows), 1)
        self._tables += 1
        told: dict[str, Any] = {
            "name": f"Table_{self._tables}",
            "style": "Table Style Light 1",
            "columns": [{"header": each, "header_format": self.head} for each in heads],
        }
        sheet.add_table(top, 0, last, len(heads) - 1, told)
        return last + 1


def place_of(row: int, column: int) -> str:
    """Write the place of a cell, such as $B$7."""
    return str(xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))


def letters(column: int) -> str:
    """Write a column as letters."""
    return str(xl_col_to_name(column))


def heading(column: str, unit: str = "") -> str:
    """Write the name of a column in words, and its unit; quantiles have a capital."""
    words = column.replace("_", " ")
    words = re.sub(r"\bp(\d+)\b", r"P\1", words)
    return words[:1].upper() + words[1:] + (f", {unit}" if unit else "")


def sheet_name(number: int, name: str) -> str:
    """Make the name of a deal's sheet: its number makes it unique, and the rest is cut to fit."""
    clean = " ".join(REFUSED.sub(" ", name).split())
    return _cut(f"{number} {clean}", LONGEST_NAME).strip("' ")


def _cut(text: str, most: int) -> str:
    """Cut to so many UTF-16 units, and not inside a letter that is written as several."""
    kept, used = 0, 0
    for letter in text:
        used += 2 if ord(letter) > 0xFFFF else 1  # noqa: PLR2004  the last of a single unit
        if used > most:
            break
        kept += 1
    while 1 < kept < len(text) and (_joined(text[kept]) or _joins(text[kept - 1])):
        kept -= 1
    return text[:kept]


def _joined(letter: str) -> bool:
    """Whether a letter is written onto the one before it."""
    return unicodedata.category(letter).startswith("M") or letter == JOINER


def _joins(letter: str) -> bool:
    """Whether a letter, such as a virama, takes the next one into itself."""
    return unicodedata.combining(letter) == VIRAMA or letter == JOINER
