"""The money of one deal: every payment by year, every party's cash and what it returns.

Everything is read from the formulas that ran (``trace``), for the first block of draws. Means over
draws add up as the draws do, so lines of means sum exactly; quantiles do not.

Shapes   Draws (n,), years (t,); quantiles are P10, P50 and P90.
Units    kINR and kINR/a of the day; rates nominal shares a year; years from the effective date.
Sources  Definitions: ``models.chain.ledger``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from models.analysis.returns import REASONS, irr, mirr, payback, peak_funding
from models.chain.ledger import MEASURED, PARTIES, VALUED, booked, signed
from models.explain import Traced
from models.formula import Array, Formula

Quantiles = tuple[float, float, float]
NOISE = 1e-9  # of a value, below which a difference is rounding
RATED = ("irel", "partner", "lender", "vehicle")  # those for whom a rate of return says something


@dataclass(frozen=True)
class Payment:
    """One line of the ledger: who pays whom, and the mean of each year."""

    name: str
    text: str
    payer: str
    payee: str
    tax: str
    by_year: Array


@dataclass(frozen=True)
class Returned:
    """What a party's cash returns; shares say in how many draws a figure is defined."""

    rate: Quantiles | None
    rate_defined: float
    reasons: Mapping[str, float]  # share of draws without a single rate, by why
    modified: Quantiles | None
    payback: Quantiles | None
    paid_back: float
    peak: Quantiles
    peak_year: float


@dataclass(frozen=True)
class PartyMoney:
    """One party's cash."""

    party: str
    mean: Array  # by year
    low: Array
    high: Array
    npv: Quantiles | None
    gain: Quantiles | None
    loses: float | None  # share of draws in which the gain, or else the value, is below zero
    returned: Returned | None
    lines: Mapping[str, float]  # mean present value of each payment, with its sign


@dataclass(frozen=True)
class DealMoney:
    """All of one deal's money."""

    deal: str
    books: str
    years: Array
    payments: tuple[Payment, ...]
    parties: Mapping[str, PartyMoney]
    residual: float  # largest sum over parties, over the largest gross payment of the case
    draws: int


def deal_money(traced: Traced) -> DealMoney:
    """Read the money of a deal from what was computed."""
    books = traced.ready.structure.books
    flows = ledger_flows(traced)
    nets = _nets(traced, flows, books)
    return DealMoney(
        deal=traced.deal.name,
        books=books,
        years=np.arange(float(whole(traced, "irel_net").shape[1])),
        payments=tuple(_payment(traced, each, books) for each in flows),
        parties=MappingProxyType({p: _party(traced, p, nets[p]) for p in nets}),
        residual=_residual(nets, traced, flows),
        draws=len(nets["irel"]),
    )


def ledger_flows(traced: Traced) -> tuple[Formula, ...]:
    """Payments of a deal, without those of the alternative unless that is the deal."""
    alternative = traced.ready.structure.books == "alternative"
    return tuple(
        each
        for name, each in traced.ready.formulas.items()
        if each.payer and (each.tax == "alternative") == alternative and name in traced.values
    )


def whole(traced: Traced, name: str) -> Array:
    """Return a quantity in full shape, (n, t)."""
    array = traced.values[name].array
    draws, years = traced.values["irel_net"].array.shape[0], traced.values["year"].array.shape[1]
    return np.broadcast_to(array, (max(draws, array.shape[0]), years))


def _nets(traced: Traced, flows: tuple[Formula, ...], books: str) -> dict[str, Array]:
    """Net cash of every party, added up from the payments."""
    made = {}
    for party in PARTIES:
        signs = signed(flows, party, books)
        if signs and booked(party, books) == party:
            made[party] = sum(
                (sign * whole(traced, name) for name, sign in signs.items()), np.zeros((1, 1))
            )
    return made


def _residual(nets: Mapping[str, Array], traced: Traced, flows: tuple[Formula, ...]) -> float:
    """Largest sum over all parties in any draw and year, over that draw's largest payment."""
    left = np.abs(sum(nets.values(), np.zeros((1, 1))))
    gross = np.zeros((1, 1))
    for each in flows:
        gross = np.maximum(gross, np.abs(whole(traced, each.name)))
    most = np.max(gross, axis=1, keepdims=True)
    return float(np.max(left / np.where(most > 0.0, most, 1.0)))


def quantiles(cases: Array) -> Quantiles:
    """P10, P50 and P90."""
    low, middle, high = np.percentile(cases, (10, 50, 90))
    return float(low), float(middle), float(high)


def _payment(traced: Traced, each: Formula, books: str) -> Payment:
    mean = whole(traced, each.name).mean(axis=0)
    parties = booked(each.payer, books), booked(each.payee, books)
    return Payment(each.name, each.text, *parties, each.tax, mean)


def _party(traced: Traced, party: str, net: Array) -> PartyMoney:
    low, high = np.percentile(net, (10, 90), axis=0)
    npv, gain = (_case(traced, f"{party}_{kind}") for kind in ("npv", "gain"))
    judged = gain if party in MEASURED and gain is not None else npv
    return PartyMoney(
        party=party,
        mean=net.mean(axis=0),
        low=low,
        high=high,
        npv=None if npv is None else quantiles(npv),
        gain=None if gain is None else quantiles(gain),
        loses=None if judged is None else float(np.mean(judged < -NOISE * _size(npv))),
        returned=_returned(traced, party, net) if party in RATED else None,
        lines=_lines(traced, party) if party in VALUED else MappingProxyType({}),
    )


def _size(npv: Array | None) -> float:
    return float(np.max(np.abs(npv))) if npv is not None else 0.0


def _case(traced: Traced, name: str) -> Array | None:
    if name not in traced.values:
        return None
    return np.asarray(traced.values[name].array[:, 0])


def _lines(traced: Traced, party: str) -> Mapping[str, float]:
    """Mean present value of each payment of a party, at its own return."""
    if f"{party}_discount" not in traced.values:
        return MappingProxyType({})
    factor = whole(traced, f"{party}_discount")
    books = traced.ready.structure.books
    return MappingProxyType(
        {
            name: float(sign * np.mean(np.sum(whole(traced, name) * factor, axis=1)))
            for name, sign in signed(ledger_flows(traced), party, books).items()
        }
    )


def _returned(traced: Traced, party: str, net: Array) -> Returned:
    flows = _owners(traced) if party == "vehicle" else net
    rate, state = irr(flows)
    known = np.isfinite(rate)
    finance = np.expm1(-np.log(whole(traced, _discount(party))[:, 1]))
    modified = mirr(flows, finance, finance)
    years = payback(flows)
    back = np.isfinite(years) & (flows < 0.0).any(axis=1)
    peak, when = peak_funding(flows)
    return Returned(
        rate=quantiles(rate[known]) if known.any() else None,
        rate_defined=float(known.mean()),
        reasons={
            reason: float(np.mean(state == code))
            for code, reason in enumerate(REASONS)
            if code and (state == code).any()
        },
        modified=quantiles(modified[~np.isnan(modified)]) if (~np.isnan(modified)).any() else None,
        payback=quantiles(years[back]) if back.any() else None,
        paid_back=float(back.mean()),
        peak=quantiles(peak),
        peak_year=float(np.median(when)),
    )


def _discount(party: str) -> str:
    return "discount_factor" if party == "vehicle" else f"{party}_discount"


def _owners(traced: Traced) -> Array:
    """Cash between a company and its owners, as the owners see it before tax on dividends."""
    return whole(traced, "owners_cash")
