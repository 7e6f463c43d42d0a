"""Axes of a figure: where a value lies on paper, and which ticks are written beside it.

Ranges, steps and formats are found the way Plotly finds them, from the figure's own settings.

Raises   ValueError: an axis of a type that is not drawn.
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from dashboard.report.drawing import lettering
from dashboard.report.drawing.settings import Figure, Settings

MINUS = "\N{MINUS SIGN}"
ROOM = 0.05  # of the range, on both sides of the values
STEPS = (2, 5, 10)
PER_TICK = {"x": 80.0, "y": 40.0}  # pixels
TICKS = (4.0, 9.0)
NEARLY = 1e-9
TYPES = {None, "-", "linear", "category"}
TICK_SIZE = 12.0
MOST_DECIMALS = 10

Written = list[tuple[float, list[lettering.Line]]]


@dataclass(frozen=True)
class Axis:
    """An axis: values from low to high lie between two places, in pixels."""

    name: str  # "x", "y2"
    settings: Any
    categories: Mapping[str, int]
    low: float
    high: float
    start: float = 0.0
    end: float = 1.0

    @property
    def length(self) -> float:
        """Pixels from end to end."""
        return abs(self.end - self.start)

    @property
    def tick_size(self) -> float:
        """Size of the letters beside the ticks."""
        return lettering.legible(self.settings.tickfont.size, TICK_SIZE)

    def number(self, value: Any) -> float:
        """A value as a number: that of a category is its place in the order."""
        if self.categories and isinstance(value, str):
            return float(self.categories[value])
        return float(value)

    def place(self, value: Any) -> float:
        """Where a value lies."""
        share = (self.number(value) - self.low) / (self.high - self.low)
        return self.start + share * (self.end - self.start)

    def kept(self, value: Any) -> float:
        """Where a value lies, or the end of the axis that it is beyond."""
        low, high = sorted((self.start, self.end))
        return min(max(self.place(value), low), high)

    def within(self, value: Any) -> bool:
        """Whether a value is in the range."""
        low, high = sorted((self.low, self.high))
        slack = NEARLY * (high - low)
        return low - slack <= self.number(value) <= high + slack

    def between(self, start: float, end: float) -> "Axis":
        """The same axis, from place to place."""
        return replace(self, start=start, end=end)

    def ticks(self) -> Written:
        """Values and labels of the ticks."""
        if self.settings.showticklabels is False:
            return [(at, [[]]) for at, _ in self._ticks()]
        return self._ticks()

    def _ticks(self) -> Written:
        if self.settings.tickvals is not None:
            return self._given()
        if self.categories:
            lines = {each: lettering.lines_of(each) for each in self.categories}
            shown = {key: at for key, at in self.categories.items() if self.within(at)}
            return [(float(at), lines[key]) for key, at in shown.items()]
        step = float(self.settings.dtick or self._step())
        return [(value, lettering.lines_of(self._label(value, step))) for value in self._at(step)]

    def _given(self) -> Written:
        values = [self.number(each) for each in self.settings.tickvals]
        step = min((high - low for low, high in itertools.pairwise(sorted(values))), default=1.0)
        texts = _listed(self.settings.ticktext) or [self._label(each, step) for each in values]
        pairs = zip(values, texts, strict=True)
        return [(at, lettering.lines_of(told)) for at, told in pairs if self.within(at)]

    def _at(self, step: float) -> Iterator[float]:
        low, high = sorted((self.low, self.high))
        first = float(self.settings.tick0 or 0.0)
        number = math.ceil((low - first) / step - NEARLY)
        while first + number * step <= high + NEARLY * step:
            yield first + number * step
            number += 1

    def _step(self) -> float:
        asked = self.settings.nticks
        least, most = TICKS
        count = asked or 1 + min(max(self.length / PER_TICK[self.name[0]], least), most)
        rough = abs(self.high - self.low) / count
        base = 10.0 ** math.floor(math.log10(rough))
        return base * next(each for each in STEPS if rough / base <= each)

    def _label(self, value: float, step: float) -> str:
        """Write the value of a tick, with as many decimals as its step has."""
        form = self.settings.tickformat
        if form:
            told = format(value, form.replace("d", ".0f"))
        else:
            decimals = next(n for n in range(MOST_DECIMALS + 1) if _written_with(n, step))
            comma = "," if self.settings.separatethousands else ""
            told = format(round(value, decimals) + 0.0, f"{comma}.{decimals}f")
        before, after = self.settings.tickprefix or "", self.settings.ticksuffix or ""
        return f"{before}{told.replace('-', MINUS)}{after}"


def settings_of(figure: Figure, name: str) -> Settings:
    """Settings of an axis, by the name that traces give it."""
    return getattr(figure.layout, f"{name[0]}axis{name[1:]}") or Settings({})


def axis_of(
    figure: Figure, name: str, values: Iterable[Any], *, padded: bool, from_zero: bool
) -> Axis:
    """An axis with the range that is set, or else one that holds all values."""
    settings, held = settings_of(figure, name), list(values)
    if settings.type not in TYPES:
        raise ValueError(f"an axis of type {settings.type} is not drawn")
    words = [each for each in held if isinstance(each, str)]
    given = [str(each) for each in _listed(settings.categoryarray)]
    named = settings.type == "category" or bool(words)
    order = list(dict.fromkeys(itertools.chain(given, words))) if named else []
    places = {each: number for number, each in enumerate(order)}
    if settings.range is not None:
        low, high = (float(each) for each in settings.range)
    elif order:
        low, high = -0.5, len(order) - 0.5
    else:
        low, high = _reach([float(each) for each in held], padded=padded, from_zero=from_zero)
    backwards = settings.autorange == "reversed"
    return Axis(name, settings, places, *((high, low) if backwards else (low, high)))


def _written_with(decimals: int, step: float) -> bool:
    """Whether so many decimals are enough to tell ticks apart."""
    scaled = step * 10.0**decimals
    return decimals == MOST_DECIMALS or abs(scaled - round(scaled)) < NEARLY * scaled


def _listed(given: Any) -> list[Any]:
    return [] if given is None else list(given)


def _reach(values: list[float], *, padded: bool, from_zero: bool) -> tuple[float, float]:
    """Range that holds all values; bars begin at the edge."""
    finite = [each for each in values if math.isfinite(each)] or [0.0, 1.0]
    low, high = min(finite), max(finite)
    if from_zero:
        low, high = min(low, 0.0), max(high, 0.0)
    if low == high:
        low, high = low - 1.0, high + 1.0
    room = ROOM * (high - low) if padded else 0.0
    starts, ends = from_zero and low == 0.0, from_zero and high == 0.0
    return low - room * (not starts), high + room * (not ends)
