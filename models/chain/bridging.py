"""Bridging: while a deal is not there, or makes less than it promised, India imports the rest.

    bridged cost = PV(deal's magnets * price + missing magnets * import price) / PV(promised)

The stream that is served: what the deal promises India at its full rate, evenly from the effective
date to its last delivery. So a late deal and a slow ramp cost what the imports cost, and a deal
cannot look better by serving less. It stands beside the cost criterion and never enters it.

Shapes   Yearly masses (n, t); results (n, 1).
Units    t/a; USD/kg in 2025 money.
Sources  Definition: one stream of demand, levelised at the buyers' own return.
Limits   Imports at the landed Chinese price, taken to be there: what happens if they are not is
         supply security. Where buyers pay import parity, bridging costs them next to nothing.
"""

import numpy as np

from models.chain.calendar import share_of_year
from models.chain.cost import levelised
from models.formula import Array, formula


@formula(unit="t/a", source="definition")
def promised_magnets(
    demand_coverage: Array,
    indian_demand_2030: Array,
    year: Array,
    start_year: Array,
    operating_years: Array,
) -> Array:
    """What the deal promises India at its full rate, from the effective date to its last year."""
    served = share_of_year(year, 0.0 * start_year, start_year + operating_years)
    return demand_coverage * indian_demand_2030 * served


@formula(unit="t/a", source="definition")
def bridging_imports(promised_magnets: Array, magnet_output: Array, india_share: Array) -> Array:
    """Magnets imported in each year because the deal does not deliver them yet, or not all."""
    return np.maximum(promised_magnets - magnet_output * india_share, 0.0)


@formula(unit="INR/USD", source="definition")
def bridging_weight(buyer_discount: Array, dollar_rate: Array) -> Array:
    """Worth today to the buyers, in rupees, of one dollar of 2025 paid in each year."""
    return buyer_discount * dollar_rate


@formula(unit="USD/kg", source="definition")
def bridged_cost(
    promised_magnets: Array,
    bridging_imports: Array,
    magnet_price: Array,
    landed_import_price: Array,
    bridging_weight: Array,
) -> Array:
    """What buyers pay for a kilogram of all that was promised, imports for the rest included."""
    own = (promised_magnets - bridging_imports) * magnet_price
    paid = levelised(own + bridging_imports * landed_import_price, bridging_weight)
    return paid / levelised(promised_magnets, bridging_weight)


@formula(unit="t", source="definition")
def bridged_mass(bridging_imports: Array, period: Array) -> Array:
    """Magnets imported over the life of the deal because it does not deliver them yet."""
    return np.sum(bridging_imports * period, axis=1, keepdims=True)
