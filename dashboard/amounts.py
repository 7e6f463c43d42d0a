"""Values of inputs in words: parameters, terms of a deal, weights, and common causes."""

from collections.abc import Iterable

from dashboard import text
from dashboard.text import PERCENT, Money, number
from models import (
    STRUCTURES,
    Bar,
    BreakEven,
    Dataset,
    Study,
    Term,
    written,
)

YEARLY = "yearly_normal"  # the law of a shock of each year
Name = str | tuple[str, str]
LUCK = "luck"  # in the place of a grade
RANGE_ENDS = (0.5, 99.5)  # percentiles beyond which only a side is told


def amount(name: Name, value: float, study: Study, data: Dataset, money: Money) -> str:
    """Write the value of an input in its unit: a parameter, a term of a deal, or a weight."""
    if isinstance(name, tuple):
        known = term(name, study)
        if known.kind == "number" and known.unit == "1" and float(str(known.high)) > 1.0:
            return number(value)
        return text.display(written(known, value), known.unit, money, known.options)
    return parameter(name, value, data, money) if name in data.parameters else text.share(value)


def parameter(name: str, value: float, data: Dataset, money: Money) -> str:
    """Write the value of a parameter in its unit; of a yearly shock, its mean over the years."""
    row = data.parameters[name]
    if row.distribution == YEARLY:
        return f"{number(value)} on average over the years"
    if row.unit == "1" and row.maximum > 1.0:  # a ratio, no share
        return number(value)
    return text.display(value, row.unit, money)


def span(name: Name, ends: tuple[float, float], study: Study, data: Dataset, money: Money) -> str:
    """Write two values of an input, the unit once: 55 to 115 USD/kg."""
    low, high = (amount(name, each, study, data, money) for each in ends)
    figure, _, unit = low.partition(" ")
    return f"{figure if unit and high.endswith(f' {unit}') else low} to {high}"


def spans(bars: Iterable[Bar], study: Study, data: Dataset, money: Money) -> dict[Name, str]:
    """Write both values of every bar of a tornado, by the name of its input."""
    return {bar.name: span(bar.name, bar.values, study, data, money) for bar in bars}


def percentile(turning: BreakEven, form: str = "{} of its range") -> str:
    """Say where a break-even lies in what a parameter may be; of a term there is no such thing."""
    if turning.chance is None:
        return ""
    share, (low, high) = PERCENT * turning.chance, RANGE_ENDS
    place = "below P1" if share < low else "above P99" if share > high else f"P{share:.0f}"
    return form.format(place)


def term(name: tuple[str, str], study: Study) -> Term:
    """Find a term by its deal and its own name."""
    structure = STRUCTURES[study.deal(name[0]).structure]
    return next(each for each in structure.terms if each.name == name[1])


def label(each: Bar | BreakEven) -> str:
    """Name an input; a term with its deal, a weight as one."""
    if isinstance(each.name, tuple):
        return f"{each.label} ({each.name[0]})"
    weight = isinstance(each, BreakEven) and each.kind == "weight"
    return f"Weight of {each.label.lower()}" if weight else each.label


def grade(bar: Bar) -> str:
    """Grade of an input; luck has none."""
    return LUCK if bar.luck else bar.grade


def graded(bar: Bar) -> str:
    """Say of which grade an input is, or that it is luck."""
    return LUCK if bar.luck else f"grade {bar.grade}"


def column(name: str, data: Dataset) -> str:
    """Name what varies in a Sobol design: an input, a common cause, or all the rest."""
    if name in data.parameters:
        row = data.parameters[name]
        return f"{row.label} (its own part)" if row.factor else row.label
    kind, _, cause = name.partition("factor ")
    return f"Common {kind}cause: {text.label(cause)}" if cause else text.label(name)


def quoted(said: str) -> str:
    """Set the name of an input off from the sentence."""
    return f"“{said}”"


def points(gap: float) -> str:
    """Write a difference of scores in points of 100."""
    told = number(PERCENT * gap)
    return f"{told} point{'s' * (told != '1')}"
