"""A new file that is there whole or not at all, and never takes the place of another.

Only its owner may read it: it may hold what is confidential.

Raises   OutputError.
"""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.share.problems import LONGEST_PATH, shown
from models import ModelError, Problem


class OutputError(ModelError):
    """A file cannot be written."""


@contextmanager
def new_file(target: Path) -> Iterator[Path]:
    """Give an empty file to write to; it gets its name when the block has ended without an error.

    Raises
    ------
    OutputError
        When something has this name already, or nothing can be written there.
    """
    try:
        if os.path.lexists(target):
            raise _taken(target)
        handle, name = tempfile.mkstemp(prefix=".lodestone-", suffix=".part", dir=target.parent)
        os.close(handle)
        part = Path(name)
        try:
            yield part
            _settle(part, target)
        finally:
            part.unlink(missing_ok=True)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name cannot be used"
        raise _refusal(target, f"cannot be written ({reason})", "Choose another place") from None


def _settle(part: Path, target: Path) -> None:
    """Put a file on disk and then in its place, which nobody may have taken meanwhile."""
    with part.open("rb+") as written:
        os.fsync(written.fileno())
    try:
        os.link(part, target)
    except FileExistsError:
        raise _taken(target) from None
    except OSError:  # this file system has no links
        if os.path.lexists(target):
            raise _taken(target) from None
        part.rename(target)


def _taken(target: Path) -> OutputError:
    return _refusal(target, "is there already", "Choose another name, or move it away")


def _refusal(target: Path, what: str, fix: str) -> OutputError:
    return OutputError([Problem(shown(target, LONGEST_PATH), what, fix)])
