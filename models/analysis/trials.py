"""Deals over the same draws in one world after another: only what a world reaches is computed.

Everything that the formulas make without a world is kept, so that a world costs what depends on
the parameters it holds: one of prices leaves schedule and interruptions as they are.

Shapes   Results (n,): at most one block of draws.
Units    Of the rows; converted where they enter.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from models.analysis.case_graph import Graph, Prepared, held
from models.analysis.cases import Results
from models.formula import Array
from models.tables import Parameter
from models.wiring import scale


class Trials:
    """Some deals with all that their formulas make, ready to hold parameters at values."""

    def __init__(self, deals: Sequence[Prepared], rows: int, seed: int) -> None:
        self.rows, self._seed = rows, seed
        self._graph = Graph(deals)
        self._values = self._graph.run(self._graph.filled({}, seed, 0, rows, "drawn"))

    def held(self, rows: Mapping[str, Parameter]) -> Results:
        """Results with these rows in place of those of the same names."""
        graph, fresh = self._graph, dict[int, Array]()
        for name, row in rows.items():
            if name in graph.sources:
                column = held(row, self._seed, 0, self.rows, "drawn")
                fresh[graph.sources[name]] = column * scale(row)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            for place, compute, reads in graph.reached(tuple(fresh)):
                fresh[place] = compute(*[fresh.get(i, self._values[i]) for i in reads])
        made: Results = {}
        for deal, quantity, place in graph.targets:
            found = fresh.get(place, self._values[place])[:, 0]
            made.setdefault(deal, {})[quantity] = np.broadcast_to(found, (self.rows,))
        return made
