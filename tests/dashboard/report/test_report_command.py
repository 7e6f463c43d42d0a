"""The command line for reports: what it writes, what it computes with, and what it refuses."""

import dataclasses
import functools
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from dashboard.__main__ import main
from dashboard.report import commands
from dashboard.report.asked import directly
from dashboard.report.subject import subject_of
from dashboard.share import studies
from dashboard.share.content import Content, content_of
from dashboard.share.earlier import as_saved
from dashboard.share.files import to_json, to_yaml
from dashboard.share.library import load
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from models import Dataset, Study, evaluate, figures, score
from tests.dashboard.drawn import DATASET, DOLLARS, USUAL
from tests.dashboard.report import hidden

FEW = USUAL.changed(draws=100, title="Board paper ₹ निर्णय")
Told = tuple[int, str, str]
Run = Callable[..., Told]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command; returns the exit code, what it printed, and its problems."""

    def command(*words: object) -> Told:
        code = main(["report", *map(str, words)])
        printed = capsys.readouterr()
        assert (code == 0) == (not printed.err)
        return code, printed.out, printed.err

    return command


@functools.cache
def answered(kind: str) -> Any:
    """An answer about the two deals ahead of the usual study."""
    return subject_of(FEW, DATASET, DOLLARS, ask=directly).answer(kind)


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a report asks is answered once for all: not for tests that read an answer."""
    monkeypatch.setattr(commands, "directly", lambda kind, _, __: answered(kind))


def kept(study: Study, data: Dataset = DATASET) -> Content:
    evaluation = evaluate(study, data)
    return content_of(study, evaluation, score(evaluation, data.criteria), data)


def facts(path: Path) -> dict[str, Any]:
    made = openpyxl.load_workbook(path, read_only=True)
    told = {str(row[0]): row[1] for row in made["Summary"].iter_rows(max_col=2, values_only=True)}
    made.close()
    return told


def median(path: Path) -> Any:
    made = openpyxl.load_workbook(path, read_only=True)
    ((sheet, place),) = made.defined_names["cost_median_1"].destinations
    value = made[sheet][place.replace("$", "")].value
    made.close()
    return value


def expected(study: Study, data: Dataset = DATASET) -> Any:
    outcome = evaluate(study, data).outcomes[study.deals[0].name]
    return pytest.approx(outcome.quantiles("cost")[1], rel=1e-9)


def earlier(price: float) -> Dataset:
    """Another dataset, as an earlier one may have been."""
    made = DATASET.with_overrides({"oxide_price_today": price})
    return dataclasses.replace(made, version="2026.1.1+0123456789ab")


