"""Reference classes: how long real plants took, each class on its own clock.

A class is read from the tables, never typed: which plants are in it is a rule stated here. The
quartiles are those of the plotting positions k / (n + 1), which suit a handful of cases.

Shapes   Months of single plants, in rising order.
Units    Months between the two dates that the class's clock names.
Sources  ``plants.csv`` and ``precedents.csv``.
Limits   Plants that were built; those that were not are counted apart (``stalled``). The clock of
         a deal starts earlier, at a decision: compare on the class's clock.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from models.dataset import Dataset
from models.formula import Array
from models.reference import Plant

FEWEST = 4  # plants from which quartiles are told
MAGNETS = "G"  # the step in the scope of a plant that makes magnets
NEVER = ("cancelled", "stalled", "cancelled/stalled")
TOLLING = "D25"  # in precedents.csv: oxide to magnets, Energy Fuels


@dataclass(frozen=True)
class ReferenceClass:
    """Durations of real plants on one clock."""

    key: str
    label: str
    begins: str  # what starts the clock
    ends: str
    members: tuple[str, ...]  # keys of plants, or of the precedent
    months: tuple[float, ...]

    @property
    def size(self) -> int:
        """Number of plants."""
        return len(self.months)

    @property
    def low(self) -> float:
        """Quickest."""
        return self.months[0]

    @property
    def median(self) -> float:
        """Middle one."""
        return float(np.median(self.months))

    @property
    def high(self) -> float:
        """Slowest."""
        return self.months[-1]

    @property
    def quartiles(self) -> tuple[float, float] | None:
        """Months below which a quarter and three quarters lie; none for a few plants."""
        if self.size < FEWEST:
            return None
        lower, upper = np.quantile(self.months, (0.25, 0.75), method="weibull")
        return float(lower), float(upper)

    def by(self, months: Array) -> Array:
        """Share of the plants that were there within the given months."""
        there = np.searchsorted(np.array(self.months), months, side="right")
        return np.asarray(there / self.size)


@dataclass(frozen=True)
class Stalled:
    """How many plants were never built by their date, of all that should have been."""

    members: tuple[str, ...]
    of: int

    @property
    def share(self) -> float:
        """Share of plants."""
        return len(self.members) / self.of


def built_abroad(plant: Plant) -> bool:
    """Whether it is a magnet plant outside China and India that was built and is dated."""
    abroad = plant.country not in ("China", "India")
    return abroad and MAGNETS in plant.scope and plant.schedule_class.startswith("yes")


def linked_to_irel(plant: Plant) -> bool:
    """Whether it is IREL's own or runs on IREL's feed, and is dated."""
    return plant.country == "India" and plant.schedule_class.startswith("yes")


def reference_classes(dataset: Dataset) -> tuple[ReferenceClass, ...]:
    """All classes, from the tables of a dataset."""
    made = [_class(each, dataset.plants) for each in CLASSES]
    return (*made, *_tolling(dataset))


def stalled(plants: Sequence[Plant]) -> Stalled:
    """Plants that were not built by their date, beside the class that was."""
    never = tuple(each.key for each in plants if each.schedule_class in NEVER)
    return Stalled(never, len(never) + sum(built_abroad(each) for each in plants))


def _class(told: "Told", plants: Sequence[Plant]) -> ReferenceClass:
    found = [(getattr(each, told.column), each.key) for each in plants if told.belongs(each)]
    dated = sorted(each for each in found if each[0] is not None)
    keys, months = tuple(key for _, key in dated), tuple(float(span) for span, _ in dated)
    return ReferenceClass(told.key, told.label, told.begins, told.ends, keys, months)


def _tolling(dataset: Dataset) -> tuple[ReferenceClass, ...]:
    found = [each for each in dataset.precedents if each.key == TOLLING and each.mode is not None]
    return tuple(ReferenceClass(*TOLL, (each.key,), (float(each.mode or 0.0),)) for each in found)


@dataclass(frozen=True)
class Told:
    """What is told of a class, the column that holds its months, and which plants belong."""

    key: str
    label: str
    begins: str
    ends: str
    column: str
    belongs: Callable[[Plant], bool] = built_abroad


PUBLIC, FIRST, BUILT = "public announcement", "first magnets", "Magnet plants built outside China"
CLASSES = (
    Told("announced", f"{BUILT}, from announcement", PUBLIC, FIRST, "announced_to_first_product"),
    Told(
        "ground", f"{BUILT}, from work on site", "ground-breaking", FIRST, "ground_to_first_product"
    ),
    Told("sale", f"{BUILT}, to commercial scale", PUBLIC, "first sale", "announced_to_first_sale"),
    Told("slip", f"{BUILT}, slip of first magnets", "date first planned", FIRST, "slip"),
    Told(
        "irel",
        "Rare-earth projects linked to IREL",
        PUBLIC,
        "first product",
        "announced_to_first_product",
        linked_to_irel,
    ),
)
TOLL = ("tolling", "Oxide of Energy Fuels tolled in South Korea", "memorandum", "validated magnets")
