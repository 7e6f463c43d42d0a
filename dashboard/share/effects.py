"""What each single difference between two versions does to the results, applied on its own.

Every difference is applied alone to the earlier study, and the results are compared with those of
the earlier study: one at a time. The effects need not add up to the total change, because terms
act together: a cap on a royalty does nothing while the royalty is low. What is missing or too much
is the remainder.

Units    Cost USD/kg, lead time months, shares and scores from 0 to 1; medians, of scores the mean.
Raises   StudyError: one of the two studies cannot be evaluated.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dashboard import text
from dashboard.share.changes import UNITS, label
from dashboard.share.difference import Difference
from dashboard.share.differences import differences
from dashboard.share.digits import signed
from dashboard.share.pairing import paired, renamed
from dashboard.share.wording import NO_LABELS, Labels, in_words
from models import CRITERIA, Evaluation, Parameter, Scored, Study, StudyError

MOST = 20
RESULTS = (*CRITERIA, "score")
ROUNDING = 1e-9  # in any unit far below what a reader sees

Moved = Mapping[str, Mapping[str, float]]  # by deal under its later name, by result
Evaluate = Callable[[Study], tuple[Evaluation, Scored]]


@dataclass(frozen=True)
class Effect:
    """What one difference alone does to the deals that it moves, or why it cannot be alone."""

    difference: Difference
    moved: Moved
    refusal: str = ""


@dataclass(frozen=True)
class Effects:
    """Effects of single differences, and what they leave open."""

    single: tuple[Effect, ...]
    total: Moved  # of all differences together, for every deal that both versions have
    remainder: Moved  # the total less the single effects
    left_out: int  # differences that were not tried


def effects(
    before: Study,
    after: Study,
    evaluate: Evaluate,
    *,
    numbers: Mapping[str, Parameter] | None = None,
    most: int = MOST,
) -> Effects:
    """Apply each of the first differences alone to the earlier study, one at a time.

    Raises
    ------
    StudyError
        When one of the two studies cannot be evaluated; a single difference that cannot be applied
        or evaluated alone has its reason in ``refusal`` instead.
    """
    found, later = differences(before, after, numbers), renamed(before, after)
    start, end = _measured(evaluate(before), later), _measured(evaluate(after), {})
    single = tuple(_effect(each, before, start, later, evaluate) for each in found[:most])
    total = {new.name: _less(end[new.name], start[new.name]) for _, new in paired(before, after)}
    remainder = {name: _less(each, _sum(single, name)) for name, each in total.items()}
    return Effects(single, total, remainder, max(len(found) - most, 0))


def rows(found: Effects, money: text.Money, labels: Labels = NO_LABELS) -> list[dict[str, str]]:
    """Write effects as lines of a table, the remainder last."""
    lines = [line for each in found.single for line in _lines(each, money, labels)]
    rest = f" and {found.left_out} more differences" if found.left_out else ""
    remainder = {name: each for name, each in found.remainder.items() if any(each.values())}
    return [*lines, *_moves(f"Acting together{rest}", remainder, money)]


def _effect(
    difference: Difference,
    before: Study,
    start: Moved,
    later: Mapping[str, str],
    evaluate: Evaluate,
) -> Effect:
    try:
        changed = difference.applied(before)
        if changed.results_key == before.results_key:
            return Effect(difference, {})
        end = _measured(evaluate(changed), later)
    except StudyError as error:
        return Effect(difference, {}, " ".join(map(str, error.problems)))
    gaps = {name: _less(end[name], each) for name, each in start.items() if name in end}
    return Effect(difference, {name: each for name, each in gaps.items() if any(each.values())})


def _measured(results: tuple[Evaluation, Scored], later: Mapping[str, str]) -> Moved:
    """Results of every deal under its later name."""
    evaluation, scored = results
    return {
        later.get(name, name): {key: outcome.span(key)[1] for key in CRITERIA}
        | {"score": float(scored.scores[name].mean())}
        for name, outcome in evaluation.outcomes.items()
    }


def _less(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Take one from the other; what rounding alone leaves is nothing."""
    gaps = {key: one[key] - other[key] for key in RESULTS}
    return {key: 0.0 if abs(each) < ROUNDING else each for key, each in gaps.items()}


def _sum(single: Sequence[Effect], name: str) -> dict[str, float]:
    moved = [each.moved[name] for each in single if name in each.moved]
    return {key: math.fsum(each[key] for each in moved) for key in RESULTS}


def _lines(effect: Effect, money: text.Money, labels: Labels) -> Iterator[dict[str, str]]:
    what = in_words(effect.difference, money, labels)
    if effect.moved:
        yield from _moves(what, effect.moved, money)
    else:
        alone = f"not possible alone: {effect.refusal}" if effect.refusal else "no effect"
        yield _line(what, "", dict.fromkeys(RESULTS, ""), alone)


def _moves(what: str, moved: Moved, money: text.Money) -> Iterator[dict[str, str]]:
    for deal, gaps in moved.items():
        yield _line(what, deal, {key: signed(gaps[key], UNITS[key], money) for key in RESULTS})


def _line(what: str, deal: str, cells: Mapping[str, str], remark: str = "") -> dict[str, str]:
    found = {label(key): each for key, each in cells.items()}
    return {"Difference": what, "Deal": deal, **found, "Remark": remark}
