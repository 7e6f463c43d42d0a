"""Owners of a company and a foreign one among them: what is paid in, what is paid out.

    paid in = -cash where it is below zero; dividend = cash above zero, unless the lender locks it

Shapes   Shares and payments (n, t).
Units    kINR/a of the day; shares 0..1.
Sources  finance literature; withholding: tax treaties, as rows of the dataset.
Limits   Cash is paid out as soon as it may be, whatever company law says about profits.
"""

import numpy as np

from models.formula import Array, flow, formula


@formula(unit="1", source="definition")
def dividend_withholding(partner_dividend_withholding: Array) -> Array:
    """Share of dividends to the partner that is withheld as tax."""
    return partner_dividend_withholding


@formula(unit="1", source="definition")
def partner_own_return(partner_return: Array, india_premium: Array) -> Array:
    """Real return that the partner needs on money in India: that at home, and a premium."""
    return partner_return + india_premium


@formula(unit="kINR/a", source="definition")
def owners_cash(
    cash_before_owners: Array, coverage: Array, lockup_coverage: Array, loan_balance: Array
) -> Array:
    """Cash to the owners; below zero what they pay in. The lender may lock it in weak years."""
    locked = (coverage < lockup_coverage) & (loan_balance > 0.0)
    if not locked.any():
        return cash_before_owners
    cash, shut = (np.ascontiguousarray(x.T) for x in (cash_before_owners, locked))
    kept, paid = np.zeros(cash.shape[1]), np.empty_like(cash)
    for year in range(cash.shape[0]):
        there = kept + cash[year]
        paid[year] = np.where(shut[year] & (there > 0.0), 0.0, there)
        kept = there - paid[year]
    paid[-1] += kept
    return np.ascontiguousarray(paid.T)


@flow(payer="partner", payee="vehicle", tax="equity", unit="kINR/a", source="definition")
def partner_capital(owners_cash: Array, irel_share: Array) -> Array:
    """Capital that the partner pays in, in money or know-how."""
    return np.maximum(-owners_cash, 0.0) * (1.0 - irel_share)


@flow(payer="vehicle", payee="partner", tax="equity", unit="kINR/a", source="definition")
def partner_dividend(owners_cash: Array, irel_share: Array, dividend_withholding: Array) -> Array:
    """Dividends to the partner, after tax withheld."""
    paid = np.maximum(owners_cash, 0.0) * (1.0 - irel_share)
    return paid * (1.0 - dividend_withholding)


@flow(payer="vehicle", payee="government", tax="equity", unit="kINR/a", source="MEM03")
def dividend_tax(owners_cash: Array, irel_share: Array, dividend_withholding: Array) -> Array:
    """Tax withheld on dividends to the partner."""
    paid = np.maximum(owners_cash, 0.0) * (1.0 - irel_share)
    return paid * dividend_withholding
