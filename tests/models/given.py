"""Run the formulas of a structure on numbers of one's own: what is given is not computed."""

from collections.abc import Iterable, Mapping

import numpy as np

from models.formula import Array, plan
from models.structures import STRUCTURES


def computed(
    structure: str, given: Mapping[str, object], targets: Iterable[str], years: int
) -> dict[str, Array]:
    """Compute the targets of a structure over ``years`` years after the effective date."""
    values = {name: _array(value) for name, value in given.items()}
    values.setdefault("year", np.arange(years + 1.0)[None, :])
    values.setdefault("period", np.ones((1, 1)))
    kind = STRUCTURES[structure]
    formulas = {name: each for name, each in kind.formulas.items() if name not in values}
    for step in plan(targets, formulas, values.keys()):
        values[step.name] = step.compute(*(values[name] for name in step.inputs))
    return values


def _array(value: object) -> Array:
    array = np.asarray(value, float)
    return array.reshape((1, -1)) if array.ndim < 2 else array


def row(values: Array) -> list[float]:
    """First case of a yearly quantity."""
    return np.broadcast_to(values, (1, values.shape[1]))[0].tolist()
