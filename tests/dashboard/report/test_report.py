"""The board paper as data: its numbers are the engine's, and no sentence says more than they do."""

import dataclasses
import datetime
import json
import re
from pathlib import Path

import numpy as np
import pytest

from dashboard import text
from dashboard.report import checks
from dashboard.report.report import report_of
from dashboard.report.subject import subject_of
from models import (
    COST_PARTS,
    CRITERIA,
    STRUCTURES,
    Evaluation,
    used_numbers,
)
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL
from tests.dashboard.report.papers import STUDIES, page, report, strings, subject, tables

DASHBOARD = Path(__file__).resolve().parents[3] / "dashboard"
SCALES = {"cost": 1.0, "lead_time": 1.0, "supply_security": 100.0}


@pytest.fixture(params=STUDIES)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_the_three_criteria_of_every_deal_are_those_of_the_engine(name: str) -> None:
    told = subject(name)
    (table,) = tables(page(report(name), "The decision").blocks)
    scales = {**SCALES, "cost": told.money.per_kg_scale}
    for row, (deal, outcome) in zip(table.rows, told.evaluation.outcomes.items(), strict=True):
        assert row[0] == deal
        for cell, key in zip(row[-3:], CRITERIA, strict=True):
            spread = np.percentile(outcome.values[key], (10, 50, 90)) * scales[key]
            if key == "supply_security":  # judged by its mean
                spread[1] = np.mean(outcome.values[key]) * scales[key]
            low, middle, high = map(shown, spread)
            assert cell == (middle if low == high else f"{middle}\n{low} to {high}")


def shown(value: float) -> str:
    return text.rupees(value).replace("₹", "") if value > 1_000 else text.number(value)


def test_rank_score_and_first_places_are_those_of_the_engine(name: str) -> None:
    scored = subject(name).scored
    assert scored is not None
    (table,) = tables(page(report(name), "The decision").blocks)
    for row in table.rows:
        assert row[1] == scored.rank(row[0])
        assert row[2] == text.number(100 * float(np.mean(scored.scores[row[0]])))
        first = float(row[3].partition(" ")[0])
        assert first == pytest.approx(100 * scored.first[row[0]], abs=0.5)


def test_the_parts_of_the_cost_are_those_of_the_engine() -> None:
    told = subject("changed")
    table = tables(page(report("changed"), "Behind the charts").blocks)[0]
    for place, outcome in enumerate(told.evaluation.outcomes.values(), start=1):
        column = {row[0]: row[place] for row in table.rows}
        total = float(np.mean(outcome.values["cost"])) * told.money.per_kg_scale
        assert column["Total"] == shown(total)
        for key in COST_PARTS:
            mean = float(np.mean(outcome.values[key])) * told.money.per_kg_scale
            if mean:
                assert column[text.label(key)] == shown(mean)


def test_every_term_of_every_deal_is_in_the_annex_and_a_changed_one_bold(name: str) -> None:
    told = subject(name)
    found = tables(page(report(name), "All terms").blocks)[-len(told.deals) :]
    for deal, table in zip(told.deals, found, strict=True):
        terms = STRUCTURES[deal.structure].terms
        assert [row[0] for row in table.rows] == [each.label for each in terms]
        agreed = [getattr(deal.terms, each.name) != each.default for each in terms]
        assert [n in table.strong for n in range(len(terms))] == agreed


def test_a_changed_term_is_shown_beside_its_default_and_between_the_deals() -> None:
    fee = text.display(17.0, "MUSD", RUPEES)
    (table,) = tables(page(report("changed"), "What was agreed").blocks)
    row = next(each for each in table.rows if each[1] == "Upfront fee")
    assert row[2:] == (fee, text.display(10.0, "MUSD", RUPEES), "D")
    stock = next(
        each
        for each in tables(page(report("changed"), "The deals compared").blocks)[0].rows
        if each[0] == "Dysprosium and terbium in stock"
    )
    assert stock[1] == "123 days"
    assert set(stock[2:]) <= {"60 days", text.DASH}


def test_a_number_held_otherwise_is_told_with_the_one_of_the_dataset() -> None:
    said = " ".join(strings([each for each in _data("changed") if "assumes" in each["heading"]]))
    usual = text.number(DATASET.parameters["rupee_rate_2025"].mode)
    assert re.search(rf"91 .* in place of {re.escape(usual)}", said)
    assert "in place of" not in " ".join(strings(_data("default")))


def _data(name: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = report(name).as_data()["pages"]
    return found


def test_all_numbers_used_are_listed_judgements_first(name: str) -> None:
    used = used_numbers(subject(name).study, DATASET)
    (table,) = tables(page(report(name), "All numbers used").blocks)
    assert len(table.rows) == len(used)
    grades = [row[3] for row in table.rows]
    judged = sum(each.grade == "D" for each in used.values())
    assert grades[:judged] == ["D"] * judged
    assert "D" not in grades[judged:]


def test_every_number_of_a_source_leads_to_the_source(name: str) -> None:
    (table,) = tables(page(report(name), "Sources").blocks)
    keys = {row[0]: row[2] for row in table.rows}
    (numbers,) = tables(page(report(name), "All numbers used").blocks)
    used = {
        row[0]: {keys[each] for each in row[4].split(", ")}
        for row in numbers.rows
        if row[4] != text.DASH
    }
    row = DATASET.parameters["oxide_price_today"]
    assert used[row.label] == set(row.source.split("|"))


def test_what_is_not_saved_says_so_and_what_is_has_the_day_of_its_version() -> None:
    assert report("default").date == f"Not saved; data {DATASET.version}"
    moment = datetime.datetime(2026, 11, 23, 23, 30, tzinfo=datetime.UTC)
    saved = dataclasses.replace(subject("default"), made_at=moment, version=3)
    assert report_of(saved).date == "23 November 2026"
    assert report_of(saved).day == (2026, 11, 23)


def test_the_report_is_plain_data(name: str) -> None:
    data = report(name).as_data()
    assert json.loads(json.dumps(data, allow_nan=False)) == data
    assert [each["annex"] for each in data["pages"]] == [False] * 10 + [True] * 4


def test_a_check_that_does_not_hold_says_so() -> None:
    told = subject("default")
    first, *others = told.evaluation.outcomes.values()
    broken = dataclasses.replace(first, values={**first.values, "cost": first.values["cost"] + 1})
    evaluation = _with(told.evaluation, [broken, *others])
    (table,) = tables(checks.checks(dataclasses.replace(told, evaluation=evaluation)).blocks)
    assert [row[1] for row in table.rows].count("does not hold") == 1
    (table,) = tables(checks.checks(told).blocks)
    assert {row[1] for row in table.rows} == {"holds"}


def _with(evaluation: Evaluation, outcomes: list[object]) -> Evaluation:
    named = dict(zip(evaluation.outcomes, outcomes, strict=True))
    return dataclasses.replace(evaluation, outcomes=named)


def test_a_single_deal_has_a_paper_too() -> None:
    study = USUAL.changed(deals=USUAL.deals[:1], draws=100)
    told = report_of(subject_of(study, DATASET, DOLLARS))
    (table,) = tables(page(told, "The decision").blocks)
    assert [row[0] for row in table.rows] == [each.name for each in study.all_deals]
