"""Which deals of two versions of a study are the same deal.

Deals are paired by name and structure. One whose name is gone and one whose name is new are taken
as the same deal renamed if they are of one structure and nearest by their terms, whichever of the
versions is the later. A deal of the same name but another structure is another deal.
"""

from collections.abc import Sequence

from models import STRUCTURES, Deal, Study, Term

Pair = tuple[Deal, Deal]


def renamed(before: Study, after: Study) -> dict[str, str]:
    """Return the later names of deals that are called otherwise by now, by their earlier names."""
    return {old.name: new.name for old, new in paired(before, after) if old.name != new.name}


def paired(before: Study, after: Study) -> tuple[Pair, ...]:
    """Pair the deals that both versions have, in the later order, the baselines last."""
    old = {each.name: each for each in before.deals}
    new = {each.name: each for each in after.deals}
    same = (name for name in new if name in old and old[name].structure == new[name].structure)
    found = {name: old[name] for name in same}
    gone = [each for name, each in old.items() if name not in new]
    found |= _nearest(gone, [each for name, each in new.items() if name not in old])
    pairs = ((found[each.name], each) for each in after.deals if each.name in found)
    return (*pairs, (before.baseline, after.baseline))


def _nearest(gone: Sequence[Deal], new: Sequence[Deal]) -> dict[str, Deal]:
    """Pair deals of one structure, the nearest first; places decide between equally near ones."""
    candidates = sorted(
        (_distance(one, other), i, j)
        for i, one in enumerate(gone)
        for j, other in enumerate(new)
        if one.structure == other.structure
    )
    found: dict[int, int] = {}
    for _, i, j in candidates:
        if i not in found.values() and j not in found:
            found[j] = i
    return {new[j].name: gone[i] for j, i in found.items()}


def _distance(one: Deal, other: Deal) -> float:
    """Count what differs between two deals of one structure, and add how far numbers lie apart."""
    gaps = sum(_gap(term, one, other) for term in STRUCTURES[one.structure].terms)
    return gaps + (one.partner != other.partner)


def _gap(term: Term, one: Deal, other: Deal) -> float:
    was, now = getattr(one.terms, term.name), getattr(other.terms, term.name)
    if was == now:
        return 0.0
    if not isinstance(term.low, float | int) or not isinstance(term.high, float | int):
        return 1.0  # a day or a choice is another one, and no more
    return 1.0 + float(abs(was - now)) / (term.high - term.low)
