"""What a store cannot do, in words: where, what, and how to put it right.

What a database says goes to the log, with its traceback and a code; the reader is told what it
means, and the code. What was being saved may be confidential and appears in neither.

Raises   StoreError; ``DownError`` when it is the store that fails, so that the same may work later;
         ``StaleError`` when somebody else saved first.
"""

import logging
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import sqlalchemy as sa
from alembic.util import CommandError

from dashboard import metrics
from dashboard.logs import code
from models import ModelError, Problem

PLACE = "saved studies"
KEPT = "What is on screen is still there; the address of this page holds it"
ROOM = ("the disk of the store is full", "Make room and try again")
READ = ("the store can only be read", "Ask its operator to make it writable")
FAULTS = (  # what a database says, what that means, what helps
    ("is locked", "the store is busy", "Try again in a moment"),
    ("readonly", *READ),
    ("read-only", *READ),
    ("disk is full", *ROOM),
    ("no space left", *ROOM),
    ("malformed", "the store's file is damaged", "Put the last backup in its place"),
    ("not a database", "the store's file is no database", "Move it away, or name another file"),
    ("unable to open", "the store's file cannot be opened", "See that its folder can be written"),
)


class StoreError(ModelError):
    """Something cannot be saved, found or read."""


class DownError(StoreError):
    """The store itself fails now; what was asked of it may be possible later.

    ``said`` is what the database says, for the operator alone.
    """

    def __init__(self, what: str, fix: str, said: str) -> None:
        self.what, self.fix, self.said, self.code = what, fix, said, code()
        super().__init__([Problem(PLACE, what, f"{fix}. {KEPT}. Code {self.code}")])

    @property
    def in_full(self) -> tuple[Problem, ...]:
        """The same for the operator."""
        return (Problem(PLACE, f"{self.what} ({self.said})", self.fix),)


class StaleError(StoreError):
    """Somebody else has saved since the version was opened that a save builds on."""

    def __init__(self, head: int, parent: int) -> None:
        self.head, self.parent = head, parent
        what = f"version {head} was saved since you opened version {parent}"
        super().__init__([Problem(PLACE, what, "See what differs, and save beside it or on top")])


def refusal(what: str, fix: str, where: str = PLACE) -> StoreError:
    """Return an error with one problem."""
    return StoreError([Problem(where, what, fix)])


def down(what: str, fix: str, error: Exception | None = None) -> DownError:
    """Return the error of a store that fails, with the code of this request."""
    logging.getLogger(__name__).warning("%s", error or what, exc_info=error)
    metrics.STORE_ERRORS.inc()
    said = str(getattr(error, "orig", None) or error or what)
    return DownError(what, fix, said.partition("\n")[0])


def one_of(rows: Iterable[sa.Row[Any]], what: str) -> sa.Row[Any]:
    """Return the only row, or say what is not there."""
    for row in rows:
        return row
    raise refusal(f"{what} is not there", "Choose another from the list on the Saved page")


@contextmanager
def in_words() -> Iterator[None]:
    """Turn what a database says into where, what and how to put it right; the log has the rest."""
    try:
        yield
    except CommandError as error:
        logging.getLogger(__name__).warning("%s", error)
        what = "the store was made by a newer Lodestone"
        raise refusal(what, "Use that one, or name another database") from None
    except (sa.exc.DataError, OverflowError, UnicodeError):  # asked for by an address, perhaps
        what = "there is nothing with such a name or number"
        raise refusal(what, "Choose from the list on the Saved page") from None
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise down(*_words(error), error) from None


def _words(error: Exception) -> tuple[str, str]:
    """Say what went wrong by the database's own words, not by those that it was given."""
    if isinstance(error, OSError):
        return "the store's folder cannot be made", "Name another place for it"
    said = str(getattr(error, "orig", None) or error).lower()
    for sign, what, fix in FAULTS:
        if sign in said:
            return what, fix
    return "the store does not answer", "Try again, or ask its operator"
