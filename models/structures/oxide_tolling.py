"""Oxide tolling: IREL's oxide goes to a foreign converter, magnets come back for a fee."""

import numpy as np

from models.chain import toll
from models.chain.shared_terms import SCALE, STOCKS, DealTerms
from models.formula import Array, formula
from models.terms import Preset, flag, number

TITLE = "Oxide tolling"
SUMMARY = "IREL's oxide goes to a maker abroad; magnets come back for a fee per kilogram."
SITE = "partner"
ORDER = 4
CHAIN = (toll,)
ALSO = ("converter_margin", "fee_against_asking")
TOLL, TRANSPORT = "Toll contract", "Transport and customs"


class Terms(DealTerms):
    """What the owner of the oxide and the converter agree."""

    toll_fee: float = number(
        33.0,
        label="Toll fee",
        unit="USD/kg",
        low=5.0,
        high=100.0,
        step=1.0,
        group=TOLL,
        source="an_judgement",
        grade="D",
        help="Per kilogram of good magnet, from oxide to coated magnet, heavy rare earths extra. "
        "No tolling fee was ever published; built up from metal making and conversion with "
        "a margin: 33 in Japan, 29 in South Korea.",
    )
    fee_in_partner_currency: bool = flag(
        default=True,
        label="Fee is in the converter's currency",
        group=TOLL,
        source="AN02",
        grade="D",
        help="IREL bears the rate of the yen or the won; else the fee is fixed in dollars.",
    )
    yield_guarantee: float = number(
        2.3,
        label="Guaranteed yield",
        unit="kg/kg",
        low=1.0,
        high=3.0,
        step=0.05,
        group=TOLL,
        source="MKT182",
        grade="B",
        help="Good magnets per kilogram of oxide. Energy Fuels' oxide gave about 2.5; plan figures "
        "of a Korean maker 2.3; the official Indian ratio is 3.0.",
    )
    penalty_share: float = number(
        1.0,
        label="Penalty for a shortfall",
        unit="1",
        low=0.0,
        high=2.0,
        step=0.1,
        group=TOLL,
        source="AN02",
        grade="D",
        help="Share of the value of the missing magnets' oxide that the converter pays.",
    )
    penalty_cap: float = number(
        0.25,
        label="Highest penalty",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=TOLL,
        source="AN02",
        grade="D",
        help="As a share of the fee; a converter does not risk more than its margin.",
    )
    swarf_returned: bool = flag(
        default=True,
        label="Swarf stays IREL's",
        group=TOLL,
        source="AN02",
        grade="D",
        help="Swarf is recycled into IREL's magnets; if not agreed the converter keeps it, worth "
        "10 to 40 USD per kilogram of magnet.",
    )
    contract_years: float = number(
        10.0,
        label="Contract length",
        unit="1",
        low=1.0,
        high=18.0,
        step=1.0,
        group=SCALE,
        source="MKT197",
        grade="A",
        help="Years of deliveries. The supply contract between eVAC and GM runs for ten.",
    )
    by_air: bool = flag(
        default=False,
        label="Magnets come back by air",
        group=TRANSPORT,
        source="mem_freight",
        grade="D",
        help="Five times the freight, three weeks less on the way.",
    )
    duty_on_own_oxide: bool = flag(
        default=True,
        label="Duty on the value of IREL's own oxide",
        group=TRANSPORT,
        source="AN02",
        grade="D",
        help="Indian valuation rules add goods supplied free by the buyer; exemption of re-imports "
        "concerns the same goods returned. Unconfirmed for magnets made of own oxide.",
    )
    oxide_stock_partner: float = number(
        30.0,
        label="Oxide in stock at the converter",
        unit="d",
        low=0.0,
        high=365.0,
        step=5.0,
        group=STOCKS,
        source="AN02",
        grade="D",
        help="Helps when India stops oxide exports: it is already behind the border.",
    )
    magnet_stock_partner: float = number(
        0.0,
        label="Magnets in stock at the converter",
        unit="d",
        low=0.0,
        high=365.0,
        step=5.0,
        group=STOCKS,
        source="AN02",
        grade="D",
        help="Helps against a stop of oxide or of the converter's plant, not against a border.",
    )


@formula(unit="1", source="definition")
def owner_return(irel_return: Array) -> Array:
    """Real return the owner of the oxide needs: IREL's."""
    return irel_return


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
