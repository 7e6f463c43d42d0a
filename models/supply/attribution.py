"""Which groups of hazards answer for a deal's loss: parts that sum to it exactly.

A group's part is what switching it on adds to the loss of a world, on the mean over the orders in
which groups may be switched on (Shapley value). One order is taken in each world: as many runs as
groups that strike it, for means over worlds.

Shapes   Losses and parts (n,), one per world.
Units    Shares of demand.
Sources  Shapley 1953; sampling of orders: Castro, Gomez and Tejada 2009.
Limits   Meant for at most seven groups. A world without loss is not run again: with fewer
         interruptions it loses nothing either.
"""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Whole, Worlds
from models.supply.packing import attribute, pack


def one_order(
    chain: Chain,
    strikes: Sequence[Strike],
    worlds: Worlds,
    groups: Mapping[str, str],
    loss: Array,
    number: Whole,
) -> dict[str, Array]:
    """Parts of the loss of each world, from one order of switching on in each.

    Worlds take all orders in turn by their numbers, so means are Shapley's up to sampling error,
    and the parts of each world still sum to its loss exactly.

    Parameters
    ----------
    chain, strikes, worlds
        As for ``simulate``.
    groups
        Group of each hazard.
    loss
        What ``simulate`` says that each world loses, (n,).
    number
        Number of each world, (n,).
    """
    reached = {strike.hazard for strike in strikes}
    names = list(dict.fromkeys(groups[each] for each in worlds.hazards if each in reached))
    if not names:
        return {}
    orders = np.array(list(itertools.permutations(range(len(names)))))
    turns = orders[number % len(orders)]
    place = np.array([names.index(groups[h]) if h in reached else 0 for h in worlds.hazards])
    parts = attribute(pack(chain, strikes, worlds), worlds.horizon, loss, turns, place)
    return dict(zip(names, parts.T, strict=True))
