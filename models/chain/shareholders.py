"""IREL among the owners: its share, how that changes, and how the partner may leave.

    shares change in the year after the partner's cash has earned its hurdle
    on exit IREL pays a multiple of the year's income, or of the money the partner has put in

Shapes   Shares and payments (n, t).
Units    kINR/a of the day; shares 0..1.
Sources  Flip: partnership-flip model of the System Advisor Model; exits: venture agreements.
Limits   A right to leave is used when it pays over the rest of that draw. No tax on gains from a
         sale of shares.
"""

import numpy as np

from models.chain.calendar import at
from models.formula import Array, flow, formula

NO_EXIT, PUT, CALL, AGREED = 0.0, 1.0, 2.0, 3.0
CLOSE = 1e-5  # a return this near its hurdle has reached it, as in the System Advisor Model
ON_INCOME, ON_CAPITAL = 0.0, 1.0


@formula(unit="1", source="definition")
def share_after_flip(
    owners_cash: Array,
    irel_equity: Array,
    dividend_withholding: Array,
    flip_hurdle: Array,
    irel_equity_after_flip: Array,
    year: Array,
) -> Array:
    """IREL's share in each year: it changes after the partner's equity has earned its hurdle."""
    if not flip_hurdle.any():
        return irel_equity + 0.0 * year
    received = owners_cash * (1.0 - irel_equity)
    received = received * (1.0 - dividend_withholding * (received > 0.0))
    hurdle = np.maximum(flip_hurdle - CLOSE, 0.0)
    so_far = np.cumsum(received * np.exp(-np.log1p(hurdle) * year), axis=1)
    invested = np.minimum.accumulate(np.minimum(so_far, 0.0), axis=1) < 0.0
    reached = np.maximum.accumulate((so_far >= 0.0) & invested, axis=1)
    flipped = np.concatenate((np.zeros_like(reached[:, :1]), reached[:, :-1]), axis=1)
    return np.where(flipped & (flip_hurdle > 0.0), irel_equity_after_flip, irel_equity)


@formula(unit="1", source="definition")
def exit_moment(year: Array, start_year: Array, exit_year: Array, exit_right: Array) -> Array:
    """1 in the year in which the partner may leave, else 0."""
    return np.where(exit_right == NO_EXIT, 0.0, at(year, start_year + exit_year))


@formula(unit="kINR/a", source="definition")
def exit_price(
    exit_moment: Array,
    exit_basis: Array,
    exit_multiple: Array,
    operating_income: Array,
    owners_cash: Array,
    share_after_flip: Array,
) -> Array:
    """What IREL would pay for the partner's shares: a multiple of income or of the money put in."""
    income = np.maximum(operating_income, 0.0) * exit_multiple * (1.0 - share_after_flip)
    put_in = np.cumsum(np.maximum(-owners_cash, 0.0) * (1.0 - share_after_flip), axis=1)
    price = np.where(exit_basis == ON_CAPITAL, put_in * exit_multiple, income)
    return price * exit_moment


@formula(unit="1", source="definition")
def exited(
    exit_price: Array,
    exit_moment: Array,
    exit_right: Array,
    owners_cash: Array,
    share_after_flip: Array,
    dividend_withholding: Array,
    partner_discount: Array,
    irel_discount: Array,
) -> Array:
    """1 in the years after the partner has left."""
    if not exit_moment.any():
        return exit_moment
    after = 1.0 - np.cumsum(exit_moment[:, ::-1], axis=1)[:, ::-1]
    after = after * np.maximum.accumulate(exit_moment, axis=1)
    rest = owners_cash * (1.0 - share_after_flip) * after
    stays = rest * (1.0 - dividend_withholding * (rest > 0.0))
    price = np.sum(exit_price * partner_discount, axis=1, keepdims=True)
    worth = np.sum(stays * partner_discount, axis=1, keepdims=True)
    cost = np.sum(exit_price * irel_discount, axis=1, keepdims=True)
    gain = np.sum(rest * irel_discount, axis=1, keepdims=True)
    used = np.where(
        exit_right == PUT, price > worth, np.where(exit_right == CALL, gain > cost, True)
    )
    return after * used


@formula(unit="1", source="definition")
def irel_share(share_after_flip: Array, exited: Array) -> Array:
    """IREL's share of the company in each year, after a change of shares and an exit."""
    return share_after_flip + exited * (1.0 - share_after_flip)


@flow(payer="irel", payee="partner", tax="equity", unit="kINR/a", source="definition")
def exit_payment(exit_price: Array, exited: Array) -> Array:
    """What IREL pays for the partner's shares."""
    return exit_price * np.max(exited, axis=1, keepdims=True)


@flow(payer="irel", payee="vehicle", tax="equity", unit="kINR/a", source="definition")
def irel_capital(owners_cash: Array, irel_share: Array) -> Array:
    """Capital that IREL pays in."""
    return np.maximum(-owners_cash, 0.0) * irel_share


@flow(payer="vehicle", payee="irel", tax="equity", unit="kINR/a", source="definition")
def irel_dividend(owners_cash: Array, irel_share: Array) -> Array:
    """Dividends to IREL, an Indian company: nothing is withheld."""
    return np.maximum(owners_cash, 0.0) * irel_share
