"""What matters between two deals of a study: each question of a reader as one piece of work.

The deal with the higher mean score is the first of the two, so their mean difference is not below
zero. All answers rest on the study's own draws, seed and weights.

Shapes   Scores (n,); numbers outside.
Units    Scores 0..1; inputs as people write them.
Raises   StudyError: a deal that the study does not have. What ``progress`` raises ends the work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

import numpy as np

from models.analysis import information
from models.analysis.break_even import break_evens, weight_break_evens
from models.analysis.case_graph import Prepared
from models.analysis.cases import Pair, prepared, varying
from models.analysis.crossings import BreakEven
from models.analysis.discovery import Box, discover
from models.analysis.drivers import Drivers, drawn_inputs, drivers
from models.analysis.fading import every_fading
from models.analysis.gaps import Gaps, information_gaps
from models.analysis.information import Worth
from models.analysis.named_worlds import NamedWorld, all_worlds
from models.analysis.scoring import Scored, clearly_apart
from models.analysis.sobol import Sobol, design, singles, sobol
from models.analysis.stress import Stress, stress
from models.analysis.sweeps import is_agreed, is_luck, moved_inputs
from models.analysis.tornado import Tornado, tornado
from models.analysis.variance import cube
from models.dataset import Dataset
from models.formula import Array
from models.outcomes import Evaluation, Outcome
from models.sampling import stream
from models.study import Study

FOLLOWED = 6  # strongest inputs of which the break-even is told in the sentence
COLUMNS, POWER = 30, 10  # of Sobol's design: inputs with their factors, 2^10 points
TORNADO = 0.8  # of the work on what moves the difference
OFTEN = 0.5  # a deal that is best in fewer draws is told by when it wins
Progress = Callable[[float], None]


@dataclass(frozen=True, eq=False)
class Contest:
    """Two deals of a study, and what is known of all of them."""

    study: Study
    dataset: Dataset
    outcomes: Mapping[str, Outcome]
    scored: Scored
    first: str
    second: str

    @property
    def names(self) -> tuple[str, ...]:
        """What is asked about, beside the study."""
        return self.first, self.second

    @cached_property
    def gap(self) -> Array:
        """Score of the first less that of the second, in every draw."""
        return np.asarray(self.scored.scores[self.first] - self.scored.scores[self.second])

    @property
    def apart(self) -> bool:
        """Whether the first is ahead by more than the Monte-Carlo error."""
        return clearly_apart(self.scored.scores[self.first], self.scored.scores[self.second])

    @property
    def levels(self) -> dict[str, float]:
        """Mean difference over all draws: in the score, and in each criterion in its unit."""
        one, other = (self.outcomes[name].values for name in (self.first, self.second))
        gaps = {key: float(np.nanmean(one[key] - other[key])) for key in self.dataset.criteria}
        return {"score": float(np.mean(self.gap)), **gaps}

    @property
    def pair(self) -> Pair:
        """The two, and how their difference is scored."""
        shares = self.study.weights.shares()
        criteria, half_way = self.dataset.criteria, self.study.half_way
        return Pair(self.first, self.second, shares, criteria, half_way)

    @property
    def worlds(self) -> tuple[NamedWorld, ...]:
        """The user's own worlds, and those of the dataset."""
        return all_worlds(self.study, self.dataset)

    @cached_property
    def two(self) -> tuple[Prepared, ...]:
        """The two deals made ready."""
        return prepared(self.study, self.dataset, (self.first, self.second))

    @cached_property
    def all(self) -> tuple[Prepared, ...]:
        """All deals made ready."""
        return prepared(self.study, self.dataset)


@dataclass(frozen=True)
class Movers:
    """What moves the difference of two deals, and where the strongest inputs turn it."""

    first: str
    second: str
    gap: float  # mean over all draws
    apart: bool
    tornado: Tornado
    turns: tuple[BreakEven, ...]  # of the strongest inputs, the nearest first
    drivers: Drivers
    gaps: Gaps


@dataclass(frozen=True)
class Switches:
    """The break-even of everything: inputs and terms, the nearest first, and weights."""

    inputs: tuple[BreakEven, ...]
    weights: tuple[BreakEven, ...]


@dataclass(frozen=True)
class Knowing:
    """What information is worth before one of all deals is chosen."""

    all: Worth
    single: Mapping[str, Worth]  # most first
    point: float | None  # what a score of 1 is worth, in the unit of cost; none without a price


@dataclass(frozen=True)
class Losing:
    """When a deal is not the best; or, of one that seldom is, when it is."""

    deal: str
    best: float  # share of draws in which it is
    wins: bool  # whether the box tells of winning
    box: Box


