"""The calendar of a deal, counted from its effective date, and the worth today of later money.

Shapes   ``year`` is (1, t): 0 is the effective date, a flow at index t falls at the end of year t.
         Results are (1, t) or (n, t).
Units    ``period`` is the length of one step, 1 a; ``effective_date`` is a decimal year.
Sources  Convention: finance literature and the System Advisor Model (end-of-year flows).
"""

import numpy as np

from models.chain.arrays import bounded, changes
from models.formula import Array, formula

PRICE_YEAR = 2025.0  # a: all prices and terms are in money of this year
DATA_YEAR = 2026.5  # a: the middle of the year whose prices are called "today" in the dataset
HALF = 0.5  # a: money that comes evenly over a year comes on average in its middle


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
def discounted_years(year: Array, mid_year: Array) -> Array:
    """Years over which a flow is discounted: to the end of its year, or to its middle."""
    return year - HALF * mid_year * (year > 0.0)


@formula(unit="1", source="definition")
def nominal_return(owner_return: Array, indian_inflation: Array) -> Array:
    """Return in rupees of the day that the magnet maker needs on all its money."""
    return (1.0 + owner_return) * (1.0 + indian_inflation) - 1.0


@formula(unit="1", source="definition")
def discount_factor(nominal_return: Array, discounted_years: Array) -> Array:
    """Worth today of rupees of each year to the magnet maker's owners."""
    return factors(nominal_return, discounted_years)


def factors(nominal: Array, discounted_years: Array) -> Array:
    """Worth today of money of each year at a nominal return."""
    return np.exp(-np.log1p(nominal) * discounted_years)


def share_of_year(year: Array, start: Array, length: Array) -> Array:
    """Share of each year that lies in a window opening at ``start`` for ``length`` years."""
    return changes(bounded(year - start, 0.0, length))


def at(year: Array, moment: Array) -> Array:
    """1 at the end of the year in which a moment falls, else 0; a moment of 0 is the start."""
    return np.where((year >= moment) & (year < moment + 1.0), 1.0, 0.0)
