"""Where every deal stands: how often it is the best, and what it costs when it is not.

Inputs and weights are both uncertain: draw k is one world and one set of weights, drawn around the
user's own by how sure the user is of them. What is asked seldom is computed when it is asked.

    together    variants of one structure may count as one deal: the best of them in each draw
    in money    regret / (weight of cost / span of cost), at the user's own weights; where cost is
                valued with a bend there is no one price, and prices hold at a level that is told

Shapes   Values (deal, criterion, n), weights (criterion, n), scores (group, n); a group is one deal
         unless variants count as one.
Units    Values, scores and shares 0..1; money in the unit of the cost criterion (USD/kg).
Limits   The weight triangle and its regions are for three criteria.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from models.analysis import acceptability as smaa
from models.analysis import regret as regrets
from models.analysis.acceptability import Places, Views
from models.analysis.differences import Difference, difference
from models.analysis.regret import Regret
from models.analysis.triangle import Triangle, triangle
from models.analysis.values import Scale
from models.analysis.weighting import Scores, band, concentration, implied_price
from models.formula import Array

COST = "cost"


@dataclass(frozen=True)
class Valued:
    """What no weight moves: values of every deal, and the chance from which weights are drawn."""

    values: Array  # (deal, criterion, n)
    clipped: Mapping[str, Mapping[str, float]]
    scales: Mapping[str, Scale]  # by criterion
    amounts: Array  # means over the draws that have one, (deal, criterion)
    chance: Scores


@dataclass(frozen=True)
class Standing:
    """All that a study says of who is the best; made by ``standing``."""

    deals: tuple[str, ...]
    groups: tuple[str, ...]  # of each deal; its own name unless variants count as one
    criteria: tuple[str, ...]
    scales: Mapping[str, Scale]
    amounts: Array  # expected, (deal, criterion)
    values: Array
    weights: Array  # the user's own, (criterion,)
    drawn: Array  # around them, (criterion, n)

    @cached_property
    def scores(self) -> Array:
        """Scores over the joint draws of worlds and weights."""
        return self._together(smaa.scores(self.values, self.drawn))

    @cached_property
    def ranks(self) -> Array:
        """Share of the draws in which each has each rank, (group, rank)."""
        return smaa.rank_shares(self.scores)

    @cached_property
    def wins(self) -> Array:
        """Share of the draws in which that of the row beats that of the column."""
        return smaa.wins(self.scores)

    @cached_property
    def regret(self) -> Regret:
        """How far each is behind the best of a draw, in points of value."""
        return regrets.regret(self.scores)

    @cached_property
    def views(self) -> Views:
        """Share of first ranks with inputs alone, weights alone, and both uncertain."""
        expected = self.values.mean(axis=2, keepdims=True)
        return Views(
            inputs=self._first(self.values, self.weights),
            weights=self._first(expected, self.drawn),
            both=self.first,
            draws=self.draws,
        )

    @cached_property
    def triangle(self) -> Triangle:
        """Which deal is the best at which weights, at expected values."""
        return triangle(self.means, self.weights)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the groups, in the order of the deals."""
        return tuple(dict.fromkeys(self.groups))

    @property
    def draws(self) -> int:
        """How many joint draws there are."""
        return int(max(self.values.shape[2], self.drawn.shape[1]))

    @property
    def means(self) -> Array:
        """Expected values, (deal, criterion)."""
        return np.asarray(self.values.mean(axis=2))

    @property
    def first(self) -> Array:
        """Share of the draws in which each is the best."""
        return np.asarray(self.ranks[:, 0])

    @property
    def error(self) -> Array:
        """Standard error of that share."""
        return smaa.share_error(self.first, self.draws)

    @property
    def places(self) -> Places:
        """Rank by that share; equal where the draws cannot tell."""
        return smaa.first_places(self.first, self.draws)

    @property
    def order(self) -> tuple[int, ...]:
        """Places in ``names`` from the most often best to the least often."""
        return tuple(int(each) for each in np.argsort(-self.first, kind="stable"))

    @property
    def leaders(self) -> tuple[str, ...]:
        """Those most often the best: several where the draws cannot tell them apart."""
        return tuple(self.names[each] for each in self.order if self.places[each] == 1)

    @property
    def word(self) -> str:
        """How clear the lead is, by the number that is shown; two leaders are no lead."""
        if len(self.leaders) > 1:
            return smaa.WORDS[-1][1]
        return smaa.word(round(float(self.first.max()), 2))

    @property
    def bent(self) -> bool:
        """Whether a unit of some criterion is worth more in one place than in another."""
        return any(each.bent for each in self.scales.values())

    @property
    def leading(self) -> str:
        """Deal with the highest mean score at the user's own weights."""
        return self.deals[int(np.argmax(self.means @ self.weights))]

    @property
    def level(self) -> dict[str, float]:
        """Expected amounts of that deal: where prices are told."""
        amounts = self.amounts[self.deals.index(self.leading)]
        return dict(zip(self.criteria, map(float, amounts), strict=True))

    @property
    def point_price(self) -> float | None:
        """What all the way from 0 to 1 in value is worth in money; none without one price."""
        if COST not in self.criteria or self.scales[COST].bent:
            return None
        share = float(self.weights[self.criteria.index(COST)])
        return regrets.point_price(share, self.scales[COST].span(0.0))

    def price(self, of: str) -> float | None:
        """Worth of one unit of a criterion in money, at that level; none if cost has no weight."""
        shares = dict(zip(self.criteria, map(float, self.weights), strict=True))
        level = self.level
        spans = {key: each.span(level[key]) for key, each in self.scales.items()}
        return implied_price(shares, spans, of, COST)

    def lead(self, first: str, second: str) -> Difference:
        """Take the mean lead of one deal over another apart, at the user's own weights."""
        one, other = (self.values[self.deals.index(name)] for name in (first, second))
        return difference(one, other, self.weights)

    def by_group(self, groups: Mapping[str, str]) -> "Standing":
        """Count deals of one group as one: the best of them in each draw."""
        return replace(self, groups=tuple(groups[name] for name in self.deals))

    def _first(self, values: Array, weights: Array) -> Array:
        return smaa.first_shares(self._together(smaa.scores(values, weights)))

    def _together(self, scored: Array) -> Array:
        if len(self.names) == len(self.deals):
            return scored
        return smaa.grouped(scored, self.groups)[1]


def standing(
    deals: Sequence[str], known: Valued, weights: Mapping[str, float], sure: str
) -> Standing:
    """Put together where the deals stand.

    Parameters
    ----------
    deals, known
        Names, and what no weight moves, in the same order.
    weights
        The user's shares, by criterion.
    sure
        How sure the user is of them: a word of ``SPREADS``.
    """
    shares = np.array([weights[name] for name in known.scales])
    drawn = band(concentration(sure) * shares, known.chance)
    names, values = tuple(deals), known.values
    about = tuple(known.scales), known.scales, known.amounts
    return Standing(names, names, *about, values, shares, drawn)
