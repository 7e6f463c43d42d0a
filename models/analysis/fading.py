"""What it does to a study how fast the past fades: rates by the events, today's state, licences.

Shapes   Numbers: means over draws.
Units    Shares of demand; years.
Raises   StudyError: numbers that may not be held.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Protocol

from models.analysis.calibration import PRIOR, Licence
from models.analysis.calibration import licence as shares_of
from models.analysis.dated_events import DAYS, FADINGS, Dated, Record, record
from models.analysis.scoring import clearly_apart
from models.analysis.timing import arrival
from models.dataset import Dataset
from models.evaluate import evaluate
from models.memo import Memo
from models.outcomes import Evaluation, Outcome
from models.study import Study
from models.wiring import country_of

SERVED = "supply_security"
ACTIVE, MEDIAN = 1.0, 0.5
YEARS = 10.0  # of operation
MONTHS = 12.0
WHOLE = 1.0  # share lost, at the worst reading, by what is a stop and not licensing


@dataclass(frozen=True)
class Served:
    """What deals leave unserved, and which serves most."""

    unserved: Mapping[str, float]
    best: str
    second: str  # the same as the first where there is no other
    apart: bool  # the first from the second, by more than the Monte-Carlo error

    def place(self, name: str) -> int:
        """Place of a deal, 1 for the one that serves most."""
        return 1 + sum(each < self.unserved[name] for each in self.unserved.values())


@dataclass(frozen=True)
class Today:
    """A hazard that is active when the record ends, and what that says of the start of a deal."""

    hazard: str
    event: Dated
    after: float  # from the end of the record to first qualified magnets, median
    usual: float  # chance of being active then, if nothing is known of today
    known: float  # the same from today's state, for lengths without a memory
    still: float  # chance that the event itself still goes on, with lognormal lengths
    forgetting: float  # per year: how fast the first of the two forgets

    @property
    def lasting(self) -> float:
        """What today's state changes of the share of time active, over ``YEARS`` from then on."""
        times = self.forgetting * YEARS
        return (self.known - self.usual) * (1.0 - math.exp(-times)) / times

    @property
    def change(self) -> float:
        """What today's state changes of the chance: the larger of two ways to take lengths."""
        longest = self.still * (1.0 - self.usual)
        return max(abs(self.known - self.usual), longest)


def numbers(known: Record, half_life: float | None, *, lengths: bool) -> dict[str, float]:
    """Numbers that a study has to hold for rates, and lengths if asked for, by the events."""
    return {**known.rates(half_life), **(known.lengths() if lengths else {})}


def holding(study: Study, held: Mapping[str, float]) -> Study:
    """Return a study that holds these numbers besides its own."""
    overrides = {**study.world.overrides, **held}
    return study.changed(world=study.world.model_copy(update={"overrides": overrides}))


def served(evaluation: Evaluation) -> Served:
    """Read which deal serves most."""
    shares = {name: each.values[SERVED] for name, each in evaluation.outcomes.items()}
    unserved = {name: 1.0 - each.mean(SERVED) for name, each in evaluation.outcomes.items()}
    first, *others = sorted(unserved, key=unserved.__getitem__)
    second = others[0] if others else first
    apart = clearly_apart(shares[first], shares[second])
    return Served(MappingProxyType(unserved), first, second, apart)


class Asked(Protocol):
    """Of what a question is asked."""

    @property
    def study(self) -> Study: ...
    @property
    def dataset(self) -> Dataset: ...


def every_fading(
    of: Asked, progress: Callable[[float], None], *, lengths: bool
) -> Mapping[float | None, Served]:
    """What deals leave unserved if a study holds the rates, and lengths, by the events."""
    known, memo = record(of.dataset, of.study.world.overrides), Memo()
    found: dict[float | None, Served] = {}
    for half_life in FADINGS:
        study = holding(of.study, numbers(known, half_life, lengths=lengths))
        found[half_life] = served(evaluate(study, of.dataset, memo=memo))
        progress(len(found) / len(FADINGS))
    return MappingProxyType(found)


def today(study: Study, dataset: Dataset, known: Record, outcome: Outcome) -> tuple[Today, ...]:
    """Say of every active hazard that reaches a deal what it means for the start of the deal."""
    country = country_of(study.deal(outcome.name), dataset)
    rows = [x for x in dataset.exposures if x.structure == outcome.structure.key]
    reached = {x.hazard for x in rows if x.country in ("", country)}
    begins = arrival(outcome.deal, outcome.values["lead_time"])
    after = max(float(begins.dates(MEDIAN)) - known.end, 0.0)  # type: ignore[arg-type]
    return tuple(
        Today(
            hazard=key,
            event=event,
            after=after,
            usual=known.down(key, after, None),
            known=known.down(key, after, ACTIVE),
            still=known.still(key, after),
            forgetting=known.forgetting(key),
        )
        for key, event in known.going_on.items()
        if key in reached
    )


def licence(known: Record, key: str, half_life: float | None) -> Licence | None:
    """Shares of the three states of a licence; none for what is no licence, or without lengths.

    A regime licenses first; events that may have taken all of a trade say how often and how long
    it stops, the others how long it licenses and what it lets pass.
    """
    seen, law, milder = known.hazards[key], known.length, licensing(known)
    if not seen.timed or law is None or milder is None:
        return None
    months, passing = milder
    stops = sum(each.row.severity_high == WHOLE for each in seen.events)
    often = (stops + PRIOR) / (len(seen.events) + 1.0)
    release = MONTHS / months
    rate = seen.rate(half_life).mean
    return shares_of(rate, release, often * release, DAYS / law.mean, passing)


def licensing(known: Record) -> tuple[float, float] | None:
    """Months for which a licence regime took a part of trade, and what passed; means of events."""
    milder = [each.row for each in known.timed if each.row.severity_high != WHOLE]
    months = sum(each.duration_mode or 0.0 for each in milder)
    taken = sum(each.severity_mode or 0.0 for each in milder)
    return (months / len(milder), 1.0 - taken / len(milder)) if months else None
