"""Named worlds of the dataset: they hold what exists, within its bounds, or are refused."""

from pathlib import Path

import pytest

from models.analysis.named_worlds import worlds_from
from models.analysis.stress import refuse
from models.dataset import Dataset, load_dataset
from models.errors import DataError, Problem
from models.study import Study
from tests.data.small import POOR, SMALL, write, write_small_dataset

NINE = (
    *("india_export_ban", "oxide_55", "oxide_130", "overrun_30", "scheme_lost", "yield_below"),
    *("rupee_down_15", "spike_2011", "japan_2010"),
)


def problems_with(folder: Path, **cells: str) -> list[Problem]:
    write_small_dataset(folder)
    row = {"key": "poor", **POOR, "parameter": "works_duration", "value": "12", **cells}
    write(folder, "worlds", [SMALL["worlds"][0], SMALL["worlds"][1], row])
    try:
        load_dataset(folder)
    except DataError as error:
        return list(error.problems)
    return []


def test_the_worlds_of_the_dataset_can_be_tried(study: Study, dataset: Dataset) -> None:
    worlds = worlds_from(each.model_dump() for each in dataset.worlds)
    assert {each.key for each in worlds} >= set(NINE)
    assert len(worlds) == 21
    assert worlds[0].overrides == {}
    for each in worlds:
        refuse(each, study, dataset)


@pytest.mark.parametrize(
    ("cells", "column", "what"),
    [
        ({"parameter": "work_duration"}, "parameter", "no parameter 'work_duration'"),
        ({"value": "300"}, "value", "300 is outside 0 to 240"),
        ({"value": ""}, "value", "is empty, but works_duration is named"),
        ({"parameter": ""}, "value", "12 is of no parameter"),
        ({"value": "many"}, "value", "'many' cannot be used"),
        ({"source": "nowhere"}, "source", "no source 'nowhere'"),
        ({"story": "Another."}, "story", "another story than on line 3"),
        ({"parameter": "Works"}, "parameter", "'Works' cannot be used"),
    ],
)
def test_a_row_that_cannot_be_is_reported_with_its_place(
    tmp_path: Path, cells: dict[str, str], column: str, what: str
) -> None:
    found = problems_with(tmp_path, **cells)
    assert (f"worlds.csv line 4, column {column}", what) in {(p.where, p.what) for p in found}
    assert all(each.fix for each in found)


def test_a_name_nearly_right_is_offered(tmp_path: Path) -> None:
    (found,) = problems_with(tmp_path, parameter="work_duration")
    assert "works_duration" in found.fix


def test_the_same_number_twice_in_one_world_is_refused(tmp_path: Path) -> None:
    (found,) = problems_with(tmp_path, parameter="board_duration")
    assert "already on line 3" in found.what
