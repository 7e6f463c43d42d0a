"""The kinds of partnership, one file each: its terms, its words, and the formulas that differ.

A file offers TITLE, SUMMARY, SITE (a country, or ``partner``), PLANT_OF, KNOW_HOW_OF, ORDER, CHAIN
(further modules of formulas), BOOKS, Terms and PRESETS, and may offer ALSO (further results to
keep). It is found by being in this folder. PLANT_OF says who owns the plant: ``irel``, ``both``,
the ``partner`` in India, or somebody ``abroad``; KNOW_HOW_OF who keeps the process: ``irel``,
``both`` or ``partner``. BOOKS says who keeps the books of the magnet business: ``vehicle``, a
company that says with ``owners_cash`` what its owners get; ``irel``; or ``alternative`` for the
baseline.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType, ModuleType

from models.chain import (
    alternative,
    calendar,
    cost,
    mass_balance,
    neutral,
    oxide,
    prices,
    production,
    schedule,
    security,
)
from models.chain.ledger import ledger
from models.chain.shared_terms import CommonTerms
from models.formula import Formula, formulas_in
from models.terms import Preset, Term, terms_of

SHARED = (
    neutral,
    calendar,
    prices,
    mass_balance,
    oxide,
    production,
    cost,
    alternative,
    schedule,
    security,
)
BASELINE = "baseline"


@dataclass(frozen=True)
class Structure:
    """One kind of partnership."""

    key: str
    title: str
    summary: str
    site: str
    plant_of: str
    know_how_of: str
    order: int
    terms_model: type[CommonTerms]
    presets: tuple[Preset, ...]
    also: tuple[str, ...]
    books: str
    formulas: Mapping[str, Formula]

    @property
    def is_baseline(self) -> bool:
        """Whether this is what happens if nothing is agreed."""
        return self.key == BASELINE

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """Its terms, in the order of declaration."""
        return terms_of(self.terms_model)

    def site_for(self, partner_country: str) -> str:
        """Country in which the magnets are made."""
        return partner_country if self.site == "partner" else self.site


def structure_of(module: ModuleType) -> Structure:
    """Read a structure from its module.

    What its own file computes wins, then its terms, then the shared formulas: so a term such as
    ``royalty_rate`` takes the place of the shared "no royalty".
    """
    shared = formulas_in(*SHARED, *module.CHAIN)
    unset = {name: each for name, each in shared.items() if name not in module.Terms.model_fields}
    own = unset | formulas_in(module)
    return Structure(
        key=module.__name__.rpartition(".")[2],
        title=module.TITLE,
        summary=module.SUMMARY,
        site=module.SITE,
        plant_of=module.PLANT_OF,
        know_how_of=module.KNOW_HOW_OF,
        order=module.ORDER,
        terms_model=module.Terms,
        presets=module.PRESETS,
        also=getattr(module, "ALSO", ()),
        books=module.BOOKS,
        formulas=MappingProxyType(own | ledger(own, module.BOOKS)),
    )


def _found() -> dict[str, Structure]:
    names = (each.name for each in pkgutil.iter_modules(__path__, f"{__name__}."))
    made = sorted((structure_of(importlib.import_module(name)) for name in names), key=_order)
    return {each.key: each for each in made}


def _order(structure: Structure) -> int:
    return structure.order


STRUCTURES: Mapping[str, Structure] = MappingProxyType(_found())
