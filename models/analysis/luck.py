"""Luck: what turns out one way or the other whatever anybody finds out before.

Luck are events (whether a project stalls, a lot fails, an award is won: plain chances from 0 to 1),
shocks of single years (prices, exchange rates), and the world of interruptions that a draw meets.
All other inputs are numbers: they have one value that further work could tell, however badly it is
known now. ``is_luck`` and ``lucky`` alone draw the line.

    known    every number known, luck still open: results are run again over the same numbers with
             the luck of another draw, and the mean over such runs takes the place of the draw

What choosing by means of few runs gains is found twice: too high where the choice is judged by the
runs that it rests on, and too low by a run that it does not rest on. Weighed r : r - 1 the errors
of these cancel in the first order.

Shapes   Results (n,); runs (r, n) or (r, deal, n).
Units    Those of the results; shares of variance.
Sources  Total share of a group: Jansen 1999; nested means: Raiffa and Schlaifer 1961.
Limits   Luck that goes together with a number by a common cause is dealt out as though it did not.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from models.analysis.case_graph import WORLD, Name, Prepared
from models.analysis.cases import Results, evaluated, varying
from models.analysis.information import Worth
from models.evaluate import Block
from models.formula import Array
from models.sampling import BLOCK, YEARLY, draw
from models.tables import Parameter

LEAST_CHANCE = 1e-3  # from which on a chance is an event
RUNS = 8  # the study's own, and so many less one with luck dealt out anew


def is_luck(row: Parameter) -> bool:
    """Whether a parameter is an event or a shock of single years, which nobody can find out."""
    if row.distribution == YEARLY:
        return True
    whole = row.low <= LEAST_CHANCE and row.high == 1.0
    return row.distribution == "uniform" and row.unit == "1" and whole


def lucky(deals: Sequence[Prepared], seed: int, draws: int) -> dict[Name, Array]:
    """Every column of the deals that is luck, as drawn for the study, (n, 1) or (n, t)."""
    worlds = [Block(seed, number, size).worlds for number, size in _sizes(draws)]
    found: dict[Name, Array] = {WORLD: np.concatenate(worlds)}
    for name, row in varying(deals).items():
        if is_luck(row):
            found[name] = np.concatenate(list(_blocks(row, seed, draws)))
    return found


def dealt_anew(
    deals: Sequence[Prepared], seed: int, draws: int, runs: int = RUNS
) -> Iterator[Results]:
    """Results over the same numbers, in each run but the study's own with the luck of other draws.

    Luck stays together: what befell one draw befalls another as a whole.
    """
    drawn = lucky(deals, seed, draws)
    for run in range(1, runs):
        away = run * draws // runs
        columns = {name: np.roll(column, away, axis=0) for name, column in drawn.items()}
        yield evaluated(deals, columns, draws, seed)


def share(runs: Array) -> tuple[float, float]:
    """Share of a result's variance that luck takes part in, and its standard error; (r, n)."""
    known = runs[:, np.isfinite(runs).all(axis=0)]
    whole = float(known.var(ddof=1)) if known.shape[1] > 1 else 0.0
    if whole == 0.0:
        return 0.0, 0.0
    parts = known.var(axis=0, ddof=1) / whole
    return float(parts.mean()), float(parts.std(ddof=1) / np.sqrt(parts.size))


def numbers_known(benefits: Array) -> Worth:
    """Expected value of knowing every number, but no luck, before choosing; (r, deal, n)."""
    count, _, draws = benefits.shape
    best = int(np.argmax(benefits.mean(axis=(0, 2))))
    means = benefits.mean(axis=0)
    own = means.max(axis=0) - means[best]
    others = [_judged(benefits, run) - benefits[run, best] for run in range(count)]
    weight = count / (2.0 * count - 1.0)
    gain = weight * own + (1.0 - weight) * np.mean(others, axis=0)
    error = float(gain.std(ddof=1) / np.sqrt(draws)) if draws > 1 else np.inf
    return Worth(max(float(gain.mean()), 0.0), error)


def _judged(benefits: Array, run: int) -> Array:
    """What a run brings by the choice that all others would make, (n,)."""
    others = np.delete(benefits, run, axis=0).mean(axis=0)
    draws = np.arange(benefits.shape[2])
    return np.asarray(benefits[run, np.argmax(others, axis=0), draws])


def _blocks(row: Parameter, seed: int, draws: int) -> Iterator[Array]:
    for number, size in _sizes(draws):
        yield draw(row, seed, number, size)


def _sizes(draws: int) -> Iterator[tuple[int, int]]:
    """Blocks that make up so many draws: number and size."""
    for number, first in enumerate(range(0, draws, BLOCK)):
        yield number, min(BLOCK, draws - first)
