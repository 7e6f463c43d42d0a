"""Terms of the loan and of income tax, shared by all plants in India.

Units    As declared.
Sources  Keys of ``sources.csv``; grade D terms say in their help why the default is what it is.
"""

import math
from typing import Literal

from pydantic import BaseModel, model_validator

from models.terms import choice, flag, number

LOAN, TAX = "Loan", "Income tax"
LOSSES = {"carried": "Carried forward", "set_off": "Set off at once", "lost": "Lost"}


class LoanTerms(BaseModel):
    """How much of the plant a loan pays, and how it is paid back."""

    gearing: float = number(
        0.5,
        label="Share of the outlay paid by a loan",
        unit="1",
        low=0.0,
        high=0.85,
        step=0.05,
        group=LOAN,
        source="MKT197|AN02",
        grade="D",
        help="eVAC took 335 million of 500 as a loan. It moves the owners' money and not the cost: "
        "the returns of the dataset are those on all the money.",
    )
    loan_by_coverage: bool = flag(
        default=False,
        label="Lender limits the loan by coverage",
        group=LOAN,
        source="AN02",
        grade="D",
        help="The loan is cut to what the cash before tax covers as often as the lender asks.",
    )
    target_coverage: float = number(
        1.5,
        label="Coverage the lender asks",
        unit="1",
        low=1.0,
        high=4.0,
        step=0.05,
        group=LOAN,
        source="AN02",
        grade="D",
        help="Cash before tax over interest and principal. Project lenders ask 1.3 to 2.",
    )
    loan_years: float = number(
        10.0,
        label="Years of the loan after start-up",
        unit="1",
        low=1.0,
        high=20.0,
        step=1.0,
        group=LOAN,
        source="MKT185|AN02",
        grade="D",
        help="Years until the last payment. MP's loan runs for twelve.",
    )
    grace_years: float = number(
        2.0,
        label="Years of interest alone",
        unit="1",
        low=0.0,
        high=10.0,
        step=1.0,
        group=LOAN,
        source="AN02",
        grade="D",
        help="From start-up: a ramp of two to five years pays no principal.",
    )
    repayment: Literal["level", "equal", "sculpted"] = choice(
        "level",
        options={
            "level": "Level payments",
            "equal": "Equal principal",
            "sculpted": "In step with the cash",
        },
        label="Repayment",
        group=LOAN,
        source="AN02",
        grade="D",
        help="The same payment every year; the same principal every year; or payments in "
        "proportion to the cash there is.",
    )
    reserve_months: float = number(
        6.0,
        label="Loan service held in reserve",
        unit="1",
        low=0.0,
        high=24.0,
        step=1.0,
        group=LOAN,
        source="AN02",
        grade="D",
        help="Months of the next year's interest and principal, kept with the lender. Six are "
        "usual in project loans.",
    )

    @model_validator(mode="after")
    def _some_year_to_repay(self) -> "LoanTerms":
        if math.floor(self.grace_years) >= math.floor(self.loan_years):
            raise ValueError("grace_years leaves no year to repay: keep it below loan_years")
        return self


class CompanyLoanTerms(LoanTerms):
    """The loan of a company of its own, whose dividends the lender may lock."""

    lockup_coverage: float = number(
        0.0,
        label="Coverage below which no dividend is paid",
        unit="1",
        low=0.0,
        high=3.0,
        step=0.05,
        group=LOAN,
        source="AN02",
        grade="D",
        help="While the loan runs; 0: never locked. Project lenders ask 1.1 to 1.2.",
    )


class TaxTerms(BaseModel):
    """How the company that makes the magnets is taxed."""

    loss_treatment: Literal["carried", "set_off", "lost"] = choice(
        "carried",
        options=LOSSES,
        label="Tax losses",
        group=TAX,
        source="MEM21",
        grade="B",
        help="A company of its own carries a business loss forward for eight years and unused "
        "depreciation without end; an owner with other profits sets it off at once.",
    )
    concessional_tax: bool = flag(
        default=True,
        label="Concessional company tax",
        group=TAX,
        source="MKT051",
        grade="A",
        help="25.17 % without incentives and minimum tax (section 115BAA); else the ordinary rate "
        "and a minimum tax on book profit.",
    )
