"""Static lenses: published measures of supply risk for every deal, shown beside the simulation.

Governments rate a country and a material. Here each measure is taken of one deal, step by step: who
supplies the step for it, from its terms. None of them is ever added to a result.

- What IREL does not deliver comes from abroad as the world without India supplies it.
- Metal and magnets count in the country of the plant; what is not yet made in India (terms of
  localisation) counts in the country of the partner.
- Dysprosium and terbium count in China where its licences are a hazard of the deal.
- A deal that buys finished magnets counts all steps where they are made.

Shapes   Means over the first ``SIZE`` draws of a deal, as floats.
Units    Shares of 1, indices as published, stocks and stress lengths in days.
Sources  ``lens_measures``; facts of countries: ``lens_facts``; hazards: ``exposures.csv``.
Raises   StudyError: a study that cannot be evaluated. DataError: a fact of a country is missing.
Limits   No time, no severity, no rate; clauses count only where they switch a hazard off.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

from models.analysis import lens_measures as measures
from models.analysis.lens_facts import CHINA, HOME, Facts, country_name, facts
from models.analysis.lens_measures import Shares
from models.analysis.lens_orders import Orders, orders
from models.analysis.lens_routes import Node, hazards_of, mean, nodes, routes
from models.analysis.supply_chains import SIZE, Numbers
from models.chain.supply_chain import exposed
from models.dataset import Dataset
from models.explain import Traced, trace
from models.formula import Array
from models.memo import Memo
from models.study import Deal, Study
from models.tables import Exposure
from models.wiring import country_of

STEPS = ("mine", "oxide", "metal", "magnet", "heavy")
HEAVY_PLACES = frozenset({"heavy_input", "heavy_magnet_border"})
MADE_AT_HOME = MappingProxyType({"metal": "metal_at_home", "magnet": "blocks_at_home"})
STRESSES = (60.0, 90.0, 209.0)  # days; 209 are those of 2025 (events.csv, E09)
STRESS = STRESSES[-1]
RISK_THRESHOLD = 1.0  # supply risk from which the EU calls a material critical
SHARE_LIMIT = 0.65  # of one foreign country: Regulation (EU) 2024/1252
STANDARD = 1.0  # of N-1: Regulation (EU) 2017/1938


@dataclass(frozen=True)
class StepLens:
    """One step of a deal through the lenses that see countries."""

    step: str
    sources: Shares  # who supplies it, by country
    reliance: float  # share that is not from India
    supply_risk: float
    geopolitical_risk: float
    largest: tuple[str, float]  # foreign country, and its share; nobody if all is from India


@dataclass(frozen=True)
class DealLenses:
    """One deal through every lens."""

    deal: Deal
    is_baseline: bool
    steps: tuple[StepLens, ...]
    nodes: tuple[Node, ...]
    diversity: float
    hazards: frozenset[str]

    @property
    def riskiest(self) -> StepLens:
        """Step with the highest supply risk; it is the deal's."""
        return max(self.steps, key=lambda each: each.supply_risk)

    @property
    def most_political(self) -> StepLens:
        """Step with the highest GeoPolRisk; it is the deal's."""
        return max(self.steps, key=lambda each: each.geopolitical_risk)

    @property
    def most_concentrated(self) -> StepLens:
        """Step with the largest share of a single foreign country."""
        return max(self.steps, key=lambda each: each.largest[1])

    def weakest(self, length: float = STRESS) -> tuple[Node | None, float]:
        """Node that serves least without its largest source, and what it serves, of 1."""
        if not self.nodes:
            return None, STANDARD
        node = min(self.nodes, key=lambda each: each.left(length))
        return node, node.left(length)

    def values(self) -> Mapping[str, float]:
        """The one number of each lens."""
        return MappingProxyType(
            {
                "supply_risk": self.riskiest.supply_risk,
                "geopolitical_risk": self.most_political.geopolitical_risk,
                "largest_share": self.most_concentrated.largest[1],
                "n_minus_1": self.weakest()[1],
                "diversity": self.diversity,
            }
        )


