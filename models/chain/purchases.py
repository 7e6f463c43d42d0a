"""Purchases and levies that every maker of magnets has, as payments of the ledger.

Shapes   (n, t).
Units    kINR/a of the day.
Sources  As of the quantities they are made of.
"""

from models.formula import Array, flow


@flow(payer="vehicle", payee="outside", tax="trading", unit="kINR/a", source="definition")
def oxide_imports(
    imported_oxide_used: Array, oxide_price: Array, premium_payment: Array, dollar_rate: Array
) -> Array:
    """Oxide bought outside India, with its premium."""
    return (imported_oxide_used * oxide_price + premium_payment) * dollar_rate


@flow(payer="vehicle", payee="outside", tax="trading", unit="kINR/a", source="definition")
def heavy_imports(heavy_payment: Array, dollar_rate: Array) -> Array:
    """Dysprosium and terbium."""
    return heavy_payment * dollar_rate


@flow(payer="vehicle", payee="outside", tax="trading", unit="kINR/a", source="definition")
def freight_and_insurance(freight_payment: Array, dollar_rate: Array) -> Array:
    """Freight and insurance."""
    return freight_payment * dollar_rate


@flow(payer="vehicle", payee="government", tax="trading", unit="kINR/a", source="MKT049")
def customs_duty(duty_payment: Array, dollar_rate: Array) -> Array:
    """Indian customs duty."""
    return duty_payment * dollar_rate


@flow(payer="irel", payee="outside", tax="oxide", unit="kINR/a", source="AN02")
def oxide_production(irel_oxide_used: Array, oxide_cash_cost: Array, dollar_rate: Array) -> Array:
    """What it costs IREL to make the oxide."""
    return irel_oxide_used * oxide_cash_cost * dollar_rate
