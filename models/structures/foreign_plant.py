"""Foreign plant in India: a foreign maker owns and runs it, and buys oxide from IREL."""

import numpy as np

from models.chain import oxide_contract, plant
from models.chain.cost import levelised
from models.chain.know_how_terms import PlantTerms
from models.chain.shared_terms import OXIDE, DealTerms, SchemeTerms
from models.formula import Array, formula
from models.terms import Preset, flag, number

TITLE = "Foreign plant in India"
SUMMARY = "A foreign maker builds, owns and runs a plant in India and buys IREL's oxide."
SITE = "india"
ORDER = 3
CHAIN = (plant, oxide_contract)
ALSO = ("irel_oxide_gain", "buyer_price", "owner_margin")
SALES = "Sales"


class Terms(SchemeTerms, PlantTerms, oxide_contract.OxideContractTerms, DealTerms):
    """What India and the foreign owner agree."""

    domestic_sales_share: float = number(
        0.7,
        label="Output firmly promised to Indian buyers",
        unit="1",
        low=0.1,
        high=1.0,
        step=0.05,
        group=SALES,
        source="AN02",
        grade="D",
        help="Served first when output falls short; the rest the owner may export. India asked "
        "Japan for magnets worth 30 to 40 % of its need in exchange for oxide.",
    )
    parity_discount: float = number(
        0.0,
        label="Discount on the import price",
        unit="1",
        low=-0.5,
        high=0.5,
        step=0.01,
        group=SALES,
        source="AN02",
        grade="D",
        help="Indian buyers pay the landed import price less this share; below zero it is a "
        "premium for supply outside China. Moves the buyer's price, not the cost.",
    )
    price_floor: float = number(
        45.0,
        label="Least magnet price",
        unit="USD/kg",
        low=0.0,
        high=200.0,
        step=5.0,
        group=SALES,
        source="MKT095",
        grade="C",
        help="The owner is never paid less. Chinese magnets crossed the EU border at 42 USD/kg in "
        "2025.",
    )
    own_feed_share: float = number(
        0.2,
        label="Oxide the owner brings",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=OXIDE,
        source="AN02",
        grade="D",
        help="Part of the feed from the owner's own sources, imported at a premium.",
    )
    copies_process: bool = flag(
        default=True,
        label="Copies the owner's approved process",
        group="Plant",
        source="pl_reex_evac_2025",
        grade="C",
        help="Customers that already approved the owner qualify the new plant sooner.",
    )


@formula(unit="1", source="definition")
def owner_return(partner_return: Array, india_premium: Array) -> Array:
    """Real return the owner needs: the partner's at home, and a premium for India."""
    return partner_return + india_premium


@formula(unit="1", source="definition")
def india_share(domestic_sales_share: Array) -> Array:
    """Share of the output firmly promised to Indian buyers."""
    return domestic_sales_share


@formula(unit="USD/kg", source="MKT050")
def landed_import_price(
    chinese_magnet_price: Array, magnet_freight: Array, insurance_rate: Array, magnet_duty: Array
) -> Array:
    """What a Chinese magnet costs an Indian buyer, with freight, insurance and duty."""
    return (chinese_magnet_price * (1.0 + insurance_rate) + magnet_freight) * (1.0 + magnet_duty)


@formula(unit="USD/kg", source="definition")
def buyer_price(
    landed_import_price: Array,
    parity_discount: Array,
    price_floor: Array,
    magnet_output: Array,
    levelising_weight: Array,
) -> Array:
    """What Indian buyers pay: the import price less a discount, but at least the floor."""
    price = np.maximum(landed_import_price * (1.0 - parity_discount), price_floor)
    return levelised(price * magnet_output, levelising_weight)


@formula(unit="USD/kg", source="definition")
def owner_margin(buyer_price: Array, cost: Array) -> Array:
    """What the price leaves the owner beyond its required return: below zero it would not build."""
    return buyer_price - cost


PRESETS = (
    Preset(
        "Foreign plant, Japanese owner",
        partner="proterial",
        reason="The one Japanese maker publicly linked with an Indian plant of its own.",
    ),
    Preset(
        "Foreign plant, Korean owner",
        partner="js_link",
        terms={"own_feed_share": 0.3},
        reason="JS Link builds beside oxide producers: 3,000 t/a with Lynas in Malaysia, and has "
        "Lynas oxide of its own.",
    ),
    Preset(
        "Foreign plant as a winner of the scheme",
        partner="proterial",
        terms={"scheme_member": True, "capacity": 1200.0, "domestic_sales_share": 1.0},
        reason="The largest lot of the scheme, 1,200 t/a, with incentive, subsidy and a winner's "
        "oxide, sold in India only.",
    ),
    Preset(
        "Export plant: a third for India",
        partner="shin_etsu",
        terms={"domestic_sales_share": 0.35, "own_feed_share": 0.5, "capacity": 2000.0},
        reason="The form of Shin-Etsu's Vietnamese plant: an export base; India is promised the "
        "30 to 40 % it asked for.",
    ),
)
