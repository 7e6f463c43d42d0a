"""Static measures in the paper, the workbook and the files; a partner sees none of them."""

import io

import openpyxl
import pytest

from dashboard import lens_words
from dashboard.report import lens_page, lens_sheet
from dashboard.report.blocks import Paragraph
from dashboard.report.bundle import bundle, tables
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import subject_of
from dashboard.report.workbook import workbook
from models import lenses
from tests.dashboard.drawn import DATASET, DOLLARS, USUAL
from tests.dashboard.report import hidden
from tests.dashboard.report.papers import page, report, subject
from tests.dashboard.report.papers import tables as tables_of

ANNEX = "Annex D: Behind the charts"


@pytest.mark.parametrize("name", ["default", "hostile"])
def test_the_paper_has_one_small_table_behind_the_charts(name: str) -> None:
    told = subject(name)
    found = lenses(told.study, DATASET)
    made = list(lens_page.blocks(told))
    (table,) = tables_of(tuple(made))
    assert table in page(report(name), ANNEX).blocks
    assert len(table.header) == 2 + len(lens_words.NAMES)
    for row, (deal, each) in zip(table.rows, found.deals.items(), strict=True):
        served = 100.0 * told.evaluation.outcomes[deal].mean("supply_security")
        assert float(row[1].removesuffix(" %")) == pytest.approx(served, abs=0.05)
        assert [x.replace("\n", " ") for x in row[2:]] == list(lens_words.cells(each).values())
    said = next(each.text for each in made if isinstance(each, Paragraph))
    assert "that the simulation tells apart" in said


def test_the_workbook_has_a_sheet_with_every_number() -> None:
    told = subject("default")
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(told)))[lens_sheet.NAME]
    rows = [row for row in sheet.iter_rows(values_only=True) if row[0] in told.lenses.deals]  # type: ignore[union-attr]
    for name, deal in told.lenses.deals.items():  # type: ignore[union-attr]
        mine = [row for row in rows if row[0] == name]
        assert len(mine) == 1 + len(deal.steps) + len(deal.nodes)
        values = deal.values()
        assert [mine[0][each] for each in (1, 3, 5, 7, 9)] == pytest.approx(list(values.values()))


def test_files_have_the_same_tables() -> None:
    told = subject("default")
    made = tables(told)
    measures = made["measures"].set_index("deal")
    for name, deal in told.lenses.deals.items():  # type: ignore[union-attr]
        assert measures.loc[name, "supply_risk"] == deal.values()["supply_risk"]
    assert set(made["measure_steps"]["step"]) == set(lens_words.STEPS.values())
    assert len(made["measure_facts"]) == len(told.lenses.world.used)  # type: ignore[union-attr]


def test_a_partner_sees_no_measure() -> None:
    seen = subject_of(USUAL.changed(draws=200), DATASET, DOLLARS, partner=True)
    assert seen.lenses is None
    assert not list(lens_page.blocks(seen))
    assert "measures" not in tables(seen)
    secret = hidden.subject(partner=True)
    data = bundle(secret, pdf(report_of(secret), None), workbook(secret))
    for name, content in hidden.opened(data):
        assert "measure" not in name
        for each in (b"GeoPolRisk", lens_sheet.NAME.encode(), b"supply_risk"):
            assert each not in content, name
