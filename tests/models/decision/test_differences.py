"""Why A beats B."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.acceptability import scores
from models.analysis.differences import difference
from tests.models.decision.invented import anywhere, values

WEIGHTS = np.array([0.2778, 0.1111, 0.6111])


def test_a_lead_by_hand() -> None:
    # .5 (.6 - .4) + .3 (.2 - .8) + .2 (1 - .5) = .1 - .18 + .1 = .02
    found = difference(
        np.array([[0.6], [0.2], [1.0]]),
        np.array([[0.4], [0.8], [0.5]]),
        np.array([0.5, 0.3, 0.2]),
    )
    assert found.parts == pytest.approx((0.1, -0.18, 0.1))
    assert found.total == pytest.approx(0.02)
    assert found.ahead == 1.0


@given(st.integers(0, 999))
@settings(max_examples=30)
def test_parts_add_up_to_the_difference_of_the_mean_scores(seed: int) -> None:
    known = values(seed)
    for weights in (WEIGHTS, anywhere(seed, 500)):
        scored = scores(known, weights)
        found = difference(known[0], known[1], weights)
        assert sum(found.parts) == pytest.approx(found.total, abs=1e-15)
        assert found.total == pytest.approx(np.mean(scored[0]) - np.mean(scored[1]), abs=1e-13)
        back = difference(known[1], known[0], weights)
        assert back.parts == tuple(-each for each in found.parts)
        assert back.ahead == pytest.approx(1.0 - found.ahead)


def test_a_deal_against_its_clone_leads_by_nothing() -> None:
    known = values(3)
    found = difference(known[0], known[0], WEIGHTS)
    assert found.parts == (0.0, 0.0, 0.0)
    assert (found.total, found.error, found.ahead) == (0.0, 0.0, 0.5)
