"""The workbook, read back: the engine's numbers, live differences, and nothing that runs."""

import datetime
import io
import re
import zipfile
from functools import cache
from typing import Any

import numpy as np
import openpyxl
import pytest
from openpyxl.utils import column_index_from_string, range_boundaries
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from dashboard.report.dates import of_document
from dashboard.report.rows import PERCENTILES
from dashboard.report.sheets import sheet_name
from dashboard.report.subject import Subject, subject_of
from dashboard.report.workbook import SPREAD, workbook
from dashboard.text import label
from models import COST_PARTS, CRITERIA, Study, summary, trace, used_numbers
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, full
from tests.dashboard.report import hidden

SHARED = {"Summary", "Comparison", "Security", "Other measures", "Ranks", "Worlds"}
PLAIN_SHEETS = SHARED | {"Assumptions", "Draws"}
UNITS = {"cost": "USD/kg", "lead_time": "month", "supply_security": "share"}
DIFFERENCE = re.compile(r"=([A-Z]+)(\d+)-\$([A-Z]+)(\d+)")
CHECK = re.compile(
    r"=ROUND\((?P<cost>[A-Z]+\d+)-SUM\((?P<first>[A-Z]+\d+):(?P<last>[A-Z]+\d+)\),9\)"
)
DEVANAGARI = "निर्णय के लिए संयुक्त उद्यम प्रस्ताव, दुर्लभ मृदा चुम्बक भारत"
MARK = re.compile(r"[\[\]:*?/\\]")


@cache
def subject(draws: int = 300) -> Subject:
    study = USUAL.changed(draws=draws).changed(world={"overrides": {"oxide_price_today": 77.0}})
    return subject_of(study, DATASET, RUPEES, note="A note", author="Asha", version=2)


@cache
def written() -> bytes:
    return workbook(subject())


@cache
def book(*, cached: bool = False) -> Workbook:
    return read(written(), cached=cached)


def read(data: bytes, *, cached: bool = False) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), data_only=cached)


def tables(sheet: Worksheet) -> list[list[dict[str, Any]]]:
    """Return the tables of a sheet from top to bottom, each as rows by heading."""
    found = []
    bounds = sorted(range_boundaries(each.ref)[1::-1] + range_boundaries(each.ref)[2:]
                    for each in sheet.tables.values())  # fmt: skip
    for top, left, right, bottom in bounds:
        lines = list(sheet.iter_rows(top, bottom, left, right, values_only=True))
        found.append([dict(zip(lines[0], line, strict=True)) for line in lines[1:]])
    return found


def same(value: float) -> Any:
    return pytest.approx(value, rel=1e-9, abs=0)


def deal_sheets(made: Workbook) -> list[Worksheet]:
    return [each for each in made if each.title not in PLAIN_SHEETS]


def named(study: Study, names: list[str]) -> Study:
    deals = [
        deal.model_copy(update={"name": name})
        for deal, name in zip(study.deals, names, strict=False)
    ]
    return study.changed(deals=tuple(deals))


def test_there_is_a_sheet_for_each_deal_between_what_they_share() -> None:
    titles = book().sheetnames
    assert [titles[place] for place in (0, 1, -3, -2, -1)] == [
        "Summary",
        "Comparison",
        "Worlds",
        "Assumptions",
        "Draws",
    ]
    assert [each["A1"].value for each in deal_sheets(book())] == [
        deal.name for deal in subject().deals
    ]


def test_the_summary_says_what_the_engine_says() -> None:
    deals, criteria, *_ = tables(book()["Summary"])
    rows = summary(subject().evaluation, subject().scored)
    for row, told in zip(rows, deals, strict=True):
        assert (told["Deal"], told["Rank"]) == (row.name, row.rank)
        assert told["Score, 0 to 1"] == same(row.score)
        assert told["First, share of draws"] == same(row.first)
        assert told["First error"] == same(row.first_error)
        assert told["Beats baseline, share of draws"] == same(row.beats_baseline)
        for key, unit in UNITS.items():
            words = key.capitalize().replace("_", " ")
            assert told[f"{words} P10, {unit}"] == same(row.low[key])
            assert told[f"{words} P50, {unit}"] == same(row.middle[key])
            assert told[f"{words} P90, {unit}"] == same(row.high[key])
        assert told["Cost P50 rupees, ₹/kg"] == same(row.middle["cost"] * RUPEES.rate)
    shares = USUAL.weights.shares()
    assert {each["Criterion"]: each["Weight"] for each in criteria} == {
        key: same(share) for key, share in shares.items()
    }


