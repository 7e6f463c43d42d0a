"""The modules of formulas that every new magnet plant in India has, whoever owns it."""

from models.chain import (
    bridging,
    capital,
    income_tax,
    loan,
    localisation,
    plant,
    purchases,
    required_price,
    sales,
    scheme,
    written_down,
)

CHAIN = (
    bridging,
    scheme,
    plant,
    localisation,
    capital,
    written_down,
    loan,
    purchases,
    sales,
    income_tax,
    required_price,
)
