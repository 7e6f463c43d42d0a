"""Invented values and weights, the same each time; uniform over the weights, unless said."""

import numpy as np

from models.analysis.weighting import band, ready
from models.formula import Array


def values(seed: int, deals: int = 4, draws: int = 500, criteria: int = 3) -> Array:
    """Random values, (deal, criterion, draw), with some of one world in common."""
    rng = np.random.default_rng(seed)
    common = rng.uniform(0.0, 0.5, (1, criteria, draws))
    return np.asarray(common + rng.uniform(0.0, 0.5, (deals, criteria, draws)))


def normals(seed: int, draws: int, criteria: int = 3) -> Array:
    return np.random.default_rng(seed).standard_normal((criteria, draws))


def anywhere(seed: int, draws: int, criteria: int = 3) -> Array:
    """Weights uniform over the simplex, (criterion, draw)."""
    return band(np.ones(criteria), ready(normals(seed, draws, criteria)))
