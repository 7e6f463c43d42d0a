"""Closed forms of renewal theory for the loss to one hazard: the oracle of the simulation.

For a hazard that strikes at rate r and lasts D (lognormal), is felt only after a delay z, meets
stocks that last c, takes a share s of supply, and is ended after k at the latest:

    loss = s (E[(D - h)+] - E[(D - k)+]) / (1/r + E[min(D, k)]),  h = z + c/s,  if h < k, else 0

the closed forms C1, C4 and C6, with instant refill.
"""

import numpy as np
from scipy.special import ndtr

from models.formula import Array

LEAST_SHARE = 1e-9  # the least share of supply that a hazard can take and still be counted


def excess(mean: Array, spread: Array, threshold: Array) -> Array:
    """Expected time beyond a threshold of a lognormal duration with that mean (C4)."""
    centre = np.log(mean) - spread**2 / 2.0
    with np.errstate(divide="ignore"):
        distance = (np.log(threshold) - centre) / spread
    return mean * ndtr(spread - distance) - threshold * ndtr(-distance)


def unserved(
    rate: Array,
    mean: Array,
    spread: Array,
    severity: Array,
    cover: Array,
    cap: Array | None = None,
    delay: Array | float = 0.0,
) -> Array:
    """Share of demand lost to one hazard, given stocks and, if agreed, an end at ``cap``."""
    held = delay + cover / np.maximum(severity, LEAST_SHARE)
    if cap is None:
        return severity * excess(mean, spread, held) / (1.0 / rate + mean)
    beyond = excess(mean, spread, cap)
    lost = excess(mean, spread, np.minimum(held, cap)) - beyond
    return severity * lost / (1.0 / rate + mean - beyond)
