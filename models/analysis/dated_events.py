"""What the dated events of the dataset say of hazards: how often, how long, and which go on.

A study may hold the rates, and the lengths, that follow from the events at some fading of the past.

Shapes   Numbers.
Units    Dates are decimal years; rates 1/a; lengths days of a full stop; shares 0..1.
Sources  ``events.csv``, and the rows that ``CALIBRATED`` names.
Limits   Events of one hazard are told apart by their start. All lengths are of one law: they are
         too few to be told apart by hazard.
"""

import calendar
import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

import numpy as np

from models.analysis.calibration import (
    Length,
    Rate,
    down,
    forgetting,
    half_life_of,
    length,
    rate,
    weight,
)
from models.cells import OPEN
from models.dataset import Dataset
from models.reference import Event
from models.sampling import TAIL, quantile
from models.tables import Parameter

CALIBRATED = frozenset({"record_end", "record_years"})
FADINGS: tuple[float | None, ...] = (None, 20.0, 10.0, 5.0, 3.0)  # half-lives in years
ENDS: tuple[float | None, ...] = (None, 5.0)
DAYS, NEVER = 365.0, float("inf")
FIGURES = 3  # significant ones of a number that a study holds


@dataclass(frozen=True)
class Dated:
    """One event that counts for a hazard."""

    row: Event
    start: float
    end: float  # of the record, if it is open
    open: bool
    age: float  # at the end of the record

    def weight(self, half_life: float | None) -> float:
        """How much it counts."""
        return weight(self.age, half_life)


@dataclass(frozen=True)
class Seen:
    """One hazard with its events, and the rate that the study uses."""

    key: str
    label: str
    group: str
    events: tuple[Dated, ...]
    years: float  # looked back on
    used: Parameter

    def rate(self, half_life: float | None) -> Rate:
        """Rate by the events."""
        return rate([each.age for each in self.events], self.years, half_life)

    @property
    def timed(self) -> bool:
        """Whether the length of any of its events is counted."""
        return any(each.row.days for each in self.events)

    @property
    def mean(self) -> float:
        """Mean of the rate that the study uses."""
        return _mean(self.used)

    @property
    def ends(self) -> tuple[float, float]:
        """P10 and P90 of the rate that the study uses."""
        if self.used.low == self.used.high:
            return self.used.mode, self.used.mode
        low, high = quantile(self.used, np.array([TAIL, 1.0 - TAIL]))
        return float(low), float(high)

    @property
    def alike(self) -> float | None:
        """Half-life at which the events give the mean that the study uses."""
        return half_life_of(self.mean, [each.age for each in self.events], self.years)


@dataclass(frozen=True)
class Record:
    """All hazards that have dated events."""

    dataset: Dataset
    begin: float
    end: float
    hazards: Mapping[str, Seen]

    @cached_property
    def length(self) -> Length | None:
        """Law of lengths, in days of a full stop; none if too few have ended."""
        closed = [each.row.days for each in self.timed if not each.open]
        going_on = [each.row.days for each in self.timed if each.open]
        return length([each or 0.0 for each in closed], [each or 0.0 for each in going_on])

    @cached_property
    def timed(self) -> tuple[Dated, ...]:
        """Events with a length, each once."""
        found = {x.row.key: x for each in self.hazards.values() for x in each.events if x.row.days}
        return tuple(found.values())

    @property
    def going_on(self) -> Mapping[str, Dated]:
        """The latest event of every hazard that has an open one."""
        found = {
            key: [each for each in seen.events if each.open] for key, seen in self.hazards.items()
        }
        return {key: max(events, key=lambda x: x.start) for key, events in found.items() if events}

    def weight(self, date: float, half_life: float | None) -> float:
        """How much an event of a date counts."""
        return weight(self.end - date, half_life)

    def number(self, name: str) -> float:
        """Mean of a number of a hazard, as the study has it."""
        return _mean(self.dataset.parameters[name])

    def rates(self, half_life: float | None) -> dict[str, float]:
        """Numbers to hold for the rates by the events."""
        return {
            f"{key}_rate": _short(each.rate(half_life).mean) for key, each in self.hazards.items()
        }

    def lengths(self) -> dict[str, float]:
        """Numbers to hold for the mean lengths by the events.

        A hazard that takes a part of supply lasts longer than a full stop of the same harm; one
        that takes next to nothing, for longer than its row allows, is left out.
        """
        found = {}
        for key in (key for key, each in self.hazards.items() if each.timed and self.length):
            row, taken = self.dataset.parameters[f"{key}_duration"], self.number(f"{key}_severity")
            mean = _short(self.length.mean / taken) if self.length and taken else NEVER
            if row.minimum <= mean <= row.maximum:
                found[row.name] = mean
        return found

    def usual(self, key: str) -> float:
        """Share of the trade that passes on average by the two states that the study uses."""
        stopped = self.down(key, 0.0, None)
        return 1.0 - stopped * self.number(f"{key}_severity")

    def down(self, key: str, after: float, known: float | None) -> float:
        """Chance that a hazard is active some years after the record ends."""
        return down(*self._often_and_long(key), after, known)

    def forgetting(self, key: str) -> float:
        """How fast it is forgotten whether a hazard is active, per year."""
        return forgetting(*self._often_and_long(key))

    def _often_and_long(self, key: str) -> tuple[float, float]:
        return self.number(f"{key}_rate"), self.number(f"{key}_duration") / DAYS

    def still(self, key: str, after: float) -> float:
        """Chance that what is going on has not ended by then, with lognormal lengths."""
        age = self.end - self.going_on[key].start
        mean, spread = self.number(f"{key}_duration") / DAYS, self.number("disruption_spread")
        law = Length(float(np.log(mean)) - spread**2 / 2.0, spread, 0)
        so_far = law.longer(age)
        return law.longer(age + after) / so_far if so_far else 0.0


def record(dataset: Dataset, overrides: Mapping[str, float]) -> Record:
    """Read the events of a dataset, beside the numbers of a study.

    Raises
    ------
    StudyError
        When an override is not known, or out of its span.
    """
    held = dataset.with_overrides(overrides)
    end, years = (held.parameters[name].mode for name in ("record_end", "record_years"))
    found = {}
    for key, hazard in dataset.hazards.items():
        dated = (_dated(row, end) for row in dataset.events if key in row.hazards)
        events = tuple(each for each in dated if 0.0 <= each.age <= years)
        used = held.parameters.get(f"{key}_rate")
        if events and used:
            found[key] = Seen(key, hazard.label, hazard.group, events, years, used)
    return Record(held, end - years, end, MappingProxyType(found))


def held_at(known: Record, overrides: Mapping[str, float]) -> tuple[float | None, ...]:
    """Fadings whose rates a study holds, as far as it can be told."""
    return tuple(
        fading
        for fading in FADINGS
        if all(overrides.get(name) == value for name, value in known.rates(fading).items())
    )


def moment(date: str) -> float:
    """Decimal year of a date, or of the first day of a month or a year."""
    year, month, day = (*map(int, date.split("-")), 1, 1)[:3]
    passed = (datetime.date(year, month, day) - datetime.date(year, 1, 1)).days
    return year + passed / (365 + calendar.isleap(year))


def _dated(row: Event, end: float) -> Dated:
    still = row.end.startswith(OPEN)
    start = moment(row.start)
    return Dated(row, start, end if still else moment(row.end), still, end - start)


def _mean(row: Parameter) -> float:
    """Mean of a PERT law; of a row that is held, its value."""
    return (row.low + 4.0 * row.mode + row.high) / 6.0


def _short(value: float) -> float:
    return float(f"{value:.{FIGURES}g}")
