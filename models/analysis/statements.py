"""The magnet business as accounts: income, cash flow and balance of each year, as means over draws.

    income      operating income - depreciation - interest - tax = profit
    cash flow   operating + investing + lending = cash to (from) the owners and kept
    balance     plant + stocks + reserve + cash = loan + owners' money

Shapes   Lines (t,).
Units    kINR/a and kINR of the day.
Sources  Definitions.
Limits   Book depreciation runs evenly over the plant's life; where IREL keeps the books, its own
         cash takes the place of owners.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.money import ledger_flows, whole
from models.chain.ledger import OPERATING, signed
from models.explain import Traced
from models.formula import Array

Lines = Mapping[str, Array]


@dataclass(frozen=True)
class Statements:
    """Accounts of a business; the last line of each is the sum of those above it."""

    income: Lines
    cash: Lines
    balance: Lines
    unbalanced: float  # largest difference between the two sides, over the largest balance


def statements(traced: Traced) -> Statements | None:
    """Accounts of the magnet business of a deal; none for a deal that has no business."""
    if "operating_income" not in traced.values:
        return None
    income, cash = _income(traced), _cash(traced)
    balance = _balance(traced, income, cash)
    assets, owed = (sum(balance[name] for name in side) for side in (ASSETS, FUNDS))
    most = max(float(np.max(np.abs(assets))), 1.0)
    gap = float(np.max(np.abs(np.asarray(assets) - owed))) / most
    mean = {
        name: {line: each.mean(axis=0) for line, each in lines.items()}
        for name, lines in (("income", income), ("cash", cash), ("balance", balance))
    }
    return Statements(**{k: MappingProxyType(v) for k, v in mean.items()}, unbalanced=gap)


ASSETS = ("plant", "stocks", "reserve", "cash")
FUNDS = ("loan", "owners_money")


def _income(traced: Traced) -> dict[str, Array]:
    business = signed(ledger_flows(traced), "vehicle", traced.ready.structure.books)
    classes = {each.name: each.tax for each in ledger_flows(traced)}
    made: dict[str, Array] = {
        name: sign * whole(traced, name)
        for name, sign in business.items()
        if classes[name] in OPERATING
    }
    made["operating_income"] = whole(traced, "operating_income")
    made["book_depreciation"] = -_amount(traced, "book_depreciation")
    made["interest"] = -_amount(traced, "interest_payment")
    made["salvage_receipt"] = _amount(traced, "salvage_receipt")
    made["company_tax"] = -_amount(traced, "company_tax")
    after = ("book_depreciation", "interest", "salvage_receipt", "company_tax")
    made["profit"] = made["operating_income"] + sum(made[name] for name in after)
    return made


def _cash(traced: Traced) -> dict[str, Array]:
    spent = _amount(traced, "plant_outlay") + _amount(traced, "know_how_outlay")
    made = {
        "operating_income": whole(traced, "operating_income"),
        "company_tax": -_amount(traced, "company_tax"),
        "stock_change": -_amount(traced, "stock_change"),
        "outlay": -spent,
        "capital_subsidy": _amount(traced, "capital_subsidy"),
        "salvage_receipt": _amount(traced, "salvage_receipt"),
        "loan_draw": _amount(traced, "loan_draw"),
        "loan_repayment": -_amount(traced, "loan_repayment"),
        "interest": -_amount(traced, "interest_payment"),
        "reserve_deposit": -_amount(traced, "reserve_deposit"),
    }
    made["cash_before_owners"] = sum(made.values(), np.zeros((1, 1)))
    return made


def _balance(
    traced: Traced, income: Mapping[str, Array], cash: Mapping[str, Array]
) -> dict[str, Array]:
    left = cash["cash_before_owners"]
    owners = whole(traced, "owners_cash") if "owners_cash" in traced.values else left
    added = _amount(traced, "capitalised_interest") - cash["outlay"] - cash["capital_subsidy"]
    return {
        "plant": np.cumsum(added + income["book_depreciation"], axis=1),
        "stocks": np.cumsum(-cash["stock_change"], axis=1),
        "reserve": np.cumsum(-cash["reserve_deposit"], axis=1),
        "cash": np.cumsum(left - owners, axis=1),
        "loan": _amount(traced, "loan_balance"),
        "owners_money": np.cumsum(income["profit"] - owners, axis=1),
    }


def _amount(traced: Traced, name: str) -> Array:
    """Return a quantity in full shape, or nothing where the deal does not have it."""
    if name in traced.values:
        return whole(traced, name)
    return np.zeros((1, traced.values["year"].array.shape[1]))
