"""What the magnets are sold for: import parity, an index, or cost plus, with floor and ceiling.

    index       p = p0 (w_ox I/I0 + (w_lab + w_en) CPI/CPI0 + rest)
    cost plus   p = (1 + m) c / (1 - (1 + m) r), a royalty r on sales not being part of c

Shapes   Prices and sales (n, t).
Units    USD/kg in 2025 money; flows kINR/a of the day.
Sources  Forms of price: magnet supply contracts; guarantees: the MP Materials agreement of 2025.
Limits   Electricity follows Indian consumer prices. Exports fetch the Chinese price and a premium.
"""

import numpy as np

from models.chain.arrays import NOTHING, bounded, if_any
from models.formula import Array, flow, formula

PARITY, INDEX, COST_PLUS = 0.0, 1.0, 2.0


@formula(unit="USD/kg", source="MKT050")
def landed_import_price(
    chinese_magnet_price: Array, magnet_freight: Array, insurance_rate: Array, magnet_duty: Array
) -> Array:
    """What a Chinese magnet costs an Indian buyer, with freight, insurance and duty."""
    return (chinese_magnet_price * (1.0 + insurance_rate) + magnet_freight) * (1.0 + magnet_duty)


@formula(unit="USD/kg", source="definition")
def index_price(
    index_base_price: Array,
    index_oxide_weight: Array,
    index_labour_weight: Array,
    index_energy_weight: Array,
    oxide_price: Array,
    oxide_price_today: Array,
    rupee_strength: Array,
    us_price_level: Array,
) -> Array:
    """Price that follows oxide and Indian consumer prices; its fixed part loses to inflation."""
    followed = index_labour_weight + index_energy_weight
    fixed = 1.0 - index_oxide_weight - followed
    moving = index_oxide_weight * oxide_price / oxide_price_today + followed * rupee_strength
    return index_base_price * (moving + fixed * us_price_level[:, :1] / us_price_level)


@formula(unit="USD/kg", source="definition")
def cost_plus_price(
    cost_before_sales: Array, cost_plus_margin: Array, royalty_rate: Array
) -> Array:
    """Price that covers the cost and a margin, and the royalty that the price itself brings."""
    share = 1.0 + cost_plus_margin
    return share * cost_before_sales / (1.0 - share * royalty_rate)


@formula(unit="USD/kg", source="definition")
def magnet_price(
    price_basis: Array,
    landed_import_price: Array,
    parity_discount: Array,
    index_price: Array,
    cost_plus_price: Array,
    price_floor: Array,
    price_ceiling: Array,
) -> Array:
    """What Indian buyers pay for a kilogram, between floor and ceiling."""
    parity = landed_import_price * (1.0 - parity_discount)
    other = np.where(price_basis == INDEX, index_price, cost_plus_price)
    price = np.where(price_basis == PARITY, parity, other)
    return bounded(price, price_floor, price_ceiling)


@formula(unit="kUSD/a", source="definition")
def india_sales(magnet_output: Array, india_share: Array, magnet_price: Array) -> Array:
    """Sales to Indian buyers."""
    return magnet_output * india_share * magnet_price


@formula(unit="kUSD/a", source="MKT091")
def export_sales(
    magnet_output: Array, india_share: Array, chinese_magnet_price: Array, export_premium: Array
) -> Array:
    """Sales abroad of what is not promised to India."""
    return if_any(
        1.0 - india_share,
        lambda: magnet_output * (1.0 - india_share) * chinese_magnet_price * (1.0 + export_premium),
    )


@formula(unit="kUSD/a", source="definition")
def net_sales(india_sales: Array, export_sales: Array) -> Array:
    """All sales of magnets, without value-added tax."""
    return india_sales + export_sales


@flow(payer="buyer", payee="vehicle", tax="sales", unit="kINR/a", source="definition")
def magnet_sales(india_sales: Array, dollar_rate: Array) -> Array:
    """Magnets sold to Indian buyers."""
    return india_sales * dollar_rate


@flow(payer="outside", payee="vehicle", tax="sales", unit="kINR/a", source="definition")
def magnet_exports(export_sales: Array, dollar_rate: Array) -> Array:
    """Magnets sold abroad."""
    return export_sales * dollar_rate


@flow(payer="vehicle", payee="government", tax="sales", unit="kINR/a", source="MKT185")
def upside_payment(
    magnet_output: Array,
    india_share: Array,
    magnet_price: Array,
    upside_threshold: Array,
    upside_share: Array,
    dollar_rate: Array,
) -> Array:
    """Share of a high magnet price that goes to the government, which bears the guarantees."""
    return if_any(
        upside_share,
        lambda: (
            magnet_output
            * india_share
            * np.maximum(magnet_price - upside_threshold, 0.0)
            * upside_share
            * dollar_rate
        ),
    )


@flow(payer="government", payee="irel", tax="oxide", unit="kINR/a", source="MKT186")
def oxide_guarantee_payment(
    irel_oxide_used: Array, oxide_guarantee: Array, oxide_price: Array, dollar_rate: Array
) -> Array:
    """What the government adds when the market price of the oxide is below the guaranteed one."""
    return if_any(
        oxide_guarantee,
        lambda: irel_oxide_used * np.maximum(oxide_guarantee - oxide_price, 0.0) * dollar_rate,
    )


@flow(payer="government", payee="vehicle", tax="guarantee", unit="kINR/a", source="MKT184")
def income_guarantee_payment(
    income_guarantee: Array,
    operating_fraction: Array,
    income_before_guarantee: Array,
    dollar_rate: Array,
) -> Array:
    """What the government adds when operating income falls below the guaranteed one."""
    if not income_guarantee.any():
        return NOTHING
    promised = income_guarantee * operating_fraction * dollar_rate
    short = np.maximum(promised - income_before_guarantee, 0.0)
    return np.where(promised > 0.0, short, 0.0 * short)


@formula(unit="USD/kg", source="definition")
def buyer_price(
    india_sales: Array, magnet_output: Array, india_share: Array, levelising_weight: Array
) -> Array:
    """What Indian buyers pay for a kilogram, as one price over the life of the deal."""
    paid = np.einsum("nt,nt->n", india_sales, levelising_weight)[:, None]
    mass = np.einsum("nt,nt->n", magnet_output * india_share, levelising_weight)[:, None]
    return paid / mass


@formula(unit="USD/kg", source="definition")
def price_against_cost(buyer_price: Array, cost: Array) -> Array:
    """The price Indian buyers pay less the cost: below zero the maker earns less than it needs."""
    return buyer_price - cost
