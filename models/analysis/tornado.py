"""Tornado on the difference of two deals: each input at its P10 and P90, all others as drawn.

With common draws the price risk that both deals share cancels; what is left is what decides. Means
over the same draws are compared, so the bars hold no sampling noise of their own level, only that
of the effect, which is told.

Shapes   Numbers only.
Units    The score difference from -1 to 1; a criterion's in its unit; first deal less second.
Limits   Other inputs stay as drawn even where they are correlated with the one that is moved.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from models.analysis.case_graph import Base, Name, Prepared
from models.analysis.cases import Pair, Stopped
from models.analysis.sweeps import Input, Sweep, moved_inputs, permitted
from models.formula import Array
from models.terms import Term

LOW, HIGH = 0.1, 0.9
DRAWS = 500


@dataclass(frozen=True)
class Bar:
    """What one input does to the difference, by measure: ``score`` or a criterion."""

    name: Name
    label: str
    unit: str
    grade: str
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
    """Move every varying parameter, and if asked every term from bound to bound.

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
        Whether to add terms, between the bounds that the other terms permit.
    progress, stop
        Told the share done after each input; asked before each whether to end.
    """
    sweep = Sweep(deals, draws, 2, seed, base)
    chosen = [each for each in moved_inputs(deals, fixed=False, terms=terms) if _fits(each, deals)]
    bars = []
    for count, each in enumerate(chosen, start=1):
        if stop():
            raise Stopped
        bars.append(_bar(sweep, pair, each))
        progress(count / len(chosen))
    start = pair.differences(sweep.present)
    made = Tornado({key: float(np.nanmean(each)) for key, each in start.items()}, tuple(bars))
    return Tornado(made.base, made.by("score"))


def _fits(each: Input, deals: Sequence[Prepared]) -> bool:
    if not isinstance(each.name, tuple):
        return True
    deal = next(one for one in deals if one.deal.name == each.deal)
    return all(permitted(deal, each.name[1], value) for value in each.span)


def _bar(sweep: Sweep, pair: Pair, each: Input) -> Bar:
    term = isinstance(each.row, Term)
    values = each.span if term else (each.at(LOW), each.at(HIGH))
    found = pair.differences(sweep.moved({each.name: np.array(values)}))
    return Bar(
        each.name,
        each.row.label,
        each.row.unit,
        each.row.grade,
        values,
        {key: _means(both) for key, both in found.items()},
        {key: _error(both[1] - both[0]) for key, both in found.items()},
    )


def _means(both: Array) -> tuple[float, float]:
    known = ~np.isnan(both).any(axis=0)
    low, high = both[:, known].mean(axis=1) if known.any() else (np.nan, np.nan)
    return float(low), float(high)


def _error(swings: Array) -> float:
    known = swings[~np.isnan(swings)]
    return float(np.std(known, ddof=1) / np.sqrt(known.size)) if known.size > 1 else 0.0
