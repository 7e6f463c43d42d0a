"""How two versions differ in what is wanted: weights, how sure, what is worth half, and others."""

from collections.abc import Iterator

from dashboard import text
from dashboard.share.changes import UNITS
from dashboard.share.difference import (
    Apply,
    Difference,
    of_things,
    on_thing,
    set_field,
    set_inside,
    unlike,
    unlike_items,
    with_item,
)
from models import Stakeholder, Study, Weights

WEIGHTS, PEOPLE = "Weights", "Other people"


def of_weights(before: Study, after: Study) -> Iterator[Difference]:
    """Compare the user's own weights, how sure they are, and what is worth half."""
    for name, was, now in unlike(before.weights, after.weights, Weights.model_fields):
        apply = set_inside("weights", name, now)
        yield Difference(WEIGHTS, text.label(name), was, now, "field", apply)
    for name, was, now in unlike(before, after, ("certainty",)):
        yield Difference(WEIGHTS, text.label(name), was, now, "field", set_field(name, now))
    for name, was, now in unlike_items(before.half_way, after.half_way):
        bend = _bend(name, now)
        yield Difference(WEIGHTS, text.label(name), was, now, "half way", bend, UNITS[name])


def of_people(before: Study, after: Study) -> Iterator[Difference]:
    """Compare other people's weights."""
    first, pairs, last = of_things("stakeholders", PEOPLE, before.stakeholders, after.stakeholders)
    yield from first
    for old, new in pairs:
        yield from _within(old, new)
    yield from last


def _within(old: Stakeholder, new: Stakeholder) -> Iterator[Difference]:
    where = f"Weights of {new.name}"
    for name, was, now in unlike(old.weights, new.weights, Weights.model_fields):
        yield Difference(where, text.label(name), was, now, "field", _weigh(new.name, name, now))


def _weigh(person: str, criterion: str, value: float) -> Apply:
    def apply(study: Study) -> Study:
        known = next(each for each in study.stakeholders if each.name == person)
        weights = {**known.weights.model_dump(), criterion: value}
        return on_thing("stakeholders", person, weights=weights)(study)

    return apply


def _bend(name: str, value: float | None) -> Apply:
    return lambda study: study.changed(half_way=with_item(study.half_way, name, value))
