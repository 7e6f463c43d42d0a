"""Baseline: IREL sells its oxide and India goes on importing Chinese magnets."""

import numpy as np

from models.chain.cost import levelised
from models.chain.shared_terms import CommonTerms
from models.formula import Array, formula
from models.terms import Preset

TITLE = "Baseline: import magnets"
SUMMARY = "IREL sells its oxide at the market price and India goes on importing magnets from China."
SITE = "china"
PLANT_OF = "abroad"
KNOW_HOW_OF = "partner"
ORDER = 9
BOOKS = "alternative"
CHAIN = ()


class Terms(CommonTerms):
    """Nothing is agreed; the volume, the grades and the importers' stock still count."""


@formula(unit="1", source="definition")
def owner_return(irel_return: Array) -> Array:
    """Real return on the importers' stock, taken to be the same as IREL's."""
    return irel_return


@formula(unit="month", source="definition")
def first_magnets() -> Array:
    """Imports flow already."""
    return np.zeros((1, 1))


@formula(unit="month", source="definition")
def lead_time() -> Array:
    """Lead-time criterion: nothing has to be waited for."""
    return np.zeros((1, 1))


@formula(unit="t/a", source="definition")
def magnet_output(capacity: Array, operating_fraction: Array) -> Array:
    """Magnets imported each year: the same volume as the deals' capacity."""
    return capacity * operating_fraction


@formula(unit="month", source="definition")
def full_rate_time() -> Array:
    """Imports flow already at their full rate."""
    return np.zeros((1, 1))


@formula(unit="kUSD/a", source="definition")
def import_payment(magnet_output: Array, chinese_magnet_price: Array) -> Array:
    """Magnets at the price of the Chinese port."""
    return magnet_output * chinese_magnet_price


@formula(unit="USD/kg", source="definition")
def import_cost(import_payment: Array, levelising_weight: Array) -> Array:
    """Finished magnets from China, rare earths and conversion included."""
    return levelised(import_payment, levelising_weight)


@formula(unit="kUSD/a", source="mem_freight")
def freight_payment(
    magnet_output: Array, magnet_freight: Array, chinese_magnet_price: Array, insurance_rate: Array
) -> Array:
    """Freight and insurance from China."""
    return magnet_output * (magnet_freight + insurance_rate * chinese_magnet_price)


@formula(unit="kUSD/a", source="MKT050")
def duty_payment(
    magnet_output: Array, chinese_magnet_price: Array, magnet_freight: Array, magnet_duty: Array
) -> Array:
    """Indian customs duty on the landed value."""
    return magnet_output * (chinese_magnet_price + magnet_freight) * magnet_duty


@formula(unit="kINR", source="definition")
def working_capital_needed(
    magnet_output: Array, chinese_magnet_price: Array, magnet_stock_india: Array, dollar_rate: Array
) -> Array:
    """Money tied up in the importers' stock."""
    return magnet_output * chinese_magnet_price * magnet_stock_india * dollar_rate


@formula(unit="USD/kg", source="definition")
def cost(cost_before_sales: Array) -> Array:
    """Cost criterion: what a kilogram of imported magnets costs, with duty and stocks."""
    return cost_before_sales


@formula(unit="1", source="definition")
def oxide_share() -> Array:
    """Share of its free oxide that IREL sells: all of it."""
    return np.ones((1, 1))


@formula(unit="t/a", source="definition")
def alternative_oxide(oxide_available: Array, operating_fraction: Array) -> Array:
    """Oxide that IREL sells while magnets are imported."""
    return oxide_available * operating_fraction


@formula(unit="kUSD/a", source="definition")
def oxide_payment() -> Array:
    """No oxide is bought: IREL sells it."""
    return np.zeros((1, 1))


@formula(unit="kUSD/a", source="definition")
def premium_payment() -> Array:
    """No oxide is bought."""
    return np.zeros((1, 1))


@formula(unit="kUSD/a", source="definition")
def heavy_payment() -> Array:
    """Heavy rare earths are in the price of the magnet."""
    return np.zeros((1, 1))


@formula(unit="1", source="definition")
def demand_coverage(capacity: Array, indian_demand_2030: Array) -> Array:
    """Share of India's need in 2030 that this volume of imports meets."""
    return capacity / indian_demand_2030


PRESETS = (
    Preset(
        "Baseline: sell the oxide, import magnets",
        terms={"magnet_stock_india": 21.0},
        reason="What happens if nothing is agreed; importers held two to three weeks of magnets "
        "when controls hit in 2025.",
    ),
)
