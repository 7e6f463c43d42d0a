"""What several readers of files share: words from outside made fit to show, and lists cut short.

Limits   A word has 80 characters, a path 1,000, a list 50 problems and how many more there are.
"""

import itertools
from collections.abc import Iterable

from models import Problem, printable

MOST = 50  # more than that nobody reads, and a hostile file has a hundred thousand
LONGEST_WORD, LONGEST_PATH = 80, 1_000


def shown(word: object, longest: int = LONGEST_WORD) -> str:
    """Write a word from outside so that any screen can show it."""
    text = str(word)[:longest]
    try:
        return printable(text)
    except ValueError:
        return ascii(text)[1:-1]


def first(problems: Iterable[Problem], where: str) -> list[Problem]:
    """Return as many problems as somebody may read, and how many more there are."""
    waiting = iter(problems)
    found = list(itertools.islice(waiting, MOST))
    more = sum(1 for _ in waiting)
    last = Problem(where, f"has {more:,} more problems", "Put these right first")
    return [*found, last] if more else found


def within(place: str, problems: Iterable[Problem], whole: str = "study") -> list[Problem]:
    """Say of each problem in which file it is; one of the whole is the file's own."""
    return [
        each._replace(where=place if each.where == whole else f"{place}, {each.where}")
        for each in problems
    ]
