"""Technology transfer: IREL owns and runs the plant and pays a foreign maker for know-how."""

from typing import Literal

from models.chain import approval, know_how, royalty
from models.chain.finance_terms import LOSSES, TAX, LoanTerms, TaxTerms
from models.chain.indian_plant import CHAIN as INDIAN_PLANT
from models.chain.know_how_terms import KnowHowTerms, PlantTerms
from models.chain.localisation import LocalisationTerms
from models.chain.sales_terms import SalesTerms
from models.chain.scheme_terms import SchemeTerms
from models.chain.shared_terms import KNOW_HOW, DealTerms
from models.formula import Array, flow, formula
from models.terms import Preset, choice, flag

TITLE = "Technology transfer"
SUMMARY = "IREL owns and runs the plant; a foreign maker licenses, trains and supports."
SITE = "india"
PLANT_OF = "irel"
KNOW_HOW_OF = "irel"
ORDER = 1
BOOKS = "irel"
CHAIN = (*INDIAN_PLANT, know_how, royalty, approval)
ALSO = (
    "buyer_price",
    "price_against_cost",
    "upfront_against_asking",
    "royalty_against_asking",
    "approval_level",
)


class Terms(
    TaxTerms,
    LoanTerms,
    LocalisationTerms,
    SchemeTerms,
    PlantTerms,
    KnowHowTerms,
    SalesTerms,
    DealTerms,
):
    """What licensor and licensee agree."""

    perpetual_licence: bool = flag(
        default=False,
        label="Perpetual licence",
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="The licence for existing lines cannot be ended: costs a premium on the upfront fee "
        "and removes the hazard of termination.",
    )
    loss_treatment: Literal["carried", "set_off", "lost"] = choice(
        "set_off",
        options=LOSSES,
        label="Tax losses",
        group=TAX,
        source="AN02",
        grade="D",
        help="IREL earns on other minerals, so a loss of the plant lowers the tax on those at "
        "once; a company of its own would carry it forward.",
    )


@flow(payer="partner", payee="vehicle", tax="trading", unit="kINR/a", source="AN02")
def localisation_penalty(damages: Array, dollar_rate: Array) -> Array:
    """Damages of the licensor for steps that come to India later than promised."""
    return damages * dollar_rate


@formula(unit="1", source="definition")
def owner_return(irel_return: Array) -> Array:
    """Real return the owner of the plant needs: IREL's."""
    return irel_return


PRESETS = (
    Preset(
        "Technology transfer, Japanese licensor",
        partner="shin_etsu",
        reason="Shin-Etsu gave technical help to the 2010 plan with IREL; fee, royalty and support "
        "at the middle of the ranges found.",
    ),
    Preset(
        "Technology transfer, Korean licensor",
        partner="star_group",
        terms={"upfront_fee": 7.0, "royalty_rate": 0.035},
        reason="Star Group makes magnets for Korean and Vietnamese car makers; a younger holder "
        "of the technology asks for less than the owner of the founding patents (judgement).",
    ),
    Preset(
        "Licence for good: high fee, no royalty",
        partner="proterial",
        terms={
            "upfront_fee": 25.0,
            "milestone_fee": 8.0,
            "royalty_rate": 0.0,
            "royalty_floor": 0.0,
            "perpetual_licence": True,
        },
        reason="A paid-up perpetual licence: all the money before the plant earns, no hold over it "
        "afterwards; fees in the upper part of the range.",
    ),
    Preset(
        "Pay as you learn: low fee, long support",
        partner="daido",
        terms={
            "upfront_fee": 3.0,
            "royalty_rate": 0.06,
            "royalty_cap": 8.0,
            "support_years": 5.0,
            "training_abroad": 0.6,
        },
        reason="The licensor's reward hangs on output; the lowest fee and the highest royalty of "
        "the ranges found, with training in its works.",
    ),
)
