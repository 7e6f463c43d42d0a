"""Which groups of hazards answer for a deal's loss: parts that sum to it exactly.

A group's part is what switching it on adds to the loss of a world, on the mean over the orders in
which groups may be switched on (Shapley value). One order is taken in each world: as many runs as
groups, for means over worlds.

Shapes   Losses and parts (n,), one per world.
Units    Shares of demand.
Sources  Shapley 1953; sampling of orders: Castro, Gomez and Tejada 2009.
Limits   Meant for at most seven groups.
"""

import itertools
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
    chain: Chain,
    strikes: Sequence[Strike],
    worlds: Worlds,
    groups: Mapping[str, str],
    known: Array | None = None,
) -> tuple[tuple[str, ...], Losses]:
    """Names of the groups of hazards that reach a deal, and its loss with some switched off.

    Worlds without loss are not run again: with fewer interruptions they lose nothing either. The
    loss to all hazards is computed unless it is ``known``.
    """
    reached = {strike.hazard for strike in strikes}
    names = tuple(dict.fromkeys(groups[each] for each in worlds.hazards if each in reached))
    place = [names.index(groups[h]) if h in reached else 0 for h in worlds.hazards]
    whole = simulate(chain, strikes, worlds).loss if known is None else known
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


def one_order(names: Sequence[str], losses: Losses, worlds: Whole) -> dict[str, Array]:
    """Shapley parts from one order of switching on in each world: as many runs as groups.

    Worlds take all orders in turn by their numbers, so means are Shapley's up to sampling error,
    and the parts of each world still sum to its loss exactly.
    """
    orders = np.array(list(itertools.permutations(range(len(names)))))
    rank = orders[worlds % len(orders)]
    parts = {name: np.zeros(worlds.size) for name in names}
    before = np.zeros(worlds.size)
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
