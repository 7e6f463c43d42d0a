"""A network of stages made into formulas, each stage starting when those before it have finished.

Each stage becomes three formulas: ``<stage>_time``, ``<stage>_start`` and ``<stage>_finish``. A
stage that a structure does not have hands on its own predecessors. With the fast track f, a stage
that may overlap starts when the share 1 - f of its predecessor is done, but never ends before it.

What may fail in a stage is done again until it passes: with the chance p of failing there are n
repeats in the share p^n (1 - p) of cases, p / (1 - p) on average, each a part of the stage's time.

Shapes   (n, 1).
Units    Months from the effective date.
Sources  Durations: rows of ``stages.csv``; form: forward pass of the critical-path method.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from models.formula import Array, Formula


class StageRow(Protocol):
    """What a row of ``stages.csv`` tells the network."""

    @property
    def key(self) -> str: ...
    @property
    def label(self) -> str: ...
    @property
    def structures(self) -> Sequence[str]: ...
    @property
    def predecessors(self) -> Sequence[str]: ...
    @property
    def when(self) -> str: ...
    @property
    def overlap(self) -> bool: ...
    @property
    def shortened_by(self) -> str: ...
    @property
    def rework(self) -> str: ...
    @property
    def milestone(self) -> str: ...
    @property
    def elapsed(self) -> float: ...
    @property
    def source(self) -> str: ...


def network(stages: Sequence[StageRow], structure: str) -> dict[str, Formula]:
    """Formulas of the stages that a structure goes through."""
    rows = {stage.key: stage for stage in stages}
    own = [stage for stage in stages if structure in stage.structures]
    made = [_repeats(stage) for stage in own if stage.rework]
    for stage in own:
        before = predecessors(stage, rows, structure)
        made += (_time(stage), _start(stage, before), _finish(stage, before))
    named = dict.fromkeys(stage.milestone for stage in own if stage.milestone)
    made += (_milestone(name, own) for name in named)
    return {each.name: each for each in made}


def predecessors(stage: StageRow, rows: Mapping[str, StageRow], structure: str) -> tuple[str, ...]:
    """Stages that come right before one in a structure, each once."""
    return tuple(dict.fromkeys(_before(stage, rows, structure)))


def _before(stage: StageRow, rows: Mapping[str, StageRow], structure: str) -> Iterator[str]:
    """Predecessors within the structure, looking through stages it does not have."""
    for key in stage.predecessors:
        if structure in rows[key].structures:
            yield key
        else:
            yield from _before(rows[key], rows, structure)


def _time(stage: StageRow) -> Formula:
    term = stage.when.removeprefix("!")
    again = (f"{stage.rework}_repeats", "repeat_share") if stage.rework else ()
    written = f"max({stage.key}_duration - {stage.elapsed:g}, 0)"
    written += f" * (1 - {stage.shortened_by})" if stage.shortened_by else ""
    written += f" * (1 + {' * '.join(again)})" if again else ""
    written += f" if {'not ' if stage.when.startswith('!') else ''}{term} else 0" if term else ""
    return Formula(
        name=f"{stage.key}_time",
        unit="month",
        source=stage.source,
        inputs=tuple(filter(None, (f"{stage.key}_duration", stage.shortened_by, *again, term))),
        compute=_time_function(stage),
        text=f"{stage.label}: time it takes from now on{', repeats included' * bool(again)}.",
        written=f"{stage.key}_time = {written}",
    )


def _time_function(stage: StageRow) -> Callable[..., Array]:
    def compute(duration: Array, *others: Array) -> Array:
        given = list(others)
        left = np.maximum(duration - stage.elapsed, 0.0)
        if stage.shortened_by:
            left = left * (1.0 - given.pop(0))
        if stage.rework:
            left = left * (1.0 + given.pop(0) * given.pop(0))
        if stage.when:
            wanted = 0.0 if stage.when.startswith("!") else 1.0
            left = np.where(given.pop(0) == wanted, left, 0.0 * left)
        return left

    return compute


def _repeats(stage: StageRow) -> Formula:
    name, chance = f"{stage.rework}_repeats", f"{stage.rework}_probability"
    return Formula(
        name=name,
        unit="1",
        source="definition",
        inputs=(f"{stage.rework}_chance", chance),
        compute=_failures,
        text=f"{stage.label}: how often a part of it is done again until it passes; on average "
        "p / (1 - p) times, with p the probability of failing.",
        written=f"{name} = floor(log({stage.rework}_chance) / log({chance}))",
    )


def _failures(chance: Array, probability: Array) -> Array:
    """Failures before the first pass: the largest n for which chance is at most p^n."""
    return np.floor(np.log(chance) / np.log(probability))


def _milestone(name: str, stages: Sequence[StageRow]) -> Formula:
    reached = tuple(f"{stage.key}_finish" for stage in stages if stage.milestone == name)
    return Formula(
        name=name,
        unit="month",
        source="definition",
        inputs=reached,
        compute=_latest,
        text=f"Months from the effective date to the {name}, when all that it needs is done.",
        written=f"{name} = {_written(reached)}",
    )


def _start(stage: StageRow, before: tuple[str, ...]) -> Formula:
    overlapping = stage.overlap and before
    inputs = parts = _names(before, "finish")
    if overlapping:
        inputs = (*_names(before, "start"), *_names(before, "time"), "fast_track")
        parts = tuple(f"{key}_start + (1 - fast_track) * {key}_time" for key in before)
    part = "all but the share fast_track" if overlapping else "all"
    return Formula(
        name=f"{stage.key}_start",
        unit="month",
        source="definition",
        inputs=inputs,
        compute=_overlapping if overlapping else _latest,
        text=f"{stage.label}: months to its beginning, when {part} of what comes before is done.",
        written=f"{stage.key}_start = {_written(parts)}",
    )


def _finish(stage: StageRow, before: tuple[str, ...]) -> Formula:
    own = (f"{stage.key}_start", f"{stage.key}_time")
    after = _names(before, "finish") if stage.overlap else ()
    return Formula(
        name=f"{stage.key}_finish",
        unit="month",
        source="definition",
        inputs=(*own, *after),
        compute=_ended,
        text=f"{stage.label}: months from the effective date to its end.",
        written=f"{stage.key}_finish = {_written((' + '.join(own), *after))}",
    )


def _names(stages: Sequence[str], part: str) -> tuple[str, ...]:
    return tuple(f"{key}_{part}" for key in stages)


def _written(parts: Sequence[str]) -> str:
    return f"max({', '.join(parts)})" if len(parts) > 1 else "".join(parts) or "0"


def _overlapping(*given: Array) -> Array:
    """Latest of the moments at which each predecessor has done all but the fast track's share."""
    *pairs, track = given
    half = len(pairs) // 2
    done = [
        start + (1.0 - track) * time for start, time in zip(pairs[:half], pairs[half:], strict=True)
    ]
    return _latest(*done)


def _ended(start: Array, time: Array, *before: Array) -> Array:
    """End of a stage, which is never before the end of those it overlaps with."""
    return _latest(start + time, *before)


def _latest(*moments: Array) -> Array:
    latest = np.zeros((1, 1))
    for each in moments:
        latest = np.maximum(latest, each)
    return latest