def test_the_summary_tells_versions_draws_seed_and_money() -> None:
    sheet = book()["Summary"]
    told = {sheet.cell(row, 1).value: sheet.cell(row, 2).value for row in range(1, 90)}
    assert told["Draws"] == 300
    assert told["Seed"] == 1
    assert told["Dataset"] == DATASET.version
    assert told["Money of the year"] == 2025
    assert told["Rupees for a dollar"] == RUPEES.rate
    assert (told["Version"], told["Saved by"], told["Note"]) == (2, "Asha", "A note")


def test_terms_are_those_of_the_deal() -> None:
    for deal, sheet in zip(subject().deals, deal_sheets(book()), strict=True):
        terms = {each["Term"]: each for each in tables(sheet)[0]}
        assert set(terms) == set(type(deal.terms).model_fields)
        for term, value in subject().terms(deal):
            told = terms[term.name]
            if isinstance(value, datetime.date):
                assert told["Value"].date() == value
            else:
                assert type(told["Value"]) is bool or not isinstance(value, bool)
                assert told["Value"] == (term.options.get(value, value) if term.options else value)
            assert (told["Unit"], told["Grade"]) == (str(term.unit), term.grade)


def test_results_are_those_of_the_engine() -> None:
    for outcome, sheet in zip(
        subject().evaluation.outcomes.values(), deal_sheets(book()), strict=True
    ):
        results = {each["Result"]: each for each in tables(sheet)[1]}
        assert set(results) == set(outcome.values)
        for key, values in outcome.values.items():
            told = results[key]
            low, middle, high = np.percentile(values, (10, 50, 90))
            assert told["Mean"] == same(float(np.mean(values)))
            assert [told["P10"], told["P50"], told["P90"]] == [
                same(float(each)) for each in (low, middle, high)
            ]
            error = float(np.std(values, ddof=1) / np.sqrt(300))
            assert told["Standard error"] == same(error)


def test_yearly_quantities_are_those_of_a_trace_in_years_of_the_calendar() -> None:
    for deal, sheet in zip(subject().deals, deal_sheets(book()), strict=True):
        traced = trace(subject().study, DATASET, deal.name)
        by_year = {name: traced.values[name].array for name in traced.quantities}
        by_year = {
            name: each
            for name, each in by_year.items()
            if each.shape[1] == len(traced.values["year"].array[0])
        }
        told = {(each["Quantity"], each["Of"]): each for each in tables(sheet)[-1]}
        assert {name for name, _ in told} == set(by_year)
        years = [str(2026 + year) for year in range(31)]  # from 1 January 2027 on
        for name, values in by_year.items():
            wanted = {"mean": np.mean(values, axis=0)}
            if len(values) > 1 and name in SPREAD:
                quantiles = np.percentile(values, (10, 50, 90), axis=0)
                wanted |= dict(zip(("p10", "p50", "p90"), quantiles, strict=True))
            assert {part for each, part in told if each == name} == set(wanted)
            for part, row in wanted.items():
                for written, value in zip((told[name, part][x] for x in years), row, strict=True):
                    assert written == (same(value) if np.isfinite(value) else "not defined")


def test_assumptions_are_the_numbers_used_with_their_sources() -> None:
    (told,) = tables(book()["Assumptions"])
    used = used_numbers(subject().study, DATASET)
    assert [each["Name"] for each in told] == list(used)
    for each, row in zip(told, used.values(), strict=True):
        assert [each["Low"], each["Mode"], each["High"]] == [
            same(row.low),
            same(row.mode),
            same(row.high),
        ]
        assert (each["Distribution"], each["Grade"]) == (row.distribution, row.grade)
        source = DATASET.sources[row.source.split("|")[0]]
        assert source.citation in each["Citation"]
        assert source.url in (each["Url"] or "")
    changed = [each["Name"] for each in told if each["Changed by the study"]]
    assert changed == ["oxide_price_today"]
    (row,) = (each for each in told if each["Changed by the study"])
    assert row["Mode in the dataset"] == DATASET.parameters["oxide_price_today"].mode
    assert row["Low"] == row["Mode"] == row["High"] == 77.0


