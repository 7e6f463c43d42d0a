"""Tables of the simulated supply: sizes of stocks, rates of hazards, and named interruptions."""

from collections.abc import Mapping, Sequence

import pandas as pd

from dashboard import text
from dashboard.supplies import Supplies
from models import Match, Matches, Struck, Tie

NONE_DOES = "none does"
NO_STOCK = "no such stock"
NEVER = "never within its range"
NOT_REACHED = "not reached"
LASTS = "stocks last"


def matches(found: Matches) -> pd.DataFrame:
    """Days of one stock by deal, and by the deal that it is to be as safe as."""
    names = list(found.lost)
    lines = {
        _agreed(found, name): {
            f"as {other}": _match(found, name, found.sizes.get((name, other))) for other in names
        }
        for name in names
    }
    made = pd.DataFrame.from_dict(lines, orient="index")
    made.index.name = "Days of the stock with which this deal loses as little"
    return made


def _agreed(found: Matches, name: str) -> str:
    held = found.agreed.get(name)
    return name if held is None else f"{name} (agreed: {text.number(round(held))})"


def _match(found: Matches, name: str, each: Match | None) -> str:
    if each is None:
        return NO_STOCK if name not in found.agreed else text.DASH
    return size(each, found.most[name])


def size(each: Match, most: float) -> str:
    """Write the size of a stock with its error, and whether it is more than terms may hold."""
    if each.size is None:
        return NONE_DOES
    if each.size == 0.0:
        return "0"
    beyond = f", over {text.number(most)}" if each.size > most else ""
    return f"{with_error(each.size, each.error)}{beyond}"


def with_error(value: float, error: float) -> str:
    """Write a whole number of days with its standard error."""
    return f"{text.number(round(value))} ± {text.number(max(round(error), 1))}"


def ties(supply: Supplies, found: Sequence[Tie]) -> pd.DataFrame:
    """Rates of all hazards: today's, where the deals tie, and who loses less beyond."""
    return pd.DataFrame(
        [
            {
                "Hazard": supply.hazards[each.hazard],
                "Reaches": "both" if len(each.reaches) > 1 else each.reaches[0],
                "Times a year": text.number(each.usual),
                "Range": f"{text.number(each.likely[0])} to {text.number(each.likely[1])}",
                "They tie at": rate(each),
                "Times as often": text.number(each.factor) if each.factor else text.DASH,
                "Loses less above it, or always": each.above or text.DASH,
            }
            for each in found
        ]
    )


def rate(each: Tie) -> str:
    """Write the rate at which two deals tie, and where in its range that is."""
    if each.rate is None:
        return NEVER
    told = f"{text.number(each.rate)} ± {text.one_figure(each.error)}"
    if not each.within:
        return f"{NEVER}; outside it at {told}"
    return told if each.chance is None else f"{told} (P{text.PERCENT * each.chance:.0f})"


def often(events: float) -> str:
    """Write a rate as one speaks of it: once in 12 years, 1.5 times a year."""
    if events < 1.0:
        return f"once in {text.number(round(1.0 / events, 1))} years"
    return f"{text.number(events)} times a year"


def struck(found: Mapping[str, Struck | None]) -> pd.DataFrame:
    """What one interruption takes from every deal."""
    return pd.DataFrame(
        [
            {
                "Deal": name,
                "Days of demand lost": text.number(each.lost.mean) if each else text.DASH,
                "Magnets missing from day": _first(each),
                "Days with magnets missing": text.number(round(each.unserved))
                if each
                else text.DASH,
            }
            for name, each in found.items()
        ]
    )


def _first(each: Struck | None) -> str:
    if each is None:
        return NOT_REACHED
    return LASTS if each.first is None else text.number(round(each.first))
