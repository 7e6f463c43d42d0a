"""The money of one deal, gathered from the model for the Money page: kept by ``compute``.

Shapes   Years (t,): index 0 is the effective date, index t what falls in the t-th year after it.
Units    kINR of the day; coverage is a ratio; shares are 0..1.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from models import (
    STRUCTURES,
    Deal,
    DealMoney,
    Shares,
    State,
    Statements,
    Traced,
    deal_money,
    shares,
    statements,
    states,
)

Numbers = NDArray[np.float64]
SEEN = 0.05  # share of draws that must serve a loan in a year for its coverage to be drawn
DAY = datetime.timedelta(days=1)


@dataclass(frozen=True)
class Band:
    """P10, median or mean, and P90 of each year; not a number where there is nothing."""

    low: Numbers
    middle: Numbers
    high: Numbers


@dataclass(frozen=True)
class Loan:
    """How a loan is covered by the cash of each year, and what is owed."""

    coverage: Band
    balance: Band
    incentive: Numbers  # mean share of each year in which the sales incentive is paid
    asked: float  # coverage that the lender asks


@dataclass(frozen=True)
class Finances:
    """All that is shown of one deal's money."""

    deal: Deal
    money: DealMoney
    accounts: Statements | None
    states: tuple[State, ...]
    shares: Shares | None
    so_far: Mapping[str, Band]  # cash of each party added up; the middle is the mean
    loan: Loan | None
    funding: Mapping[str, float]  # of the years of building: sources above zero, uses below

    @property
    def is_baseline(self) -> bool:
        """Whether nothing is agreed."""
        return STRUCTURES[self.deal.structure].is_baseline

    @property
    def calendar(self) -> list[int]:
        """Calendar year in which each year of the deal ends; the first is the day of effect."""
        return [ending(self.deal, year) for year in range(len(self.money.years))]


def finances(traced: Traced) -> Finances:
    """Gather the money of a deal from what was computed."""
    money = deal_money(traced)
    return Finances(
        deal=traced.deal,
        money=money,
        accounts=statements(traced),
        states=states(traced),
        shares=shares(traced),
        so_far=MappingProxyType({party: _so_far(traced, money, party) for party in money.parties}),
        loan=_loan(traced),
        funding=MappingProxyType(_funding(traced)),
    )


def ending(deal: Deal, year: float) -> int:
    """Calendar year in which a year of the deal ends."""
    return int((deal.terms.effective_date - DAY).year) + round(year)


def year_end(deal: Deal) -> str:
    """Day on which the years of a deal end: "31 December"."""
    last = deal.terms.effective_date - DAY
    return f"{last.day} {last:%B}"


def whole(traced: Traced, name: str) -> Numbers:
    """Return a quantity as draws and years; nothing where the deal does not have it."""
    years = traced.values["year"].array.shape[1]
    if name not in traced.values:
        return np.zeros((1, years))
    array = traced.values[name].array
    return np.broadcast_to(array, (array.shape[0], years))


def _so_far(traced: Traced, money: DealMoney, party: str) -> Band:
    net = np.zeros((1, len(money.years)))
    for each in money.payments:
        sign = float(each.payee == party) - float(each.payer == party)
        if sign:
            net = net + sign * whole(traced, each.name)
    so_far = np.cumsum(net, axis=1)
    low, high = np.percentile(so_far, (10, 90), axis=0)
    return Band(low, so_far.mean(axis=0), high)


def _loan(traced: Traced) -> Loan | None:
    service = whole(traced, "loan_service")
    if not (service > 0.0).any():
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.where(service > 0.0, whole(traced, "cash_for_loan") / service, np.nan)
    balance = np.percentile(whole(traced, "loan_balance"), (10, 50, 90), axis=0)
    incentive = whole(traced, "sales_incentive") > 0.0
    return Loan(
        coverage=_quantiles(ratio),
        balance=Band(*balance),
        incentive=incentive.mean(axis=0),
        asked=float(traced.values["target_coverage"].array.mean()),
    )


def _quantiles(cases: Numbers) -> Band:
    """Quantiles of each year over the draws in which there is a number."""
    found = np.full((3, cases.shape[1]), np.nan)
    known = np.isfinite(cases)
    for year in np.flatnonzero(known.mean(axis=0) >= SEEN):
        found[:, year] = np.percentile(cases[known[:, year], year], (10, 50, 90))
    return Band(*found)


def _funding(traced: Traced) -> dict[str, float]:
    """Money of the years of building: where it comes from, above zero, and where it goes."""
    if not (whole(traced, "plant_outlay") > 0.0).any():
        return {}
    building = whole(traced, "loan_age") <= 0.0

    def mean(*names: str) -> float:
        return float(sum(np.mean(np.sum(whole(traced, n) * building, axis=1)) for n in names))

    added = mean("capitalised_interest")
    found = {
        "loan": mean("loan_draw") + added - mean("loan_repayment"),
        "subsidy": mean("capital_subsidy"),
        "plant": mean("salvage_receipt") - mean("plant_outlay"),
        "know_how": -mean("know_how_outlay"),
        "interest": -mean("interest_payment") - added,
        "reserve": -mean("reserve_deposit"),
        "stocks": -mean("stock_change"),
        "income": mean("operating_income"),
        "tax": -mean("company_tax"),
    }
    needed = -sum(found.values())
    if traced.ready.structure.books == "irel":
        return found | {"irel": needed}
    irel = mean("irel_capital") - mean("irel_dividend")
    partner = mean("partner_capital") - mean("partner_dividend", "dividend_tax")
    return found | {"irel": irel, "partner": partner, "kept": needed - irel - partner}
