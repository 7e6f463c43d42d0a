"""A magnet plant in India: what it costs to run, and what of it is made at home.

Shapes   Terms (n, 1); yearly costs (n, t).
Units    ``*_payment`` kUSD/a in 2025 money (t/a times USD/kg is kUSD/a exactly); flows kINR/a.
Sources  Labour and energy: rows of the dataset.
Limits   One line of one capacity; no growth of real wages.
"""

from models.formula import Array, flow, formula


@formula(unit="kUSD/a", source="definition")
def labour_payment(
    capacity: Array,
    labour_intensity: Array,
    wage: Array,
    operating_fraction: Array,
    rupee_strength: Array,
) -> Array:
    """Wages of a full crew for every year the plant runs."""
    return capacity * labour_intensity * wage * operating_fraction * rupee_strength


@formula(unit="kUSD/a", source="definition")
def energy_payment(
    magnet_output: Array, energy_per_magnet: Array, power_price: Array, rupee_strength: Array
) -> Array:
    """Electricity from metal to finished magnet."""
    return magnet_output * energy_per_magnet * power_price * rupee_strength


@formula(unit="kUSD/a", source="mem_peters")
def maintenance_payment(
    capital_expenditure: Array, maintenance_share: Array, operating_fraction: Array, period: Array
) -> Array:
    """Yearly upkeep as a share of the investment."""
    return capital_expenditure * maintenance_share * operating_fraction / period


@formula(unit="kUSD/a", source="definition")
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
    block_share: Array,
    blocks_at_home: Array,
    imported_block_payment: Array,
) -> Array:
    """Everything it takes to turn metal into finished magnets, without capital."""
    home = labour_payment + energy_payment + maintenance_payment + supplies_payment
    return home * (1.0 - block_share * (1.0 - blocks_at_home)) + imported_block_payment


@formula(unit="kUSD/a", source="definition")
def metal_payment(
    magnet_output: Array,
    metal_charged: Array,
    metal_conversion: Array,
    rupee_strength: Array,
    metal_at_home: Array,
    imported_metal_payment: Array,
) -> Array:
    """Making metal from oxide, without the oxide itself."""
    home = magnet_output * metal_charged * metal_at_home
    return home * metal_conversion * rupee_strength + imported_metal_payment


@formula(unit="kUSD/a", source="definition")
def freight_payment(magnet_output: Array, inland_freight: Array, rupee_strength: Array) -> Array:
    """Oxide to the plant and magnets to the Indian user, over land."""
    return magnet_output * inland_freight * rupee_strength


@formula(unit="kUSD/a", source="MKT049")
def duty_payment(
    imported_oxide_used: Array, oxide_price: Array, oxide_premium: Array, oxide_duty: Array
) -> Array:
    """Indian customs duty on oxide bought abroad."""
    return imported_oxide_used * oxide_price * (1.0 + oxide_premium) * oxide_duty


@formula(unit="a", source="definition")
def material_in_process(working_capital: Array) -> Array:
    """Time for which material and receivables tie up money."""
    return working_capital


@flow(payer="vehicle", payee="outside", tax="trading", unit="kINR/a", source="definition")
def making_cost(metal_payment: Array, conversion_payment: Array, dollar_rate: Array) -> Array:
    """Metal and magnet making: wages, electricity, supplies, upkeep, steps bought abroad."""
    return (metal_payment + conversion_payment) * dollar_rate
