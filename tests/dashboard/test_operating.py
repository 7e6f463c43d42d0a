"""The page for operators names what there is: every setting, and commands that work."""

import re
import shlex
from pathlib import Path

import pytest

from dashboard import checked
from dashboard.command_line import _parser
from dashboard.health import CHECKS, routes

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
SOURCES = [path.read_text(encoding="utf-8") for path in (ROOT / "dashboard").rglob("*.py")]
NAME = re.compile(r"LODESTONE_[A-Z_]+")


def test_every_setting_has_its_line_and_no_other_is_told() -> None:
    told = set(re.findall(r"^\| `(LODESTONE_[A-Z_]+)`", PAGE, re.MULTILINE))
    assert told == set(checked.NAMES)
    assert set(NAME.findall(PAGE)) == told


def test_every_setting_that_is_read_is_known_before_the_start() -> None:
    read = {name for source in SOURCES for name in NAME.findall(source)} - {checked.PREFIX}
    assert read == {*checked.NAMES, *checked.OF_TESTS}


@pytest.mark.parametrize(
    "line", sorted(set(re.findall(r"python -m dashboard (.+)$", PAGE, re.MULTILINE)))
)
def test_every_command_can_be_given(line: str) -> None:
    words = shlex.split(line.partition("`")[0])
    _parser(words).parse_args(words)


def test_every_address_and_part_that_is_told_is_there() -> None:
    assert {route.path for route in routes()} <= set(re.findall(r"`(/\w+)`", PAGE))
    assert set(CHECKS) == {"store", "dataset", "engine", "jobs"}


def test_the_service_starts_what_the_readme_starts() -> None:
    command = "-m streamlit run dashboard/server.py"
    assert command in PAGE
    assert command in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_fields_of_a_line_of_the_log_are_those_that_are_told() -> None:
    source = (ROOT / "dashboard" / "logs.py").read_text(encoding="utf-8")
    written = re.findall(r'^ {12}"(\w+)": ', source, re.MULTILINE)
    assert re.search(r"a line: (.+?)\. ", PAGE)[1] == ", ".join(f"`{each}`" for each in written)
