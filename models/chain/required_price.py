"""From the parts of the cost to the price that pays for them, royalty and incentive included.

    p M = C M + g PV(clip(r p Q, floor, cap)) - PV(min(bid, k p) Q)

with M discounted kilograms, C the other costs, g the gross-up, Q kilograms a year. Both sides are
piecewise linear in p, so Newton's method ends at the exact price.

Shapes   Yearly arrays (n, t); results (n, 1).
Units    USD/kg, 2025 money; floor and cap of the royalty in kUSD/a.
Sources  finance literature; incentive caps: Gazette of India S.O. 5800(E), 15 December 2025.
"""

from dataclasses import dataclass

import numpy as np

from models.chain.cost import levelised
from models.formula import Array, formula

ROUNDS = 20  # Newton steps at most; two or three are usual
EXACT = 1e-14  # relative change of the price below which a step has found it


@formula(unit="USD/kg", source="definition")
def cost_before_sales(
    oxide_cost: Array,
    premium_cost: Array,
    heavy_cost: Array,
    metal_cost: Array,
    conversion_cost: Array,
    capital_cost: Array,
    know_how_cost: Array,
    toll_cost: Array,
    import_cost: Array,
    logistics_cost: Array,
    duty_cost: Array,
    stock_cost: Array,
) -> Array:
    """All costs that do not depend on the price of the magnets."""
    materials = oxide_cost + premium_cost + heavy_cost + metal_cost + import_cost
    making = conversion_cost + capital_cost + know_how_cost + toll_cost
    return materials + making + logistics_cost + duty_cost + stock_cost


@dataclass(frozen=True)
class Sales:
    """What depends on the price: royalty with floor and cap, incentive with its cap on sales."""

    output: Array
    weight: Array
    rate: Array
    floor: Array
    cap: Array
    gross_up: Array
    incentive: Array
    incentive_share: Array

    def price(self, cost: Array, mass: Array) -> Array:
        """Price at which nothing is missing and nothing is left over."""
        price = cost
        for _ in range(
            ROUNDS if self.rate.any() or self.floor.any() or self.incentive.any() else 0
        ):
            surplus, growth = self.gap(price, cost, mass)
            step = surplus / growth
            price = price - step
            if np.all(np.abs(step) <= EXACT * price):
                break
        return price

    def gap(self, price: Array, cost: Array, mass: Array) -> tuple[Array, Array]:
        """Surplus at a price, and how fast it grows with the price."""
        sales = price * self.output
        royalty = np.clip(self.rate * sales, self.floor, self.cap)
        on_sales = self.incentive_share * sales
        incentive = np.minimum(self.incentive, on_sales)
        surplus = np.sum(self.weight * (incentive - self.gross_up * royalty), axis=1, keepdims=True)
        paying = (self.rate * sales > self.floor) & (self.rate * sales < self.cap)
        slope = np.where(self.incentive > on_sales, self.incentive_share, 0.0)
        slope = (slope - np.where(paying, self.gross_up * self.rate, 0.0)) * self.output
        growth = np.sum(self.weight * slope, axis=1, keepdims=True)
        return (price - cost) * mass + surplus, mass + growth


@formula(unit="USD/kg", source="definition")
def cost(
    cost_before_sales: Array,
    lifetime_output: Array,
    magnet_output: Array,
    discount_factor: Array,
    period: Array,
    royalty_rate: Array,
    royalty_floor: Array,
    royalty_cap: Array,
    royalty_window: Array,
    gross_up: Array,
    incentive_limit: Array,
    incentive_sales_share: Array,
) -> Array:
    """Cost criterion: the price per kilogram at which the maker of the magnets earns its return.

    The price solves: price * kilograms = other costs * kilograms + royalty at that price
    - incentive at that price, all as present values at the return the maker needs.
    """
    sales = Sales(
        output=magnet_output,
        weight=discount_factor * period,
        rate=royalty_rate * royalty_window,
        floor=royalty_floor * royalty_window,
        cap=royalty_cap * royalty_window,
        gross_up=gross_up,
        incentive=incentive_limit,
        incentive_share=incentive_sales_share,
    )
    return sales.price(cost_before_sales, lifetime_output)


@formula(unit="USD/kg", source="definition")
def royalty_cost(
    cost: Array,
    magnet_output: Array,
    royalty_rate: Array,
    royalty_floor: Array,
    royalty_cap: Array,
    royalty_window: Array,
    gross_up: Array,
    levelising_weight: Array,
) -> Array:
    """Running royalty at that price, between its floor and its cap, with tax if grossed up."""
    base = royalty_rate * cost * magnet_output * royalty_window
    paid = np.clip(base, royalty_floor * royalty_window, royalty_cap * royalty_window)
    return levelised(paid * gross_up, levelising_weight)


@formula(unit="USD/kg", source="MKT030")
def incentive_cost(
    cost: Array,
    magnet_output: Array,
    incentive_limit: Array,
    incentive_sales_share: Array,
    levelising_weight: Array,
) -> Array:
    """Sales incentive of the Indian scheme, as a negative cost."""
    paid = np.minimum(incentive_limit, incentive_sales_share * cost * magnet_output)
    return -levelised(paid, levelising_weight)
