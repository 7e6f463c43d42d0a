"""The time of one deal: its stages, which of them it waits for, and what a month saved brings.

Everything is read from the formulas that ran (``trace``) for the first block of draws, or comes
from running them again on the same draws.

Shapes   Draws (n,); quantiles are P10, P50 and P90.
Units    Months from the effective date: the day the parties decide, before partner, board and
         permits. Real plants count from their announcement: compare with ``on_clock``.
Sources  Criticality index: Van Slyke 1963; that it does not say what a month saved brings, so that
         it has to be computed: Williams 1992.
Limits   Stages after the first magnets stand where weight on real plants and stalls put them;
         between announcement and first magnets they stand as the network has them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.criticality import criticality, ends_of, links
from models.analysis.money import Quantiles, quantiles
from models.analysis.rerun import rerun
from models.chain.production import MONTHS_PER_YEAR
from models.dataset import Dataset
from models.explain import Traced
from models.formula import Array
from models.sampling import YEARS
from models.study import Deal
from models.wiring import term_values

CALENDAR = (YEARS - 1) * MONTHS_PER_YEAR  # months that the model looks ahead
MONTH = 1.0
MOVED = ("lead_time", "first_magnets", "cost", "irel_npv", "buyer_gain", "bridged_cost")
REACHED = ("announcement", "first_magnets", "lead_time", "full_rate_time")
BESIDE = {
    "outside_delay": "Weight on real plants, between announcement and first magnets",
    "stall_delay": "Stall: the project stops and is begun again with somebody else",
}
CLOCKS = MappingProxyType(  # of a reference class: what it counts in a deal, and whether it stalls
    {
        "announced": ("announcement", "first_magnets", False),
        "ground": ("building_start", "first_magnets", False),
        "sale": ("announcement", "lead_time", False),
        "irel": ("announcement", "first_magnets", True),
        "tolling": ("announcement", "lead_time", False),
    }
)


@dataclass(frozen=True)
class StageTime:
    """One stage of a deal."""

    key: str
    label: str
    factor: str
    before: tuple[str, ...]
    happens: float  # share of draws in which it takes any time
    time: Quantiles
    start: Quantiles
    finish: Quantiles
    critical: float  # share of draws in which the first qualified magnet waits for it
    saves: float  # months of lead time saved by a month saved on it


@dataclass(frozen=True)
class Beside:
    """Months that come on top of the stages, or off them."""

    key: str
    label: str
    share: float  # of draws
    mean: float  # over all draws
    months: Quantiles


@dataclass(frozen=True)
class Timing:
    """All of one deal's time."""

    deal: str
    effective_date: float  # a decimal year
    stages: tuple[StageTime, ...]  # each after those before it
    beside: tuple[Beside, ...]
    reached: Mapping[str, Quantiles]  # announcement, first magnets, qualified, 80 % of full rate
    never: float  # share of draws without a qualified magnet within the calendar
    draws: int


@dataclass(frozen=True)
class Arrival:
    """When a deal gets somewhere: as many equally likely moments as there are draws."""

    deal: str
    effective_date: float
    months: Array  # (n,), rising

    def by(self, dates: Array) -> Array:
        """Probability of being there by each date, a decimal year."""
        passed = (np.asarray(dates) - self.effective_date) * MONTHS_PER_YEAR
        return np.asarray(np.searchsorted(self.months, passed, side="right") / len(self.months))

    def dates(self, chances: Array) -> Array:
        """Date by which it is there with each probability."""
        months = np.quantile(self.months, chances)
        return np.asarray(self.effective_date + months / MONTHS_PER_YEAR)

    @property
    def never(self) -> float:
        """Probability of not being there within the calendar."""
        return float(np.mean(self.months > CALENDAR))


@dataclass(frozen=True)
class MonthSaved:
    """What a month saved on one stage brings, as means over the draws."""

    stage: str
    changes: Mapping[str, float]  # by quantity, in its unit; below zero is sooner or cheaper


def timing(traced: Traced, dataset: Dataset) -> Timing:
    """Read the time of a deal from what was computed."""
    lead = _cases(traced, "lead_time")
    return Timing(
        deal=traced.deal.name,
        effective_date=term_values(traced.deal)["effective_date"],
        stages=_stages(traced, dataset),
        beside=tuple(_beside(traced, key) for key in BESIDE if key in traced.values),
        reached=MappingProxyType(
            {name: quantiles(_cases(traced, name)) for name in _known(traced, REACHED)}
        ),
        never=float(np.mean(lead > CALENDAR)),
        draws=len(lead),
    )


