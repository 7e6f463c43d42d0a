"""Who comes first, second, ... how often, when inputs and weights are both uncertain.

    score       sum over criteria of weight * value, in every joint draw of world and weights
    rank share  of the draws in which a deal has a rank; deals that tie split their ranks
    first       share of rank 1, with sqrt(p (1 - p) / n) as its standard error
    wins        share of draws in which one deal beats another, ties as one half
    central     mean weights of the draws in which a deal is first
    confidence  share of worlds in which a deal is first at its own central weights

Shapes   Values (deal, criterion, n), criteria in a fixed order; weights (criterion,) or
         (criterion, n); scores (deal, n). Draw k is the same world for every deal.
Units    Values and scores 0..1, shares 0..1.
Sources  SMAA-2: Lahdelma and Salminen 2001. Three views: Broekhuizen et al. 2015.
Limits   The share of being first depends on who takes part, a clone splits it: group variants
         before counting, and look at ``wins``, which do not. Stratified draws have a smaller error
         than the one given.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.formula import Array

ERRORS = 2.0  # standard errors within which two deals are not ranked
WORDS = ((0.90, "clear"), (0.70, "leaning"), (0.50, "open"), (0.0, "no leader"))
Places = npt.NDArray[np.int_]


@dataclass(frozen=True)
class Acceptability:
    """What the joint draws say of every deal."""

    ranks: Array  # (deal, rank)
    error: Array  # standard error of the first column
    wins: Array  # (deal, deal)
    central: Array  # (deal, criterion), not a number where a deal is never first
    confidence: Array  # (deal,), likewise
    places: Places  # by share of first ranks, equal within the error

    @property
    def first(self) -> Array:
        """Share of draws in which each deal is the best."""
        return np.asarray(self.ranks[:, 0])


@dataclass(frozen=True)
class Views:
    """Share of first ranks by what is held uncertain, each (deal,), and the common draws."""

    inputs: Array
    weights: Array
    both: Array
    draws: int

    def errors(self) -> "Views":
        """Return the standard errors of the three."""
        return Views(
            inputs=share_error(self.inputs, self.draws),
            weights=share_error(self.weights, self.draws),
            both=share_error(self.both, self.draws),
            draws=self.draws,
        )


def accept(values: Array, weights: Array) -> Acceptability:
    """Joint rank acceptability of all deals, with what goes with it."""
    scored = scores(values, weights)
    ranks = rank_shares(scored)
    central = central_weights(scored, weights)
    return Acceptability(
        ranks=ranks,
        error=share_error(ranks[:, 0], scored.shape[1]),
        wins=wins(scored),
        central=central,
        confidence=confidence(values, central),
        places=first_places(ranks[:, 0], scored.shape[1]),
    )


def views(values: Array, weights: Array, drawn: Array) -> Views:
    """First ranks with only inputs, only weights, and both uncertain.

    ``weights`` are the user's own, ``drawn`` a band around them. It is not monotone: more
    uncertainty may make a leader safer, so all three are worth showing.
    """
    expected = values.mean(axis=2, keepdims=True)
    return Views(
        inputs=first_shares(scores(values, weights)),
        weights=first_shares(scores(expected, drawn)),
        both=first_shares(scores(values, drawn)),
        draws=values.shape[2],
    )


def scores(values: Array, weights: Array) -> Array:
    """Scores (deal, n), added in the order of the criteria: no deal's depends on another's."""
    columns = weights[:, None] if weights.ndim == 1 else weights
    deals, criteria, draws = values.shape
    made = np.empty((deals, max(draws, columns.shape[1])))
    part = np.empty(made.shape[1])
    for deal in range(deals):
        np.multiply(values[deal, 0], columns[0], out=made[deal])
        for each in range(1, criteria):
            np.multiply(values[deal, each], columns[each], out=part)
            made[deal] += part
    return made


def rank_shares(scored: Array) -> Array:
    """Share of draws in which each deal has each rank, (deal, rank); ties split their ranks.

    Ranks are counted by comparing pairs, which for a dozen deals is quicker than sorting. A deal
    with ``above`` better ones and ``beside`` equal ones shares as many ranks from there on.
    """
    deals, draws = scored.shape
    above, below = np.zeros((2, deals, draws), dtype=np.uint8)
    for one in range(deals):
        for other in range(one):
            less = scored[one] < scored[other]
            more = scored[one] > scored[other]
            above[one] += less
            below[other] += less
            above[other] += more
            below[one] += more
    beside = (deals - 1) - above - below
    standing = above * np.uint16(deals) + beside
    counts = [np.bincount(row, minlength=deals**2).reshape(deals, deals) for row in standing]
    rank = np.arange(deals)
    first, others = rank[:, None, None], rank[None, :, None]
    part = ((rank >= first) & (rank <= first + others)) / (others + 1.0)
    return np.asarray(np.einsum("dab,abr->dr", np.array(counts, dtype=float), part) / draws)


def first_shares(scored: Array) -> Array:
    """Share of draws in which each deal has the highest score, (deal,); ties are split."""
    best = scored == scored.max(axis=0)
    return np.asarray((best / best.sum(axis=0)).mean(axis=1))


def share_error(share: Array, draws: int) -> Array:
    """Standard error of shares counted over draws."""
    return np.asarray(np.sqrt(np.clip(share * (1.0 - share), 0.0, None) / draws))


def wins(scored: Array) -> Array:
    """Share of draws in which the deal of the row beats that of the column, ties as one half."""
    deals, draws = scored.shape
    won = np.full((deals, deals), 0.5)
    for one in range(deals):
        for other in range(one):
            more = np.count_nonzero(scored[one] > scored[other])
            less = np.count_nonzero(scored[one] < scored[other])
            won[one, other] = 0.5 + (more - less) / (2.0 * draws)
            won[other, one] = 0.5 - (more - less) / (2.0 * draws)
    return won


def central_weights(scored: Array, weights: Array) -> Array:
    """Mean weights of the draws that put each deal first, (deal, criterion)."""
    columns = weights[:, None] if weights.ndim == 1 else weights
    best = scored == scored.max(axis=0)
    share = best / best.sum(axis=0)
    total = share.sum(axis=1)[:, None]
    drawn = np.broadcast_to(columns, (len(columns), scored.shape[1]))
    empty = np.full((len(scored), len(columns)), np.nan)
    return np.asarray(np.divide(share @ drawn.T, total, out=empty, where=total > 0.0))


def confidence(values: Array, central: Array) -> Array:
    """Share of worlds in which each deal is first at its own central weights, (deal,)."""
    found = np.full(len(values), np.nan)
    for deal, weights in enumerate(central):
        if not np.isnan(weights).any():
            found[deal] = first_shares(scores(values, weights))[deal]
    return found


def grouped(scored: Array, groups: Sequence[str]) -> tuple[tuple[str, ...], Array]:
    """Groups in the order met, and the score of the best variant of each in every draw.

    Then a clone, or another variant that is never the best of its group, splits nobody's share.
    """
    names = tuple(dict.fromkeys(groups))
    member = np.array([[group == name for group in groups] for name in names])
    return names, np.stack([scored[rows].max(axis=0) for rows in member])


def word(share: float) -> str:
    """How clear a lead is, in the words of the design."""
    return next(text for least, text in WORDS if share >= least)


def mean_places(scored: Array) -> Places:
    """Rank of each deal by mean score, 1 for the best; equal where the draws cannot tell."""
    gaps = np.stack([scored[deal] - scored for deal in range(len(scored))])
    draws = scored.shape[1]
    if draws == 1:
        return np.ones(len(scored), dtype=np.int_)
    return _places(scored.mean(axis=1), gaps.mean(axis=2), gaps.std(axis=2, ddof=1) / draws**0.5)


def first_places(first: Array, draws: int) -> Places:
    """Rank of each deal by its share of first ranks; equal where the draws cannot tell.

    One draw has one winner, so the shares of two deals are paired: the variance of their
    difference is (p + q - (p - q)^2) / n.
    """
    gap = first[:, None] - first
    both = first[:, None] + first
    return _places(first, gap, np.sqrt(np.clip(both - gap**2, 0.0, None) / draws))


def _places(height: Array, gap: Array, error: Array) -> Places:
    """Ranks that part only where every deal above is clear of every deal below."""
    order = np.argsort(-height, kind="stable")
    clear = (np.abs(gap) > ERRORS * error)[np.ix_(order, order)]
    found = np.ones(len(order), dtype=np.int_)
    for place in range(1, len(order)):
        apart = bool(clear[:place, place:].all())
        found[order[place]] = place + 1 if apart else found[order[place - 1]]
    return found
