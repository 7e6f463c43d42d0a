"""Named worlds: what becomes of every deal if the world turns out in a certain way.

A world holds some parameters at values; everything else is drawn as in the study, and the draws
are the same in every world. Regret is what choosing a deal gives up against the best deal of that
world: in score, and in the cost of a kilogram.

Shapes   Numbers only: means over draws.
Units    Of the criteria; scores 0..1.
Raises   StudyError: worlds that hold what does not exist or what may not be so, all at once.
         Stopped: the caller asked to stop.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.analysis.cases import Stopped, evaluated, prepared
from models.analysis.scoring import clearly_apart, value
from models.dataset import Dataset
from models.errors import Problem, StudyError
from models.formula import Array
from models.sampling import BLOCK
from models.study import Study
from models.tables import Criterion


@dataclass(frozen=True)
class NamedWorld:
    """A world with its story, and the parameters that it holds."""

    key: str
    label: str
    story: str = ""
    source: str = ""
    overrides: Mapping[str, float] = field(default_factory=dict)


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

    def regret(self, deal: str) -> float:
        """Score given up by a deal against the best of this world."""
        return self.scores[self.winner] - self.scores[deal]

    def extra_cost(self, deal: str) -> float:
        """Cost of a kilogram above that of the cheapest deal of this world."""
        return self.means[deal]["cost"] - min(each["cost"] for each in self.means.values())


@dataclass(frozen=True)
class Stress:
    """Deals by worlds."""

    outlooks: tuple[Outlook, ...]

    @property
    def deals(self) -> tuple[str, ...]:
        """Deals in the order of the study."""
        return tuple(self.outlooks[0].scores)

    def worst_regret(self, deal: str) -> tuple[float, str]:
        """Largest regret of a deal, and the world in which it is."""
        worst = max(self.outlooks, key=lambda each: each.regret(deal))
        return worst.regret(deal), worst.world.key

    @property
    def least_regret(self) -> str:
        """Deal whose worst-case regret is the smallest."""
        return min(self.deals, key=lambda deal: self.worst_regret(deal)[0])

    def wins(self) -> dict[str, int]:
        """Number of worlds that each deal wins."""
        winners = [each.winner for each in self.outlooks]
        return {deal: winners.count(deal) for deal in self.deals}


def worlds_from(lines: Iterable[Mapping[str, str]]) -> tuple[NamedWorld, ...]:
    """Worlds from rows of one parameter each: key, label, story, parameter, value, source."""
    made: dict[str, NamedWorld] = {}
    for line in lines:
        key, name = line["key"], line["parameter"]
        known = made.get(key)
        held = {**(known.overrides if known else {})}
        if name:
            held[name] = float(line["value"])
        told = known or NamedWorld(key, line["label"], line["story"], line["source"])
        made[key] = NamedWorld(key, told.label, told.story, told.source, held)
    return tuple(made.values())


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
        Worlds, which change what they hold and leave the study's other changes.
    draws
        Draws at most.
    progress, stop
        Told the share done after each world; asked before each whether to end.

    Raises
    ------
    StudyError
        Naming each world that cannot be, and why.
    """
    refuse(worlds, dataset)
    found = []
    for count, world in enumerate(worlds, start=1):
        if stop():
            raise Stopped
        found.append(_outlook(study, dataset, world, min(draws, study.draws)))
        progress(count / len(worlds))
    return Stress(tuple(found))


def refuse(worlds: Sequence[NamedWorld], dataset: Dataset) -> None:
    """Refuse worlds that hold unknown parameters, or values beyond their bounds.

    Raises
    ------
    StudyError
        With every problem of every world.
    """
    problems: list[Problem] = []
    for world in worlds:
        try:
            dataset.with_overrides(world.overrides)
        except StudyError as error:
            where = f"world {world.label!r}"
            problems += [Problem(f"{where}, {p.where}", p.what, p.fix) for p in error.problems]
    if problems:
        raise StudyError(problems)


def _outlook(study: Study, dataset: Dataset, world: NamedWorld, draws: int) -> Outlook:
    overrides = {**study.world.overrides, **world.overrides}
    changed = study.model_copy(
        update={"world": study.world.model_copy(update={"overrides": overrides})}
    )
    found = evaluated(prepared(changed, dataset), {}, draws, study.seed)
    weights, criteria = study.weights.shares(), dataset.criteria
    scores = {name: _score(each, weights, criteria) for name, each in found.items()}
    means = {name: {key: _mean(each[key]) for key in criteria} for name, each in found.items()}
    best = {
        key: max(means, key=lambda name, k=key: _worth(criteria[k], means[name][k]))  # type: ignore[misc]
        for key in criteria
    }
    level = {name: float(np.mean(each)) for name, each in scores.items()}
    return Outlook(world, means, level, best, _apart(scores, level))


def _score(
    found: Mapping[str, Array], weights: Mapping[str, float], criteria: Mapping[str, Criterion]
) -> Array:
    parts = [weights[key] * value(each, found[key]) for key, each in criteria.items()]
    return np.asarray(np.sum(parts, axis=0))


def _mean(values: Array) -> float:
    known = values[~np.isnan(values)]
    return float(np.mean(known)) if known.size else float("nan")


def _worth(criterion: Criterion, amount: float) -> float:
    """How good an amount is, without a limit at the anchors; none at all is worst."""
    share = (amount - criterion.worst) / (criterion.best - criterion.worst)
    return float("-inf") if np.isnan(share) else float(share)


def _apart(scores: Mapping[str, Array], level: Mapping[str, float]) -> bool:
    order = sorted(level, key=lambda name: -level[name])
    return len(order) == 1 or clearly_apart(scores[order[0]], scores[order[1]])
