"""Deals with terms drawn at random, and their quantities without the formulas of a structure."""

import datetime
from collections.abc import Mapping
from typing import Any

from hypothesis import assume
from hypothesis import strategies as st

from models.errors import StudyError
from models.formula import Array
from models.structures import STRUCTURES
from models.study import Deal
from models.terms import Term

MOST_CHANGED = 14
KEPT = {"capacity", "effective_date"}  # drawn, but not so far that nothing is ever made


def value_of(term: Term) -> st.SearchStrategy[Any]:
    """A value that a term may have."""
    if term.kind == "flag":
        return st.booleans()
    if term.kind == "choice":
        return st.sampled_from(tuple(term.options))
    if isinstance(term.low, datetime.date) and isinstance(term.high, datetime.date):
        return st.dates(term.low, term.high)
    low, high = float(term.low), float(term.high)  # type: ignore[arg-type]
    if term.name == "capacity":
        low, high = 200.0, 2_000.0
    return st.one_of(st.sampled_from((low, high)), st.floats(low, high))


@st.composite
def deals(draw: st.DrawFn, study_deals: tuple[Deal, ...]) -> Deal:
    """One of the deals with up to so many of its terms at another value."""
    deal = draw(st.sampled_from(study_deals))
    known = {term.name: term for term in STRUCTURES[deal.structure].terms}
    names = draw(st.lists(st.sampled_from(tuple(known)), max_size=MOST_CHANGED, unique=True))
    changes = {name: draw(value_of(known[name])) for name in names if name != "top_up"}
    try:
        return deal.with_terms(**changes)
    except StudyError:  # terms that contradict one another are refused elsewhere
        assume(False)
        raise


def without_formulas(deal: Deal, found: Mapping[str, Array]) -> dict[str, Array]:
    """Rows, terms, stages and hazards alone: what the formulas of a structure start from."""
    formulas = STRUCTURES[deal.structure].formulas
    return {name: each for name, each in found.items() if name not in formulas}
