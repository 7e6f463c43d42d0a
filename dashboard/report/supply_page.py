"""The simulated supply in the paper: how bad it gets, and which clauses help; none to a partner."""

from collections.abc import Iterator

import numpy as np

from dashboard import text
from dashboard.report.blocks import Block, Paragraph, Subheading, Table
from dashboard.report.subject import Subject
from dashboard.supplies import CLAUSES, Supplying
from models import Clause

DAYS = text.DAYS_A_YEAR
HEADING = "Days without magnets, and what the clauses save"
ABOUT = (
    "One simulated world of ten years for each draw, with the same interruptions for every deal. A "
    "day is a day of the deal's whole demand. What a clause saves is found by taking it away, or "
    "adding it (a stock: 30 days), in the same worlds; two can save the same day. ± is the "
    "standard error."
)
MOST = 2  # clauses named
LEAST = 0.05  # days a year: what saves less is not named
SERVED = "supply_security"


def blocks(subject: Subject) -> Iterator[Block]:
    """Set the deals in a table."""
    if not subject.supply:
        return
    yield Subheading(HEADING)
    yield table(subject)
    yield Paragraph(ABOUT, "small")


def table(subject: Subject) -> Table:
    """A line for each deal."""
    rows = tuple(_line(subject, name, each) for name, each in subject.supply.items())
    return Table(
        (
            *("Deal", "Unserved,\ndays a year", "Worst 5 %\nof worlds"),
            *("Less than\nimporting,\nof 100", "Agreed, and saves\n(days a year)", "Would save"),
        ),
        rows,
        ("left", "right", "right", "right", "left", "left"),
        (0.23, 0.13, 0.11, 0.11, 0.21, 0.21),
    )


def _line(subject: Subject, name: str, found: Supplying) -> tuple[str, ...]:
    said = found.summary
    mean, error = DAYS * said.unserved.mean, DAYS * said.unserved.error
    return (
        name,
        f"{text.number(mean)}\n± {text.number(round(error, 1))}",
        text.number(DAYS * said.tail),
        text.DASH if found.is_baseline else _safer(subject, name),
        _named([each for each in found.clauses if each.agreed]),
        _named([each for each in found.clauses if not each.agreed]),
    )


def _safer(subject: Subject, name: str) -> str:
    """In how many of 100 worlds a deal loses less than importing; equal counts half."""
    outcomes = subject.evaluation.outcomes
    mine = outcomes[name].values[SERVED]
    theirs = outcomes[subject.study.baseline.name].values[SERVED]
    known = ~np.isnan(mine)
    gap = mine[known] - theirs[known]
    return text.of_hundred(float(np.mean(gap > 0.0) + np.mean(gap == 0.0) / 2.0))


def _named(clauses: list[Clause]) -> str:
    most = [each for each in clauses if each.days.mean >= LEAST][:MOST]
    told = (f"{CLAUSES[each.key]}, {text.number(round(each.days.mean, 1))}" for each in most)
    return "\n".join(told) or text.DASH
