"""Two deals and the baseline, few draws: what the tests of the page What matters ask about."""

from functools import cache

from models import QUESTIONS, Contest, Study, contest, evaluate, score
from tests.dashboard.drawn import DATASET, USUAL

DRAWS = 200
VENTURE, TOLLING = (
    deal.name for deal in USUAL.deals if deal.structure in ("joint_venture", "oxide_tolling")
)


def small() -> Study:
    kept = tuple(each for each in USUAL.deals if each.name in (VENTURE, TOLLING))
    return USUAL.changed(deals=kept, draws=DRAWS)


@cache
def between(one: str = VENTURE, other: str = TOLLING) -> Contest:
    evaluation = evaluate(small(), DATASET)
    return contest(evaluation, DATASET, score(evaluation, DATASET.criteria), one, other)


@cache
def answer(kind: str):
    return QUESTIONS[kind](between(), lambda _: None)
