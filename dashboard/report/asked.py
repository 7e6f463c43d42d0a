"""What an export asks of the two deals with the highest scores: what moves, turns and tells them.

Each question takes up to seconds, so an export that is watched asks before it writes, and takes an
answer that a page has found already. A partner is told none of it: break-evens would give terms
away.

Raises   Whatever ``progress`` raises, to end the work.
"""

from collections.abc import Callable
from typing import Any

from models import QUESTIONS, Contest

Progress = Callable[[float], None]
Ask = Callable[[str, Contest, Progress], Any]
PAPER = ("movers", "switches", "knowing")
APART = frozenset({"switches", "knowing"})  # about half of the work, where it is done in two parts
BOOK = (*PAPER, "agreed", "stress")


def directly(kind: str, of: Contest, progress: Progress) -> Any:
    """Work out an answer, whoever may have it already."""
    return QUESTIONS[kind](of, progress)


def wanted(kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Questions that files of some kinds need."""
    return BOOK if {"xlsx", "zip"} & set(kinds) else PAPER
