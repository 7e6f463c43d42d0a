"""Foreign plant in India: a foreign maker owns and runs it, and buys oxide from IREL."""

import numpy as np

from models.chain import equity, oxide_contract
from models.chain.finance_terms import TAX, CompanyLoanTerms, TaxTerms
from models.chain.indian_plant import CHAIN as INDIAN_PLANT
from models.chain.know_how_terms import PlantTerms
from models.chain.localisation import LocalisationTerms
from models.chain.sales_terms import SALES, SalesTerms
from models.chain.scheme_terms import SchemeTerms
from models.chain.shared_terms import OXIDE, DealTerms
from models.formula import Array, flow, formula
from models.terms import Preset, flag, number

TITLE = "Foreign plant in India"
SUMMARY = "A foreign maker builds, owns and runs a plant in India and buys IREL's oxide."
SITE = "india"
PLANT_OF = "partner"
KNOW_HOW_OF = "partner"
ORDER = 3
BOOKS = "vehicle"
CHAIN = (*INDIAN_PLANT, oxide_contract, equity)
ALSO = ("irel_oxide_gain", "buyer_price", "price_against_cost")


class Terms(
    TaxTerms,
    CompanyLoanTerms,
    LocalisationTerms,
    SchemeTerms,
    PlantTerms,
    oxide_contract.OxideContractTerms,
    SalesTerms,
    DealTerms,
):
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
    as_branch: bool = flag(
        default=False,
        label="Plant is a branch, not an Indian company",
        group=TAX,
        source="MEM02",
        grade="B",
        help="A branch pays the rate of foreign companies and no tax on what it sends home; an "
        "Indian company pays less, and dividends bear a withholding tax.",
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


@formula(unit="1", source="definition")
def irel_share() -> Array:
    """IREL's share of the company: none."""
    return np.zeros((1, 1))


@formula(unit="1", source="MEM02")
def income_tax_rate(
    as_branch: Array,
    branch_tax_rate: Array,
    concessional_tax: Array,
    company_tax_rate: Array,
    ordinary_tax_rate: Array,
) -> Array:
    """Rate of income tax: of a branch, or of an Indian company."""
    company = np.where(concessional_tax > 0.0, company_tax_rate, ordinary_tax_rate)
    return np.where(as_branch > 0.0, branch_tax_rate, company)


@formula(unit="1", source="MKT047")
def least_tax_rate(as_branch: Array, concessional_tax: Array, minimum_tax_rate: Array) -> Array:
    """Minimum tax on book profit; a company under the concessional rate is free of it."""
    return np.where((concessional_tax > 0.0) & (as_branch == 0.0), 0.0, minimum_tax_rate)


@formula(unit="1", source="MEM03")
def dividend_withholding(partner_dividend_withholding: Array, as_branch: Array) -> Array:
    """Share of what is sent home that is withheld as tax: nothing from a branch."""
    return partner_dividend_withholding * (1.0 - as_branch)


@flow(payer="vehicle", payee="government", tax="trading", unit="kINR/a", source="AN02")
def localisation_penalty(damages: Array, dollar_rate: Array) -> Array:
    """Damages to the government for steps that come to India later than promised."""
    return damages * dollar_rate


@formula(unit="kUSD/a", source="definition")
def damages_received(damages: Array) -> Array:
    """The owner pays them to the government."""
    return -damages


@formula(unit="kINR/a", source="definition")
def know_how_outlay() -> Array:
    """The owner brings its own know-how."""
    return np.zeros((1, 1))


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
