"""What the three criteria say on their own: which deal is best in each, and which are as good.

A deal is named best by its median, or by the mean share served. One whose mean over the paired
draws is not clearly worse is named beside it: a board must not read a difference into noise.
"""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from dashboard import text
from dashboard.report import words
from dashboard.report.subject import Subject
from models import Deal, clearly_apart

Better = Literal["low", "high"]
CRITERIA: tuple[tuple[str, str, Better, str], ...] = (
    ("cost", "USD/kg", "low", "{who} has the lowest cost, {value}"),
    ("lead_time", "month", "low", "{who} has the shortest wait for qualified magnets, {value}"),
    ("supply_security", "1", "high", "{who} serves the largest share of its demand, {value}"),
)
MOST_NAMED = 3  # of the deals that are as good


def findings(subject: Subject) -> Iterator[str]:
    """Say of each criterion which deal is best, as far as every deal shows it."""
    for quantity, unit, better, said in CRITERIA:
        if words.has(subject, (quantity,)):
            yield _told(subject, quantity, unit, better, said)


def _told(subject: Subject, quantity: str, unit: str, better: Better, said: str) -> str:
    deals = list(subject.deals) if quantity != "lead_time" else list(subject.study.deals)
    sign = 1.0 if better == "low" else -1.0
    first = min(deals, key=lambda each: sign * _middle(subject, each, quantity))
    value = text.display(_middle(subject, first, quantity), unit, subject.money)
    level = [
        each.name
        for each in deals
        if each is not first and _as_good(subject, each, first, quantity, sign)
    ]
    best = said.format(who=first.name, value=value)
    return f"{best}{_level(level)}{_importing(subject, quantity)}."


def _middle(subject: Subject, deal: Deal, quantity: str) -> float:
    return subject.evaluation.outcomes[deal.name].span(quantity)[1]


def _as_good(subject: Subject, deal: Deal, first: Deal, quantity: str, sign: float) -> bool:
    """Whether a deal's mean is not clearly worse than that of the best."""
    outcomes = subject.evaluation.outcomes
    mine, best = (outcomes[each.name].values[quantity] for each in (deal, first))
    worse = sign * float(np.mean(mine) - np.mean(best)) > 0
    return not (worse and clearly_apart(mine, best))


def _level(names: list[str]) -> str:
    if not names:
        return ""
    more = len(names) - MOST_NAMED
    listed = [*names[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])]
    return f"; not clearly worse: {text.listed(listed)}"


def _importing(subject: Subject, quantity: str) -> str:
    """Say that importing asks for no wait, where it does not."""
    if quantity != "lead_time":
        return ""
    waits = subject.evaluation.outcomes[subject.study.baseline.name].values[quantity]
    return "; importing asks for no wait" if not waits.any() else ""
