"""Quantities of a deal that was computed, for the same worlds again with some held at other values.

Shapes   (1, 1) or (n, 1): the first ``size`` of the draws of the deal.
Units    The engine's: years, shares.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.explain import Traced
from models.formula import Array
from models.sampling import BLOCK, draw
from models.supply.deal import Number
from models.tables import Parameter
from models.wiring import scale

SIZE = BLOCK  # draws, where a study has so many
PREMIUM = "shortage_premium"  # the one row that only the page of security reads


@dataclass(frozen=True)
class Numbers:
    """Quantities of a deal by name, some of them held at other values."""

    traced: Traced
    seed: int
    size: int
    held: Mapping[str, Number]

    def __contains__(self, name: Any) -> bool:
        return name in self.traced.values or name in self.traced.given

    def __getitem__(self, name: str) -> Array:
        """A quantity, a row or a term, in the engine's units."""
        if name in self.held:
            return np.atleast_2d(np.asarray(self.held[name], dtype=float))
        if name in self.traced.values:
            return self.traced.values[name].array[: self.size]
        row = self.traced.given[name]
        if isinstance(row, Parameter):
            return draw(row, self.seed, 0, self.size) * scale(row)
        return np.full((1, 1), row)

    def __call__(self, name: str) -> Array:
        """The same, as a function."""
        return self[name]

    def but(self, **held: Number) -> "Numbers":
        """The same, with some quantities held."""
        return Numbers(self.traced, self.seed, self.size, {**self.held, **held})
