"""Scores: criteria on fixed anchors, weighted, draw by draw; and who comes first how often.

    score = sum over criteria of weight * value, the values as in ``values``

The anchors come from the dataset, never from the deals at hand, so another deal changes no score.
Scores and their ranks are at the user's own weights; how often a deal is first is counted over
draws of the weights, too (``standing``). Ranks part only where every deal above is clear of every
deal below.

Shapes   Scores (n,), one array per deal.
Units    Scores from 0 to 1; shown as 0 to 100.
Sources  Additive value function with swing weights: Keeney and Raiffa 1976; paired draws.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.analysis.acceptability import mean_places
from models.analysis.acceptability import scores as weighted
from models.analysis.standing import Standing, Valued, standing
from models.analysis.values import scales
from models.analysis.weighting import ready
from models.formula import Array
from models.outcomes import Evaluation
from models.sampling import weight_chance
from models.tables import Criterion

ERRORS = 2.0  # standard errors within which two deals are not ranked
CLIPPED_ALERT = 0.01  # share of draws outside the anchors that has to be shown


@dataclass(frozen=True)
class Scored:
    """Scores of every deal, and what follows from them."""

    scores: Mapping[str, Array]  # at the user's own weights
    values: Mapping[str, Mapping[str, Array]]
    first: Mapping[str, float]  # over draws of the weights, too
    first_error: Mapping[str, float]
    beats_baseline: Mapping[str, float]
    ranks: Mapping[str, int]
    clipped: Mapping[str, Mapping[str, float]]
    standing: Standing

    @property
    def leader(self) -> str:
        """Deal with the highest mean score."""
        return max(self.scores, key=lambda name: float(np.mean(self.scores[name])))

    def rank(self, name: str) -> str:
        """Rank in words: 2, or 2= where another deal cannot be told apart."""
        place = self.ranks[name]
        return f"{place}=" if list(self.ranks.values()).count(place) > 1 else f"{place}"


def valued(evaluation: Evaluation, criteria: Mapping[str, Criterion]) -> Valued:
    """Make ready what serves for all weights of a study."""
    study, outcomes = evaluation.study, evaluation.outcomes
    known = scales(study.half_way, criteria)
    values = np.array(
        [[each.value(out.values[key]) for key, each in known.items()] for out in outcomes.values()]
    )
    values.setflags(write=False)
    return Valued(
        values=values,
        clipped={
            name: {key: _outside(each, out.values[key]) for key, each in criteria.items()}
            for name, out in outcomes.items()
        },
        scales=known,
        amounts=np.array([[out.mean(key) for key in known] for out in outcomes.values()]),
        chance=ready(weight_chance(tuple(criteria), study.seed, study.draws)),
    )


def score(
    evaluation: Evaluation, criteria: Mapping[str, Criterion], known: Valued | None = None
) -> Scored:
    """Score all outcomes of an evaluation with the weights of its study.

    ``known`` is what ``valued`` has made of the same evaluation.
    """
    study, names = evaluation.study, tuple(evaluation.outcomes)
    found = known or valued(evaluation, criteria)
    shares = study.weights.shares()
    stand = standing(names, found, shares, study.certainty)
    own = weighted(found.values, stand.weights)
    return Scored(
        scores=dict(zip(names, own, strict=True)),
        values={
            name: dict(zip(criteria, rows, strict=True))
            for name, rows in zip(names, found.values, strict=True)
        },
        first=_by_name(names, stand.first),
        first_error=_by_name(names, stand.error),
        beats_baseline=_by_name(names, np.mean(stand.scores > stand.scores[-1], axis=1)),
        ranks={name: int(each) for name, each in zip(names, mean_places(own), strict=True)},
        clipped=found.clipped,
        standing=stand,
    )


def clearly_apart(one: Array, other: Array) -> bool:
    """Whether the mean difference of paired draws exceeds its Monte-Carlo error."""
    gap = one - other
    error = float(np.std(gap, ddof=1) / np.sqrt(gap.size)) if gap.size > 1 else np.inf
    return bool(abs(float(np.mean(gap))) > ERRORS * error)


def _by_name(names: tuple[str, ...], numbers: Array) -> dict[str, float]:
    return dict(zip(names, map(float, numbers), strict=True))


def _outside(criterion: Criterion, amount: Array) -> float:
    """Share of draws that lie beyond an anchor."""
    low, high = sorted((criterion.worst, criterion.best))
    return float(np.mean((amount < low) | (amount > high) | np.isnan(amount)))
