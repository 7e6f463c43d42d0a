"""Tolling: what the converter delivers, its fee, penalty, freight, insurance and customs.

    penalty = min(share * missing magnets * value of their oxide, cap * fee)

Shapes   Yearly payments (n, t), results (n, 1).
Units    kUSD/a and USD/kg of good magnet, 2025 money.
Sources  Forms of contract: the Energy Fuels toll of 2025; customs: Indian valuation rules.
Limits   Duty on returned magnets made of own oxide is unconfirmed: a term decides.
"""

import numpy as np

from models.chain.cost import levelised
from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array, flow, formula


@formula(unit="t/a", source="definition")
def contract_tonnage(capacity: Array, partner_spare_capacity: Array) -> Array:
    """Magnets a year the converter can deliver: what is wanted, or what it has free."""
    return np.minimum(capacity, partner_spare_capacity)


@formula(unit="t/a", source="definition")
def planned_output(contract_tonnage: Array, utilisation: Array) -> Array:
    """Magnets delivered each year if there is enough oxide."""
    return contract_tonnage * utilisation


@formula(unit="1", source="definition")
def demand_coverage(
    contract_tonnage: Array, mature_utilisation: Array, indian_demand_2030: Array
) -> Array:
    """Share of India's need in 2030 that the contract meets at its full rate."""
    return contract_tonnage * mature_utilisation / indian_demand_2030


@formula(unit="1", source="definition")
def yield_maturity() -> Array:
    """A converter with running lines has no first-year losses."""
    return np.ones((1, 1))


@formula(unit="1", source="definition")
def swarf_return_share(swarf_returned: Array, converter_swarf_share: Array) -> Array:
    """Share of the swarf that is recycled into IREL's magnets."""
    return swarf_returned * converter_swarf_share


@formula(unit="1", source="definition")
def air_saving(by_air: Array, air_time_saving: Array) -> Array:
    """Share of the return journey that air freight saves."""
    return by_air * air_time_saving


@formula(unit="a", source="definition")
def material_in_process(
    outbound_freight_time: Array, toll_processing_time: Array, return_freight_time: Array
) -> Array:
    """Time from oxide out to magnets back."""
    months = outbound_freight_time + toll_processing_time + return_freight_time
    return months / MONTHS_PER_YEAR


@formula(unit="1", source="definition")
def ramp_years(toll_ramp_duration: Array) -> Array:
    """Years from the first delivery to the full contract rate."""
    return toll_ramp_duration / MONTHS_PER_YEAR


@formula(unit="USD/kg", source="definition")
def toll_fee_today(
    toll_fee: Array, fee_in_partner_currency: Array, partner_strength: Array
) -> Array:
    """The fee in dollars of each year, if it is in the converter's currency."""
    return toll_fee * (1.0 + fee_in_partner_currency * (partner_strength - 1.0))


@formula(unit="kUSD/a", source="definition")
def toll_payment(magnet_output: Array, toll_fee_today: Array) -> Array:
    """Fee for every kilogram of good magnet."""
    return magnet_output * toll_fee_today


@formula(unit="kUSD/a", source="definition")
def penalty_payment(
    magnet_output: Array,
    oxide_per_magnet: Array,
    yield_guarantee: Array,
    oxide_price: Array,
    penalty_share: Array,
    penalty_cap: Array,
    penalty_at_magnet_price: Array,
    landed_import_price: Array,
    toll_payment: Array,
) -> Array:
    """What the converter pays when the yield is below its guarantee, up to a share of the fee."""
    missing = np.maximum(oxide_per_magnet * yield_guarantee - 1.0, 0.0) * magnet_output
    value = np.where(
        penalty_at_magnet_price > 0.0, landed_import_price, oxide_price / yield_guarantee
    )
    return np.minimum(penalty_share * missing * value, penalty_cap * toll_payment)


@formula(unit="kUSD/a", source="definition")
def bonus_payment(
    magnet_output: Array,
    oxide_per_magnet: Array,
    yield_guarantee: Array,
    oxide_price: Array,
    bonus_share: Array,
) -> Array:
    """What the converter gets of the oxide it saves when the yield is above its guarantee."""
    saved = np.maximum(1.0 - oxide_per_magnet * yield_guarantee, 0.0) * magnet_output
    return bonus_share * saved * oxide_price / yield_guarantee


