"""Which groups of hazards answer for a deal's loss: parts that sum to it exactly.

A group's part is what switching it on adds to the loss of a world, on the mean over the orders in
which groups may be switched on (Shapley value). ``shapley`` takes all orders, 2^groups runs;
``one_order`` takes one in each world, as many runs as groups, for means over worlds.

Shapes   Losses and parts (n,), one per world.
Units    Shares of demand.
Sources  Shapley 1953; sampling of orders: Castro, Gomez and Tejada 2009.
Limits   Meant for at most seven groups.
"""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields, replace
from typing import TypeVar

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Whole, Worlds
from models.supply.flow import simulate

Losses = Callable[[Array], Array]  # (n, group) or (1, group) of 1 on, 0 off -> losses (n,)
Numbers = TypeVar("Numbers", Chain, Strike)


def switched(
    chain: Chain, strikes: Sequence[Strike], worlds: Worlds, groups: Mapping[str, str]
) -> tuple[tuple[str, ...], Losses]:
    """Names of the groups of hazards that reach a deal, and its loss with some switched off.

    Worlds without loss are not run again: with fewer interruptions they lose nothing either.
    """
    reached = {strike.hazard for strike in strikes}
    names = tuple(dict.fromkeys(groups[each] for each in worlds.hazards if each in reached))
    place = [names.index(groups[h]) if h in reached else 0 for h in worlds.hazards]
    whole = simulate(chain, strikes, worlds).loss
    hurt: Whole = np.flatnonzero(whole > 0.0).astype(np.int64)
    some = replace(worlds, starts=worlds.starts[hurt], ends=worlds.ends[hurt])
    mine = [_of_worlds(each, hurt) for each in strikes]
    own = _of_worlds(chain, hurt)

    def losses(on: Array) -> Array:
        if on.all():
            return whole
        found = np.zeros(whole.size)
        if hurt.size and on.any():
            shown = np.broadcast_to(on, (whole.size, len(names)))[hurt]
            found[hurt] = simulate(own, mine, some, struck=shown[:, place]).loss
        return found

    return names, losses


def shapley(names: Sequence[str], losses: Losses) -> dict[str, Array]:
    """Share of each world's loss that each group answers for; they sum to the loss exactly.

    The mean of what switching a group on adds, over all orders of switching on: 2^groups runs.
    """
    count = len(names)
    known = {
        on: losses(np.array([on])) for on in itertools.product((0.0, 1.0), repeat=count) if any(on)
    }
    parts = {name: np.zeros(1) for name in names}
    for on, loss in known.items():
        size = int(sum(on))
        gained = math.factorial(size - 1) * math.factorial(count - size) / math.factorial(count)
        given = math.factorial(size) * math.factorial(count - size - 1) if size < count else 0
        for place, name in enumerate(names):
            weight = gained if on[place] else -given / math.factorial(count)
            parts[name] = parts[name] + weight * loss
    return parts


def one_order(names: Sequence[str], losses: Losses, size: int) -> dict[str, Array]:
    """Shapley parts from one order of switching on in each world: as many runs as groups.

    Worlds take all orders in turn, so means are Shapley's up to sampling error, and the parts of
    each world still sum to its loss exactly.
    """
    orders = np.array(list(itertools.permutations(range(len(names)))))
    rank = orders[np.arange(size) % len(orders)]
    parts = {name: np.zeros(size) for name in names}
    before = np.zeros(size)
    for turn in range(len(names)):
        loss = losses((rank <= turn).astype(float))
        for place, name in enumerate(names):
            parts[name] += np.where(rank[:, place] == turn, loss - before, 0.0)
        before = loss
    return parts


def _of_worlds(numbers: Numbers, worlds: Whole) -> Numbers:
    """A chain or a strike in some of its worlds only."""
    given = {each.name: getattr(numbers, each.name) for each in fields(numbers)}
    for name, each in given.items():
        if isinstance(each, np.ndarray) and len(each) > 1:
            given[name] = each[worlds]
    return type(numbers)(**given)
