"""Terms on which magnets are sold, and what the government guarantees.

Units    As declared; MUSD become kUSD where they enter the formulas.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

from typing import Literal

from pydantic import BaseModel, model_validator

from models.terms import choice, number

SALES, GUARANTEES = "Sales", "Guarantees"


class SalesTerms(BaseModel):
    """Price of the magnets and support for it."""

    price_basis: Literal["parity", "index", "cost_plus"] = choice(
        "parity",
        options={"parity": "Import parity", "index": "Index-linked", "cost_plus": "Cost plus"},
        label="Price of the magnets follows",
        group=SALES,
        source="AN02",
        grade="D",
        help="The landed price of Chinese magnets; an index of oxide, labour and energy; or the "
        "cost of making them with a margin. Moves the parties' money, not the cost.",
    )
    parity_discount: float = number(
        0.0,
        label="Discount on the import price",
        unit="1",
        low=-1.0,
        high=0.5,
        step=0.01,
        group=SALES,
        source="AN02",
        grade="D",
        help="Indian buyers pay the landed import price less this share; below zero it is a "
        "premium for supply outside China.",
    )
    price_floor: float = number(
        0.0,
        label="Least magnet price",
        unit="USD/kg",
        low=0.0,
        high=200.0,
        step=5.0,
        group=SALES,
        source="MKT095|AN02",
        grade="D",
        help="The maker is never paid less; 0: no floor. Chinese magnets crossed the EU border at "
        "42 USD/kg in 2025.",
    )
    price_ceiling: float = number(
        200.0,
        label="Highest magnet price",
        unit="USD/kg",
        low=20.0,
        high=1000.0,
        step=5.0,
        group=SALES,
        source="AN02",
        grade="D",
        help="Buyers never pay more. No such ceiling is public; the default seldom binds.",
    )
    index_base_price: float = number(
        87.0,
        label="Index: price at today's oxide price",
        unit="USD/kg",
        low=10.0,
        high=400.0,
        step=1.0,
        group=SALES,
        source="AN01",
        grade="C",
        help="Counts if the price follows an index. A Korean contract with a North American car "
        "maker works out at 87 USD/kg.",
    )
    index_oxide_weight: float = number(
        0.4,
        label="Index: weight of the oxide",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=SALES,
        source="AN02",
        grade="D",
        help="Share of the price that moves with the price of NdPr oxide; about its part of the "
        "cost.",
    )
    index_labour_weight: float = number(
        0.25,
        label="Index: weight of Indian wages",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=SALES,
        source="AN02",
        grade="D",
        help="Share that moves with Indian consumer prices.",
    )
    index_energy_weight: float = number(
        0.05,
        label="Index: weight of electricity",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=SALES,
        source="AN02",
        grade="D",
        help="Share that moves with Indian electricity, taken to follow consumer prices. What the "
        "three leave of the price is fixed in dollars of the day.",
    )
    cost_plus_margin: float = number(
        0.12,
        label="Cost plus: margin",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.01,
        group=SALES,
        source="AN02",
        grade="D",
        help="Counts if the price is cost plus. The cost holds the return on the plant before "
        "tax, so the margin has to pay the tax and the risk.",
    )
    upside_threshold: float = number(
        150.0,
        label="Magnet price above which the gain is shared",
        unit="USD/kg",
        low=0.0,
        high=500.0,
        step=5.0,
        group=GUARANTEES,
        source="MKT185",
        grade="C",
        help="In return for a guarantee the government gets a share of what lies above.",
    )
    upside_share: float = number(
        0.0,
        label="Government's share of what lies above",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.05,
        group=GUARANTEES,
        source="MKT185",
        grade="B",
        help="30 % in the agreement of the United States with MP Materials; none by default, as "
        "no Indian guarantee is known.",
    )
    oxide_guarantee: float = number(
        0.0,
        label="Oxide price the government guarantees IREL",
        unit="USD/kg",
        low=0.0,
        high=200.0,
        step=5.0,
        group=GUARANTEES,
        source="MKT186",
        grade="A",
        help="The government pays what the market price lacks, for the oxide of this deal: 110 "
        "USD/kg for MP Materials. None is known in India.",
    )
    income_guarantee: float = number(
        0.0,
        label="Operating income the government guarantees",
        unit="MUSD/a",
        low=0.0,
        high=200.0,
        step=1.0,
        group=GUARANTEES,
        source="MKT184",
        grade="A",
        help="The government makes up what operating income lacks: 140 million a year for the "
        "7,000 t of MP's 10X, 20 USD for each kilogram. None is known in India.",
    )

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> "SalesTerms":
        if self.price_floor > self.price_ceiling:
            raise ValueError("price_floor is above price_ceiling: lower one or raise the other")
        return self

    @model_validator(mode="after")
    def _weights_of_the_index(self) -> "SalesTerms":
        total = self.index_oxide_weight + self.index_labour_weight + self.index_energy_weight
        if total > 1.0 + 1e-9:
            raise ValueError(
                "the weights of the index are above 1 together: lower index_oxide_weight, "
                "index_labour_weight or index_energy_weight"
            )
        return self

    @model_validator(mode="after")
    def _price_before_royalty(self) -> "SalesTerms":
        if (1.0 + self.cost_plus_margin) * getattr(self, "royalty_rate", 0.0) >= 1.0:
            raise ValueError(
                "cost_plus_margin and royalty_rate leave nothing of the price: lower one"
            )
        return self