def contest(
    evaluation: Evaluation, dataset: Dataset, scored: Scored, one: str, other: str
) -> Contest:
    """Put two deals of an evaluated study beside each other, the higher mean score first."""
    ahead = sorted((one, other), key=lambda name: -float(np.mean(scored.scores[name])))
    return Contest(evaluation.study, dataset, evaluation.outcomes, scored, ahead[0], ahead[1])


def movers(of: Contest, progress: Progress) -> Movers:
    """Tornado, drivers and gaps of the difference, and break-evens of the strongest inputs."""
    few = tornado(of.two, of.pair, of.study.seed, progress=lambda done: progress(TORNADO * done))
    found = few.at(of.levels)
    inputs = {each.name: each for each in moved_inputs(of.two, fixed=False, terms=False)}
    drawn = drivers(drawn_inputs(of.two, of.study.seed, of.study.draws), of.gap)
    turns = break_evens(
        of.two,
        of.pair,
        of.study.seed,
        mean_gap=of.levels["score"],
        inputs=[inputs[bar.name] for bar in found.bars[:FOLLOWED]],
        screen=False,
        progress=lambda done: progress(TORNADO + (1.0 - TORNADO) * done),
    )
    gaps = information_gaps(drawn, varying(of.two))
    known = replace(gaps, ranked=tuple(each for each in gaps.ranked if not is_luck(each.row)))
    return Movers(of.first, of.second, of.levels["score"], of.apart, found, turns, drawn, known)


def switches(of: Contest, progress: Progress) -> Switches:
    """Find where every input, term and weight makes the two swap."""
    values = of.scored.values
    means = {
        key: float(np.mean(values[of.first][key] - values[of.second][key]))
        for key in of.dataset.criteria
    }
    level = of.levels["score"]
    inputs = [each for each in moved_inputs(of.two, fixed=True, terms=True) if is_agreed(each.row)]
    found = break_evens(
        of.two, of.pair, of.study.seed, mean_gap=level, inputs=inputs, progress=progress
    )
    return Switches(found, weight_break_evens(means, of.study.weights.shares(), of.pair))


def knowing(of: Contest, progress: Progress) -> Knowing:
    """Value of knowing everything, and each input, before one of all deals is chosen."""
    benefits = np.stack(list(of.scored.scores.values()))
    rows = varying(of.all)
    drawn = drawn_inputs(of.all, of.study.seed, of.study.draws)
    inputs = {name: each for name, each in drawn.items() if not is_luck(rows[name])}
    found = {}
    for count, (name, column) in enumerate(inputs.items(), start=1):
        found[name] = information.partial(benefits, column)
        progress(count / len(inputs))
    single = dict(sorted(found.items(), key=lambda each: -each[1].value))
    return Knowing(information.perfect(benefits), single, of.scored.standing.point_price)


def indices(of: Contest, progress: Progress) -> Sobol:
    """Sobol indices of the difference for the leading inputs, all others as one."""
    seed = of.study.seed
    found = drivers(drawn_inputs(of.two, seed, of.study.draws), of.gap)
    function = cube(of.two, of.pair, found.leading(COLUMNS), seed, columns=COLUMNS, rest="drawn")
    chance = stream(seed, "sobol indices")
    names = function.columns
    points = design(len(names), POWER, chance)
    return sobol(
        function, points, singles(names), chance, lambda done, whole: progress(done / whole)
    )


def losing(of: Contest, progress: Progress) -> tuple[Losing, ...]:
    """Find for every deal the box of inputs in which it loses, or wins if it seldom does."""
    scores = of.scored.scores
    inputs = drawn_inputs(of.all, of.study.seed, of.study.draws)
    columns, top = np.stack(list(inputs.values())), np.max(list(scores.values()), axis=0)
    found = []
    for count, (name, own) in enumerate(scores.items()):
        best = own == top
        wins = float(best.mean()) < OFTEN
        carry_on = partial(progress, count / len(scores))
        box = discover(list(inputs), columns, best if wins else ~best, carry_on=carry_on)
        found.append(Losing(name, float(best.mean()), wins, box))
    progress(1.0)
    return tuple(found)


def tried(of: Contest, progress: Progress, *, own: bool = False) -> Stress:
    """Put all deals into every named world of the dataset, or into the user's own."""
    worlds = [each for each in of.worlds if each.own == own]
    return stress(of.study, of.dataset, worlds, progress=progress)


QUESTIONS: Mapping[str, Callable[[Contest, Progress], Any]] = MappingProxyType(
    {
        "movers": movers,
        "switches": switches,
        "knowing": knowing,
        "indices": indices,
        "losing": losing,
        "stress": tried,
        "fading": partial(every_fading, lengths=False),
        "fading_lengths": partial(every_fading, lengths=True),
        "own_stress": partial(tried, own=True),
    }
)
