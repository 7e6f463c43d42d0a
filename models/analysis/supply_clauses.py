"""What a deal's clauses and stocks save, and which interruptions it survives.

Everything is the same worlds again with one thing changed, so differences are paired.

Shapes   Per-world losses (n,), told as means with their errors.
Units    Days of demand, days a year; sizes of stocks in days.
Sources  Time to survive and to recover: Simchi-Levi et al. 2015.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.interruptions import Supplied
from models.chain.security import NEVER
from models.chain.supply_chain import FEED, STOCKS
from models.supply.deal import Number
from models.supply.metrics import DAYS, Estimate, estimate, exposure, saved, time_to_survive

Held = Mapping[str, Number]
SIZES = (0.0, 15.0, 30.0, 60.0, 90.0, 120.0, 180.0, 270.0, 365.0)  # days of a stock
TRIED = 30.0  # days of a stock, or of spares, that is not agreed


@dataclass(frozen=True)
class Clause:
    """One clause, and the days a year that it saves or would save."""

    key: str
    agreed: bool
    days: Estimate


@dataclass(frozen=True)
class Met:
    """How one hazard meets a deal; times in days."""

    hazard: str
    group: str
    places: tuple[str, ...]
    years_between: float  # mean
    usual: float  # median length
    survived: float  # median over worlds; inf where it never hurts
    outlasts: Estimate  # chance that an interruption lasts longer than the deal survives


def clauses(deal: Supplied) -> tuple[Clause, ...]:
    """Days a year saved by each clause and stock of a deal, the most first."""
    found = [_clause(deal, *each) for each in _switches(deal)]
    return tuple(sorted(found, key=lambda each: -each.days.mean))


def _switches(deal: Supplied) -> Iterator[tuple[str, Held, Held, bool]]:
    """Of each clause: what holds without it and with it, and whether it is agreed."""
    numbers = deal.numbers
    for key in dict.fromkeys(each.when for each in deal.rows if each.when):
        name, helps = key.removeprefix("!"), 1.0 if key.startswith("!") else 0.0
        agreed = float(numbers(name).mean()) == helps
        yield name, {name: 1.0 - helps}, {name: helps}, agreed
    for name in dict.fromkeys(each.delay for each in deal.rows if each.delay):
        yield name, {name: 0.0}, tried(name), float(numbers(name).max()) > 0.0
    if any(each.cap and FEED in each.place for each in deal.rows):
        known = {"feed_gap": numbers("top_up_delay")}
        yield "top_up", {"feed_gap": NEVER}, known, float(numbers("top_up").mean()) > 0.0
    for name in dict.fromkeys(x.cap for x in deal.rows if x.cap and FEED not in x.place):
        yield name, {name: NEVER}, {}, True
    for name in stocks(deal):
        yield name, {name: 0.0}, tried(name), float(numbers(name).max()) > 0.0


def tried(name: str) -> Held:
    """A stock or spares of some size, to see what it would save."""
    return {name: TRIED / DAYS}


def _clause(
    deal: Supplied,
    key: str,
    without: Mapping[str, Number],
    within: Mapping[str, Number],
    agreed: bool,
) -> Clause:
    first = deal.rerun(**without).loss
    second = deal.result.loss if agreed else deal.rerun(**within).loss
    return Clause(key, agreed, scaled(saved(first, second)))


def stocks(deal: Supplied) -> tuple[str, ...]:
    """Terms of a deal that hold stocks, from the mine to the buyer."""
    return tuple(name for name in STOCKS if name in deal.numbers)


def stock_curve(deal: Supplied, stock: str) -> tuple[Estimate, ...]:
    """Days a year unserved with each of ``SIZES`` of one stock, the others as agreed."""
    sizes = (size / DAYS for size in SIZES)
    return tuple(scaled(estimate(deal.rerun(**{stock: size}).loss)) for size in sizes)


def survivals(deal: Supplied) -> tuple[Met, ...]:
    """How each hazard meets a deal, in the order of the dataset."""
    return tuple(_met(deal, hazard) for hazard in deal.hazards)


def _met(deal: Supplied, hazard: str) -> Met:
    numbers, size = deal.numbers, deal.numbers.size
    survived = time_to_survive(deal.chain, deal.strikes, hazard, size)
    usual = numbers(f"{hazard}_duration") * np.exp(-(numbers("disruption_spread") ** 2) / 2.0)
    first = deal.worlds.hazards.index(hazard)
    columns = slice(deal.worlds.first[first], deal.worlds.first[first + 1])
    starts, ends = deal.worlds.starts[:, columns], deal.worlds.ends[:, columns]
    real = (starts < deal.worlds.horizon) & (ends > starts)
    lengths = (ends - starts)[real]
    limits = np.broadcast_to(survived[:, None], starts.shape)[real]
    return Met(
        hazard=hazard,
        group=deal.groups[hazard],
        places=tuple(dict.fromkeys(p for x in deal.rows if x.hazard == hazard for p in x.place)),
        years_between=1.0 / float(np.mean(numbers(f"{hazard}_rate"))),
        usual=DAYS * float(np.median(usual)),
        survived=DAYS * float(np.median(survived)),
        outlasts=exposure(lengths, limits) if lengths.size else Estimate(0.0, 0.0),
    )


def scaled(told: Estimate) -> Estimate:
    """From shares of time or years to days."""
    return replace(told, mean=told.mean * DAYS, error=told.error * DAYS)
