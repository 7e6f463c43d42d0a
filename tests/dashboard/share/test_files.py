"""Files of studies: what is written is read back, by people too, and nothing else gets in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings

from dashboard.share import plain_yaml
from dashboard.share.files import LARGEST_FILE, file_name, read_study, to_json, to_yaml
from models import LONGEST_TEXT, Study, StudyError, World, default_study
from tests.dashboard.invented import studies

USUAL = default_study({"cost": 20.0, "lead_time": 30.0, "supply_security": 50.0})
FROZEN = Path(__file__).resolve().parents[2] / "models" / "studies"
PARSERS = [each for each in ("CSafeLoader", "SafeLoader") if hasattr(yaml, each)]
WRITTEN = to_yaml(USUAL).decode()


@pytest.fixture(params=PARSERS)
def parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each parser of YAML: a machine may lack the faster one."""
    monkeypatch.setattr(plain_yaml, "PARSER", getattr(yaml, request.param))


def refused(data: bytes | str, name: str = "board.yaml") -> dict[str, str]:
    """What is said of each place."""
    with pytest.raises(StudyError) as caught:
        read_study(name, data if isinstance(data, bytes) else data.encode())
    problems = caught.value.problems
    assert all(each.where.startswith(name) and each.what and each.fix for each in problems)
    return {each.where: each.what for each in problems}


@settings(max_examples=60)
@given(studies())
def test_every_study_comes_back_from_its_file(study: Study) -> None:
    for name, data in (("a.json", to_json(study)), ("a.yaml", to_yaml(study))):
        again = read_study(name, data)
        assert again == study
        assert again.fingerprint == study.fingerprint


@pytest.mark.parametrize(
    "title", ["1e3", "-.5E+2", "12.", "yes", "null", "~", "2027-01-01", "0x1F"]
)
@pytest.mark.usefixtures("parser")
def test_a_title_that_looks_like_something_else_stays_a_title(title: str) -> None:
    study = USUAL.changed(title=title)
    assert read_study("a.yml", to_yaml(study)) == study


def test_a_json_file_is_for_people_and_the_same_on_every_machine() -> None:
    text = to_json(USUAL.changed(title="निर्णय ₹")).decode()
    assert text.startswith('{\n  "baseline": {\n    "confidential": false,\n')
    assert text.endswith("}\n")
    assert '"title": "निर्णय ₹"' in text
    assert list(json.loads(text)) == sorted(Study.model_fields)


def test_a_yaml_file_says_what_it_is_and_has_plain_lines() -> None:
    lines = to_yaml(USUAL.changed(title="निर्णय ₹")).decode().splitlines()
    assert lines[0].startswith("# A study of Lodestone.")
    assert "title: निर्णय ₹" in lines
    assert "    effective_date: 2027-01-01" in lines
    assert not [each for each in lines if "&" in each or "*" in each or "!" in each]


def test_any_reader_of_yaml_finds_the_same_in_it() -> None:
    data = yaml.safe_load(to_yaml(USUAL))
    assert json.loads(json.dumps(data, default=str)) == json.loads(USUAL.to_json())


def test_a_study_too_long_for_a_line_each_is_written_closely_or_said_to_be_too_long() -> None:
    many = USUAL.changed(world=World(overrides={f"n{k}": 0.0 for k in range(15_000)}))
    assert len(many.to_json()) < LONGEST_TEXT
    assert read_study("a.json", to_json(many)) == many
    with pytest.raises(StudyError, match="too long for YAML"):
        to_yaml(many)
    fewer = USUAL.changed(world=World(overrides={f"n{k}": 0.0 for k in range(12_000)}))
    assert read_study("a.yaml", to_yaml(fewer)) == fewer


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("written", "meant"),
    [("1e3", 1e3), ("1E+3", 1e3), ("1000", 1e3), ("1000.", 1e3), ("+1000", 1e3), ("01000", 1e3)],
)
def test_a_number_is_read_as_its_writer_meant_it(written: str, meant: float) -> None:
    text = WRITTEN.replace("capacity: 1000.0", f"capacity: {written}", 1)
    assert text != WRITTEN
    assert read_study("a.yaml", text.encode()).baseline.terms.capacity == meant


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize("written", ["2028-04-01", "'2028-04-01'", '"2028-04-01"'])
def test_a_date_needs_no_quotes(written: str) -> None:
    text = WRITTEN.replace("effective_date: 2027-01-01", f"effective_date: {written}", 1)
    found = read_study("a.yaml", text.encode()).baseline.terms.effective_date
    assert found.isoformat() == "2028-04-01"


def test_json_is_yaml_too() -> None:
    assert read_study("a.yaml", to_json(USUAL)) == USUAL


@pytest.mark.parametrize("write", [to_json, to_yaml])
def test_what_an_editor_adds_is_no_harm(write: Any) -> None:
    ending = "A.JSON" if write is to_json else "B.Yml"
    data = b"\xef\xbb\xbf" + write(USUAL).replace(b"\n", b"\r\n") + b"\r\n\r\n"
    assert read_study(ending, data) == USUAL


@pytest.mark.parametrize("path", sorted(FROZEN.glob("schema_*.json")), ids=lambda path: path.stem)
def test_a_file_of_an_earlier_schema_is_read(path: Path) -> None:
    study = read_study(path.name, path.read_bytes())
    assert read_study("again.yaml", to_yaml(study)) == study
    assert study.title == "Board paper, May: ₹ निर्णय"


