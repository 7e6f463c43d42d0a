"""How two versions of a study differ: one ``Difference`` for each thing that is not the same.

Each can be applied alone to the earlier study, and all in their order lead from the earlier to the
later one, unless two of them are only allowed together. Which deals belong together says
``pairing``; the words are in ``wording``.

Units    As declared; a number without unit that may exceed 1 is plain, the others are shares.
Raises   StudyError: a difference applied to a study that cannot have it.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from dashboard import text
from dashboard.share.digits import PLAIN, strict_unit
from dashboard.share.pairing import Pair, paired
from models import STRUCTURES, Confidential, Deal, Parameter, Study, Term, Weights

WORLD, WEIGHTS, STUDY, PARTNER_VIEW = "World", "Weights", "Study", "Partner view"
MARKS = MappingProxyType(
    {"terms": "Terms left out", "results": "Results left out"}
    | {"weights": "Weights", "world": "Changed numbers"}
)

Value = float | bool | str | datetime.date | tuple[str, ...] | Deal | None
Kind = Literal["deal", "name", "partner", "term", "number", "field", "order", "mark", "deal mark"]
Apply = Callable[[Study], Study]


@dataclass(frozen=True)
class Difference:
    """One thing in which two versions differ; a side that does not have it holds ``None``."""

    where: str  # the name of a deal, the later one if it was renamed, or a place named above
    what: str
    before: Value
    after: Value
    kind: Kind
    apply: Apply = field(repr=False, compare=False)
    unit: str = PLAIN
    usual: float | None = None  # the dataset's value, where one side does not hold the number
    options: Mapping[str, str] = field(default_factory=dict, hash=False)  # labels of a choice

    def applied(self, study: Study) -> Study:
        """Return a study with this alone changed.

        Raises
        ------
        StudyError
            When it is not allowed without other differences.
        """
        return self.apply(study)


def differences(
    before: Study, after: Study, numbers: Mapping[str, Parameter] | None = None
) -> tuple[Difference, ...]:
    """Find all differences, deals first; ``numbers`` are the parameters of the dataset."""
    pairs = paired(before, after)
    return (
        *_removed(before, pairs),
        *_added(after, pairs),
        *(each for pair in pairs for each in _within(pair)),
        *_world(before, after, numbers or {}),
        *_weights(before, after),
        *_fields(before, after),
        *_order(before, pairs),
        *_marks(before, after, pairs),
    )


def number_label(row: Parameter) -> str:
    """Name a number; where it holds for one structure or country only, say so."""
    kind = STRUCTURES[row.structure].title if row.structure else ""
    return " · ".join(filter(None, (row.label, kind, row.country and text.label(row.country))))


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
    for name, was, now in _unlike(old, new, ("name", "partner")):
        kind: Kind = "name" if name == "name" else "partner"
        yield Difference(new.name, text.label(name), was, now, kind, _set_in(pair, name, now))
    terms = {term.name: term for term in STRUCTURES[new.structure].terms}
    for name, was, now in _unlike(old.terms, new.terms, terms):
        term, apply = terms[name], _set_term(pair, name, now)
        told: dict[str, Any] = {"unit": _unit(term), "options": term.options}
        yield Difference(new.name, term.label, was, now, "term", apply, **told)


def _unit(term: Term) -> str:
    if term.kind != "number" or not isinstance(term.high, float):
        return PLAIN
    return strict_unit(term.unit, term.high)


def _world(before: Study, after: Study, numbers: Mapping[str, Parameter]) -> Iterator[Difference]:
    old, new = before.world.overrides, after.world.overrides
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was == now:
            continue
        found: tuple[Any, ...] = (text.label(name), was, now, "number", _hold(name, now))
        if name in numbers:
            row = numbers[name]
            usual = None if name in old and name in new else row.mode
            found = (number_label(row), *found[1:], strict_unit(row.unit, row.maximum), usual)
        yield Difference(WORLD, *found)


def _weights(before: Study, after: Study) -> Iterator[Difference]:
    for name, was, now in _unlike(before.weights, after.weights, Weights.model_fields):
        apply = _set_inside("weights", name, now)
        yield Difference(WEIGHTS, text.label(name), was, now, "field", apply)
    for name, was, now in _unlike(before, after, ("certainty",)):
        yield Difference(WEIGHTS, text.label(name), was, now, "field", _set(name, now))


def _fields(before: Study, after: Study) -> Iterator[Difference]:
    for name, was, now in _unlike(before, after, ("draws", "seed", "title")):
        yield Difference(STUDY, text.label(name), was, now, "field", _set(name, now))


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
        for name, was, now in _unlike(*pair, ("confidential",)):
            apply = _set_in(pair, name, now)
            yield Difference(PARTNER_VIEW, pair[1].name, was, now, "deal mark", apply)
    marks = before.confidential, after.confidential
    for name, was, now in _unlike(*marks, Confidential.model_fields):
        apply = _set_inside("confidential", name, now)
        yield Difference(PARTNER_VIEW, MARKS[name], was, now, "mark", apply)


def _unlike(old: object, new: object, names: Iterable[str]) -> Iterator[tuple[str, Any, Any]]:
    """Names under which two things hold something else, with what each holds."""
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield name, was, now


def _without(name: str) -> Apply:
    return lambda study: study.changed(deals=tuple(x for x in study.deals if x.name != name))


def _with(deal: Deal, place: int) -> Apply:
    return lambda study: study.changed(deals=(*study.deals[:place], deal, *study.deals[place:]))


def _set(name: str, value: Any) -> Apply:
    return lambda study: study.changed(**{name: value})


def _set_inside(part: str, name: str, value: Any) -> Apply:
    return lambda study: study.changed(**{part: {**getattr(study, part).model_dump(), name: value}})


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


def _hold(name: str, value: float | None) -> Apply:
    def apply(study: Study) -> Study:
        free = study.world.without(name)
        return study.changed(world=free if value is None else free.with_override(name, value))

    return apply


def _sort(places: Mapping[str, int]) -> Apply:
    """Put the deals that both versions have into the later order, on the places they have."""

    def apply(study: Study) -> Study:
        kept = [deal for deal in study.deals if deal.name in places]
        ordered = iter(sorted(kept, key=lambda deal: places[deal.name]))
        deals = (next(ordered) if deal.name in places else deal for deal in study.deals)
        return study.changed(deals=tuple(deals))

    return apply
