"""What two versions of a study gave, result by result, from the figures saved with them.

Units    Those of the quantities; scores are shares that are shown as points of 100.
Shapes   A figure is P10, P50 and P90, three times the same where there is no spread.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from dashboard import text
from dashboard.share.digits import NUMBER, PLAIN, POINTS, SHARE, USUAL, needed, signed, written

UNITS = MappingProxyType(
    {"rank": PLAIN, "score": POINTS, "first": SHARE}
    | {"cost": "USD/kg", "lead_time": "month", "supply_security": SHARE}
    | {"first_magnets": "month", "demand_coverage": SHARE}
)
LABELS = MappingProxyType(
    {"score": "Score of 100", "first": "First, share of the futures", "cost": "Cost"}
    | {"supply_security": "Demand served"}
)
MEDIAN_FIRST = (1, 0, 2)
NO_CHANGE = "no change"

Figure = tuple[float, float, float] | str


@dataclass(frozen=True)
class Change:
    """One result of one deal in two versions; a version without it holds ``None``."""

    deal: str  # its later name
    was: str  # its earlier name
    result: str
    unit: str
    before: Figure | None
    after: Figure | None

    @property
    def moved(self) -> bool:
        """Whether anything of it differs, to the last digit."""
        return self.before != self.after

    @property
    def change(self) -> float | None:
        """Later median less the earlier one; of a rank the places lost; none if on one side."""
        if self.before is None or self.after is None:
            return None
        return _middle(self.after) - _middle(self.before)


def changes(
    before: Mapping[str, Any], after: Mapping[str, Any], renamed: Mapping[str, str]
) -> tuple[Change, ...]:
    """Compare figures as ``models.figures`` writes them, with the later names of renamed deals."""
    earlier = {new: old for old, new in renamed.items()}
    earlier = {name: name for name in after if name not in renamed} | earlier
    gone = [name for name in before if name not in earlier.values()]
    pairs = [(earlier.get(name, ""), name) for name in after] + [(name, "") for name in gone]
    return tuple(
        each
        for old, new in pairs
        for each in _of_deal(old, new, before.get(old, {}), after.get(new, {}))
    )


def rows(found: Sequence[Change], money: text.Money) -> list[dict[str, str]]:
    """Write changes as lines of a table."""
    return [_row(each, money) for each in found]


def label(result: str) -> str:
    """Name a result."""
    return LABELS.get(result, text.label(result))


def _of_deal(
    old: str, new: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Change]:
    for result, unit in UNITS.items():
        was, now = _figure(before, result), _figure(after, result)
        if was is not None or now is not None:
            yield Change(new or old, old if before else new, result, unit, was, now)


def _figure(deal: Mapping[str, Any], result: str) -> Figure | None:
    found = deal.get("quantities", {}).get(result, deal.get(result))
    if found is None or isinstance(found, str):
        return found
    low, middle, high = found if isinstance(found, list | tuple) else (found,) * 3
    return float(low), float(middle), float(high)


def _middle(figure: Figure) -> float:
    """Median, or place of a rank such as 2=."""
    return float(figure.rstrip("=")) if isinstance(figure, str) else figure[1]


def _row(each: Change, money: text.Money) -> dict[str, str]:
    before, after = _sides(each, money)
    named = each.deal if each.deal == each.was else f"{each.deal} (was {each.was})"
    told = {"Deal": named, "Result": label(each.result), "Before": before, "After": after}
    return told | {"Change": _change(each, money)}


def _sides(each: Change, money: text.Money) -> tuple[str, str]:
    """Write both sides with the digits that tell them apart, first of all their medians."""
    digits, was, now = USUAL, each.before, each.after
    if isinstance(was, tuple) and isinstance(now, tuple):
        pairs = [(was[i], now[i]) for i in MEDIAN_FIRST if was[i] != now[i]]
        digits = needed(*pairs[0], each.unit, money) if pairs else USUAL
    return _written(was, each.unit, money, digits), _written(now, each.unit, money, digits)


def _written(figure: Figure | None, unit: str, money: text.Money, digits: int) -> str:
    """Write a median, and P10 to P90: 112 USD/kg (86.5 to 143)."""
    if figure is None or isinstance(figure, str):
        return figure or text.DASH
    low, middle, high = (written(value, unit, money, digits) for value in figure)
    if low == high:
        return middle
    ends = [found["figures"] for each in (low, high) if (found := NUMBER.fullmatch(each))]
    return f"{middle} ({' to '.join(ends)})"


def _change(each: Change, money: text.Money) -> str:
    if each.change is None:
        return f"only in the {'later' if each.before is None else 'earlier'} version"
    if isinstance(each.before, str) or isinstance(each.after, str):
        return _places(each)
    if each.change == 0 and each.moved:
        return "median unchanged"
    return signed(each.change, each.unit, money)


def _places(each: Change) -> str:
    """Say how a rank moved; the same place may be shared by now, or not any more."""
    lost = int(each.change or 0)
    if lost:
        return f"{abs(lost)} place{'s' * (abs(lost) > 1)} {'down' if lost > 0 else 'up'}"
    if not each.moved:
        return NO_CHANGE
    return "now shared" if str(each.after).endswith("=") else "no longer shared"
