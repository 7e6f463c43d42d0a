"""A case table: a row is a case, a column an input; every analysis only fills columns differently.

A column is one parameter, by its name in the dataset, or one term, by its deal's name and its own.
Columns that are not given are as drawn for the study, or held at modes or medians. All deals see
the same rows, and what two deals compute from the same inputs is computed once.

Shapes   Columns (n,), or (n, t) for yearly shocks; results (n,).
Units    Of the rows and terms as people write them; converted where they enter.
Raises   StudyError: a deal that cannot be evaluated. Stopped: the caller asked to stop.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import numpy as np

from models.analysis.case_graph import Base, Graph, Name, Prepared, at_chance
from models.analysis.values import Scale, scales
from models.dataset import Dataset
from models.evaluate import inputs
from models.formula import Array, Formula, plan
from models.limits import keep_limits
from models.sampling import BLOCK, FIXED
from models.study import Deal, Study
from models.tables import Criterion, Parameter
from models.wiring import CRITERIA, GIVEN, Wired, country_of, wired

Results = dict[str, dict[str, Array]]  # by deal and quantity
FINE = np.linspace(0.0, 1.0, 20_001)  # chances at which a law is tabulated


class Stopped(Exception):  # noqa: N818  (no error: nobody waits any more)
    """Long work ended because the caller no longer wants it."""


@dataclass(frozen=True, eq=False)
class Pair:
    """Two deals whose difference is looked at, and how it is scored."""

    first: str
    second: str
    weights: Mapping[str, float]  # shares that sum to one
    criteria: Mapping[str, Criterion]
    half_way: Mapping[str, float] = field(default_factory=dict)  # amounts that are worth half

    @cached_property
    def scales(self) -> dict[str, Scale]:
        """What amounts are worth."""
        return scales(self.half_way, self.criteria)

    @property
    def names(self) -> tuple[str, str]:
        """Both deals."""
        return self.first, self.second

    def values(self, found: Mapping[str, Mapping[str, Array]]) -> dict[str, Array]:
        """First less second in the value of each criterion, from 0 to 1."""
        one, other = found[self.first], found[self.second]
        return {k: each.value(one[k]) - each.value(other[k]) for k, each in self.scales.items()}

    def gap(self, found: Mapping[str, Mapping[str, Array]]) -> Array:
        """First less second in the score, from -1 to 1."""
        parts = self.values(found)
        return np.asarray(np.sum([self.weights[k] * each for k, each in parts.items()], axis=0))

    def differences(self, found: Mapping[str, Mapping[str, Array]]) -> dict[str, Array]:
        """First less second in the score, and in each criterion in its unit."""
        one, other = found[self.first], found[self.second]
        return {"score": self.gap(found), **{k: one[k] - other[k] for k in self.criteria}}


def prepared(
    study: Study,
    dataset: Dataset,
    names: Sequence[str] | None = None,
    wanted: Sequence[str] = CRITERIA,
) -> tuple[Prepared, ...]:
    """Make deals of a study ready for case tables: all of them, or those named."""
    data = dataset.with_overrides(study.world.overrides)
    deals = study.all_deals if names is None else tuple(map(study.deal, names))
    made = tuple(_prepared(deal, dataset, data, tuple(wanted)) for deal in deals)
    keep_limits({each.deal.name: each.given for each in made})
    return made


def parameters(deals: Sequence[Prepared]) -> dict[str, Parameter]:
    """Parameters that any of the deals reads, by name."""
    rows = (each.given[key] for each in deals for key in each.columns)
    return {row.name: row for row in rows if isinstance(row, Parameter)}


def varying(deals: Sequence[Prepared]) -> dict[str, Parameter]:
    """Parameters that any of the deals reads and that are not fixed."""
    return {n: row for n, row in parameters(deals).items() if row.distribution != FIXED}


def evaluated(
    deals: Sequence[Prepared],
    columns: Mapping[Name, Array],
    rows: int,
    seed: int,
    *,
    base: Base = "drawn",
    chunk: int = BLOCK,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Results:
    """Run the formulas of deals over a case table.

    Parameters
    ----------
    deals
        What to run, from ``prepared``.
    columns
        Inputs that are given, one value for each row.
    rows, seed
        Number of cases; the draws that fill the other columns are those of the study's blocks.
    base
        What the other columns hold.
    chunk
        Rows computed at once; with drawn columns it is the size of a block.
    progress, stop
        Told the share done after each chunk; asked before each chunk whether to end.
    """
    graph = Graph(deals, apart=columns.keys())
    made: Results = {each.deal.name: {q: np.empty(rows) for q in each.wanted} for each in deals}
    size = BLOCK if base == "drawn" else chunk
    for number, first in enumerate(range(0, rows, size)):
        if stop():
            raise Stopped
        part = slice(first, min(first + size, rows))
        given = {name: column[part] for name, column in columns.items()}
        found = graph.run(graph.filled(given, seed, number, part.stop - first, base), free=True)
        for deal, quantity, place in graph.targets:
            made[deal][quantity][part] = found[place][:, 0]
        progress(part.stop / rows)
    return made


def chance_of(row: Parameter, value: float) -> float | None:
    """Chance that a parameter lies below a value; a fixed one has no law."""
    if row.distribution == FIXED:
        return None
    return float(np.interp(value, at_chance(row, FINE), FINE))


def _prepared(deal: Deal, dataset: Dataset, data: Dataset, wanted: tuple[str, ...]) -> Prepared:
    country = country_of(deal, dataset)
    ready = wired(dataset, deal.structure, country)
    given = inputs(deal, ready, data, country)
    return Prepared(deal, ready, given, _steps(ready, wanted, frozenset(given)), wanted)


@lru_cache(maxsize=64)
def _steps(ready: Wired, wanted: tuple[str, ...], given: frozenset[str]) -> tuple[Formula, ...]:
    """Order the formulas that are needed, once for all worlds of a structure."""
    return plan(wanted, ready.formulas, given | GIVEN.keys())
