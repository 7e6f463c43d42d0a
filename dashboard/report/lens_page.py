"""Static measures of supply risk in the paper: one small table, and where they part from the model.

Nothing of it to a partner: the measures tell stocks and who supplies what.
"""

from collections.abc import Iterator

import numpy as np

from dashboard import lens_words, text
from dashboard.report import words
from dashboard.report.blocks import Block, Paragraph, Subheading, Table
from dashboard.report.subject import Subject
from dashboard.supplies import GROUPS
from models import Lenses

HEADING = "Other measures of supply risk"
SERVED = "supply_security"
ABOUT = (
    "Beside the share served, and part of no score. In brackets: the step, country or place that a "
    "number is of. The EU calls a material critical from a supply risk of {risk:g} on and wants at "
    "most {limit} from one foreign country. {guesses}"
)


def blocks(subject: Subject) -> Iterator[Block]:
    """Set the measures of all deals in a table, with one sentence computed from them."""
    found = subject.lenses
    if found is None:
        return
    yield Subheading(HEADING)
    yield Paragraph(_finding(subject, found))
    yield table(subject, found)
    limit, guesses = text.share(found.share_limit), lens_words.guesses(found)
    told = {"risk": found.risk_threshold, "limit": limit}
    yield Paragraph(ABOUT.format(**told, guesses=guesses), "small")


def table(subject: Subject, found: Lenses) -> Table:
    """A line for each deal: its share served, and every measure."""
    rows = []
    for deal in subject.deals:
        served = text.share(subject.evaluation.outcomes[deal.name].mean(SERVED))
        cells = lens_words.cells(found.deals[deal.name])
        rows.append((deal.name, served, *(each.replace(" (", "\n(") for each in cells.values())))
    names = (each.replace("EU ", "EU\n").replace(", ", ",\n") for each in lens_words.heads(found))
    heads = ("Deal", "Served,\nmean", *names)
    return Table(
        heads, tuple(rows), words.sides(len(heads)), (0.24, 0.1, 0.14, 0.15, 0.11, 0.15, 0.11)
    )


def _finding(subject: Subject, found: Lenses) -> str:
    """Compare with the share served in the draws in which every deal delivers."""
    outcomes = subject.evaluation.outcomes
    known = np.all([np.isfinite(each.values[SERVED]) for each in outcomes.values()], axis=0)
    losses = {name: 1.0 - each.values[SERVED][known] for name, each in outcomes.items()}

    def causes(name: str) -> dict[str, float]:
        values = outcomes[name].values
        return {k: float(np.mean(values[each][known])) for k, each in GROUPS.items()}

    return lens_words.finding(found, losses, causes)
