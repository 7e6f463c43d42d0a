"""Every package that runs with the dashboard is pinned and reviewed; weaknesses are told."""

import re
from pathlib import Path

import pytest

from tests import audit

ROOT = Path(__file__).resolve().parents[1]
LINE = re.compile(r"\| ([\w.\[\]-]+) \| ([\w.]+) \| ([^|]+) \| ([^|]+) \|")
PIN = re.compile(r"([\w.\[\]-]+)==([\w.]+)")


def pinned() -> set[tuple[str, ...]]:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    return {found.groups() for each in lines if (found := PIN.match(each))}


def test_every_requirement_is_pinned_to_one_version() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    packages = [each for each in lines if each and not each.startswith("#")]
    assert [each for each in packages if not PIN.fullmatch(each)] == []


def test_the_review_has_every_package_at_its_version() -> None:
    told = LINE.findall((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"))
    assert {(name, version) for name, version, _, _ in told if version != "version"} == pinned()
    assert all(licence.strip() and reads.strip() for _, _, licence, reads in told)


WEAK = {"name": "x", "version": "1", "vulns": [{"id": "CVE-1", "fix_versions": ["2"]}]}
SOUND = {"name": "y", "version": "1", "vulns": []}
UNKNOWN = {"name": "z", "version": "1", "skip_reason": "not found"}


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        ([WEAK, SOUND], 1, "x 1: CVE-1; mended in 2"),
        ([SOUND, UNKNOWN], 0, "1 packages checked, 1 not known there, 0 weaknesses"),
        ([UNKNOWN], 0, "nothing was checked"),
        ([], 0, "nothing was checked"),
    ],
)
def test_an_audit_tells_weaknesses_and_whether_it_could_look(
    answer: list[dict[str, object]],
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(audit, "asked", lambda: answer)
    assert audit.main() == code
    assert said in capsys.readouterr().out
