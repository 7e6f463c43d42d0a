"""Prices and exchange rates as paths over the years of a deal.

A price is a log process that returns to a long-run level: the share ``persistence`` of its distance
is left after a year, and a shock common to all rare earths, plus one of its own, is added.

Shapes   Parameters are (n, 1), shocks and results (n, t).
Units    USD/kg in 2025 money; exchange rates are nominal; ``rupee_strength`` is a real index.
Sources  Form: USGS yearly averages 2014-2025 (first-order autoregression of the log level).
Limits   The long-run level is a median: a lognormal mean lies a few per cent above it.
"""

import numpy as np

from models.chain.mass_balance import DY2O3_PER_DY, TB4O7_PER_TB
from models.formula import Array, formula


def reverting(
    today: Array,
    long_run: Array,
    persistence: Array,
    volatility: Array,
    shock: Array,
    years_from_today: Array,
) -> Array:
    """Path of a price that returns to its long-run level, shape (n, t)."""
    distance = np.log(today / long_run) * np.exp(np.log(persistence) * years_from_today)
    draws = np.broadcast_shapes(persistence.shape, shock.shape)[0]
    shocks = np.broadcast_to(shock, (draws, years_from_today.shape[1]))
    noise = np.zeros(shocks.shape, order="F")  # a year is a column: keep each together in memory
    for year in range(1, shocks.shape[1]):
        noise[:, year] = noise[:, year - 1] * persistence[:, 0] + shocks[:, year]
    return np.ascontiguousarray(long_run * np.exp(distance + volatility * noise))


@formula(unit="USD/kg", source="MKT060")
def oxide_price(
    oxide_price_today: Array,
    oxide_price_long_run: Array,
    price_persistence: Array,
    oxide_price_volatility: Array,
    oxide_price_shock: Array,
    years_from_today: Array,
) -> Array:
    """World price of NdPr oxide without value-added tax: what IREL's oxide would fetch."""
    return reverting(
        oxide_price_today,
        oxide_price_long_run,
        price_persistence,
        oxide_price_volatility,
        oxide_price_shock,
        years_from_today,
    )


@formula(unit="USD/kg", source="MKT060")
def dysprosium_price(
    dysprosium_price_today: Array,
    dysprosium_price_long_run: Array,
    price_persistence: Array,
    dysprosium_price_volatility: Array,
    dysprosium_price_shock: Array,
    years_from_today: Array,
) -> Array:
    """Chinese price of dysprosium oxide."""
    return reverting(
        dysprosium_price_today,
        dysprosium_price_long_run,
        price_persistence,
        dysprosium_price_volatility,
        dysprosium_price_shock,
        years_from_today,
    )


@formula(unit="USD/kg", source="MKT060")
def terbium_price(
    terbium_price_today: Array,
    terbium_price_long_run: Array,
    price_persistence: Array,
    terbium_price_volatility: Array,
    terbium_price_shock: Array,
    years_from_today: Array,
) -> Array:
    """Chinese price of terbium oxide."""
    return reverting(
        terbium_price_today,
        terbium_price_long_run,
        price_persistence,
        terbium_price_volatility,
        terbium_price_shock,
        years_from_today,
    )


@formula(unit="1", source="definition")
def us_price_level(us_inflation: Array, years_from_price_year: Array) -> Array:
    """US consumer prices, 2025 = 1."""
    return np.exp(np.log1p(us_inflation) * years_from_price_year)


@formula(unit="1", source="definition")
def indian_price_level(indian_inflation: Array, years_from_price_year: Array) -> Array:
    """Indian consumer prices, 2025 = 1."""
    return np.exp(np.log1p(indian_inflation) * years_from_price_year)


@formula(unit="INR/USD", source="MKT056")
def rupee_rate(
    rupee_rate_today: Array,
    us_inflation: Array,
    indian_inflation: Array,
    rupee_volatility: Array,
    rupee_shock: Array,
    years_from_today: Array,
) -> Array:
    """Rupees per dollar: falls by the difference in inflation, with a yearly shock that stays."""
    drift = np.log1p(indian_inflation) - np.log1p(us_inflation)
    shocks = np.cumsum(np.where(years_from_today > 0.0, rupee_shock, 0.0), axis=1)
    return rupee_rate_today * np.exp(drift * years_from_today + rupee_volatility * shocks)


@formula(unit="INR/USD", source="definition")
def dollar_rate(rupee_rate: Array, us_price_level: Array) -> Array:
    """Rupees of each year for what cost one dollar in 2025."""
    return rupee_rate * us_price_level


@formula(unit="1", source="definition")
def rupee_strength(
    rupee_rate: Array, rupee_rate_2025: Array, indian_price_level: Array, us_price_level: Array
) -> Array:
    """What Indian costs are worth in dollars beside 2025, after inflation on both sides."""
    return rupee_rate_2025 / rupee_rate * indian_price_level / us_price_level


@formula(unit="1", source="MKT056")
def partner_strength(
    partner_rate_today: Array,
    partner_rate_2025: Array,
    partner_rate_volatility: Array,
    partner_rate_shock: Array,
    years_from_today: Array,
) -> Array:
    """What the partner's costs are worth in dollars beside 2025, after inflation on both sides."""
    shocks = np.cumsum(np.where(years_from_today > 0.0, partner_rate_shock, 0.0), axis=1)
    return partner_rate_2025 / partner_rate_today * np.exp(-partner_rate_volatility * shocks)


@formula(unit="USD/kg", source="pl_stockan_jlmag")
def chinese_magnet_price(
    oxide_price: Array,
    chinese_oxide_per_magnet: Array,
    dysprosium_price: Array,
    dysprosium_fraction: Array,
    terbium_price: Array,
    terbium_fraction: Array,
    chinese_conversion_price: Array,
) -> Array:
    """Price of a Chinese magnet at the port of loading: its rare earths plus conversion."""
    heavy = dysprosium_price * dysprosium_fraction * DY2O3_PER_DY
    heavy = heavy + terbium_price * terbium_fraction * TB4O7_PER_TB
    return oxide_price * chinese_oxide_per_magnet + heavy + chinese_conversion_price
