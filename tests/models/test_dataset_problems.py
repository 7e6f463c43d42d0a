"""The loader: what it refuses, and how it says so."""

import csv
import re
from pathlib import Path

import pytest

from models.dataset import TABLES, load_dataset
from models.errors import DataError, Problem
from tests.data.small import SMALL, YIELD, write, write_small_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_dataset(tmp_path)


def problems_in(folder: Path) -> list[Problem]:
    with pytest.raises(DataError) as caught:
        load_dataset(folder)
    return list(caught.value.problems)


def only_problem(folder: Path) -> Problem:
    (problem,) = problems_in(folder)
    return problem


BAD_CELLS = (
    ("key", "Machining yield", "'Machining yield' cannot be used"),
    ("structure", "Joint venture", "'Joint venture' cannot be used"),
    ("country", "South Korea", "'South Korea' cannot be used"),
    ("label", "", "is empty"),
    ("unit", "percent", "unknown unit 'percent'"),
    ("unit", "kg per kg", "unknown unit 'kg per kg'"),
    ("distribution", "normal", "'normal' cannot be used"),
    ("minimum", "", "is empty"),
    ("minimum", "-inf", "'-inf' cannot be used"),
    ("low", "-0.1", "-0.1 is below minimum, which is 0"),
    ("low", "NaN", "'NaN' cannot be used"),
    ("mode", "0.5", "0.5 is below low, which is 0.6"),
    ("high", "0,9", "'0,9' cannot be used"),
    ("high", "0.65", "0.65 is below mode, which is 0.7"),
    ("maximum", "75 %", "'75 %' cannot be used"),
    ("maximum", "0.75", "0.75 is below high, which is 0.8"),
    ("currency_year", "2025.5", "'2025.5' cannot be used"),
    ("factor", "energy", ""),
    ("loading", "0.5", "0.5 has no factor"),
    ("loading", "2", "'2' cannot be used"),
    ("source", "", "is empty"),
    ("source", "TODO", "no source 'TODO'"),
    ("source", "MKT060|handbook", "no source 'handbook'"),
    ("grade", "E", "'E' cannot be used"),
    ("label", "=1+1", "'=1+1' is a formula"),
    ("locator", "@p", "'@p' is a formula"),
    ("note", "+5 % a year", "'+5 % a year' is a formula"),
    ("note", "two\nlines", "'two\\nlines' hides a character"),
)


def test_every_bad_cell_is_reported_at_once_with_line_and_column(folder: Path) -> None:
    rows = [
        {**YIELD, "key": f"key{i}", column: text} for i, (column, text, _) in enumerate(BAD_CELLS)
    ]
    write(folder, "parameters", rows)
    line = 2
    expected = []
    for column, text, what in BAD_CELLS:
        where = "loading" if column == "factor" else column
        expected.append(
            (
                f"parameters.csv line {line}, column {where}",
                what or "is empty, but a factor is named",
            )
        )
        line += 1 + text.count("\n")
    found = problems_in(folder)
    assert sorted((each.where, each.what) for each in found) == sorted(expected)
    assert all(each.fix for each in found)
    assert not any(re.search("pydantic|string|float|pattern|Input", str(each)) for each in found)


def test_a_bad_cell_does_not_hide_another_in_its_row_or_in_another_file(folder: Path) -> None:
    bad = {**YIELD, "label": "", "high": "0.1", "source": "nowhere", "unit": "%"}
    write(folder, "parameters", [*SMALL["parameters"], bad])
    write(folder, "criteria", [{**SMALL["criteria"][0], "weight": "-1"}])
    assert {each.where for each in problems_in(folder)} == {
        *(f"parameters.csv line 9, column {name}" for name in ("label", "high", "source", "unit")),
        "parameters.csv line 9, column key",
        "criteria.csv line 2, column weight",
    }


def test_money_needs_its_year_and_a_rate_of_exchange_does_not(folder: Path) -> None:
    rows = ({**YIELD, "key": "rate", "unit": "INR/USD"}, {**YIELD, "key": "cost", "unit": "MUSD"})
    write(folder, "parameters", rows)
    assert only_problem(folder) == Problem(
        "parameters.csv line 3, column currency_year",
        "is empty, but the unit is MUSD",
        "Give the year whose money it is",
    )


def test_a_guess_needs_its_reason(folder: Path) -> None:
    write(folder, "parameters", [{**YIELD, "grade": "D"}])
    assert only_problem(folder).where == "parameters.csv line 2, column note"
    write(folder, "parameters", [{**YIELD, "grade": "D", "note": "No figure is public"}])
    assert load_dataset(folder).parameters["machining_yield"].grade == "D"


def test_a_percent_is_told_how_shares_are_written(folder: Path) -> None:
    write(folder, "parameters", [{**YIELD, "unit": "percent"}])
    assert only_problem(folder).fix == "Write shares as 0..1 with unit 1"


HEADER = ",".join(TABLES["hazards"].model_fields)
HAZARD = "ban,H1,Ban,policy,heavy,An export ban,MKT060,p. 7,B,\n"
BAD_FILES = (
    ("", "hazards.csv", "is empty"),
    (HEADER + "\n", "hazards.csv", "has no rows"),
    (HEADER.replace(",grade,", ",") + "\n", "hazards.csv line 1", "column grade is missing"),
    (HEADER + ",remark\n", "hazards.csv line 1", "unknown column 'remark'"),
    (HEADER + ",key\n", "hazards.csv line 1", "column key appears 2 times"),
    (f"{HEADER}\n{HAZARD}a,b\n", "hazards.csv line 3", "2 cells instead of 10"),
    (f"{HEADER}\n{HAZARD}{HAZARD[:-1]},more\n", "hazards.csv line 3", "11 cells instead of 10"),
    (f"{HEADER}\n{HAZARD},,,,,,,,,\n", "hazards.csv line 3", "the line is empty"),
    (f'{HEADER}\n{HAZARD}x,"cut', "hazards.csv line 3", "not CSV (unexpected end of data)"),
    (
        HEADER.replace("key,code", "code,key") + "\n",
        "hazards.csv line 1",
        "the columns are in another order",
    ),
)


