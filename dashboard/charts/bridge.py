"""Charts from one deal to another, line by line: the steps add up to the difference."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from dashboard import text
from dashboard.charts import chart as base
from dashboard.charts.chart import Chart
from dashboard.charts.costs import cost_axis, mean
from dashboard.charts.style import pick_colour
from dashboard.finances import Finances
from models import COST_PARTS, STRUCTURES, Deal, Outcome

STEP = 30  # pixels of a row
SMALL = 0.01  # of the widest reach: smaller steps are drawn as one
UP, DOWN = "#2073BC", "#B54E14"
MOST_WORDS = 4
DIGITS = 6
Lines = Mapping[str, float]


@dataclass(frozen=True)
class Ends:
    """Two deals and their lines, in the reader's money."""

    deals: tuple[Deal, Deal]
    lines: tuple[Lines, Lines]
    axis: str
    unit: str

    @property
    def totals(self) -> tuple[float, float]:
        """Sums of the lines of each."""
        return sum(self.lines[0].values()), sum(self.lines[1].values())

    @property
    def steps(self) -> dict[str, float]:
        """Difference of each line that is not the same in both."""
        keys = dict.fromkeys([*self.lines[0], *self.lines[1]])
        found = {key: self.lines[1].get(key, 0.0) - self.lines[0].get(key, 0.0) for key in keys}
        return {key: each for key, each in found.items() if each}


def cost_bridge(one: Outcome, other: Outcome, money: text.Money) -> Chart:
    """Mean cost of a kilogram, from one deal to another by part."""
    lines = [{key: mean(each, key, money) for key in COST_PARTS} for each in (one, other)]
    ends = Ends((one.deal, other.deal), (lines[0], lines[1]), cost_axis(money), money.per_kg_unit)
    start, end = ends.totals
    side = "more" if end > start else "less"
    names = [
        base.subject(each.deal, MOST_WORDS, baseline=each.structure.is_baseline)
        for each in (one, other)
    ]
    title = f"{names[1]}: {money.written(abs(end - start))} {side} than {names[0]}"
    return _chart(ends, title, "Mean cost")


def worth_bridge(one: Finances, other: Finances, money: text.Money) -> Chart:
    """Mean net present value of IREL, from one deal to another by payment."""
    lines = [
        {key: each * money.day_scale for key, each in found.money.parties["irel"].lines.items()}
        for found in (one, other)
    ]
    axis = f"Mean net present value of IREL, {money.amount_unit}"
    ends = Ends((one.deal, other.deal), (lines[0], lines[1]), axis, money.amount_unit)
    start, end = ends.totals
    side = "more" if end > start else "less"
    title = f"IREL gets {money.sum(abs(end - start))} {side} than with {_who(one.deal)}"
    return _chart(ends, title, "IREL's mean net present value")


def _who(deal: Deal) -> str:
    baseline = STRUCTURES[deal.structure].is_baseline
    return "selling the oxide" if baseline else base.subject(deal, MOST_WORDS, baseline=False)


def _chart(ends: Ends, title: str, what: str) -> Chart:
    names, (start, end) = [each.name for each in ends.deals], ends.totals
    steps = dict(sorted(ends.steps.items(), key=lambda pair: -abs(pair[1])))
    told = base.spoken(map(text.label, steps), map(_signed, steps.values()))
    return Chart(
        _figure(ends, steps, title),
        _table(ends, steps),
        title,
        f"{what} in {ends.unit}: {names[0]} {text.number(start)}; {told}; "
        f"{names[1]} {text.number(end)}.",
    )


def _table(ends: Ends, steps: Lines) -> dict[str, list[Any]]:
    """Every line of both deals; the last line is the sum of those above it."""
    one, other = (
        [*(lines.get(key, 0.0) for key in steps), total]
        for lines, total in zip(ends.lines, ends.totals, strict=True)
    )
    same = [total - sum(column[:-1]) for column, total in ((one, one[-1]), (other, other[-1]))]
    heads = [f"{each.name} ({ends.unit})" for each in ends.deals]
    first, second = (
        np.array([*column[:-1], rest, column[-1]])
        for column, rest in zip((one, other), same, strict=True)
    )
    cells = {heads[0]: first, f"{heads[1]} ": second}
    cells[f"Difference ({ends.unit})"] = second - first
    names = [*map(text.label, steps), "The same in both", "Total"]
    return {"Line": names} | {head: np.round(x, DIGITS).tolist() for head, x in cells.items()}


def _figure(ends: Ends, steps: dict[str, float], title: str) -> base.Plain:
    (start, end), drawn = ends.totals, _folded(ends, steps)
    sizes = np.array([start, *drawn.values(), end])
    begins = np.array([0.0, *(start + np.cumsum([0.0, *drawn.values()]))[:-1], 0.0])
    rows = [_bold(ends.deals[0]), *(base.wrapped(each, 30) for each in drawn), _bold(ends.deals[1])]
    labels = [f"{row}{' ' * (rows[:place].count(row))}" for place, row in enumerate(rows)]
    low, high = float(min(0.0, *begins, *(begins + sizes))), float(max(0.0, *(begins + sizes)))
    room = (high - low or 1.0) * 0.16
    said = [text.number(start), *map(_signed, drawn.values()), text.number(end)]
    ends_of = np.maximum(begins, begins + sizes)
    colours = [pick_colour(each.structure) for each in ends.deals]
    steps_in = [UP if each > 0.0 else DOWN for each in drawn.values()]
    return base.drawing(
        [_bars(labels, sizes, begins, [colours[0], *steps_in, colours[1]])],
        title,
        len(labels) * STEP + base.LINE * sum(each.count("<br>") for each in labels) + base.AXIS,
        bargap=0.25,
        xaxis=base.value_axis(ends.axis, range=[low - room / 3, high + room]),
        yaxis=base.name_axis(labels),
        annotations=[
            _number(label, float(at), each)
            for label, at, each in zip(labels, ends_of, said, strict=True)
        ],
    )


def _folded(ends: Ends, steps: dict[str, float]) -> dict[str, float]:
    """Steps by their words, the small ones as one."""
    reach = max(map(abs, (*ends.totals, *steps.values())), default=1.0)
    large = {text.label(key): each for key, each in steps.items() if abs(each) >= SMALL * reach}
    small = [each for each in steps.values() if abs(each) < SMALL * reach]
    if not small:
        return large
    return large | {f"{len(small)} smaller line{'s' * (len(small) != 1)}": sum(small)}


def _bold(deal: Deal) -> str:
    return "<br>".join(f"<b>{line}</b>" for line in base.wrapped(deal.name, 30).split("<br>"))


def _bars(labels: list[str], sizes: Any, begins: Any, colours: list[str]) -> dict[str, Any]:
    return base.trace(
        "bar",
        x=base.tidy(sizes),
        base=base.tidy(begins),
        y=labels,
        orientation="h",
        marker={"color": colours},
        customdata=base.tidy(sizes),
        hovertemplate="%{y}: %{customdata}<extra></extra>",
    )


def _number(label: str, end: float, said: str) -> dict[str, Any]:
    where = {"x": end, "y": label, "xanchor": "left", "xshift": 4}
    return {"text": f"<b>{said}</b>", "showarrow": False, "bgcolor": base.PAPER, **where}


def _signed(value: float) -> str:
    return f"{'+' * (value > 0.0)}{text.number(value)}"
