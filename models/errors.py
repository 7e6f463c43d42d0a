"""What can go wrong, said so that a reader knows what to change.

One family: every error that a user may meet is a ``ModelError`` with a list of problems. Anything
else is a bug and keeps its traceback.
"""

from collections.abc import Iterable
from typing import NamedTuple


class Problem(NamedTuple):
    """One thing to put right: where it is, what is wrong, what would be right."""

    where: str
    what: str
    fix: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}. {self.fix}."


class ModelError(Exception):
    """The base of the family; ``problems`` lists everything found at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class DataError(ModelError):
    """The dataset breaks a rule of its own dictionary."""


class StudyError(ModelError):
    """A study asks for something that cannot be evaluated."""


class WiringError(ModelError):
    """Formulas, terms and parameters do not fit together."""
