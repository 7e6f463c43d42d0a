"""The difference of two deals as a function on the unit cube, for Sobol indices.

Each column of a point is an independent chance: of the own part of a leading parameter, or of a
factor that several share,

    u = Phi(loading * Phi^-1(factor) + sqrt(1 - loading^2) * Phi^-1(own)).

All other parameters are held at their medians, or drawn: then one more column picks which of the
study's draws they take, all together, so the function stays a function of the point.

Shapes   Points (m, column); results (m,).
Units    Columns 0..1; score difference from -1 to 1, first deal less second.
Limits   Others that are drawn keep their own factors: correlation with leading inputs is cut. Of a
         yearly shock the mean over the years is a column; its path about the mean is with the rest.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
from scipy.special import ndtr, ndtri

from models.analysis.case_graph import WORLD, Name, Prepared, at_chance
from models.analysis.cases import Pair, Stopped, evaluated, varying
from models.analysis.sweeps import PATH
from models.formula import Array
from models.sampling import BLOCK, YEARLY, draw
from models.tables import Parameter

REST = "all other inputs"
EDGE = 1e-12  # chances this close to 0 or 1 are moved inside


@dataclass(frozen=True, eq=False)
class Cube:
    """Score difference of two deals as a function of independent chances.

    ``columns`` names what each column is; call it with points (m, column) for results (m,).
    """

    deals: tuple[Prepared, ...]
    pair: Pair
    leading: tuple[str, ...]
    seed: int
    rest: Literal["held", "drawn"] = "held"
    expected: int = 0  # points in all, if progress is wanted
    progress: Callable[[float], None] = lambda _: None
    stop: Callable[[], bool] = lambda: False

    @cached_property
    def rows(self) -> dict[str, Parameter]:
        """All varying parameters by name."""
        return varying(self.deals)

    @cached_property
    def columns(self) -> tuple[str, ...]:
        """What each column is: leading parameters, factors they share, and the rest."""
        factors = dict.fromkeys(map(_factor, map(self.rows.__getitem__, self.leading)))
        factors.pop("", None)
        rest = (REST,) if self.rest == "drawn" else ()
        return (*self.leading, *factors, *rest)

    def __call__(self, points: Array) -> Array:
        """Score difference at each point."""
        found = np.empty(len(points))
        for first in range(0, len(points), BLOCK):
            if self.stop():
                raise Stopped
            part = slice(first, min(first + BLOCK, len(points)))
            found[part] = self._differences(points[part])
            self._count(part.stop - first)
        return found

    @cached_property
    def _done(self) -> list[int]:
        return [0]

    def _count(self, more: int) -> None:
        self._done[0] += more
        if self.expected:
            self.progress(min(self._done[0] / self.expected, 1.0))

    def _differences(self, points: Array) -> Array:
        columns = dict(zip(self.columns, points.T, strict=True))
        given: dict[Name, Array] = self._others(columns)
        given |= {name: self._at(name, columns) for name in self.leading}
        size = len(points)
        return self.pair.gap(evaluated(self.deals, given, size, self.seed, base="medians"))

    def _at(self, name: str, columns: Mapping[str, Array]) -> Array:
        """Values of a leading parameter, (m,) or a path (m, t)."""
        row = self.rows[name]
        own = ndtri(np.clip(columns[name], EDGE, 1.0 - EDGE))
        if factor := _factor(row):
            loading = row.loading or 0.0
            common = ndtri(np.clip(columns[factor], EDGE, 1.0 - EDGE))
            own = loading * common + np.sqrt(1.0 - loading**2) * own
        if row.distribution != YEARLY:
            return at_chance(row, ndtr(own))
        path = np.asarray(own[:, None] * PATH)
        if REST not in columns:
            return path
        drawn = self._drawn[name][self._pick(columns)]
        return np.asarray(path + drawn - drawn.mean(axis=1, keepdims=True))

    def _others(self, columns: Mapping[str, Array]) -> dict[Name, Array]:
        if REST not in columns:
            return {}
        pick = self._pick(columns)
        found: dict[Name, Array] = {
            name: each[pick] for name, each in self._drawn.items() if name not in columns
        }
        return {**found, WORLD: pick.astype(float)}

    def _pick(self, columns: Mapping[str, Array]) -> Array:
        places: Array = np.minimum((columns[REST] * BLOCK).astype(int), BLOCK - 1)
        return places

    @cached_property
    def _drawn(self) -> dict[str, Array]:
        return {name: draw(row, self.seed, 0, BLOCK) for name, row in self.rows.items()}


def cube(
    deals: Sequence[Prepared],
    pair: Pair,
    leading: Sequence[str],
    seed: int,
    *,
    columns: int = 30,
    rest: Literal["held", "drawn"] = "held",
    expected: int = 0,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Cube:
    """Take as many leading inputs as fit, with their factors, into so many columns.

    Parameters
    ----------
    deals, pair
        The two deals made ready, and how their difference is scored.
    leading
        Parameters, the strongest first, such as ``Drivers.leading`` gives.
    seed
        Of the draws that the others take.
    columns
        Columns in all, factors and the rest included.
    rest
        Whether the others are held at their medians or drawn.
    expected, progress, stop
        Points in all, told the share of them done, and asked whether to end, for every 2,000.
    """
    rows = varying(deals)
    left, chosen, factors = columns - (rest == "drawn"), [], set()
    for name in leading:
        factor = _factor(rows[name])
        need = 1 + (bool(factor) and factor not in factors)
        if need > left:
            break
        left -= need
        chosen.append(name)
        factors.add(factor)
    return Cube(tuple(deals), pair, tuple(chosen), seed, rest, expected, progress, stop)


def _factor(row: Parameter) -> str:
    if not row.factor or row.loading is None:
        return ""
    return f"yearly factor {row.factor}" if row.distribution == YEARLY else f"factor {row.factor}"
