"""How much of the answer rests on guesses, and which guess is most worth replacing.

Every parameter has a grade, A for what is published and precise to D for judgement. The share of
the variance of the score difference that follows the numbers of a grade is read off the study's own
draws. Single gaps are ranked by what they do by themselves, not by what they are correlated with.
Terms are agreed, not uncertain: they are no gaps. Luck is none either: no study removes it, so it
stands apart and rests on no grade, although how likely an event is has one.

Shapes   Numbers only.
Units    Shares of variance.
Limits   First-order shares only; what the regression does not explain rests on no grade. What luck
         and numbers do only together counts as luck.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from models.analysis.drivers import Driver, Drivers
from models.analysis.luck import is_luck
from models.tables import Parameter

GUESSED = ("D", "C")  # grades that further work could better


@dataclass(frozen=True)
class Gap:
    """One number that is not well known."""

    row: Parameter
    driver: Driver


@dataclass(frozen=True)
class Gaps:
    """What is luck, what rests on numbers of each grade, and single gaps, the largest first."""

    luck: tuple[float, float]  # share that luck takes part in, and its standard error
    by_grade: Mapping[str, tuple[float, float]]  # of the numbers: share and its standard error
    explained: float  # R2: all numbers and all luck, one by one
    explained_error: float
    ranked: tuple[Gap, ...]

    @property
    def on_guesses(self) -> float:
        """Share that rests on grade D numbers, of what follows single numbers."""
        whole = sum(share for share, _ in self.by_grade.values())
        return self.by_grade.get("D", (0.0, 0.0))[0] / whole if whole > 0.0 else 0.0


def information_gaps(
    found: Drivers,
    rows: Mapping[str, Parameter],
    luck: tuple[float, float],
    grades: Sequence[str] = GUESSED,
) -> Gaps:
    """Order what is not well known by how much of the result follows it.

    Parameters
    ----------
    found
        How much of the result follows each input.
    rows
        The inputs by name.
    luck
        Share of the variance that luck takes part in, and its standard error.
    grades
        Those of which single numbers are told.
    """
    numbers = [each for each in found.drivers if not is_luck(rows[each.name])]
    named: dict[str, list[str]] = {}
    for each in numbers:
        named.setdefault(rows[each.name].grade, []).append(each.name)
    gaps = [Gap(rows[each.name], each) for each in numbers if rows[each.name].grade in grades]
    return Gaps(
        luck=luck,
        by_grade={grade: found.together(named[grade]) for grade in sorted(named)},
        explained=found.explained,
        explained_error=found.explained_error,
        ranked=tuple(sorted(gaps, key=lambda gap: -gap.driver.own)),
    )
