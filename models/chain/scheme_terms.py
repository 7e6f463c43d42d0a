"""Terms of a plant that may have won in the Indian magnet scheme.

Units    As declared.
Sources  Keys of ``sources.csv``: the scheme's guidelines and reports of them.
"""

import datetime

from pydantic import BaseModel, model_validator

from models.chain.shared_terms import SCHEME
from models.terms import day, flag, number


class SchemeTerms(BaseModel):
    """Terms of a plant that may have won in the Indian magnet scheme."""

    scheme_member: bool = flag(
        default=False,
        label="Winner of the Indian magnet scheme",
        group=SCHEME,
        source="MKT035",
        grade="B",
        help="Brings the sales incentive, the capital subsidy and a winner's oxide. Bids closed "
        "on 29 June 2026 and no award was found, so the default is no.",
    )
    scheme_bid: float = number(
        2150.0,
        label="Incentive bid",
        unit="INR/kg",
        low=0.0,
        high=2150.0,
        step=50.0,
        group=SCHEME,
        source="MKT032",
        grade="B",
        help="Sales incentive per kilogram that was bid; the ceiling is 2,150 INR/kg and 40 % "
        "of sales, for five years.",
    )
    award_open: bool = flag(
        default=False,
        label="Award still open",
        group=SCHEME,
        source="MKT035",
        grade="B",
        help="The bid wins with a probability, a number of the dataset; else a winner is certain.",
    )
    scheme_end: datetime.date = day(
        datetime.date(2034, 1, 1),
        label="End of the incentive",
        low=datetime.date(2027, 1, 1),
        high=datetime.date(2045, 12, 31),
        group=SCHEME,
        source="MKT033|MKT036",
        grade="C",
        help="Two years of building and five of incentive from the award: seven in all. A plant "
        "that is late loses years of incentive. The default is an award at the end of 2026.",
    )

    @model_validator(mode="after")
    def _window_after_start(self) -> "SchemeTerms":
        begins = getattr(self, "effective_date", self.scheme_end)
        if self.scheme_member and self.scheme_end <= begins:
            raise ValueError(
                f"scheme_end, {self.scheme_end}, is not after effective_date, {begins}: no sale "
                "could earn the incentive; move one of them, or take scheme_member away"
            )
        return self
