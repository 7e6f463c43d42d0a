"""Kinds of cell in the dataset, with the rules that make a cell good.

A class in ``tables`` or ``reference`` says only which kind stands in which column; what a kind
allows, and what a reader is told otherwise, is said here.

Units    Those in ``UNITS``; shares are 0..1, never percent.
Raises   pydantic's ValidationError, with words for a reader; ``dataset`` turns it into problems.
"""

import datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationInfo,
)
from pydantic_core import PydanticCustomError

UNITS = (
    *("1", "kg/kg", "t", "kg", "t/a", "kt/a", "kWh/kg", "1/(t/a)", "kg/MW"),
    *("d", "month", "a", "1/a", "1/month", "1/d"),
    *("USD", "kUSD", "MUSD", "USD/a", "kUSD/a", "MUSD/a"),
    *("USD/kg", "USD/t", "USD/kWh", "USD/(kg/a)"),
    *("INR/USD", "JPY/USD", "KRW/USD", "CNY/USD", "EUR/USD", "LCU/USD"),
    *("INR/kg", "MINR", "INR/(kg/a)", "CNY/kg", "KRW/kg", "EUR/kg", "AUD/kg"),
    *("MAUD", "MKRW"),
)
EXCHANGE_RATES = ("INR/USD", "JPY/USD", "KRW/USD", "CNY/USD", "EUR/USD", "LCU/USD")
LADDER = ("minimum", "low", "mode", "high", "maximum")
OPEN = "open"  # of the end of an event that goes on
LONGEST_STAGE = 240.0  # months; only a bound for what a user may type
Distribution = Literal[
    "fixed",
    "triangular",
    "pert",
    "triangular_p10_p90",
    "uniform",
    "yearly_normal",
]


def wrong(what: str, fix: str) -> PydanticCustomError:
    """Say what is wrong with a cell and what would be right."""
    return PydanticCustomError("rule", "{what}", {"what": what, "fix": fix})


def _none_if_blank(value: Any) -> Any:
    return None if value == "" else value


def _parts(value: Any) -> Any:
    return (
        tuple(filter(None, map(str.strip, value.split("|")))) if isinstance(value, str) else value
    )


def _climbing(value: float | None, info: ValidationInfo) -> float | None:
    """Compare with the nearest lower rung of the ladder that is filled in."""
    stem, _, rung = str(info.field_name).rpartition("_")
    lower = [f"{stem}_{each}".lstrip("_") for each in LADDER[: LADDER.index(rung)]]
    filled = [name for name in lower if info.data.get(name) is not None]
    if value is not None and filled and value < info.data[filled[-1]]:
        what = f"{value:g} is below {filled[-1]}, which is {info.data[filled[-1]]:g}"
        raise wrong(what, f"Need {' <= '.join((*filled, str(info.field_name)))}")
    if str(info.data.get("distribution")).endswith("p10_p90") and rung in {"mode", "high"}:
        _apart(value, info.data.get(filled[-1]) if filled else None, filled)
    return value


def _apart(value: float | None, lower: float | None, filled: list[str]) -> None:
    """Refuse a judgement whose quantiles meet its peak: no triangle has them."""
    if value is not None and value == lower:
        raise wrong(f"is the same as {filled[-1]}", "Use pert or triangular, or part them")


def _known_unit(unit: str) -> str:
    if unit in UNITS:
        return unit
    fix = "Write shares as 0..1 with unit 1" if "%" in unit or "percent" in unit else ""
    raise wrong(f"unknown unit {unit!r}", fix or f"Use one of {', '.join(UNITS)}")


def _money_year(year: int | None, info: ValidationInfo) -> int | None:
    unit = info.data.get("unit", "")
    money = unit not in EXCHANGE_RATES and ("USD" in unit or "INR" in unit)
    if year is None and money:
        raise wrong(f"is empty, but the unit is {unit}", "Give the year whose money it is")
    return year


