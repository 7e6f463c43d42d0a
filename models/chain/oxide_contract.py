"""The price at which IREL sells its oxide to a deal: a share of the index, with floor and cap.

    price = clip(share * index, floor, cap)

Shapes   Paths (n, t), results (n, 1).
Units    USD/kg, 2025 money.
Sources  Form: price collars in rare-earth supply contracts; the 110 USD/kg floor of MP Materials.
Limits   A transfer between the parties: it moves IREL's income, not the cost criterion, which
         charges oxide at its market value.
"""

from pydantic import BaseModel, model_validator

from models.chain.arrays import bounded
from models.chain.cost import levelised
from models.chain.shared_terms import OXIDE
from models.formula import Array, flow, formula
from models.terms import number


class OxideContractTerms(BaseModel):
    """Terms on which IREL sells its oxide."""

    oxide_index_share: float = number(
        1.0,
        label="Oxide price as a share of the index",
        unit="1",
        low=0.5,
        high=1.5,
        step=0.05,
        group=OXIDE,
        source="AN02",
        grade="D",
        help="1 is the market price without value-added tax.",
    )
    oxide_price_floor: float = number(
        55.0,
        label="Least oxide price",
        unit="USD/kg",
        low=0.0,
        high=150.0,
        step=5.0,
        group=OXIDE,
        source="MKT060",
        grade="C",
        help="Protects IREL when the market is low. The median of 2014 to 2025 was 53 USD/kg; "
        "the United States guarantee MP Materials 110.",
    )
    oxide_price_ceiling: float = number(
        130.0,
        label="Highest oxide price",
        unit="USD/kg",
        low=20.0,
        high=500.0,
        step=5.0,
        group=OXIDE,
        source="MKT060",
        grade="C",
        help="Protects the magnet maker when the market is high. The highest yearly average of "
        "2014 to 2025 was 134 USD/kg.",
    )

    @model_validator(mode="after")
    def _floor_below_ceiling(self) -> "OxideContractTerms":
        if self.oxide_price_floor > self.oxide_price_ceiling:
            raise ValueError(
                "oxide_price_floor is above oxide_price_ceiling: lower one or raise the other"
            )
        return self


@formula(unit="USD/kg", source="definition")
def oxide_contract_price(
    oxide_price: Array,
    oxide_index_share: Array,
    oxide_price_floor: Array,
    oxide_price_ceiling: Array,
) -> Array:
    """What the magnet maker pays IREL for a kilogram of oxide."""
    return bounded(oxide_price * oxide_index_share, oxide_price_floor, oxide_price_ceiling)


@formula(unit="kUSD/a", source="definition")
def oxide_contract_payment(irel_oxide_used: Array, oxide_contract_price: Array) -> Array:
    """What IREL receives for its oxide."""
    return irel_oxide_used * oxide_contract_price


@flow(payer="vehicle", payee="irel", tax="oxide", unit="kINR/a", source="definition")
def oxide_sales(oxide_contract_payment: Array, dollar_rate: Array) -> Array:
    """IREL's oxide, sold to the company that makes the magnets."""
    return oxide_contract_payment * dollar_rate


@flow(payer="irel", payee="government", tax="tax", unit="kINR/a", source="MKT051")
def irel_tax(irel_income: Array, company_tax_rate: Array) -> Array:
    """IREL's income tax on what the oxide earns; a loss lowers the tax on its other income."""
    return irel_income * company_tax_rate


@formula(unit="USD/kg", source="definition")
def irel_oxide_gain(
    oxide_contract_payment: Array,
    irel_oxide_used: Array,
    oxide_price: Array,
    levelising_weight: Array,
) -> Array:
    """What the price formula gives IREL beyond the market price, per kilogram of magnet."""
    gain = oxide_contract_payment - irel_oxide_used * oxide_price
    return levelised(gain, levelising_weight)
