"""Joint venture: IREL and the partner own a new plant in India together and share what it earns."""

import numpy as np

from models.chain import approval, equity, know_how, oxide_contract, royalty, shareholders
from models.chain.exit_terms import ExitTerms
from models.chain.finance_terms import CompanyLoanTerms, TaxTerms
from models.chain.indian_plant import CHAIN as INDIAN_PLANT
from models.chain.know_how_terms import KnowHowTerms, PlantTerms
from models.chain.localisation import LocalisationTerms
from models.chain.sales_terms import SalesTerms
from models.chain.scheme import LEAST_LEAD
from models.chain.scheme_terms import SchemeTerms
from models.chain.shared_terms import KNOW_HOW, DealTerms
from models.formula import Array, flow, formula
from models.terms import Preset, flag, number

TITLE = "Joint venture"
SUMMARY = "A new Indian company, owned by IREL and a foreign maker, builds and runs the plant."
SITE = "india"
PLANT_OF = KNOW_HOW_OF = "both"
ORDER = 2
BOOKS = "vehicle"
CHAIN = (*INDIAN_PLANT, know_how, royalty, oxide_contract, equity, shareholders, approval)
ALSO = (
    "irel_oxide_gain",
    "buyer_price",
    "price_against_cost",
    "upfront_against_asking",
    "royalty_against_asking",
    "approval_level",
)
OWNERSHIP = "Ownership and control"


class Terms(
    ExitTerms,
    TaxTerms,
    CompanyLoanTerms,
    LocalisationTerms,
    SchemeTerms,
    PlantTerms,
    KnowHowTerms,
    oxide_contract.OxideContractTerms,
    SalesTerms,
    DealTerms,
):
    """What the two shareholders agree."""

    irel_equity: float = number(
        0.51,
        label="IREL's equity",
        unit="1",
        low=0.05,
        high=0.95,
        step=0.01,
        group=OWNERSHIP,
        source="MKT032",
        grade="B",
        help="The Indian scheme asks its lead partner for 51 %; Maaden holds 51 % beside MP "
        "Materials, while in China technology partners held 51 to 60 %.",
    )
    step_in_days: float = number(
        120.0,
        label="Step-in after a deadlock",
        unit="d",
        low=0.0,
        high=720.0,
        step=10.0,
        group=OWNERSHIP,
        source="AN02",
        grade="D",
        help="Days of standstill after which one shareholder may run the plant alone. No Indian "
        "precedent is public.",
    )
    india_offtake: float = number(
        0.9,
        label="Output firmly promised to Indian buyers",
        unit="1",
        low=0.1,
        high=1.0,
        step=0.05,
        group=OWNERSHIP,
        source="AN02",
        grade="D",
        help="Served first when output falls short; the rest may be exported. In Baotou all output "
        "went to the partner, at MP all of it to the buyer.",
    )
    know_how_as_equity: bool = flag(
        default=False,
        label="Know-how paid as equity",
        group=KNOW_HOW,
        source="MKT188",
        grade="B",
        help="The fee counts as the partner's contribution, as MP's know-how does in Maaden's "
        "venture: no withholding tax is due on it.",
    )
    copies_process: bool = flag(
        default=True,
        label="Copies the partner's approved process",
        group=KNOW_HOW,
        source="pl_reex_evac_2025",
        grade="C",
        help="Customers that already approved the partner qualify the new plant sooner.",
    )
    upfront_fee: float = number(
        6.0,
        label="Know-how fee",
        unit="MUSD",
        low=0.0,
        high=60.0,
        step=0.5,
        group=KNOW_HOW,
        source="an_judgement",
        grade="D",
        help="Paid at signature, or credited as equity. Below a stand-alone licence because the "
        "partner also earns as a shareholder (judgement).",
    )
    milestone_fee: float = number(
        0.0,
        label="Milestone fee",
        unit="MUSD",
        low=0.0,
        high=30.0,
        step=0.5,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Paid when the first qualified magnet is delivered.",
    )
    royalty_rate: float = number(
        0.02,
        label="Running royalty",
        unit="1",
        low=0.0,
        high=0.15,
        step=0.005,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Share of net sales. The low end of the industrial range: a shareholder is also paid "
        "in dividends.",
    )
    royalty_floor: float = number(
        0.0,
        label="Least royalty a year",
        unit="MUSD/a",
        low=0.0,
        high=10.0,
        step=0.1,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Owed even in weak years, from the first sale.",
    )


