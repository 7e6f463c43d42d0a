"""Weights: asked as swings, started from a ranking, taken over from judgements, and how sure.

    share     points / sum of points; points judge the swing from the worst to the best anchor
    centroid  of the k-th of n criteria: (1/k + ... + 1/n) / n
    price     one unit of a criterion in units of another: (w_of / span_of) / (w_in / span_in)
    band      Dirichlet law around the shares, alpha = concentration * share; all alpha 1: uniform

Chance comes from outside, as normal scores (criterion, n); the weights follow smoothly when the
shares move, so a change on screen is an effect and never noise.

Shapes   Shares (criterion,), a band (criterion, n); judgements (criterion, criterion).
Units    Shares sum to one; spans are best less worst anchor, in the units of their criteria.
Sources  Swing weights: Keeney and Raiffa 1976, Edwards and Barron 1994. Centroid: Barron and
         Barrett 1996. Judgements, consistency ratio, random indices: Saaty 1980; group: Aczel and
         Saaty 1983. Best-worst: Rezaei 2016 (linear); its ratio: Liang, Brunelli and Rezaei 2020.
         Band: a gamma law's cube root is nearly linear in the normal score (Wilson, Hilferty 1931).
Limits   Judgements of up to ten criteria. A band is interpolated: weights within 1e-3 of the exact
         law from a concentration of 3 up, the uniform one included.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import numpy.typing as npt
from scipy.special import gammaincinv, ndtr

from models.formula import Array

RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49)  # Saaty 1980, by size
CONSISTENT = 0.10  # consistency ratio up to which Saaty accepts judgements
SPREADS = MappingProxyType(  # how sure: standard deviation of a weight of one half, in shares
    {"very sure": 0.03, "sure": 0.06, "fairly sure": 0.10, "not sure": 0.15}
)
KNOTS, REACH = 97, 5.0  # of the table of a gamma law, over normal scores -REACH .. REACH


@dataclass(frozen=True)
class Judged:
    """Weights from judgements; a ratio above ``CONSISTENT`` asks for them again."""

    weights: Array
    index: float  # (largest eigenvalue - n) / (n - 1)
    ratio: float  # index over that of random judgements

    @property
    def consistent(self) -> bool:
        """Whether the judgements agree with each other well enough to be used."""
        return self.ratio <= CONSISTENT


@dataclass(frozen=True)
class Scores:
    """Normal scores of the weights, made ready for the table; once per study and seed."""

    left: npt.NDArray[np.intp]  # knot below each score, (criterion, n)
    part: Array  # way to the next knot, 0..1


def shares(points: Mapping[str, float]) -> dict[str, float]:
    """Weights that sum to one, from points; not all of them may be zero."""
    total = math.fsum(points.values())
    return {name: each / total for name, each in points.items()}


def rank_order_centroid(places: Mapping[str, int]) -> dict[str, float]:
    """Weights from a ranking alone, 1 for the most wanted swing; equal places share theirs."""
    order = sorted(places, key=lambda name: places[name])
    size = len(order)
    centroid = [sum(1.0 / k for k in range(place, size + 1)) / size for place in range(1, size + 1)]
    found: dict[str, list[float]] = {}
    for name, weight in zip(order, centroid, strict=True):
        found.setdefault(str(places[name]), []).append(weight)
    return {name: float(np.mean(found[str(place)])) for name, place in places.items()}


def implied_price(
    weights: Mapping[str, float], spans: Mapping[str, float], of: str, against: str
) -> float | None:
    """Worth of one unit of a criterion in units of another; none where the other has no weight."""
    if not weights[against]:
        return None
    each = {name: weights[name] / abs(spans[name]) for name in (of, against)}
    return each[of] / each[against]


def rescaled(
    weights: Mapping[str, float], spans: Mapping[str, float], others: Mapping[str, float]
) -> dict[str, float]:
    """Weights that mean the same after anchors have moved: w' in proportion to w * new / old."""
    return shares({name: w * abs(others[name] / spans[name]) for name, w in weights.items()})


