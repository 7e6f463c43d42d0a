"""The doctor finds what is wrong, says how to mend it, and leaves no trace."""

import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from dashboard import checked, doctor, doctor_checks, running, settings
from dashboard.__main__ import main
from dashboard.share.store import Store
from dashboard.share.tables import numbers
from models import DataError, Problem

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "open-sesame"  # noqa: S105


@pytest.fixture(autouse=True)
def of_its_own(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}/studies.db")


def told(part: str) -> list[doctor.Finding]:
    return [each for each in doctor.findings("127.0.0.1", free_port()) if each.part == part]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_where_all_is_well_it_says_so_of_everything(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--port", str(free_port())]) == 0
    said = capsys.readouterr().out
    for part in ("Python", "packages", "settings", "dataset", "engine", "paper", "store", "port"):
        assert re.search(rf"^(ok|look) +{part} ", said, re.MULTILINE), said  # on a busy machine
    assert said.endswith("Everything works.\n")


def test_everything_wrong_is_said_at_once_with_a_way_to_mend_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    problems = [Problem(f"parameters.csv line {n}", "is empty", "Fill it") for n in (3, 4)]

    def fail() -> None:
        raise DataError(problems)

    monkeypatch.setattr(doctor_checks, "load_dataset", fail)
    monkeypatch.setenv(settings.MODE, "open")
    monkeypatch.setenv("LODESTONE_DATABSE_URL", "x")
    monkeypatch.setenv(settings.DATABASE_URL, f"sqlite:///{tmp_path}")
    with socket.create_server(("127.0.0.1", 0)) as other:
        assert main(["doctor", "--port", str(other.getsockname()[1])]) == 1
    said = capsys.readouterr().out
    for sign in ("parameters.csv line 3", "line 4", "'open' is no mode", "cannot be opened"):
        assert sign in said
    assert "LODESTONE_DATABSE_URL: there is no such setting" in said
    assert f"Mend: Write {settings.DATABASE_URL}" in said
    assert "cannot be used" in said
    assert said.count("WRONG") == said.count("Mend: ")
    assert said.endswith("Things wrong: 6.\n")


def test_an_operator_is_told_the_database_s_own_words_but_no_password(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"postgresql://anna:{PASSWORD}@127.0.0.1:1/name"
    monkeypatch.setenv(settings.DATABASE_URL, url)
    (found,) = told("store")
    assert found.state == doctor.WRONG
    assert "onnection refused" in found.said
    assert settings.DATABASE_URL in found.mend
    assert PASSWORD not in str(found)


def test_what_it_writes_to_a_store_is_taken_back(tmp_path: Path) -> None:
    assert [each.state for each in told("store")] == [doctor.OK] * 3
    store = Store(f"sqlite:///{tmp_path}/studies.db")
    with store.reading() as connection:
        assert connection.execute(numbers.select()).all() == []
    store.close()


@pytest.mark.parametrize(
    ("free", "state"), [(5e9, doctor.OK), (5e8, doctor.LOOK), (5e7, doctor.WRONG)]
)
def test_a_disk_is_looked_at_before_it_is_full(
    monkeypatch: pytest.MonkeyPatch, free: float, state: str
) -> None:
    class Usage:
        pass

    Usage.free = free
    monkeypatch.setattr(doctor_checks.shutil, "disk_usage", lambda _: Usage)
    assert [each.state for each in told("disk")] == [state]


def test_packages_that_are_missing_or_others_are_named(tmp_path: Path) -> None:
    pinned = tmp_path / "requirements.txt"
    pinned.write_text("# pinned\nno-such-package==1.0\npytest==0.1\nnumpy[x]==0.0; x\n", "utf-8")
    missing, others = doctor._packages(pinned)
    assert (missing.state, others.state) == (doctor.WRONG, doctor.LOOK)
    assert missing.said == "not installed: no-such-package"
    assert "(not 0.1), numpy" in others.said


def test_it_works_where_no_package_is() -> None:
    code = "import sys; from dashboard.__main__ import main; sys.exit(main(['doctor']))"
    bare = [sys.executable, "-S", "-c", code]  # without the packages of any environment
    ended = subprocess.run(bare, cwd=ROOT, capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert "not installed: alembic, " in ended.stdout
    assert "is not looked at without its packages" in ended.stdout
    assert ended.stderr == ""


@pytest.mark.parametrize("version", [(3, 10), (3, 14)])
def test_a_python_that_nobody_has_tried_is_refused(
    monkeypatch: pytest.MonkeyPatch, version: tuple[int, int]
) -> None:
    monkeypatch.setattr(doctor.sys, "version_info", version)
    assert doctor._python().state == doctor.WRONG


def test_all_settings_are_checked_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    names = {settings.MODE, running.LOG, running.METRICS, running.JOB_MINUTES}
    for name in names:
        monkeypatch.setenv(name, "nonsense")
    monkeypatch.setenv(settings.DATABASE_URL, "mysql://host/name")
    found = checked.problems("127.0.0.1")
    assert {each.where for each in found} == {*names, settings.DATABASE_URL}
    assert all(all(each) for each in found)


def test_without_settings_nothing_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in checked.NAMES:
        monkeypatch.delenv(name, raising=False)
    assert checked.problems("127.0.0.1") == ()
