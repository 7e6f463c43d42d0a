"""``python -m dashboard doctor``: is everything here that a server needs, and how to mend it.

    ok     Python      3.11.7
    look   disk        0.8 GB are free at /srv/lodestone
                       Mend: Make room; below 0.1 GB nothing can be saved
    WRONG  settings    LODESTONE_MODE: 'open' is no mode
                       Mend: Write local or links

The exit code is 1 if anything is wrong. It begins with what the rest needs, and needs no package
itself: where one is missing, that is said and the rest is left out.

Nothing is changed: the store is made if there is none, and what is written to it is taken back.
"""

import argparse
import importlib.metadata
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[1]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)(?:\[[^\]]*\])?==([^\s;]+)")
NAME = "doctor"
OLDEST, NEWEST = (3, 11), (3, 13)
OK, LOOK, WRONG = "ok", "look", "WRONG"
NARROW, WIDE = 6, 10  # of the first two columns
USUAL_ADDRESS, USUAL_PORT = "127.0.0.1", 8501
ANSWER = 2  # s to wait for whoever listens at the port


class Finding(NamedTuple):
    """One thing that was looked at: how it is, and how to mend it."""

    part: str
    state: str
    said: str
    mend: str = ""

    def lines(self) -> Iterator[str]:
        """Write it as it is printed."""
        yield f"{self.state:{NARROW}} {self.part:{WIDE}} {self.said}"
        if self.mend:
            yield f"{'':{NARROW}} {'':{WIDE}} Mend: {self.mend}"


def add(commands: Any) -> None:
    """Add the command to a parser, for its help."""
    text = "say whether everything is here that a server needs, and how to mend it"
    made = commands.add_parser(NAME, help=text, description=text[:1].upper() + text[1:])
    made.add_argument("--address", default=USUAL_ADDRESS, help="at which the server listens")
    made.add_argument("--port", type=int, default=USUAL_PORT, help="at which the server listens")


def main(given: list[str]) -> int:
    """Run the command by itself; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m dashboard")
    add(parser.add_subparsers(required=True))
    chosen = parser.parse_args(given)
    found = list(findings(chosen.address, chosen.port))
    sys.stdout.writelines(f"{line}\n" for each in found for line in each.lines())
    wrong = sum(each.state == WRONG for each in found)
    sys.stdout.write(f"Things wrong: {wrong}.\n" if wrong else "Everything works.\n")
    return int(wrong > 0)


def findings(address: str, port: int) -> Iterator[Finding]:
    """Look at one thing after the other."""
    yield _python()
    packages = list(_packages(ROOT / "requirements.txt"))
    yield from packages or [Finding("packages", OK, "all at the versions of requirements.txt")]
    if any(each.state == WRONG for each in packages):
        yield Finding("the rest", LOOK, "is not looked at without its packages")
        return
    from dashboard import doctor_checks as checks  # noqa: PLC0415  needs the packages

    yield from checks.settings(address)
    yield from checks.dataset()
    yield from checks.engine()
    yield from checks.paper()
    yield from checks.store()
    yield _port(address, port)


def _python() -> Finding:
    version = sys.version.split()[0]
    if OLDEST <= sys.version_info[:2] <= NEWEST:
        return Finding("Python", OK, version)
    mend = "Install Python 3.11, 3.12 or 3.13, and make .venv anew with it: make clean run"
    return Finding("Python", WRONG, f"{version} is not known to work", mend)


def _packages(pinned: Path) -> Iterator[Finding]:
    """Compare what is installed with what is pinned: missing is wrong, another version is odd."""
    mend = f"make run installs all into .venv; or: {sys.executable} -m pip install -r {pinned.name}"
    missing, others = [], []
    for name, wanted in map(re.Match.groups, filter(None, map(PINNED.match, _lines(pinned)))):
        try:
            version = importlib.metadata.version(name)
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
            continue
        if version != wanted:
            others.append(f"{name} {version} (not {wanted})")
    if missing:
        yield Finding("packages", WRONG, f"not installed: {', '.join(missing)}", mend)
    if others:
        yield Finding("packages", LOOK, f"of other versions: {', '.join(others)}", mend)


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines()


def _port(address: str, port: int) -> Finding:
    """See whether a server could listen, or who does."""
    place = f"{port} at {address}"
    try:
        socket.create_server((address, port)).close()
    except OSError as error:
        if _answers(address, port):
            return Finding("port", OK, f"a Lodestone answers at {place}")
        mend = "Stop what uses it, or choose another: make run PORT=8502"
        return Finding("port", WRONG, f"{place} cannot be used ({error.strerror})", mend)
    return Finding("port", OK, f"{place} is free")


def _answers(address: str, port: int) -> bool:
    """Whether it is a Lodestone that listens there."""
    try:
        with socket.create_connection((address, port), ANSWER) as asked:
            asked.settimeout(ANSWER)
            asked.sendall(b"GET /health HTTP/1.0\r\nHost: localhost\r\n\r\n")
            return b'"parts"' in asked.makefile("rb").read(4_096)
    except OSError:
        return False
