"""The ZIP of everything: the same numbers as files, nothing that runs, nothing hidden."""

import csv
import io
import json
import re
import zipfile
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
import pytest

from dashboard.report.bundle import bundle, tables
from dashboard.report.subject import Subject, subject_of
from dashboard.report.workbook import workbook
from dashboard.tables import RISKY
from models import Study, as_json, summary, trace
from tests.dashboard.drawn import DATASET, DOLLARS, USUAL
from tests.dashboard.report import hidden

NUMBER = re.compile(r"-[0-9.]+(e-?[0-9]+)?")
PDF, XLSX = b"%PDF of a test", b"PK of a test"


@cache
def subject(title: str = "Default study") -> Subject:
    return subject_of(USUAL.changed(draws=200, title=title), DATASET, DOLLARS)


@cache
def files(*, partner: bool | None = None) -> dict[str, bytes]:
    shown = subject() if partner is None else hidden.subject(partner=partner)
    with zipfile.ZipFile(io.BytesIO(bundle(shown, PDF, XLSX))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def table(name: str, *, partner: bool | None = None) -> pd.DataFrame:
    data = files(partner=partner)[f"tables/{name}.csv"]
    return pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")


def test_every_file_is_named_in_the_readme() -> None:
    lines = files()["README.txt"].decode().splitlines()
    told = {line.split()[0] for line in lines if line[26:27].strip() and line[25:26] == " "}
    assert set(files()) - {"README.txt"} <= told
    assert any(line.endswith(DATASET.version) for line in lines)


@pytest.mark.parametrize("partner", [None, True])
def test_the_readme_names_every_key_of_the_json(partner: bool | None) -> None:
    shown = files(partner=partner)
    (name,) = {"evaluation.json", "view.json"} & set(shown)
    (line,) = (each for each in shown["README.txt"].decode().splitlines() if f"{name}:" in each)
    data = json.loads(shown[name])
    deal = data["deals"][0]
    for key in (*data, *deal, *deal["quantities"]["cost"]):
        assert re.search(rf"\b{key}\b", line)


def test_the_report_and_the_workbook_are_there_as_they_were_made() -> None:
    assert (files()["report.pdf"], files()["workbook.xlsx"]) == (PDF, XLSX)
    with zipfile.ZipFile(io.BytesIO(bundle(subject(), None, None))) as archive:
        assert not {"report.pdf", "workbook.xlsx"} & set(archive.namelist())


def test_the_study_can_be_read_again_and_the_evaluation_is_that_of_the_model() -> None:
    assert Study.from_json(files()["study.json"].decode()) == subject().study
    assert files()["evaluation.json"].decode() == as_json(subject().evaluation, DATASET)


def test_each_table_is_a_file_with_all_its_digits() -> None:
    made = tables(subject())
    assert {f"tables/{name}.csv" for name in made} == {
        name for name in files() if name.startswith("tables/")
    }
    for name, frame in made.items():
        written = table(name)
        assert list(written.columns) == list(frame.columns)
        assert len(written) == len(frame) > 0
        for column in frame.select_dtypes("number"):
            assert np.array_equal(written[column], frame[column], equal_nan=True)


def test_tables_hold_what_the_engine_gave() -> None:
    outcomes = subject().evaluation.outcomes
    results = table("results").set_index(["deal", "result"])
    yearly = table("yearly").set_index(["deal", "quantity"])
    differences = table("comparison").set_index(["deal", "result"])["difference_from_baseline"]
    found = {name: vars(each)["values"] for name, each in outcomes.items()}
    base = found[USUAL.baseline.name]
    for name, results_of in found.items():
        for key, values in results_of.items():
            assert results.loc[(name, key), "mean"] == np.mean(values)
            if key in base:
                gap = np.mean(values - base[key])
                near = pytest.approx(gap, rel=1e-9, abs=1e-9 * abs(np.mean(values)))
                assert differences[name, key] == near
            else:
                assert np.isnan(differences[name, key])
        traced = vars(trace(subject().study, DATASET, name))["values"]
        output = traced["magnet_output"].array
        told = yearly.loc[(name, "magnet_output")]
        assert list(told["mean"]) == list(np.mean(output, axis=0))
        assert list(told["year"]) == list(range(2026, 2026 + 31))
    (rank, *_) = table("deals")["rank"].astype(str)
    assert rank == summary(subject().evaluation, subject().scored)[0].rank


@pytest.mark.parametrize("title", ["=1+1", "+cmd", "-2+3", "@x"])
def test_no_cell_runs(title: str) -> None:
    deal = USUAL.deals[0].model_copy(update={"name": title})
    study = USUAL.replacing(USUAL.deals[0].name, deal).changed(draws=100, title=title)
    with zipfile.ZipFile(io.BytesIO(bundle(subject_of(study, DATASET, DOLLARS), None, None))) as z:
        written = [z.read(name).decode("utf-8-sig") for name in z.namelist() if "tables" in name]
    assert sum(f"'{title}" in each for each in written) >= 6
    cells = [cell for each in written for line in csv.reader(each.splitlines()) for cell in line]
    assert not [cell for cell in cells if RISKY.search(cell) and not NUMBER.fullmatch(cell)]


def test_the_same_study_gives_the_same_bytes() -> None:
    again = subject_of(subject().study, DATASET, DOLLARS)
    assert bundle(again, PDF, XLSX) == bundle(subject(), PDF, XLSX)


def test_a_partner_finds_no_trace_of_what_is_hidden() -> None:
    shown = hidden.subject(partner=True)
    assert hidden.found(bundle(shown, None, workbook(shown))) == set()


def test_what_is_hidden_would_be_found() -> None:
    complete = hidden.subject(partner=False)
    assert hidden.found(bundle(complete, None, None)) == set(hidden.needles()) - {"term in rupees"}


def test_a_partner_gets_neither_the_study_nor_its_whole_evaluation() -> None:
    names = set(files(partner=True))
    assert not {"study.json", "evaluation.json", "tables/yearly.csv"} & names
    assert "view.json" in names
    assert b"partner view" in files(partner=True)["README.txt"]


def test_a_partners_json_holds_what_the_view_shows() -> None:
    shown = hidden.subject(partner=True)
    view = json.loads(files(partner=True)["view.json"])
    assert (view["schema"], view["title"], view["weights"]) == (1, "For a partner", None)
    assert view["changed_numbers"] is None
    assert [each["name"] for each in view["deals"]] == [each.name for each in shown.deals]
    for deal, told in zip(shown.deals, view["deals"], strict=True):
        assert told["terms"] == {
            term.name: str(value) if term.kind == "day" else value
            for term, value in shown.terms(deal)
        }
        quantities = told["quantities"]
        assert set(quantities) == set(shown.evaluation.outcomes[deal.name].values)
        for key, each in quantities.items():
            assert (each["p10"], each["p50"], each["p90"]) == shown.evaluation.outcomes[
                deal.name
            ].quantiles(key)
        assert "rank" not in told


def test_a_partner_sees_ranks_where_nothing_hides_them() -> None:
    study = USUAL.changed(draws=100, confidential={"terms": ("toll_fee",)})
    shown = subject_of(study, DATASET, DOLLARS, partner=True)
    with zipfile.ZipFile(io.BytesIO(bundle(shown, None, None))) as archive:
        view: dict[str, Any] = json.loads(archive.read("view.json"))
    rows = summary(shown.evaluation, shown.scored)
    told = [(each["rank"], each["score"], each["first"]) for each in view["deals"]]
    assert told == [(row.rank, row.score, row.first) for row in rows]
    assert view["weights"] == pytest.approx(study.weights.shares())
