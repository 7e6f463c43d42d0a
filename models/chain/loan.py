"""The loan: how much, when it is drawn, what it costs, when it is paid back.

Until the plant is used interest is added to the loan; then come years of interest alone, then
repayment in one of three forms:

    level       the same payment every year
    equal       the same principal every year, and interest on what is left
    sculpted    payments in proportion to the cash there is

    amount when the plant is used = min(gearing * outlay with interest, the loan whose payments
    the cash covers as often as the lender asks)

Shapes   Terms (n, 1); yearly money (n, t).
Units    kINR/a of the day; the rate is nominal.
Sources  finance literature; construction loan and sizing as in the System Advisor Model.
Limits   Whole years; what is still owed at the end of the calendar is paid then. Cash counts the
         sales incentive and no salvage. The reserve bears no interest.
"""

import numpy as np

from models.chain.arrays import NOTHING, bounded, changes, shifted
from models.chain.production import MONTHS_PER_YEAR
from models.formula import Array, flow, formula

LEVEL, EQUAL, SCULPTED = 0.0, 1.0, 2.0
LEAST_RATE = 1e-12  # a rate of nothing: the annuity is then its limit


@formula(unit="1", source="definition")
def loan_age(year: Array, start_year: Array) -> Array:
    """Whole years since the plant is ready; below one interest is added to the loan."""
    return year - np.ceil(start_year)


@formula(unit="kINR/a", source="definition")
def loan_uses(plant_outlay: Array, know_how_outlay: Array, loan_age: Array) -> Array:
    """What a loan may pay for: plant and know-how, until the plant is ready."""
    return (plant_outlay + know_how_outlay) * (loan_age <= 0.0)


@formula(unit="kINR/a", source="definition")
def loan_at_gearing(loan_uses: Array, gearing: Array, loan_rate: Array, loan_age: Array) -> Array:
    """What would be owed when the plant is ready, with interest of the years of building."""
    growth = np.exp(-np.log1p(loan_rate) * np.minimum(loan_age, 0.0))
    return np.sum(gearing * loan_uses * growth, axis=1, keepdims=True)


@formula(unit="kINR/a", source="definition")
def cash_for_loan(operating_income: Array) -> Array:
    """Cash before tax from which the loan is served."""
    return np.maximum(operating_income, 0.0)


@formula(unit="1", source="definition")
def repaying(loan_age: Array, loan_years: Array, grace_years: Array) -> Array:
    """1 in the years in which the loan is paid back."""
    return np.where((loan_age > grace_years) & (loan_age <= loan_years), 1.0, 0.0)


@formula(unit="kINR/a", source="definition")
def loan_capacity(
    cash_for_loan: Array, service_of_one: Array, repaying: Array, target_coverage: Array
) -> Array:
    """Largest loan whose repayments the cash covers as often as the lender asks."""
    due = (service_of_one > 0.0) & (repaying > 0.0)
    most = cash_for_loan / (target_coverage * np.where(due, service_of_one, 1.0))
    return np.min(np.where(due, most, np.inf), axis=1, keepdims=True)


@formula(unit="1", source="definition")
def loan_share(loan_at_gearing: Array, loan_capacity: Array, loan_by_coverage: Array) -> Array:
    """Share of the loan asked for that the lender gives: less if the cash does not cover it."""
    asked = np.where(loan_at_gearing > 0.0, loan_at_gearing, np.inf)
    most = np.where(loan_by_coverage > 0.0, loan_capacity / asked, 1.0)
    return np.minimum(most, 1.0)


@flow(payer="lender", payee="vehicle", tax="finance", unit="kINR/a", source="definition")
def loan_draw(loan_uses: Array, gearing: Array, loan_share: Array) -> Array:
    """Loan drawn, in step with the outlay."""
    return loan_uses * gearing * loan_share


