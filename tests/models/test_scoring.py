"""Scores: fixed anchors, weights that are proportions, and what is clipped."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.analysis.scoring import (
    CLIPPED_ALERT,
    Scored,
    score,
)
from models.dataset import Dataset
from models.evaluate import evaluate
from models.formula import Array
from models.outcomes import Evaluation, Outcome
from models.structures import STRUCTURES
from models.study import FEWEST_DRAWS, Deal, Study
from models.tables import Criterion
from models.weights import Weights
from models.wiring import CRITERIA

DRAWS = FEWEST_DRAWS
BENDS = st.sampled_from(  # amounts worth half, or none: every law holds with and without
    [{}, {"cost": 90.0}, {"cost": 200.0, "lead_time": 40.0, "supply_security": 0.95}]
)


Amounts = Mapping[str, Mapping[str, Array]]


def evaluation_of(study: Study, amounts: Amounts, **weights: float) -> Evaluation:
    """An evaluation in which the deals have these amounts on the criteria; the last: baseline."""
    *names, last = amounts
    first = study.deals[0]
    deals = tuple(first.model_copy(update={"name": name}) for name in names)
    baseline = study.baseline.model_copy(update={"name": last})
    weighed = Weights(**{**study.weights.model_dump(), **weights})
    made = study.changed(deals=deals, baseline=baseline, weights=weighed, draws=DRAWS)
    outcomes = {
        deal.name: Outcome(deal, STRUCTURES[deal.structure], "", amounts[deal.name])
        for deal in made.all_deals
    }
    return Evaluation(made, "none", "none", MappingProxyType(outcomes))


def amounts(seed: int, count: int = 4, **constant: float) -> dict[str, dict[str, Array]]:
    """Random amounts of a few deals between the anchors of the dataset, and beyond the worst."""
    rng = np.random.default_rng(seed)
    spans = {"cost": (40, 260), "lead_time": (0, 190), "supply_security": (0.65, 1.0)}
    return {
        f"deal {number}": {
            key: np.full(DRAWS, constant[key]) if key in constant else rng.uniform(*span, DRAWS)
            for key, span in spans.items()
        }
        for number in range(count)
    }


def order(scored: Scored) -> list[str]:
    return sorted(scored.scores, key=lambda name: -float(np.mean(scored.scores[name])))


def criteria_of(dataset: Dataset, **changes: Mapping[str, float]) -> dict[str, Criterion]:
    return {
        key: each.model_copy(update=dict(changes.get(key, {})))
        for key, each in dataset.criteria.items()
    }


def test_a_score_by_hand(dataset: Dataset, study: Study) -> None:
    # cost half way, lead time a quarter, security all; weights 2 : 1 : 1
    half = criteria_of(
        dataset,
        cost={"worst": 200.0, "best": 0.0},
        lead_time={"worst": 100.0, "best": 0.0},
        supply_security={"worst": 0.5, "best": 1.0},
    )
    deal = {"cost": 100.0, "lead_time": 75.0, "supply_security": 1.0}
    made = {name: {k: np.full(DRAWS, v) for k, v in deal.items()} for name in ("one", "none")}
    scored = score(evaluation_of(study, made, cost=2.0, lead_time=1.0, supply_security=1.0), half)
    assert scored.scores["one"] == pytest.approx(np.full(DRAWS, 0.5 * 0.5 + 0.25 * 0.25 + 0.25))


def test_the_first_weights_are_the_rank_order_centroid_of_security_cost_and_time(
    study: Study,
) -> None:
    # published for three criteria: 0.6111, 0.2778, 0.1111
    shares = study.weights.shares()
    assert shares["supply_security"] == pytest.approx(0.6111, abs=5e-4)
    assert shares["cost"] == pytest.approx(0.2778, abs=5e-4)
    assert shares["lead_time"] == pytest.approx(0.1111, abs=5e-4)


@given(st.integers(0, 999), BENDS)
@settings(max_examples=15)
def test_another_deal_a_clone_or_one_less_leaves_every_other_score_bit_for_bit(
    dataset: Dataset, study: Study, seed: int, bend: dict[str, float]
) -> None:
    study = study.changed(half_way=bend)
    known = amounts(seed)
    before = score(evaluation_of(study, known), dataset.criteria).scores
    other, clone = amounts(seed + 1_000, 1)["deal 0"], known["deal 1"]
    for extra in ({"new": other, **known}, {"clone": clone, **known}):
        after = score(evaluation_of(study, extra), dataset.criteria).scores
        assert all(np.array_equal(after[name], before[name]) for name in known)
    fewer = {name: known[name] for name in list(known)[1:]}
    after = score(evaluation_of(study, fewer), dataset.criteria).scores
    assert all(np.array_equal(after[name], before[name]) for name in fewer)


@given(st.integers(0, 999), st.floats(0.05, 1.6), BENDS)
@settings(max_examples=15)
def test_only_the_proportions_of_the_weights_matter(
    dataset: Dataset, study: Study, seed: int, factor: float, bend: dict[str, float]
) -> None:
    study = study.changed(half_way=bend)
    known = amounts(seed)
    scaled = {key: weight * factor for key, weight in study.weights.model_dump().items()}
    before = score(evaluation_of(study, known), dataset.criteria)
    after = score(evaluation_of(study, known, **scaled), dataset.criteria)
    for name in known:
        assert np.allclose(after.scores[name], before.scores[name], rtol=1e-12, atol=0.0)
    assert after.ranks == before.ranks


@given(st.integers(0, 999), st.floats(1.0, 3.0), st.floats(1.0, 3.0))
@settings(max_examples=15)
def test_wider_anchors_with_weights_in_proportion_keep_every_ranking(
    dataset: Dataset, study: Study, seed: int, wider: float, longer: float
) -> None:
    known = amounts(seed)
    inside = criteria_of(  # nothing is clipped
        dataset,
        cost={"worst": 300.0, "best": 20.0},
        lead_time={"worst": 200.0},
        supply_security={"worst": 0.6},
    )
    moved = criteria_of(
        dataset,
        cost={"worst": 20.0 + 280.0 * wider, "best": 20.0},
        lead_time={"worst": 200.0 * longer},
        supply_security={"worst": 0.6},
    )
    weights = {"cost": 20.0, "lead_time": 20.0, "supply_security": 20.0}
    rescaled = {"cost": 20.0 * wider, "lead_time": 20.0 * longer, "supply_security": 20.0}
    before = score(evaluation_of(study, known, **weights), inside)
    after = score(evaluation_of(study, known, **rescaled), moved)
    assert order(after) == order(before)
    assert after.ranks == before.ranks
    held = (each.standing.views.inputs for each in (before, after))  # the weights as they are
    assert next(held) == pytest.approx(next(held), abs=1e-12)


@given(st.integers(0, 999), st.sampled_from(CRITERIA), BENDS)
@settings(max_examples=15)
def test_a_criterion_on_which_all_deals_are_equal_changes_no_ranking(
    dataset: Dataset, study: Study, seed: int, key: str, bend: dict[str, float]
) -> None:
    study = study.changed(half_way=bend)
    level = {"cost": 100.0, "lead_time": 60.0, "supply_security": 0.9}[key]
    known = amounts(seed, **{key: level})
    counted = score(evaluation_of(study, known, **{key: 50.0}), dataset.criteria)
    left_out = score(evaluation_of(study, known, **{key: 0.0}), dataset.criteria)
    assert order(counted) == order(left_out)
    assert counted.ranks == left_out.ranks


@given(st.integers(0, 999), st.sampled_from(CRITERIA), st.floats(0.0, 0.3), BENDS)
@settings(max_examples=15)
def test_a_better_amount_never_lowers_a_score(
    dataset: Dataset, study: Study, seed: int, key: str, step: float, bend: dict[str, float]
) -> None:
    study = study.changed(half_way=bend)
    known = amounts(seed)
    each = dataset.criteria[key]
    better = known["deal 0"][key] + step * (each.best - each.worst)
    improved = {**known, "deal 0": {**known["deal 0"], key: better}}
    before = score(evaluation_of(study, known), dataset.criteria).scores["deal 0"]
    after = score(evaluation_of(study, improved), dataset.criteria).scores["deal 0"]
    assert np.all(after >= before)


@pytest.mark.parametrize("half", [None, 40.0])
def test_the_unit_of_an_amount_does_not_matter(
    dataset: Dataset, study: Study, half: float | None
) -> None:
    known = amounts(3)
    bent = study.changed(half_way={"lead_time": half} if half else {})
    in_years_bent = study.changed(half_way={"lead_time": half / 12.0} if half else {})
    years = {n: {**p, "lead_time": p["lead_time"] / 12.0} for n, p in known.items()}
    in_years = criteria_of(dataset, lead_time={"worst": 180.0 / 12.0, "best": 0.0})
    in_months = criteria_of(dataset, lead_time={"worst": 180.0, "best": 0.0})
    before = score(evaluation_of(bent, known), in_months).scores
    after = score(evaluation_of(in_years_bent, years), in_years).scores
    assert all(np.allclose(after[name], before[name], rtol=1e-12) for name in known)


def test_half_way_in_the_middle_changes_no_score(dataset: Dataset, study: Study) -> None:
    middle = {key: (each.worst + each.best) / 2 for key, each in dataset.criteria.items()}
    known = amounts(4)
    before = score(evaluation_of(study, known), dataset.criteria)
    after = score(evaluation_of(study.changed(half_way=middle), known), dataset.criteria)
    for name in known:
        assert np.allclose(after.scores[name], before.scores[name], rtol=1e-12, atol=0.0)
    assert after.ranks == before.ranks


@given(st.integers(0, 999), BENDS)
@settings(max_examples=15)
def test_areas_and_leads_are_at_expected_values_of_the_bent_scale(
    dataset: Dataset, study: Study, seed: int, bend: dict[str, float]
) -> None:
    # E[v(x)], never v(E[x]): mean scores are the weighted means of the values
    found = score(evaluation_of(study.changed(half_way=bend), amounts(seed)), dataset.criteria)
    stand = found.standing
    for name, means in zip(stand.deals, stand.means, strict=True):
        assert float(means @ stand.weights) == pytest.approx(float(found.scores[name].mean()))
    best = stand.deals[stand.triangle.best[0]]
    assert best == found.leader
    lead = stand.lead("deal 0", "deal 1").total
    gap = float(found.scores["deal 0"].mean() - found.scores["deal 1"].mean())
    assert lead == pytest.approx(gap, abs=1e-12)


@pytest.mark.parametrize("cost", [251.0, 29.0])
def test_an_amount_beyond_either_anchor_is_counted_as_clipped(
    dataset: Dataset, study: Study, cost: float
) -> None:
    criteria = criteria_of(dataset, cost={"worst": 250.0, "best": 30.0})
    known = amounts(5, 2, cost=100.0)
    known["deal 0"]["cost"][:25] = cost
    scored = score(evaluation_of(study, known), criteria)
    assert scored.clipped["deal 0"]["cost"] == 25 / DRAWS
    assert scored.clipped["deal 1"]["cost"] == 0.0


def test_an_amount_on_an_anchor_is_not_beyond_it(dataset: Dataset, study: Study) -> None:
    criteria = criteria_of(dataset, cost={"worst": 250.0, "best": 30.0})
    known = amounts(5, 2, cost=100.0)
    known["deal 0"]["cost"][:40] = 250.0
    known["deal 0"]["cost"][40:] = 30.0
    scored = score(evaluation_of(study, known), criteria)
    assert scored.clipped["deal 0"]["cost"] == 0.0
    assert scored.values["deal 0"]["cost"].tolist() == [0.0] * 40 + [1.0] * (DRAWS - 40)


def test_no_ready_made_deal_leaves_the_anchors_in_more_than_one_draw_of_a_hundred(
    dataset: Dataset, study: Study, ready_made: tuple[Deal, ...]
) -> None:
    for some in (ready_made[:8], ready_made[8:]):
        found = evaluate(study.changed(deals=some), dataset)
        for key, each in dataset.criteria.items():
            low, high = sorted((each.worst, each.best))
            for outcome in found.outcomes.values():
                amount = outcome.values[key]
                beyond = float(np.mean((amount < low) | (amount > high)))
                assert beyond <= CLIPPED_ALERT, (outcome.name, key)


def test_a_deal_beats_the_baseline_where_its_score_is_higher(
    dataset: Dataset, study: Study
) -> None:
    known = amounts(6, 2, cost=100.0, lead_time=60.0)
    known["deal 0"]["supply_security"] = np.where(np.arange(DRAWS) < 30, 0.95, 0.85)
    known["deal 1"]["supply_security"] = np.full(DRAWS, 0.9)
    scored = score(evaluation_of(study, known), dataset.criteria)
    assert scored.beats_baseline == {"deal 0": 0.3, "deal 1": 0.0}
    assert scored.first == {"deal 0": 0.3, "deal 1": 0.7}
    # standard error of a share: the root of 0.3 times 0.7 over 100
    assert scored.first_error["deal 0"] == pytest.approx(0.0458257569, abs=1e-10)
    assert scored.leader == "deal 1"
    assert replace(scored, scores={"only": np.ones(1)}).leader == "only"
