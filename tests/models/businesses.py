"""Small businesses invented for tests of the required price: eight years, a few draws."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from models.chain.income_tax import CARRIED, LOST, SET_OFF
from models.chain.price_solver import Business, Incentive, Royalty, Tax
from models.formula import Array

YEARS = 8
DRAWS = 4
NONE = np.zeros((1, 1))
ONE = np.ones((1, 1))


def column(*numbers: float) -> Array:
    return np.array(numbers, float)[:, None]


def business(
    cost: Array,
    made: Array,
    factor: Array = ONE,
    dollar: Array = ONE,
    royalty: dict[str, Array] | None = None,
    incentive: dict[str, Array] | None = None,
    tax: dict[str, Array] | None = None,
) -> Business:
    """Make a business; of what is not given it has nothing."""
    plain = {"rate": NONE, "per_kg": NONE, "base_cost": NONE, "floor": NONE, "cap": column(9e15)}
    plain |= {"lifetime_cap": column(9e15), "window": ONE, "gross_up": ONE}
    support = {"limit": NONE, "sales_share": ONE, "total_cap": column(9e15)}
    levy = {"deductions": NONE, "depreciation": NONE, "book_depreciation": NONE, "rate": NONE}
    levy |= {"least_rate": NONE, "loss_treatment": column(SET_OFF), "loss_years": column(8)}
    parts: tuple[Any, ...] = (
        Royalty(**(plain | (royalty or {}))),
        Incentive(**(support | (incentive or {}))),
        Tax(**(levy | (tax or {}))),
    )
    return Business(made, dollar, factor, cost, *parts)


shares = st.floats(0.0, 1.0)


@st.composite
def businesses(draw: st.DrawFn) -> Business:
    """Businesses in which bounds, kinks, losses and the minimum tax bind in some years."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    size = (DRAWS, YEARS)
    cost, dollar = rng.uniform(20, 200, (DRAWS, 1)), 85.0 * 1.03 ** np.arange(YEARS)[None, :]
    made = rng.uniform(0, 1_000, size) * (rng.random(size) < draw(st.floats(0.4, 1.0)))
    made[:, -1] += 10.0
    usual = cost * 500.0  # sales of a usual year in dollars
    rate = draw(st.floats(0.0, 0.15)) * ONE
    floor = draw(shares) * rate * usual
    on = draw(st.sampled_from((0.0, 1.0)))
    limit = made * cost * draw(st.floats(0.0, 0.8)) * dollar
    treatment = draw(st.sampled_from((CARRIED, SET_OFF, LOST)))
    return business(
        cost,
        made,
        (1.0 + draw(st.floats(0.0, 0.2))) ** -np.arange(float(YEARS))[None, :],
        dollar,
        royalty={
            "rate": rate,
            "per_kg": draw(st.floats(0.0, 3.0)) * ONE,
            "base_cost": draw(shares) * 0.3 * usual,
            "floor": floor,
            "cap": floor + draw(shares) * 2.0 * rate * usual,
            "lifetime_cap": draw(st.sampled_from((0.1, 0.3, 10.0))) * usual,
            "window": rng.random(size) * on,
            "gross_up": 1.0 + rng.uniform(0, 0.4, (DRAWS, 1)),
        },
        incentive={
            "limit": limit,
            "sales_share": draw(st.sampled_from((0.2, 0.4, 0.9))) * ONE,
            "total_cap": draw(st.sampled_from((0.5, 50.0))) * usual * 85.0,
        },
        tax={
            "deductions": cost * made * dollar * rng.uniform(0.2, 1.6, size),
            "depreciation": usual * 85.0 * rng.uniform(0.0, 0.6, size),
            "book_depreciation": usual * 85.0 * rng.uniform(0.0, 0.4, size),
            "rate": draw(st.floats(0.0, 0.5)) * ONE,
            "least_rate": draw(st.sampled_from((0.0, 0.14))) * ONE,
            "loss_treatment": treatment * ONE,
            "loss_years": draw(st.sampled_from((1.0, 3.0, 8.0))) * ONE,
        },
    )
