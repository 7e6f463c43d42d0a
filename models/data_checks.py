"""What is wrong with a table, in words for whoever edits it in a spreadsheet.

Cells are looked at as text, so one bad cell does not hide what is wrong elsewhere in its row.
"""

import csv
import difflib
import io
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter
from typing import Any, NamedTuple

from models.cells import Row
from models.errors import Problem
from models.tables import Parameter

FORMULA_SIGNS = ("=", "+", "@")
FIXES = {
    "string_pattern_mismatch": "Use lower-case letters, digits and _, beginning with a letter",
    "float_parsing": "Write a plain decimal number, such as 0.15",
    "int_parsing": "Write a whole number, such as 2025",
    "bool_parsing": "Write 0 or 1",
    "finite_number": "Write a finite number",
}


class Line(NamedTuple):
    """One line of a file: its number there, and its cells by column."""

    number: int
    cells: Mapping[str, str]


Lines = Sequence[Line]


def place(file: str, line: int, column: str) -> str:
    """Where a cell is, as a reader finds it in a spreadsheet."""
    return f"{file} line {line}, column {column}"


def lines_in(
    file: str, text: str, columns: Sequence[str], problems: list[Problem]
) -> Sequence[Line]:
    """Cut the text of a file into lines of cells; lines of the wrong width are left out."""
    header, *records = _records(file, text, problems) or [(0, [])]
    if header[1]:
        problems += _header_problems(file, header[1], columns)
    if header[1] != list(columns):
        return []
    if not records:
        problems.append(Problem(file, "has no rows", "Put them back"))
    wrong = {n: p for n, cells in records for p in _width_problems(file, n, cells, len(columns))}
    problems += wrong.values()
    whole = [record for record in records if record[0] not in wrong]
    return [Line(number, dict(zip(columns, cells, strict=True))) for number, cells in whole]


def _records(file: str, text: str, problems: list[Problem]) -> list[tuple[int, list[str]]]:
    """Return the lines that are not blank, each with the number it begins at."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    records: list[tuple[int, list[str]]] = []
    end = 0
    try:
        for cells in reader:
            if cells:
                records.append((end + 1, [cell.strip(" ") for cell in cells]))
            end = reader.line_num
    except csv.Error as error:
        fix = "Look for a quotation mark without its partner, or a file cut short"
        problems.append(Problem(f"{file} line {end + 1}", f"not CSV ({error})", fix))
    return records


def _header_problems(file: str, header: list[str], columns: Sequence[str]) -> Iterator[Problem]:
    where = f"{file} line 1"
    fix = f"The columns are {','.join(columns)}"
    for column in columns:
        if column not in header:
            yield Problem(where, f"column {column} is missing", fix)
    for column in dict.fromkeys(header):
        if column not in columns:
            yield Problem(where, f"unknown column {column!r}", fix)
        elif header.count(column) > 1:
            yield Problem(where, f"column {column} appears {header.count(column)} times", fix)
    if sorted(header) == sorted(columns) and header != list(columns):
        yield Problem(where, "the columns are in another order", fix)


def _width_problems(file: str, number: int, cells: list[str], width: int) -> Iterator[Problem]:
    if not any(cells):
        yield Problem(f"{file} line {number}", "the line is empty", "Delete it")
    elif len(cells) != width:
        what = f"{len(cells)} cells instead of {width}"
        fix = "Put text with commas in double quotes, and leave no cell out"
        yield Problem(f"{file} line {number}", what, fix)


def cell_problems(file: str, lines: Lines) -> Iterator[Problem]:
    """Cells that a spreadsheet would run as a formula, or that hide a character."""
    for line, cells in lines:
        for column, text in cells.items():
            where = place(file, line, column)
            if text.startswith(FORMULA_SIGNS):
                yield Problem(
                    where, f"{text!r} is a formula", "Write its value, or begin otherwise"
                )
            if not text.isprintable():
                yield Problem(where, f"{text!r} hides a character", "Write it on one line, plainly")


def value_problem(file: str, lines: Lines, error: Mapping[str, Any]) -> Problem:
    """Say one of pydantic's errors in plain words."""
    index, column, *_ = error["loc"]
    line, cells = lines[index]
    text, context = cells[column], error.get("ctx", {})
    kind = error["type"]
    what = f"{text!r} cannot be used"
    fix = context.get("fix") or FIXES.get(kind) or error["msg"].replace("Input", "It")
    if kind == "rule":
        what = context["what"]
    elif not text:
        what, fix = "is empty", fix if kind in FIXES else "Fill it in"
    elif kind == "literal_error":
        fix = f"Use {context['expected']}"
    elif column == "url":
        fix = "Begin with http:// or https://, without spaces"
    return Problem(place(file, line, column), what, fix)


