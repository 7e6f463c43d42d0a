"""Evaluate every deal of a study over the same draws.

A case is a row, everything else is a column: a block of cases is drawn once, and every deal's
formulas run over it as whole arrays. Large numbers of draws are processed in blocks that fit the
processor's cache, which also bounds memory.

Shapes   Inside (n, 1), (1, t) and (n, t); results (n,).
Raises   StudyError: a study that cannot be evaluated, with every reason.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType

import numpy as np

from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.formula import Array
from models.memo import Memo, Numbered
from models.sampling import BLOCK, YEARS, draw
from models.structures import STRUCTURES, Structure
from models.study import Deal, Study
from models.tables import Parameter
from models.wiring import Wired, country_of, scale, term_values, wired

MODEL_VERSION = "1.0"  # changes when a formula changes a result; the golden test insists


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

    def quantiles(self, quantity: str) -> tuple[float, float, float]:
        """P10, P50 and P90 of a quantity, computed once."""
        if quantity not in self.known:
            low, middle, high = np.percentile(self.values[quantity], (10, 50, 90))
            self.known[quantity] = float(low), float(middle), float(high)
        return self.known[quantity]


@dataclass(frozen=True)
class Evaluation:
    """Results of one study on one dataset; the baseline is the last outcome."""

    study: Study
    dataset_version: str
    model_version: str
    outcomes: Mapping[str, Outcome]


@dataclass(frozen=True)
class Block:
    """Which draws are being computed."""

    seed: int
    number: int
    size: int

    @property
    def first(self) -> int:
        """Index of its first draw."""
        return self.number * BLOCK


class Columns:
    """Results by quantity, put together block by block; a constant takes no room."""

    def __init__(self, draws: int) -> None:
        self._draws = draws
        self._columns: dict[str, Array] = {}

    def put(self, name: str, first: int, values: Array) -> None:
        """Add one block of a quantity."""
        column = self._columns.get(name)
        constant = values.size == 1 and (column is None or np.all(column[:1] == values))
        if constant and (column is None or not column.flags.writeable):
            self._columns[name] = np.broadcast_to(values, (self._draws,))
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


def evaluate(
    study: Study,
    dataset: Dataset,
    *,
    memo: Memo | None = None,
    progress: Callable[[float], None] = lambda _: None,
) -> Evaluation:
    """Evaluate all deals of a study, and the baseline.

    Parameters
    ----------
    study, dataset
        What was chosen, and the numbers.
    memo
        Results to start from and to add to; a caller that evaluates often keeps one.
    progress
        Called with the share done after each block of draws.

    Raises
    ------
    StudyError
        When partners, overrides or terms cannot be evaluated.
    """
    data = dataset.with_overrides(study.world.overrides)
    countries = _countries(study, dataset)
    collected = {deal.name: Columns(study.draws) for deal in study.all_deals}
    for block in blocks(study):
        shared = memo or Memo()
        for deal in study.all_deals:
            ready = wired(dataset, deal.structure, countries[deal.name])
            values = run(ready, inputs(deal, ready, data, countries[deal.name]), block, shared)
            _collect(deal, ready, values, block, collected[deal.name])
        progress((block.first + block.size) / study.draws)
    outcomes = {
        deal.name: Outcome(
            deal=deal,
            structure=STRUCTURES[deal.structure],
            country=countries[deal.name],
            values=MappingProxyType(collected[deal.name].done()),
        )
        for deal in study.all_deals
    }
    return Evaluation(study, dataset.version, MODEL_VERSION, MappingProxyType(outcomes))


def blocks(study: Study) -> Iterator[Block]:
    """Blocks of draws that make up a study."""
    for number, first in enumerate(range(0, study.draws, BLOCK)):
        yield Block(study.seed, number, min(BLOCK, study.draws - first))


def inputs(deal: Deal, ready: Wired, data: Dataset, country: str) -> dict[str, Parameter | float]:
    """Where each input of a deal comes from: a row of the dataset, or a term's value."""
    rows = data.for_deal(deal.structure, ready.structure.site_for(country), country)
    return {**rows, **term_values(deal)}


def run(
    ready: Wired, given: Mapping[str, Parameter | float], block: Block, memo: Memo
) -> dict[str, Numbered]:
    """Run a deal's formulas over one block of cases; every quantity by name."""
    values = {
        "year": memo.get("year", lambda: np.arange(float(YEARS))[None, :]),
        "period": memo.get("period", lambda: np.ones((1, 1))),
    }
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        for step in ready.steps:
            for name in step.inputs:
                if name not in values:
                    values[name] = _column(given[name], block, memo)
            found = [values[name] for name in step.inputs]
            key = (step.compute, *(each.number for each in found))
            values[step.name] = memo.get(key, partial(step.compute, *(x.array for x in found)))
    return values


def _column(given: Parameter | float, block: Block, memo: Memo) -> Numbered:
    if isinstance(given, float):
        return memo.get(("term", given), lambda: np.full((1, 1), given))
    spread = (given.distribution, given.minimum, given.low, given.mode, given.high, given.maximum)
    key = (given.name, *spread, given.factor, given.loading, block)
    return memo.get(key, partial(_drawn, given, block))


def _drawn(given: Parameter, block: Block) -> Array:
    drawn, factor = draw(given, block.seed, block.number, block.size), scale(given)
    return drawn if factor == 1.0 else drawn * factor


def _collect(
    deal: Deal, ready: Wired, values: Mapping[str, Numbered], block: Block, columns: "Columns"
) -> None:
    """Keep the results that are wanted for every draw."""
    wrong = [name for name in ready.targets if not np.isfinite(values[name].array).all()]
    if wrong:
        raise StudyError([_not_finite(deal, wrong, values)])
    for name in ready.targets:
        columns.put(name, block.first, values[name].array[:, 0])


def _not_finite(deal: Deal, wrong: list[str], values: Mapping[str, Numbered]) -> Problem:
    empty = int(np.sum(values["lifetime_output"].array <= 0.0))
    if empty:
        what = f"no magnets are made in {empty} of the draws, so their cost has no end"
        return Problem(deal.name, what, "Give it more oxide, let it import oxide, or start sooner")
    what = f"{', '.join(wrong)} cannot be computed"
    return Problem(deal.name, what, "Set its terms and changed numbers back, one by one")


def _countries(study: Study, dataset: Dataset) -> dict[str, str]:
    problems: list[Problem] = []
    found: dict[str, str] = {}
    for deal in study.all_deals:
        try:
            found[deal.name] = country_of(deal, dataset)
        except StudyError as error:
            problems += error.problems
    if problems:
        raise StudyError(problems)
    return found
