"""No sentence of the first page says more than the numbers, however extreme they are."""

import dataclasses
import re

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import text
from dashboard.report import decision
from dashboard.report.findings import findings
from dashboard.report.subject import Subject
from models import CRITERIA, clearly_apart, score
from tests.dashboard.drawn import DATASET
from tests.dashboard.report.papers import subject

HEADLINE = r"With your weights, (.+) is the best in (.+) of 100 futures \(± .+\): (.+)\."
TIE = r"With your weights, it cannot be told .+ futures \(± .+\): (.+): no leader\."
CERTAIN = ((90, "clear"), (70, "leaning"), (50, "open"), (0, "no leader"))
LEVELS = st.sampled_from([0.0, 0.5, 0.5000001, 1.0])
NOISE = st.sampled_from([0.0, 1e-9, 0.2])
SHAPES = st.lists(st.tuples(LEVELS, LEVELS, LEVELS, NOISE), min_size=2, max_size=5)


@settings(deadline=None, max_examples=60)
@given(shapes=SHAPES, seed=st.integers(0, 3))
def test_the_headline_agrees_with_the_numbers_however_extreme(
    shapes: list[tuple[float, float, float, float]], seed: int
) -> None:
    told = invented(shapes, seed)
    scored = told.scored
    assert scored is not None
    _, answer, more, *_ = decision.decision(told, detailed=True).blocks
    said, beside = (str(each.text) for each in (answer, more))  # type: ignore[union-attr]
    best = max(scored.first.values())
    leaders = scored.standing.leaders
    if len(leaders) == 1:
        found = re.fullmatch(HEADLINE, said)
        assert found
        assert scored.first[found[1]] == best
        assert found[2] == text.of_hundred(best)
        printed = int(found[2].removeprefix("more than "))
        assert found[3] == next(word for least, word in CERTAIN if printed >= least)
    else:
        tied = re.fullmatch(TIE, said)
        assert tied
        shares = [f"{name} ({text.of_hundred(scored.first[name])})" for name in leaders]
        assert tied[1] == text.listed(shares)
    assert ("share the first place" in beside) == (list(scored.ranks.values()).count(1) > 1)


@settings(deadline=None, max_examples=60)
@given(shapes=SHAPES, seed=st.integers(0, 3))
def test_no_deal_is_called_best_in_a_criterion_in_which_another_is(
    shapes: list[tuple[float, float, float, float]], seed: int
) -> None:
    told = invented(shapes, seed)
    for said, key, sign in zip(findings(told), CRITERIA, (1, 1, -1), strict=True):
        outcomes = dict(told.evaluation.outcomes)
        if key == "lead_time":
            del outcomes[told.study.baseline.name]
        best = next(each for each in outcomes if said.startswith(f"{each} "))
        middles = {each: sign * outcomes[each].span(key)[1] for each in outcomes}
        assert middles[best] == min(middles.values())
        beside = said.partition("not clearly worse: ")[2]
        for each in outcomes:
            mine, top = outcomes[each].values[key], outcomes[best].values[key]
            worse = clearly_apart(mine, top) and sign * np.mean(mine - top) > 0
            assert (each in beside) == (not worse and each != best) or "more" in beside


def invented(shapes: list[tuple[float, float, float, float]], seed: int) -> Subject:
    """A subject whose deals have results near given points between the anchors."""
    told = subject("default")
    random = np.random.default_rng(seed)
    outcomes = list(told.evaluation.outcomes.values())
    kept = [*outcomes[: len(shapes) - 1], outcomes[-1]]
    study = told.study.changed(deals=tuple(each.deal for each in kept[:-1]))
    changed = {}
    for outcome, (*levels, noise) in zip(kept, shapes, strict=True):
        values = dict(outcome.values)
        for level, criterion in zip(levels, DATASET.criteria.values(), strict=True):
            share = np.clip(level + noise * random.standard_normal(study.draws), 0, 1)
            values[criterion.key] = criterion.worst + (criterion.best - criterion.worst) * share
        changed[outcome.name] = dataclasses.replace(outcome, values=values, known={})
    evaluation = dataclasses.replace(told.evaluation, study=study, outcomes=changed)
    scored = score(evaluation, DATASET.criteria)
    return dataclasses.replace(told, study=study, evaluation=evaluation, scored=scored)