@pytest.mark.usefixtures("parser")
@pytest.mark.parametrize(
    ("text", "place", "what"),
    [
        ("title: a\ntitle: b", "line 2", "title is written twice"),
        ("a: {b: 1,\n  b: 2}", "line 2", "b is written twice"),
        ("a: !!python/object/apply:os.system [x]", "line 1", "has a tag"),
        ("a: !!str b", "line 1", "has a tag, tag:yaml.org,2002:str"),
        ("! a", "line 1", "has a tag"),
        ("%TAG ! tag:here,2000:\n---\n!foo a", "line 3", "has a tag"),
        ("a: &x 1", "line 1", "has a name for others to refer to"),
        ("a: [\n*x]", "line 2", "refers to another place"),
        ("a: 1\n---\na: 1", "line 2", "begins another document"),
        ("? [a]\n: 1", "line 1", "has a key that is no text"),
        ("a: [1, 2", None, "is not readable"),
        ("a: b: c", "line 1", "is not readable"),
        ("a:\n\t- b", "line 2", "is not readable"),
        ('"\\UFFFFFFFF"', None, "is not readable"),
        ("a: \x07", None, "is not readable"),
        ("[" * 51 + "]" * 51, "line 1", "too deeply nested"),
        ("- " * 60_000, "line 1", "too deeply nested"),
        ("{a: " * 30_000, "line 1", "too deeply nested"),
        (f"[{'1,' * 60_000}]", "line 1", "too much"),
        ("", None, "cannot be used"),
        ("just words", None, "cannot be used"),
    ],
)
def test_yaml_that_is_more_than_plain_data_is_refused(
    text: str, place: str | None, what: str
) -> None:
    found = refused(text)
    where = f"board.yaml, {place}" if place else None
    assert any(what in told for at, told in found.items() if where in {None, at}), found


@pytest.mark.usefixtures("parser")
def test_aliases_that_would_grow_without_end_are_refused_unopened() -> None:
    laughs = "a0: &a0 [lol]\n"
    laughs += "".join(f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]\n" for k in range(1, 40))
    found = refused(laughs)
    assert found["board.yaml, line 1"] == "has a name for others to refer to"
    assert found["board.yaml, line 2"] == "refers to another place"
    assert found["board.yaml"] == f"has {40 + 39 * 9 - 50} more problems"


def test_all_that_is_wrong_with_a_file_is_said_at_once() -> None:
    broken = WRITTEN.replace("draws: 2000", "draws: 1").replace("seed: 1\n", "seed: lucky\n")
    broken = broken.replace("capacity: 1000.0", "capacity: yes", 1)
    assert refused(broken) == {
        "board.yaml, draws": "1 is too small",
        "board.yaml, seed": "'lucky' is not a whole number",
        "board.yaml, baseline, terms, capacity": "'yes' is not a number",
    }


def test_a_long_list_of_problems_is_cut_short_and_counted() -> None:
    found = refused("\n".join(f"a{k}: !x 1" for k in range(200)))
    assert len(found) == 51
    assert found["board.yaml"] == "has 150 more problems"
    found = refused(json.dumps({f"k{k}": 1 for k in range(200)}), "board.json")
    assert len(found) == 51
    assert found["board.json"] == "has 153 more problems"


@pytest.mark.parametrize("name", ["board.json", "board.yaml"])
def test_a_file_is_bounded_before_it_is_read(name: str) -> None:
    assert "bytes are too many" in refused(b" " * (LARGEST_FILE + 1), name)[name]
    assert "characters are too many" in refused(b" " * (LONGEST_TEXT + 1), name)[name]
    assert "not UTF-8" in refused(to_json(USUAL).decode().encode("utf-16"), name)[name]
    assert "not UTF-8" in refused(b"\xff", name)[name]


@pytest.mark.parametrize("depth", [1_200, 50_000, 100_000])
def test_deeply_nested_json_is_refused_in_words(depth: int) -> None:
    assert refused("[" * depth, "a.json") == {"a.json": "is not readable (too deeply nested)"}


@pytest.mark.parametrize("name", ["study", "study.txt", "json", "a.json.exe", "", ".yaml/"])
def test_a_file_of_another_kind_is_refused(name: str) -> None:
    with pytest.raises(StudyError, match="is no file of a study"):
        read_study(f"x {name}", to_json(USUAL))


def test_a_name_that_cannot_be_shown_is_written_so_that_it_can() -> None:
    with pytest.raises(StudyError) as caught:
        read_study("\ud800\x1b[31m\u202e" + "x" * 500 + ".json", b"{")
    said = str(caught.value)
    assert said.encode().decode().isprintable()
    assert len(said) < 400


TITLES = ["", "../../etc/passwd", "C:\\x", "con", "निर्णय", "a/b\0", "x" * 120, "Été 2027 — ½", "."]


@pytest.mark.parametrize("title", [*TITLES, "🙂", "-", "a b"])
def test_the_name_of_a_file_is_safe_anywhere(title: str) -> None:
    study = USUAL.model_copy(update={"title": title})
    name = file_name(study, "yaml")
    assert re.fullmatch(r"lodestone-[a-z0-9]+(-[a-z0-9]+)*\.yaml", name)
    assert len(name) <= 80


def test_the_name_of_a_file_tells_its_title() -> None:
    assert file_name(USUAL, ".json") == "lodestone-default-study.json"
    accents = USUAL.changed(title="Étude: Été 2027")
    assert file_name(accents, "json") == "lodestone-etude-ete-2027.json"
    hindi = [USUAL.changed(title=title) for title in ("निर्णय", "परियोजना")]
    assert len({file_name(each, "json") for each in hindi}) == 2
