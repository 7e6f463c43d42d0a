"""What the parts of the paper say alike: how results, values and sources are written.

Units are converted by ``dashboard.text`` alone.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from types import MappingProxyType

from dashboard import text
from dashboard.report.blocks import Align, Table
from dashboard.report.subject import Subject
from models import STRUCTURES, Deal

LEFT_OUT = "left out"
MEASURED = MappingProxyType(
    {
        "cost": ("Cost", "USD/kg"),
        "lead_time": ("Lead time", "month"),
        "supply_security": ("Demand served", "1"),
    }
)
MOST_COLUMNS = 5  # deals that stand side by side in a table
NUMBER = re.compile(rf"^{text.MINUS}?₹?[\d.,]+")


def spread(subject: Subject, deal: Deal, quantity: str, unit: str) -> str:
    """Write P50, and in a second line P10 to P90, without unit; or that it is left out."""
    found = subject.span(deal, quantity)
    if found is None:
        return LEFT_OUT
    low, middle, high = (digits(text.display(each, unit, subject.money)) for each in found)
    return middle if low == high else f"{middle}\n{low} to {high}"


def middle(subject: Subject, deal: Deal, quantity: str, unit: str) -> str:
    """Write P50 without unit; or that it is left out."""
    found = subject.span(deal, quantity)
    return LEFT_OUT if found is None else digits(text.display(found[1], unit, subject.money))


def bare(shown: str) -> str:
    """Take the unit off a number; the sign of the rupee stays."""
    found = NUMBER.match(shown)
    return found[0] if found else shown


def digits(shown: str) -> str:
    """Take the unit off a number, and the sign of the rupee: a heading tells both."""
    return bare(shown).replace("₹", "")


def span(low: str, high: str) -> str:
    """Write a range; the unit once if it is the same."""
    same = NUMBER.sub("", low) == NUMBER.sub("", high)
    return f"{bare(low) if same else low} to {high}"


def has(subject: Subject, quantities: Iterable[str]) -> bool:
    """Whether every deal has all these results, so that a chart can be drawn from them."""
    return all(set(quantities) <= set(each.values) for each in subject.evaluation.outcomes.values())


def structure(deal: Deal) -> str:
    """Name the structure of a deal."""
    return STRUCTURES[deal.structure].title


def beside(
    subject: Subject, first: str, lines: Sequence[tuple[str, dict[str, str]]]
) -> Iterator[Table]:
    """Set deals side by side: tables with a line for each thing told, at most five deals wide.

    ``lines`` are the name of a thing and what it is for each deal, by name.
    """
    deals = subject.deals
    count = -(-len(deals) // MOST_COLUMNS)
    wide = -(-len(deals) // count)
    for start in range(0, len(deals), wide):
        part = [each.name for each in deals[start : start + wide]]
        kept = [(label, told) for label, told in lines if any(name in told for name in part)]
        yield Table(
            header=(first, *part),
            rows=tuple(
                (label, *(told.get(name, text.DASH) for name in part)) for label, told in kept
            ),
            align=sides(1 + len(part)),
            widths=(0.26, *[0.74 / len(part)] * len(part)),
        )


def sides(count: int) -> tuple[Align, ...]:
    """Sides of columns: the first has words, the others numbers."""
    numbers: list[Align] = ["right"] * (count - 1)
    return ("left", *numbers)
