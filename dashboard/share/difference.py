"""One difference between two versions of a study, and how it is applied alone.

Units    As declared; a number without unit that may exceed 1 is plain, the others are shares.
Raises   StudyError: a difference applied to a study that cannot have it.
"""

import datetime
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, TypeVar

from dashboard.share.digits import PLAIN, strict_unit
from models import Deal, OwnWorld, Stakeholder, Study, Term

Thing = TypeVar("Thing", OwnWorld, Stakeholder)
Value = float | bool | str | datetime.date | tuple[str, ...] | Deal | None
Kind = (
    Literal["deal", "name", "partner", "term", "number", "field", "order", "mark", "deal mark"]
    | Literal["thing", "thing name", "held term", "half way"]
)
Apply = Callable[[Study], Study]


@dataclass(frozen=True)
class Difference:
    """One thing in which two versions differ; a side that does not have it holds ``None``."""

    where: str  # the name of a deal, the later one if it was renamed, or a place named elsewhere
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


def unlike(old: object, new: object, names: Iterable[str]) -> Iterator[tuple[str, Any, Any]]:
    """Names under which two things hold something else, with what each holds."""
    for name in names:
        was, now = getattr(old, name), getattr(new, name)
        if was != now:
            yield name, was, now


def unlike_items(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[tuple[str, Any, Any]]:
    """Keys of two mappings with other values; what a side does not have is ``None``."""
    for name in sorted({*old, *new}):
        was, now = old.get(name), new.get(name)
        if was != now:
            yield name, was, now


def with_item(items: Mapping[str, Any], name: str, value: Any) -> dict[str, Any]:
    """Return a mapping with one value changed, or taken out if it is ``None``."""
    kept = {key: each for key, each in items.items() if key != name}
    return kept if value is None else {**kept, name: value}


def set_field(name: str, value: Any) -> Apply:
    """Return what sets a field of a study."""
    return lambda study: study.changed(**{name: value})


def set_inside(part: str, name: str, value: Any) -> Apply:
    """Return what sets a field of a part of a study."""
    return lambda study: study.changed(**{part: {**getattr(study, part).model_dump(), name: value}})


def unit_of(term: Term) -> str:
    """Return the unit in which a term is written, strictly read."""
    if term.kind != "number" or not isinstance(term.high, float):
        return PLAIN
    return strict_unit(term.unit, term.high)


def of_things(
    part: str, where: str, old: Sequence[Thing], new: Sequence[Thing]
) -> tuple[list[Difference], list[tuple[Thing, Thing]], list[Difference]]:
    """Compare things with names: those gone or renamed, pairs of those kept, and those that came.

    One whose name is gone is taken as renamed if one of another name holds just the same.
    """
    before, after = {x.name: x for x in old}, {x.name: x for x in new}
    first: list[Difference] = []
    gone = [each for name, each in before.items() if name not in after]
    came = [each for name, each in after.items() if name not in before]
    for each in list(gone):
        same = next((x for x in came if x.model_copy(update={"name": each.name}) == each), None)
        if same is not None:
            gone.remove(each)
            came.remove(same)
            apply = on_thing(part, each.name, name=same.name)
            first.append(Difference(where, "Name", each.name, same.name, "thing name", apply))
    lost: list[Difference] = [
        Difference(where, x.name, x.name, None, "thing", _less(part, x.name)) for x in gone
    ]
    more: list[Difference] = [
        Difference(where, x.name, None, x.name, "thing", _more(part, x)) for x in came
    ]
    return [*lost, *first], [(before[x.name], x) for x in new if x.name in before], more


def on_thing(part: str, called: str, **changes: Any) -> Apply:
    """Return what changes fields of a thing that is found by its name."""

    def apply(study: Study) -> Study:
        things = (
            {**each.model_dump(), **changes} if each.name == called else each
            for each in getattr(study, part)
        )
        return study.changed(**{part: tuple(things)})

    return apply


def _less(part: str, name: str) -> Apply:
    return lambda study: study.changed(
        **{part: tuple(x for x in getattr(study, part) if x.name != name)}
    )


def _more(part: str, thing: OwnWorld | Stakeholder) -> Apply:
    return lambda study: study.changed(**{part: (*getattr(study, part), thing)})
