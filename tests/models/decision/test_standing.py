"""Where the deals stand: shares over draws of inputs and weights, and what a wrong choice costs."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.standing import Standing, Valued, standing
from models.analysis.values import Scale
from models.analysis.weighting import SPREADS, ready
from models.formula import Array
from models.sampling import BLOCK, stream, weight_chance

CRITERIA = ("cost", "lead_time", "supply_security")
SCALES = {
    "cost": Scale(250.0, 30.0),
    "lead_time": Scale(180.0, 0.0),
    "supply_security": Scale(0.7, 1.0),
}
WEIGHTS = {"cost": 0.3, "lead_time": 0.1, "supply_security": 0.6}
DRAWS = 400


def of(
    values: Array,
    weights: dict[str, float] | None = None,
    sure: str = "sure",
    **bent: Scale,
) -> Standing:
    chance = ready(weight_chance(CRITERIA, 5, values.shape[2]))
    names = [f"deal {place}" for place in range(len(values))]
    amounts = np.tile([100.0, 60.0, 0.9], (len(values), 1))
    known = Valued(values, {}, {**SCALES, **bent}, amounts, chance)
    return standing(names, known, weights or WEIGHTS, sure)


def values(seed: int, deals: int = 4) -> Array:
    return np.random.default_rng(seed).uniform(0.0, 1.0, (deals, 3, DRAWS))


@given(st.integers(0, 999), st.sampled_from(list(SPREADS)), st.integers(1, 6))
@settings(max_examples=20, deadline=None)
def test_every_deal_has_some_rank_in_every_draw(seed: int, sure: str, deals: int) -> None:
    found = of(values(seed, deals), sure=sure)
    assert found.ranks.sum(axis=0) == pytest.approx(1.0)
    assert found.ranks.sum(axis=1) == pytest.approx(1.0)
    assert found.drawn.sum(axis=0) == pytest.approx(1.0)
    assert found.leaders[0] == found.names[int(np.argmax(found.first))]


def test_weights_lie_around_the_users_own_the_closer_the_surer() -> None:
    spreads = []
    for sure in SPREADS:
        found = of(values(1), sure=sure)
        assert found.drawn.mean(axis=1) == pytest.approx(found.weights, abs=0.01)
        spreads.append(found.drawn[0].std())
    assert spreads == sorted(spreads)


def test_regret_in_money_is_the_gap_at_the_price_of_a_point() -> None:
    # always first: dearer by 22 USD/kg, which are 0.1 in value, and 0.03 in score
    known = np.ones((2, 3, DRAWS)) * 0.5
    known[1, 0] = 0.6
    found = of(known, sure="very sure")
    assert found.leaders == ("deal 1",)
    assert found.word == "clear"
    assert found.regret.when_wrong[0] == pytest.approx(0.1 * found.drawn[0].mean())
    assert found.point_price == pytest.approx(220.0 / 0.3)
    lost = found.regret.when_wrong[0] * (found.point_price or 0.0)
    assert lost == pytest.approx(22.0, rel=0.01)
    assert of(known, {**WEIGHTS, "cost": 0.0}).point_price is None
    assert found.price("lead_time") == pytest.approx(0.1 / 180 * 220 / 0.3)


def test_with_a_bend_prices_hold_at_a_level_and_points_have_none() -> None:
    # at 60 months, later than the 40 worth half: 140 months are worth one half
    found = of(values(1), lead_time=Scale(180.0, 0.0, 40.0))
    assert found.bent
    assert found.level == {"cost": 100.0, "lead_time": 60.0, "supply_security": 0.9}
    assert found.price("lead_time") == pytest.approx(0.1 / 280 * 220 / 0.3)
    assert found.point_price == pytest.approx(220.0 / 0.3)
    # at 100 USD/kg, dearer than the 90 worth half: 160 USD/kg are worth one half
    dear = of(values(1), cost=Scale(250.0, 30.0, 90.0))
    assert dear.price("lead_time") == pytest.approx(0.1 / 180 * 320 / 0.3)
    assert dear.point_price is None
    assert not of(values(1)).bent


def test_clones_share_the_lead_and_are_no_leader_until_they_count_as_one() -> None:
    known = values(2, 3)
    known[0] += 1.0
    known = np.concatenate([known[:1], known])
    found = of(known)
    assert found.first[:2] == pytest.approx([0.5, 0.5])
    assert found.leaders == ("deal 0", "deal 1")
    assert found.word == "no leader"
    groups = {"deal 0": "twins", "deal 1": "twins", "deal 2": "b", "deal 3": "c"}
    together = found.by_group(groups)
    assert together.names == ("twins", "b", "c")
    assert together.leaders == ("twins",)
    assert together.first.tolist() == [1.0, 0.0, 0.0]
    assert together.views.inputs.tolist() == [1.0, 0.0, 0.0]


def test_the_three_views_agree_where_nothing_is_uncertain_but_one_thing() -> None:
    still = np.broadcast_to(values(3)[:, :, :1], (4, 3, DRAWS))
    found = of(still)
    assert found.views.weights == pytest.approx(found.first)
    assert sorted(found.views.inputs) == [0.0, 0.0, 0.0, 1.0]


def test_a_lead_adds_up() -> None:
    found = of(values(4))
    told = found.lead("deal 0", "deal 1")
    means = found.means[0] - found.means[1]
    assert told.total == pytest.approx(float(means @ found.weights))
    assert sum(told.parts) == pytest.approx(told.total, abs=1e-15)


def test_chance_of_the_weights_is_the_same_however_many_draws_there_are() -> None:
    few, many = weight_chance(CRITERIA, 3, 300), weight_chance(CRITERIA, 3, BLOCK + 500)
    assert many.shape == (3, BLOCK + 500)
    assert np.array_equal(few, many[:, :300])
    assert not np.array_equal(few, weight_chance(CRITERIA, 4, 300))
    assert abs(np.corrcoef(many)[0, 1]) < 0.1


def test_a_stream_is_found_by_seed_and_name() -> None:
    one, same = (stream(3, "design").random(4) for _ in range(2))
    assert one.tolist() == same.tolist()
    assert one.tolist() != stream(3, "resamples").random(4).tolist()
    assert one.tolist() != stream(4, "design").random(4).tolist()
