"""What is assumed about the world: in the whole study, and in worlds that a user tries it in.

A term that a world holds is held in every deal that has it, so that deals may be renamed, added
and taken out. What a world holds of the dataset is checked where it is tried, as numbers may be
taken over by another dataset.

Raises   StudyError: a term that no structure has, or a value that it cannot have.
"""

import datetime
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    PlainSerializer,
    TypeAdapter,
    ValidationError,
)
from pydantic_core import PydanticCustomError

from models.reading import Key, Name, Number, Strict, by_name
from models.structures import STRUCTURES

MOST_WORLDS = 12
MOST_HELD = 40  # numbers, and terms, of one world

Value = float | bool | str | datetime.date


class World(Strict):
    """Assumptions about everything outside the deals: parameters held at another value."""

    overrides: Mapping[Key, Number] = Field(default_factory=dict)

    def without(self, *names: str) -> Self:
        """Return a copy in which these parameters are as in the dataset."""
        kept = {name: value for name, value in self.overrides.items() if name not in names}
        return self.model_copy(update={"overrides": kept})

    def with_override(self, name: str, value: float) -> Self:
        """Return a copy with a parameter held at a value."""
        return self.model_copy(update={"overrides": {**self.overrides, name: value}})


@cache
def _reader(name: str) -> TypeAdapter[Any] | None:
    """What reads a term; every structure that has it declares the same bounds."""
    models = (each.terms_model for each in STRUCTURES.values())
    found = next((each.model_fields[name] for each in models if name in each.model_fields), None)
    if found is None:
        return None
    declared: Any = Annotated[found.annotation, Field(title=name), *found.metadata]
    return TypeAdapter(declared)


def _read(given: Any) -> Any:
    """Read terms by their declarations, and say everything that is wrong."""
    if not isinstance(given, Mapping):
        return given
    read: dict[Any, Any] = {}
    found: list[Any] = []
    for name, value in given.items():
        reader = _reader(name) if isinstance(name, str) else None
        try:
            if reader is None:
                found += _unknown(name)
            else:
                read[name] = reader.validate_python(value)
        except ValidationError as error:
            found += [{**each, "loc": (name,)} for each in error.errors(include_url=False)]
    if found:
        raise PydanticCustomError("terms", "terms cannot be used", {"found": found})
    return read


def _unknown(name: Any) -> Iterator[dict[str, Any]]:
    error = ValueError("is no term of any structure: see them on the Data page")
    yield {"type": "value_error", "loc": (str(name),), "ctx": {"error": error}}


def _plain(terms: Mapping[str, Value]) -> dict[str, Value]:
    """Write days as text."""
    days = {name: value for name, value in terms.items() if isinstance(value, datetime.date)}
    return {**terms, **{name: value.isoformat() for name, value in days.items()}}


HeldTerms = Annotated[
    Mapping[str, Any],
    BeforeValidator(_read),
    Field(max_length=MOST_HELD),
    PlainSerializer(_plain, when_used="json"),
]


class OwnWorld(Strict):
    """A world of the user's own: numbers of the dataset and terms that it holds."""

    name: Name
    overrides: Annotated[Mapping[Key, Number], Field(max_length=MOST_HELD)] = Field(
        default_factory=dict
    )
    terms: HeldTerms = Field(default_factory=dict)


OwnWorlds = Annotated[
    tuple[OwnWorld, ...], Field(max_length=MOST_WORLDS), AfterValidator(by_name("worlds"))
]
