"""How much of the answer rests on guesses, and which guess is most worth replacing.

Every parameter has a grade, A for what is published and precise to D for judgement. The share of
the variance of the score difference that follows the inputs of a grade is read off the study's own
draws. Single gaps are ranked by what they do by themselves, not by what they are correlated with.
Terms are agreed, not uncertain: they are no gaps.

Shapes   Numbers only.
Units    Shares of variance.
Limits   First-order shares only; what the regression does not explain rests on no grade.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.analysis.drivers import Driver, Drivers
from models.tables import Parameter

GUESSED = ("D", "C")  # grades that further work could better


@dataclass(frozen=True)
class Gap:
    """One number that is not well known."""

    row: Parameter
    driver: Driver


@dataclass(frozen=True)
class Gaps:
    """What rests on numbers of each grade, and the single gaps, the largest first."""

    by_grade: Mapping[str, tuple[float, float]]  # share and its standard error
    explained: float  # R2: all grades together
    explained_error: float
    ranked: tuple[Gap, ...]

    @property
    def on_guesses(self) -> float:
        """Share that rests on grade D numbers, of what is explained."""
        return self.by_grade.get("D", (0.0, 0.0))[0] / self.explained if self.explained > 0 else 0.0


def information_gaps(
    found: Drivers, rows: Mapping[str, Parameter], grades: Sequence[str] = GUESSED
) -> Gaps:
    """Order what is not well known by how much of the result follows it."""
    named: dict[str, list[str]] = {}
    for each in found.drivers:
        named.setdefault(rows[each.name].grade, []).append(each.name)
    gaps = [Gap(rows[each.name], each) for each in found.drivers if rows[each.name].grade in grades]
    return Gaps(
        by_grade={grade: found.together(named[grade]) for grade in sorted(named)},
        explained=found.explained,
        explained_error=found.explained_error,
        ranked=tuple(sorted(gaps, key=lambda gap: -gap.driver.own)),
    )
