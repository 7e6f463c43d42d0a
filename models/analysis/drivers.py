"""Which inputs a result follows, from the study's own draws: no further run is needed.

    result = constant + sum of slope_j * rank_j + rest
    share_j = slope_j * cov(rank_j, result) / var(result)

Shares add up to the explained variance R2, correlated inputs included; what noise adds to each is
taken off, as in the adjusted R2. Where inputs that work against one another are correlated, a share
may be below zero. Beside it stands the own part: the variance of the mean of the result within bins
of one input, once the slopes of all others are taken off. It also sees effects that rise and fall.

Shapes   Inputs and results (n,).
Units    Shares of variance.
Sources  Shares: Pratt 1987; own part: a correlation ratio, corrected for its bins (Kelley 1935).
Limits   What inputs do only together is in neither measure: 1 - R2 says how much may be hidden.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from models.analysis.case_graph import Prepared
from models.analysis.cases import varying
from models.formula import Array
from models.sampling import BLOCK, draw

Places = npt.NDArray[np.intp]
BINS = 16
GROUPS = 20  # of draws, each left out once for the standard errors
MOST = 20_000  # draws looked at
LEAST = 1e-9  # of the variance of a rank, added so that equal inputs can share


@dataclass(frozen=True)
class Driver:
    """How much of a result's variance follows one input."""

    name: str
    share: float
    error: float
    own: float  # by itself, whatever the shape
    own_error: float
    slope: float  # change of the result from the input's least to its greatest rank

    @property
    def strength(self) -> float:
        """What is sure to be there by either measure, for choosing what to look into."""
        return max(self.share - self.error, self.own - 2.0 * self.own_error)


@dataclass(frozen=True)
class Drivers:
    """All inputs, the strongest first."""

    drivers: tuple[Driver, ...]
    explained: float  # adjusted R2
    explained_error: float
    draws: int
    replicates: Mapping[str, Array] = field(repr=False, compare=False)  # shares, a group left out

    def leading(self, count: int) -> tuple[str, ...]:
        """Names of the strongest."""
        return tuple(each.name for each in self.drivers[:count])

    def together(self, names: Sequence[str]) -> tuple[float, float]:
        """Share of some inputs taken together, and its standard error."""
        wanted = set(names)
        share = sum(each.share for each in self.drivers if each.name in wanted)
        again = sum((self.replicates[name] for name in wanted), np.zeros(GROUPS))
        return share, _jackknife(again)


def drawn_inputs(deals: Sequence[Prepared], seed: int, draws: int) -> dict[str, Array]:
    """Every varying input of the deals as drawn; of a yearly shock the mean over the years."""
    found = {}
    for name, row in varying(deals).items():
        parts = [
            draw(row, seed, number, min(BLOCK, draws - first)).mean(axis=1)
            for number, first in enumerate(range(0, draws, BLOCK))
        ]
        found[name] = np.concatenate(parts)
    return found


def drivers(inputs: Mapping[str, Array], result: Array) -> Drivers:
    """Share of each input in the variance of a result over the same draws."""
    names = tuple(inputs)
    known = np.flatnonzero(np.isfinite(result))[:MOST]
    order = np.argsort(np.stack([inputs[name][known] for name in names]), axis=1, kind="stable")
    result = result[known] - result[known].mean()
    ranks = _ranks(order)
    shares, slopes, again = _regression(ranks, result)
    rest = result - ranks @ slopes
    own, own_errors = _own((rest[:, None] + ranks * slopes).T, order, float(result.var()))
    errors = [_jackknife(each) for each in again.T]
    told = np.column_stack([shares, errors, own, own_errors, slopes])
    made = [Driver(name, *map(float, row)) for name, row in zip(names, told, strict=True)]
    return Drivers(
        tuple(sorted(made, key=lambda each: -each.strength)),
        float(shares.sum()),
        _jackknife(again.sum(axis=1)),
        len(known),
        dict(zip(names, again.T, strict=True)),
    )


def _ranks(order: Places) -> Array:
    """Ranks from -1/2 to 1/2, (n, input), of what is sorted by the order."""
    count = order.shape[1]
    ranks = np.empty(order.shape)
    np.put_along_axis(ranks, order, np.arange(count)[None, :] / (count - 1.0) - 0.5, axis=1)
    return np.ascontiguousarray(ranks.T)


def _regression(ranks: Array, result: Array) -> tuple[Array, Array, Array]:
    """Shares, slopes, and the shares again with one group of draws left out at a time."""
    groups = np.arange(len(result)) % GROUPS
    squares = np.stack([ranks[groups == g].T @ ranks[groups == g] for g in range(GROUPS)])
    products = np.stack([ranks[groups == g].T @ result[groups == g] for g in range(GROUPS)])
    powers = np.array([np.sum(result[groups == g] ** 2) for g in range(GROUPS)])
    whole = squares.sum(axis=0), products.sum(axis=0), float(powers.sum())
    shares, slopes = _shares(*whole, len(result))
    again = [
        _shares(
            whole[0] - squares[g],
            whole[1] - products[g],
            whole[2] - float(powers[g]),
            int(np.sum(groups != g)),
        )[0]
        for g in range(GROUPS)
    ]
    return shares, slopes, np.stack(again)


def _shares(squares: Array, products: Array, power: float, count: int) -> tuple[Array, Array]:
    ridge = LEAST * np.trace(squares) / len(squares) * np.eye(len(squares))
    slopes = np.asarray(np.linalg.solve(squares + ridge, products))
    raw = slopes * products / (power or 1.0)
    free = max(count - len(slopes) - 1, 1)
    return raw - (1.0 - raw.sum()) / free, slopes


def _own(parts: Array, order: Places, variance: float) -> tuple[Array, Array]:
    """Variance between the bins of each input, corrected for their number, and its error."""
    count = order.shape[1] // BINS * BINS
    bins = np.take_along_axis(parts, order[:, :count], axis=1).reshape(len(order), BINS, -1)
    within = bins.var(axis=2, ddof=1).mean(axis=1) / (variance or 1.0)
    noise = within * (BINS - 1) / count  # what chance alone puts between bins
    between = bins.mean(axis=2).var(axis=1) / (variance or 1.0) - noise
    sure = np.maximum(between, 0.0)
    return between, np.sqrt(4.0 * sure * within / count + 2.0 * noise**2 / (BINS - 1))


def _jackknife(again: Array) -> float:
    spread = np.sum((again - again.mean()) ** 2) * (len(again) - 1) / len(again)
    return float(np.sqrt(spread))
