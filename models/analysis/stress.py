"""Named worlds: what becomes of every deal if the world turns out in a certain way.

What a world does not hold is drawn as in the study, and the draws are the same in every world.
Regret is what choosing a deal
gives up against the best deal of that world. A world that cannot be, because of what it holds or
of what else the study says, is told with its reasons, and the others are tried.

Shapes   Means over draws; scores (deal, world).
Units    Of the criteria; scores 0..1.
Raises   Stopped: the caller asked to stop. StudyError: a study that cannot be evaluated.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.analysis.cases import Results, Stopped, evaluated, prepared
from models.analysis.named_worlds import NamedWorld
from models.analysis.regret import WorstCase, worst_case
from models.analysis.scoring import clearly_apart
from models.analysis.trials import Trials
from models.analysis.values import Scale, scales
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.formula import Array
from models.sampling import BLOCK
from models.study import Study


@dataclass(frozen=True)
class Outlook:
    """All deals in one world."""

    world: NamedWorld
    means: Mapping[str, Mapping[str, float]]  # by deal: each criterion, over draws that have one
    scores: Mapping[str, float]
    best: Mapping[str, str]  # the best deal by each criterion
    apart: bool  # whether the winner is ahead by more than its Monte-Carlo error

    @property
    def winner(self) -> str:
        """Deal with the highest mean score."""
        return max(self.scores, key=lambda name: self.scores[name])


@dataclass(frozen=True)
class Stress:
    """Deals by worlds, and why some worlds could not be tried."""

    outlooks: tuple[Outlook, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def deals(self) -> tuple[str, ...]:
        """Deals in the order of the study."""
        return tuple(self.outlooks[0].scores) if self.outlooks else ()

    @cached_property
    def worst(self) -> WorstCase:
        """Regret of every deal in every world, the largest of each, and whose is the smallest."""
        scores = [[each.scores[deal] for each in self.outlooks] for deal in self.deals]
        return worst_case(np.array(scores))

    @property
    def least_regret(self) -> tuple[str, ...]:
        """Deals whose worst-case regret is the smallest; more than one only if they are equal."""
        return tuple(self.deals[place] for place in self.worst.least)

    def worst_regret(self, deal: str) -> tuple[float, NamedWorld]:
        """Largest regret of a deal, and the world in which it is."""
        place = self.deals.index(deal)
        return float(self.worst.worst[place]), self.outlooks[self.worst.world[place]].world

    def wins(self) -> dict[str, int]:
        """Number of worlds that each deal wins."""
        winners = [each.winner for each in self.outlooks]
        return {deal: winners.count(deal) for deal in self.deals}

    def with_more(self, more: "Stress") -> "Stress":
        """Put more worlds before these."""
        return Stress((*more.outlooks, *self.outlooks), (*more.problems, *self.problems))


def stress(
    study: Study,
    dataset: Dataset,
    worlds: Sequence[NamedWorld],
    *,
    draws: int = BLOCK,
    progress: Callable[[float], None] = lambda _: None,
    stop: Callable[[], bool] = lambda: False,
) -> Stress:
    """Evaluate every deal of a study, and the baseline, in every world.

    Parameters
    ----------
    study, dataset
        What was chosen, its own changes to the world included, and the numbers.
    worlds
        Worlds, which change what they hold and leave the study's other choices.
    draws
        Draws at most.
    progress, stop
        Told the share done after each world; asked before each whether to end.
    """
    found, problems, rows = [], list[Problem](), min(draws, study.draws)
    trials = Trials(prepared(study, dataset), rows, study.seed)
    for count, world in enumerate(worlds, start=1):
        if stop():
            raise Stopped
        try:
            found.append(_outlook(study, dataset, world, trials))
        except StudyError as error:
            problems += _within(world, error)
        progress(count / len(worlds))
    progress(1.0)
    return Stress(tuple(found), tuple(problems))


def refuse(world: NamedWorld, study: Study, dataset: Dataset) -> None:
    """Refuse a world that holds what does not exist or may not be so, or contradicts a deal.

    Raises
    ------
    StudyError
        With every problem.
    """
    try:
        prepared(world.applied(study), dataset)
    except StudyError as error:
        raise StudyError(_within(world, error)) from None


def _within(world: NamedWorld, error: StudyError) -> list[Problem]:
    where = f"world {world.label!r}"
    return [each._replace(where=f"{where}, {each.where}") for each in error.problems]


def _outlook(study: Study, dataset: Dataset, world: NamedWorld, trials: Trials) -> Outlook:
    found = _tried(study, dataset, world, trials)
    weights, worth = study.weights.shares(), scales(study.half_way, dataset.criteria)
    scores = {name: _score(each, weights, worth) for name, each in found.items()}
    means = {name: {key: _mean(each[key]) for key in worth} for name, each in found.items()}
    best = {
        key: max(means, key=lambda name, k=key: _beyond(worth[k], means[name][k]))  # type: ignore[misc]
        for key in worth
    }
    level = {name: float(np.mean(each)) for name, each in scores.items()}
    return Outlook(world, means, level, best, _apart(scores, level))


def _tried(study: Study, dataset: Dataset, world: NamedWorld, trials: Trials) -> Results:
    """Results in a world, of what it reaches alone unless it holds terms."""
    inside = world.applied(study)
    deals = prepared(inside, dataset)
    if world.terms:
        return evaluated(deals, {}, trials.rows, study.seed)
    data = dataset.with_overrides(inside.world.overrides)
    return trials.held({name: data.parameters[name] for name in world.overrides})


def _score(
    found: Mapping[str, Array], weights: Mapping[str, float], worth: Mapping[str, Scale]
) -> Array:
    parts = [weights[key] * each.value(found[key]) for key, each in worth.items()]
    return np.asarray(np.sum(parts, axis=0))


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if known.size else float("nan")


def _beyond(scale: Scale, amount: float) -> float:
    """How good an amount is, without a limit at the anchors; none at all is worst."""
    share = (amount - scale.worst) / (scale.best - scale.worst)
    return float("-inf") if np.isnan(share) else float(share)


def _apart(scores: Mapping[str, Array], level: Mapping[str, float]) -> bool:
    order = sorted(level, key=lambda name: -level[name])
    return len(order) == 1 or clearly_apart(scores[order[0]], scores[order[1]])