@formula(unit="USD/kg", source="definition")
def toll_cost(
    toll_payment: Array, penalty_payment: Array, bonus_payment: Array, levelising_weight: Array
) -> Array:
    """Toll fee, less what is paid back for missed yield, and with what is paid for more."""
    return levelised(toll_payment + bonus_payment - penalty_payment, levelising_weight)


@formula(unit="USD/kg", source="mem_freight")
def return_freight(magnet_freight: Array, magnet_air_freight: Array, by_air: Array) -> Array:
    """Freight of the magnets back to India."""
    return np.where(by_air > 0.0, magnet_air_freight, magnet_freight)


@formula(unit="USD/kg", source="mem_freight")
def freight_per_magnet(
    oxide_per_magnet: Array, oxide_freight: Array, return_freight: Array
) -> Array:
    """Freight of the oxide out and of the magnets back, per kilogram of magnet."""
    return oxide_per_magnet * oxide_freight + return_freight


@formula(unit="kUSD/a", source="mem_freight")
def freight_payment(
    magnet_output: Array,
    freight_per_magnet: Array,
    oxide_value: Array,
    heavy_value: Array,
    toll_fee_today: Array,
    insurance_rate: Array,
) -> Array:
    """Freight and insurance both ways."""
    insured = 2.0 * oxide_value + heavy_value + toll_fee_today
    return magnet_output * (freight_per_magnet + insurance_rate * insured)


@formula(unit="kUSD/a", source="MKT050")
def duty_payment(
    magnet_output: Array,
    oxide_value: Array,
    duty_on_own_oxide: Array,
    heavy_value: Array,
    toll_fee_today: Array,
    return_freight: Array,
    insurance_rate: Array,
    partner_duty: Array,
) -> Array:
    """Indian customs on the returned magnets: fee, materials, own oxide too, freight, insurance."""
    insurance = insurance_rate * (oxide_value + heavy_value + toll_fee_today)
    value = oxide_value * duty_on_own_oxide + heavy_value + toll_fee_today
    return magnet_output * (value + return_freight + insurance) * partner_duty


@formula(unit="USD/kg", source="definition")
def fee_against_asking(toll_fee: Array, partner_asking_fee: Array) -> Array:
    """The fee agreed less what a converter is believed to ask: below zero it may refuse."""
    return toll_fee - partner_asking_fee


@formula(unit="USD/kg", source="an_derived")
def converter_cost(
    labour_intensity: Array,
    wage: Array,
    energy_per_magnet: Array,
    power_price: Array,
    overhead: Array,
    metal_charged: Array,
    metal_conversion: Array,
    consumables: Array,
    partner_strength: Array,
) -> Array:
    """The converter's own cash cost from oxide to magnet, at full use and without capital."""
    local = labour_intensity * wage + energy_per_magnet * power_price + overhead
    local = local + metal_charged * metal_conversion
    return local * partner_strength + consumables


@formula(unit="USD/kg", source="definition")
def converter_margin(
    toll_cost: Array, converter_cost: Array, magnet_output: Array, levelising_weight: Array
) -> Array:
    """What the fee leaves the converter for capital and profit: below zero nobody would sign."""
    return toll_cost - levelised(converter_cost * magnet_output, levelising_weight)


@flow(payer="vehicle", payee="partner", tax="trading", unit="kINR/a", source="definition")
def toll_fees(toll_payment: Array, bonus_payment: Array, dollar_rate: Array) -> Array:
    """Fee for every kilogram of good magnet, and the converter's share of a better yield."""
    return (toll_payment + bonus_payment) * dollar_rate


@flow(payer="partner", payee="vehicle", tax="trading", unit="kINR/a", source="definition")
def yield_penalty(penalty_payment: Array, dollar_rate: Array) -> Array:
    """What the converter pays back when the yield is below its guarantee."""
    return penalty_payment * dollar_rate


@flow(payer="partner", payee="outside", tax="trading", unit="kINR/a", source="an_derived")
def converter_outlay(magnet_output: Array, converter_cost: Array, dollar_rate: Array) -> Array:
    """The converter's own cash cost of making the magnets."""
    return magnet_output * converter_cost * dollar_rate
