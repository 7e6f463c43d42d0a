"""The entry to the command line; the doctor comes first, as it needs no package to say so."""

import sys

from dashboard import doctor


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    if given[:1] == [doctor.NAME]:
        return doctor.main(given)
    from dashboard import command_line  # noqa: PLC0415  needs every package

    return command_line.main(given)


if __name__ == "__main__":
    sys.exit(main())
