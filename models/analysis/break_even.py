"""What must be true for another deal to win: the value of an input at which two deals swap.

The mean score difference over common draws is followed along the whole range of every parameter
and term, the others as drawn; each change of sign is then closed in on. Weights are solved exactly.

Inputs that a few draws show to be far from ever closing the difference are not followed further.

Shapes   Numbers only.
Units    Of the rows and terms; days as decimal years, options as their place, weights 0..1.
Limits   As of ``crossings``.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from models.analysis.case_graph import Prepared
from models.analysis.cases import Pair, Stopped
from models.analysis.crossings import COPIES, BreakEven, Search, points_along
from models.analysis.sweeps import Input, Sweep, moved_inputs

FEW = 128  # draws: enough where what is common to all of them is known from many more
SCREEN = 16  # draws that show whether an input could ever close the difference
SURE = 5.0  # standard errors, and
KEPT = 0.25  # the share of the difference that has to be left for an input to be passed over


def break_evens(
    deals: Sequence[Prepared],
    pair: Pair,
    seed: int,
    *,
    draws: int = FEW,
    mean_gap: float | None = None,
    inputs: Sequence[Input] | None = None,
    screen: bool = True,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[BreakEven, ...]:
    """Break-even of every parameter and term of two deals, the nearest first.

    Parameters
    ----------
    deals, pair
        The two deals made ready, and how their difference is scored.
    seed, draws
        Draws that are common to all points.
    mean_gap
        Mean difference over all the study's draws, where it is known: the level then comes from
        all of them, and only the effect of moving an input from the few.
    inputs
        Inputs to move; all of them if not given.
    screen
        Whether to pass over inputs that a few draws show to be without hope.
    progress, stop
        Told the share done after each input; asked before each whether to end.
    """
    sweep = Sweep(deals, draws, COPIES, seed)
    few = Sweep(deals, min(SCREEN, draws), COPIES, seed) if screen else sweep
    base = pair.gap(sweep.present)[0]
    level = float(np.mean(base)) if mean_gap is None else mean_gap
    known = np.zeros_like(base) if mean_gap is None else base
    chosen = moved_inputs(deals, fixed=True, terms=True) if inputs is None else inputs
    found = []
    for count, each in enumerate(chosen, start=1):
        if stop():
            raise Stopped
        search = Search(sweep, pair, each, level - float(np.mean(base)), known)
        passed = _passed(search, few, level) if screen else None
        found.append(passed or search.result())
        progress(count / len(chosen))
    return tuple(sorted(found, key=lambda each: each.distance))


def weight_break_evens(
    means: Mapping[str, float], weights: Mapping[str, float], pair: Pair
) -> tuple[BreakEven, ...]:
    """Weight of each criterion at which the deals swap, the others in proportion; exact.

    Parameters
    ----------
    means
        Mean difference in value of each criterion, first less second (``Pair.values``).
    weights
        Shares that sum to one.
    """
    return tuple(_weight(key, means, weights, pair) for key in means)


def _passed(search: Search, few: Sweep, level: float) -> BreakEven | None:
    """Return what is told of an input that cannot close the difference; none if it might."""
    points = points_along(search.each)
    moved = search.pair.gap(few.moved({search.each.name: points}))
    effects = moved - search.pair.gap(few.present)
    errors = np.std(effects, axis=1, ddof=1) / np.sqrt(few.rows)
    gaps = level + effects.mean(axis=1)
    left = np.min(np.sign(level) * gaps - SURE * errors)
    return search.told(gaps) if left > KEPT * abs(level) else None


def _weight(
    key: str, means: Mapping[str, float], weights: Mapping[str, float], pair: Pair
) -> BreakEven:
    others = {name: weights[name] for name in means if name != key}
    total = sum(others.values())
    shares = {name: each / total if total else 1.0 / len(others) for name, each in others.items()}
    rest = sum(share * means[name] for name, share in shares.items())
    own, told = means[key], pair.criteria[key]
    made = BreakEven(
        key, told.label, "1", told.grade, "weight", weights[key], (0.0, 1.0), (rest, own)
    )
    if rest * own >= 0.0:
        return made
    value = rest / (rest - own)
    above = pair.first if own > 0.0 else pair.second
    return replace(made, crossings=(value,), value=value, error=0.0, above=above)
