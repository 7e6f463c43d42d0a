"""Which stages a deal waits for: the critical path, followed back from its end in every draw.

A stage's end is bound by its own time or, where it runs beside others, by the end of one of those;
its start by the end of a stage before it or, on the fast track, by the part of it that must be
done. Where several bind at once they share, so the arms of a merge always sum to one.

Shapes   (n, 1) per stage: 1 if it is critical in that draw, a part where several bind.
Sources  Criticality index: Van Slyke 1963, Monte Carlo methods and the PERT problem.
Limits   The path through the network; a stall and the weight on real plants have no stages.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from graphlib import TopologicalSorter

import numpy as np

from models.chain.schedule import StageRow, predecessors
from models.formula import Array, Formula

TIE = 1e-9  # months
NONE: Array = np.zeros((1, 1))


def ends_of(formulas: Mapping[str, Formula], quantity: str) -> tuple[str, ...]:
    """Stages whose ends a quantity takes the latest of."""
    names = formulas[quantity].inputs
    found = [name.removesuffix("_finish") for name in names if name.endswith("_finish")]
    if not found:
        found = [end for name in names if name in formulas for end in ends_of(formulas, name)]
    return tuple(dict.fromkeys(found))


def links(
    stages: Sequence[StageRow], structure: str, values: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Stages of a structure that were computed, each with those right before it, in order."""
    rows = {stage.key: stage for stage in stages}
    known = set(values)
    own = [each for each in stages if structure in each.structures]
    graph = {
        each.key: predecessors(each, rows, structure)
        for each in own
        if f"{each.key}_finish" in known
    }
    return {key: graph[key] for key in TopologicalSorter(graph).static_order()}


def criticality(
    stages: Sequence[StageRow], structure: str, values: Mapping[str, Array], ends: Iterable[str]
) -> dict[str, Array]:
    """Share of the critical path to the latest of some ends that runs through each stage.

    Parameters
    ----------
    stages, structure
        The network, and the structure whose part of it counts.
    values
        Times, starts and finishes of the stages, and ``fast_track`` where stages overlap.
    ends
        Stages whose latest end is waited for.
    """
    before = links(stages, structure, values)
    last = _shared(np.ones((1, 1)), {end: values[f"{end}_finish"] for end in ends})
    path = _Path(values, {each.key for each in stages if each.overlap}, ended=last)
    return {key: path.through(key, before[key]) for key in reversed(before)}


@dataclass
class _Path:
    """Weights that arrive at the end, or at the part that must be done, of each stage."""

    values: Mapping[str, Array]
    overlapping: set[str]
    ended: dict[str, Array]
    begun: dict[str, Array] = field(default_factory=dict)

    def through(self, key: str, before: Sequence[str]) -> Array:
        """Pass the weight at a stage on to those before it; return what it held itself."""
        time, part = self.values[f"{key}_time"], self._part(key)
        ends = {each: self.values[f"{each}_finish"] for each in before}
        own = {key: self.values[f"{key}_start"] + time}
        overlaps = key in self.overlapping
        shares = _shared(self.ended.get(key, NONE), own | ends if overlaps else own)
        held, begun = shares.pop(key), self.begun.get(key, NONE)
        _add(self.ended, shares)
        if overlaps:
            done = {each: self.values[f"{each}_start"] + self._part(each) for each in before}
            _add(self.begun, _shared(held + begun, done))
        else:
            _add(self.ended, _shared(held + begun, ends))
        return np.where(time > 0.0, held, 0.0) + np.where(part > 0.0, begun, 0.0)

    def _part(self, key: str) -> Array:
        """Months of a stage that must be done before one that overlaps with it begins."""
        return (1.0 - self.values.get("fast_track", NONE)) * self.values[f"{key}_time"]


def _add(arriving: dict[str, Array], shares: Mapping[str, Array]) -> None:
    for key, share in shares.items():
        arriving[key] = arriving.get(key, NONE) + share


def _shared(weight: Array, moments: Mapping[str, Array]) -> dict[str, Array]:
    """Weight split evenly among the moments that are latest in a draw."""
    if not moments:
        return {}
    latest = np.maximum.reduce(np.broadcast_arrays(*moments.values()))
    bind = {name: (moment >= latest - TIE) * 1.0 for name, moment in moments.items()}
    among = sum(bind.values(), NONE)
    return {name: weight * each / among for name, each in bind.items()}
