"""The running royalty for know-how.

    royalty = clip(rate * (net sales - what was bought in) + fee per kg * kilograms, floor, cap)

until all royalties reach their lifetime cap.

Shapes   Rates (n, 1), yearly payments (n, t).
Units    ``*_payment`` kUSD/a in 2025 money; flows kINR/a of the day.
Sources  Forms of payment: licence practice (rows of the dataset); amounts: terms of the deal.
"""

import numpy as np

from models.chain.arrays import bounded, if_any
from models.chain.calendar import share_of_year
from models.chain.cost import levelised
from models.chain.scheme import capped_in_total
from models.formula import Array, flow, formula


def royalty_due(
    sales: Array,
    mass: Array,
    rate: Array,
    per_kg: Array,
    base_cost: Array,
    floor: Array,
    cap: Array,
    lifetime_cap: Array,
    window: Array,
) -> Array:
    """Royalty of each year between its floor and cap, until the lifetime cap is reached."""
    if not (rate.any() or per_kg.any() or floor.any()):
        return np.zeros((1, 1))
    base = np.maximum(sales - base_cost, 0.0) if base_cost.any() else sales
    earned = rate * base
    if per_kg.any():
        earned = earned + per_kg * mass
    yearly = bounded(earned, floor, cap) * window
    return capped_in_total(yearly, lifetime_cap)


@formula(unit="kUSD/a", source="definition")
def royalty_base_cost(
    royalty_less_imports: Array,
    heavy_payment: Array,
    imported_oxide_used: Array,
    oxide_price: Array,
    premium_payment: Array,
) -> Array:
    """Imported materials that the base of the royalty leaves out, where that is agreed."""
    return if_any(
        royalty_less_imports,
        lambda: (
            royalty_less_imports
            * (heavy_payment + imported_oxide_used * oxide_price + premium_payment)
        ),
    )


@formula(unit="kUSD/a", source="definition")
def royalty_payment(
    net_sales: Array,
    magnet_output: Array,
    royalty_rate: Array,
    royalty_per_kg: Array,
    royalty_base_cost: Array,
    royalty_floor: Array,
    royalty_cap: Array,
    royalty_total_cap: Array,
    royalty_window: Array,
    gross_up: Array,
) -> Array:
    """Running royalty on the sales of the deal, with tax if grossed up."""
    terms = royalty_rate, royalty_per_kg, royalty_base_cost
    bounds = royalty_floor, royalty_cap, royalty_total_cap
    return royalty_due(net_sales, magnet_output, *terms, *bounds, royalty_window) * gross_up


@flow(payer="vehicle", payee="partner", tax="sales", unit="kINR/a", source="definition")
def royalty(
    royalty_payment: Array, partner_royalty_withholding: Array, dollar_rate: Array
) -> Array:
    """Running royalty, after tax withheld."""
    return royalty_payment * (1.0 - partner_royalty_withholding) * dollar_rate


@flow(payer="vehicle", payee="government", tax="sales", unit="kINR/a", source="MEM03")
def royalty_tax(
    royalty_payment: Array, partner_royalty_withholding: Array, dollar_rate: Array
) -> Array:
    """Tax withheld on the running royalty."""
    return royalty_payment * partner_royalty_withholding * dollar_rate


@formula(unit="USD/kg", source="definition")
def royalty_cost(
    cost: Array,
    magnet_output: Array,
    royalty_rate: Array,
    royalty_per_kg: Array,
    royalty_base_cost: Array,
    royalty_floor: Array,
    royalty_cap: Array,
    royalty_total_cap: Array,
    royalty_window: Array,
    gross_up: Array,
    levelising_weight: Array,
) -> Array:
    """Running royalty at the required price, with tax if grossed up."""
    terms = royalty_rate, royalty_per_kg, royalty_base_cost
    bounds = royalty_floor, royalty_cap, royalty_total_cap
    sales = cost * magnet_output
    due = royalty_due(sales, magnet_output, *terms, *bounds, royalty_window)
    return levelised(due * gross_up, levelising_weight)


@formula(unit="1", source="definition")
def royalty_window(
    year: Array, start_year: Array, royalty_years: Array, operating_years: Array
) -> Array:
    """Share of each year in which the royalty runs, never longer than the plant."""
    return share_of_year(year, start_year, np.minimum(royalty_years, operating_years))


@formula(unit="1", source="definition")
def royalty_against_asking(royalty_rate: Array, asking_royalty: Array) -> Array:
    """The royalty agreed less what a licensor is believed to ask: below zero it may refuse."""
    return royalty_rate - asking_royalty
