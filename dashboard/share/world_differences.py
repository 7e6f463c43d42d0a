"""How the worlds of two versions differ: the study's own numbers, and the worlds it is tried in."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

from dashboard import text
from dashboard.share.difference import (
    Apply,
    Difference,
    of_things,
    unit_of,
    unlike_items,
    with_item,
)
from dashboard.share.digits import strict_unit
from models import STRUCTURES, OwnWorld, Parameter, Study, Term

WORLD, OWN_WORLDS = "World", "Own worlds"
Numbers = Mapping[str, Parameter]
TERMS: Mapping[str, Term] = MappingProxyType(
    {term.name: term for each in STRUCTURES.values() for term in each.terms}
)


def number_label(row: Parameter) -> str:
    """Name a number; where it holds for one structure or country only, say so."""
    kind = STRUCTURES[row.structure].title if row.structure else ""
    return " · ".join(filter(None, (row.label, kind, row.country and text.label(row.country))))


def of_world(before: Study, after: Study, numbers: Numbers) -> Iterator[Difference]:
    """Compare the numbers that the study holds."""
    for name, was, now in unlike_items(before.world.overrides, after.world.overrides):
        yield _number(WORLD, name, was, now, _hold(name, now), numbers)


def of_own_worlds(before: Study, after: Study, numbers: Numbers) -> Iterator[Difference]:
    """Compare the worlds in which the deals are tried."""
    first, pairs, last = of_things("worlds", OWN_WORLDS, before.worlds, after.worlds)
    yield from first
    for old, new in pairs:
        yield from _within(old, new, numbers)
    yield from last


def _within(old: OwnWorld, new: OwnWorld, numbers: Numbers) -> Iterator[Difference]:
    where = f"World “{new.name}”"
    for name, was, now in unlike_items(old.overrides, new.overrides):
        apply = _hold_in(new.name, "overrides", name, now)
        yield _number(where, name, was, now, apply, numbers)
    for name, was, now in unlike_items(old.terms, new.terms):
        term, apply = TERMS[name], _hold_in(new.name, "terms", name, now)
        told: dict[str, Any] = {"unit": unit_of(term), "options": term.options}
        yield Difference(where, term.label, was, now, "held term", apply, **told)


def _number(
    where: str, name: str, was: Any, now: Any, apply: Apply, numbers: Numbers
) -> Difference:
    found: tuple[Any, ...] = (text.label(name), was, now, "number", apply)
    if name in numbers:
        row = numbers[name]
        usual = row.mode if was is None or now is None else None
        found = (number_label(row), *found[1:], strict_unit(row.unit, row.maximum), usual)
    return Difference(where, *found)


def _hold(name: str, value: float | None) -> Apply:
    def apply(study: Study) -> Study:
        free = study.world.without(name)
        return study.changed(world=free if value is None else free.with_override(name, value))

    return apply


def _hold_in(world: str, part: str, name: str, value: Any) -> Apply:
    """Return what holds a number or a term in one of the worlds, or no longer holds it."""

    def apply(study: Study) -> Study:
        worlds = (
            {**each.model_dump(), part: with_item(getattr(each, part), name, value)}
            if each.name == world
            else each
            for each in study.worlds
        )
        return study.changed(worlds=tuple(worlds))

    return apply
