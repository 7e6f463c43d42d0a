"""Every sentence, label and number format of the screen; the only place where units are converted.

Numbers show three significant figures and shares show as percent. Inside the model money is kUSD
and USD/kg of 2025; ``Money`` turns it into what the reader chose.
"""

import datetime
import math
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from dashboard.labels import LABELS

MONEY_YEAR = 2025
MINUS, DASH = "\N{MINUS SIGN}", "\N{EN DASH}"
DAYS_A_YEAR, MONTHS_A_YEAR, PERCENT = 365.0, 12.0, 100.0
LEAST = 5e-4  # millions of USD or crores of rupees
WHOLE = 100  # from here on three significant figures leave no decimals
CALENDAR_YEARS = (1900.0, 2200.0)  # numbers in years between these are dates

PURPOSE = (
    "Which partnership best turns IREL's rare-earth oxide into magnets for India: compared on "
    "cost, lead time and supply security."
)
NO_PUBLIC_TERMS = "No such deal's terms are public: every commercial term is an assumption."
CAVEATS = (
    "Costs are what a kilogram must earn over the life of the deal, after loan and income tax, in "
    "2025 money.",
    "Months count from the effective date, the day on which the parties decide.",
    "Share served is what is left of the deal's own magnet demand after stoppages, on average over "
    "many years; it is not a forecast for one year.",
)
MOMENT = "%d %B %Y, %H:%M"
INTROS = {
    "compare": "Which deal is best with your weights, and how sure that is.",
    "deal": "What exactly is agreed, and what it leads to.",
    "money": "Who pays whom, when; what each party gains or loses; and what the deal would need.",
    "time": "When magnets come, what they wait for, and how long real plants took.",
    "matters": "What decides between two deals; what would change the winner; what to find out.",
    "data": "Every number in the model, with source and grade; change one for this study.",
    "saved": "Studies that you saved, with every version; links to them; what differs, and why.",
    "about": "What this tool answers, how it does so, and where it is weak.",
}
UNIT_WORDS = MappingProxyType(
    {"1": "", "t/a": "t a year", "kt/a": "kt a year", "d": "days", "kg/kg": "kg per kg"}
    | {"1/a": "per year", "INR/(kg/a)": "INR per kg a year", "LCU/USD": "local money per USD"}
)
RUPEES_OF_THE_DAY = "Amounts are in rupees of the day, as they are paid, inflation included"
AT_THE_RATE = "; shown in USD at the rate of 2025."
NO_OPTIONS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class Money:
    """The money a reader chose: millions of USD, or crores of rupees at the rate of 2025."""

    kind: Literal["USD", "INR"] = "USD"
    rate: float = 87.16  # rupees per USD: the dataset's rupee_rate_2025

    @property
    def per_kg_unit(self) -> str:
        """Unit of prices and costs, for axes and column names."""
        return "USD/kg" if self.kind == "USD" else "₹/kg"

    @property
    def per_kg_scale(self) -> float:
        """Factor from USD/kg to what is shown."""
        return 1.0 if self.kind == "USD" else self.rate

    @property
    def amount_unit(self) -> str:
        """Unit of sums of money, for axes and column names."""
        return "M USD" if self.kind == "USD" else "₹ crore"

    @property
    def day_scale(self) -> float:
        """Factor from kINR of the day to what is shown; dollars are at the rate of 2025."""
        return self.amount_scale / self.rate

    @property
    def day_unit(self) -> str:
        """Unit of amounts of the day, for axes and column names."""
        return f"{self.amount_unit} of the day"

    @property
    def day_words(self) -> str:
        """What amounts of the day are, in a sentence."""
        return RUPEES_OF_THE_DAY + "." if self.kind == "INR" else RUPEES_OF_THE_DAY + AT_THE_RATE

    @property
    def amount_scale(self) -> float:
        """Factor from kUSD to what is shown; a crore is ten million."""
        return 1e-3 if self.kind == "USD" else self.rate * 1e-4

    def amount(self, thousands: float) -> str:
        """Write a sum given in kUSD: "12.3 M USD" or "₹107 crore"."""
        return self.sum(thousands * self.amount_scale)

    def sum(self, shown: float) -> str:
        """Write a sum of money that is already the reader's; next to nothing is nothing."""
        shown = shown if abs(shown) >= LEAST else 0.0
        return f"{number(shown)} M USD" if self.kind == "USD" else f"{rupees(shown)} crore"

    def of_the_day(self, thousands: float) -> str:
        """Write a sum given in kINR of the day."""
        return self.amount(thousands / self.rate)

    def per_kg(self, dollars: float) -> str:
        """Write a price given in USD/kg: "112 USD/kg" or "₹9,760/kg"."""
        return self.each(dollars, "/kg")

    def each(self, dollars: float, per: str = "") -> str:
        """Write dollars, or dollars for each of something."""
        return self.written(dollars * self.per_kg_scale, per)

    def written(self, shown: float, per: str = "/kg") -> str:
        """Write money that is already the reader's."""
        return f"{number(shown)} USD{per}" if self.kind == "USD" else f"{rupees(shown)}{per}"


