"""What is found out of a study once, and kept as long as the study is.

A study never changes, so what was found of it holds for as long as it is there. To write one out
takes a millisecond, and a change on a page asks for its text and its identities twenty times.
"""

import weakref
from collections.abc import Callable
from functools import wraps
from typing import TypeVar

from dashboard import links
from models import USUAL_CERTAINTY, Study

Found = TypeVar("Found")
EQUAL = {"cost": 1.0, "lead_time": 1.0, "supply_security": 1.0}


def once(find: Callable[[Study], Found]) -> Callable[[Study], Found]:
    """Find something out of each study once; two equal studies are two."""
    kept: dict[int, tuple[weakref.ref[Study], Found]] = {}

    @wraps(find)
    def found(study: Study) -> Found:
        place = id(study)
        known = kept.get(place)
        if known and known[0]() is study:
            return known[1]
        new = find(study)
        kept[place] = (weakref.ref(study, lambda _: kept.pop(place, None)), new)
        return new

    return found


@once
def fingerprint(study: Study) -> str:
    """Identity of everything in it."""
    return study.fingerprint


@once
def results_key(study: Study) -> str:
    """Identity of what its results depend on."""
    return study.results_key


@once
def unweighted(study: Study) -> Study:
    """Take out of a study what its evaluation does not depend on."""
    return study.changed(weights=EQUAL, certainty=USUAL_CERTAINTY, half_way={}, title="")


def evaluation_key(study: Study) -> str:
    """Identity of what its evaluation depends on."""
    return results_key(unweighted(study))


@once
def packed(study: Study) -> str:
    """Its text in an address."""
    return links.encode(study)
