"""What simulated losses say: expectation, tail, frequency, cover, and comparisons.

Shapes   Per-world values (n,), made into floats with their standard errors.
Units    Years and shares of demand; ``DAYS`` turns a share into days a year.
Sources  Adequacy measures (expected unserved demand, loss of load expectation and frequency):
         Billinton and Allan; time to survive and to recover: Simchi-Levi et al. 2015.
Limits   Standard errors are of independent worlds; stratified draws have smaller ones.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Worlds
from models.supply.flow import Result, simulate

DAYS = 365.0
TAIL = 0.95
LONG = 1_000.0  # a: nothing that survives so long is ever hurt


@dataclass(frozen=True)
class Estimate:
    """A mean over worlds and its standard error."""

    mean: float
    error: float


@dataclass(frozen=True)
class Summary:
    """How well a deal serves its demand."""

    unserved: Estimate  # share of demand: the criterion is 1 less this
    loss_time: Estimate  # share of time with demand unserved
    frequency: Estimate  # loss events a year
    mean_length: float  # of a loss event, in years
    tail: float  # mean of the worst 5 % of worlds: share of demand over the horizon
    untouched: Estimate  # chance of no loss over the horizon
    cover: tuple[float, float, float]  # P5, P50, P95 of magnets in India, in years of demand


def estimate(values: Array) -> Estimate:
    """Mean over worlds and its standard error."""
    error = np.std(values, ddof=1) / math.sqrt(values.size) if values.size > 1 else math.inf
    return Estimate(float(np.mean(values)), float(error))


def summary(result: Result) -> Summary:
    """Everything about one deal that a table shows."""
    length, events = float(result.length.mean()), float(result.events.mean())
    cover = result.cover if result.cover.size else np.zeros(1)
    low, middle, high = np.percentile(cover, (5, 50, 95))
    return Summary(
        unserved=estimate(result.loss),
        loss_time=estimate(result.length / result.window),
        frequency=estimate(result.events / result.window),
        mean_length=length / events if events else 0.0,
        tail=tail_mean(result.loss),
        untouched=estimate((result.events == 0.0).astype(float)),
        cover=(float(low), float(middle), float(high)),
    )


def tail_mean(values: Array, level: float = TAIL) -> float:
    """Mean of the worst share ``1 - level`` of worlds (conditional value at risk).

    A world on the edge counts in part, so the number of worlds need not fit.
    """
    worst = np.sort(values)[::-1]
    share = (1.0 - level) * values.size
    whole = math.floor(share + 1e-9)
    rest = share - whole
    edge = rest * worst[whole] if whole < values.size else 0.0
    return float((np.sum(worst[:whole]) + edge) / share)


def chance_less(first: Array, second: Array) -> Estimate:
    """Chance that the first loses less in the same world; a draw counts half."""
    return estimate(np.where(first < second, 1.0, np.where(first > second, 0.0, 0.5)))


def saved(without: Array, with_clause: Array) -> Estimate:
    """What a clause saves, on the same worlds: share of demand."""
    return estimate(without - with_clause)


def time_to_survive(chain: Chain, strikes: Sequence[Strike], hazard: str, size: int) -> Array:
    """Years until demand is first unserved if the hazard alone strikes for ever, (size,).

    Stocks are full when it strikes; inf where it never hurts. A clause that cuts the strike counts.
    """
    worlds = Worlds(
        (hazard,), np.zeros((size, 1)), np.full((size, 1), np.inf), np.array([0, 1]), LONG
    )
    return simulate(chain, [each for each in strikes if each.hazard == hazard], worlds).first


def exposure(recovery: Array, survival: Array) -> Estimate:
    """Chance that an interruption outlasts what the deal survives."""
    return estimate((recovery > survival).astype(float))
