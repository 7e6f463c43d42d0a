"""What a licensor or a partner is paid for know-how, besides the running royalty.

Shapes   Single payments (n, 1), yearly ones (n, t).
Units    kUSD and kUSD/a in 2025 money.
Sources  Forms of payment: licence practice (rows of the dataset); amounts: terms of the deal.
"""

import numpy as np

from models.chain.calendar import share_of_year
from models.chain.cost import levelised
from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array, flow, formula

FULL_SUPPORT = 3.0  # years of support after which more does not shorten the ramp: the longest ramp


@formula(unit="1", source="definition")
def gross_up(net_of_tax: Array, partner_royalty_withholding: Array) -> Array:
    """What a payment costs its payer per unit received, if withholding tax is the payer's."""
    return 1.0 / (1.0 - net_of_tax * partner_royalty_withholding)


@flow(payer="vehicle", payee="partner", unit="kUSD", source="definition")
def upfront_payment(
    upfront_fee: Array, perpetual_licence: Array, perpetual_premium: Array, gross_up: Array
) -> Array:
    """Fee at signature; a perpetual licence costs more than one for a term."""
    return upfront_fee * (1.0 + perpetual_licence * perpetual_premium) * gross_up


@flow(payer="vehicle", payee="partner", unit="kUSD", source="definition")
def milestone_payment(milestone_fee: Array, gross_up: Array) -> Array:
    """Fee when the first qualified magnet is delivered."""
    return milestone_fee * gross_up


@flow(payer="vehicle", payee="partner", unit="kUSD", source="definition")
def training_payment(
    training_abroad: Array, capacity: Array, labour_intensity: Array, training_fee: Array
) -> Array:
    """Training of operators in the partner's works before commissioning."""
    return training_abroad * capacity * labour_intensity * training_fee


@flow(payer="vehicle", payee="partner", unit="kUSD/a", source="definition")
def support_payment(
    support_fee: Array,
    support_years: Array,
    year: Array,
    start_year: Array,
    gross_up: Array,
    partner_strength: Array,
) -> Array:
    """The partner's engineers on site in the first years of production."""
    active = share_of_year(year, start_year, support_years)
    return support_fee * active * gross_up * partner_strength


@formula(unit="USD/kg", source="definition")
def know_how_cost(
    upfront_payment: Array,
    milestone_payment: Array,
    training_payment: Array,
    support_payment: Array,
    agreement_finish: Array,
    first_magnets: Array,
    lead_time: Array,
    owner_return: Array,
    levelising_weight: Array,
    lifetime_output: Array,
) -> Array:
    """Fees, training and support, spread over the kilograms made."""
    growth = 1.0 + owner_return
    single = upfront_payment * growth ** -(agreement_finish / MONTHS_PER_YEAR)
    single = single + training_payment * growth ** -(first_magnets / MONTHS_PER_YEAR)
    single = single + milestone_payment * growth ** -(lead_time / MONTHS_PER_YEAR)
    return single / lifetime_output + levelised(support_payment, levelising_weight)


@formula(unit="kUSD", source="definition")
def upfront_against_asking(upfront_fee: Array, asking_upfront_fee: Array) -> Array:
    """The upfront fee agreed less what a licensor is believed to ask: below zero it may refuse."""
    return upfront_fee - asking_upfront_fee


@formula(unit="1", source="definition")
def royalty_against_asking(royalty_rate: Array, asking_royalty: Array) -> Array:
    """The royalty agreed less what a licensor is believed to ask: below zero it may refuse."""
    return royalty_rate - asking_royalty


@formula(unit="1", source="AN02")
def commissioning_saving(training_abroad: Array, training_effect: Array) -> Array:
    """Share of commissioning saved by operators who have done it before."""
    return training_abroad * training_effect


@formula(unit="1", source="AN02")
def ramp_saving(
    training_abroad: Array, training_effect: Array, support_years: Array, support_effect: Array
) -> Array:
    """Share of the ramp saved by training and by the partner's engineers on site."""
    trained = 1.0 - training_abroad * training_effect
    supported = 1.0 - np.minimum(support_years / FULL_SUPPORT, 1.0) * support_effect
    return 1.0 - trained * supported


@formula(unit="1", source="definition")
def royalty_window(
    year: Array, start_year: Array, royalty_years: Array, operating_years: Array
) -> Array:
    """Share of each year in which the royalty runs, never longer than the plant."""
    return share_of_year(year, start_year, np.minimum(royalty_years, operating_years))
