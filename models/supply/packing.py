"""A deal and its worlds as the arrays that the compiled code takes, run in threads.

The compiled code does not hold Python's lock, and worlds do not depend on each other: the
results are the same whatever the number of threads.
"""

import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, fields, replace
from functools import lru_cache
from importlib import import_module
from itertools import pairwise
from typing import Any

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Number, Strike
from models.supply.events import Whole, Worlds
from models.supply.layout import (
    CONVERTER_RATE,
    HELD,
    LANES,
    MOST_STEPS,
    NODES,
    OXIDE_CONVERTER,
    PLACES,
    RESULTS,
    RUNNING,
    TRANSIT_OUT,
)

LEAST_CHUNK = 250  # worlds that are worth a thread
MOST_ABOVE = 1.0  # of the demand: no converter is taken to catch up faster than at twice the rate
_NO_TURNS: Whole = np.empty((1, 0), np.int64)


@dataclass(frozen=True)
class Packed:
    """Arrays in the kernel's order: those with a row for each world, then those all share."""

    own: tuple[Array, ...]  # deals, starts, ends, lost, late, cut
    shared: tuple[Whole, ...]  # first, hazard, node, blocking

    def world(self, number: int) -> "Packed":
        """One world alone."""
        return Packed(tuple(each[number : number + 1] for each in self.own), self.shared)


def pack(chain: Chain, strikes: Sequence[Strike], worlds: Worlds) -> Packed:
    """Lay a deal out for the kernel."""
    size = worlds.starts.shape[0]
    rows = [row for strike in strikes for row in _rows(strike)]
    hazard = np.array([worlds.hazards.index(row.hazard) for row in rows], dtype=np.int64)
    lost = _columns([row.lost for row in rows], size)
    late, cut = [row.late for row in rows], [row.cut for row in rows]
    numbers = _columns([getattr(chain, each.name) for each in fields(chain)], size)
    _keep_working_stock(numbers)
    node = np.array([NODES.index(row.node) for row in rows], dtype=np.int64)
    blocking = np.array([row.blocking for row in rows], dtype=np.int64)
    own = (numbers, worlds.starts, worlds.ends, lost, _columns(late, size), _columns(cut, size))
    return Packed(own, (worlds.first, hazard, node, blocking))


def _keep_working_stock(numbers: Array) -> None:
    """Let a converter behind a long way keep the oxide it needs to run above the demand.

    Goods at sea are planned for the rate of demand; at a higher rate more of them are at sea, and
    stock at the converter is where they come from.
    """
    above = np.clip(numbers[:, CONVERTER_RATE] - 1.0, 0.0, MOST_ABOVE)
    working = numbers[:, TRANSIT_OUT] * above
    numbers[:, OXIDE_CONVERTER] = np.maximum(numbers[:, OXIDE_CONVERTER], working)


def _rows(strike: Strike) -> tuple[Strike, ...]:
    """A strike on the feed also tells what of it imported oxide does not yet make up for."""
    if strike.node != "feed":
        return (strike,)
    cut = np.minimum(strike.cut, strike.covered_after)
    return strike, replace(strike, node="covered_feed", cut=cut)


def _columns(numbers: Sequence[Number], size: int) -> Array:
    """Numbers side by side, (size, number)."""
    made = np.empty((size, len(numbers)))
    for column, each in enumerate(numbers):
        made[:, column] = np.reshape(each, -1)
    return made


def run(packed: Packed, window: tuple[float, float, Array], results: tuple[Array, ...]) -> None:
    """Run all worlds into ``results``: out, cover, path; each thread has its share of them."""

    def work(rows: slice) -> None:
        out, cover, path = results
        nothing = (np.empty(0), _NO_TURNS, _NO_TURNS[0], np.empty((0, 0)), np.empty(0))
        _run(packed, rows, window, (out[rows], cover[rows], path), nothing)

    _share_out(work, results[0].shape[0])


def attribute(packed: Packed, horizon: float, loss: Array, turns: Whole, place: Whole) -> Array:
    """Parts of the loss of every world by group, (n, group).

    Parameters
    ----------
    packed, horizon
        The deal and its worlds.
    loss
        Of each world, (n,).
    turns
        Which turn each group has in being switched on, (n, group).
    place
        Group of each hazard.
    """
    parts = np.zeros(turns.shape)
    whole = np.ascontiguousarray(loss)
    group = place[packed.shared[1]]

    def work(rows: slice) -> None:
        window = (horizon, 0.0, np.empty(0))
        results = (np.empty((1, len(RESULTS))), np.empty((1, 0)), np.empty((0, 0)))
        taken = np.empty(group.size)
        _run(packed, rows, window, results, (whole[rows], turns[rows], group, parts[rows], taken))

    _share_out(work, len(turns))
    return parts


def _share_out(work: Callable[[slice], None], size: int) -> None:
    """Give each thread its share of the worlds."""
    threads = max(1, min(multiprocessing.cpu_count(), size // LEAST_CHUNK))
    edges = np.linspace(0, size, threads + 1).astype(int)
    chunks = [slice(first, last) for first, last in pairwise(edges)]
    if threads == 1:
        work(chunks[0])
        return
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, chunks))


def _run(
    packed: Packed,
    rows: slice,
    window: tuple[float, float, Array],
    results: tuple[Array, ...],
    by: tuple[Array | Whole, ...],
) -> None:
    deals, starts, ends, *clauses = (each[rows] for each in packed.own)
    arguments = (deals, starts, ends, *packed.shared, *clauses, *window, *results)
    stopped = kernel()(*arguments, _room(packed), by)
    if stopped >= 0:
        raise RuntimeError(f"world {rows.start + stopped} takes more than {MOST_STEPS} steps")


def _room(packed: Packed) -> tuple[Any, ...]:
    """Arrays for the kernel to work in: it owns no memory. ``kernel`` says what each is."""
    strikes = packed.shared[1].size
    state = (np.zeros(2), np.zeros(HELD), np.zeros(HELD), np.zeros(RUNNING), np.zeros(2 * PLACES))
    edges = (np.zeros(strikes, np.int64), np.zeros(strikes), np.zeros(strikes))
    lanes = (np.zeros((3, LANES)), np.zeros((3, LANES)))
    sea = (*lanes, np.zeros(3, np.int64), np.zeros(3, np.int64), np.zeros(3))
    return (*state, np.zeros(3), edges, sea, np.zeros(1), np.zeros(2))


@lru_cache(maxsize=1)
def kernel() -> Any:
    """The compiled code, loaded when first needed: numba takes a while to import."""
    return import_module("models.supply.kernel").simulate