def test_quantiles_are_those_of_the_draws() -> None:
    (told,) = tables(book()["Draws"])
    outcomes = subject().evaluation.outcomes
    assert len(told) == sum(len(each.values) for each in outcomes.values())
    for each in told:
        key = each["Result"]
        wanted = np.percentile(outcomes[each["Deal"]].values[key], PERCENTILES)
        assert [each[f"P{part}"] for part in PERCENTILES] == [same(float(one)) for one in wanted]


def test_differences_are_formulas_that_give_the_mean_of_the_paired_differences() -> None:
    sheet, kept = book()["Comparison"], book(cached=True)["Comparison"]
    outcomes = list(subject().evaluation.outcomes.values())
    keys = list(dict.fromkeys(key for each in outcomes for key in each.values))
    top = next(row for row in range(1, 20) if sheet.cell(row, 1).value == "Result")
    seen, width = 0, len(outcomes)
    for row, key in enumerate(keys, start=top + 1):
        for place, outcome in enumerate(outcomes):
            middle = sheet.cell(row, 2 + 2 * width + place).value
            known = key in outcome.values
            assert middle == (same(outcome.quantiles(key)[1]) if known else None)
        for place, outcome in enumerate(outcomes[:-1]):
            cell = sheet.cell(row, 3 + width + place)
            if key not in outcome.values or key not in outcomes[-1].values:
                assert cell.value is None
                continue
            seen += 1
            column, line, base, base_line = DIFFERENCE.fullmatch(cell.value).groups()
            assert int(line) == int(base_line) == row
            one, other = (
                sheet.cell(row, column_index_from_string(each)).value for each in (column, base)
            )
            wanted = float(np.mean(outcome.values[key] - outcomes[-1].values[key]))
            loose = 1e-12 * max(abs(one), abs(other))
            assert one - other == pytest.approx(wanted, rel=1e-9, abs=loose)
            assert kept[cell.coordinate].value == pytest.approx(one - other, rel=1e-9, abs=loose)
    assert seen == 4 * len(outcomes[-1].values)


def test_the_parts_of_the_cost_make_up_the_cost() -> None:
    sheet, kept = book()["Comparison"], book(cached=True)["Comparison"]
    row = next(each[0].row for each in sheet if str(each[0].value).startswith("Check"))
    for column in range(3, 3 + len(subject().deals)):
        told = CHECK.fullmatch(sheet.cell(row, column).value)
        cells = sheet[told["first"] : told["last"]]
        assert len(cells) == len(COST_PARTS)
        assert {sheet.cell(each.row, 1).value for (each,) in cells} == {
            label(part) for part in COST_PARTS
        }
        parts = sum(each.value for (each,) in cells)
        assert sheet[told["cost"]].value == pytest.approx(parts, rel=1e-9)
        assert kept.cell(row, column).value == 0


def test_costs_are_not_checked_where_their_parts_are_hidden() -> None:
    shown = hidden.subject(partner=True)
    sheet = read(workbook(shown))["Comparison"]
    row = next(each for each in sheet if str(each[0].value).startswith("Check"))
    seen = [str(each.value).startswith("=ROUND") for each in row[2:7]]
    outcomes = shown.evaluation.outcomes.values()
    assert seen == [set(COST_PARTS) <= set(each.values) for each in outcomes]
    assert not all(seen)


def test_heads_of_a_table_are_cells_and_differ() -> None:
    for sheet in book():
        for each in sheet.tables.values():
            heads = [column.name for column in each.tableColumns]
            cells = sheet[each.ref][0]
            assert heads == [cell.value for cell in cells]
            assert len({head.casefold() for head in heads}) == len(heads)


def test_formulas_are_in_the_comparison_alone() -> None:
    others = [each for each in book() if each.title != "Comparison"]
    assert not [cell.value for each in others for row in each for cell in row if runs(cell)]
    assert any(runs(cell) for row in book()["Comparison"] for cell in row)


def runs(cell: Any) -> bool:
    return cell.data_type == "f" or cell.hyperlink is not None


