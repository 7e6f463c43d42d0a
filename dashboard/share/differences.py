"""How two versions of a study differ: one ``Difference`` for each thing that is not the same.

Each can be applied alone to the earlier study, and all in their order lead from the earlier to the
later one, unless two of them are only allowed together. Which deals belong together says
``pairing``; the words are in ``wording``.

Raises   StudyError: a difference applied to a study that cannot have it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dashboard import text
from dashboard.share.difference import (
    Apply,
    Difference,
    Kind,
    set_field,
    set_inside,
    unit_of,
    unlike,
)
from dashboard.share.pairing import Pair, paired
from dashboard.share.weight_differences import of_people, of_weights
from dashboard.share.world_differences import of_own_worlds, of_world
from models import STRUCTURES, Confidential, Deal, Parameter, Study

STUDY, PARTNER_VIEW = "Study", "Partner view"
MARKS = MappingProxyType(
    {"terms": "Terms left out", "results": "Results left out"}
    | {"weights": "Weights", "world": "Changed numbers"}
)


def differences(
    before: Study, after: Study, numbers: Mapping[str, Parameter] | None = None
) -> tuple[Difference, ...]:
    """Find all differences, deals first; ``numbers`` are the parameters of the dataset."""
    pairs = paired(before, after)
    return (
        *_removed(before, pairs),
        *_added(after, pairs),
        *(each for pair in pairs for each in _within(pair)),
        *of_world(before, after, numbers or {}),
        *of_own_worlds(before, after, numbers or {}),
        *of_weights(before, after),
        *of_people(before, after),
        *_fields(before, after),
        *_order(before, pairs),
        *_marks(before, after, pairs),
    )


def _removed(before: Study, pairs: Sequence[Pair]) -> Iterator[Difference]:
    kept = {old.name for old, _ in pairs[:-1]}
    for deal in before.deals:
        if deal.name not in kept:
            yield Difference(deal.name, "Deal", deal, None, "deal", _without(deal.name))


def _added(after: Study, pairs: Sequence[Pair]) -> Iterator[Difference]:
    known = {new.name for _, new in pairs[:-1]}
    for place, deal in enumerate(after.deals):
        if deal.name not in known:
            yield Difference(deal.name, "Deal", None, deal, "deal", _with(deal, place))


def _within(pair: Pair) -> Iterator[Difference]:
    """Compare two versions of a deal."""
    old, new = pair
    for name, was, now in unlike(old, new, ("name", "partner")):
        kind: Kind = "name" if name == "name" else "partner"
        yield Difference(new.name, text.label(name), was, now, kind, _set_in(pair, name, now))
    terms = {term.name: term for term in STRUCTURES[new.structure].terms}
    for name, was, now in unlike(old.terms, new.terms, terms):
        term, apply = terms[name], _set_term(pair, name, now)
        told: dict[str, Any] = {"unit": unit_of(term), "options": term.options}
        yield Difference(new.name, term.label, was, now, "term", apply, **told)


def _fields(before: Study, after: Study) -> Iterator[Difference]:
    for name, was, now in unlike(before, after, ("draws", "seed", "title")):
        yield Difference(STUDY, text.label(name), was, now, "field", set_field(name, now))


def _order(before: Study, pairs: Sequence[Pair]) -> Iterator[Difference]:
    """Name the deals at the places that another deal has by now."""
    places = {deal.name: i for i, pair in enumerate(pairs[:-1]) for deal in pair}
    old = [deal.name for deal in before.deals if deal.name in places]
    moved = [i for i, (deal, _) in enumerate(pairs[:-1]) if deal.name != old[i]]
    if moved:
        was, now = tuple(old[i] for i in moved), tuple(pairs[i][1].name for i in moved)
        yield Difference(STUDY, "Order of deals", was, now, "order", _sort(places))


def _marks(before: Study, after: Study, pairs: Sequence[Pair]) -> Iterator[Difference]:
    for pair in pairs:
        for name, was, now in unlike(*pair, ("confidential",)):
            apply = _set_in(pair, name, now)
            yield Difference(PARTNER_VIEW, pair[1].name, was, now, "deal mark", apply)
    marks = before.confidential, after.confidential
    for name, was, now in unlike(*marks, Confidential.model_fields):
        apply = set_inside("confidential", name, now)
        yield Difference(PARTNER_VIEW, MARKS[name], was, now, "mark", apply)


def _without(name: str) -> Apply:
    return lambda study: study.changed(deals=tuple(x for x in study.deals if x.name != name))


def _with(deal: Deal, place: int) -> Apply:
    return lambda study: study.changed(deals=(*study.deals[:place], deal, *study.deals[place:]))


def _set_in(pair: Pair, name: str, value: Any) -> Apply:
    return _on(pair, lambda deal: deal.model_copy(update={name: value}))


def _set_term(pair: Pair, name: str, value: Any) -> Apply:
    return _on(pair, lambda deal: deal.with_terms(**{name: value}))


def _on(pair: Pair, change: Callable[[Deal], Deal]) -> Apply:
    """Change a deal under its earlier name, or under the later one once it is renamed."""
    old, new = pair

    def apply(study: Study) -> Study:
        alike = {each.name: each for each in study.all_deals if each.structure == old.structure}
        name = old.name if old.name in alike else new.name
        return study.replacing(name, change(study.deal(name)))

    return apply


def _sort(places: Mapping[str, int]) -> Apply:
    """Put the deals that both versions have into the later order, on the places they have."""

    def apply(study: Study) -> Study:
        kept = [deal for deal in study.deals if deal.name in places]
        ordered = iter(sorted(kept, key=lambda deal: places[deal.name]))
        deals = (next(ordered) if deal.name in places else deal for deal in study.deals)
        return study.changed(deals=tuple(deals))

    return apply
