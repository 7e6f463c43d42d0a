"""A deal made ready to run: its formulas in order, its parameters, its terms as numbers.

Rows and terms are written in units people use; the few that would need a factor inside a formula
are converted here, once, where they enter (``ENGINE_UNITS``).

Raises   StudyError: a partner or a country the dataset does not have.
         WiringError: a formula needs something that nothing provides.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import Any

from models.chain.ledger import MEASURED, VALUED
from models.chain.schedule import network
from models.chain.security import losses
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.formula import Formula, plan
from models.structures import STRUCTURES, Structure
from models.study import Deal
from models.tables import Parameter
from models.terms import Term

ENGINE_UNITS = MappingProxyType(
    {
        "MUSD": ("kUSD", 1000.0),
        "MUSD/a": ("kUSD/a", 1000.0),
        "MINR": ("kINR", 1000.0),
        "d": ("a", 1.0 / 365.0),
    }
)
# The calendar, and which world of interruptions a draw is; made by ``evaluate``.
GIVEN = MappingProxyType({"year": "1", "period": "a", "world": "1", "seed": "1"})
CRITERIA = ("cost", "lead_time", "supply_security")
COST_PARTS = (
    "oxide_cost",
    "premium_cost",
    "heavy_cost",
    "import_cost",
    "metal_cost",
    "conversion_cost",
    "capital_cost",
    "know_how_cost",
    "royalty_cost",
    "toll_cost",
    "logistics_cost",
    "duty_cost",
    "stock_cost",
    "loan_cost",
    "tax_cost",
    "incentive_cost",
)
ALSO = ("first_magnets", "full_rate_time", "demand_coverage")
WORTH = tuple(f"{party}_npv" for party in VALUED)
BRIDGED = ("bridged_cost", "bridged_mass")
CHECK = "ledger_residual"
GAINS = tuple(f"{party}_gain" for party in MEASURED)


@dataclass(frozen=True, eq=False)
class Wired:
    """One structure and country on one dataset: the formulas it needs, in order."""

    structure: Structure
    formulas: Mapping[str, Formula]
    steps: tuple[Formula, ...]
    targets: tuple[str, ...]

    @cached_property
    def needs(self) -> tuple[str, ...]:
        """Terms and rows of the dataset that its formulas read."""
        made = {step.name for step in self.steps} | set(GIVEN)
        read = dict.fromkeys(name for step in self.steps for name in step.inputs)
        return tuple(name for name in read if name not in made)

    @property
    def units(self) -> dict[str, str]:
        """Unit of every formula."""
        return {name: each.unit for name, each in self.formulas.items()}


def country_of(deal: Deal, dataset: Dataset) -> str:
    """Country of the partner; the baseline has none.

    Raises
    ------
    StudyError
        When the dataset has no such partner, or nothing to compute with for its country.
    """
    if STRUCTURES[deal.structure].is_baseline:
        return ""
    eligible = partner_choices(dataset)
    if deal.partner not in eligible:
        fix = f"Choose one of: {', '.join(eligible)}"
        raise StudyError([Problem(deal.name, f"partner {deal.partner!r} is not known", fix)])
    return dataset.partners[deal.partner].country


def partner_choices(dataset: Dataset) -> tuple[str, ...]:
    """Partners with whom a deal can be computed: those in a country with its own rows."""
    countries = {row.country for row in dataset.parameters.values() if row.key == "partner_return"}
    return tuple(key for key, each in dataset.partners.items() if each.country in countries)


@lru_cache(maxsize=64)
def wired(dataset: Dataset, structure: str, country: str) -> Wired:
    """Find and order the formulas of a structure with a partner from a country."""
    kind = STRUCTURES[structure]
    stages = network(tuple(dataset.stages.values()), structure)
    every = tuple(dataset.hazards.values())
    hazards = losses(every, dataset.exposures, structure, country)
    formulas = {**stages, **hazards, **kind.formulas}
    groups = dict.fromkeys(f"{each.group}_loss" for each in dataset.hazards.values())
    money = (name for name in (*WORTH, *GAINS, *BRIDGED) if name in formulas)
    check = () if kind.is_baseline else (CHECK,)
    targets = (*CRITERIA, *COST_PARTS, *groups, *ALSO, *money, *check, *kind.also)
    rows = dataset.for_deal(structure, kind.site_for(country), country)
    given = {*rows, *GIVEN, *(term.name for term in kind.terms)}
    return Wired(kind, MappingProxyType(formulas), plan(targets, formulas, given), targets)


def term_values(deal: Deal) -> dict[str, float]:
    """Terms of a deal as numbers in the engine's units."""
    terms = STRUCTURES[deal.structure].terms
    return {term.name: _number(term, getattr(deal.terms, term.name)) for term in terms}


def scale(row: Parameter | Term) -> float:
    """Factor from the unit in which a row or a term is written to the engine's."""
    return ENGINE_UNITS.get(row.unit, (row.unit, 1.0))[1]


def _number(term: Term, value: Any) -> float:
    if isinstance(value, datetime.date):
        first = datetime.date(value.year, 1, 1)
        days = (datetime.date(value.year + 1, 1, 1) - first).days
        return value.year + (value - first).days / days
    if term.kind == "choice":
        return float(list(term.options).index(value))
    return float(value) * scale(term)
