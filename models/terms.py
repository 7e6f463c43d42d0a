"""Terms: what the parties agree, each with bounds, unit, source and what it does.

A structure file declares its terms as a pydantic model whose fields are made by ``number``,
``flag`` and ``day``; the screen, the checks and the explanations all read the same declaration.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel, Field


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a structure, as a reader needs it."""

    name: str
    label: str
    kind: str  # number, flag or day
    default: float | bool | datetime.date
    low: float | datetime.date
    high: float | datetime.date
    step: float
    unit: str
    group: str
    source: str
    grade: str
    help: str


def number(
    default: float,
    *,
    label: str,
    unit: str,
    low: float,
    high: float,
    step: float,
    group: str,
    source: str,
    grade: str,
    help: str,  # noqa: A002  the word the user sees
) -> Any:
    """A term that is a number between two bounds."""
    told = {"label": label, "unit": unit, "step": step, "group": group, "source": source}
    extra: dict[str, Any] = {**told, "grade": grade, "help": help, "kind": "number"}
    return Field(default=default, ge=low, le=high, strict=True, json_schema_extra=extra)


def flag(
    default: bool,
    *,
    label: str,
    group: str,
    source: str,
    grade: str,
    help: str,  # noqa: A002  the word the user sees
) -> Any:
    """A term that is agreed or not."""
    told = {"label": label, "unit": "1", "step": 1.0, "group": group, "source": source}
    extra: dict[str, Any] = {**told, "grade": grade, "help": help, "kind": "flag"}
    return Field(default=default, strict=True, json_schema_extra=extra)


def day(
    default: datetime.date,
    *,
    label: str,
    low: datetime.date,
    high: datetime.date,
    group: str,
    source: str,
    grade: str,
    help: str,  # noqa: A002  the word the user sees
) -> Any:
    """A term that is a date."""
    told = {"label": label, "unit": "a", "step": 1.0, "group": group, "source": source}
    extra: dict[str, Any] = {**told, "grade": grade, "help": help, "kind": "day"}
    return Field(default=default, ge=low, le=high, json_schema_extra=extra)


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made deal: partner and the terms that differ from the defaults, with the reason."""

    name: str
    reason: str
    partner: str = ""
    terms: Mapping[str, float | bool] = field(default_factory=dict)


def terms_of(model: type[BaseModel]) -> tuple[Term, ...]:
    """Declared terms of a structure, in the order of declaration."""
    return tuple(_term(name, each) for name, each in model.model_fields.items())


def _term(name: str, declared: Any) -> Term:
    told = declared.json_schema_extra
    low = next((each.ge for each in declared.metadata if hasattr(each, "ge")), 0.0)
    high = next((each.le for each in declared.metadata if hasattr(each, "le")), 1.0)
    return Term(name=name, default=declared.default, low=low, high=high, **told)
