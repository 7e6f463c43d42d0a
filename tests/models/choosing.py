"""Oxide tolling with a choice among its terms, invented for tests: a later option costs a month."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal

import pytest

from models.formula import Array, formula
from models.structures import STRUCTURES
from models.structures.oxide_tolling import Terms
from models.terms import choice, terms_of
from models.wiring import wired

TOLLING = STRUCTURES["oxide_tolling"]
OPTIONS = {"parity": "Import parity", "index": "Index-linked", "cost_plus": "Cost plus"}


class ChoosingTerms(Terms):
    """The terms of tolling, and how the price is found."""

    price_basis: Literal["parity", "index", "cost_plus"] = choice(
        "parity",
        options=OPTIONS,
        label="Price basis",
        group="Price",
        source="AN02",
        grade="D",
        help="Invented.",
    )


@formula(unit="month", source="definition")
def lead_time(first_magnets: Array, price_basis: Array) -> Array:
    """A month for every option that is passed over."""
    return first_magnets + price_basis


@contextmanager
def choosing() -> Iterator[None]:
    """Let tolling have the choice; what was wired or read before is forgotten."""
    formulas = {"lead_time": lead_time.formula}  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        parts = {
            "terms_model": ChoosingTerms,
            "terms": terms_of(ChoosingTerms),
            "formulas": TOLLING.formulas | formulas,
        }
        for name, each in parts.items():
            patch.setitem(TOLLING.__dict__, name, each)
        wired.cache_clear()
        yield
    wired.cache_clear()
