"""The time of deals in the paper, the workbook and the files, and what a partner sees of it."""

import io
from typing import Any

import numpy as np
import openpyxl
import pytest

from dashboard import text
from dashboard.report import timing
from dashboard.report.blocks import Figure
from dashboard.report.bundle import bundle, tables
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import Subject, subject_of
from dashboard.report.timing_rows import BESIDES
from dashboard.report.workbook import workbook
from dashboard.timings import REACHED, STAGES, month_of, short_month
from models import Study, arrival, evaluate
from tests.dashboard.drawn import DATASET, DOLLARS, USUAL, full
from tests.dashboard.report import hidden
from tests.dashboard.report.papers import page, report, strings, subject, words_of
from tests.dashboard.report.papers import tables as tables_of

EXACT = 1e-9


def partner(**confidential: Any) -> Subject:
    study: Study = USUAL.changed(draws=200, confidential=confidential)
    return subject_of(study, DATASET, DOLLARS, partner=True)


def test_dates_and_chances_are_those_of_the_engine() -> None:
    told = subject("default")
    (table,) = tables_of(page(report("default"), timing.HEADING).blocks)
    chosen = max(told.study.deals, key=lambda each: told.scored.first[each.name])  # type: ignore[union-attr]
    day = arrival(chosen, np.zeros(1)).effective_date + timing.MONTH / 12
    assert short_month(day) in table.header[2].replace("\n", " ")
    assert len(table.rows) == len(told.study.deals)
    for row, deal in zip(table.rows, told.study.deals, strict=True):
        outcome = told.evaluation.outcomes[deal.name]
        low, middle, high = outcome.quantiles("lead_time")
        start = arrival(deal, np.zeros(1)).effective_date
        low, middle, high = (start + each / 12 for each in (low, middle, high))
        assert row[1] == f"{month_of(middle)}\n{short_month(low)} to {short_month(high)}"
        within = float(np.mean(start + outcome.values["lead_time"] / 12 <= day))
        assert row[2] == text.of_hundred(within)
        mass = float(np.median(outcome.values["bridged_mass"]))
        assert row[4] == text.number(mass)


def test_the_longest_waits_are_named_in_order_with_their_months() -> None:
    told = subject("default")
    (table,) = tables_of(page(report("default"), timing.HEADING).blocks)
    for row, found in zip(table.rows, told.timings.values(), strict=False):
        waits = [each.rpartition(", ") for each in row[3].split("\n")]
        named = {each.name.lower(): each for each in found.steps}
        steps = [named[name.lower()] for name, _, _ in waits]
        assert [str(round(each.time[1])) for each in steps] == [months for _, _, months in waits]
        weights = [each.weight for each in steps]
        assert weights == sorted((each.weight for each in found.steps), reverse=True)[:3]


def test_few_deals_have_their_stages_in_the_annex_and_many_what_they_wait_for() -> None:
    told = subject("default")
    blocks = page(report("default"), "Behind the charts").blocks
    charts = [each for each in blocks if isinstance(each, Figure) and "Longest wait" in each.title]
    assert len(charts) == len(told.study.deals)
    many = report_of(subject_of(full().changed(draws=100), DATASET, DOLLARS))
    blocks = page(many, "Behind the charts").blocks
    assert not [each for each in blocks if "Longest wait:" in getattr(each, "title", "")]
    assert len(tables_of(blocks)[-1].rows) == len(full().deals)
    (brief,) = tables_of(page(many, timing.HEADING).blocks)
    assert brief.header[1:4] == ("P10", "P50", "P90")


def test_a_partner_sees_dates_and_no_stage() -> None:
    told = report_of(partner(terms=("fast_track",)))
    (table,) = tables_of(page(told, timing.HEADING).blocks)
    assert table.header[1:4] == ("P10", "P50", "P90")
    assert {row[-1] for row in table.rows} == {"left out"}  # it is computed from the hidden term
    said = " ".join(strings(told.as_data()))
    for stage in STAGES.values():
        assert f"{stage}, " not in said
    assert "Longest wait" not in said


def test_a_partner_who_must_not_know_the_day_sees_no_date() -> None:
    told = report_of(partner(terms=("effective_date",)))
    found = page(told, timing.HEADING)
    assert not tables_of(found.blocks)
    assert not [each for each in strings(_plain(found.blocks)) if "20" in each and "of 100" in each]


def test_a_partner_who_must_not_know_the_wait_sees_nothing_of_it() -> None:
    told = partner(results=("lead_time",))
    assert not told.timings
    seen = report_of(told)
    (only,) = page(seen, timing.HEADING).blocks
    assert only == timing.Paragraph(timing.ALL_LEFT_OUT)
    printed = words_of(pdf(seen, None))
    made = evaluate(told.study, DATASET).outcomes
    for deal in told.study.deals:
        start = arrival(deal, np.zeros(1)).effective_date
        for key in REACHED:
            for months in made[deal.name].quantiles(key):
                date = start + months / 12
                assert month_of(date).replace(" ", "") not in printed
                assert short_month(date).replace(" ", "") not in printed
        low, _, high = made[deal.name].quantiles("lead_time")
        assert f"{text.number(low)}to{text.number(high)}" not in printed
    assert "Monthstoeachstep" not in printed


def _plain(blocks: tuple[Any, ...]) -> list[Any]:
    return [vars(each) for each in blocks if not isinstance(each, Figure)]


@pytest.mark.parametrize("place", range(len(USUAL.all_deals)))
def test_the_sheet_of_a_deal_has_its_stages_to_the_last_digit(place: int) -> None:
    told = subject("default")
    book = openpyxl.load_workbook(io.BytesIO(workbook(told)))
    found = told.timings[told.deals[place].name]
    sheet = book.worksheets[2 + place]
    rows = {row[0]: row for row in sheet.iter_rows(values_only=True) if row[1] == "stage"}
    if not found.steps:
        assert not rows
        return
    assert set(rows) == {each.key for each in found.timing.stages}
    for each in found.timing.stages:
        numbers = (*each.time, *each.start, *each.finish, each.critical, each.saves)
        assert rows[each.key][4:15] == pytest.approx(numbers, abs=EXACT)
        assert rows[each.key][3] == pytest.approx(each.happens, abs=EXACT)


def test_a_file_has_the_same_of_all_deals_and_a_partner_has_none() -> None:
    told = subject("default")
    table = tables(told)["timing"]
    for name, found in told.timings.items():
        mine = table[(table["deal"] == name) & (table["kind"] == "stage")].set_index("item")
        assert list(mine.index) == [each.key for each in found.timing.stages if found.steps]
        for each in found.timing.stages if found.steps else ():
            assert mine.loc[each.key, "ends_p90"] == each.finish[2]
        reached = table[(table["deal"] == name) & (table["kind"] == "reached")]
        assert len(reached) == (len(found.timing.reached) if found.steps else 0)
    assert "timing" not in tables(partner())


def test_a_partners_files_tell_no_stage() -> None:
    seen = hidden.subject(partner=True)
    data = bundle(seen, pdf(report_of(seen), None), workbook(seen))
    for name, content in hidden.opened(data):
        assert BESIDES.encode() not in content, name
        assert "timing.csv" not in name
