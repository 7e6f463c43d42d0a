"""What matters between two deals of a study: each question of a reader as one piece of work.

The deal with the higher mean score is the first of the two, so their mean difference is not below
zero. All answers rest on the study's own draws, seed and weights.

Shapes   Scores (n,); numbers outside.
Units    Scores 0..1; inputs as people write them.
Raises   StudyError: a deal that the study does not have. What ``progress`` raises ends the work.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from types import MappingProxyType
from typing import Any

import numpy as np

from models.analysis import information, luck
from models.analysis.answers import Knowing, Losing, Movers, Switches
from models.analysis.break_even import break_evens, weight_break_evens
from models.analysis.case_graph import Prepared
from models.analysis.cases import Pair, Results, prepared, varying
from models.analysis.discovery import discover
from models.analysis.drivers import drawn_inputs, drivers
from models.analysis.fading import every_fading
from models.analysis.gaps import information_gaps
from models.analysis.luck import RUNS, dealt_anew, is_luck
from models.analysis.named_worlds import NamedWorld, all_worlds
from models.analysis.scoring import Scored, clearly_apart
from models.analysis.sobol import Sobol, design, singles, sobol
from models.analysis.stress import Stress, stress
from models.analysis.sweeps import is_agreed, moved_inputs
from models.analysis.tornado import Tornado, tornado
from models.analysis.values import scales
from models.analysis.variance import cube
from models.dataset import Dataset
from models.formula import Array
from models.outcomes import Evaluation, Outcome
from models.sampling import stream
from models.study import Study

FOLLOWED = 6  # strongest inputs of which the break-even is told in the sentence
COLUMNS, POWER = 30, 10  # of Sobol's design: inputs with their factors, 2^10 points
TORNADO = 0.8  # of the work on what moves the difference
SLOWER = 10  # times that a run of all deals takes against asking what one input tells
MOST_NESTED = 4_000  # draws run again with other luck: more would take longer than they tell
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

    def benefits(self, found: Results) -> Array:
        """Scores of all deals in results of theirs, (deal, n)."""
        shares = self.study.weights.shares()
        known = scales(self.study.half_way, self.dataset.criteria)
        return np.stack(
            [
                np.sum([shares[k] * each.value(found[name][k]) for k, each in known.items()], 0)
                for name in self.scored.scores
            ]
        )

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


def contest(
    evaluation: Evaluation, dataset: Dataset, scored: Scored, one: str, other: str
) -> Contest:
    """Put two deals of an evaluated study beside each other, the higher mean score first."""
    ahead = sorted((one, other), key=lambda name: -float(np.mean(scored.scores[name])))
    return Contest(evaluation.study, dataset, evaluation.outcomes, scored, ahead[0], ahead[1])


def movers(of: Contest, progress: Progress) -> Movers:
    """Tornado, drivers and gaps of the difference, and break-evens of the strongest numbers."""
    few = tornado(of.two, of.pair, of.study.seed, progress=lambda done: progress(TORNADO * done))
    found = few.at(of.levels)
    numbers = moved_inputs(of.two, fixed=False, terms=False)
    inputs = {each.name: each for each in numbers if is_agreed(each.row)}
    turns = break_evens(
        of.two,
        of.pair,
        of.study.seed,
        mean_gap=of.levels["score"],
        inputs=[inputs[bar.name] for bar in found.bars if bar.name in inputs][:FOLLOWED],
        screen=False,
        progress=lambda done: progress(TORNADO + (1.0 - TORNADO) * done),
    )
    drawn = drivers(drawn_inputs(of.two, of.study.seed, of.study.draws), of.gap)
    gaps = information_gaps(drawn, varying(of.two), _luck(of))
    return Movers(of.first, of.second, of.levels["score"], of.apart, found, turns, drawn, gaps)


def agreed(of: Contest, progress: Progress) -> Tornado:
    """Tornado of the terms of the two deals, as far as their other terms allow."""
    found = tornado(of.two, of.pair, of.study.seed, terms=True, progress=progress)
    progress(1.0)
    return found.at(of.levels)


def _luck(of: Contest) -> tuple[float, float]:
    """Share of the variance of the difference that luck takes part in, and its error."""
    again = dealt_anew(of.two, of.study.seed, of.study.draws, runs=2)
    return luck.share(np.stack([of.gap, *map(of.pair.gap, again)]))


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
    """Value of knowing everything, and each number, before one of all deals is chosen.

    What a number tells is read off the mean over runs in which luck is dealt out anew: of the first
    ``MOST_NESTED`` draws, where a study has more.
    """
    benefits, rows = np.stack(list(of.scored.scores.values())), varying(of.all)
    seed, draws = of.study.seed, min(of.study.draws, MOST_NESTED)
    drawn = drawn_inputs(of.all, seed, draws)
    inputs = {name: each for name, each in drawn.items() if not is_luck(rows[name])}
    whole, runs = len(inputs) + SLOWER * (RUNS - 1), [benefits[:, :draws]]
    for again in dealt_anew(of.all, seed, draws):
        runs.append(of.benefits(again))
        progress(SLOWER * (len(runs) - 1) / whole)
    found, means = {}, np.mean(runs, axis=0)
    for count, (name, column) in enumerate(inputs.items(), start=whole - len(inputs) + 1):
        found[name] = information.partial(means, column)
        progress(count / whole)
    single = dict(sorted(found.items(), key=lambda each: -each[1].value))
    every, everything = luck.numbers_known(np.stack(runs)), information.perfect(benefits)
    price = of.scored.standing.point_price
    return Knowing(everything, every, single, price, draws, RUNS)


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
        "agreed": agreed,
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
