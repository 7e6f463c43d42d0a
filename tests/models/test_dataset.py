"""The loader: the dataset it returns, its version, which row a deal gets, and overrides."""

import re
from pathlib import Path

import pytest

from models.dataset import TABLES, Dataset, load_dataset
from models.errors import DataError, StudyError
from tests.data.small import YIELD, write, write_small_dataset


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_small_dataset(tmp_path)


@pytest.fixture
def dataset(folder: Path) -> Dataset:
    return load_dataset(folder)


def test_a_good_folder_loads_every_table_by_name_or_in_order(dataset: Dataset) -> None:
    assert list(dataset.parameters) == [
        *("machining_yield", "machining_yield@japan", "machining_yield.joint_venture"),
        *("machining_yield.joint_venture@japan", "partner_fee", "partner_fee@japan", "duty@japan"),
        *("board_duration", "works_duration"),
    ]
    assert dataset.stages["works"].predecessors == ("board",)
    assert dataset.exposures[0].stocks == ("oxide_stock",)
    assert dataset.parameters["partner_fee"].currency_year == 2025
    assert dataset.parameters["machining_yield"].currency_year is None


def test_a_stage_is_also_a_parameter_that_a_user_may_change(dataset: Dataset) -> None:
    duration = dataset.parameters["board_duration"]
    assert (duration.minimum, duration.low, duration.mode) == (0, 1, 2)
    assert (duration.high, duration.maximum) == (3, 240)
    assert (duration.unit, duration.distribution, duration.label) == ("month", "pert", "Board")
    assert (duration.source, duration.locator, duration.grade) == ("MKT060", "p. 7", "B")


def test_the_version_is_the_number_and_a_fingerprint_of_the_bytes(folder: Path) -> None:
    hazards = folder / "hazards.csv"
    content = hazards.read_bytes()
    before = load_dataset(folder).version
    assert re.fullmatch(r"2026\.11\.1\+[0-9a-f]{12}", before)
    assert load_dataset(folder).version == before
    hazards.write_bytes(content.replace(b"An export ban", b"An export bar"))
    assert load_dataset(folder).version != before
    hazards.write_bytes(content)
    assert load_dataset(folder).version == before


def test_a_version_has_year_month_and_count(folder: Path) -> None:
    (folder / "VERSION").write_text("latest\n")
    with pytest.raises(DataError, match="'latest' is no version"):
        load_dataset(folder)


@pytest.mark.parametrize(
    ("structure", "site", "mode"),
    [
        ("oxide_tolling", "india", 0.70),
        ("oxide_tolling", "japan", 0.71),
        ("joint_venture", "india", 0.72),
        ("joint_venture", "japan", 0.73),
    ],
)
def test_the_most_specific_row_counts(
    dataset: Dataset, structure: str, site: str, mode: float
) -> None:
    assert dataset.for_deal(structure, site, "japan")["machining_yield"].mode == mode


def test_a_structure_row_beats_a_country_row(folder: Path) -> None:
    rows = [{**YIELD, "structure": "joint_venture"}, {**YIELD, "country": "japan", "mode": "0.71"}]
    for order in (rows, rows[::-1]):
        write(folder, "parameters", order)
        chosen = load_dataset(folder).for_deal("joint_venture", "japan", "japan")
        assert chosen["machining_yield"].structure == "joint_venture"


def test_keys_of_the_partner_follow_the_partner_and_not_the_site(dataset: Dataset) -> None:
    assert dataset.for_deal("joint_venture", "india", "japan")["partner_fee"].mode == 0.75
    assert dataset.for_deal("joint_venture", "japan", "india")["partner_fee"].mode == 0.70


def test_keys_without_a_fitting_row_are_left_out(dataset: Dataset) -> None:
    assert "duty" in dataset.for_deal("joint_venture", "japan", "japan")
    assert "duty" not in dataset.for_deal("joint_venture", "india", "japan")


def test_an_override_holds_a_number_and_nothing_else(dataset: Dataset) -> None:
    changed = dataset.with_overrides({"machining_yield@japan": 0.9, "board_duration": 12})
    held = changed.parameters["machining_yield@japan"]
    assert (held.distribution, held.low, held.mode, held.high) == ("fixed", 0.9, 0.9, 0.9)
    assert (held.minimum, held.maximum, held.label, held.source) == (0, 1, "Yield", "MKT060")
    assert changed.parameters["board_duration"].mode == 12
    assert changed.parameters["machining_yield"] == dataset.parameters["machining_yield"]
    assert dataset.parameters["machining_yield@japan"].mode == 0.71


def test_bad_overrides_are_all_refused_at_once(dataset: Dataset) -> None:
    overrides = {
        "machining_yeild": 0.7,
        "partner_fee": 91.0,
        "duty@japan": float("nan"),
        "zzz": 1.0,
    }
    with pytest.raises(StudyError) as caught:
        dataset.with_overrides(overrides)
    misspelt, outside, undefined, unknown = caught.value.problems
    assert "machining_yield" in misspelt.fix
    assert outside.what == "91 is outside 0 to 90 USD/kg"
    assert undefined.what == "nan is outside 0 to 1"
    assert unknown.where == "override of zzz"


def test_a_frame_has_the_columns_of_the_file(dataset: Dataset) -> None:
    frame = dataset.frame("parameters")
    assert list(frame.columns) == list(TABLES["parameters"].model_fields)
    assert frame.loc["partner_fee@japan", "mode"] == 0.75
    assert list(dataset.frame("prices").index) == [0, 1]
