"""Tolling: the converter's fee, its penalty for missed yield, freight, insurance and customs.

    penalty = min(share * missing magnets * value of their oxide, cap * fee)

Shapes   Yearly payments (n, t), results (n, 1).
Units    kUSD/a and USD/kg of good magnet, 2025 money.
Sources  Forms of contract: the Energy Fuels toll of 2025; customs: Indian valuation rules.
Limits   Duty on returned magnets made of own oxide is unconfirmed: a term decides.
"""

import numpy as np

from models.formula import Array, flow, formula


@formula(unit="USD/kg", source="definition")
def toll_fee_today(
    toll_fee: Array, fee_in_partner_currency: Array, partner_strength: Array
) -> Array:
    """The fee in dollars of each year, if it is in the converter's currency."""
    return toll_fee * (1.0 + fee_in_partner_currency * (partner_strength - 1.0))


@flow(payer="irel", payee="partner", unit="kUSD/a", source="definition")
def toll_payment(magnet_output: Array, toll_fee_today: Array) -> Array:
    """Fee for every kilogram of good magnet."""
    return magnet_output * toll_fee_today


@flow(payer="partner", payee="irel", unit="kUSD/a", source="definition")
def penalty_payment(
    magnet_output: Array,
    oxide_per_magnet: Array,
    yield_guarantee: Array,
    oxide_price: Array,
    penalty_share: Array,
    penalty_cap: Array,
    toll_payment: Array,
) -> Array:
    """What the converter pays when the yield is below its guarantee, up to a share of the fee."""
    missing = np.maximum(oxide_per_magnet * yield_guarantee - 1.0, 0.0) * magnet_output
    value = missing * oxide_price / yield_guarantee
    return np.minimum(penalty_share * value, penalty_cap * toll_payment)


@formula(unit="USD/kg", source="definition")
def toll_cost(
    toll_payment: Array,
    penalty_payment: Array,
    discount_factor: Array,
    period: Array,
    lifetime_output: Array,
) -> Array:
    """Toll fee, less what is paid back for missed yield."""
    net = (toll_payment - penalty_payment) * discount_factor * period
    return np.sum(net, axis=1, keepdims=True) / lifetime_output


@formula(unit="USD/kg", source="mem_freight")
def freight_per_magnet(
    oxide_per_magnet: Array,
    oxide_freight: Array,
    magnet_freight: Array,
    magnet_air_freight: Array,
    by_air: Array,
) -> Array:
    """Freight of the oxide out and of the magnets back, per kilogram of magnet."""
    back = np.where(by_air > 0.0, magnet_air_freight, magnet_freight)
    return oxide_per_magnet * oxide_freight + back


@flow(payer="irel", payee="outside", unit="kUSD/a", source="mem_freight")
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


@flow(payer="irel", payee="government", unit="kUSD/a", source="MKT050")
def duty_payment(
    magnet_output: Array,
    oxide_value: Array,
    duty_on_own_oxide: Array,
    heavy_value: Array,
    toll_fee_today: Array,
    freight_per_magnet: Array,
    partner_duty: Array,
) -> Array:
    """Indian customs on the returned magnets: fee, heavy rare earths, freight, and own oxide."""
    value = oxide_value * duty_on_own_oxide + heavy_value + toll_fee_today + freight_per_magnet
    return magnet_output * value * partner_duty
