"""What matters as plain rows, for the workbook and for files: numbers in the units of the dataset.

Differences are those of the first deal named less the second, scores from 0 to 1. Ranks, wins and
regret are read off the scores; the rest has been asked (``Subject.answer``).
"""

from collections.abc import Iterator

from dashboard import amounts
from dashboard.report.rows import Cell, Table
from dashboard.report.subject import Subject
from models import CRITERIA, Bar, BreakEven, Knowing, Movers, Standing, Switches, Tornado

MEASURES = ("score", *CRITERIA)
OF_INPUT = ("input", "deal", "label", "unit", "grade")
SHARE, POINTS = "share of draws", "0 to 1"


def tables(subject: Subject) -> Iterator[tuple[str, Table]]:
    """Return every table by name: those of the scores, and those of what has been asked."""
    if subject.scored is not None:
        found = subject.scored.standing
        yield "ranks", ranks_table(found)
        yield "wins", wins_table(found)
        yield "regret", regret_table(found)
    if subject.contest is not None:
        movers: Movers = subject.answer("movers")
        knowing: Knowing = subject.answer("knowing")
        yield "tornado", tornado_table(movers.tornado)
        yield "tornado_terms", tornado_table(subject.answer("agreed"))
        yield "break_evens", break_evens_table(subject.answer("switches"))
        yield "information", information_table(knowing, subject)
        yield "grades", grades_table(movers)


def ranks_table(found: Standing) -> Table:
    """In which share of the draws each deal has which rank."""
    heads = tuple(f"rank_{place}" for place in range(1, len(found.names) + 1))
    rows: list[tuple[Cell, ...]] = [
        (name, *map(float, row), float(error))
        for name, row, error in zip(found.names, found.ranks, found.error, strict=True)
    ]
    return Table(("deal", *heads, "rank_1_error"), tuple(rows), dict.fromkeys(heads, SHARE))


def wins_table(found: Standing) -> Table:
    """In which share of the draws each deal scores above each other one."""
    names = found.names
    rows: list[tuple[Cell, ...]] = [
        (one, other, float(found.wins[names.index(one), names.index(other)]))
        for one in names
        for other in names
        if one != other
    ]
    return Table(("deal", "beats", "how_often"), tuple(rows), {"how_often": SHARE})


def regret_table(found: Standing) -> Table:
    """How far each deal is behind the best of a draw."""
    heads = ("mean", "mean_error", "p90", "when_another_is_better", "within_2_points")
    regret = found.regret
    columns = (regret.mean, regret.error, regret.tail, regret.when_wrong, regret.within)
    rows: list[tuple[Cell, ...]] = [
        (name, *(float(each[place]) for each in columns)) for place, name in enumerate(found.names)
    ]
    units = dict.fromkeys(heads, POINTS) | {"within_2_points": SHARE}
    return Table(("deal", *heads), tuple(rows), units)


def tornado_table(found: Tornado) -> Table:
    """Every bar: two values of an input, and the difference there in every measure."""
    parts = ("at_low", "at_high", "change_error")
    heads = tuple(f"{key}_{part}" for key in MEASURES for part in parts)
    rows: list[tuple[Cell, ...]] = [(*_input(bar), *bar.values, *_moved(bar)) for bar in found.bars]
    return Table((*OF_INPUT, "low", "high", *heads), tuple(rows))


def _moved(bar: Bar) -> Iterator[float]:
    for key in MEASURES:
        yield from (*bar.ends[key], bar.errors[key])


def _input(each: Bar | BreakEven) -> tuple[str, str, str, str, str]:
    deal, name = each.name if isinstance(each.name, tuple) else ("", each.name)
    grade = amounts.grade(each) if isinstance(each, Bar) else each.grade
    return name, deal, each.label, each.unit, grade


def break_evens_table(found: Switches) -> Table:
    """Where each number, term and weight makes the two swap, the nearest first."""
    heads = (
        *("kind", "today", "break_even", "standard_error", "chance_below", "leads_above"),
        *("allowed", "low", "high", "score_at_low", "score_at_high"),
    )
    return Table((*OF_INPUT, *heads), tuple(map(_turn, (*found.weights, *found.inputs))))


def _turn(each: BreakEven) -> tuple[Cell, ...]:
    turns = each.value is not None
    told = (each.value, each.error, each.chance, each.above, each.allowed if turns else None)
    return (*_input(each), each.kind, each.present, *told, *each.span, *each.gaps)


def information_table(found: Knowing, subject: Subject) -> Table:
    """What knowing everything, every number, and each number is worth before choosing."""
    rows: list[tuple[Cell, ...]] = [
        ("everything, luck too", "", "", found.all.value, found.all.error),
        ("every number", "", "", found.numbers.value, found.numbers.error),
    ]
    known = subject.dataset.parameters
    rows += [
        (name, known[name].label, known[name].grade, each.value, each.error)
        for name, each in found.single.items()
    ]
    units = dict.fromkeys(("worth", "standard_error"), POINTS)
    return Table(("input", "label", "grade", "worth", "standard_error"), tuple(rows), units)


def grades_table(found: Movers) -> Table:
    """How much of the variance of the difference is luck, and how much rests on which grade."""
    gaps = found.gaps
    rows: list[tuple[Cell, ...]] = [("luck, alone or with numbers", "", "", "luck", *gaps.luck)]
    rows += [(f"numbers of grade {key}", "", "", key, *each) for key, each in gaps.by_grade.items()]
    rows += [
        (each.row.name, each.row.label, each.row.unit, each.row.grade, driver.own, driver.own_error)
        for each in gaps.ranked
        for driver in (each.driver,)
    ]
    heads = ("input", "label", "unit", "grade", "share_of_variance", "standard_error")
    return Table(heads, tuple(rows))
