"""A magnet plant in India: what it costs to build and to run.

Shapes   Capital (n, 1); yearly costs (n, t).
Units    kUSD and kUSD/a in 2025 money (t/a times USD/kg is kUSD/a exactly); capacity t/a.
Sources  Capital: Asian plants and the Indian scheme's implied investment; labour and energy: rows.
Limits   One line of one capacity; no replacement investment; no growth of real wages.
"""

import numpy as np

from models.chain.calendar import share_of_year
from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array, flow, formula


@formula(unit="kUSD", source="mem_peters")
def capital_expenditure(
    capital_intensity: Array,
    reference_capacity: Array,
    capacity: Array,
    scale_exponent: Array,
    capital_overrun: Array,
    equipment_saving: Array,
) -> Array:
    """Investment from oxide to magnet: a reference plant, scaled, with overrun."""
    scale = (capacity / reference_capacity) ** scale_exponent
    reference = capital_intensity * reference_capacity
    return reference * scale * capital_overrun * (1.0 - equipment_saving)


@formula(unit="1", source="AN02")
def equipment_saving(chinese_equipment: Array, chinese_equipment_discount: Array) -> Array:
    """Share of the investment saved with Chinese-made equipment."""
    return chinese_equipment * chinese_equipment_discount


@formula(unit="1", source="AN02")
def procurement_saving(chinese_equipment: Array, chinese_equipment_speed: Array) -> Array:
    """Share of the delivery time of equipment saved with Chinese-made equipment."""
    return chinese_equipment * chinese_equipment_speed


@formula(unit="1", source="definition")
def spending_year(engineering_finish: Array, first_magnets: Array, stall_delay: Array) -> Array:
    """Middle of construction, in years from the effective date: when the money is spent."""
    return (engineering_finish + stall_delay + first_magnets) / 2.0 / MONTHS_PER_YEAR


@flow(payer="government", payee="vehicle", unit="kUSD", source="MKT030")
def capital_subsidy(
    scheme_member: Array,
    capital_expenditure: Array,
    subsidy_rate: Array,
    subsidy_cap: Array,
    capacity: Array,
    rupee_rate_2025: Array,
) -> Array:
    """Capital subsidy of the Indian magnet scheme, for its winners only."""
    ceiling = subsidy_cap * capacity / rupee_rate_2025
    return scheme_member * np.minimum(subsidy_rate * capital_expenditure, ceiling)


@formula(unit="USD/kg", source="definition")
def capital_cost(
    capital_expenditure: Array,
    capital_subsidy: Array,
    owner_return: Array,
    spending_year: Array,
    start_year: Array,
    lifetime_output: Array,
) -> Array:
    """Capital charge: what a kilogram must earn to repay the plant at the owner's real return."""
    spent = capital_expenditure * (1.0 + owner_return) ** -spending_year
    received = capital_subsidy * (1.0 + owner_return) ** -start_year
    return (spent - received) / lifetime_output


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def labour_payment(
    capacity: Array,
    labour_intensity: Array,
    wage: Array,
    operating_fraction: Array,
    rupee_strength: Array,
) -> Array:
    """Wages of a full crew for every year the plant runs."""
    return capacity * labour_intensity * wage * operating_fraction * rupee_strength


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def energy_payment(
    magnet_output: Array, energy_per_magnet: Array, power_price: Array, rupee_strength: Array
) -> Array:
    """Electricity from metal to finished magnet."""
    return magnet_output * energy_per_magnet * power_price * rupee_strength


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="mem_peters")
def maintenance_payment(
    capital_expenditure: Array, maintenance_share: Array, operating_fraction: Array, period: Array
) -> Array:
    """Yearly upkeep as a share of the investment."""
    return capital_expenditure * maintenance_share * operating_fraction / period


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def supplies_payment(
    magnet_output: Array,
    consumables: Array,
    capacity: Array,
    overhead: Array,
    operating_fraction: Array,
    rupee_strength: Array,
) -> Array:
    """Consumables for every kilogram, and plant overhead for the whole capacity."""
    fixed = capacity * overhead * operating_fraction * rupee_strength
    return magnet_output * consumables + fixed


@formula(unit="kUSD/a", source="definition")
def conversion_payment(
    labour_payment: Array,
    energy_payment: Array,
    maintenance_payment: Array,
    supplies_payment: Array,
) -> Array:
    """Everything it takes to turn metal into finished magnets, without capital."""
    return labour_payment + energy_payment + maintenance_payment + supplies_payment


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def metal_payment(
    magnet_output: Array, metal_charged: Array, metal_conversion: Array, rupee_strength: Array
) -> Array:
    """Making metal from oxide, without the oxide itself."""
    return magnet_output * metal_charged * metal_conversion * rupee_strength


@flow(payer="vehicle", payee="outside", unit="kUSD/a", source="definition")
def freight_payment(magnet_output: Array, inland_freight: Array, rupee_strength: Array) -> Array:
    """Oxide to the plant and magnets to the Indian user, over land."""
    return magnet_output * inland_freight * rupee_strength


@flow(payer="vehicle", payee="government", unit="kUSD/a", source="MKT049")
def duty_payment(
    imported_oxide_used: Array, oxide_price: Array, oxide_premium: Array, oxide_duty: Array
) -> Array:
    """Indian customs duty on oxide bought abroad."""
    return imported_oxide_used * oxide_price * (1.0 + oxide_premium) * oxide_duty


@formula(unit="a", source="definition")
def material_in_process(working_capital: Array) -> Array:
    """Time for which material and receivables tie up money."""
    return working_capital


@formula(unit="kUSD/a", source="MKT030")
def incentive_limit(
    scheme_member: Array,
    scheme_bid: Array,
    incentive_cap: Array,
    incentive_years: Array,
    year: Array,
    start_year: Array,
    magnet_output: Array,
    rupee_rate: Array,
    us_price_level: Array,
) -> Array:
    """Sales incentive before its cap on sales: the rate bid, in the years it is paid."""
    rate = np.minimum(scheme_bid, incentive_cap) / rupee_rate / us_price_level
    window = share_of_year(year, start_year, incentive_years)
    return scheme_member * rate * window * magnet_output