def judgement_matrix(above: Sequence[Sequence[float]]) -> Array:
    """Reciprocal matrix from the rows of judgements right of the diagonal."""
    size = len(above) + 1
    matrix = np.ones((size, size))
    for row, given in enumerate(above):
        matrix[row, row + 1 :] = given
        matrix[row + 1 :, row] = 1.0 / np.asarray(given)
    return matrix


def pairwise_weights(matrix: Array) -> Judged:
    """Weights from pairwise judgements: the principal eigenvector, with its consistency."""
    size = len(matrix)
    values, vectors = np.linalg.eig(matrix)
    largest = int(np.argmax(values.real))
    weights = np.abs(vectors[:, largest].real)
    index = (float(values[largest].real) - size) / max(size - 1, 1)
    random = RANDOM_INDEX[size - 1]
    return Judged(weights / weights.sum(), index, index / random if random else 0.0)


def group_judgements(matrices: Array, say: Array | None = None) -> Array:
    """Judgements of several people, (person, criterion, criterion), as their geometric mean.

    The only mean that keeps judgements reciprocal; ``say`` weighs the people, equally if none.
    """
    return np.asarray(np.exp(np.average(np.log(matrices), axis=0, weights=say)))


def best_worst(best: Array, worst: Array) -> Judged:
    """Weights from judgements of the best over each criterion and of each over the worst.

    Minimises the largest |w_best - a_j w_j| and |w_j - b_j w_worst|, which is the index; the ratio
    is max of |a_j b_j - a| / (a^2 - a), with a the best over the worst.
    """
    from scipy.optimize import linprog  # noqa: PLC0415  (a fifth of a second at start, and seldom needed)

    size = len(best)
    one = np.eye(size)
    first, last = one[int(np.argmin(best))], one[int(np.argmin(worst))]
    gaps = np.vstack([first - best[:, None] * one, one - worst[:, None] * last])
    bounds = np.hstack([np.vstack([gaps, -gaps]), np.full((4 * size, 1), -1.0)])
    found = linprog(
        np.append(np.zeros(size), 1.0),
        A_ub=bounds,
        b_ub=np.zeros(4 * size),
        A_eq=np.append(np.ones(size), 0.0)[None, :],
        b_eq=np.ones(1),
    )
    most = float(np.max(best))
    off = np.abs(best * worst - most) / (most**2 - most) if most > 1.0 else np.zeros(1)
    *weights, index = np.asarray(found.x)
    return Judged(np.array(weights), float(index), float(np.max(off)))


def concentration(sure: str) -> float:
    """Concentration of the band that goes with a word of ``SPREADS``.

    A weight of one half then has that standard deviation: sd^2 = 1/4 / (concentration + 1).
    """
    return 0.25 / SPREADS[sure] ** 2 - 1.0


def ready(normals: Array) -> Scores:
    """Normal scores (criterion, n) prepared for ``band``; they serve for every weight."""
    place = (np.clip(normals, -REACH, REACH) + REACH) * ((KNOTS - 1) / (2.0 * REACH))
    left = np.minimum(place.astype(np.intp), KNOTS - 2)
    return Scores(left, place - left)


def band(alphas: Array, scores: Scores) -> Array:
    """Weights drawn around others, (criterion, n): a Dirichlet law with these alphas.

    ``concentration * shares`` puts it around the shares; all ones is uniform over the simplex, the
    view of somebody who knows nothing. A weight of zero stays zero.
    """
    knots = _knots(alphas)
    drawn = np.empty_like(scores.part)
    for row, (knot, left, part) in enumerate(zip(knots, scores.left, scores.part, strict=True)):
        root = knot[left]
        root += part * (np.diff(knot)[left])
        np.multiply(root * root, root, out=drawn[row])
    drawn /= drawn.sum(axis=0)
    return drawn


def _knots(alphas: Array) -> Array:
    """Cube root of the gamma quantiles at equal steps of the normal score, (criterion, knot)."""
    chance = ndtr(np.linspace(-REACH, REACH, KNOTS))
    positive = np.maximum(alphas, np.finfo(float).tiny)[:, None]
    drawn = np.where(alphas[:, None] > 0.0, gammaincinv(positive, chance), 0.0)
    return np.asarray(np.cbrt(drawn))
