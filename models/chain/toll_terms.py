"""Terms of a toll contract: fee, yield, transport and stocks at the converter.

Units    As declared.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

from pydantic import BaseModel

from models.chain.shared_terms import SCALE, STOCKS
from models.terms import flag, number

TOLL, TRANSPORT = "Toll contract", "Transport and customs"


class TollTerms(BaseModel):
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
    penalty_at_magnet_price: bool = flag(
        default=False,
        label="Shortfall valued at the price of imported magnets",
        group=TOLL,
        source="AN02",
        grade="D",
        help="Else at the value of the oxide in the missing magnets, which is less.",
    )
    bonus_share: float = number(
        0.0,
        label="Converter's share of a better yield",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=TOLL,
        source="AN02",
        grade="D",
        help="Part of the value of the oxide it saves when the yield is above the guarantee.",
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
