"""Scores: criteria on fixed anchors, weighted, draw by draw; and who comes first how often.

    v = clip((x - worst) / (best - worst), 0, 1),   score = sum of weight * v

The anchors come from the dataset, never from the deals at hand, so another deal changes no score.
Deals whose difference is within the Monte-Carlo error share a rank.

Shapes   Scores (n,), one array per deal.
Units    Scores from 0 to 1; shown as 0 to 100.
Sources  Additive value function with swing weights: Keeney and Raiffa 1976; paired draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.formula import Array
from models.outcomes import Evaluation
from models.tables import Criterion

ERRORS = 2.0  # standard errors within which two deals are not ranked
CLIPPED_ALERT = 0.01  # share of draws outside the anchors that has to be shown


@dataclass(frozen=True)
class Scored:
    """Scores of every deal, and what follows from them."""

    scores: Mapping[str, Array]
    values: Mapping[str, Mapping[str, Array]]
    first: Mapping[str, float]
    first_error: Mapping[str, float]
    beats_baseline: Mapping[str, float]
    ranks: Mapping[str, int]
    clipped: Mapping[str, Mapping[str, float]]

    @property
    def leader(self) -> str:
        """Deal with the highest mean score."""
        return max(self.scores, key=lambda name: float(np.mean(self.scores[name])))

    def rank(self, name: str) -> str:
        """Rank in words: 2, or 2= where another deal cannot be told apart."""
        place = self.ranks[name]
        return f"{place}=" if list(self.ranks.values()).count(place) > 1 else f"{place}"


def value(criterion: Criterion, amount: Array) -> Array:
    """Value of an amount between the anchors, 0 at the worst and 1 at the best.

    A deal that never delivers has no cost: it is worth nothing.
    """
    share = (amount - criterion.worst) / (criterion.best - criterion.worst)
    return np.nan_to_num(np.clip(share, 0.0, 1.0), nan=0.0)


def score(evaluation: Evaluation, criteria: Mapping[str, Criterion]) -> Scored:
    """Score all outcomes of an evaluation with the weights of its study."""
    weights = evaluation.study.weights.shares()
    values = {
        name: {key: value(each, outcome.values[key]) for key, each in criteria.items()}
        for name, outcome in evaluation.outcomes.items()
    }
    scores = {
        name: np.sum([weights[key] * each for key, each in parts.items()], axis=0)
        for name, parts in values.items()
    }
    first = first_shares(scores)
    draws = evaluation.study.draws
    baseline = scores[evaluation.study.baseline.name]
    return Scored(
        scores=scores,
        values=values,
        first=first,
        first_error={name: float(np.sqrt(p * (1 - p) / draws)) for name, p in first.items()},
        beats_baseline={name: float(np.mean(each > baseline)) for name, each in scores.items()},
        ranks=ranks(scores),
        clipped={
            name: {key: _outside(each, outcome.values[key]) for key, each in criteria.items()}
            for name, outcome in evaluation.outcomes.items()
        },
    )


def first_shares(scores: Mapping[str, Array]) -> dict[str, float]:
    """Share of draws in which each deal has the highest score; ties are split."""
    table = np.stack(list(scores.values()))
    best = table == table.max(axis=0)
    shares = np.mean(best / best.sum(axis=0), axis=1)
    return dict(zip(scores, map(float, shares), strict=True))


def ranks(scores: Mapping[str, Array]) -> dict[str, int]:
    """Rank by mean score; a deal not clearly behind the one above shares its rank."""
    order = sorted(scores, key=lambda name: -float(np.mean(scores[name])))
    found: dict[str, int] = {}
    for place, name in enumerate(order, start=1):
        above = order[place - 2] if place > 1 else ""
        tied = bool(above) and not clearly_apart(scores[above], scores[name])
        found[name] = found[above] if tied else place
    return found


def clearly_apart(one: Array, other: Array) -> bool:
    """Whether the mean difference of paired draws exceeds its Monte-Carlo error."""
    gap = one - other
    error = float(np.std(gap, ddof=1) / np.sqrt(gap.size)) if gap.size > 1 else np.inf
    return bool(abs(float(np.mean(gap))) > ERRORS * error)


def _outside(criterion: Criterion, amount: Array) -> float:
    """Share of draws that lie beyond an anchor."""
    low, high = sorted((criterion.worst, criterion.best))
    return float(np.mean((amount < low) | (amount > high) | np.isnan(amount)))
