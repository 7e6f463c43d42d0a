"""Run a deal's formulas again with some quantities held at other values, over the same draws.

Only what a change reaches, and only what the targets need, is computed again.

Shapes   As of the quantities.
"""

from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from models.explain import Traced
from models.formula import Array, Formula, plan
from models.wiring import Wired


def rerun(
    traced: Traced, targets: Sequence[str], changed: Mapping[str, Array] | None = None
) -> dict[str, Array]:
    """Targets of a deal when some quantities have other values; with none, as they are.

    Parameters
    ----------
    traced
        What was computed.
    targets
        Quantities wanted, whether or not the deal's results need them.
    changed
        New values by name: of a formula, which is then not computed, or of a row or term.
    """
    known = {name: each.array for name, each in traced.values.items()}
    fresh = dict(changed or {})
    if not fresh and known.keys() >= set(targets):
        return {name: known[name] for name in targets}
    given = frozenset(known.keys() - traced.ready.formulas.keys())
    steps = _steps(traced.ready, tuple(targets), given)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for step in steps:
            reached = step.name not in known or not fresh.keys().isdisjoint(step.inputs)
            if step.name not in fresh and reached:
                read = (fresh[name] if name in fresh else known[name] for name in step.inputs)
                fresh[step.name] = step.compute(*read)
    return {name: fresh[name] if name in fresh else known[name] for name in targets}


@lru_cache(maxsize=128)
def _steps(ready: Wired, targets: tuple[str, ...], given: frozenset[str]) -> tuple[Formula, ...]:
    """Put in order what the targets need: the same for every change of a deal."""
    return plan(targets, ready.formulas, given)
