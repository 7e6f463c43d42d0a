"""Technology transfer: IREL owns and runs the plant and pays a foreign maker for know-how."""

from models.chain import know_how, plant
from models.chain.know_how_terms import KnowHowTerms, PlantTerms
from models.chain.shared_terms import KNOW_HOW, DealTerms, SchemeTerms
from models.formula import Array, formula
from models.terms import Preset, flag

TITLE = "Technology transfer"
SUMMARY = "IREL owns and runs the plant; a foreign maker licenses, trains and supports."
SITE = "india"
ORDER = 1
CHAIN = (plant, know_how)
ALSO = ("upfront_against_asking", "royalty_against_asking")


class Terms(SchemeTerms, PlantTerms, KnowHowTerms, DealTerms):
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
