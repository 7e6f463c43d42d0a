"""Terms: what the parties agree, each with bounds, unit, source and what it does.

A structure file declares its terms as a pydantic model whose fields are made by ``number``,
``flag``, ``day`` and ``choice``; the screen, the checks and the explanations all read the same
declaration.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, get_args

from pydantic import BaseModel, Field


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a structure, as a reader needs it."""

    name: str
    label: str
    kind: str  # number, flag, day or choice
    default: float | bool | str | datetime.date
    low: float | str | datetime.date  # of a choice its first option, and ``high`` its last
    high: float | str | datetime.date
    step: float
    unit: str
    group: str
    source: str
    grade: str
    help: str
    options: Mapping[str, str] = field(default_factory=dict, hash=False)  # labels of a choice


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


def choice(
    default: str,
    *,
    options: Mapping[str, str],
    label: str,
    group: str,
    source: str,
    grade: str,
    help: str,  # noqa: A002  the word the user sees
) -> Any:
    """A term that is one of a few options, each with the label that the user sees.

    The field is declared as a ``Literal`` of the same options in the same order. Formulas get the
    place of the option: 0 for the first, 1 for the second.
    """
    told = {"label": label, "unit": "1", "step": 1.0, "group": group, "source": source}
    extra: dict[str, Any] = {**told, "grade": grade, "help": help, "kind": "choice"}
    return Field(default=default, json_schema_extra={**extra, "options": dict(options)})


@dataclass(frozen=True, slots=True)
class Preset:
    """A ready-made deal: partner and the terms that differ from the defaults, with the reason."""

    name: str
    reason: str
    partner: str = ""
    terms: Mapping[str, float | bool | str] = field(default_factory=dict)


def terms_of(model: type[BaseModel]) -> tuple[Term, ...]:
    """Declared terms of a structure, in the order of declaration."""
    return tuple(_term(name, each) for name, each in model.model_fields.items())


def _term(name: str, declared: Any) -> Term:
    told = declared.json_schema_extra
    if told["kind"] == "choice":
        ends = _ends(name, declared)
        return Term(name=name, default=declared.default, low=ends[0], high=ends[1], **told)
    low = next((each.ge for each in declared.metadata if hasattr(each, "ge")), 0.0)
    high = next((each.le for each in declared.metadata if hasattr(each, "le")), 1.0)
    return Term(name=name, default=declared.default, low=low, high=high, **told)


def _ends(name: str, declared: Any) -> tuple[str, str]:
    """First and last option of a choice, once its type and its options are found to agree."""
    known = tuple(declared.json_schema_extra["options"])
    if get_args(declared.annotation) != known or declared.default not in known:
        raise TypeError(f"{name}: its type, its options {known} and its default do not agree")
    return known[0], known[-1]