def test_headline_results_have_names() -> None:
    rows = summary(subject().evaluation, subject().scored)
    names = book().defined_names
    for place, row in enumerate(rows, start=1):
        last = "baseline" if row.is_baseline else str(place)
        for key in CRITERIA:
            assert at(names[f"{key}_p10_{last}"]) == same(row.low[key])
            assert at(names[f"{key}_median_{last}"]) == same(row.middle[key])
            assert at(names[f"{key}_p90_{last}"]) == same(row.high[key])
        assert at(names[f"score_mean_{last}"]) == same(row.score)
        assert at(names[f"rank_{last}"]) == row.rank


def at(name: Any) -> Any:
    ((sheet, place),) = name.destinations
    return book()[sheet][place].value


def test_heads_stay_in_sight_and_on_every_page() -> None:
    for each in book():
        assert each.freeze_panes not in {None, "A1"}
        assert each.page_setup.orientation == "landscape"
        assert each.page_setup.fitToHeight == 0  # as many pages down as it takes, one across
        assert each.sheet_properties.pageSetUpPr.fitToPage
    for title in ("Summary", "Comparison", "Assumptions", "Draws"):
        sheet = book()[title]
        head = int(re.sub(r"\D", "", sheet.freeze_panes)) - 1
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.cell(head, 1).value in {"Deal", "Result", "Name"}
        assert sheet.auto_filter.ref or sheet.tables


def test_there_is_neither_a_macro_nor_a_way_out() -> None:
    with zipfile.ZipFile(io.BytesIO(written())) as archive:
        names = archive.namelist()
        text = b"".join(archive.read(each) for each in names if each.endswith(".rels"))
    assert not [each for each in names if "vba" in each.lower() or "external" in each.lower()]
    assert b'TargetMode="External"' not in text


@pytest.mark.parametrize("title", ["=1+1", "+cmd|' /C calc'!A0", "@x", "-2+3", "https://a.example"])
def test_no_text_runs(title: str) -> None:
    names = [title, f"{title} ", "=HYPERLINK(A1)", "'=1+1'"]
    names[1] = f"{title}/[a]*:?"
    study = named(USUAL.changed(draws=100, title=title), names)
    made = read(workbook(subject_of(study, DATASET, DOLLARS, note=title, author=title, link=title)))
    summed = made["Summary"]
    assert (summed["A1"].value, summed["A1"].data_type) == (title, "s")
    assert [each["Deal"] for each in tables(summed)[0]][:4] == [each.strip() for each in names]
    for sheet in made:
        text = [cell for row in sheet for cell in row if str(cell.value).endswith(title)]
        assert all(cell.data_type == "s" and cell.hyperlink is None for cell in text)
    others = [each for each in made if each.title != "Comparison"]
    assert not [cell.value for each in others for row in each for cell in row if runs(cell)]


def test_eight_long_names_of_another_script_have_sheets_of_their_own() -> None:
    start = f"{DEVANAGARI:<59}".replace(" ", "ह")[:59]
    names = [f"{start}{digit}" for digit in "१२३४५६७८"]
    assert {len(each) for each in names} == {60}
    study = named(full().changed(draws=100), names)
    study = study.changed(deals=study.deals[:8])
    made = read(workbook(subject_of(study, DATASET, DOLLARS)))
    sheets = deal_sheets(made)
    assert [each["A1"].value for each in sheets][:8] == names
    assert len({each.title.casefold() for each in made}) == len(made.sheetnames) == 17


@pytest.mark.parametrize(
    "name", ["a/b\\c[d]e:f*g?h", "'quoted'", "😀" * 40, "क्षि" * 20, "History", "x" * 31, "]"]
)
def test_a_sheet_name_is_one_that_excel_takes(name: str) -> None:
    made = sheet_name(3, name)
    assert made.startswith("3")
    assert len(made.encode("utf-16-le")) <= 2 * 31
    assert not MARK.search(made)
    assert not made.startswith("'")
    assert not made.endswith("'")


def test_a_sheet_name_is_not_cut_inside_a_letter() -> None:
    for most in range(28):
        assert sheet_name(1, "x" * most + "कि" * 30).endswith("कि")
        assert sheet_name(1, "x" * most + "क्ष" * 30).endswith(("क्ष", "x"))


