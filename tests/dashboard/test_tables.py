"""No cell of a CSV file runs in a spreadsheet, whatever it holds."""

import csv
import io
import re

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import tables

FORMULA = re.compile(r"\s*[=+\-@\uff1d\uff0b\uff0d\uff20]")
NUMBER = re.compile(r"[+-]?\d[\d.,]*(e[+-]?\d+)?", re.IGNORECASE)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("  =1+1", "'  =1+1"),
        ("\t=1+1", "'\t'=1+1"),
        ("a;=1+1", "a;'=1+1"),
        ("a\n@SUM(A1)", "a\n'@SUM(A1)"),
        ("\uff1d1+1", "'\uff1d1+1"),
        ("-2+3+cmd|' /C calc'!A0", "'-2+3+cmd|' /C calc'!A0"),
        ("-0.5", "-0.5"),
        ("+12,000.5", "+12,000.5"),
        ("1 - 2; a", "1 - 2; a"),
        ("Joint venture, 51/49", "Joint venture, 51/49"),
    ],
)
def test_a_place_where_a_formula_could_begin_gets_an_apostrophe(cell: str, written: str) -> None:
    assert tables.harmless(cell) == written


def test_numbers_and_nothing_stay_as_they_are() -> None:
    for cell in (-1.5, 3, None, True):
        assert tables.harmless(cell) is cell


def cells(written: bytes, separator: str) -> list[str]:
    """Cells as a spreadsheet finds them that takes this for the end of a cell."""
    read = csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=separator)
    return [cell for line in read for cell in line]


NASTY = st.text(alphabet="=+-@;\t\r\n,\"'| a1\uff1d\u200b", max_size=12)


@given(st.lists(NASTY, min_size=1, max_size=4), NASTY)
def test_no_cell_begins_a_formula_with_commas_or_semicolons(found: list[str], head: str) -> None:
    written = tables.csv(pd.DataFrame({head: found}))
    for separator in ",;\t":
        for cell in cells(written, separator):
            for line in re.split(r"[\r\n]", cell.replace("\u200b", "").lstrip('"')):
                assert not FORMULA.match(line.replace('"', "")) or NUMBER.fullmatch(line.strip())
