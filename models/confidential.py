"""What a partner view leaves out: the marks that the owner of a study sets.

Terms are marked by name, in every deal at once, so that a renamed or copied deal keeps its secrets.
A deal that is left out as a whole carries its own mark. What has to go with a mark so that nobody
can work it back is in ``models.analysis.partner_view``.

Raises   StudyError: a name that no structure knows.
"""

from typing import Annotated

from pydantic import AfterValidator, Field

from models.reading import Strict
from models.structures import STRUCTURES

TERMS = frozenset(term.name for each in STRUCTURES.values() for term in each.terms)
DETAILS = tuple(dict.fromkeys(name for each in STRUCTURES.values() for name in each.also))
OWN = "partner_npv"
RESULTS = ("cost", "cost_parts", "lead_time", "supply_security", "score", OWN, *DETAILS)


def _term(name: str) -> str:
    if name not in TERMS:
        raise ValueError(f"{name!r:.60} is no term of any structure: see them on the Data page")
    return name


def _result(name: str) -> str:
    if name not in RESULTS:
        raise ValueError(f"{name!r:.60} is no result: use one of {', '.join(RESULTS)}")
    return name


def _in_order(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(names)))


InOrder = AfterValidator(_in_order)


class Confidential(Strict):
    """What a partner view leaves out, beside the deals that are marked themselves."""

    terms: Annotated[tuple[Annotated[str, AfterValidator(_term)], ...], InOrder] = ()
    results: Annotated[tuple[Annotated[str, AfterValidator(_result)], ...], InOrder] = ()
    weights: Annotated[bool, Field(strict=True)] = False
    world: Annotated[bool, Field(strict=True)] = False