def test_the_same_study_gives_the_same_bytes() -> None:
    again = subject_of(subject().study, DATASET, RUPEES, note="A note", author="Asha", version=2)
    data = workbook(again)
    assert data == written()
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_study_that_was_never_saved_has_the_month_of_its_data() -> None:
    created, told = book().properties.created, of_document(subject())
    assert created == book().properties.modified
    assert (created.date(), created.hour) == (told, 0)
    assert told.strftime("%Y.%m.") == DATASET.version[:8]


def test_it_says_when_the_version_was_saved() -> None:
    zone = datetime.timezone(datetime.timedelta(hours=5.5))
    saved = datetime.datetime(2026, 11, 24, 15, 30, tzinfo=zone)
    study = USUAL.changed(draws=100)
    made = read(workbook(subject_of(study, DATASET, DOLLARS, made_at=saved)))
    assert made.properties.created == datetime.datetime(2026, 11, 24, 10)  # noqa: DTZ001


def test_a_partner_finds_no_trace_of_what_is_hidden() -> None:
    assert hidden.found(workbook(hidden.subject(partner=True))) == set()


def test_what_is_hidden_would_be_found() -> None:
    complete = hidden.found(workbook(hidden.subject(partner=False)))
    assert complete == set(hidden.needles())


def test_a_partner_sees_what_is_not_hidden_and_no_year() -> None:
    shown = hidden.subject(partner=True)
    made = read(workbook(shown))
    deals, criteria = tables(made["Summary"])
    assert [each["Deal"] for each in deals] == [each.name for each in shown.deals]
    assert not {"Rank", "Score, 0 to 1", "Lead time P50, month"} & set(deals[0])
    assert "Weight" not in criteria[0]
    assert deals[0]["Cost P50, USD/kg"] == same(shown.span(shown.deals[0], "cost")[1])
    for sheet in deal_sheets(made):
        assert len(tables(sheet)) == 2
        assert any("Yearly quantities, the ledger" in str(row[0].value) for row in sheet["A1:A6"])
    (told,) = tables(made["Assumptions"])
    assert "Changed by the study" not in told[0]
    assert [each["Mode"] for each in told] == [
        DATASET.parameters[each["Name"]].mode for each in told
    ]


def test_worlds_are_those_of_the_screen_with_regret_and_what_they_hold() -> None:
    own = {"name": "=Dear", "overrides": {"oxide_duty": 0.02}, "terms": {"price_basis": "index"}}
    gone = {"name": "Of old", "overrides": {"no_such_number": 1.0}}
    buyer = {"name": "Buyer", "weights": {"cost": 80.0, "lead_time": 10.0, "supply_security": 10.0}}
    study = USUAL.changed(draws=100, worlds=(own, gone), stakeholders=(buyer,))
    shown = subject_of(study, DATASET, DOLLARS)
    sheet = read(workbook(shown))["Worlds"]
    regrets, every, held, people = tables(sheet)
    found = shown.stress
    assert found is not None
    assert len(found.outlooks) == 22
    assert len(every) == 22 * len(shown.deals)
    assert {each["Made by"] for each in every[: len(shown.deals)]} == {"own"}
    for line in every:
        outlook = next(each for each in found.outlooks if each.world.label == line["World"])
        assert line["Score, 0 to 1"] == same(outlook.scores[line["Deal"]])
        assert line["Cost, USD/kg"] == same(outlook.means[line["Deal"]]["cost"])
        assert line["Wins"] == (outlook.winner == line["Deal"])
    for line in regrets:
        worst, world = found.worst_regret(line["Deal"])
        assert (line["Worst regret, 0 to 1"], line["In world"]) == (same(worst), world.label)
    assert [each["Label"] for each in held[:2]] == [
        DATASET.parameters["oxide_duty"].label,
        "Price of the magnets follows",
    ]
    assert any("no_such_number" in str(cell.value) for row in sheet for cell in row)
    assert [each["Whose"] for each in people][:: len(shown.deals)] == [
        "the study's own",
        "Buyer",
        "all together",
    ]
    by_buyer = people[len(shown.deals) : 2 * len(shown.deals)]
    assert sum(each["First, share of draws"] for each in by_buyer) == pytest.approx(1.0)
