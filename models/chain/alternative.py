"""What would be paid without the deal: IREL sells the same oxide, India imports the same magnets.

These flows are the ledger of the baseline; in every other deal they are what it is measured by.

Shapes   (n, t).
Units    kINR/a of the day.
Sources  As of the quantities they are made of.
Limits   One world price of the oxide, whoever buys it; importers' stocks are not counted.
"""

import numpy as np

from models.formula import Array, flow, formula


@formula(unit="t/a", source="definition")
def alternative_oxide(irel_oxide_used: Array) -> Array:
    """Oxide that IREL would sell without the deal: what the deal takes."""
    return irel_oxide_used


@formula(unit="t/a", source="definition")
def alternative_magnets(magnet_output: Array, india_share: Array) -> Array:
    """Magnets that India would import without the deal: what the deal delivers there."""
    return magnet_output * india_share


@flow(payer="outside", payee="irel", tax="alternative", unit="kINR/a", source="definition")
def oxide_sold(alternative_oxide: Array, oxide_price: Array, dollar_rate: Array) -> Array:
    """IREL's oxide, sold in the market."""
    return alternative_oxide * oxide_price * dollar_rate


@flow(payer="irel", payee="outside", tax="alternative", unit="kINR/a", source="AN02")
def oxide_made(alternative_oxide: Array, oxide_cash_cost: Array, dollar_rate: Array) -> Array:
    """What it costs IREL to make the oxide."""
    return alternative_oxide * oxide_cash_cost * dollar_rate


@flow(payer="irel", payee="government", tax="alternative", unit="kINR/a", source="MKT051")
def oxide_tax(oxide_sold: Array, oxide_made: Array, company_tax_rate: Array) -> Array:
    """IREL's income tax on selling the oxide."""
    return (oxide_sold - oxide_made) * company_tax_rate


@flow(payer="buyer", payee="outside", tax="alternative", unit="kINR/a", source="MKT050")
def magnets_imported(
    alternative_magnets: Array,
    chinese_magnet_price: Array,
    magnet_freight: Array,
    insurance_rate: Array,
    dollar_rate: Array,
) -> Array:
    """Chinese magnets with freight and insurance."""
    landed = chinese_magnet_price * (1.0 + insurance_rate) + magnet_freight
    return alternative_magnets * landed * dollar_rate


@flow(payer="buyer", payee="government", tax="alternative", unit="kINR/a", source="MKT050")
def import_duty(magnets_imported: Array, magnet_duty: Array) -> Array:
    """Indian customs duty on them."""
    return magnets_imported * magnet_duty


@formula(unit="1", source="definition")
def irel_discount(irel_return: Array, indian_inflation: Array, discounted_years: Array) -> Array:
    """Worth today to IREL of rupees of each year."""
    return worth(irel_return, indian_inflation, discounted_years)


@formula(unit="1", source="definition")
def partner_discount(
    partner_own_return: Array, indian_inflation: Array, discounted_years: Array
) -> Array:
    """Worth today to the partner of rupees of each year."""
    return worth(partner_own_return, indian_inflation, discounted_years)


@formula(unit="1", source="definition")
def partner_own_return(partner_return: Array) -> Array:
    """Real return that the partner needs on fees: what it needs at home."""
    return partner_return


@formula(unit="1", source="definition")
def government_discount(
    social_return: Array, indian_inflation: Array, discounted_years: Array
) -> Array:
    """Worth today to the government of rupees of each year."""
    return worth(social_return, indian_inflation, discounted_years)


@formula(unit="1", source="definition")
def buyer_discount(buyer_return: Array, indian_inflation: Array, discounted_years: Array) -> Array:
    """Worth today to the buyers of rupees of each year."""
    return worth(buyer_return, indian_inflation, discounted_years)


@formula(unit="1", source="definition")
def lender_discount(loan_rate: Array, discounted_years: Array) -> Array:
    """Worth today to the lender of rupees of each year, at the rate of its loan."""
    return np.exp(-np.log1p(loan_rate) * discounted_years)


def worth(real: Array, inflation: Array, years: Array) -> Array:
    """Worth today of rupees of each year at a real return."""
    return np.exp(-(np.log1p(real) + np.log1p(inflation)) * years)
