"""Several people's weights on the same futures: who is the best by each, and how far they agree.

    first      share of the draws in which a deal is the best, weights drawn around each person's
    together   the mean of these shares: one person of the table is drawn, then that one's weights
    order      rank of each deal by mean score at a person's own weights; equal scores share ranks
    agreement  Kendall's W = 12 S / (k^2 (n^3 - n) - k T), of k people and n deals: 1 if all have
               the same order, 0 if the orders cancel; S is the spread of the rank sums, T = sum of
               (t^3 - t) over each person's groups of t equal deals

Nobody's weights are averaged: what people want is looked at before it is mixed.

Shapes   Shares and ranks (person, deal); the user first.
Units    Shares and agreement 0..1.
Sources  Kendall and Babington Smith 1939, with ties; Kendall and Gibbons 1990.
Limits   All are held to be as sure of their weights as the user is; each counts the same.
"""

from dataclasses import dataclass

import numpy as np

from models.analysis.standing import Valued, standing
from models.formula import Array
from models.study import Study


@dataclass(frozen=True)
class Opinions:
    """What several people's weights say of the same deals."""

    people: tuple[str, ...]  # the user first, under no name
    deals: tuple[str, ...]
    weights: Array  # (person, criterion)
    first: Array
    order: Array

    @property
    def together(self) -> Array:
        """Share of the draws in which each deal is the best, over people and their weights."""
        return np.asarray(self.first.mean(axis=0))

    @property
    def best(self) -> tuple[str, ...]:
        """Deal that is the best most often by each person's weights."""
        return tuple(self.deals[int(each)] for each in self.first.argmax(axis=1))

    @property
    def agreement(self) -> float | None:
        """How far the orders agree; none with one person, or where nobody tells deals apart."""
        return agreement(self.order)


def opinions(study: Study, known: Valued) -> Opinions:
    """Look at the deals of a study with the weights of all its people.

    ``known`` is what no weight moves, as ``valued`` makes it.
    """
    deals = tuple(each.name for each in study.all_deals)
    people = {"": study.weights.shares()}
    people |= {each.name: each.weights.shares() for each in study.stakeholders}
    found = [standing(deals, known, shares, study.certainty) for shares in people.values()]
    scores = np.stack([each.means @ each.weights for each in found])
    return Opinions(
        people=tuple(people),
        deals=deals,
        weights=np.stack([each.weights for each in found]),
        first=np.stack([each.first for each in found]),
        order=ranks(scores),
    )


def ranks(scores: Array) -> Array:
    """Rank of each deal by each person's scores, 1 for the highest; equal ones share theirs."""
    above = (scores[:, None, :] > scores[:, :, None]).sum(axis=2)
    beside = (scores[:, None, :] == scores[:, :, None]).sum(axis=2) - 1
    return np.asarray(1.0 + above + beside / 2.0)


def agreement(order: Array) -> float | None:
    """Kendall's coefficient of concordance of ranks (person, deal); none where it is undefined."""
    people, deals = order.shape
    sums = order.sum(axis=0)
    ties = sum(_ties(each) for each in order)
    most = people**2 * (deals**3 - deals) - people * ties
    if people == 1 or most <= 0.0:
        return None
    return float(12.0 * np.sum((sums - sums.mean()) ** 2) / most)


def _ties(ranks: Array) -> float:
    size = np.unique(ranks, return_counts=True)[1].astype(float)
    return float(np.sum(size**3 - size))
