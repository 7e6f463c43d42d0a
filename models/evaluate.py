"""Evaluate every deal of a study over the same draws.

A case is a row, everything else is a column: a block of cases is drawn once, and every deal's
formulas run over it as whole arrays. Large numbers of draws are processed in blocks that fit the
processor's cache, which also bounds memory.

Shapes   Inside (n, 1), (1, t) and (n, t); results (n,).
Raises   StudyError: a study that cannot be evaluated, with every reason.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType

import numpy as np

from models.analysis.values import scales
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.formula import Array
from models.limits import keep_limits
from models.memo import Memo, Numbered
from models.outcomes import Columns, Evaluation, Outcome
from models.sampling import BLOCK, YEARS, draw
from models.structures import STRUCTURES
from models.study import Deal, Study
from models.tables import Parameter
from models.wiring import Wired, country_of, scale, term_values, wired

MODEL_VERSION = "2.0"  # changes when a formula changes a result; the golden test insists

ONE_RUN = 96 * 2**20  # bytes: the arrays of one deal, and what the next may share


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

    @property
    def worlds(self) -> Array:
        """Numbers of its worlds of interruptions, (n, 1): one for each draw."""
        return self.first + np.arange(float(self.size))[:, None]


def evaluate(
    study: Study,
    dataset: Dataset,
    *,
    memo: Memo | None = None,
    progress: Callable[[float], None] = lambda _: None,
    reached: Callable[[str], None] = lambda _: None,
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
    reached
        Called with the name of each deal when its first block of draws is done: until the next
        deal is, ``trace`` with the same memo finds it computed.

    Raises
    ------
    StudyError
        When partners, overrides, terms or what is worth half cannot be evaluated.
    """
    scales(study.half_way, dataset.criteria)
    data = dataset.with_overrides(study.world.overrides)
    countries = _countries(study, dataset)
    ready = {
        deal.name: wired(dataset, deal.structure, countries[deal.name]) for deal in study.all_deals
    }
    given = {
        deal.name: inputs(deal, ready[deal.name], data, countries[deal.name])
        for deal in study.all_deals
    }
    keep_limits(given)
    collected = {deal.name: Columns(study.draws) for deal in study.all_deals}
    for block in blocks(study):
        shared = memo or Memo(ONE_RUN)
        for deal in study.all_deals:
            job = Job(deal.name, ready[deal.name], given[deal.name], block)
            for name, values in zip(
                job.ready.targets, shared.get(job.key, job.results(shared)).array, strict=True
            ):
                collected[deal.name].put(name, block.first, values)
            if not block.number:
                reached(deal.name)
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
    _delivering(outcomes)
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
        "world": memo.get(("world", block), lambda: block.worlds),
        "seed": memo.get(("seed", block.seed), lambda: np.full((1, 1), float(block.seed))),
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


@dataclass(frozen=True)
class Job:
    """One deal to be computed over one block of draws."""

    deal: str
    ready: Wired
    given: Mapping[str, Parameter | float]
    block: Block

    @property
    def key(self) -> Hashable:
        """All that the results depend on: an unchanged deal is not computed again."""
        origins = tuple(_origin(self.given[name]) for name in self.ready.needs)
        return (self.ready, self.block, *origins)

    def results(self, memo: Memo) -> Callable[[], Array]:
        """Return how to compute the wanted quantities, (quantity, n).

        Raises
        ------
        StudyError
            When called, if one of them is not finite in some draw.
        """

        def compute() -> Array:
            values = run(self.ready, self.given, self.block, memo)
            shape = (self.block.size,)
            wanted = [
                np.broadcast_to(values[name].array[:, 0], shape) for name in self.ready.targets
            ]
            table = np.stack(wanted)
            bad = ~np.isfinite(table)
            if bad.any():
                never = np.all(values["magnet_output"].array <= 0.0, axis=1)
                if bad[:, ~np.broadcast_to(never, shape)].any():
                    wrong = [n for n, row in zip(self.ready.targets, bad, strict=True) if row.any()]
                    raise StudyError([_not_finite(self.deal, wrong)])
                table[bad] = np.nan
            return table

        return compute


def _origin(given: Parameter | float) -> Hashable:
    """Everything about a term or a row of the dataset that its draws depend on."""
    if isinstance(given, float):
        return given
    spread = (given.distribution, given.minimum, given.low, given.mode, given.high, given.maximum)
    return (given.name, *spread, given.factor, given.loading)


def _column(given: Parameter | float, block: Block, memo: Memo) -> Numbered:
    if isinstance(given, float):
        return memo.get(("term", given), lambda: np.full((1, 1), given))
    return memo.get((_origin(given), block), partial(_drawn, given, block))


def _drawn(given: Parameter, block: Block) -> Array:
    drawn, factor = draw(given, block.seed, block.number, block.size), scale(given)
    return drawn if factor == 1.0 else drawn * factor


def _not_finite(deal: str, wrong: list[str]) -> Problem:
    what = f"{', '.join(wrong)} cannot be computed"
    return Problem(deal, what, "Set its terms and changed numbers back, one by one")


def _delivering(outcomes: Mapping[str, Outcome]) -> None:
    """Refuse deals that deliver nothing in any draw: they have no cost at all."""
    what = "no magnets are made within the 30 years looked at, in any draw"
    fix = "Give it more oxide, let it import oxide, or start sooner"
    problems = [
        Problem(name, what, fix)
        for name, each in outcomes.items()
        if np.isnan(each.values["cost"]).all()
    ]
    if problems:
        raise StudyError(problems)


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
