"""The data dictionary names exactly the files, columns, units and words that there are."""

import re
from typing import get_args

import pytest

from models.cells import UNITS, Distribution, Grade
from models.dataset import DATA, TABLES

README = (DATA / "README.md").read_text("utf-8")
ROW = re.compile(r"^\| `([^`]+)` \|", re.MULTILINE)


def section(title: str) -> str:
    """Text between a heading and the next one."""
    return README.split(f"\n### {title}\n", 1)[1].split("\n#", 1)[0]


def first_cells(title: str) -> list[str]:
    return ROW.findall(section(title))


def test_the_files_described_are_the_files_there_are() -> None:
    described = re.findall(r"\n### (\w+\.csv)\n", README)
    assert sorted(described) == sorted(path.name for path in DATA.glob("*.csv"))
    assert sorted(described) == sorted(f"{name}.csv" for name in TABLES)


def test_nothing_else_lies_in_the_folder() -> None:
    others = {path.name for path in DATA.iterdir() if path.suffix != ".csv"}
    assert others == {"README.md", "CHANGELOG.md", "VERSION"}


@pytest.mark.parametrize("name", TABLES)
def test_the_columns_described_are_the_columns_of_the_file(name: str) -> None:
    header = (DATA / f"{name}.csv").read_text("utf-8").splitlines()[0]
    assert first_cells(f"{name}.csv") == header.split(",")


def test_the_units_grades_and_distributions_are_those_the_loader_knows() -> None:
    table = section("Units").rsplit("|\n", 1)[0]
    assert sorted(re.findall(r"`([^`]+)`", table)) == sorted(UNITS)
    assert first_cells("Grades") == list(get_args(Grade))
    assert first_cells("Distributions") == list(get_args(Distribution))


def test_the_change_log_speaks_of_this_version_first() -> None:
    versions = re.findall(r"\n## (\S+)\n", (DATA / "CHANGELOG.md").read_text("utf-8"))
    assert versions[0] == (DATA / "VERSION").read_text("utf-8").strip()
