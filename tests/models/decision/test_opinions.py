"""Several people's weights: Kendall's W by hand and as SciPy has it, and the view of the table."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import friedmanchisquare, rankdata

from models.analysis.opinions import agreement, opinions, ranks
from models.analysis.scoring import score, valued
from models.dataset import Dataset
from models.evaluate import evaluate
from models.study import FEWEST_DRAWS, Study


def test_agreement_by_hand() -> None:
    # three people, three deals: sums 4, 6, 8 about 6, S = 8; W = 12 * 8 / (9 * 24) = 4 / 9
    order = np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 2.0], [2.0, 1.0, 3.0]])
    assert agreement(order) == pytest.approx(4 / 9)
    assert agreement(order[[0, 0, 0]]) == pytest.approx(1.0)
    assert agreement(np.array([[1.0, 2.0, 3.0], [3.0, 2.0, 1.0]])) == 0.0
    assert agreement(order[:1]) is None
    assert agreement(np.full((2, 3), 2.0)) is None  # nobody tells the deals apart


@given(st.integers(0, 999), st.integers(2, 6), st.integers(3, 6))
@settings(max_examples=30)
def test_ranks_and_agreement_are_those_of_scipy_with_ties(
    seed: int, people: int, deals: int
) -> None:
    scores = np.random.default_rng(seed).integers(0, 6, (people, deals)).astype(float)
    order = ranks(scores)
    assert np.array_equal(order, rankdata(-scores, axis=1))
    found = agreement(order)
    if found is not None:
        statistic = friedmanchisquare(*scores.T).statistic
        assert found == pytest.approx(statistic / (people * (deals - 1)))


@pytest.fixture(scope="module")
def known(study: Study, dataset: Dataset):
    return evaluate(study.changed(draws=FEWEST_DRAWS), dataset)


def test_the_user_sees_what_the_study_says_and_the_table_the_mean(known, dataset: Dataset) -> None:
    scored = score(known, dataset.criteria)
    buyer = {"cost": 80.0, "lead_time": 10.0, "supply_security": 10.0}
    study = known.study.changed(stakeholders=[{"name": "Buyer", "weights": buyer}])
    found = opinions(study, valued(known, dataset.criteria))
    assert found.people == ("", "Buyer")
    assert found.first[0] == pytest.approx(list(scored.first.values()))
    assert found.first.sum(axis=1) == pytest.approx(1.0)
    assert found.together == pytest.approx(found.first.mean(axis=0))
    changed = known.study.changed(weights=buyer)
    again = score(evaluate(changed, dataset), dataset.criteria)
    assert found.first[1] == pytest.approx(list(again.first.values()))
    assert found.best[0] == scored.standing.leaders[0]
