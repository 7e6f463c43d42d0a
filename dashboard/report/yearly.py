"""Yearly quantities of a deal: mean and P10, P50, P90 in each year, over the first draws.

They are told for complete subjects alone. They are those of ``models.trace``: every quantity that
has a value for each year, over the first 2,000 draws of the study, as explanations show them.

Raises   StudyError: a deal that the study does not have.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dashboard.report.accounts import HELD, years_of
from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from models import Deal, Memo, Traced, trace

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


def yearly(subject: Subject) -> tuple[Years, ...]:
    """Every deal's quantities by year; none of a partner's subject, as they may tell too much."""
    if not subject.complete:
        return ()
    memo, known = subject.memo or Memo(HELD), dict[int, dict[str, Array]]()
    return tuple(_of_deal(subject, deal, memo, known) for deal in subject.deals)


def _of_deal(subject: Subject, deal: Deal, memo: Memo, known: dict[int, dict[str, Array]]) -> Years:
    traced = trace(subject.study, subject.dataset, deal.name, memo=memo)
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


def yearly_table(years: tuple[Years, ...]) -> Table:
    """Every yearly quantity of every deal, with a row for each year."""
    rows: list[tuple[Cell, ...]] = []
    for each in years:
        for one in each.found:
            parts = [one.parts[part] if part in one.parts else one.parts["mean"] for part in PARTS]
            columns = [part.tolist() for part in parts]
            told = (each.deal, one.name, one.unit)
            rows += [(*told, *line) for line in zip(each.years, *columns, strict=True)]
    return Table(("deal", "quantity", "unit", "year", *PARTS), tuple(rows))
