"""Tornado on the difference of two deals: each input at two values, all others as drawn.

A number is moved from its P10 to its P90; a term from bound to bound, as far as the other terms
allow; a choice between the two options that are best for either deal. With common draws the price
risk that both deals share cancels; what is left is what decides. Means over the same draws are
compared, so the bars hold no sampling noise of their own level, only that of the effect, which is
told.

Shapes   Numbers only.
Units    The score difference from -1 to 1; a criterion's in its unit; first deal less second.
Limits   Other inputs stay as drawn even where they are correlated with the one that is moved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.case_graph import Base, Name, Prepared
from models.analysis.cases import Pair, Stopped
from models.analysis.luck import is_luck
from models.analysis.reach import allowed_values
from models.analysis.sweeps import Input, Sweep, is_agreed, moved_inputs
from models.formula import Array
from models.tables import Parameter

LOW, HIGH = 0.1, 0.9
DRAWS = 300
Moved = tuple[Input, tuple[float, ...]]  # with the values looked at


@dataclass(frozen=True)
class Bar:
    """What one input does to the difference, by measure: ``score`` or a criterion."""

    name: Name
    label: str
    unit: str
    grade: str
    luck: bool  # no number that anybody could find out
    values: tuple[float, float]  # of the input, low and high
    ends: Mapping[str, tuple[float, float]]  # mean difference there
    errors: Mapping[str, float]  # standard error of the swing

    def swing(self, measure: str = "score") -> float:
        """Mean difference at the high value less that at the low one."""
        low, high = self.ends[measure]
        return high - low

    def moved(self, more: Mapping[str, float]) -> "Bar":
        """The same bar with so much added to both ends, by measure."""
        ends = {key: (low + more[key], high + more[key]) for key, (low, high) in self.ends.items()}
        return replace(self, ends=ends)


@dataclass(frozen=True)
class Tornado:
    """Bars, the longest first, and the mean difference with nothing moved."""

    base: Mapping[str, float]
    bars: tuple[Bar, ...]

    def by(self, measure: str) -> tuple[Bar, ...]:
        """Bars in order of another measure, the longest first."""
        return tuple(sorted(self.bars, key=lambda bar: -abs(bar.swing(measure))))

    def at(self, levels: Mapping[str, float]) -> "Tornado":
        """The same bars about mean differences that are known from more draws."""
        more = {key: level - self.base[key] for key, level in levels.items()}
        return Tornado(dict(levels), tuple(bar.moved(more) for bar in self.bars))


def tornado(
    deals: Sequence[Prepared],
    pair: Pair,
    seed: int,
    *,
    draws: int = DRAWS,
    base: Base = "drawn",
    terms: bool = False,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Tornado:
    """Move every varying parameter, or if asked every term.

    Parameters
    ----------
    deals, pair
        The two deals made ready, and how their difference is scored.
    seed, draws
        Draws of the other inputs, the same at both ends.
    base
        ``drawn``: others as drawn, right for a model that is not linear; ``modes``: others at
        their modes, one case, as in a spreadsheet.
    terms
        Whether to move the terms and not the parameters.
    progress, stop
        Told the share done after each input; asked before each whether to end.
    """
    chosen = _terms(deals) if terms else _numbers(deals)
    copies = max((len(values) for _, values in chosen), default=2)
    sweep = Sweep(deals, draws, copies, seed, base)
    bars = []
    for count, (each, values) in enumerate(chosen, start=1):
        if stop():
            raise Stopped
        bars.append(_bar(sweep, pair, each, values))
        progress(count / len(chosen))
    start = pair.differences(sweep.present)
    made = Tornado({key: float(np.nanmean(each)) for key, each in start.items()}, tuple(bars))
    return Tornado(made.base, made.by("score"))


def _numbers(deals: Sequence[Prepared]) -> list[Moved]:
    inputs = moved_inputs(deals, fixed=False, terms=False)
    return [(each, (each.at(LOW), each.at(HIGH))) for each in inputs]


def _terms(deals: Sequence[Prepared]) -> list[Moved]:
    """Terms that can be agreed otherwise while all others stay, with the values looked at."""
    inputs = (each for each in moved_inputs(deals, fixed=False, terms=True) if each.deal)
    reach = [(each, allowed_values(each, deals)) for each in inputs if is_agreed(each.row)]
    return [(each, values) for each, values in reach if len(values) > 1]


def _bar(sweep: Sweep, pair: Pair, each: Input, values: Sequence[float]) -> Bar:
    points = np.array([*values, *[values[-1]] * sweep.copies][: sweep.copies])
    found = pair.differences(sweep.moved({each.name: points}))
    pick = _ends(found["score"][: len(values)], options=bool(each.options))
    ends = {key: both[pick] for key, both in found.items()}
    return Bar(
        each.name,
        each.row.label,
        each.row.unit,
        each.row.grade,
        isinstance(each.row, Parameter) and is_luck(each.row),
        (float(points[pick[0]]), float(points[pick[1]])),
        {key: _means(both) for key, both in ends.items()},
        {key: _error(both[1] - both[0]) for key, both in ends.items()},
    )


def _ends(scores: Array, *, options: bool) -> list[int]:
    """Places of the first and the last value, or of the options that are best for either deal."""
    level = scores.mean(axis=1)
    if options and np.ptp(level) > 0.0:
        return sorted((int(np.argmin(level)), int(np.argmax(level))))
    return [0, len(scores) - 1]


def _means(both: Array) -> tuple[float, float]:
    known = ~np.isnan(both).any(axis=0)
    low, high = both[:, known].mean(axis=1) if known.any() else (np.nan, np.nan)
    return float(low), float(high)


def _error(swings: Array) -> float:
    known = swings[~np.isnan(swings)]
    return float(np.std(known, ddof=1) / np.sqrt(known.size)) if known.size > 1 else 0.0
