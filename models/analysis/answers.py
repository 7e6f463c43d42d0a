"""What is found when something is asked of two deals of a study: the answers of ``matters``.

Shapes   Numbers only.
Units    Scores 0..1; inputs as people write them.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from models.analysis.crossings import BreakEven
from models.analysis.discovery import Box
from models.analysis.drivers import Drivers
from models.analysis.gaps import Gaps
from models.analysis.information import Worth
from models.analysis.tornado import Tornado


@dataclass(frozen=True)
class Movers:
    """What moves the difference of two deals, and where the strongest numbers turn it."""

    first: str
    second: str
    gap: float  # mean over all draws
    apart: bool
    tornado: Tornado
    turns: tuple[BreakEven, ...]  # of the strongest numbers, the nearest first
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

    all: Worth  # luck too
    numbers: Worth  # every number, but no luck
    single: Mapping[str, Worth]  # of the numbers, most first
    point: float | None  # what a score of 1 is worth, in the unit of cost; none without a price
    draws: int  # that tell what numbers are worth
    runs: int  # over the same numbers, each with other luck


@dataclass(frozen=True)
class Losing:
    """When a deal is not the best; or, of one that seldom is, when it is."""

    deal: str
    best: float  # share of draws in which it is
    wins: bool  # whether the box tells of winning
    box: Box
