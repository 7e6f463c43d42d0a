"""Evaluation: the same worlds for every deal, whatever else is asked at the same time."""

import dataclasses

import numpy as np
import pytest

from models.dataset import Dataset
from models.errors import StudyError
from models.evaluate import Block, evaluate, inputs, run
from models.memo import Memo
from models.outcomes import Evaluation
from models.results import as_json
from models.sampling import BLOCK, draw
from models.study import Deal, Study
from models.tables import Parameter
from models.wiring import COST_PARTS, CRITERIA, country_of, scale, wired
from models.worlds import World
from tests.models.conftest import Quantities

FEW = 150


@pytest.fixture(scope="module")
def small(study: Study) -> Study:
    return study.changed(draws=FEW)


@pytest.fixture(scope="module")
def plain(small: Study, dataset: Dataset) -> Evaluation:
    """The small study, evaluated with nothing kept from before."""
    return evaluate(small, dataset)


def same(one: Evaluation, other: Evaluation, *names: str) -> bool:
    """Whether the deals have the same numbers, bit for bit."""
    return all(
        np.array_equal(one.outcomes[name].values[key], other.outcomes[name].values[key])
        for name in names
        for key in one.outcomes[name].values
    )


def test_every_deal_and_then_the_baseline_has_every_quantity_for_every_draw(
    small: Study, dataset: Dataset, plain: Evaluation
) -> None:
    assert list(plain.outcomes) == [deal.name for deal in small.all_deals]
    assert list(plain.outcomes)[-1] == small.baseline.name
    for outcome in plain.outcomes.values():
        assert {*CRITERIA, *COST_PARTS} <= set(outcome.values)
        for values in outcome.values.values():
            assert values.shape == (FEW,)
            assert np.isfinite(values).all()
    assert plain.dataset_version == dataset.version


def test_the_same_study_gives_the_same_bytes(
    small: Study, dataset: Dataset, plain: Evaluation
) -> None:
    other = evaluate(Study.from_json(small.to_json()), dataset)
    assert as_json(plain, dataset) == as_json(other, dataset)
    assert same(plain, other, *plain.outcomes)


def test_another_deal_leaves_the_first_ones_bit_for_bit(
    small: Study, dataset: Dataset, ready_made: tuple[Deal, ...]
) -> None:
    before = evaluate(small.changed(deals=small.deals[:2]), dataset)
    extra = next(deal for deal in ready_made if deal.name == "Tolling with deep stocks")
    after = evaluate(small.changed(deals=(extra, *small.deals[:2])), dataset)
    assert same(before, after, *before.outcomes)


def test_a_change_of_one_deal_leaves_the_others_bit_for_bit(
    small: Study, dataset: Dataset, plain: Evaluation
) -> None:
    changed = small.deals[0].with_terms(capacity=500.0)
    after = evaluate(small.replacing(changed.name, changed), dataset)
    names = [name for name in plain.outcomes if name != changed.name]
    assert same(plain, after, *names)
    assert not same(plain, after, changed.name)


def test_draw_k_is_the_same_world_however_many_draws_are_asked_for(
    study: Study, dataset: Dataset
) -> None:
    one = study.changed(deals=study.deals[1:2])
    few, usual, many = (evaluate(one.changed(draws=n), dataset) for n in (500, 2_000, 4_500))
    for name in usual.outcomes:
        for key in CRITERIA:
            most = many.outcomes[name].values[key]
            assert np.array_equal(few.outcomes[name].values[key], most[:500]), key
            assert np.array_equal(usual.outcomes[name].values[key], most[:2_000]), key
    assert len(np.unique(many.outcomes[one.deals[0].name].values["cost"])) == 4_500


def test_a_number_of_draws_that_fills_no_block_is_met(study: Study, dataset: Dataset) -> None:
    odd = study.changed(deals=study.deals[:1], draws=BLOCK + 1)
    found = evaluate(odd, dataset).outcomes[study.deals[0].name].values
    assert all(values.shape == (BLOCK + 1,) for values in found.values())
    whole = evaluate(odd.changed(draws=BLOCK), dataset).outcomes[study.deals[0].name].values
    assert np.array_equal(found["cost"][:BLOCK], whole["cost"])


def test_one_more_parameter_moves_no_other_draw(
    small: Study, dataset: Dataset, plain: Evaluation
) -> None:
    old = dataset.parameters["oxide_premium"]
    new = old.model_copy(update={"key": "a_new_one", "factor": "rare_earth_market", "loading": 0.5})
    wider = dataclasses.replace(dataset, parameters={"a_new_one": new, **dataset.parameters})
    assert same(plain, evaluate(small, wider), *plain.outcomes)


def test_another_seed_is_another_set_of_worlds_with_the_same_mean(
    study: Study, dataset: Dataset
) -> None:
    name, single = study.deals[0].name, study.changed(deals=study.deals[:1])
    found = (evaluate(single.changed(seed=seed), dataset).outcomes[name] for seed in (1, 2))
    one, other = (outcome.values["cost"] for outcome in found)
    assert not np.array_equal(one, other)
    error = np.hypot(one.std(), other.std()) / np.sqrt(one.size)
    assert abs(one.mean() - other.mean()) < 3.0 * error


def test_a_memo_kept_or_shared_or_too_small_changes_nothing(
    small: Study, dataset: Dataset, plain: Evaluation
) -> None:
    kept = Memo()
    for memo in (kept, kept, Memo(most_bytes=1)):
        assert same(plain, evaluate(small, dataset, memo=memo), *plain.outcomes)


