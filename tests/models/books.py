"""Royalty, incentive and tax of one draw, kept year by year as a bookkeeper would, in plain words.

Nothing is taken from the engine: these books are what its arrays are held against.
"""

from collections.abc import Iterable, Sequence

CARRIED, SET_OFF, LOST = 0, 1, 2


def until(yearly: Iterable[float], most: float) -> list[float]:
    """Yearly payments that end when they reach a total."""
    paid, left = [], most
    for amount in yearly:
        paid.append(min(amount, left))
        left -= paid[-1]
    return paid


def taxed(
    income: Sequence[float], written: Sequence[float], treatment: int, years: int
) -> list[float]:
    """Taxable income of each year: the oldest business loss first, then unused depreciation."""
    found: list[float] = []
    losses: list[list[float]] = []  # year in which each was made, and what is left of it
    unused = 0.0
    for year, (money, deduction) in enumerate(zip(income, written, strict=True)):
        if treatment == SET_OFF:
            found.append(money - deduction)
            continue
        base = max(money - deduction, 0.0)
        if treatment == CARRIED:
            losses = [each for each in losses if year - each[0] <= years]
            for each in losses:
                used = min(each[1], base)
                each[1] -= used
                base -= used
            used = min(unused, base)
            unused -= used
            base -= used
            losses.append([year, max(-money, 0.0)])
            unused += deduction - min(max(money, 0.0), deduction)
        found.append(base)
    return found


def tax_due(
    base: Sequence[float], profit: Sequence[float], rate: float, least: float
) -> list[float]:
    """Tax of each year, at least the minimum on a profit."""
    return [
        max(b * rate, p * least) if least > 0.0 and p > 0.0 else b * rate
        for b, p in zip(base, profit, strict=True)
    ]
