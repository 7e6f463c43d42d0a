"""Supply of every deal of a study, simulated: the same interruptions for all, on their stocks.

Hazards are drawn once (``sampling.stops``) and met by all deals, so that deals can be compared
world by world. A world is ten years of operation in one future of the study. The closed forms of
``chain.security`` judge the same deals; they take one hazard at a time, refill stocks at once, and
give the mean over endless years where a world is one draw of ten.

Shapes   (n,) per world, n at most ``SIZE``.
Units    Years; shares of the Indian demand of the deal; tonnes a year at full rate.
Sources  ``models.supply``; rates, durations and severities: rows of the dataset.
Raises   StudyError: numbers of before exposures had a ``place``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from models.analysis.supply_chains import SIZE, Numbers, chain_of, exposed, strikes_of
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.explain import trace
from models.formula import Array
from models.memo import Memo
from models.sampling import stops
from models.study import Deal, Study
from models.supply.attribution import shapley, switched
from models.supply.deal import Chain, Number, Strike
from models.supply.events import Draws, Lognormal, Worlds, events_needed, gather, intervals
from models.supply.flow import Path, Result, follow, simulate
from models.supply.metrics import Estimate, Summary, chance_less, estimate, summary
from models.tables import Exposure
from models.wiring import country_of

HORIZON = 10.0  # years of operation that a world lasts
READ_AT = tuple(np.arange(0.25, HORIZON, 0.25))  # when the cover is read


@dataclass(frozen=True)
class Supplied:
    """What came of one deal."""

    deal: Deal
    is_baseline: bool
    numbers: Numbers
    rows: tuple[Exposure, ...]
    worlds: Worlds
    groups: Mapping[str, str]  # of every hazard
    result: Result

    @cached_property
    def chain(self) -> Chain:
        """Rates and stocks."""
        return chain_of(self.numbers)

    @cached_property
    def strikes(self) -> tuple[Strike, ...]:
        """How hazards reach it."""
        return tuple(strikes_of(self.numbers, list(self.rows)))

    @cached_property
    def hazards(self) -> tuple[str, ...]:
        """Hazards that reach it, in the order of the dataset."""
        reached = {each.hazard for each in self.rows}
        return tuple(each for each in self.worlds.hazards if each in reached)

    @cached_property
    def summary(self) -> Summary:
        """Means with their errors, tail and cover."""
        return summary(self.result)

    @cached_property
    def closed(self) -> Estimate:
        """Share unserved by the closed forms, on the same draws; not where nothing is made."""
        found = np.broadcast_to(self.numbers("unserved_demand")[:, 0], (self.numbers.size,))
        return estimate(found[np.isfinite(found)])

    @cached_property
    def demand(self) -> float:
        """Indian demand that the deal serves at its full rate, mean in t/a."""
        most = np.max(self.numbers("magnet_output"), axis=1, keepdims=True)
        return float(np.mean(most * self.numbers("india_share")))

    @cached_property
    def money(self) -> float:
        """What the magnets lost cost their buyers over their price, mean in kUSD a year."""
        most = np.max(self.numbers("magnet_output"), axis=1, keepdims=True)
        tonnes = (most * self.numbers("india_share"))[:, 0] * self.result.loss
        return float(np.mean(tonnes * self.numbers("shortage_premium")[:, 0]))

    @cached_property
    def parts(self) -> Mapping[str, Estimate]:
        """Share lost to each group of hazards; they sum to the share unserved exactly."""
        names, losses = switched(self.chain, self.strikes, self.worlds, self.groups)
        return {name: estimate(part) for name, part in shapley(names, losses).items()}

    def rerun(self, **held: Number) -> Result:
        """The same worlds with some quantities held at other values."""
        numbers = self.numbers.but(**held)
        return simulate(chain_of(numbers), strikes_of(numbers, list(self.rows)), self.worlds)

    def path(self, rank: float) -> tuple[int, Path]:
        """The world at a rank of loss, 0 the least and 1 the most, event by event."""
        order = np.argsort(self.result.loss, kind="stable")
        world = int(order[round(rank * (len(order) - 1))])
        return world, follow(self.chain, self.strikes, self.worlds, world)


@dataclass(frozen=True)
class Interruptions:
    """All deals of a study in the same worlds."""

    deals: Mapping[str, Supplied]
    size: int
    horizon: float = HORIZON

    def safer(self, first: str, second: str) -> Estimate:
        """Chance that the first deal loses fewer days than the second; equal counts half."""
        one, two = self.deals[first].result, self.deals[second].result
        return chance_less(one.loss, two.loss)


def interruptions(study: Study, dataset: Dataset, *, memo: Memo | None = None) -> Interruptions:
    """Simulate every deal of a study, and the baseline.

    Raises
    ------
    StudyError
        When the study cannot be evaluated, or its numbers do not say where hazards strike.
    """
    if not any(each.place for each in dataset.exposures):
        fix = "Move the study to today's data"
        raise StudyError([Problem("exposures", "do not say where hazards strike", fix)])
    size, shared = min(SIZE, study.draws), memo or Memo()
    found: dict[str, tuple[Numbers, tuple[Exposure, ...]]] = {}
    for deal in study.all_deals:
        traced = trace(study, dataset, deal.name, memo=shared)
        rows = exposed(traced, dataset.exposures, country_of(deal, dataset))
        found[deal.name] = Numbers(traced, study.seed, size, {}), tuple(rows)
    worlds = _worlds(dataset, found)
    groups = MappingProxyType({key: each.group for key, each in dataset.hazards.items()})
    made = {name: _supplied(*each, worlds, groups) for name, each in found.items()}
    return Interruptions(MappingProxyType(made), size)


def _supplied(
    numbers: Numbers, rows: tuple[Exposure, ...], worlds: Worlds, groups: Mapping[str, str]
) -> Supplied:
    result = simulate(chain_of(numbers), strikes_of(numbers, list(rows)), worlds, instants=READ_AT)
    traced = numbers.traced
    is_baseline = traced.ready.structure.is_baseline
    return Supplied(traced.deal, is_baseline, numbers, rows, worlds, groups, result)


def _worlds(dataset: Dataset, found: Mapping[str, tuple[Numbers, tuple[Exposure, ...]]]) -> Worlds:
    """Interruptions of all hazards that any deal meets, by the numbers of the first that does."""
    met: dict[str, Numbers] = {}
    for numbers, rows in found.values():
        for row in rows:
            met.setdefault(row.hazard, numbers)
    return gather({key: stopped(key, met[key]) for key in dataset.hazards if key in met}, HORIZON)


def stopped(hazard: str, numbers: Numbers) -> tuple[Array, Array]:
    """Starts and ends of a hazard's interruptions in every world."""
    rate = np.broadcast_to(numbers(f"{hazard}_rate"), (numbers.size, 1))
    law = Lognormal(numbers(f"{hazard}_duration"), numbers("disruption_spread"))
    events = events_needed(float(rate.max()), HORIZON)
    opening, ups, downs = (each[: numbers.size] for each in stops(hazard, numbers.seed, 0, events))
    return intervals(rate, law, Draws(opening, ups, downs), HORIZON)
