"""Known weaknesses of the packages that the dashboard runs on: ``make audit``.

pip-audit asks the package index, version by version. Where it gets no answer, that is said, and
the reviewed list in docs/dependencies.md is what there is. The exit code is 1 where a weakness is
known.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = ROOT / "requirements.txt"
PATIENCE = 300  # seconds
UNREACHED = """pip-audit reached no data on known weaknesses from here: nothing was checked.
What was reviewed by hand, and when, is in docs/dependencies.md. Run make audit again
on a machine that reaches the package index, before a release and once a month."""


def main() -> int:
    """Ask, and say what was found."""
    try:
        answer = asked()
    except (OSError, ValueError, subprocess.SubprocessError):
        answer = []
    checked, known = [each for each in answer if "vulns" in each], list(weaknesses(answer))
    for line in known:
        print(line)
    if not checked:
        print(UNREACHED)
    else:
        left = len(answer) - len(checked)
        print(f"{len(checked)} packages checked, {left} not known there, {len(known)} weaknesses.")
    return 1 if known else 0


def asked() -> list[dict[str, Any]]:
    """Return what pip-audit says of each package; one that it could not check has a reason."""
    command = [sys.executable, "-m", "pip_audit", "--requirement", str(REQUIREMENTS)]
    command += ["--disable-pip", "--no-deps", "--format", "json", "--progress-spinner", "off"]
    done = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=False)
    found: list[dict[str, Any]] = json.loads(done.stdout)["dependencies"]
    return found


def weaknesses(answer: list[dict[str, Any]]) -> Iterator[str]:
    """Write each known weakness, and the versions without it."""
    for package in answer:
        for each in package.get("vulns", []):
            mended = ", ".join(each.get("fix_versions", [])) or "no version yet"
            yield f"{package['name']} {package['version']}: {each['id']}; mended in {mended}"


if __name__ == "__main__":
    sys.exit(main())
