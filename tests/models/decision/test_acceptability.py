"""Rank acceptability: by hand, by exact shares, by laws, and against two other programs."""

import numpy as np
import pytest
import skcriteria
from hypothesis import given, settings
from hypothesis import strategies as st
from pymcdm.helpers import rrankdata
from pymcdm.methods import WSM
from skcriteria.agg.simple import WeightedSumModel

from models.analysis.acceptability import (
    accept,
    central_weights,
    confidence,
    first_places,
    first_shares,
    grouped,
    mean_places,
    rank_shares,
    scores,
    share_error,
    views,
    wins,
    word,
)
from models.analysis.triangle import triangle
from models.analysis.weighting import band, ready
from models.formula import Array
from tests.models.decision.invented import anywhere, normals, values

WEIGHTS = np.array([0.2778, 0.1111, 0.6111])
SEEDS = st.integers(0, 999)


def test_ranks_by_hand_and_ties_split() -> None:
    # draw 1: a b c; draw 2: c a b; draw 3: a and b tie, then c; draw 4: all tie
    scored = np.array([[3.0, 2.0, 5.0, 1.0], [2.0, 1.0, 5.0, 1.0], [1.0, 3.0, 4.0, 1.0]])
    third = 1 / 3
    assert rank_shares(scored) * 4 == pytest.approx(
        np.array(
            [
                [1 + 0.5 + third, 1 + 0.5 + third, third],
                [0.5 + third, 1 + 0.5 + third, 1 + third],
                [1 + third, third, 1 + 1 + third],
            ]
        )
    )
    assert first_shares(scored) == pytest.approx(rank_shares(scored)[:, 0])
    assert wins(scored)[0] == pytest.approx([0.5, (1 + 1 + 0.5 + 0.5) / 4, (1 + 1 + 0.5) / 4])


@given(SEEDS)
@settings(max_examples=20)
def test_every_deal_has_one_rank_and_every_rank_one_deal(seed: int) -> None:
    scored = np.round(values(seed, deals=6)[:, 0], 1 + seed % 3)  # with many ties, or few
    found = rank_shares(scored)
    assert found.sum(axis=0) == pytest.approx(np.ones(6))
    assert found.sum(axis=1) == pytest.approx(np.ones(6))
    won = wins(scored)
    assert won + won.T == pytest.approx(np.ones((6, 6)))
    # mean rank is one more than the expected number of deals that are better
    assert found @ np.arange(1, 7) == pytest.approx(1 + won.sum(axis=0) - 0.5)


@given(SEEDS)
@settings(max_examples=20)
def test_another_deal_a_clone_or_one_less_leaves_every_other_score_bit_for_bit(seed: int) -> None:
    known, weights = values(seed), anywhere(seed, 500)
    before = scores(known, weights)
    more = np.concatenate([known, values(seed + 1, deals=1), known[:1]])
    assert np.array_equal(scores(more, weights)[:4], before)
    assert np.array_equal(scores(more, weights)[5], before[0])
    assert np.array_equal(scores(known[1:], weights), before[1:])
    assert np.array_equal(wins(scores(more, weights))[:4, :4], wins(before))


@given(SEEDS, st.floats(0.1, 10.0))
@settings(max_examples=20)
def test_scaled_weights_change_no_rank(seed: int, factor: float) -> None:
    known, weights = values(seed), anywhere(seed, 500)
    before = rank_shares(scores(known, weights))
    assert np.array_equal(rank_shares(scores(known, weights * factor)), before)


@given(SEEDS)
@settings(max_examples=20)
def test_criteria_may_be_swapped_with_their_weights(seed: int) -> None:
    known, weights = values(seed), anywhere(seed, 500)
    order = [2, 0, 1]
    assert scores(known[:, order], weights[order]) == pytest.approx(scores(known, weights))


@given(SEEDS, st.integers(0, 2))
@settings(max_examples=20)
def test_a_criterion_on_which_all_are_equal_changes_no_rank(seed: int, criterion: int) -> None:
    known, weights = values(seed), anywhere(seed, 500)
    known[:, criterion] = 0.4
    less = weights.copy()
    less[criterion] = 0.0
    assert rank_shares(scores(known, less)) == pytest.approx(rank_shares(scores(known, weights)))


@given(SEEDS, st.integers(0, 2), st.floats(0.0, 0.4))
@settings(max_examples=20)
def test_a_better_value_lowers_neither_score_nor_share(
    seed: int, criterion: int, step: float
) -> None:
    known, weights = values(seed), anywhere(seed, 500)
    before = scores(known, weights)
    known[1, criterion] += step
    after = scores(known, weights)
    assert (after[1] >= before[1]).all()
    assert rank_shares(after)[1, 0] >= rank_shares(before)[1, 0]


def test_a_clone_splits_the_vote_and_its_group_does_not() -> None:
    scored = scores(values(7), WEIGHTS)
    cloned = np.vstack([scored, scored[:1]])
    assert first_shares(cloned)[0] == pytest.approx(first_shares(scored)[0] / 2)
    names, together = grouped(cloned, ["a", "b", "c", "d", "a"])
    assert names == ("a", "b", "c", "d")
    assert np.array_equal(together, scored)


def test_a_group_is_first_whenever_one_of_its_variants_is() -> None:
    scored = scores(values(8, deals=5), WEIGHTS)
    _, together = grouped(scored, ["a", "b", "a", "c", "b"])
    each = first_shares(scored)
    assert first_shares(together) == pytest.approx([each[0] + each[2], each[1] + each[4], each[3]])


