"""Depreciation by written-down value, as Indian income tax allows it.

    D_t = d (W_{t-1} + full_t) + d/2 half_t,   W_t = W_{t-1} + full_t + half_t - D_t

Shapes   Additions (n, t); rates (n, 1); results (n, t).
Units    Money of any kind; rates are shares a year.
Sources  Income-tax rules, Appendix I (rates); an asset used for less than 180 days of its first
         year earns half. What is left at the end is not deducted while the block lives.
"""

import numpy as np

from models.chain.arrays import changes, shifted
from models.formula import Array, formula

DAYS_PER_YEAR = 365.0
FULL_YEAR = 180.0  # d of use from which the first year counts whole
LEAST_KEPT = 1e-9  # what is left of a value written off at once, so that nothing divides by zero


def written_down(full: Array, half: Array, rate: Array) -> Array:
    """Depreciation of each year for additions used the whole first year, or less than half."""
    kept = np.maximum(1.0 - rate, LEAST_KEPT)
    years = np.arange(full.shape[1])[None, :]
    scale = kept**years
    entered = full * kept + half * (1.0 - 0.5 * rate) if half.any() else full * kept
    value = np.cumsum(entered / scale, axis=1) * scale
    before = shifted(value, -1)
    return before + full + half - value


@formula(unit="1", source="definition")
def first_use(operating_fraction: Array) -> Array:
    """1 in the year in which the plant is first used, else 0."""
    used = np.maximum.accumulate(operating_fraction > 0.0, axis=1)
    return changes(used.astype(float))


@formula(unit="1", source="MEM21")
def late_first_use(operating_fraction: Array, first_use: Array) -> Array:
    """1 in the year of first use if that is for less than 180 days, else 0."""
    return first_use * (operating_fraction * DAYS_PER_YEAR < FULL_YEAR)


def in_use(cost: Array, first_use: Array) -> Array:
    """Cost that enters in each year: what was paid before the first use enters with it."""
    used = np.cumsum(first_use, axis=1)
    return changes(np.cumsum(cost, axis=1) * used)


def depreciation_from(entered: Array, late_first_use: Array, rate: Array) -> Array:
    """Depreciation of what enters in each year.

    Parameters
    ----------
    entered
        Cost that enters, (n, t).
    late_first_use
        1 in the year of first use if that earns half, (n, t).
    rate
        Share of the written-down value a year, (n, 1).
    """
    half = entered * late_first_use
    return written_down(entered - half, half, rate)