def number(value: float, unit: str = "") -> str:
    """Write a number with three significant figures, and its unit."""
    if not math.isfinite(value):
        return "not defined"
    size = three_figures(abs(value))
    text = f"{size:,.0f}" if size >= WHOLE else f"{size:.10f}".rstrip("0").rstrip(".")
    return f"{MINUS if value < 0 and text != '0' else ''}{text} {unit}".rstrip()


def rupees(value: float) -> str:
    """Write rupees with three significant figures and Indian grouping: ₹12,30,000."""
    size = three_figures(abs(value)) if math.isfinite(value) else 0.0
    text = indian(round(size)) if size >= WHOLE else number(abs(value))
    return f"{MINUS if value < 0 and text != '0' else ''}₹{text}"


def indian(whole: int) -> str:
    """Group the digits of a whole number the Indian way: 12,34,567."""
    head, tail = str(abs(whole))[:-3], str(abs(whole))[-3:]
    pairs = [head[max(end - 2, 0) : end] for end in range(len(head), 0, -2)]
    return (MINUS if whole < 0 else "") + ",".join([*reversed(pairs), tail])


def three_figures(value: float) -> float:
    """Round to three significant figures."""
    return float(f"{value:.3g}")


def one_figure(value: float) -> str:
    """Write an error: one significant figure will do."""
    return f"{float(f'{value:.1g}'):g}"


def share(value: float) -> str:
    """Write a share as percent: 0.9764 is "97.6 %"."""
    return f"{number(PERCENT * value)} %"


def of_hundred(value: float) -> str:
    """Write a share of the futures as so many of 100."""
    if 0 < value < 0.5 / PERCENT:
        return "fewer than 1"
    return "more than 99" if 1 - 0.5 / PERCENT < value < 1 else f"{PERCENT * value:.0f}"


def months(value: float) -> str:
    """Write a time in months."""
    whole = round(value)
    return "no wait" if whole == 0 else f"{whole} month{'s' * (whole != 1)}"


def years(value: float) -> str:
    """Write a time given in months as years."""
    return f"{value / MONTHS_A_YEAR:.1f} years"


def days_unserved(value: float) -> str:
    """Write a share of demand lost as days of a year."""
    return f"{number(DAYS_A_YEAR * value)} days a year"


def date(value: datetime.date) -> str:
    """Write a date: 1 January 2027."""
    return f"{value.day} {value:%B %Y}"


def when(value: datetime.datetime, zone: str | None = None) -> str:
    """Write a moment in the reader's time zone: 24 November 2026, 14:05."""
    try:
        local = value.astimezone(zoneinfo.ZoneInfo(zone) if zone else datetime.UTC)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        local = value.astimezone(datetime.UTC)
    return f"{local:{MOMENT}}".lstrip("0") + ("" if zone else " UTC")


def interval(low: float, high: float) -> str:
    """Write a range of numbers, usually P10 to P90."""
    return f"{number(low)}{DASH if low >= 0 else ' to '}{number(high)}"


def label(key: str) -> str:
    """Name a quantity, a part of the cost, a hazard or a country in words."""
    return LABELS.get(key, key[:1].upper() + key[1:].replace("_", " "))


def display(
    value: float | bool | str | datetime.date,
    unit: str,
    money: Money,
    options: Mapping[str, str] = NO_OPTIONS,
) -> str:
    """Write any quantity, parameter or term: in the reader's money, and shares as percent.

    ``options`` are the labels of a choice.
    """
    if isinstance(value, str):
        return options.get(value, label(value))
    if isinstance(value, datetime.date):
        return date(value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if unit.startswith(("kINR", "MINR")) or ("USD" in unit and not unit.endswith("/USD")):
        return _in_money(value, unit, money)
    if unit == "1" and abs(value) <= 1:
        return share(value)
    return _in_words(value, unit)


def _in_money(value: float, unit: str, money: Money) -> str:
    coin, _, per = unit.partition("/")
    words = {"": "", "a": " a year", "(kg/a)": " per kg a year"}.get(per, f"/{per}")
    factor = {"kUSD": 1.0, "MUSD": 1e3, "kINR": 1 / money.rate, "MINR": 1e3 / money.rate}.get(coin)
    return money.each(value, words) if factor is None else money.amount(value * factor) + words


def _in_words(value: float, unit: str) -> str:
    if unit == "month":
        return f"{number(value)} month{'s' * (value != 1)}"
    if unit == "a":
        dated = CALENDAR_YEARS[0] < value < CALENDAR_YEARS[1]
        return f"{value:.1f}" if dated else f"{number(value)} year{'s' * (value != 1)}"
    return number(value, UNIT_WORDS.get(unit, unit))


def listed(names: list[str]) -> str:
    """Join names as in a sentence: A, B and C."""
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
