"""The dashboard's command line: saved studies, reports, and the doctor.

    python -m dashboard studies COMMAND ...
    python -m dashboard report [STUDY] --pdf FILE ...
    python -m dashboard doctor [--address ADDRESS] [--port PORT]

What they are say ``dashboard.share.commands``, ``dashboard.report.commands`` and
``dashboard.doctor``. Another group of commands is a module with a function ``add``, named in
``GROUPS``; it is loaded when it is asked for. Problems go to standard error, and the exit code
is 1.
"""

import argparse
import importlib
import io
import logging
import os
import sys
from types import MappingProxyType

from models import ModelError

GROUPS = MappingProxyType(
    {
        "studies": "dashboard.share.commands",
        "report": "dashboard.report.commands",
        "doctor": "dashboard.doctor",
    }
)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _prepare()
    words = sys.argv[1:] if arguments is None else arguments
    chosen = _parser(words).parse_args(_told(words))
    try:
        for line in chosen.run(chosen):
            print(line)
        sys.stdout.flush()
    except ModelError as error:
        # Here is the operator, who is told what a database says.
        for problem in getattr(error, "in_full", error.problems):
            print(problem, file=sys.stderr)
        return 1
    except BrokenPipeError:  # nobody reads on, as with "| head"
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    return 0


def _prepare() -> None:
    """Write UTF-8 wherever it goes; what the log holds of a fault is for a server's operator."""
    logging.getLogger("dashboard").addHandler(logging.NullHandler())
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _told(arguments: list[str]) -> list[str]:
    """Write a token that begins with a dash as an address, or it would be taken for an option."""
    if "revoke" not in arguments:
        return arguments
    from dashboard.share import commands, tokens  # noqa: PLC0415  (a third of a second)

    dashed = {each for each in arguments if each.startswith("-") and tokens.TOKEN.fullmatch(each)}
    return [f"?{commands.TOKEN}={each}" if each in dashed else each for each in arguments]


def _parser(words: list[str]) -> argparse.ArgumentParser:
    """Parse the group of commands that is asked for; all of them where it is none."""
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Magnet deals, saved.")
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    for name in GROUPS.keys() & words[:1] or GROUPS:
        importlib.import_module(GROUPS[name]).add(groups)
    return parser
