"""Parameters and weights to draws. The only module of the model that is random.

Draws come in blocks of ``BLOCK``. Within a block each parameter is stratified (a Latin hypercube of
its own column), with a random stream keyed by seed, block and the parameter's name. So draw k is
the same world whatever else the dataset holds, in every deal, and however many draws are asked for.
Correlation comes from named factors:

    z = loading * factor + sqrt(1 - loading^2) * own,  u = Phi(z)

Shapes   (n, 1) per parameter, (n, t) for yearly shocks; n is at most ``BLOCK``. Weights
         (criterion, n), for all draws at once.
Units    Those of the parameter's row.
Sources  Latin hypercube: McKay, Beckman and Conover 1979; one-factor Gaussian copula.
"""

import zlib
from functools import lru_cache

import numpy as np
from scipy.special import betainc, ndtr, ndtri

from models.formula import Array
from models.tables import Parameter

BLOCK = 2_000
YEARS = 31  # the calendar: the effective date and 30 years after it
TAIL = 0.1  # low and high of a judgement are its P10 and P90
GRID = 4_097  # points at which a PERT law is tabulated before it is inverted
FIXED = "fixed"
YEARLY = "yearly_normal"


@lru_cache(maxsize=1024)
def draw(parameter: Parameter, seed: int, block: int, size: int) -> Array:
    """Draw a parameter for one block of cases; a fixed one is a single value."""
    if parameter.distribution == FIXED:
        made = np.full((1, 1), parameter.mode)
    elif parameter.distribution == YEARLY:
        made = _normal(parameter, seed, block, YEARS)[:size]
    else:
        chance = ndtr(_normal(parameter, seed, block, 1))[:size]
        made = np.clip(quantile(parameter, chance), parameter.minimum, parameter.maximum)
    made.setflags(write=False)
    return made


@lru_cache(maxsize=32)
def weight_chance(criteria: tuple[str, ...], seed: int, size: int) -> Array:
    """Normal scores from which weights are drawn, (criterion, n), each criterion on its own."""
    blocks = range(-(-size // BLOCK))
    made = [
        np.concatenate([_stratified(f"weight {key}", seed, each, 1)[:, 0] for each in blocks])
        for key in criteria
    ]
    chance = np.stack(made)[:, :size]
    chance.setflags(write=False)
    return chance


def stream(seed: int, name: str) -> np.random.Generator:
    """Start the random stream of a purpose, such as a design: no other draw moves with it."""
    return np.random.default_rng([seed, zlib.crc32(name.encode())])


@lru_cache(maxsize=128)
def stops(hazard: str, seed: int, block: int, events: int) -> tuple[Array, Array, Array]:
    """Draw what the interruptions of a hazard are made of, for a block of worlds.

    Uniforms (n, 3) for what is under way at the start, exponentials (n, events) for times up and
    normal scores (n, events) for durations. Each hazard has its own streams, and more events only
    add to those there are: a world stays the same whatever else strikes it.
    """
    opening, ups, downs = (
        np.random.default_rng([seed, block, zlib.crc32(f"{part} {hazard}".encode())])
        for part in ("opening", "ups", "downs")
    )
    made = (
        opening.random((BLOCK, 3)),
        ups.standard_exponential((events, BLOCK)).T,
        downs.standard_normal((events, BLOCK)).T,
    )
    for each in made:
        each.setflags(write=False)
    return made


def _normal(parameter: Parameter, seed: int, block: int, columns: int) -> Array:
    """Normal scores of a parameter, sharing its factor with others."""
    own = _stratified(parameter.name, seed, block, columns)
    if not parameter.factor or parameter.loading is None:
        return own
    kind = "factor" if columns == 1 else "yearly factor"
    common = _stratified(f"{kind} {parameter.factor}", seed, block, columns)
    return parameter.loading * common + np.sqrt(1.0 - parameter.loading**2) * own


@lru_cache(maxsize=64)
def _stratified(name: str, seed: int, block: int, columns: int) -> Array:
    """Normal scores, one from each of ``BLOCK`` equal strata, in random order."""
    stream = np.random.default_rng([seed, block, zlib.crc32(name.encode())])
    strata = np.tile(np.arange(BLOCK)[:, None], (1, columns))
    chance = (stream.permuted(strata, axis=0) + stream.random((BLOCK, columns))) / BLOCK
    return ndtri(chance)


def quantile(parameter: Parameter, chance: Array) -> Array:
    """Value below which the parameter lies with the given chance."""
    low, mode, high = parameter.low, parameter.mode, parameter.high
    if parameter.distribution == "uniform":
        return low + (high - low) * chance
    if parameter.distribution == "pert":
        return _pert(low, mode, high, chance)
    if parameter.distribution == "triangular_p10_p90":
        low, high = ends(low, mode, high)
    return _triangular(low, mode, high, chance)


def _triangular(low: float, mode: float, high: float, chance: Array) -> Array:
    turn = (mode - low) / (high - low)
    rising = low + np.sqrt(chance * (high - low) * (mode - low))
    falling = high - np.sqrt((1.0 - chance) * (high - low) * (high - mode))
    return np.where(chance < turn, rising, falling)


def _pert(low: float, mode: float, high: float, chance: Array) -> Array:
    position, cumulated = _pert_table((mode - low) / (high - low))
    return low + (high - low) * np.interp(chance, cumulated, position)


@lru_cache(maxsize=512)
def _pert_table(mode: float) -> tuple[Array, Array]:
    """PERT law on 0..1: a beta law whose mean is (0 + 4 mode + 1) / 6."""
    position = np.linspace(0.0, 1.0, GRID)
    return position, betainc(1.0 + 4.0 * mode, 5.0 - 4.0 * mode, position)


@lru_cache(maxsize=512)
def ends(low: float, mode: float, high: float) -> tuple[float, float]:
    """Ends of the triangle whose P10 and P90 are low and high.

    Solves low = a + sqrt(TAIL (b - a)(c - a)) and its mirror image by repeated substitution.
    """
    first, last = low, high
    for _ in range(200):
        span = last - first
        first = low - np.sqrt(TAIL * span * (mode - first))
        last = high + np.sqrt(TAIL * span * (last - mode))
    return float(first), float(last)
