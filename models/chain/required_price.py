"""From the costs to the price that pays for them: royalty, incentive and income tax included.

    p M = C M + PV(royalty(p)) - PV(incentive(p)) + PV(tax(p))

with M what a dollar on every kilogram is worth and C the other costs per kilogram.

Shapes   Yearly arrays (n, t); results (n, 1).
Units    USD/kg, 2025 money; yearly money kINR/a of the day.
Sources  finance literature; incentive caps: Gazette of India S.O. 5800(E), 15 December 2025.
Limits   The loan is the one the deal has at its own price.
"""

from models.chain.price_solver import Business, Incentive, Royalty, Tax, solved
from models.formula import Array, formula

SOLVED = (
    "cost = price at which\n    price = cost_before_sales + loan_cost + royalty(price)"
    " - incentive(price) + income tax(price)"
)


@formula(unit="kINR/a", source="definition")
def criterion_deductions(
    outlay_before_sales: Array,
    irel_oxide_used: Array,
    oxide_charge: Array,
    salvage_receipt: Array,
    interest_payment: Array,
    loan_in_cost: Array,
    dollar_rate: Array,
) -> Array:
    """What income tax lets the maker deduct when the oxide is charged as the criterion does."""
    own = irel_oxide_used * oxide_charge * dollar_rate
    made = outlay_before_sales + own - salvage_receipt
    return made + interest_payment * loan_in_cost if loan_in_cost.any() else made


@formula(unit="kINR/a", source="definition")
def criterion_depreciation(
    plant_written_down: Array, interest_written_down: Array, loan_in_cost: Array
) -> Array:
    """Depreciation in the criterion: of the interest while building only if the loan counts."""
    if not loan_in_cost.any():
        return plant_written_down
    return plant_written_down + interest_written_down * loan_in_cost


@formula(unit="USD/kg", source="definition", written=SOLVED)
def cost(
    magnet_output: Array,
    dollar_rate: Array,
    discount_factor: Array,
    cost_before_sales: Array,
    loan_cost: Array,
    royalty_rate: Array,
    royalty_per_kg: Array,
    royalty_base_cost: Array,
    royalty_floor: Array,
    royalty_cap: Array,
    royalty_total_cap: Array,
    royalty_window: Array,
    gross_up: Array,
    incentive_limit: Array,
    incentive_sales_share: Array,
    incentive_total_cap: Array,
    criterion_deductions: Array,
    criterion_depreciation: Array,
    book_depreciation: Array,
    income_tax_rate: Array,
    least_tax_rate: Array,
    loss_treatment: Array,
    loss_years: Array,
) -> Array:
    """Cost criterion: the price per kilogram at which the maker of the magnets earns its return.

    The price solves: price * kilograms = other costs * kilograms + royalty - incentive + income
    tax at that price, all as present values at the return the maker's owners need.
    """
    return solved(
        Business(
            magnet_output,
            dollar_rate,
            discount_factor,
            cost_before_sales + loan_cost,
            Royalty(
                royalty_rate,
                royalty_per_kg,
                royalty_base_cost,
                royalty_floor,
                royalty_cap,
                royalty_total_cap,
                royalty_window,
                gross_up,
            ),
            Incentive(incentive_limit, incentive_sales_share, incentive_total_cap),
            Tax(
                criterion_deductions,
                criterion_depreciation,
                book_depreciation,
                income_tax_rate,
                least_tax_rate,
                loss_treatment,
                loss_years,
            ),
        )
    )


@formula(unit="USD/kg", source="definition")
def tax_cost(
    cost: Array,
    cost_before_sales: Array,
    loan_cost: Array,
    royalty_cost: Array,
    incentive_cost: Array,
) -> Array:
    """Income tax at the required price: what it holds beyond all other costs."""
    return cost - cost_before_sales - loan_cost - royalty_cost - incentive_cost