def test_the_default_study_needs_nothing_but_a_file_to_write(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    assert run("--xlsx", target) == (0, f"{target}: {USUAL.title}.\n", "")
    assert median(target) == expected(USUAL)
    assert target.stat().st_mode & 0o077 == 0


@pytest.mark.usefixtures("once")
@pytest.mark.parametrize(("write", "ending"), [(to_json, "json"), (to_yaml, "yaml")])
def test_a_file_of_a_study_is_reported(
    run: Run, tmp_path: Path, write: Callable[[Study], bytes], ending: str
) -> None:
    source, target = tmp_path / f"study.{ending}", tmp_path / "a.xlsx"
    source.write_bytes(write(FEW.changed(seed=5)))
    assert run(source, "--xlsx", target)[0] == 0
    assert median(target) == expected(FEW.changed(seed=5))
    assert run(source, "--xlsx", tmp_path / "b.xlsx", "--draws", 150)[0] == 0
    assert median(tmp_path / "b.xlsx") == expected(FEW.changed(seed=5, draws=150))


@pytest.mark.usefixtures("once")
def test_a_saved_study_is_found_by_its_first_digits_and_version(
    run: Run, saved: Store, tmp_path: Path
) -> None:
    identity = studies.create(saved, kept(FEW), Signed("Asha", "first thoughts"))
    studies.save(saved, identity, 1, kept(FEW.changed(seed=2)), Signed("Ravi", "second"))
    assert run(identity[:6], "--xlsx", tmp_path / "new.xlsx")[0] == 0
    assert run(f"{identity[:8]}:1", "--xlsx", tmp_path / "old.xlsx")[0] == 0
    new, old = facts(tmp_path / "new.xlsx"), facts(tmp_path / "old.xlsx")
    assert (new["Version"], new["Saved by"], new["Seed"]) == (2, "Ravi", 2)
    assert (old["Version"], old["Saved by"], old["Note"]) == (1, "Asha", "first thoughts")
    assert median(tmp_path / "old.xlsx") == expected(FEW)


@pytest.mark.usefixtures("once")
def test_a_saved_study_is_computed_with_the_numbers_of_then(
    run: Run, saved: Store, tmp_path: Path
) -> None:
    then = earlier(60.0)
    identity = studies.create(saved, kept(FEW, then), Signed())
    code, out, _ = run(identity, "--xlsx", tmp_path / "a.xlsx")
    assert (code, commands.TODAY in out) == (0, False)
    assert median(tmp_path / "a.xlsx") == expected(FEW, then)
    assert median(tmp_path / "a.xlsx") != expected(FEW)
    assert facts(tmp_path / "a.xlsx")["Dataset"] == then.version


@pytest.mark.usefixtures("once")
def test_numbers_that_no_longer_give_what_was_saved_give_way_to_todays(
    run: Run, saved: Store, tmp_path: Path
) -> None:
    then = earlier(60.0)
    made = kept(FEW, then)
    other = Content(**{**vars(made), "results": kept(FEW.changed(seed=9), then).results})
    identity = studies.create(saved, other, Signed())
    code, out, _ = run(identity, "--xlsx", tmp_path / "a.xlsx")
    assert (code, out.splitlines()[0]) == (0, commands.TODAY)
    assert median(tmp_path / "a.xlsx") == expected(FEW)


def test_a_version_of_todays_numbers_and_formulas_is_not_computed_to_be_known(saved: Store) -> None:
    identity = studies.create(saved, kept(FEW), Signed())
    assert as_saved(load(saved, identity), DATASET, _never, _never) is DATASET


def _never(*_: object) -> Any:
    pytest.fail("nobody need ask")


@pytest.mark.usefixtures("once")
def test_rupees_stand_beside_the_engines_numbers(run: Run, tmp_path: Path) -> None:
    assert run("--xlsx", tmp_path / "a.xlsx", "--draws", 100, "--rupees")[0] == 0
    told = facts(tmp_path / "a.xlsx")
    assert told["Rupees for a dollar"] == DATASET.parameters["rupee_rate_2025"].mode


@pytest.mark.usefixtures("once")
def test_a_partner_view_is_written_without_a_trace(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_paper", lambda _: b"%PDF")
    source = tmp_path / "study.json"
    source.write_bytes(to_json(hidden.study()))
    made = [tmp_path / "a.xlsx", tmp_path / "a.zip"]
    assert run(source, "--xlsx", made[0], "--zip", made[1], "--partner", "--rupees")[0] == 0
    assert [hidden.found(each.read_bytes()) for each in made] == [set(), set()]


@pytest.mark.usefixtures("once")
def test_a_zip_holds_the_other_files_as_they_were_written(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_paper", lambda _: b"%PDF of a test")
    names = {each: tmp_path / f"a.{each}" for each in ("pdf", "xlsx", "zip")}
    code, out, _ = run(*(x for k, v in names.items() for x in (f"--{k}", v)), "--draws", 100)
    assert (code, len(out.splitlines())) == (0, 3)
    with zipfile.ZipFile(io.BytesIO(names["zip"].read_bytes())) as archive:
        assert archive.read("report.pdf") == names["pdf"].read_bytes() == b"%PDF of a test"
        assert archive.read("workbook.xlsx") == names["xlsx"].read_bytes()
        assert json.loads(archive.read("study.json"))["draws"] == 100


def test_the_report_is_a_pdf(run: Run, tmp_path: Path) -> None:
    made = [tmp_path / "a.pdf", tmp_path / "b.pdf"]
    for each in made:
        assert run("--pdf", each, "--draws", 100)[0] == 0
    one, other = (each.read_bytes() for each in made)
    assert one.startswith(b"%PDF-")
    assert one == other


@pytest.mark.usefixtures("once")
def test_a_file_that_is_there_stays_unless_it_may_be_replaced(run: Run, tmp_path: Path) -> None:
    target = tmp_path / "a.xlsx"
    target.write_bytes(b"mine")
    code, out, err = run("--xlsx", target, "--draws", 100)
    assert (code, out, target.read_bytes()) == (1, "", b"mine")
    assert "is there already" in err
    assert run("--xlsx", target, "--draws", 100, "--force")[0] == 0
    assert target.read_bytes()[:2] == b"PK"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ([], "names no file to write"),
        (["missing.json", "--xlsx", "a.xlsx"], "cannot be read"),
        (["study.txt", "--xlsx", "a.xlsx"], "Give one that ends in .json, .yaml, .yml"),
        (["abc", "--xlsx", "a.xlsx"], "is no identity"),
        (["abcdef0", "--xlsx", "a.xlsx"], "is not there"),
        (["abcdef0:x", "--xlsx", "a.xlsx"], "names no version of a study"),
        (["--xlsx", "a.xlsx", "--zip", "a.xlsx"], "has one name for two files"),
        (["--xlsx", "a.xlsx", "--draws", "7"], "draws"),
        (["--xlsx", "no/folder/a.xlsx", "--draws", "100"], "cannot be written"),
    ],
)
@pytest.mark.usefixtures("saved", "once")
def test_what_cannot_be_done_is_refused_in_words(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: list[str],
    what: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "study.txt").write_bytes(to_json(FEW))
    code, out, err = run(*words)
    assert (code, out) == (1, "")
    assert what in err
    assert not list(tmp_path.glob("*.xlsx"))


@pytest.mark.usefixtures("once")
def test_nothing_is_written_if_one_of_the_files_is_there_already(run: Run, tmp_path: Path) -> None:
    (tmp_path / "b.xlsx").write_bytes(b"mine")
    words = ("--pdf", tmp_path / "a.pdf", "--xlsx", tmp_path / "b.xlsx", "--draws", 100)
    assert run(*words)[0] == 1
    assert [each.name for each in tmp_path.iterdir()] == ["b.xlsx"]


@pytest.mark.usefixtures("once")
def test_a_folder_is_not_replaced(run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").mkdir()
    code, _, err = run("--xlsx", tmp_path / "a.xlsx", "--draws", 100, "--force")
    assert (code, "cannot be replaced" in err) == (1, True)
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


def test_the_numbers_of_then_that_cannot_be_used_leave_todays(saved: Store) -> None:
    identity = studies.create(saved, kept(FEW, earlier(60.0)), Signed())
    version = load(saved, identity)
    asked: list[str] = []

    def dataset_of(name: str) -> Dataset:
        asked.append(name)
        return DATASET

    def results(study: Study, data: Dataset) -> dict[str, Any]:
        evaluation = evaluate(study, data)
        return figures(evaluation, score(evaluation, data.criteria))

    assert as_saved(version, DATASET, dataset_of, results) is None
    assert asked == [earlier(60.0).version]
