"""Time of what says how sure a choice is: ranks, break-evens, indices, luck; other programs beside.

A figure is the least and the median of several runs. Other programs do the same work on the same
numbers, one case after another, as their own guides do it; theirs is timed on a part of the draws
and told for all. One that is not installed is left out, and said to be.
"""

import importlib
import itertools
import logging
import sys
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from models import QUESTIONS, Contest, contest, default_study, evaluate, load_dataset, score
from models.analysis.acceptability import rank_shares, scores
from models.analysis.sobol import design, singles, sobol
from models.formula import Array
from models.sampling import stream
from tests.bench_report import timed

DRAWS, DEALS, PART = 10_000, 4, 500
POWER, INPUTS = 10, 30
YEARS, EMA_DRAWS = 20, 500
TWO_LEADING = {
    "movers": ("tornado of the numbers, break-evens and luck", "2000"),
    "agreed": ("tornado of the terms of two deals", "2000"),
    "switches": ("all break-evens of two deals", "2000"),
    "knowing": ("value of everything, of all numbers, of each", "1000"),
    "indices": (f"Sobol, N = 1,024, {INPUTS} leading inputs", "2000"),
    "losing": ("where each deal loses", "2000"),
    "stress": ("21 named worlds", "4000"),
}


def of_drivers() -> list[tuple]:
    """Ask all questions of the two leading deals, and let other programs do some of it."""
    of = leading()
    rows = [of_ranks(of)]
    for kind, (name, aim) in TWO_LEADING.items():
        rows.append((name, *timed(lambda kind=kind: QUESTIONS[kind](of, nothing), 3), "ms", aim))
    return [*rows, *of_others(of)]


def nothing(_: float) -> None:
    """Take note of no progress."""


def leading(draws: int = 2_000) -> Contest:
    """Put the two leading deals of the default study beside each other."""
    data = load_dataset()
    weights = {key: each.weight for key, each in data.criteria.items()}
    evaluation = evaluate(default_study(weights).changed(draws=draws), data)
    scored = score(evaluation, data.criteria)
    order = sorted(scored.scores, key=lambda name: -float(scored.scores[name].mean()))
    return contest(evaluation, data, scored, *order[:2])


def of_ranks(of: Contest) -> tuple:
    """From a weight slider to the ranks of four deals in 10,000 futures."""
    values, weights = values_of(of), itertools.cycle(np.eye(3) * 0.3 + 0.2)

    def moved() -> Array:
        own = next(weights)
        return rank_shares(scores(values, own / own.sum()))

    return (f"weights to ranks, {DRAWS:,} draws x {DEALS} deals", *timed(moved, 25), "ms", "2")


