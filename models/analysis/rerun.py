"""Run a deal's formulas again with some quantities held at other values, over the same draws.

Only what a change reaches, and only what the targets need, is computed again.

Shapes   As of the quantities.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from models.explain import Traced
from models.formula import Array, plan


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
    steps = plan(targets, traced.ready.formulas, known.keys() - traced.ready.formulas.keys())
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for step in steps:
            reached = step.name not in known or not fresh.keys().isdisjoint(step.inputs)
            if step.name not in fresh and reached:
                given = (fresh[name] if name in fresh else known[name] for name in step.inputs)
                fresh[step.name] = step.compute(*given)
    return {name: fresh[name] if name in fresh else known[name] for name in targets}