@formula(unit="1", source="definition")
def owner_return(
    irel_equity: Array, irel_return: Array, partner_return: Array, india_premium: Array
) -> Array:
    """Real return the owners of the plant need, weighted by their equity."""
    return irel_equity * irel_return + (1.0 - irel_equity) * (partner_return + india_premium)


@formula(unit="1", source="definition")
def fee_gross_up(gross_up: Array, know_how_as_equity: Array) -> Array:
    """What the fee costs the venture per unit received; credited as equity no tax is due on it."""
    return gross_up + know_how_as_equity * (1.0 - gross_up)


@formula(unit="1", source="definition")
def fee_withholding(partner_royalty_withholding: Array, know_how_as_equity: Array) -> Array:
    """Share of the fee that is withheld as tax; nothing if it is credited as equity."""
    return partner_royalty_withholding * (1.0 - know_how_as_equity)


@formula(unit="1", source="MKT032")
def scheme_eligible(capacity: Array, scheme_smallest: Array, irel_equity: Array) -> Array:
    """1 if the venture may take part in the scheme: large enough, and led by one owner."""
    led = np.maximum(irel_equity, 1.0 - irel_equity) >= LEAST_LEAD
    return np.where(led & (capacity >= scheme_smallest), 1.0, 0.0)


@flow(payer="partner", payee="vehicle", tax="trading", unit="kINR/a", source="AN02")
def localisation_penalty(damages: Array, dollar_rate: Array) -> Array:
    """Damages of the partner for steps that come to India later than promised."""
    return damages * dollar_rate


@formula(unit="kINR", source="definition")
def irel_commitment(irel_capital: Array, loan_age: Array, period: Array) -> Array:
    """Money that IREL commits: the capital it pays in until the plant is ready."""
    return np.sum(irel_capital * (loan_age <= 0.0) * period, axis=1, keepdims=True)


@formula(unit="kINR", source="MEM24")
def board_limit(
    board_capital_limit: Array, irel_net_worth: Array, board_venture_share: Array
) -> Array:
    """Most that IREL's board may put into one venture on its own."""
    return approval.venture_limit(board_capital_limit, irel_net_worth, board_venture_share)


@formula(unit="1", source="definition")
def india_share(india_offtake: Array) -> Array:
    """Share of the output firmly promised to Indian buyers."""
    return india_offtake


@formula(unit="a", source="definition")
def deadlock_end(step_in_days: Array, restart_time: Array) -> Array:
    """Longest standstill after a deadlock: until step-in, and then until the restart."""
    return step_in_days + restart_time


PRESETS = (
    Preset(
        "Joint venture 51/49, Japanese partner",
        partner="proterial",
        reason="IREL holds the 51 % that the Indian scheme asks of a lead partner; Proterial said "
        "in August 2025 that it was studying an Indian plant with Indian oxide.",
    ),
    Preset(
        "Joint venture 51/49, Korean partner",
        partner="posco_international",
        terms={"upfront_fee": 5.0},
        reason="POSCO International sells the magnets of Star Group and tolled Energy Fuels' "
        "oxide: the Korean house with the nearest precedent.",
    ),
    Preset(
        "Joint venture 26/74, partner leads",
        partner="proterial",
        terms={
            "irel_equity": 0.26,
            "upfront_fee": 0.0,
            "royalty_rate": 0.03,
            "india_offtake": 0.7,
            "step_in_days": 240.0,
        },
        reason="IREL keeps the blocking quarter of Indian company law; the partner controls, as "
        "technology partners did in China with 51 to 60 %.",
    ),
    Preset(
        "Joint venture 51/49, know-how as equity",
        partner="js_link",
        terms={"know_how_as_equity": True, "upfront_fee": 15.0, "royalty_rate": 0.0},
        reason="As Maaden and MP: the host holds 51 %, the partner brings know-how, not cash.",
    ),
)
