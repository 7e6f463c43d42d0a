"""Formulas of some deals as one list of steps over columns, each thing computed once.

A column is one parameter, by its name in the dataset, or one term, by its deal's name and its own.

Shapes   Columns (n, 1), or (n, t) for yearly shocks; whatever broadcasts inside.
Units    Columns in those of the rows and terms as people write them; converted where they enter.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Literal

import numpy as np

from models.evaluate import Block
from models.formula import Array, Formula
from models.sampling import FIXED, YEARLY, YEARS, draw, quantile
from models.study import Deal
from models.tables import Parameter
from models.terms import Term
from models.wiring import GIVEN, Wired, scale

Name = str | tuple[str, str]  # a parameter of the dataset, or a deal and one of its terms
Base = Literal["drawn", "modes", "medians"]
WORLD = "world"  # a column like others: which world of interruptions a case is
Step = tuple[int, Callable[..., Array], tuple[int, ...]]  # its place, what it does, what it reads
CALENDAR = MappingProxyType({"year": np.arange(float(YEARS))[None, :], "period": np.ones((1, 1))})


@dataclass(frozen=True, eq=False)
class Prepared:
    """One deal with what is wanted of it, and only the formulas that this needs."""

    deal: Deal
    ready: Wired
    given: Mapping[str, Parameter | float]
    steps: tuple[Formula, ...]
    wanted: tuple[str, ...]

    @cached_property
    def columns(self) -> dict[str, Name]:
        """Column of every input that the formulas read, by the name they read it under."""
        made = {step.name for step in self.steps} | set(GIVEN)
        read = dict.fromkeys(name for step in self.steps for name in step.inputs)
        return {name: self._column(name) for name in read if name not in made}

    @cached_property
    def terms(self) -> dict[str, Term]:
        """Terms of its structure by name."""
        return {term.name: term for term in self.ready.structure.terms}

    def _column(self, name: str) -> Name:
        row = self.given[name]
        return row.name if isinstance(row, Parameter) else (self.deal.name, name)


class Graph:
    """Formulas of some deals as one list of steps, each thing computed once.

    Places are numbers: of what comes in first, then of what each step makes. Terms of equal value
    share a place, unless their column is given.
    """

    def __init__(self, deals: Sequence[Prepared], apart: Iterable[Name] = ()) -> None:
        self.sources: dict[Hashable, int] = {}
        self.origin: dict[int, tuple[Name, Parameter | Term, float]] = {}
        self.steps: list[Step] = []
        self.targets: list[tuple[str, str, int]] = []
        self._known: dict[Hashable, int] = {}
        self._apart = frozenset(apart)
        self._size = 0
        for each in deals:
            self._add(each)
        self._last = self._last_uses()

    def filled(
        self, columns: Mapping[Name, Array], seed: int, number: int, size: int, base: Base
    ) -> dict[int, Array]:
        """What comes in: given columns, and for the rest draws or held values.

        Where others are held, so is the world of interruptions: the first.
        """
        found: dict[int, Array] = {self.sources[key]: each for key, each in CALENDAR.items()}
        worlds = Block(seed, number, size).worlds if base == "drawn" else np.zeros((1, 1))
        found[self.sources[WORLD]] = np.reshape(columns.get(WORLD, worlds), (-1, 1))
        found[self.sources["seed"]] = np.full((1, 1), float(seed))
        for place, (name, row, value) in self.origin.items():
            if name in columns:
                column = np.asarray(columns[name], dtype=float).reshape(size, -1)
                found[place] = _scaled(column, row)
            elif isinstance(row, Parameter):
                found[place] = _scaled(held(row, seed, number, size, base), row)
            else:
                found[place] = np.full((1, 1), value)
        return found

    def run(self, values: dict[int, Array], *, free: bool = False) -> dict[int, Array]:
        """Compute all steps; those no longer needed are freed on the way if so asked."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for index, (place, compute, reads) in enumerate(self.steps):
                values[place] = compute(*[values[each] for each in reads])
                if free:
                    for done in self._last.get(index, ()):
                        del values[done]
        return values

    def reached(self, places: Iterable[int]) -> list[Step]:
        """Steps that a change of what comes in at some places reaches, in order."""
        touched, found = set(places), []
        for step in self.steps:
            if not touched.isdisjoint(step[2]):
                touched.add(step[0])
                found.append(step)
        return found

    def _add(self, each: Prepared) -> None:
        places = {key: self._source(key, None) for key in GIVEN}
        for key, name in each.columns.items():
            places[key] = self._incoming(each, key, name)
        for step in each.steps:
            reads = tuple(places[name] for name in step.inputs)
            same = (step.compute, *reads)
            if same not in self._known:
                self._known[same] = self._next()
                self.steps.append((self._known[same], step.compute, reads))
            places[step.name] = self._known[same]
        self.targets += [(each.deal.name, name, places[name]) for name in each.wanted]

    def _incoming(self, each: Prepared, key: str, name: Name) -> int:
        row = each.given[key]
        if isinstance(row, Parameter):
            return self._source(name, (name, row, row.mode))
        own: Hashable = name if name in self._apart else ("term", row)
        return self._source(own, (name, each.terms[key], row))

    def _source(self, key: Hashable, origin: tuple[Name, Parameter | Term, float] | None) -> int:
        if key not in self.sources:
            self.sources[key] = self._next()
            if origin is not None:
                self.origin[self.sources[key]] = origin
        return self.sources[key]

    def _next(self) -> int:
        self._size += 1
        return self._size - 1

    def _last_uses(self) -> dict[int, list[int]]:
        kept = {place for _, _, place in self.targets}
        last = {read: i for i, (_, _, reads) in enumerate(self.steps) for read in reads}
        found: dict[int, list[int]] = {}
        for place, index in last.items():
            if place not in kept:
                found.setdefault(index, []).append(place)
        return found


def held(row: Parameter, seed: int, number: int, size: int, base: Base) -> Array:
    """A parameter's column, in its own unit: drawn, or one value in all cases.

    As in an evaluation only fixed parameters are a single value, (1, 1).
    """
    if base == "drawn" or row.distribution == FIXED:
        return draw(row, seed, number, size)
    if base == "medians" and row.distribution != YEARLY:
        return at_chance(row, np.full((size, 1), 0.5))
    return np.full((size, 1), row.mode)


def at_chance(row: Parameter, chance: Array) -> Array:
    """Values below which a parameter lies with the given chances, by its own law."""
    if row.distribution == FIXED:
        return np.full_like(chance, row.mode)
    return np.clip(quantile(row, chance), row.minimum, row.maximum)


def _scaled(column: Array, row: Parameter | Term) -> Array:
    factor = scale(row)
    return column if factor == 1.0 else column * factor
