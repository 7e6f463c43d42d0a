"""What a party's cash returns, in a few words: rates, payback, funding, and shares.

A figure that does not exist in some futures says in how many of 100; one that exists in fewer than
half of them is not told, because its median would stand for a minority. Cells of a table are
narrow, so that reasons are shorter than on the screen, and the usual one is told alone.
"""

from types import MappingProxyType

from dashboard import text
from dashboard.finances import ending
from dashboard.troubles import OFTEN, RARE
from models import Deal, Returned, Share

HALF = 0.5  # share of draws: the least for a median to be told
CLOSE = 0.5  # kINR: less is arithmetic, not money
FEW = 0.05  # share of draws: a figure that is missing in fewer stands for all of them
NOTHING_IN = ("no_flow", "no_outlay")
REASONS = MappingProxyType(
    {
        "no_flow": "no cash at all",
        "no_outlay": "it never pays anything in",
        "no_receipt": "nothing ever comes back",
        "several": "more than one rate fits",
        "beyond": "almost nothing comes back, or many times what was paid in",
    }
)
NOT_DEFINED, NEVER, NONE_PUT_IN, NONE = "not defined", "never", "nothing to pay back", "none"
Spread = tuple[float, float, float]


def amounts(found: Spread | None, money: text.Money) -> str:
    """Write P50, and in a second line P10 to P90, of amounts in kINR, without unit."""
    return text.DASH if found is None else _spread([_amount(each, money) for each in found])


def _amount(thousands: float, money: text.Money) -> str:
    if abs(thousands) < CLOSE:
        return text.number(0.0)
    shown = thousands * money.day_scale
    return text.number(shown) if money.kind == "USD" else text.rupees(shown).replace("₹", "")


def _spread(told: list[str]) -> str:
    low, middle, high = told
    return middle if low == high else f"{middle}\n{low} to {high}"


def rate(found: Returned) -> str:
    """Write an internal rate with its spread, or say why there is none."""
    missing = 1.0 - found.rate_defined
    if found.rate is None or found.rate_defined < HALF:
        usual = max(found.reasons, key=lambda each: found.reasons[each], default="")
        why = f": {REASONS.get(usual, usual)}" if usual else ""
        return f"{NOT_DEFINED}{_in(missing)}{why}"
    told = _shares(found.rate)
    return f"{told}\n{NONE}{_in(missing)}" if missing >= FEW else told


def _in(share: float) -> str:
    """Say in how many futures, unless it is in all of them."""
    return "" if share >= OFTEN else f" in {text.of_hundred(share)} of 100"


def _shares(found: Spread) -> str:
    """Write P50, and in a second line P10 to P90, as whole percent if they are not small."""
    low, _, high = (text.PERCENT * each for each in found)
    told = text.share(found[1])
    return told if low == high else f"{told}\n{_whole(low)} to {_whole(high)} %"


def _whole(percent: float) -> str:
    return text.number(float(round(percent)) if abs(percent) >= 1.0 else percent)


def payback(found: Returned) -> str:
    """Write years until all that was put in has come back, or in how many futures it never does."""
    idle = sum(found.reasons.get(key, 0.0) for key in NOTHING_IN)
    if idle > HALF:
        return f"{NONE_PUT_IN}{_in(idle)}"
    never = max(1.0 - found.paid_back - idle, 0.0)
    if found.payback is None or found.paid_back < HALF:
        return f"{NEVER}{_in(never)}"
    told = _spread([*map(text.number, found.payback)])
    return f"{told}\n{NEVER}{_in(never)}" if never >= RARE else told


def peak(found: Returned, deal: Deal, money: text.Money) -> str:
    """Write the most that was ever put in and not yet back, with its usual year."""
    if found.peak[-1] < CLOSE:
        return NONE
    middle, end, span = amounts(found.peak, money).partition("\n")
    when = "" if found.peak[1] < CLOSE else f" in {ending(deal, found.peak_year)}"
    return f"{middle}{when}{end}{span}"


def share(found: Share) -> str:
    """Write a share with its spread, or in how many futures there is nothing to share."""
    missing = 1.0 - found.defined
    if found.spread is None or found.defined < HALF:
        return f"{NOT_DEFINED}{_in(missing)}"
    told = _shares(found.spread)
    return f"{told}\n{NOT_DEFINED}{_in(missing)}" if missing >= FEW else told
