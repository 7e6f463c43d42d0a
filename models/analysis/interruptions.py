"""Supply of every deal of a study, world by world: the simulation that makes the criterion, opened.

The worlds are those of the study's draws (``chain.security``): hazards come and go once for all
deals, so that deals can be compared world by world. What is kept here beside the loss: its tail,
stocks, the parts of the groups, single worlds, and the same worlds again with a clause changed.

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

from models.analysis.supply_chains import PREMIUM, SIZE, Numbers
from models.chain.security import HORIZON, LUCK, stopped, worlds_of
from models.chain.supply_chain import chain_of, exposed, strikes_of
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.explain import Traced, trace
from models.formula import Array
from models.memo import Memo
from models.study import Deal, Study
from models.supply.deal import Chain, Number, Strike
from models.supply.events import Worlds
from models.supply.flow import Path, Result, follow, simulate
from models.supply.metrics import Estimate, Summary, chance_less, estimate, summary
from models.tables import Exposure
from models.wiring import country_of

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
        return chain_of(self.numbers, self.rows)

    @cached_property
    def strikes(self) -> tuple[Strike, ...]:
        """How hazards reach it."""
        return tuple(strikes_of(self.numbers, self.rows))

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
    def demand(self) -> float:
        """Indian demand that the deal serves at its full rate, mean in t/a."""
        most = np.max(self.numbers("magnet_output"), axis=1, keepdims=True)
        return float(np.mean(most * self.numbers("india_share")))

    @cached_property
    def money(self) -> float:
        """What the magnets lost cost their buyers over their price, mean in kUSD a year."""
        most = np.max(self.numbers("magnet_output"), axis=1, keepdims=True)
        tonnes = (most * self.numbers("india_share"))[:, 0] * self.result.loss
        return float(np.mean(tonnes * self.numbers(PREMIUM)[:, 0]))

    @cached_property
    def parts(self) -> Mapping[str, Estimate]:
        """Share lost to each group of hazards; they sum to the share unserved exactly."""
        met = dict.fromkeys(self.groups[each] for each in self.hazards)
        found = {name: self.numbers(f"{name}_loss")[:, 0] for name in met}
        return {name: estimate(part[np.isfinite(part)]) for name, part in found.items()}

    def rerun(self, **held: Number) -> Result:
        """The same worlds with some quantities held at other values."""
        numbers = self.numbers.but(**held)
        rows = self.rows
        return simulate(chain_of(numbers, rows), strikes_of(numbers, rows), self.worlds)

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
    shared = memo or Memo()
    made = {
        deal.name: supplied(trace(study, dataset, deal.name, memo=shared), study, dataset)
        for deal in study.all_deals
    }
    return Interruptions(MappingProxyType(made), min(SIZE, study.draws))


def supplied(traced: Traced, study: Study, dataset: Dataset) -> Supplied:
    """Simulate one deal that was computed."""
    deal, size = traced.deal, min(SIZE, study.draws)
    rows = tuple(exposed(dataset.exposures, deal.structure, country_of(deal, dataset)))
    numbers = Numbers(traced, study.seed, size, {})
    met = {each.hazard for each in rows}
    stops = {key: numbers(f"{key}_stops") for key in dataset.hazards if key in met}
    worlds = worlds_of(stops, size)
    chain, strikes = chain_of(numbers, rows), strikes_of(numbers, rows)
    return Supplied(
        deal=deal,
        is_baseline=traced.ready.structure.is_baseline,
        numbers=numbers,
        rows=rows,
        worlds=worlds,
        groups=MappingProxyType({key: each.group for key, each in dataset.hazards.items()}),
        result=simulate(chain, strikes, worlds, instants=READ_AT),
    )


def interrupted(hazard: str, numbers: Numbers) -> Array:
    """Starts and ends of a hazard's interruptions by some numbers, (n, 2 k)."""
    own = f"{hazard}_rate", f"{hazard}_duration", "disruption_spread"
    return stopped(hazard)(*(numbers(name) for name in (*own, *LUCK)))
