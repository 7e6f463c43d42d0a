"""What an evaluation gives: every quantity of every deal over the draws, put together by blocks.

Shapes   (n,), read-only; a constant takes no room.
Units    Those of the quantities.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from models.formula import Array
from models.sampling import BLOCK
from models.structures import Structure
from models.study import Deal, Study

BY_MEAN = frozenset({"supply_security"})  # judged by what is to be expected over many worlds


@dataclass(frozen=True)
class Outcome:
    """One deal's quantities over the draws, each (n,)."""

    deal: Deal
    structure: Structure
    country: str
    values: Mapping[str, Array]
    known: dict[str, tuple[float, float, float]] = field(default_factory=dict, compare=False)

    @property
    def name(self) -> str:
        """Name of the deal."""
        return self.deal.name

    def defined(self, quantity: str) -> Array:
        """Values of a quantity in the draws in which it has one, (m,).

        What is counted per kilogram has none in draws that never deliver within the calendar.
        """
        values = self.values[quantity]
        known = ~np.isnan(values)
        return values if known.all() else values[known]

    def mean(self, quantity: str) -> float:
        """Mean over the draws in which a quantity has a value."""
        return float(np.mean(self.defined(quantity)))

    def span(self, quantity: str) -> tuple[float, float, float]:
        """P10, what stands for the whole, and P90: the median, or the mean (``BY_MEAN``)."""
        low, middle, high = self.quantiles(quantity)
        return low, self.mean(quantity) if quantity in BY_MEAN else middle, high

    def quantiles(self, quantity: str) -> tuple[float, float, float]:
        """P10, P50 and P90 of a quantity, computed once."""
        if quantity not in self.known:
            low, middle, high = np.percentile(self.defined(quantity), (10, 50, 90))
            self.known[quantity] = float(low), float(middle), float(high)
        return self.known[quantity]


@dataclass(frozen=True)
class Evaluation:
    """Results of one study on one dataset; the baseline is the last outcome."""

    study: Study
    dataset_version: str
    model_version: str
    outcomes: Mapping[str, Outcome]


class Columns:
    """Results by quantity, put together block by block; a constant takes no room."""

    def __init__(self, draws: int) -> None:
        self._draws = draws
        self._columns: dict[str, Array] = {}

    def put(self, name: str, first: int, values: Array) -> None:
        """Add one block of a quantity."""
        column = self._columns.get(name)
        constant = bool(np.all(values == values[0]))
        constant = constant and (column is None or bool(column[0] == values[0]))
        if constant and (column is None or not column.flags.writeable):
            self._columns[name] = np.broadcast_to(values[:1], (self._draws,))
            return
        if values.size == self._draws and not values.flags.writeable:
            self._columns[name] = values  # whole, and kept already: studies share equal deals
            return
        if column is None or not column.flags.writeable:
            known = np.empty(self._draws) if column is None else column.copy()
            column = self._columns[name] = known
        column[first : first + BLOCK] = values

    def done(self) -> dict[str, Array]:
        """All columns, from now on read-only."""
        for column in self._columns.values():
            column.setflags(write=False)
        return self._columns
