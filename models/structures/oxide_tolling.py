"""Oxide tolling: IREL's oxide goes to a foreign converter, magnets come back for a fee."""

import numpy as np

from models.chain import bridging, income_tax, purchases, required_price, sales, toll
from models.chain.income_tax import SET_OFF
from models.chain.sales_terms import SalesTerms
from models.chain.shared_terms import DealTerms
from models.chain.toll_terms import TollTerms
from models.formula import Array, formula
from models.terms import Preset

TITLE = "Oxide tolling"
SUMMARY = "IREL's oxide goes to a maker abroad; magnets come back for a fee per kilogram."
SITE = "partner"
PLANT_OF = "abroad"
KNOW_HOW_OF = "partner"
ORDER = 4
BOOKS = "irel"
CHAIN = (bridging, purchases, sales, income_tax, required_price, toll)
ALSO = ("buyer_price", "price_against_cost", "converter_margin", "fee_against_asking")


class Terms(TollTerms, SalesTerms, DealTerms):
    """What the owner of the oxide and the converter agree."""


@formula(unit="1", source="definition")
def owner_return(irel_return: Array) -> Array:
    """Real return the owner of the oxide needs: IREL's."""
    return irel_return


@formula(unit="1", source="MKT051")
def income_tax_rate(company_tax_rate: Array) -> Array:
    """Rate of IREL's income tax."""
    return company_tax_rate


@formula(unit="1", source="MKT047")
def least_tax_rate() -> Array:
    """IREL is taken to be taxed at the concessional rate, free of minimum tax."""
    return np.zeros((1, 1))


@formula(unit="1", source="AN02")
def loss_treatment() -> Array:
    """IREL sets a loss on tolling off against its other income at once."""
    return np.full((1, 1), SET_OFF)


@formula(unit="1", source="definition")
def operating_years(contract_years: Array) -> Array:
    """Years of deliveries."""
    return contract_years


@formula(unit="month", source="definition")
def first_magnets(return_freight_finish: Array, stall_delay: Array) -> Array:
    """Months from the effective date to the first magnets back in India."""
    return return_freight_finish + stall_delay


@formula(unit="month", source="definition")
def lead_time(
    return_freight_finish: Array, customer_approval_finish: Array, stall_delay: Array
) -> Array:
    """Lead-time criterion: months to the first qualified magnet at an Indian customer."""
    return np.maximum(return_freight_finish, customer_approval_finish) + stall_delay


@formula(unit="a", source="definition")
def oxide_stock(oxide_stock_india: Array, oxide_stock_partner: Array) -> Array:
    """Oxide in stock on both sides, in time of demand."""
    return oxide_stock_india + oxide_stock_partner


@formula(unit="a", source="definition")
def magnet_stock(magnet_stock_india: Array, magnet_stock_partner: Array) -> Array:
    """Magnets in stock on both sides, in time of demand."""
    return magnet_stock_india + magnet_stock_partner


PRESETS = (
    Preset(
        "Tolling in Japan",
        partner="shin_etsu",
        reason="The largest Japanese maker; fee at the middle of the build-up for Japan.",
    ),
    Preset(
        "Tolling in South Korea",
        partner="star_group",
        terms={"toll_fee": 29.0},
        reason="Star Group made the magnets of Energy Fuels' oxide, the only public precedent; fee "
        "at the middle of the build-up for South Korea.",
    ),
    Preset(
        "Tolling with deep stocks",
        partner="star_group",
        terms={
            "toll_fee": 29.0,
            "magnet_stock_india": 180.0,
            "oxide_stock_partner": 90.0,
            "heavy_stock": 120.0,
        },
        reason="Half a year of magnets in India: what it takes to ride out the 209 days in which "
        "Indian buyers had no licence in 2025.",
    ),
    Preset(
        "Bridge toll: three years, by air",
        partner="toyota_tsusho",
        terms={"contract_years": 3.0, "by_air": True, "capacity": 300.0, "toll_fee": 36.0},
        reason="A short contract through Toyota Tsusho, which IREL asked to bring in Japanese "
        "makers, while a plant is built at home; small lots cost more (judgement).",
    ),
)
