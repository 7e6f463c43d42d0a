"""Two numbers side by side, with three significant figures or as many as tell them apart.

Units are read strictly: ``SHARE`` is shown as percent, ``PLAIN`` is a number and no more, and
``POINTS`` is a share shown as points of 100; all others are those of the dataset.
"""

import datetime
import re
from decimal import Context, Decimal

from dashboard import text

SHARE, PLAIN, POINTS = "1", "", "points of 100"
USUAL, MOST = 3, 28  # significant figures; a float times a rate has no more
NUMBER = re.compile(rf"(?P<figures>{text.MINUS}?(?P<coin>₹?)(?P<digits>[\d,]*\.?\d+))(?P<words>.*)")
ARROW = "\N{RIGHTWARDS ARROW}"

Written = float | bool | datetime.date


def strict_unit(unit: str, highest: float) -> str:
    """Read the unit of a number that may go this far: years, parts and ratios are no shares."""
    return PLAIN if unit == SHARE and highest > 1 else unit


def written(value: Written, unit: str, money: text.Money, digits: int = USUAL) -> str:
    """Write a value in the reader's money, with so many significant figures."""
    if isinstance(value, datetime.date | bool):
        return text.display(value, PLAIN, money)
    if isinstance(value, int):
        return f"{value:,}"  # a count or a seed is shown as it is
    usual = _usual(value, unit, money)
    found = NUMBER.fullmatch(usual)
    if not found or (digits == USUAL and (found["digits"] != "0" or value == 0)):
        return usual
    exact = abs(Decimal(repr(value)) * Decimal(repr(_scale(unit, money))))
    dated = unit == "a" and "," not in found["digits"]
    figures = _grouped(Context(prec=digits).plus(exact), found["coin"], dated=dated)
    return f"{text.MINUS * (value < 0)}{found['coin']}{figures}{found['words']}"


def needed(one: Written, other: Written, unit: str, money: text.Money) -> int:
    """Count the significant figures that tell two values apart."""
    if one == other:
        return USUAL
    enough = (
        digits
        for digits in range(USUAL, MOST)
        if written(one, unit, money, digits) != written(other, unit, money, digits)
    )
    return next(enough, MOST)


def arrow(
    one: Written, other: Written, unit: str, money: text.Money, notes: tuple[str, str] = ("", "")
) -> str:
    """Write "3 → 4 M USD a year": the unit once where both sides have it, percent always."""
    digits = needed(one, other, unit, money)
    first, second = (written(each, unit, money, digits) for each in (one, other))
    words = [found["words"] if (found := NUMBER.fullmatch(x)) else "" for x in (first, second)]
    if words[0].rstrip("s") == words[1].rstrip("s") and "%" not in words[0]:
        first = first.removesuffix(words[0])
    return f"{first}{notes[0]} {ARROW} {second}{notes[1]}"


def signed(change: float, unit: str, money: text.Money) -> str:
    """Write a change: "+3.2 USD/kg", "+0.4 percentage points", or "no change"."""
    if change == 0:
        return "no change"
    size = written(abs(change), unit, money)
    if unit in {SHARE, POINTS}:
        size = size.removesuffix(" %")
        size += " percentage point" if unit == SHARE else " point"
        size += "s" * (not size.startswith("1 "))
    return f"{'+' if change > 0 else text.MINUS}{size}"


def _usual(value: float, unit: str, money: text.Money) -> str:
    if unit == SHARE:
        return text.share(value)
    if unit == POINTS:
        return text.number(text.PERCENT * value)
    return text.display(value, unit, money)


def _scale(unit: str, money: text.Money) -> float:
    """Return the factor by which ``text`` multiplies before it writes."""
    if unit in {SHARE, POINTS}:
        return text.PERCENT
    if "USD" not in unit or unit.endswith("/USD"):
        return 1.0
    amounts = {"kUSD": money.amount_scale, "MUSD": 1e3 * money.amount_scale}
    return amounts.get(unit.partition("/")[0], money.per_kg_scale)


def _grouped(size: Decimal, coin: str, *, dated: bool) -> str:
    """Write digits as ``text`` does: thousands, Indian pairs for rupees, years as they are."""
    whole, point, decimals = f"{size:f}".partition(".")
    if not dated:
        whole = text.indian(int(whole)) if coin else f"{int(whole):,}"
    return f"{whole}{point}{decimals}".rstrip("0").rstrip(".") if point else whole