@pytest.mark.parametrize(("text", "where", "what"), BAD_FILES)
def test_a_bad_file_is_named_once(folder: Path, text: str, where: str, what: str) -> None:
    (folder / "hazards.csv").write_text(text, "utf-8")
    problem = only_problem(folder)
    assert (problem.where, problem.what) == (where, what)


def test_files_that_cannot_be_read_are_all_named(folder: Path) -> None:
    (folder / "stages.csv").unlink()
    (folder / "sources.csv").unlink()
    (folder / "VERSION").unlink()
    (folder / "criteria.csv").write_bytes("key,Kosten f\u00fcr".encode("latin-1"))
    found = {each.where: each.what for each in problems_in(folder)}
    gone = "cannot be read (No such file or directory)"
    assert found == {
        **dict.fromkeys(("stages.csv", "sources.csv", "VERSION"), gone),
        "criteria.csv": "is not UTF-8 text",
    }


def test_a_missing_folder_names_every_file(tmp_path: Path) -> None:
    assert len(problems_in(tmp_path / "nowhere")) == len(TABLES) + len(["VERSION"])


def test_a_file_cut_short_anywhere_is_an_error_of_the_family_or_whole_rows(folder: Path) -> None:
    path = folder / "parameters.csv"
    text = path.read_text("utf-8")
    ends = {i for i in range(len(text)) if text.startswith("\r\n", i)}
    for end in range(0, len(text), 41):
        path.write_text(text[:end], "utf-8", newline="")
        if end in ends or end - 2 in ends:
            continue
        with pytest.raises(DataError):
            load_dataset(folder)


def test_what_a_spreadsheet_adds_to_a_file_does_no_harm(folder: Path) -> None:
    before = load_dataset(folder).parameters
    for table in TABLES:
        path = folder / f"{table}.csv"
        text = path.read_text("utf-8").replace("\n", "\r\n")
        path.write_text("\ufeff" + text + "\r\n", "utf-8", newline="")
    assert load_dataset(folder).parameters == before


def test_rows_that_say_the_same_thing_are_refused(folder: Path) -> None:
    write(folder, "parameters", [YIELD, {**YIELD, "country": "japan"}, {**YIELD, "mode": "0.75"}])
    assert only_problem(folder) == Problem(
        "parameters.csv line 4, column key",
        "machining_yield is already on line 2",
        "Keep one of the rows",
    )


def test_a_key_has_one_unit(folder: Path) -> None:
    write(folder, "parameters", [YIELD, {**YIELD, "country": "japan", "unit": "1"}])
    assert only_problem(folder).what == "1 here, but kg/kg on line 2"


def test_a_stage_duration_is_not_given_twice(folder: Path) -> None:
    write(folder, "parameters", [{**YIELD, "key": "board_duration", "unit": "month"}])
    assert only_problem(folder).where == "parameters.csv line 2, column key"


def test_stages_wait_for_known_stages_and_not_in_a_circle(folder: Path) -> None:
    board, works = SMALL["stages"]
    write(folder, "stages", [{**board, "predecessors": "works"}, works])
    assert "wait for each other" in only_problem(folder).what
    write(folder, "stages", [board, {**works, "predecessors": "bord"}])
    assert only_problem(folder) == Problem(
        "stages.csv line 3, column predecessors",
        "no stage 'bord'",
        "Write board, if that is meant, or add it to stages.csv",
    )


def test_a_stage_stays_within_what_a_user_may_type(folder: Path) -> None:
    write(folder, "stages", [{**SMALL["stages"][0], "low": "-1", "high": "241"}])
    assert [each.where.split()[-1] for each in problems_in(folder)] == ["low", "high"]


def test_exposures_name_known_hazards(folder: Path) -> None:
    write(folder, "exposures", [{**SMALL["exposures"][0], "hazard": "flood"}])
    assert only_problem(folder).what == "no hazard 'flood'"


@pytest.mark.parametrize(
    ("column", "cell", "what"),
    [
        ("hazards", "flood", "no hazard 'flood'"),
        ("start", "spring 2010", "'spring 2010' is no date"),
        ("start", "2010-13", "'2010-13' is no date"),
        ("end", "later", "'later' is no date"),
        ("days", "0", "0 is no length"),
    ],
)
def test_events_have_dates_and_known_hazards(
    folder: Path, column: str, cell: str, what: str
) -> None:
    header, line = csv.reader((folder / "events.csv").read_text("utf-8").splitlines())
    write(folder, "events", [{**dict(zip(header, line, strict=True)), column: cell}])
    assert only_problem(folder).what == what


def test_a_criterion_needs_two_anchors(folder: Path) -> None:
    write(folder, "criteria", [{**SMALL["criteria"][0], "worst": "40.0"}])
    assert only_problem(folder).where == "criteria.csv line 2, column best"


def test_a_page_that_was_read_has_an_address(folder: Path) -> None:
    row = "new,A page,Someone,2025,2026-11,,yes\nown,A sum,this study,2026,2026-11,,yes\n"
    with (folder / "sources.csv").open("a") as file:
        file.write(row)
    assert only_problem(folder).what == "says yes, but there is no url"
