"""Room to agree: for which values of one term both who sign are better off than without the deal.

    zone         values at which the median gain of everyone who signs is not below zero
    equal gains  the value at which the gains of the two are the same (Nash's solution for one
                 term at equal bargaining power, as gains move in a straight line)

A gain is measured against no deal on the same draws: IREL sells the same oxide, the partner has
nothing. Gains are looked at on an even grid, and every change of sign is then closed in on.

Shapes   Values of the term (k,); gains by party (k,).
Units    As of the term and of the gains.
Sources  Nash 1950; Sercu and Uppal, equal-gains rule for joint ventures with licences.
Limits   One term at a time; between two points of the grid a gain is taken to turn at most once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import cast

import numpy as np

from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.evaluate import evaluate
from models.formula import Array
from models.memo import Memo
from models.structures import STRUCTURES
from models.study import Study

POINTS = 9  # of the grid
SIGNING = ("irel", "partner")
GAIN = MappingProxyType(
    {"irel": "irel_gain", "partner": "partner_npv", "government": "government_gain"}
    | {"buyer": "buyer_gain"}
)
DRAWS = 500  # enough for a median to stand still while one term moves on the same draws
Gains = Callable[[float], Mapping[str, float]]


@dataclass(frozen=True)
class Agreement:
    """What one term does to everyone, and where the two who sign can meet."""

    values: Array  # (k,)
    gains: Mapping[str, Array]  # by party, (k,)
    zones: tuple[tuple[float, float], ...]  # from and to, none if they cannot meet
    equal: float | None  # where both gain the same, wherever that is


def room(gains: Gains, low: float, high: float, points: int = POINTS) -> Agreement:
    """Find where all who sign gain, between two ends of a term."""
    values = np.linspace(low, high, points)
    seen: dict[float, Mapping[str, float]] = {}

    def at(value: float) -> Mapping[str, float]:
        if value not in seen:
            seen[value] = gains(value)
        return seen[value]

    table = [at(float(each)) for each in values]
    found = {party: np.array([each[party] for each in table]) for party in table[0]}
    turns = [each for party in SIGNING for each in _turns(_of(at, party), values)]
    spans = list(pairwise(sorted({low, high, *turns})))
    fits = [min(at((a + b) / 2.0)[party] for party in SIGNING) >= 0.0 for a, b in spans]
    zones = [span for span, fit in zip(spans, fits, strict=True) if fit]
    equal = _turns(lambda v: at(v)["irel"] - at(v)["partner"], values)
    return Agreement(values, MappingProxyType(found), _joined(zones), next(iter(equal), None))


def _of(gains: Gains, party: str) -> Callable[[float], float]:
    return lambda value: gains(value)[party]


def _turns(function: Callable[[float], float], values: Array) -> list[float]:
    """Values at which a function changes its sign."""
    from scipy.optimize import brentq  # noqa: PLC0415  (a fifth of a second at start, and seldom needed)

    heights = [function(float(each)) for each in values]
    span = float(values[-1] - values[0])
    return [
        float(a) if f == 0.0 else float(brentq(function, a, b, xtol=1e-4 * span, rtol=1e-6))
        for (a, b), (f, g) in zip(pairwise(values), pairwise(heights), strict=True)
        if f == 0.0 or f * g < 0.0
    ]


def _joined(zones: list[tuple[float, float]]) -> tuple[tuple[float, float], ...]:
    """Zones that touch, as one."""
    joined: list[tuple[float, float]] = []
    for low, high in zones:
        if joined and joined[-1][1] == low:
            joined[-1] = (joined[-1][0], high)
        else:
            joined.append((low, high))
    return tuple(joined)


def room_to_agree(
    study: Study, dataset: Dataset, deal_name: str, term: str, *, memo: Memo | None = None
) -> Agreement:
    """Move one term of a deal from end to end and see who gains.

    Raises
    ------
    StudyError
        When the deal has no such term, or its ends cannot be evaluated.
    """
    deal = study.deal(deal_name)
    known = {each.name: each for each in STRUCTURES[deal.structure].terms}
    if term not in known or known[term].kind != "number":
        what = f"has no number called {term!r:.60} to move"
        raise StudyError([Problem(deal_name, what, "Choose one of its terms that is a number")])
    low, high = (float(cast("float", each)) for each in (known[term].low, known[term].high))
    one = study.changed(deals=(deal,), draws=min(study.draws, DRAWS))
    kept = memo or Memo()

    def gains(value: float) -> Mapping[str, float]:
        moved = one.replacing(deal_name, deal.with_terms(**{term: value}))
        outcome = evaluate(moved, dataset, memo=kept).outcomes[deal_name]
        return {p: outcome.span(q)[1] for p, q in GAIN.items() if q in outcome.values}

    return room(gains, low, high)
