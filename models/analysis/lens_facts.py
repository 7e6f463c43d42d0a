"""What the lenses know of the world: who supplies each step, and how each country is rated.

A step is supplied by countries in proportion to the latest figure of each in ``countries.csv``, and
these shares are scaled to add up to one.

Shapes   One float for each country.
Units    Shares of 1; governance 0 (best) to 10, instability 0 (best) to 1.
Raises   DataError: ``countries.csv`` lacks a figure for a country that supplies a step.
Sources  Rows of ``countries.csv``.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from models.analysis.lens_measures import Shares, concentration, governance_risk, instability
from models.dataset import Dataset
from models.errors import DataError, Problem
from models.reference import CountryFact

HOME, WORLD, CHINA, UNION = "India", "World", "China", "European Union"
SUPPLIED = MappingProxyType(  # steps, and the metric that says who takes them
    {
        "mine": "mine_production_reo",
        "oxide": "share_separation",
        "metal": "share_metal_alloy",
        "magnet": "share_sintered_magnets",
        "heavy": "share_heavy_separation",
    }
)
GOVERNANCE = (
    "wgi_voice_accountability",
    "wgi_political_stability",
    "wgi_government_effectiveness",
    "wgi_regulatory_quality",
    "wgi_rule_of_law",
    "wgi_control_of_corruption",
)
STABILITY, TRADE = "wgi_political_stability", "trade_parameter"
RECYCLED, SUBSTITUTION = "recycling_input_rate", "substitution_index"
PUBLISHED = "eu_supply_risk"
EARTHS = ("light", "heavy")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Facts:
    """The world as the lenses see it."""

    shares: Mapping[str, Shares]  # of each step, by country
    weights: Shares  # governance times trade, by country
    unstable: Shares  # political instability, by country
    recycled: Shares  # by kind of rare earth
    substitution: Shares
    published: Shares  # supply risk that the EU published
    used: tuple[CountryFact, ...]  # every row that was read

    def weighted(self, step: str) -> float:
        """Concentration of the world's supply, weighted by governance and trade."""
        return concentration(self.shares[step], self.weights)

    def foreign(self, step: str) -> Shares:
        """Who supplies a step outside India, scaled to one."""
        return scaled({n: x for n, x in self.shares[step].items() if n != HOME})


def facts(dataset: Dataset) -> Facts:
    """Read the world from the dataset.

    Raises
    ------
    DataError
        Naming every figure that is missing.
    """
    known = _Known(dataset.countries)
    supplied = {step: known.of(metric) for step, metric in SUPPLIED.items()}
    shares = {step: scaled(found) for step, found in supplied.items()}
    named = sorted({HOME, CHINA, *dataset_homes(dataset)}.union(*supplied.values()))
    six = {name: [known.one(name, metric) for metric in GOVERNANCE] for name in named}
    trade = {name: known.one(name, TRADE) for name in named}
    stable = {name: known.one(name, STABILITY) for name in named}
    kinds = {
        key: {earth: known.one(where, f"{key}_{earth}") for earth in EARTHS}
        for key, where in ((RECYCLED, WORLD), (SUBSTITUTION, WORLD), (PUBLISHED, UNION))
    }
    known.problems += [
        Problem("countries.csv", f"nobody supplies {step} ({metric})", "Give the shares of it")
        for step, metric in SUPPLIED.items()
        if not supplied[step]
    ]
    if known.problems:
        raise DataError(known.problems)
    return Facts(
        shares=MappingProxyType(shares),
        weights={name: governance_risk(six[name]) * trade[name] for name in named},
        unstable={name: instability(score) for name, score in stable.items()},
        recycled=kinds[RECYCLED],
        substitution=kinds[SUBSTITUTION],
        published=kinds[PUBLISHED],
        used=tuple(dict.fromkeys(known.used)),
    )


def country_name(key: str) -> str:
    """Write the key of a country as ``countries.csv`` does: south_korea is South Korea."""
    return key.replace("_", " ").title()


def dataset_homes(dataset: Dataset) -> Iterator[str]:
    """Countries in which a partner of a deal may stand."""
    rows = dataset.parameters.values()
    yield from {country_name(each.country) for each in rows if each.key == "partner_return"}


def scaled(shares: Shares) -> dict[str, float]:
    """Shares that add up to one; the smallest of countries stay, unless they have nothing."""
    total = sum(shares.values())
    return {name: each / total for name, each in shares.items() if each > 0.0}


class _Known:
    """The latest row of each country and metric; notes what was asked for and is missing."""

    def __init__(self, rows: tuple[CountryFact, ...]) -> None:
        self.problems: list[Problem] = []
        self.used: list[CountryFact] = []
        self._latest: dict[tuple[str, str], CountryFact] = {}
        for row in rows:
            key = row.country, row.metric
            if row.mode is not None and _year(row) > _year(self._latest.get(key)):
                self._latest[key] = row

    def of(self, metric: str) -> dict[str, float]:
        """Figures of all countries but the world's."""
        return {
            country: self.one(country, metric)
            for country, found in self._latest
            if found == metric and country != WORLD
        }

    def one(self, country: str, metric: str) -> float:
        """One figure; nothing and a problem where there is none."""
        row = self._latest.get((country, metric))
        if row is None or row.mode is None:
            what = f"has no {metric} for {country}, which the lenses need"
            self.problems.append(Problem("countries.csv", what, "Add a row with its mode"))
            return 0.0
        self.used.append(row)
        return row.mode


def _year(row: CountryFact | None) -> int:
    """Latest year that a row speaks of; 0 without one."""
    return max(map(int, YEAR.findall(row.year)), default=0) if row else -1