@formula(unit="1", source="definition")
def service_of_one(
    loan_rate: Array,
    loan_age: Array,
    loan_years: Array,
    grace_years: Array,
    repaying: Array,
    repayment: Array,
    cash_for_loan: Array,
) -> Array:
    """Interest and principal of each year on a loan of one; a part of a year does not count."""
    rate, grace_years = np.maximum(loan_rate, LEAST_RATE), np.floor(grace_years)
    turns = np.maximum(np.floor(loan_years) - grace_years, 1.0)
    level = rate / -np.expm1(-np.log1p(rate) * turns)
    paid = level * repaying
    if np.any(repayment == EQUAL):
        gone = bounded(loan_age - grace_years - 1.0, 0.0, turns)
        equal = (1.0 / turns + rate * (1.0 - gone / turns)) * repaying
        paid = np.where(repayment == EQUAL, equal, paid)
    if np.any(repayment == SCULPTED):
        cash = cash_for_loan * repaying
        worth = np.exp(-np.log1p(rate) * np.maximum(loan_age - grace_years, 0.0))
        covered = np.sum(cash * worth, axis=1, keepdims=True)
        whole = np.where(covered > 0.0, covered, 1.0)
        sculpted = np.where(covered > 0.0, cash / whole, level * repaying)
        paid = np.where(repayment == SCULPTED, sculpted, paid)
    return paid + rate * ((loan_age > 0.0) & (loan_age <= grace_years))


@formula(unit="kINR/a", source="definition")
def loan_service(loan_at_gearing: Array, loan_share: Array, service_of_one: Array) -> Array:
    """Interest and principal of each year."""
    return loan_at_gearing * loan_share * service_of_one


@formula(unit="kINR/a", source="definition")
def loan_balance(loan_draw: Array, loan_service: Array, loan_rate: Array) -> Array:
    """What is owed at the end of each year."""
    shape = np.broadcast_shapes(loan_draw.shape, loan_service.shape, (loan_rate.shape[0], 1))
    change = np.array(np.broadcast_to(loan_draw - loan_service, shape).T, order="C")
    growth = 1.0 + np.broadcast_to(loan_rate[:, 0], shape[:1])
    for year in range(1, shape[1]):
        change[year] += change[year - 1] * growth
    change[-1] = 0.0
    change[np.abs(change) < 1e-9 * np.max(np.abs(change), axis=0)] = 0.0
    return np.ascontiguousarray(change.T)


@formula(unit="kINR/a", source="definition")
def interest_due(loan_balance: Array, loan_rate: Array) -> Array:
    """Interest of each year on what was owed at its beginning."""
    before = shifted(loan_balance, -1)
    return before * loan_rate


@formula(unit="kINR/a", source="definition")
def capitalised_interest(interest_due: Array, loan_age: Array) -> Array:
    """Interest of the years of building, added to the loan and to the cost of the plant."""
    return interest_due * (loan_age <= 0.0)


@flow(payer="vehicle", payee="lender", tax="interest", unit="kINR/a", source="definition")
def interest_payment(interest_due: Array, loan_age: Array) -> Array:
    """Interest paid to the lender, once the plant is ready."""
    return interest_due * (loan_age > 0.0)


@flow(payer="vehicle", payee="lender", tax="finance", unit="kINR/a", source="definition")
def loan_repayment(loan_balance: Array, loan_draw: Array, capitalised_interest: Array) -> Array:
    """Loan paid back: what was owed, with what was added, less what is owed now."""
    before = shifted(loan_balance, -1)
    return before + loan_draw + capitalised_interest - loan_balance


@flow(payer="vehicle", payee="lender", tax="finance", unit="kINR/a", source="definition")
def reserve_deposit(loan_service: Array, reserve_months: Array, loan_age: Array) -> Array:
    """Put into the reserve account, or taken out: months of the next year's loan service."""
    held = shifted(loan_service, 1) * reserve_months / MONTHS_PER_YEAR * (loan_age >= 0.0)
    return changes(held)


@formula(unit="1", source="definition")
def coverage(cash_for_loan: Array, loan_service: Array) -> Array:
    """Cash before tax over interest and principal of each year; none where nothing is owed."""
    served = np.where(loan_service > 0.0, loan_service, np.nan)
    return cash_for_loan / served


@formula(unit="USD/kg", source="definition")
def loan_cost(
    loan_draw: Array,
    interest_payment: Array,
    loan_repayment: Array,
    reserve_deposit: Array,
    rupee_weight: Array,
    loan_in_cost: Array,
) -> Array:
    """What the loan costs at the return needed, if it counts: below zero it is cheaper money.

    It does not count as long as the returns of the dataset are those on all the money.
    """
    if not loan_in_cost.any():
        return NOTHING
    paid = (interest_payment + loan_repayment + reserve_deposit - loan_draw) * loan_in_cost
    return np.einsum("nt,nt->n", paid, rupee_weight)[:, None]
