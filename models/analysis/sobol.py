"""Sobol indices: which inputs a result's variance comes from, alone and with others.

    first   share of variance that would go if the input were known
    total   share that would be left if all other inputs were known

Both for single inputs and for groups that are taken together, such as all inputs of grade D: for
a group, first is the variance that resolving the whole group would take away, total what rests on
it in any way.

    first = mean(f(B) (f(A_B) - f(A))) / variance,   total = mean((f(A) - f(A_B))^2) / 2 variance

with A_B the points A in which the columns of the group are those of B.

Chance comes from outside: points by ``design`` from a generator, and the resampling too.

Shapes   Points (n, input) in the unit cube; the function gives (n,), or (result, n); indices
         (result, group), (group,) for one result.
Units    Shares of variance; single estimates may lie a little outside 0..1.
Sources  First: Saltelli et al. 2010; total: Jansen 1999. Points: Sobol 1967, scrambled: Matousek
         1998.
Limits   Inputs have to be independent: give the function the factors that are drawn, not what
         follows from them. Resampled intervals take scrambled points for random ones. The
         first index of an input that acts only with others is the noisiest: see its interval.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from models.formula import Array

RESAMPLES = 200
LEVEL = 0.95  # of the intervals
Function = Callable[[Array], Array]


@dataclass(frozen=True)
class Index:
    """One kind of index of every group, with its interval."""

    value: Array
    low: Array
    high: Array


@dataclass(frozen=True)
class Sobol:
    """Indices of every group of inputs, in the order of the names."""

    names: tuple[str, ...]
    first: Index
    total: Index
    variance: Array  # of each result
    runs: int

    def ranked(self, result: int | None = None) -> tuple[str, ...]:
        """Names, the largest total first."""
        total = self.total.value if result is None else self.total.value[result]
        return tuple(self.names[int(each)] for each in np.argsort(-total, kind="stable"))


def design(inputs: int, power: int, stream: np.random.Generator) -> tuple[Array, Array]:
    """Two sets of 2^power scrambled Sobol points, (n, inputs) each, for so many inputs."""
    from scipy.stats import qmc  # noqa: PLC0415  (a fifth of a second at start, and seldom needed)

    points = qmc.Sobol(2 * inputs, scramble=True, rng=stream).random_base2(power)
    return points[:, :inputs], points[:, inputs:]


def singles(names: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Every input as a group of its own."""
    return {name: (column,) for column, name in enumerate(names)}


def sobol(
    function: Function,
    points: tuple[Array, Array],
    groups: Mapping[str, Sequence[int]],
    stream: np.random.Generator,
    progress: Callable[[int, int], None] = lambda done, of: None,  # noqa: ARG005
) -> Sobol:
    """Run the function over the points and estimate the indices of every group of columns.

    Parameters
    ----------
    function
        From points in the unit cube to results.
    points
        As ``design`` makes them.
    groups
        Columns by name; ``singles`` for the inputs one by one. Each costs one run of n points.
    stream
        Chance for the intervals.
    progress
        Called after each run with the number done and of how many; may raise to stop.
    """
    runs = _runs(function, points, groups, progress)
    single = runs[0].ndim == 1
    terms = _terms([np.atleast_2d(each) for each in runs])
    count = terms[0].shape[-1]
    picks = stream.multinomial(count, np.full(count, 1.0 / count), size=RESAMPLES) / count
    means = _indices(terms, np.full((1, count), 1.0 / count))
    again = _indices(terms, picks)
    first, total = (_index(one[0], many, single) for one, many in zip(means, again, strict=True))
    variance = np.asarray(terms[2].mean(axis=-1)[0 if single else ...])
    return Sobol(tuple(groups), first, total, variance, count * len(runs))


def _runs(
    function: Function,
    points: tuple[Array, Array],
    groups: Mapping[str, Sequence[int]],
    progress: Callable[[int, int], None],
) -> list[Array]:
    """Results at A, at B, and at A with the columns of each group from B."""
    one, other = points
    count = len(groups) + 2
    runs = []
    for columns in ((), tuple(range(one.shape[1])), *groups.values()):
        mixed = one.copy()
        mixed[:, list(columns)] = other[:, list(columns)]
        runs.append(np.asarray(function(mixed)))
        progress(len(runs), count)
    return runs


def _terms(runs: Sequence[Array]) -> tuple[Array, Array, Array]:
    """What the means are taken of: for first and total (result, group, n), variance (result, n).

    Results are taken from their mean first, which changes no index and steadies the estimate.
    """
    middle = np.mean(np.concatenate(runs[:2], axis=1), axis=1, keepdims=True)
    plain, other, *mixed = (each - middle for each in runs)
    change = np.stack([each - plain for each in mixed], axis=1)
    return other[:, None, :] * change, change**2 / 2.0, (plain**2 + other**2) / 2.0


def _indices(terms: tuple[Array, Array, Array], picks: Array) -> tuple[Array, Array]:
    """First and total by weights of the points, (resample, n): each (resample, result, group)."""
    first, total, square = (np.moveaxis(each @ picks.T, -1, 0) for each in terms)
    spread = np.where(square > 0.0, square, np.inf)[..., None]
    return first / spread, total / spread


def _index(value: Array, again: Array, single: bool) -> Index:
    tail = 100.0 * (1.0 - LEVEL) / 2.0
    low, high = np.percentile(again, (tail, 100.0 - tail), axis=0)
    return Index(*(each[0] if single else each for each in (value, low, high)))
