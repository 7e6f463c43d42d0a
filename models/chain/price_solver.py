"""Solve for the price of a business whose royalty, incentive and income tax depend on it.

What is left at a price is piecewise linear in it and grows with it, so steps along the line through
the last two prices, kept between bounds, end at the exact price.

Shapes   Yearly arrays (n, t); prices (n, 1); a choice of draws (n,).
Units    USD/kg in 2025 money; yearly money kINR/a of the day.
Sources  Secant method kept between bounds: numerical literature.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any, Self

import numpy as np
import numpy.typing as npt

from models.chain.arrays import shifted
from models.chain.cost import levelised
from models.chain.income_tax import CARRIED, SET_OFF, at_least, may_lapse, taxable
from models.chain.royalty import royalty_due
from models.chain.scheme import incentive_paid
from models.formula import Array

Chosen = npt.NDArray[np.bool_]
ROUNDS = 60  # steps at most; four to eight are usual
EXACT = 1e-12  # of the money that changes hands, below which nothing is missing


class Parts:
    """Arrays of all draws, of which some may be taken alone."""

    __match_args__: tuple[str, ...] = ()

    def of(self, draws: Chosen) -> Self:
        """Return the same for some draws alone."""
        return type(self)(*(_some(getattr(self, name), draws) for name in self.__match_args__))


def _some(values: Any, draws: Chosen) -> Any:
    if isinstance(values, Parts):
        return values.of(draws)
    return values[draws] if len(values) > 1 else values


@dataclass(frozen=True)
class Royalty(Parts):
    """Running royalty: rates, what is not in its base, its bounds, and who bears the tax on it."""

    rate: Array
    per_kg: Array
    base_cost: Array
    floor: Array
    cap: Array
    lifetime_cap: Array
    window: Array
    gross_up: Array

    @cached_property
    def none(self) -> bool:
        """Whether nothing is ever owed."""
        owed = self.rate.any() or self.per_kg.any() or self.floor.any()
        return not (owed and self.window.any())

    def paid(self, sales: Array, mass: Array) -> Array:
        """Royalty on sales in dollars, with the tax on it if the payer bears it."""
        terms = self.rate, self.per_kg, self.base_cost, self.floor, self.cap, self.lifetime_cap
        due = royalty_due(sales, mass, *terms, self.window)
        return due if np.all(self.gross_up == 1.0) else due * self.gross_up


@dataclass(frozen=True)
class Incentive(Parts):
    """Sales incentive: what the rate would bring, its share of sales at most, and its total."""

    limit: Array
    sales_share: Array
    total_cap: Array

    def received(self, sales: Array) -> Array:
        """Incentive on sales in rupees."""
        return incentive_paid(self.limit, self.sales_share * sales, self.total_cap)


@dataclass(frozen=True)
class Tax(Parts):
    """Income tax: what may be deducted, the rates, and what becomes of losses."""

    deductions: Array
    depreciation: Array
    book_depreciation: Array
    rate: Array
    least_rate: Array
    loss_treatment: Array
    loss_years: Array

    @cached_property
    def written(self) -> Array:
        """All that is deducted from what sales bring."""
        return self.deductions + self.depreciation

    def present(self, earned: Array, discount: Array, fall: Array, *, lapse: bool) -> Array:
        """Present value of the tax on what sales bring, (n, 1).

        Parameters
        ----------
        earned, discount
            Rupees of each year, and what they are worth.
        fall
            How much that worth falls to the next year.
        lapse
            Whether a business loss is lost after its years, or kept for ever.
        """
        if self.least_rate.any() or not np.all(self.loss_treatment <= SET_OFF):
            return levelised(self.paid(earned), discount)
        if np.all(self.loss_treatment == SET_OFF):
            return self.rate * levelised(earned - self.written, discount)
        if lapse or np.any(self.loss_treatment == SET_OFF):
            return levelised(self.paid(earned), discount)
        # taxed so far is the highest that income so far ever was; summed by parts
        height = np.maximum.accumulate(np.cumsum(earned - self.written, axis=1), axis=1)
        return self.rate * levelised(np.maximum(height, 0.0), fall)

    def paid(self, earned: Array) -> Array:
        """Tax of each year on what sales bring."""
        income = earned - self.deductions
        base = taxable(income, self.depreciation, self.loss_treatment, self.loss_years)
        return at_least(base * self.rate, income - self.book_depreciation, self.least_rate)

    def lapsing(self, earned: Array) -> Chosen:
        """Draws in which a business loss may lapse, (n,)."""
        if self.least_rate.any() or not np.all(self.loss_treatment == CARRIED):
            return np.zeros(len(earned), bool)
        so_far = np.cumsum(earned - self.written, axis=1)
        height = np.maximum(np.maximum.accumulate(so_far, axis=1), 0.0)
        return may_lapse(earned - self.deductions, height - so_far, self.loss_years)


@dataclass(frozen=True)
class Business(Parts):
    """A magnet business: what it makes, and how its money moves with the price."""

    mass: Array  # t/a
    dollar_rate: Array
    discount_factor: Array
    cost: Array  # USD/kg: all that does not depend on the price
    royalty: Royalty
    incentive: Incentive
    tax: Tax

    @cached_property
    def kilograms(self) -> Array:
        """What a dollar on every kilogram brings in each year, in rupees."""
        return self.mass * self.dollar_rate

    @cached_property
    def worth(self) -> Array:
        """What a dollar on every kilogram is worth, (n, 1)."""
        return levelised(self.kilograms, self.discount_factor)

    @cached_property
    def fall(self) -> Array:
        """How much the worth of money falls to the next year, (n, t)."""
        worth = np.broadcast_arrays(self.discount_factor, self.kilograms)[0]
        return worth - shifted(worth, 1)

    @property
    def kept(self) -> Array:
        """About what is left of a further dollar, after royalty and tax."""
        owed = 0.0 if self.royalty.none else self.royalty.rate * self.royalty.gross_up
        return np.asarray((1.0 - np.minimum(owed, 0.5)) * (1.0 - self.tax.rate))

    def earned(self, price: Array) -> tuple[Array, Array | None]:
        """What sales bring at a price, and what of it are incentive and royalty."""
        sales, extra = price * self.kilograms, None
        if self.incentive.limit.any():
            extra = self.incentive.received(sales)
        if not self.royalty.none:
            owed = self.royalty.paid(price * self.mass, self.mass) * self.dollar_rate
            extra = -owed if extra is None else extra - owed
        return (sales if extra is None else sales + extra), extra

    def surplus(self, price: Array, *, lapse: bool = True) -> Array:
        """What is left at a price, as a present value, (n, 1)."""
        earned, extra = self.earned(price)
        left = (price - self.cost) * self.worth
        if extra is not None:
            left = left + levelised(extra, self.discount_factor)
        return left - self.tax.present(earned, self.discount_factor, self.fall, lapse=lapse)


def solved(business: Business) -> Array:
    """Price at which nothing is missing and nothing is left over, (n, 1).

    Losses are first taken to be kept for ever; the few draws in which one lapses are solved again.
    """
    price = _stepped(business, business.cost + 0.0 * business.worth, lapse=False)
    lapsing = business.tax.lapsing(business.earned(price)[0])
    if lapsing.any():
        price[lapsing] = _stepped(business.of(lapsing), price[lapsing], lapse=True)
    return price


def _stepped(business: Business, price: Array, *, lapse: bool) -> Array:
    """Step along the line through the last two prices, between the best bounds so far."""
    found, where = price.copy(), np.arange(len(price))
    worth, left = business.worth, business.surplus(price, lapse=lapse)
    low, high = np.where(left < 0.0, price, -np.inf), np.where(left > 0.0, price, np.inf)
    new = price - left / (worth * business.kept)
    for _ in range(ROUNDS):
        now = business.surplus(new, lapse=lapse)
        found[where] = new
        low, high = np.where(now < 0.0, new, low), np.where(now > 0.0, new, high)
        step = _secant(price, left, new, now, worth)
        step = np.where((step >= low) & (step <= high), step, _between(low, high, new, now / worth))
        open_ = np.abs(now[:, 0]) > EXACT * worth[:, 0] * (np.abs(new[:, 0]) + 1.0)
        open_ &= step[:, 0] != new[:, 0]
        if not open_.any():
            break
        if not open_.all():
            business = business.of(open_)
        price, left, new, worth = new[open_], now[open_], step[open_], worth[open_]
        low, high, where = low[open_], high[open_], where[open_]
    return found


def _secant(price: Array, left: Array, new: Array, now: Array, worth: Array) -> Array:
    """Where the line through two prices says that nothing is left."""
    moved = np.where(new != price, new - price, 1.0)
    rise = np.where(new != price, (now - left) / moved, worth)
    return np.asarray(new - now / np.where(rise > 0.0, rise, worth))


def _between(low: Array, high: Array, price: Array, gap: Array) -> Array:
    """Middle of the bounds, or beyond the one bound that is known."""
    known = np.isfinite(low) & np.isfinite(high)
    middle = (np.where(known, low, 0.0) + np.where(known, high, 0.0)) / 2.0
    return np.where(known, middle, price - 2.0 * gap)
