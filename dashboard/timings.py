"""The time of one deal, gathered for its page: stages, dates, and real plants on their clocks."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard import text
from models import (
    Dataset,
    Deal,
    Outcome,
    Timing,
    Traced,
    arrival,
    at_outside_view,
    on_clock,
    reference_classes,
    stalled,
    timing,
)

Numbers = NDArray[np.float64]
Spread = tuple[float, float, float]
REACHED = MappingProxyType(
    {
        "first_magnets": "First magnets",
        "lead_time": "First qualified magnets",
        "full_rate_time": "80 % of full rate",
    }
)
STAGES = MappingProxyType(  # short names; the dataset's are sentences
    {
        "government_memorandum": "Governments' memorandum",
        "board_approval": "IREL's board approval",
        "partner_search": "Partner search",
        "scheme_tender": "Tender of the scheme",
        "agreement": "Negotiation",
        "company_formation": "Company formation",
        "investment_approval": "Foreign investment approval",
        "atomic_consent": "Atomic regulator's consent",
        "site": "Land and site",
        "environmental_clearance": "Environmental clearance",
        "consent_to_establish": "State's consent to build",
        "engineering": "Engineering",
        "equipment": "Long-lead equipment",
        "building": "Civil works",
        "training": "Hiring and training",
        "commissioning": "Commissioning",
        "qualification": "Customer qualification",
        "qualification_copied": "Copied qualification",
        "ramp": "Ramp to full rate",
        "toll_contract": "Tolling contract",
        "oxide_qualification": "Oxide qualification",
        "export_permission": "Export permission",
        "oxide_build_up": "Oxide collection",
        "outbound_freight": "Oxide sent by sea",
        "toll_processing": "Conversion abroad",
        "return_freight": "Magnets sent back",
        "customer_approval": "Approval by customers",
        "toll_ramp": "Ramp to full contract",
    }
)
BESIDE = MappingProxyType(
    {"outside_delay": "Weight on real plants", "stall_delay": "Stall and new beginning"}
)
ROWS = MappingProxyType(  # short names of classes of plants
    {
        "announced": "Announcement to first magnets",
        "ground": "Ground-breaking to first magnets",
        "sale": "Announcement to first sale",
        "slip": "First magnets: months late",
        "irel": "Linked to IREL: announcement to product",
        "tolling": "Tolling: memorandum to magnets",
    }
)


@dataclass(frozen=True)
class Step:
    """One stage that takes time, in months from the effective date; P10, P50 and P90."""

    key: str
    name: str
    label: str
    happens: float
    time: Spread
    start: Spread
    finish: Spread
    critical: float  # share of the futures in which the first qualified magnet waits for it
    saves: float  # months of lead time saved by a month saved on it

    @property
    def weight(self) -> float:
        """Months for which magnets typically wait for it."""
        return self.critical * self.time[1]


@dataclass(frozen=True)
class Later:
    """Months on top of the stages, or off them."""

    name: str
    label: str
    share: float
    mean: float
    months: Spread


@dataclass(frozen=True)
class PlantClass:
    """Real plants on one clock, and the deal on the same; quartiles need a few plants."""

    key: str
    name: str
    label: str
    clock: str
    plants: tuple[str, ...]
    months: tuple[float, ...]
    median: float
    quartiles: tuple[float, float] | None
    deal: Spread | None


@dataclass(frozen=True)
class Timings:
    """All that is shown of one deal's time."""

    outcome: Outcome
    timing: Timing
    steps: tuple[Step, ...]  # those that take any time, the first to start first
    later: tuple[Later, ...]
    reference: Numbers | None  # its lead time with all weight on real plants, if that moves it
    classes: tuple[PlantClass, ...]
    never_built: tuple[str, ...]  # plants that were not built by their date, ...
    of_plants: int  # ... of so many

    @property
    def deal(self) -> Deal:
        """The deal."""
        return self.outcome.deal

    @property
    def is_baseline(self) -> bool:
        """Whether nothing is agreed, so that nothing has to be waited for."""
        return self.outcome.structure.is_baseline

    @property
    def start(self) -> float:
        """Effective date as a decimal year."""
        return self.timing.effective_date

    def chance(self, month: float, quantity: str = "lead_time") -> float:
        """Probability of being there so many months after the effective date."""
        there = arrival(self.deal, self.outcome.values[quantity])
        return float(there.by(np.array([self.at(month)]))[0])

    def at(self, month: float) -> float:
        """Decimal year so many months after the effective date."""
        return self.start + month / text.MONTHS_A_YEAR

    def month(self, months: float) -> str:
        """Month of the calendar so many months after the effective date."""
        return month_of(self.at(months))


def timings(traced: Traced, outcome: Outcome, dataset: Dataset) -> Timings:
    """Gather the time of a deal from what was computed."""
    return timed(traced, dataset)(outcome)


def timed(traced: Traced, dataset: Dataset) -> Callable[[Outcome], Timings]:
    """Gather all but the results over all draws, which may come later."""
    found, plain = timing(traced, dataset), stalled(dataset.plants)
    plants = {each.key: f"{each.company}: {each.plant}" for each in dataset.plants}
    moves = any(each.key == "outside_delay" for each in found.beside)
    steps = [_step(each) for each in found.stages if each.happens > 0.0]
    return partial(
        Timings,
        timing=found,
        steps=tuple(sorted(steps, key=lambda each: (each.start[1], each.finish[1]))),
        later=tuple(
            Later(BESIDE.get(each.key, each.label), each.label, each.share, each.mean, each.months)
            for each in found.beside
        ),
        reference=at_outside_view(traced, 1.0) if moves else None,
        classes=tuple(_class(each, plants, traced) for each in reference_classes(dataset)),
        never_built=tuple(plants[key] for key in plain.members),
        of_plants=plain.of,
    )


def day_of(year: float) -> datetime.date:
    """Day of a decimal year."""
    first = datetime.date(int(year), 1, 1)
    days = (datetime.date(int(year) + 1, 1, 1) - first).days
    return first + datetime.timedelta(days=int((year - int(year)) * days + 0.5))


def month_of(year: float) -> str:
    """Month of a decimal year: March 2032."""
    return f"{day_of(year):%B %Y}"


def short_month(year: float) -> str:
    """Month of a decimal year where there is little room: Mar 2032."""
    return f"{day_of(year):%b %Y}"


def inline(name: str) -> str:
    """Name of a stage inside a sentence."""
    return name if name.startswith("IREL") else name[:1].lower() + name[1:]


def _step(each: Any) -> Step:
    return Step(
        key=each.key,
        name=STAGES.get(each.key, each.label),
        label=each.label,
        happens=each.happens,
        time=each.time,
        start=each.start,
        finish=each.finish,
        critical=each.critical,
        saves=each.saves,
    )


def _class(each: Any, plants: Mapping[str, str], traced: Traced) -> PlantClass:
    clock = on_clock(traced, each.key)
    spread = None if clock is None else tuple(map(float, np.percentile(clock, (10, 50, 90))))
    return PlantClass(
        key=each.key,
        name=ROWS.get(each.key, each.label),
        label=each.label,
        clock=f"{each.begins} to {each.ends}",
        plants=tuple(plants.get(key, each.label) for key in each.members),
        months=each.months,
        median=each.median,
        quartiles=each.quartiles,
        deal=None if spread is None else (spread[0], spread[1], spread[2]),
    )
