"""Shapley parts by every order: the oracle of one order in each world."""

import itertools
import math
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Worlds
from models.supply.flow import simulate

Losses = Callable[[Array], Array]  # (1, group) of 1 on, 0 off -> losses (n,)


def switched(
    chain: Chain, strikes: Sequence[Strike], worlds: Worlds, groups: Mapping[str, str]
) -> tuple[tuple[str, ...], Losses]:
    """Names of the groups that reach a deal, and its loss to some of them alone."""
    names = tuple(dict.fromkeys(groups[each.hazard] for each in strikes))

    def losses(on: Array) -> Array:
        left = [each for each in strikes if on[0, names.index(groups[each.hazard])]]
        return simulate(chain, left, worlds).loss

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
