"""Value functions: what an amount is worth between its anchors, evenly or with a bend.

    even    v = clip((x - worst) / (best - worst), 0, 1)
    bent    0 at the worst anchor, 1/2 at the amount half way in value, 1 at the best, straight
            between them: the step from worst to half is worth as much as that from half to best
    span    amount from 0 to 1 at the slope of a place: best - worst, or twice the step it is in

The anchors come from the dataset; what is worth half comes from the user, who may have said nothing
of it. What is not a number, as the cost of a deal that never delivers, is worth nothing.

Shapes   Amounts and values of any shape.
Units    Values 0..1; amounts in the unit of the criterion.
Raises   StudyError: an amount worth half that is not between the anchors.
Sources  Additive value, bisection: Keeney and Raiffa 1976; von Winterfeldt and Edwards 1986.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from models.errors import Problem, StudyError
from models.formula import Array
from models.tables import Criterion

EDGE = 0.01  # of the way between the anchors: nearer to one of them nothing is worth half


@dataclass(frozen=True)
class Scale:
    """What amounts of one criterion are worth."""

    worst: float
    best: float
    half: float | None = None  # amount worth one half; none: half way between the anchors

    @property
    def bent(self) -> bool:
        """Whether a unit is worth more in one place than in another."""
        return self.half is not None

    @property
    def middle(self) -> float:
        """Amount worth one half."""
        return (self.worst + self.best) / 2.0 if self.half is None else self.half

    def value(self, amount: Array) -> Array:
        """Value of amounts, 0 at the worst anchor and 1 at the best."""
        if self.half is None:
            share = (amount - self.worst) / (self.best - self.worst)
        else:
            lower = 0.5 * (amount - self.worst) / (self.half - self.worst)
            upper = 0.5 + 0.5 * (amount - self.half) / (self.best - self.half)
            share = np.where(self._below(amount), lower, upper)
        return np.nan_to_num(np.clip(share, 0.0, 1.0), nan=0.0)

    def span(self, amount: float) -> float:
        """Amount that would be worth all from 0 to 1 at the slope of a place; its sign: best up."""
        if self.half is None:
            return self.best - self.worst
        step = self.half - self.worst if self._below(amount) else self.best - self.half
        return 2.0 * step

    def _below(self, amount: Array | float) -> Array | bool:
        """Whether amounts are worth one half at most."""
        below: Array | bool = (amount - self.middle) * np.sign(self.best - self.worst) <= 0.0
        return below


def scales(half_way: Mapping[str, float], criteria: Mapping[str, Criterion]) -> dict[str, Scale]:
    """Scale of every criterion, bent where a study says which amount is worth half.

    Raises
    ------
    StudyError
        When such an amount is not between the anchors.
    """
    found = {key: Scale(each.worst, each.best, half_way.get(key)) for key, each in criteria.items()}
    problems = []
    for key, each in found.items():
        low, high = limits(criteria[key])
        if each.half is not None and not low <= each.half <= high:
            problems.append(_refusal(criteria[key], low, high))
    if problems:
        raise StudyError(problems)
    return found


def limits(criterion: Criterion) -> tuple[float, float]:
    """Amounts between which one may be worth half, the lower first."""
    step = EDGE * (criterion.best - criterion.worst)
    low, high = sorted((criterion.worst + step, criterion.best - step))
    return low, high


def _refusal(criterion: Criterion, low: float, high: float) -> Problem:
    unit = "" if criterion.unit == "1" else f" {criterion.unit}"
    where = f"what is worth half, {criterion.label.lower()}"
    what = f"has to lie between what is worth nothing and all, {low:g} to {high:g}{unit}"
    return Problem(where, what, "Choose another amount, or value it evenly")