def months_saved(traced: Traced, stage: str, months: float = MONTH) -> float:
    """Months of lead time saved for each month saved on a stage."""
    shorter, saved = _shorter(traced, stage, months)
    if not saved:
        return 0.0
    was, now = traced.values["lead_time"].array, rerun(traced, ("lead_time",), shorter)
    return float(np.mean(was - now["lead_time"])) / saved


def month_saved(traced: Traced, stage: str, months: float = MONTH) -> MonthSaved:
    """Compute the whole deal again with a stage a month shorter."""
    targets = _known(traced, MOVED)
    shorter, saved = _shorter(traced, stage, months)
    was, now = rerun(traced, targets), rerun(traced, targets, shorter)
    moved = {name: float(np.mean(now[name] - was[name])) / (saved or 1.0) for name in targets}
    return MonthSaved(stage, MappingProxyType(moved))


def arrival(deal: Deal, months: Array) -> Arrival:
    """Order the draws of a time, such as ``lead_time``, of an outcome or a traced deal."""
    return Arrival(deal.name, term_values(deal)["effective_date"], np.sort(months, axis=None))


def at_outside_view(traced: Traced, weight: float, quantity: str = "lead_time") -> Array:
    """Return a time of the deal with another weight on real plants, over the same draws."""
    if "outside_delay" not in traced.values:
        return _cases(traced, quantity)
    changed = {"outside_view": np.full((1, 1), weight)}
    return np.asarray(rerun(traced, (quantity,), changed)[quantity][:, 0])


def on_clock(traced: Traced, key: str) -> Array | None:
    """Months of the deal on the clock of a reference class; none where it has no such clock."""
    plant = "commissioning_finish" in traced.values
    if key not in CLOCKS or plant == (key == "tolling"):
        return None
    begins, ends, stalls = CLOCKS[key]
    if begins not in traced.ready.formulas:
        return None
    found = rerun(traced, (begins, ends, "stall_delay"))
    return np.asarray((found[ends] - found[begins] - (not stalls) * found["stall_delay"])[:, 0])


def _stages(traced: Traced, dataset: Dataset) -> tuple[StageTime, ...]:
    structure, rows = traced.deal.structure, tuple(dataset.stages.values())
    before = links(rows, structure, traced.values)
    values = {name: each.array for name, each in traced.values.items()}
    critical = criticality(rows, structure, values, ends_of(traced.ready.formulas, "lead_time"))
    late, after = _after_first(traced, before)
    made = []
    for key, others in before.items():
        shift = late if key in after else np.zeros(1)
        time, start, end = (_cases(traced, f"{key}_{part}") for part in ("time", "start", "finish"))
        made.append(
            StageTime(
                key=key,
                label=dataset.stages[key].label,
                factor=dataset.stages[key].factor,
                before=others,
                happens=float(np.mean(time > 0.0)),
                time=quantiles(time),
                start=quantiles(start + shift),
                finish=quantiles(end + shift),
                critical=float(np.mean(critical[key])),
                saves=months_saved(traced, key),
            )
        )
    return tuple(made)


def _after_first(traced: Traced, before: Mapping[str, tuple[str, ...]]) -> tuple[Array, set[str]]:
    """How much later than in the network the first magnets come, and the stages after them."""
    last = ends_of(traced.ready.formulas, "first_magnets")
    after: set[str] = set()
    for key, others in before.items():
        if not after.isdisjoint(others) or not set(last).isdisjoint(others):
            after.add(key)
    if not last:
        return np.zeros(1), after
    end = np.maximum.reduce([_cases(traced, f"{each}_finish") for each in last])
    return _cases(traced, "first_magnets") - end, after


def _beside(traced: Traced, key: str) -> Beside:
    months = _cases(traced, key)
    share, mean = float(np.mean(months != 0.0)), float(np.mean(months))
    return Beside(key, BESIDE[key], share, mean, quantiles(months))


def _shorter(traced: Traced, stage: str, months: float) -> tuple[dict[str, Array], float]:
    """Time of a stage with some months less, never below nothing, and how much less on average."""
    name = f"{stage}_time"
    time = traced.values[name].array
    left = np.maximum(time - months, 0.0)
    return {name: left}, float(np.mean(time - left))


def _known(traced: Traced, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(name for name in names if name in traced.ready.formulas)


def _cases(traced: Traced, name: str) -> Array:
    """Return a quantity in every draw, (n,)."""
    array = rerun(traced, (name,))[name][:, 0]
    draws = max(len(array), len(traced.values["lead_time"].array))
    return np.broadcast_to(array, (draws,))
