"""The calendar of a deal, counted from its effective date.

Shapes   ``year`` is (1, t): 0 is the effective date, a flow at index t falls at the end of year t.
         Results are (1, t) or (n, t).
Units    ``period`` is the length of one step, 1 a; ``effective_date`` is a decimal year.
Sources  Convention: finance literature and the System Advisor Model (end-of-year flows).
"""

import numpy as np

from models.formula import Array, formula

PRICE_YEAR = 2025.0  # a: all money is of this year
DATA_YEAR = 2026.5  # a: the middle of the year whose prices are called "today" in the dataset


@formula(unit="a", source="definition")
def calendar_year(effective_date: Array, year: Array, period: Array) -> Array:
    """Date at the end of each year of the deal."""
    return effective_date + year * period


@formula(unit="1", source="definition")
def years_from_today(calendar_year: Array, period: Array) -> Array:
    """Years from the date of the dataset's current prices to each year of the deal."""
    return np.maximum(calendar_year / period - DATA_YEAR, 0.0)


@formula(unit="1", source="definition")
def years_from_price_year(calendar_year: Array, period: Array) -> Array:
    """Years from the price year, 2025, to each year of the deal."""
    return np.maximum(calendar_year / period - PRICE_YEAR, 0.0)


@formula(unit="1", source="definition")
def discount_factor(owner_return: Array, year: Array) -> Array:
    """Worth today of money at the end of each year, at the real return the magnet maker needs."""
    return np.exp(-year * np.log1p(owner_return))


def share_of_year(year: Array, start: Array, length: Array) -> Array:
    """Share of each year that lies in a window opening at ``start`` for ``length`` years."""
    return np.diff(np.clip(year - start, 0.0, length), axis=1, prepend=0.0)