def _beside_factor(loading: float | None, info: ValidationInfo) -> float | None:
    if info.data.get("factor") and loading is None:
        raise wrong("is empty, but a factor is named", "Give a loading from -1 to 1")
    if loading is not None and info.data.get("factor") == "":
        raise wrong(f"{loading:g} has no factor", "Name the factor or empty the loading")
    return loading


def _reasoned(text: str, info: ValidationInfo) -> str:
    if info.data.get("grade") == "D" and not text:
        raise wrong("is empty, but the grade is D", "Give the reason for the guess")
    return text


def _another(best: float, info: ValidationInfo) -> float:
    if best == info.data.get("worst"):
        raise wrong("is the same as worst", "Give two different anchors")
    return best


def _beside_name(value: float | None, info: ValidationInfo) -> float | None:
    name = info.data.get("parameter")
    if name and value is None:
        raise wrong(f"is empty, but {name} is named", "Give the value that it has in this world")
    if value is not None and name == "":
        raise wrong(f"{value:g} is of no parameter", "Name the parameter or empty the value")
    return value


def _dated(date: str) -> str:
    """Accept a date known to the day, the month or the year."""
    try:
        datetime.date.fromisoformat(date + "-01" * (2 - date.count("-")))
    except ValueError:
        raise wrong(f"{date!r} is no date", "Write it as 2026-01-06, 2026-01 or 2026") from None
    return date


def _dated_or_open(date: str) -> str:
    return date if date.startswith(OPEN) else _dated(date)


def _some(days: float | None) -> float | None:
    if days is not None and days <= 0.0:
        raise wrong(f"{days:g} is no length", "Give more than 0 days, or empty the cell")
    return days


def _linked(read: str, info: ValidationInfo) -> str:
    own = str(info.data.get("publisher", "")).startswith("this study")
    if read == "yes" and info.data.get("url") == "" and not own:
        raise wrong("says yes, but there is no url", "Give the address of the page, or write no")
    return read


NAME = r"[a-z][a-z0-9_]*"
Text = Annotated[str, StringConstraints(min_length=1)]
Key = Annotated[str, StringConstraints(pattern=rf"^{NAME}$")]
MaybeKey = Annotated[str, StringConstraints(pattern=rf"^({NAME})?$")]
Condition = Annotated[str, StringConstraints(pattern=rf"^(!?{NAME})?$")]
MaybeName = Annotated[str, StringConstraints(pattern=rf"^({NAME}(\.{NAME})?(@{NAME})?)?$")]
Keys = Annotated[tuple[Key, ...], BeforeValidator(_parts)]
Unit = Annotated[str, AfterValidator(_known_unit)]
MaybeUnit = Annotated[str, AfterValidator(lambda unit: _known_unit(unit) if unit else unit)]
MaybeNumber = Annotated[float | None, BeforeValidator(_none_if_blank)]
Date = Annotated[str, AfterValidator(_dated)]
End = Annotated[str, AfterValidator(_dated_or_open)]
Days = Annotated[MaybeNumber, AfterValidator(_some)]
MaybeYear = Annotated[int | None, BeforeValidator(_none_if_blank)]
Held = Annotated[MaybeNumber, AfterValidator(_beside_name)]
MoneyYear = Annotated[MaybeYear, AfterValidator(_money_year)]
Best = Annotated[float, AfterValidator(_another)]
Rung = Annotated[float, AfterValidator(_climbing)]
MaybeRung = Annotated[MaybeNumber, AfterValidator(_climbing)]
Loading = Annotated[
    Annotated[float, Field(ge=-1, le=1)] | None,
    BeforeValidator(_none_if_blank),
    AfterValidator(_beside_factor),
]
Grade = Literal["A", "B", "C", "D"]
Note = Annotated[str, AfterValidator(_reasoned)]
Url = Annotated[str, StringConstraints(pattern=r"^(https?://\S+)?$")]
PageRead = Annotated[Literal["yes", "no"], AfterValidator(_linked)]


class Row(BaseModel):
    """One row of a table; never changes, and knows what makes it unlike the others."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
    identity: ClassVar[tuple[str, ...]] = ("key",)
