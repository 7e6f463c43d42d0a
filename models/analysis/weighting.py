"""Weights: asked as swings, started from a ranking, taken over from judgements, and how sure.

    centroid  of the k-th of n criteria: (1/k + ... + 1/n) / n
    price     one unit of a criterion in units of another: (w_of / span_of) / (w_in / span_in)
    band      Dirichlet law around the shares, alpha = concentration * share; all alpha 1: uniform

Chance comes from outside, as normal scores (criterion, n); the weights follow smoothly when the
shares move, so a change on screen is an effect and never noise.

Shapes   Shares (criterion,), a band (criterion, n); judgements (criterion, criterion).
Units    Shares sum to one; spans are what is worth all from 0 to 1, in the units of criteria.
Sources  Swing weights: Keeney and Raiffa 1976, Edwards and Barron 1994. Centroid: Barron and
         Barrett 1996. Judgements, consistency ratio, random indices: Saaty 1980.
         Band: a gamma law's cube root is nearly linear in the normal score (Wilson, Hilferty 1931).
Limits   Judgements of up to ten criteria. A band is interpolated: weights within 1e-3 of the exact
         law from a concentration of 3 up, the uniform one included.
"""

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
