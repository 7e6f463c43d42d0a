"""The simulated supply in paper, workbook and files: the numbers of the page of security."""

from typing import Any

import numpy as np
import pytest

from dashboard.report.blocks import Table
from dashboard.report.subject import subject_of
from dashboard.report.supply_page import blocks, table
from dashboard.report.supply_rows import exposure_table, supply_table
from models import clauses, interruptions
from tests.dashboard.drawn import DATASET, DOLLARS, USUAL
from tests.dashboard.report import hidden

STUDY = USUAL.changed(draws=400)
SUBJECT = subject_of(STUDY, DATASET, DOLLARS)
FOUND = interruptions(STUDY, DATASET)
DAYS = 365.0


def lines(deal: str) -> dict[tuple[str, str], tuple[float, float | None]]:
    made = supply_table(SUBJECT)
    told = (dict(zip(made.columns, row, strict=True)) for row in made.rows)
    mine: Any = (each for each in told if each["deal"] == deal)
    return {(x["kind"], x["item"]): (x["mean"], x["standard_error"]) for x in mine}


@pytest.mark.parametrize("deal", FOUND.deals)
def test_rows_are_those_of_the_simulation(deal: str) -> None:
    told, found = lines(deal), FOUND.deals[deal]
    served = SUBJECT.evaluation.outcomes[deal].values["supply_security"]
    assert told["result", "Demand served"][0] == pytest.approx(np.mean(served), abs=1e-12)
    mean, error = told["result", "Unserved"]
    assert mean == pytest.approx(DAYS * found.summary.unserved.mean, rel=1e-9)
    assert error == pytest.approx(DAYS * np.std(served, ddof=1) / np.sqrt(400), rel=1e-9)
    assert sum(x for (kind, _), (x, _) in told.items() if kind == "cause") == pytest.approx(mean)
    saved = [x for (kind, _), (x, _) in told.items() if kind == "clause"]
    assert saved == pytest.approx([each.days.mean for each in clauses(found)])


def test_every_exposure_says_who_controls_its_stage() -> None:
    hazards = {key: each.label for key, each in DATASET.hazards.items()}
    rows = exposure_table(SUBJECT, hazards).rows
    assert len(rows) == sum(len(x.place) for each in FOUND.deals.values() for x in each.rows)
    assert all(all(row) for row in rows)


def test_the_paper_tells_the_chance_to_lose_less_than_importing() -> None:
    shown = table(SUBJECT)
    for row, deal in zip(shown.rows, STUDY.deals, strict=False):
        safer = FOUND.safer(deal.name, STUDY.baseline.name).mean
        assert row[0] == deal.name
        assert row[3] == f"{100 * safer:.0f}"
    assert any(isinstance(each, Table) for each in blocks(SUBJECT))


def test_a_partner_is_told_nothing_of_it() -> None:
    seen = hidden.subject(partner=True)
    assert not list(blocks(seen))
    assert not supply_table(seen).rows
