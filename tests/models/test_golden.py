"""The default study's results are held: they change only on purpose, with an entry in a change log.

To accept a change: ``python -m tests.golden.write``, and say in ``data/CHANGELOG.md`` (numbers) or
``CHANGELOG.md`` (formulas, with a new MODEL_VERSION) what moved and why.
"""

import json
from pathlib import Path

import pytest

from models import MODEL_VERSION
from tests.golden.write import GOLDEN, current

HELD = json.loads(GOLDEN.read_text(encoding="utf-8"))
LOG = Path(__file__).parents[2] / "data" / "CHANGELOG.md"


def test_results_of_the_default_study_are_as_held():
    found = current()
    assert found["model_version"] == HELD["model_version"] == MODEL_VERSION
    assert found["deals"].keys() == HELD["deals"].keys()
    for name, quantities in HELD["deals"].items():
        for quantity, value in quantities.items():
            assert found["deals"][name][quantity] == pytest.approx(value, rel=1e-9), quantity


def test_the_change_log_of_the_data_names_the_version_held():
    assert HELD["dataset_number"] in LOG.read_text(encoding="utf-8")
