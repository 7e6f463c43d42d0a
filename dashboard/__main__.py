"""The dashboard's command line: saved studies, and reports.

    python -m dashboard studies COMMAND ...
    python -m dashboard report [STUDY] --pdf FILE ...

What they are say ``dashboard.share.commands`` and ``dashboard.report.commands``. Another group of
commands is a module with a function ``add``, named in ``GROUPS``. Problems go to
standard error, and the exit code is 1.
"""

import argparse
import io
import logging
import os
import sys

from dashboard.report import commands as reports
from dashboard.share import commands
from dashboard.share.tokens import TOKEN
from models import ModelError

GROUPS = (commands.add, reports.add)


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    _prepare()
    chosen = _parser().parse_args(_told(sys.argv[1:] if arguments is None else arguments))
    try:
        for line in chosen.run(chosen):
            print(line)
        sys.stdout.flush()
    except ModelError as error:
        for problem in error.problems:
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
    dashed = {each for each in arguments if each.startswith("-") and TOKEN.fullmatch(each)}
    return [f"?{commands.TOKEN}={each}" if each in dashed else each for each in arguments]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m dashboard", description="Magnet deals, saved.")
    groups = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in GROUPS:
        add(groups)
    return parser


if __name__ == "__main__":
    sys.exit(main())
