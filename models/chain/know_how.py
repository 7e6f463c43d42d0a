"""What a licensor or a partner is paid for know-how, and the tax withheld on it.

A payment P costs its payer P times the gross-up; the tax withheld is a share of that, and the
partner receives the rest. The running royalty has a file of its own.

Shapes   Rates (n, 1), yearly payments (n, t).
Units    ``*_payment`` kUSD/a in 2025 money; flows kINR/a of the day.
Sources  Forms of payment: licence practice (rows of the dataset); amounts: terms of the deal.
Limits   The partner's income tax at home is not counted.
"""

import numpy as np

from models.chain.calendar import at, share_of_year
from models.chain.cost import levelised
from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array, flow, formula

FULL_SUPPORT = 3.0  # years of support after which more does not shorten the ramp: the longest ramp


@formula(unit="1", source="definition")
def gross_up(net_of_tax: Array, partner_royalty_withholding: Array) -> Array:
    """What a payment costs its payer per unit received, if withholding tax is the payer's."""
    return 1.0 / (1.0 - net_of_tax * partner_royalty_withholding)


@formula(unit="1", source="definition")
def fee_gross_up(gross_up: Array) -> Array:
    """What the fee at signature costs its payer per unit received."""
    return gross_up


@formula(unit="1", source="definition")
def fee_withholding(partner_royalty_withholding: Array) -> Array:
    """Share of the fee at signature that is withheld as tax."""
    return partner_royalty_withholding


@formula(unit="kUSD/a", source="definition")
def upfront_payment(
    upfront_fee: Array,
    perpetual_licence: Array,
    perpetual_premium: Array,
    fee_gross_up: Array,
    agreement_finish: Array,
    year: Array,
    period: Array,
) -> Array:
    """Fee at signature, with tax if grossed up; a perpetual licence costs a premium."""
    fee = upfront_fee * (1.0 + perpetual_licence * perpetual_premium) * fee_gross_up
    return fee / period * at(year, agreement_finish / MONTHS_PER_YEAR)


@formula(unit="1", source="definition")
def perpetual_licence() -> Array:
    """The licence is for a term, unless a structure says otherwise."""
    return np.zeros((1, 1))


@formula(unit="kUSD/a", source="definition")
def milestone_payment(
    milestone_fee: Array, gross_up: Array, start_year: Array, year: Array, period: Array
) -> Array:
    """Fee when the first qualified magnet is delivered; not paid if it never is."""
    return milestone_fee / period * gross_up * at(year, start_year)


@formula(unit="kUSD/a", source="definition")
def training_payment(
    training_abroad: Array,
    capacity: Array,
    labour_intensity: Array,
    training_fee: Array,
    gross_up: Array,
    first_magnets: Array,
    year: Array,
    period: Array,
) -> Array:
    """Training of operators in the partner's works before commissioning."""
    people = training_abroad * capacity * labour_intensity
    return people * training_fee / period * gross_up * at(year, first_magnets / MONTHS_PER_YEAR)


@formula(unit="kUSD/a", source="definition")
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


@flow(payer="vehicle", payee="partner", tax="capital", unit="kINR/a", source="definition")
def licence_fee(
    upfront_payment: Array,
    fee_withholding: Array,
    milestone_payment: Array,
    partner_royalty_withholding: Array,
    dollar_rate: Array,
) -> Array:
    """Fees for the know-how at signature and at the first qualified magnet, after tax withheld."""
    first = upfront_payment * (1.0 - fee_withholding)
    return (first + milestone_payment * (1.0 - partner_royalty_withholding)) * dollar_rate


@flow(payer="vehicle", payee="government", tax="capital", unit="kINR/a", source="MEM03")
def licence_fee_tax(
    upfront_payment: Array,
    fee_withholding: Array,
    milestone_payment: Array,
    partner_royalty_withholding: Array,
    dollar_rate: Array,
) -> Array:
    """Tax withheld on the fees for the know-how."""
    first = upfront_payment * fee_withholding
    return (first + milestone_payment * partner_royalty_withholding) * dollar_rate


@formula(unit="kINR/a", source="definition")
def know_how_outlay(licence_fee: Array, licence_fee_tax: Array) -> Array:
    """Fees for know-how with the tax on them: written down as know-how."""
    return licence_fee + licence_fee_tax


@flow(payer="vehicle", payee="partner", tax="trading", unit="kINR/a", source="definition")
def service_fee(
    training_payment: Array,
    support_payment: Array,
    partner_royalty_withholding: Array,
    dollar_rate: Array,
) -> Array:
    """Training and support by the partner, after tax withheld."""
    paid = training_payment + support_payment
    return paid * (1.0 - partner_royalty_withholding) * dollar_rate


@flow(payer="vehicle", payee="government", tax="trading", unit="kINR/a", source="MEM03")
def service_fee_tax(
    training_payment: Array,
    support_payment: Array,
    partner_royalty_withholding: Array,
    dollar_rate: Array,
) -> Array:
    """Tax withheld on training and support."""
    return (training_payment + support_payment) * partner_royalty_withholding * dollar_rate


@flow(payer="partner", payee="outside", tax="trading", unit="kINR/a", source="AN02")
def service_cost(
    training_payment: Array,
    support_payment: Array,
    gross_up: Array,
    service_cost_share: Array,
    dollar_rate: Array,
) -> Array:
    """What training and support cost the partner itself."""
    received = (training_payment + support_payment) / gross_up
    return received * service_cost_share * dollar_rate


@formula(unit="USD/kg", source="definition")
def know_how_cost(
    upfront_payment: Array,
    milestone_payment: Array,
    training_payment: Array,
    support_payment: Array,
    levelising_weight: Array,
) -> Array:
    """Fees, training and support, spread over the kilograms made."""
    paid = upfront_payment + milestone_payment + training_payment + support_payment
    return levelised(paid, levelising_weight)


@formula(unit="kUSD", source="definition")
def upfront_against_asking(upfront_fee: Array, asking_upfront_fee: Array) -> Array:
    """The upfront fee agreed less what a licensor is believed to ask: below zero it may refuse."""
    return upfront_fee - asking_upfront_fee


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