@given(SEEDS)
@settings(max_examples=10)
def test_first_ranks_at_expected_values_are_the_areas_of_the_triangle(seed: int) -> None:
    draws = 20_000
    means = values(seed, draws=1)
    exact = triangle(means[:, :, 0], WEIGHTS).shares
    found = first_shares(scores(means, anywhere(seed, draws)))
    assert (np.abs(found - exact) <= 3 * share_error(exact, draws) + 1e-3).all()


def test_central_weights_are_the_centres_of_the_polygons() -> None:
    means = np.array([[0.9, 0.2, 0.3], [0.2, 0.8, 0.4], [0.3, 0.1, 0.9], [0.1, 0.1, 0.1]])
    drawn = anywhere(12, 50_000)
    found = central_weights(scores(means[:, :, None], drawn), drawn)
    for deal, corners in enumerate(triangle(means, WEIGHTS).regions[:3]):
        fan = np.stack([corners[[0, each, each + 1]] for each in range(1, len(corners) - 1)])
        sizes = np.abs(np.linalg.det(fan))
        centre = (fan.mean(axis=1) * sizes[:, None]).sum(axis=0) / sizes.sum()
        assert found[deal] == pytest.approx(centre, abs=0.01)
    assert np.isnan(found[3]).all()


def test_confidence_is_full_without_uncertain_inputs_and_none_for_who_is_never_first() -> None:
    means = np.array([[0.9, 0.2, 0.3], [0.2, 0.8, 0.4], [0.1, 0.1, 0.1]])
    drawn = anywhere(13, 2_000)
    still = np.repeat(means[:, :, None], 2_000, axis=2)
    central = central_weights(scores(still, drawn), drawn)
    found = confidence(still, central)
    assert found[:2].tolist() == [1.0, 1.0]
    assert np.isnan(found[2])


def test_the_three_views_agree_when_nothing_is_uncertain_and_part_when_it_is() -> None:
    known = values(14, draws=4_000)
    drawn = band(24.0 * WEIGHTS, ready(normals(14, 4_000)))
    found = views(known, WEIGHTS, drawn)
    assert found.inputs == pytest.approx(first_shares(scores(known, WEIGHTS)))
    assert found.both == pytest.approx(first_shares(scores(known, drawn)))
    assert found.weights.max() > found.both.max()  # values at their means hardly differ
    still = np.repeat(known.mean(axis=2, keepdims=True), 4_000, axis=2)
    held = views(still, WEIGHTS, np.repeat(WEIGHTS[:, None], 4_000, axis=1))
    assert held.inputs.tolist() == held.weights.tolist() == held.both.tolist()
    assert found.errors().both == pytest.approx(share_error(found.both, 4_000))


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (1.0, "clear"),
        (0.9, "clear"),
        (0.899, "leaning"),
        (0.7, "leaning"),
        (0.69, "open"),
        (0.5, "open"),
        (0.49, "no leader"),
        (0.0, "no leader"),
    ],
)
def test_words_for_how_clear_a_lead_is(share: float, text: str) -> None:
    assert word(share) == text


@given(SEEDS)
@settings(max_examples=40)
def test_no_two_deals_are_ranked_that_the_draws_cannot_tell_apart(seed: int) -> None:
    scored = scores(values(seed, deals=6, draws=60), WEIGHTS)
    places, draws = mean_places(scored), scored.shape[1]
    for one in range(6):
        for other in range(6):
            gap = scored[one] - scored[other]
            error = gap.std(ddof=1) / np.sqrt(draws)
            if places[one] < places[other]:
                assert gap.mean() > 2 * error


def test_clones_share_a_place_and_what_is_apart_has_its_own() -> None:
    one = np.linspace(0.2, 0.4, 100)
    assert mean_places(np.stack([one, one + 0.1, one, one - 0.1])).tolist() == [2, 1, 2, 4]


def test_shares_of_first_ranks_are_ordered_only_beyond_their_error() -> None:
    # 52 of 100 against 48: error of the difference sqrt((1 - 0.04^2) / 100) = 0.1
    assert first_places(np.array([0.52, 0.48, 0.0]), 100).tolist() == [1, 1, 3]
    assert first_places(np.array([0.52, 0.48, 0.0]), 10_000).tolist() == [1, 2, 3]


def test_all_of_it_together() -> None:
    known, drawn = values(15), band(24.0 * WEIGHTS, ready(normals(15, 500)))
    found = accept(known, drawn)
    scored = scores(known, drawn)
    assert np.array_equal(found.first, rank_shares(scored)[:, 0])
    assert np.array_equal(found.wins, wins(scored))
    assert np.array_equal(found.places, first_places(found.first, 500))
    assert found.central.sum(axis=1) == pytest.approx(np.ones(4))


def others_ranks(name: str, means: Array, weights: Array) -> Array:
    """Ranks of the deals at one set of weights, as another program has them."""
    if name == "pymcdm":
        model = WSM(lambda x, cost: x)  # noqa: ARG005
        return np.asarray(rrankdata(model(means, weights, np.ones(3), validation=False)))
    table = skcriteria.mkdm(means, [max, max, max], weights=weights)
    return np.asarray(WeightedSumModel().evaluate(table).rank_)


@pytest.mark.parametrize("name", ["pymcdm", "scikit-criteria"])
def test_another_program_looping_over_the_draws_counts_the_same_ranks(name: str) -> None:
    draws = 200
    known, weights = values(16, draws=draws), anywhere(16, draws)
    counts = np.zeros((4, 4))
    for draw in range(draws):
        ranks = others_ranks(name, known[:, :, draw], weights[:, draw])
        counts[np.arange(4), ranks.astype(int) - 1] += 1
    assert rank_shares(scores(known, weights)) == pytest.approx(counts / draws)
