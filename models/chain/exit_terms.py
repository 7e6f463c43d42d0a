"""Terms on which the shares of a venture change and a partner leaves it.

Units    As declared.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

from typing import Literal

from pydantic import BaseModel

from models.terms import choice, number

EXIT = "Change of shares and exit"


class ExitTerms(BaseModel):
    """Change of shares after a return is earned, and the partner's exit."""

    flip_hurdle: float = number(
        0.0,
        label="Return of the partner after which shares change",
        unit="1",
        low=0.0,
        high=0.4,
        step=0.01,
        group=EXIT,
        source="AN02",
        grade="D",
        help="Yearly return in rupees on the partner's equity; the year after it is earned shares "
        "change. 0: they never do.",
    )
    irel_equity_after_flip: float = number(
        0.74,
        label="IREL's equity after that",
        unit="1",
        low=0.0,
        high=1.0,
        step=0.01,
        group=EXIT,
        source="AN02",
        grade="D",
        help="Counts only with a return above. No Indian precedent is public.",
    )
    exit_right: Literal["none", "put", "call", "agreed"] = choice(
        "none",
        options={
            "none": "No exit agreed",
            "put": "Partner may sell to IREL",
            "call": "IREL may buy",
            "agreed": "IREL buys in any case",
        },
        label="Exit of the partner",
        group=EXIT,
        source="AN02",
        grade="D",
        help="A right is used in the draws in which it pays.",
    )
    exit_year: float = number(
        8.0,
        label="Exit, years after the first sale",
        unit="1",
        low=1.0,
        high=20.0,
        step=1.0,
        group=EXIT,
        source="AN02",
        grade="D",
        help="The year in which the partner's shares are sold.",
    )
    exit_basis: Literal["income", "capital"] = choice(
        "income",
        options={"income": "Operating income of the year", "capital": "Capital paid in"},
        label="Exit price is a multiple of",
        group=EXIT,
        source="AN02",
        grade="D",
        help="Of the partner's part in either.",
    )
    exit_multiple: float = number(
        5.0,
        label="Exit multiple",
        unit="1",
        low=0.0,
        high=20.0,
        step=0.25,
        group=EXIT,
        source="AN02",
        grade="D",
        help="Makers of industrial goods change hands at about five to ten times their income.",
    )