@dataclass(frozen=True)
class Lenses:
    """Every deal of a study, the baseline last, and the world behind it."""

    deals: Mapping[str, DealLenses]
    world: Facts
    stresses: ClassVar[tuple[float, ...]] = STRESSES
    stress: ClassVar[float] = STRESS
    share_limit: ClassVar[float] = SHARE_LIMIT
    risk_threshold: ClassVar[float] = RISK_THRESHOLD

    @classmethod
    def of(cls, deals: Mapping[str, DealLenses], dataset: Dataset) -> "Lenses":
        """Put deals into the world of a dataset."""
        return cls(MappingProxyType(dict(deals)), facts(dataset))

    def shares_with_imports(self, name: str) -> float:
        """How many of the hazards of a deal or of importing are those of both: 0 none, 1 all."""
        imports = next(each for each in self.deals.values() if each.is_baseline)
        return 1.0 - measures.jaccard(self.deals[name].hazards, imports.hazards)

    def orders(self, losses: Mapping[str, Array]) -> Mapping[str, Orders]:
        """Compare the order of each lens with that of what the deals lose, (n,) each."""
        return orders({name: each.values() for name, each in self.deals.items()}, losses)


def lenses(study: Study, dataset: Dataset, *, memo: Memo | None = None) -> Lenses:
    """Take every lens of every deal of a study, and of the baseline.

    Raises
    ------
    StudyError, DataError
        When the study cannot be evaluated, or a fact of a country is missing.
    """
    shared = memo or Memo()
    made = {
        deal.name: deal_lenses(trace(study, dataset, deal.name, memo=shared), study, dataset)
        for deal in study.all_deals
    }
    return Lenses.of(made, dataset)


def deal_lenses(traced: Traced, study: Study, dataset: Dataset) -> DealLenses:
    """Take every lens of one deal that was computed."""
    deal, world = traced.deal, facts(dataset)
    country = country_of(deal, dataset)
    numbers = Numbers(traced, study.seed, min(SIZE, study.draws), {})
    rows = tuple(exposed(dataset.exposures, deal.structure, country))
    sources = sources_of(numbers, rows, world, country)
    ways = routes(numbers, rows)
    distance = {
        (one, other): measures.jaccard(ways[one][1], ways[other][1])
        for one in ways
        for other in ways
    }
    shares = {name: share for name, (share, _) in ways.items()}
    return DealLenses(
        deal=deal,
        is_baseline=traced.ready.structure.is_baseline,
        steps=tuple(_step(step, found, world) for step, found in sources.items()),
        nodes=nodes(numbers, rows),
        diversity=measures.diversity(shares, distance),
        hazards=hazards_of(numbers, rows),
    )


def sources_of(
    numbers: Numbers, rows: tuple[Exposure, ...], world: Facts, country: str
) -> dict[str, dict[str, float]]:
    """Who supplies each step of a deal, by country; without heavy grades there is no heavy step."""
    structure = numbers.traced.ready.structure
    site, partner = country_name(structure.site_for(country)), country_name(country)
    found: dict[str, dict[str, float]] = {}
    for step in STEPS[:-1]:
        if structure.is_baseline:
            found[step] = {site: 1.0}
        elif step in MADE_AT_HOME:
            found[step] = _made(numbers, MADE_AT_HOME[step], site, partner)
        else:
            found[step] = _mixed(mean(numbers, "irel_oxide_share"), HOME, world.foreign(step))
    if mean(numbers, "heavy_share") > 0.0:
        licensed = any(HEAVY_PLACES & set(row.place) for row in rows)
        found["heavy"] = {CHINA: 1.0} if licensed else dict(world.foreign("heavy"))
    return found


def _made(numbers: Numbers, at_home: str, site: str, partner: str) -> dict[str, float]:
    """Where a step is made: at the plant, or until it is made there with the partner."""
    share = mean(numbers, at_home) if at_home in numbers else 1.0
    return _mixed(share, site, {partner: 1.0})


def _mixed(share: float, name: str, others: Shares) -> dict[str, float]:
    """A share of one country, and the rest as others supply it."""
    mixed = {each: (1.0 - share) * part for each, part in others.items()}
    mixed[name] = mixed.get(name, 0.0) + share
    return {each: part for each, part in mixed.items() if part > 0.0}


def _step(step: str, sources: Shares, world: Facts) -> StepLens:
    earth = "heavy" if step == "heavy" else "light"
    foreign = {name: share for name, share in sources.items() if name != HOME}
    reliance = sum(foreign.values())
    own = measures.concentration(sources, world.weights)
    risk = (own, reliance, world.recycled[earth], world.substitution[earth])
    plain = measures.concentration(world.shares[step])
    return StepLens(
        step=step,
        sources=MappingProxyType(dict(sources)),
        reliance=reliance,
        supply_risk=measures.supply_risk(world.weighted(step), *risk),
        geopolitical_risk=measures.geopolitical_risk(plain, foreign, world.unstable),
        largest=measures.largest(foreign),
    )