def duplicate_problems(file: str, lines: Lines, row: type[Row]) -> Iterator[Problem]:
    """Rows that claim to be the same thing."""
    first: dict[tuple[str, ...], int] = {}
    for line, cells in lines:
        name = tuple(cells[column] for column in row.identity)
        earlier = first.setdefault(name, line)
        if earlier != line:
            what = f"{' '.join(filter(None, name))} is already on line {earlier}"
            yield Problem(place(file, line, row.identity[0]), what, "Keep one of the rows")


def reference_problems(
    file: str, lines: Lines, column: str, known: Iterable[str], home: str
) -> Iterator[Problem]:
    """Names in a column that the table of its home does not have.

    An empty home is a problem of its own, which is not repeated for every row.
    """
    known = set(known)
    for line, cells in lines if known else ():
        for key in filter(None, map(str.strip, cells[column].split("|"))):
            if key not in known:
                where = place(file, line, column)
                yield Problem(where, f"no {home} {key!r}", _nearest(key, known, f"{home}s.csv"))


def _nearest(key: str, known: Iterable[str], file: str) -> str:
    near = difflib.get_close_matches(key, sorted(known), n=1)
    return (
        f"Write {near[0]}, if that is meant, or add it to {file}" if near else f"Add it to {file}"
    )


def unit_problems(file: str, lines: Lines) -> Iterator[Problem]:
    """Rows of one key in different units."""
    first: dict[str, Line] = {}
    for line in lines:
        earlier = first.setdefault(line.cells["key"], line)
        if earlier.cells["unit"] != line.cells["unit"]:
            what = (
                f"{line.cells['unit']} here, but {earlier.cells['unit']} on line {earlier.number}"
            )
            fix = "Give every row of a key the same unit"
            yield Problem(place(file, line.number, "unit"), what, fix)


def cycle_problems(file: str, lines: Lines) -> Iterator[Problem]:
    """Stages that wait for each other."""
    graph = {cells["key"]: set(cells["predecessors"].split("|")) - {""} for _, cells in lines}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        what = f"stages wait for each other: {' <- '.join(error.args[1])}"
        yield Problem(f"{file}, column predecessors", what, "Take one link away")


def duration_problems(lines: Lines, stages: Lines) -> Iterator[Problem]:
    """Parameters that take the name of a stage's duration."""
    durations = {f"{cells['key']}_duration" for _, cells in stages}
    for line, cells in lines:
        if cells["key"] in durations:
            where = place("parameters.csv", line, "key")
            yield Problem(where, f"{cells['key']} is a stage's duration", "Change it in stages.csv")


def telling_problems(file: str, lines: Lines) -> Iterator[Problem]:
    """Rows of one world that name it or tell of it in different words."""
    first: dict[str, Line] = {}
    for line in lines:
        earlier = first.setdefault(line.cells["key"], line)
        for column in ("label", "story"):
            if earlier.cells[column] != line.cells[column]:
                what = f"another {column} than on line {earlier.number}"
                yield Problem(place(file, line.number, column), what, "Give all its rows the same")


def world_problems(file: str, lines: Lines, known: Mapping[str, Parameter]) -> Iterator[Problem]:
    """Rows of worlds that hold what does not exist, or beyond its bounds.

    Without parameters there is another problem, which is not repeated for every row.
    """
    for line, cells in lines if known else ():
        name, value = cells["parameter"], _number(cells["value"])
        if not name:
            continue
        if name not in known:
            fix = _nearest(name, known, "parameters.csv")
            yield Problem(place(file, line, "parameter"), f"no parameter {name!r}", fix)
        elif value is not None and not known[name].minimum <= value <= known[name].maximum:
            span = f"{known[name].minimum:g} to {known[name].maximum:g}"
            where = place(file, line, "value")
            yield Problem(where, f"{value:g} is outside {span}", f"Choose a value from {span}")


def _number(text: str) -> float | None:
    """A finite number; what is none is said where cells are read."""
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None
