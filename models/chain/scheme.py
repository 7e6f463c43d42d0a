"""The Indian magnet scheme: who wins, how much is awarded, what is paid and until when.

    incentive = min(rate * kilograms, share * sales), in total at most the award's own maximum

Shapes   Awards (n, 1); payments (n, t).
Units    kINR/a of the day; awarded capacity t/a.
Sources  Gazette of India S.O. 5800(E), 15 December 2025, and reports of its guidelines.
Limits   Whether the rate bid or the ceiling is paid is not confirmed: ``incentive_at_ceiling``.
"""

import numpy as np

from models.chain.arrays import NOTHING, changes, if_any
from models.chain.calendar import share_of_year
from models.chain.cost import levelised
from models.formula import Array, flow, formula

LEAST_LEAD = 0.51  # share of the lead partner of a consortium, REPM guidelines (MKT032)


@formula(unit="1", source="MKT035")
def scheme_winner(
    scheme_member: Array,
    scheme_eligible: Array,
    award_open: Array,
    award_chance: Array,
    award_probability: Array,
) -> Array:
    """1 if the plant is a winner of the scheme: agreed so, or won with a probability."""
    lost = award_open * (award_chance >= award_probability)
    return scheme_member * scheme_eligible * (1.0 - lost)


@formula(unit="1", source="MKT033")
def scheme_eligible(capacity: Array, scheme_smallest: Array) -> Array:
    """1 if the plant may take part: it is at least as large as the smallest lot."""
    return np.where(capacity >= scheme_smallest, 1.0, 0.0)


@formula(unit="t/a", source="MKT033")
def scheme_capacity(capacity: Array, scheme_largest: Array) -> Array:
    """Capacity that is awarded: at most the largest lot."""
    return np.minimum(capacity, scheme_largest)


@formula(unit="1", source="MKT036")
def incentive_window(
    year: Array,
    start_year: Array,
    incentive_years: Array,
    scheme_end: Array,
    effective_date: Array,
    period: Array,
) -> Array:
    """Share of each year in which the incentive is paid: from the first sale, until it ends."""
    until = np.maximum((scheme_end - effective_date) / period - start_year, 0.0)
    return share_of_year(year, start_year, np.minimum(incentive_years, until))


@formula(unit="INR/kg", source="MKT032")
def incentive_rate(scheme_bid: Array, incentive_cap: Array, incentive_at_ceiling: Array) -> Array:
    """Incentive for a kilogram: the rate bid, at most the ceiling, or the ceiling itself."""
    bid = np.minimum(scheme_bid, incentive_cap)
    return bid + incentive_at_ceiling * (incentive_cap - bid)


@formula(unit="kINR/a", source="MKT030")
def incentive_limit(
    scheme_winner: Array,
    incentive_rate: Array,
    incentive_window: Array,
    magnet_output: Array,
    operating_fraction: Array,
) -> Array:
    """Sales incentive before its cap on sales: the rate, on what is sold while it is paid."""
    if not scheme_winner.any():
        return NOTHING
    worked = np.where(operating_fraction > 0.0, operating_fraction, 1.0)
    share = np.minimum(incentive_window / worked, 1.0)
    return scheme_winner * incentive_rate * share * magnet_output


@formula(unit="kINR/a", source="MKT031")
def incentive_total_cap(
    incentive_cap: Array, incentive_years: Array, scheme_capacity: Array
) -> Array:
    """Most that a winner gets in total: the ceiling on all of the awarded capacity."""
    return incentive_cap * incentive_years * scheme_capacity


def incentive_paid(limit: Array, share_of_sales: Array, total_cap: Array) -> Array:
    """Incentive of each year under its three caps."""
    if not limit.any():
        return limit
    return capped_in_total(np.minimum(limit, np.maximum(share_of_sales, 0.0)), total_cap)


def capped_in_total(paid: Array, most: Array) -> Array:
    """Yearly payments until they reach a total."""
    if np.all(np.sum(paid, axis=1, keepdims=True) <= most):
        return paid
    return changes(np.minimum(np.cumsum(paid, axis=1), most))


@flow(payer="government", payee="vehicle", tax="sales", unit="kINR/a", source="MKT030")
def sales_incentive(
    incentive_limit: Array,
    incentive_sales_share: Array,
    net_sales: Array,
    dollar_rate: Array,
    incentive_total_cap: Array,
) -> Array:
    """Sales incentive of the Indian scheme, under its three caps."""
    return if_any(
        incentive_limit,
        lambda: incentive_paid(
            incentive_limit, incentive_sales_share * net_sales * dollar_rate, incentive_total_cap
        ),
    )


@formula(unit="USD/kg", source="MKT030")
def incentive_cost(
    cost: Array,
    magnet_output: Array,
    dollar_rate: Array,
    incentive_limit: Array,
    incentive_sales_share: Array,
    incentive_total_cap: Array,
    rupee_weight: Array,
) -> Array:
    """Sales incentive at the required price, as a negative cost."""
    share = incentive_sales_share * cost * magnet_output * dollar_rate
    paid = incentive_paid(incentive_limit, share, incentive_total_cap)
    return -levelised(paid, rupee_weight)
