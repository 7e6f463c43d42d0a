"""Lead time: a network of stages, each starting when those before it have finished.

Each stage becomes three formulas: ``<stage>_time``, ``<stage>_start`` and ``<stage>_finish``. A
stage that a structure does not have hands on its own predecessors. With the fast track f, a stage
that may overlap starts when the share 1 - f of its predecessor is done, but never ends before it.

Shapes   (n, 1).
Units    Months from the effective date.
Sources  Durations: rows of ``stages.csv``; form: forward pass of the critical-path method.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Protocol

import numpy as np

from models.formula import Array, Formula, formula


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
    def elapsed(self) -> float: ...
    @property
    def source(self) -> str: ...


def network(stages: Sequence[StageRow], structure: str) -> dict[str, Formula]:
    """Formulas of the stages that a structure goes through."""
    rows = {stage.key: stage for stage in stages}
    made: dict[str, Formula] = {}
    for stage in stages:
        if structure in stage.structures:
            before = tuple(dict.fromkeys(_before(stage, rows, structure)))
            for each in (_time(stage), _start(stage, before), _finish(stage, before)):
                made[each.name] = each
    return made


def _before(stage: StageRow, rows: Mapping[str, StageRow], structure: str) -> Iterator[str]:
    """Predecessors within the structure, looking through stages it does not have."""
    for key in stage.predecessors:
        if structure in rows[key].structures:
            yield key
        else:
            yield from _before(rows[key], rows, structure)


def _time(stage: StageRow) -> Formula:
    term = stage.when.removeprefix("!")
    written = f"max({stage.key}_duration - {stage.elapsed:g}, 0)"
    written += f" * (1 - {stage.shortened_by})" if stage.shortened_by else ""
    written += f" if {'not ' if stage.when.startswith('!') else ''}{term} else 0" if term else ""
    return Formula(
        name=f"{stage.key}_time",
        unit="month",
        source=stage.source,
        inputs=tuple(filter(None, (f"{stage.key}_duration", stage.shortened_by, term))),
        compute=_time_function(stage),
        text=f"{stage.label}: time it takes from now on.",
        written=f"{stage.key}_time = {written}",
    )


def _time_function(stage: StageRow) -> Callable[..., Array]:
    def compute(duration: Array, *others: Array) -> Array:
        left = np.maximum(duration - stage.elapsed, 0.0)
        if stage.shortened_by:
            left = left * (1.0 - others[0])
        if stage.when:
            wanted = 0.0 if stage.when.startswith("!") else 1.0
            left = np.where(others[-1] == wanted, left, 0.0 * left)
        return left

    return compute


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


@formula(unit="month", source="an_derived")
def stall_delay(stall_chance: Array, stall_probability: Array, stall_duration: Array) -> Array:
    """Time lost if the project stalls and has to be begun again with somebody else."""
    return np.where(stall_chance < stall_probability, stall_duration, 0.0 * stall_duration)


@formula(unit="month", source="definition")
def first_magnets(commissioning_finish: Array, stall_delay: Array) -> Array:
    """Months from the effective date to the first magnets, not yet qualified."""
    return commissioning_finish + stall_delay


@formula(unit="month", source="definition")
def lead_time(
    qualification_finish: Array, qualification_copied_finish: Array, stall_delay: Array
) -> Array:
    """Lead-time criterion: months to the first qualified magnet at an Indian customer."""
    return np.maximum(qualification_finish, qualification_copied_finish) + stall_delay