def test_a_memo_does_not_answer_for_another_study(small: Study, dataset: Dataset) -> None:
    memo = Memo()
    studies = (
        small,
        small.changed(world=World(overrides={"oxide_price_long_run": 120.0})),
        small.changed(seed=9),
        small.replacing(small.deals[3].name, small.deals[3].with_terms(toll_fee=60.0)),
        small.changed(draws=FEW + 50),
    )
    for each in studies:
        kept, fresh = evaluate(each, dataset, memo=memo), evaluate(each, dataset)
        assert same(fresh, kept, *fresh.outcomes)


def test_each_case_alone_gives_what_the_block_gives(small: Study, dataset: Dataset) -> None:
    """One draw at a time, with plain columns of one row, is the scalar path."""
    for deal in small.all_deals:
        country = country_of(deal, dataset)
        ready = wired(dataset, deal.structure, country)
        given = inputs(deal, ready, dataset, country)
        block = run(ready, given, Block(1, 0, FEW), Memo())
        for case in (0, 7, FEW - 1):
            values = {"year": np.arange(31.0)[None, :], "period": np.ones((1, 1))}
            values |= {"world": np.full((1, 1), float(case)), "seed": np.ones((1, 1))}
            for step in ready.steps:
                for name in step.inputs:
                    if name not in values:
                        values[name] = alone(given[name], case)
                with np.errstate(all="ignore"):
                    values[step.name] = step.compute(*(values[name] for name in step.inputs))
            for name in ready.targets:
                together = np.broadcast_to(block[name].array[:, 0], (FEW,))[case]
                found = float(values[name][0, 0])
                assert found == pytest.approx(together, rel=1e-11, abs=1e-13), name


def alone(given: Parameter | float, case: int) -> np.ndarray:
    if isinstance(given, float):
        return np.full((1, 1), given)
    drawn = draw(given, 1, 0, FEW) * scale(given)
    return drawn[case : case + 1].copy() if len(drawn) > 1 else drawn


def test_a_parameter_held_at_its_value_is_held_in_every_draw(
    study: Study, quantities: Quantities
) -> None:
    held = quantities(study.deals[0], capital_overrun=2.0)
    assert held["capital_overrun"].tolist() == [[2.0]]


def test_production_capped_by_oxide_there_is_not_is_refused_in_plain_words(
    small: Study, dataset: Dataset
) -> None:
    starved = small.deals[0].with_terms(top_up=False, oxide_share=0.0)
    with pytest.raises(StudyError) as caught:
        evaluate(small.replacing(starved.name, starved), dataset)
    (problem,) = caught.value.problems
    assert problem.where == starved.name
    assert "no magnets are made within the 30 years" in problem.what
    assert "oxide" in problem.fix


def test_unknown_partners_of_several_deals_are_said_at_once(small: Study, dataset: Dataset) -> None:
    wrong = tuple(deal.model_copy(update={"partner": "nobody"}) for deal in small.deals[:2])
    with pytest.raises(StudyError) as caught:
        evaluate(small.changed(deals=wrong), dataset)
    assert [problem.where for problem in caught.value.problems] == [each.name for each in wrong]
    assert all("shin_etsu" in problem.fix for problem in caught.value.problems)


def test_an_override_that_is_unknown_or_out_of_its_span_is_refused(
    small: Study, dataset: Dataset
) -> None:
    bad = World(overrides={"oxide_prices_long_run": 80.0, "oxide_duty": 7.0})
    with pytest.raises(StudyError) as caught:
        evaluate(small.changed(world=bad), dataset)
    assert len(caught.value.problems) == 2
    assert "oxide_price_long_run" in caught.value.problems[0].fix


def test_progress_rises_to_one(study: Study, dataset: Dataset) -> None:
    told: list[float] = []
    evaluate(study.changed(deals=study.deals[:1], draws=5_000), dataset, progress=told.append)
    assert told == [0.4, 0.8, 1.0]


@pytest.mark.parametrize(
    ("structure", "low", "high"),
    [
        ("oxide_tolling", {"toll_fee": 25.0}, {"toll_fee": 40.0}),
        ("technology_transfer", {"royalty_rate": 0.0}, {"royalty_rate": 0.1}),
        ("joint_venture", {"royalty_rate": 0.02}, {"royalty_rate": 0.06}),
        ("technology_transfer", {"upfront_fee": 1.0}, {"upfront_fee": 30.0}),
        ("oxide_tolling", {"duty_on_own_oxide": False}, {"duty_on_own_oxide": True}),
    ],
)
def test_cost_rises_with_what_is_paid_to_the_partner_and_to_customs(
    study: Study, quantities: Quantities, structure: str, low: dict, high: dict
) -> None:
    deal = next(each for each in study.deals if each.structure == structure)
    cheap, dear = (quantities(deal.with_terms(**terms))["cost"] for terms in (low, high))
    assert np.all(dear >= cheap)
    assert dear.mean() > cheap.mean() * 1.001


@pytest.mark.parametrize("name", ["capital_overrun", "wage@india", "oxide_price_long_run"])
def test_cost_rises_with_what_a_plant_needs(
    study: Study, quantities: Quantities, dataset: Dataset, name: str
) -> None:
    row = dataset.parameters[name]
    for deal in study.deals[:3]:
        cheap, dear = (quantities(deal, **{name: each})["cost"] for each in (row.low, row.high))
        assert np.all(dear > cheap), deal.name