def values_of(of: Contest) -> Array:
    """Values of the four deals, (deal, criterion, n), drawn as often as is needed."""
    made = of.scored.standing.values[:DEALS]
    return np.tile(made, (1, 1, -(-DRAWS // made.shape[2])))[:, :, :DRAWS]


def of_others(of: Contest) -> list[tuple]:
    """Time other programs that are installed; say which are not."""
    works: dict[str, tuple[str, Callable[[Contest], tuple]]] = {
        "pymcdm": ("pymcdm", with_pymcdm),
        "skcriteria": ("scikit-criteria", with_criteria),
        "SALib": ("SALib", with_salib),
        "ema_workbench": ("EMA Workbench", with_ema),
    }
    return list(_installed(works, of))


def _installed(works: dict[str, tuple[str, Callable]], of: Contest) -> Iterator[tuple]:
    for module, (name, work) in works.items():
        try:
            importlib.import_module(module)
        except ImportError:
            sys.stdout.write(f"{name} is left out: not installed (pip install {module})\n")
            continue
        yield from work(of)


def with_pymcdm(of: Contest) -> Iterator[tuple]:
    """Rank by a weighted sum, draw by draw."""
    from pymcdm.helpers import rrankdata  # noqa: PLC0415
    from pymcdm.methods import WSM  # noqa: PLC0415

    tables, weights, types = values_of(of)[:, :, :PART], np.full(3, 1 / 3), np.ones(3)
    method = WSM(normalization_function=_as_it_is)

    def ranked() -> Array:
        counts = np.zeros((DEALS, DEALS))
        for draw in range(PART):
            scored = method(tables[:, :, draw], weights, types, validation=False)
            places = rrankdata(scored).astype(int)
            counts[np.arange(DEALS), places - 1] += 1.0
        return counts

    yield _whole("pymcdm, the same ranks", timed(ranked, 3), DRAWS / PART)


def _as_it_is(column: Array, cost: bool = False) -> Array:  # noqa: ARG001
    """Leave values as they are: they go from 0 to 1 already."""
    return column


def with_criteria(of: Contest) -> Iterator[tuple]:
    """Rank by a weighted sum, draw by draw."""
    import skcriteria  # noqa: PLC0415
    from skcriteria.agg.simple import WeightedSumModel  # noqa: PLC0415

    tables = values_of(of)[:, :, : PART // 100]

    def ranked() -> Array:
        counts = np.zeros((DEALS, DEALS))
        for draw in range(tables.shape[2]):
            table = skcriteria.mkdm(tables[:, :, draw], [max] * 3, weights=np.full(3, 1 / 3))
            places = WeightedSumModel().evaluate(table).rank_
            counts[np.arange(DEALS), places - 1] += 1.0
        return counts

    yield _whole("scikit-criteria, the same ranks", timed(ranked, 2), DRAWS / tables.shape[2])


def with_salib(_: Contest) -> Iterator[tuple]:
    """First and total indices with intervals of the same runs of a function of 30 inputs."""
    from SALib.analyze import sobol as analysis  # noqa: PLC0415

    names = tuple(f"x{place}" for place in range(INPUTS))
    points = design(INPUTS, POWER, stream(1, "bench"))
    factors = np.linspace(0.0, 5.0, INPUTS)
    own = timed(lambda: sobol(_product(factors), points, singles(names), stream(2, "bench")), 3)
    yield (f"own indices of {INPUTS} inputs, 200 resamples", *own, "ms", "-")
    runs = _interleaved(points, _product(factors))
    problem = {"num_vars": INPUTS, "names": list(names), "bounds": [[0.0, 1.0]] * INPUTS}
    given: dict[str, Any] = {"calc_second_order": False, "num_resamples": 200, "seed": 1}
    other = timed(lambda: analysis.analyze(problem, runs, **given), 3)
    yield ("SALib, the same runs, its analysis alone", *other, "ms", "-")


def _product(factors: Array) -> Callable[[Array], Array]:
    """Sobol's product function g."""
    return lambda points: np.prod((np.abs(4 * points - 2) + factors) / (1 + factors), axis=1)


def _interleaved(points: tuple[Array, Array], function: Callable[[Array], Array]) -> Array:
    """Results in the order in which SALib takes them: A, each A with a column of B, and B."""
    one, other = points
    runs = [function(one)]
    for column in range(INPUTS):
        mixed = one.copy()
        mixed[:, column] = other[:, column]
        runs.append(function(mixed))
    return np.column_stack([*runs, function(other)]).ravel()


def with_ema(_: Contest) -> Iterator[tuple]:
    """Draw a toy cash flow of 20 years for four deals, one case after another."""
    import ema_workbench as ema  # noqa: PLC0415

    logging.getLogger("EMA").setLevel(logging.ERROR)
    stream_ = stream(3, "bench")
    low, high = np.array([50.0, 5.0, 20.0, 0.06]), np.array([90.0, 15.0, 60.0, 0.12])
    drawn = low + (high - low) * stream_.random((DRAWS, 4))
    own = timed(lambda: cash_flow(*(each[:, None] for each in drawn.T)), 7)
    yield (f"toy cash flow, {DRAWS:,} draws x {DEALS} deals, arrays", *own, "ms", "-")
    names = ("price", "cost", "invested", "rate")
    model = ema.Model("toy", function=lambda **case: _named(cash_flow(*case.values())))
    model.uncertainties = [
        ema.RealParameter(name, *ends) for name, *ends in zip(names, low, high, strict=True)
    ]
    model.outcomes = [ema.ScalarOutcome(f"worth_{deal}") for deal in range(DEALS)]

    def played() -> object:
        return ema.perform_experiments(model, EMA_DRAWS, log_progress=True)

    yield _whole("EMA Workbench, the same cash flow", timed(played, 1), DRAWS / EMA_DRAWS)


def cash_flow(price: Any, cost: Any, invested: Any, rate: Any) -> Array:
    """Net present value of each of four deals, (deal, n) or (deal,)."""
    worth = (1.0 + rate) ** -np.arange(1.0, YEARS + 1.0)
    made = [
        ((price - cost * (1 + deal / 10)) * worth).sum(axis=-1) - np.squeeze(invested) * 5
        for deal in range(DEALS)
    ]
    return np.stack(made)


def _named(worths: Array) -> dict[str, float]:
    return {f"worth_{deal}": float(each) for deal, each in enumerate(worths)}


def _whole(name: str, taken: tuple[float, float], times: float) -> tuple:
    """Tell what all draws would take."""
    return (f"{name}, told for all", taken[0] * times, taken[1] * times, "ms", "-")
