"""Several people's weights in words and as a table: who wins by each, and how far they agree.

Units    Shares as so many of 100 futures; agreement from 0 to 1.
"""

from collections.abc import Iterable

import pandas as pd

from dashboard.text import PERCENT, listed
from models import Opinions

YOURS, TOGETHER = "By your weights", "All together"
HOW_TO_READ = (
    "Best in so many of 100 futures, weights drawn around each person's own; all are taken to be "
    "as sure as you. All together: one of the table is drawn, then that one's weights."
)
CLOSE, FAR = 0.7, 0.3  # agreement from which the orders are called much alike, and below which not
ALIKE = ((CLOSE, "much alike"), (FAR, "alike in part"), (0.0, "hardly alike"))


def agreement(found: Opinions) -> str:
    """Say whom each deal wins by, and how far the orders of the deals agree."""
    wins: dict[str, list[str]] = {}
    for person, deal in zip(found.people, found.best, strict=True):
        wins.setdefault(deal, []).append(person)
    first = "; ".join(f"{deal} by {_whose(people, found)}" for deal, people in wins.items())
    told = f"Most often the best: {first}."
    share = found.agreement
    if share is None:
        return told
    word = next(word for least, word in ALIKE if share >= least)
    return (
        f"{told} The orders in which they put the deals are {word}: agreement {share:.2f} of 1 "
        "(Kendall's W)."
    )


def _whose(people: list[str], found: Opinions) -> str:
    """Name people; the user has no name."""
    if len(people) == len(found.people):
        return "everybody's weights"
    others = [each for each in people if each]
    those = f"those of {listed(others)}" if others else ""
    return " and ".join(filter(None, ["your weights" * ("" in people), those]))


def table(found: Opinions) -> pd.DataFrame:
    """One line for each deal: how often it is the best by whose weights, and by all together."""
    columns: dict[str, list[object]] = {"Deal": list(found.deals)}
    for name, shares in zip(found.people, found.first, strict=True):
        columns[f"By {name}" if name else YOURS] = _of_hundred(shares)
    return pd.DataFrame({**columns, TOGETHER: _of_hundred(found.together)})


def _of_hundred(shares: Iterable[float]) -> list[object]:
    return [round(PERCENT * float(each), 1) for each in shares]
