"""Production: the ramp integrated exactly over each year, so that results move smoothly with delay.

    R(a) = u0 k + (u1 - u0) k^2 / (2 m) + u1 max(a - m, 0),  k = min(max(a, 0), m)
    utilisation in year t = R(t - L) - R(t - 1 - L)

Shapes   ``start_year`` (n, 1); ``year`` (1, t); results (n, t).
Units    Ages in years (1), masses in t/a.
Sources  Trapezoid of a linear ramp; checked against three unit vectors.
"""

import numpy as np

from models.chain.arrays import bounded, changes
from models.chain.calendar import share_of_year
from models.formula import Array, formula

MONTHS_PER_YEAR = 12.0


def ramp_integral(age: Array, first: Array, full: Array, length: Array) -> Array:
    """Output since start in years at full use, for a ramp from ``first`` to ``full``."""
    ramped = bounded(age, 0.0, length)
    rising = first * ramped + (full - first) * ramped**2 / (2.0 * length)
    return rising + full * np.maximum(age - length, 0.0)


@formula(unit="1", source="definition")
def start_year(lead_time: Array) -> Array:
    """Years from the effective date to the first qualified magnet."""
    return lead_time / MONTHS_PER_YEAR


@formula(unit="1", source="definition")
def utilisation(
    year: Array,
    start_year: Array,
    starting_utilisation: Array,
    mature_utilisation: Array,
    ramp_years: Array,
    operating_years: Array,
) -> Array:
    """Share of the capacity used in each year, from the first qualified magnet to the last."""
    age = bounded(year - start_year, 0.0, operating_years)
    made = ramp_integral(age, starting_utilisation, mature_utilisation, ramp_years)
    return changes(made)


@formula(unit="1", source="definition")
def operating_fraction(year: Array, start_year: Array, operating_years: Array) -> Array:
    """Share of each year in which the line works, whatever its utilisation."""
    return share_of_year(year, start_year, operating_years)


@formula(unit="1", source="pl_nyt_narva_2025")
def ramp_years(ramp_duration: Array, ramp_saving: Array) -> Array:
    """Years from first sales to the full rate, shorter with training and support."""
    return ramp_duration / MONTHS_PER_YEAR * (1.0 - ramp_saving)


@formula(unit="1", source="definition")
def ramp_saving() -> Array:
    """Share of the ramp that terms save: none, unless a structure says otherwise."""
    return np.zeros((1, 1))


@formula(unit="t/a", source="definition")
def planned_output(capacity: Array, utilisation: Array) -> Array:
    """Magnets the line would make with all the oxide it needs."""
    return capacity * utilisation


@formula(unit="1", source="definition")
def feed_coverage(irel_oxide_used: Array, imported_oxide_used: Array, oxide_needed: Array) -> Array:
    """Share of the planned output for which there is oxide."""
    used = irel_oxide_used + imported_oxide_used
    return used / np.where(oxide_needed > 0.0, oxide_needed, np.inf)


@formula(unit="t/a", source="definition")
def magnet_output(planned_output: Array, feed_coverage: Array) -> Array:
    """Finished magnets made in each year."""
    return planned_output * feed_coverage


@formula(unit="month", source="definition")
def full_rate_time(
    lead_time: Array, ramp_years: Array, starting_utilisation: Array, mature_utilisation: Array
) -> Array:
    """Months from the effective date to 80 % of the full rate of production."""
    climb = (0.8 * mature_utilisation - starting_utilisation) / (
        mature_utilisation - starting_utilisation
    )
    return lead_time + MONTHS_PER_YEAR * ramp_years * np.maximum(climb, 0.0)


@formula(unit="1", source="definition")
def demand_coverage(
    capacity: Array, mature_utilisation: Array, india_share: Array, indian_demand_2030: Array
) -> Array:
    """Share of India's need in 2030 that the deal meets at its full rate."""
    return capacity * mature_utilisation * india_share / indian_demand_2030


@formula(unit="1", source="definition")
def india_share() -> Array:
    """Share of the output firmly promised to Indian buyers: all, unless terms say otherwise."""
    return np.ones((1, 1))
