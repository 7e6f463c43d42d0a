"""What somebody wants: swing weights, how sure of them, what is worth half, and others' weights.

Criteria on which nothing is said of what is worth half are valued evenly between their anchors.

Raises   StudyError: weights that are all zero, a criterion or a word that does not exist.
"""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from models.analysis.weighting import SPREADS
from models.reading import Key, Name, Number, Strict, by_name

USUAL_CERTAINTY = "fairly sure"
MOST_OTHERS = 8

Weight = Annotated[float, Field(ge=0, le=100, strict=True)]


class Weights(Strict):
    """Swing weights of the three criteria; only their proportions matter."""

    cost: Weight
    lead_time: Weight
    supply_security: Weight

    @model_validator(mode="after")
    def _something(self) -> Self:
        if self.cost + self.lead_time + self.supply_security <= 0:
            raise ValueError("the weights are all zero: raise at least one")
        return self

    def shares(self) -> dict[str, float]:
        """Weights that sum to one."""
        total = self.cost + self.lead_time + self.supply_security
        return {name: value / total for name, value in self.model_dump().items()}


class Stakeholder(Strict):
    """Somebody else at the table, with weights of their own."""

    name: Name
    weights: Weights


def _spread(word: str) -> str:
    if word not in SPREADS:
        raise ValueError(f"{word!r:.60} says not how sure: use one of {', '.join(SPREADS)}")
    return word


def _criteria(amounts: Mapping[str, float]) -> Mapping[str, float]:
    for name in amounts:
        if name not in Weights.model_fields:
            known = ", ".join(Weights.model_fields)
            raise ValueError(f"{name!r:.60} is no criterion: use one of {known}")
    return amounts


Certainty = Annotated[str, AfterValidator(_spread)]
HalfWay = Annotated[Mapping[Key, Number], AfterValidator(_criteria)]  # amount worth one half
Stakeholders = Annotated[
    tuple[Stakeholder, ...], Field(max_length=MOST_OTHERS), AfterValidator(by_name("people"))
]
