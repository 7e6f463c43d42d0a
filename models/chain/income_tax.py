"""Indian income tax of the company that makes the magnets.

    taxable = income - depreciation - losses brought forward

A loss is carried forward (a business loss for some years, unused depreciation without end), set off
at once against other income of the same owner, or lost. The oldest loss is used first.

Shapes   Rates and choices (n, 1); yearly money (n, t).
Units    kINR/a of the day.
Sources  Income-tax Act, sections 32, 72 and 115BAA as cited in the rows; the loss of a year stays
         for eight more (MEM21).
Limits   No surcharge by size of income; no tax credit for the minimum tax.
"""

import numpy as np
import numpy.typing as npt

from models.chain.arrays import bounded, changes
from models.formula import Array, flow, formula

Flags = npt.NDArray[np.bool_]
CARRIED, SET_OFF, LOST = 0.0, 1.0, 2.0


@formula(unit="1", source="MKT051")
def income_tax_rate(
    concessional_tax: Array, company_tax_rate: Array, ordinary_tax_rate: Array
) -> Array:
    """Rate of income tax of an Indian company: the concessional one, or the ordinary one."""
    return np.where(concessional_tax > 0.0, company_tax_rate, ordinary_tax_rate)


@formula(unit="1", source="MKT047")
def least_tax_rate(concessional_tax: Array, minimum_tax_rate: Array) -> Array:
    """Minimum tax on book profit; the concessional rate is free of it."""
    return np.where(concessional_tax > 0.0, 0.0, minimum_tax_rate)


@formula(unit="kINR/a", source="MEM21")
def depreciation(plant_written_down: Array, interest_written_down: Array) -> Array:
    """Depreciation that income tax allows."""
    return plant_written_down + interest_written_down


@formula(unit="kINR/a", source="definition")
def taxable_income(
    operating_income: Array,
    salvage_receipt: Array,
    interest_payment: Array,
    depreciation: Array,
    loss_treatment: Array,
    loss_years: Array,
) -> Array:
    """Income after interest, depreciation and losses of other years."""
    income = operating_income + salvage_receipt - interest_payment
    return taxable(income, depreciation, loss_treatment, loss_years)


@flow(payer="vehicle", payee="government", tax="tax", unit="kINR/a", source="MKT051")
def company_tax(
    taxable_income: Array,
    income_tax_rate: Array,
    operating_income: Array,
    salvage_receipt: Array,
    interest_payment: Array,
    book_depreciation: Array,
    least_tax_rate: Array,
) -> Array:
    """Income tax, but at least the minimum tax on the profit of the accounts."""
    profit = operating_income + salvage_receipt - interest_payment - book_depreciation
    return at_least(taxable_income * income_tax_rate, profit, least_tax_rate)


def at_least(tax: Array, profit: Array, rate: Array) -> Array:
    """Tax, or the minimum tax; a loss, or a rate of nothing, asks for no minimum at all."""
    if not rate.any():
        return tax
    asked = (rate > 0.0) & (profit > 0.0)
    return np.where(asked, np.maximum(tax, profit * rate), tax)


def taxable(income: Array, depreciation: Array, treatment: Array, years: Array) -> Array:
    """Taxed income of each year under one treatment of losses.

    Parameters
    ----------
    income, depreciation
        Before depreciation, and what may be deducted for it, (n, t).
    treatment, years
        CARRIED, SET_OFF or LOST, and the years for which a business loss may be carried, (n, 1).
    """
    plain = income - depreciation
    if np.all(treatment == SET_OFF):
        return plain
    kept = np.maximum(plain, 0.0)
    if np.any(treatment == CARRIED):
        kept = np.where(treatment == CARRIED, after_losses(income, depreciation, years), kept)
    return np.where(treatment == SET_OFF, plain, kept)


def after_losses(income: Array, depreciation: Array, years: Array) -> Array:
    """Taxed income when losses are carried forward, the oldest used first.

    Where every business loss is used in time, taxed income so far is the highest that income so far
    ever was: each new height is taxed, each fall is a loss to climb out of. Only draws in which a
    business loss may lapse are followed year by year.
    """
    shape = np.broadcast_shapes(income.shape, depreciation.shape, (years.shape[0], 1))
    money, written = (np.broadcast_to(x, shape) for x in (income, depreciation))
    so_far = np.cumsum(money - written, axis=1)
    height = np.maximum(np.maximum.accumulate(so_far, axis=1), 0.0)
    taxed = changes(height)
    lapsing = may_lapse(money, height - so_far, years)
    if lapsing.any():
        limit = np.broadcast_to(years, (shape[0], 1))[lapsing]
        taxed[lapsing] = followed(money[lapsing], written[lapsing], limit)
    return taxed


def may_lapse(income: Array, carried: Array, years: Array) -> Flags:
    """Whether a business loss could still be unused when its years are over, (n,) bool."""
    late = np.zeros(income.shape[0], bool)
    lost = income < 0.0
    if not lost.any():
        return late
    span = int(np.min(years))
    clear = np.where(carried <= 0.0, np.arange(income.shape[1])[None, :], 10**6)
    following = np.minimum.accumulate(clear[:, ::-1], axis=1)[:, ::-1]
    overdue = lost & (following > np.arange(income.shape[1])[None, :] + span)
    late |= overdue[:, : max(income.shape[1] - span - 1, 0)].any(axis=1)
    return late


def followed(income: Array, depreciation: Array, years: Array) -> Array:
    """Taxed income year by year, business losses lapsing after their years."""
    money, written = (np.ascontiguousarray(x.T) for x in (income, depreciation))
    base = np.maximum(money - written, 0.0)
    losses = np.cumsum(np.maximum(-money, 0.0), axis=0)
    unused = written - bounded(money, 0.0, written)
    gone, stored = np.zeros(money.shape[1]), np.zeros(money.shape[1])
    span = years[:, 0].astype(int)
    draws = np.arange(money.shape[1])
    for year in range(1, money.shape[0]):
        stored = stored + unused[year - 1]
        old = year - 1 - span
        lapsed = np.where(old >= 0, losses[np.maximum(old, 0), draws], 0.0)
        gone = np.maximum(gone, lapsed)
        used = np.minimum(base[year], losses[year - 1] - gone)
        gone = gone + used
        from_store = np.minimum(base[year] - used, stored)
        stored = stored - from_store
        base[year] -= used + from_store
    return np.ascontiguousarray(base.T)
