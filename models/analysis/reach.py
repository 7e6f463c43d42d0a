"""How far a term of a deal can go while all its other terms stay as agreed.

Shapes   Numbers only.
Units    Of the terms; days as decimal years, options as their place.
Limits   What is allowed is taken to be one piece around the value agreed.
"""

from collections.abc import Sequence

from models.analysis.case_graph import Prepared
from models.analysis.sweeps import Input, permitted
from models.terms import Term
from models.wiring import scale, term_values


def allowed_values(each: Input, deals: Sequence[Prepared]) -> tuple[float, ...]:
    """Options that may be agreed, or the least and the greatest value; one if no other may be."""
    deal = next(one for one in deals if one.deal.name == each.deal)
    term = deal.terms[each.name[1]]
    if each.options:
        return tuple(value for value in each.options if permitted(deal, term.name, value))
    now = term_values(deal.deal)[term.name] / scale(term)
    low, high = (_towards(deal, term, now, end) for end in each.span)
    return (low, high) if low < high else (now,)


def _towards(deal: Prepared, term: Term, now: float, end: float) -> float:
    """Value nearest to a bound that the other terms allow, in whole steps from today's."""
    if permitted(deal, term.name, end):
        return end
    step = term.step if end > now else -term.step
    good, bad = 0, int((end - now) / step) + 1
    while bad - good > 1:
        middle = (good + bad) // 2
        if permitted(deal, term.name, now + middle * step):
            good = middle
        else:
            bad = middle
    return now + good * step
