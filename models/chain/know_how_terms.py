"""Terms of licences and of plants in India, shared by the structures that have them.

Units    As declared; MUSD and days become kUSD and years where they enter the formulas.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

from pydantic import BaseModel, model_validator

from models.chain.shared_terms import KNOW_HOW, PLANT, SCALE
from models.terms import flag, number


class PlantTerms(BaseModel):
    """Terms of a new plant in India."""

    chinese_equipment: bool = flag(
        default=False,
        label="Chinese-made equipment",
        group=PLANT,
        source="MKT180",
        grade="C",
        help="Cheaper and sooner, but spares and service fall under China's export controls.",
    )
    spares_cover: float = number(
        90.0,
        label="Spares in stock",
        unit="d",
        low=0.0,
        high=365.0,
        step=10.0,
        group=PLANT,
        source="AN02",
        grade="D",
        help="Days the line runs without new spares and service from abroad.",
    )
    via_tender: bool = flag(
        default=False,
        label="Partner found through the scheme's tender",
        group=SCALE,
        source="MKT035",
        grade="B",
        help="The government's tender replaces IREL's own search for a partner.",
    )


class KnowHowTerms(BaseModel):
    """Terms on which know-how is paid for."""

    upfront_fee: float = number(
        10.0,
        label="Upfront fee",
        unit="MUSD",
        low=0.0,
        high=60.0,
        step=0.5,
        group=KNOW_HOW,
        source="an_judgement",
        grade="D",
        help="Paid at signature. No fee for sintered NdFeB was ever published; India's automatic "
        "approval was capped at 2 MUSD until 2009.",
    )
    milestone_fee: float = number(
        3.0,
        label="Milestone fee",
        unit="MUSD",
        low=0.0,
        high=30.0,
        step=0.5,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Paid when the first qualified magnet is delivered. No figure is public; the default "
        "is about a third of the upfront fee.",
    )
    royalty_rate: float = number(
        0.04,
        label="Running royalty",
        unit="1",
        low=0.0,
        high=0.15,
        step=0.005,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Share of net sales. Half of all industrial licences pay 5 % or less; no NdFeB rate "
        "is public.",
    )
    royalty_floor: float = number(
        0.5,
        label="Least royalty a year",
        unit="MUSD/a",
        low=0.0,
        high=10.0,
        step=0.1,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Owed even in weak years, from the first sale. No figure is public.",
    )
    royalty_cap: float = number(
        5.0,
        label="Highest royalty a year",
        unit="MUSD/a",
        low=0.0,
        high=50.0,
        step=0.5,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Above this, more sales owe no more. No figure is public.",
    )
    royalty_lifetime_cap: float = number(
        100.0,
        label="Highest royalty in total",
        unit="MUSD",
        low=0.0,
        high=500.0,
        step=5.0,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Once all royalties reach it nothing more is owed. The default does not bind: ten "
        "years at the highest royalty a year are 50.",
    )
    royalty_per_kg: float = number(
        0.0,
        label="Royalty for each kilogram",
        unit="USD/kg",
        low=0.0,
        high=20.0,
        step=0.1,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Beside or instead of a share of sales; the same bounds hold for both together.",
    )
    royalty_less_imports: bool = flag(
        default=False,
        label="Royalty leaves out imported materials",
        group=KNOW_HOW,
        source="pl_pressnote8_2009",
        grade="B",
        help="Net sales less imported oxide, dysprosium and terbium: the base that India's "
        "automatic approval asked for until 2009.",
    )
    royalty_years: float = number(
        10.0,
        label="Years of royalty",
        unit="1",
        low=0.0,
        high=25.0,
        step=1.0,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="From the first sale. The founding patents lapsed by 2014, those on grain-boundary "
        "diffusion lapse by 2028: a longer royalty pays for know-how, not patents.",
    )
    net_of_tax: bool = flag(
        default=True,
        label="Payments are net of Indian tax",
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="The payer bears the withholding tax on royalty and fees, as licensors usually ask.",
    )
    support_years: float = number(
        3.0,
        label="Years of support on site",
        unit="1",
        low=0.0,
        high=10.0,
        step=0.5,
        group=KNOW_HOW,
        source="pl_nyt_narva_2025",
        grade="C",
        help="The partner's engineers stay after start-up: shortens the ramp. The industry speaks "
        "of up to three years to full rate.",
    )
    training_abroad: float = number(
        0.3,
        label="Crew trained abroad",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=KNOW_HOW,
        source="AN02",
        grade="D",
        help="Share of the operators trained in the partner's works before commissioning: shortens "
        "commissioning and ramp.",
    )

    @model_validator(mode="after")
    def _floor_below_cap(self) -> "KnowHowTerms":
        if self.royalty_floor > self.royalty_cap:
            raise ValueError("royalty_floor is above royalty_cap: lower the floor or raise the cap")
        return self
