"""Yearly quantities of a deal: mean and P10, P50, P90 in each year, over the first draws.

They are those of ``models.trace``: every quantity that
has a value for each year, over the first 2,000 draws of the study, as explanations show them.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.report.accounts import years_of
from models import Dataset, Deal, Memo, Study, Traced, trace

PARTS, PERCENTILES = ("mean", "p10", "p50", "p90"), (10, 50, 90)
HALF = 0.5  # nearer to the upper neighbour, the distance is taken from there
Array = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Yearly:
    """One quantity over the years; the quantiles are missing where no draw differs."""

    name: str
    label: str
    unit: str
    parts: Mapping[str, Array]


@dataclass(frozen=True)
class Years:
    """All yearly quantities of a deal, and the calendar years in which its years end."""

    deal: str
    years: tuple[int, ...]
    draws: int
    found: tuple[Yearly, ...]


def yearly(study: Study, dataset: Dataset, memo: Memo) -> tuple[Years, ...]:
    """Quantities by year of every deal, the baseline last; ``memo`` has results known already."""
    known = dict[int, dict[str, Array]]()
    return tuple(
        _of_deal(each, trace(study, dataset, each.name, memo=memo), known)
        for each in study.all_deals
    )


def _of_deal(deal: Deal, traced: Traced, known: dict[int, dict[str, Array]]) -> Years:
    found = tuple(
        _quantity(traced, name, known)
        for name in traced.quantities
        if traced.values[name].array.shape[1] > 1 and traced.ready.formulas[name].told is None
    )
    draws = max(len(each.array) for each in traced.values.values())
    length = traced.values["year"].array.shape[1]
    return Years(deal.name, years_of(deal, length), draws, found)


def _quantity(traced: Traced, name: str, known: dict[int, dict[str, Array]]) -> Yearly:
    """Summarise a quantity; deals that share an array share its summary."""
    numbered, made = traced.values[name], traced.ready.formulas[name]
    if numbered.number not in known:
        known[numbered.number] = _parts(numbered.array)
    return Yearly(name, made.text, made.unit, known[numbered.number])


def _parts(values: Array) -> dict[str, Array]:
    mean = np.mean(values, axis=0)
    if values.shape[0] == 1:
        return {"mean": mean}
    return dict(zip(PARTS, (mean, *_percentiles(values)), strict=True))


def _percentiles(values: Array) -> list[Array]:
    """P10, P50 and P90 of each year as ``np.percentile`` gives them, in a third of its time."""
    if not np.isfinite(values).all():
        return list(np.percentile(values, PERCENTILES, axis=0))
    ordered = np.sort(np.ascontiguousarray(values.T), axis=1)
    last = ordered.shape[1] - 1
    found = []
    for place in (percentile / 100.0 * last for percentile in PERCENTILES):
        low = int(place)
        part, below = place - low, ordered[:, low]
        above = ordered[:, min(low + 1, last)]
        gap = above - below
        found.append(below + gap * part if part < HALF else above - gap * (1.0 - part))
    return found
