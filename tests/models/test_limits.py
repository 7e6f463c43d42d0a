"""Terms that do not go together are refused in words; what is extreme but legal is computed."""

import json
from typing import Any

import numpy as np
import pytest

from models.dataset import Dataset
from models.errors import StudyError
from models.evaluate import evaluate
from models.explain import trace
from models.study import Deal, Study
from tests.models.study_data import data_of
from tests.models.test_study_refusals import refused

DRAWS = 120


def refusal(study: Study, dataset: Dataset) -> list[str]:
    with pytest.raises(StudyError) as caught:
        evaluate(study, dataset)
    return [str(each) for each in caught.value.problems]


def lent(study: Study, years: float, *numbers: int) -> Study:
    for number in numbers:
        deal = study.deals[number]
        study = study.replacing(deal.name, deal.with_terms(loan_years=years))
    return study.changed(draws=DRAWS)


def test_a_loan_that_outlives_its_plant_is_refused_for_all_deals_at_once(
    study: Study, dataset: Dataset
) -> None:
    found = refusal(lent(study, 18.0, 0, 2), dataset)
    assert found == [
        f"{study.deals[number].name}: the loan runs for 18 years but the plant works 15. "
        "Shorten loan_years or raise operating_years."
        for number in (0, 2)
    ]


def test_the_years_a_plant_works_count_as_they_are_held(study: Study, dataset: Dataset) -> None:
    long, short = lent(study, 18.0, 1), lent(study, 10.0, 1)
    held = {years: study.world.with_override("operating_years", years) for years in (20.0, 9.0)}
    assert evaluate(long.changed(world=held[20.0]), dataset).outcomes
    # with nine years of work the ten years of all three loans are too long
    told = refusal(short.changed(world=held[9.0]), dataset)
    assert len(told) == 3
    assert all("10 years but the plant works 9" in each for each in told)
    # just as long is not too long
    assert evaluate(lent(study, 15.0, 0, 1, 2), dataset).outcomes


def test_an_explanation_refuses_the_same(study: Study, dataset: Dataset) -> None:
    wrong = lent(study, 18.0, 0)
    with pytest.raises(StudyError, match="the loan runs for 18 years but the plant works 15"):
        trace(wrong, dataset, study.deals[0].name)
    assert trace(wrong, dataset, study.deals[1].name).quantities


@pytest.mark.parametrize(
    ("number", "terms", "what"),
    [
        (0, {"gearing": 0.9}, "0.9 is too large"),
        (0, {"gearing": -0.1}, "-0.1 is too small"),
        (0, {"price_floor": -5.0}, "-5.0 is too small"),
        (2, {"index_base_price": 0.0}, "0.0 is too small"),
        (1, {"oxide_guarantee": -1.0}, "-1.0 is too small"),
        (0, {"grace_years": 5.0, "loan_years": 5.0}, "grace_years leaves no year to repay"),
        (0, {"grace_years": 2.0, "loan_years": 2.5}, "grace_years leaves no year to repay"),
        (3, {"price_floor": 90.0, "price_ceiling": 80.0}, "price_floor is above price_ceiling"),
        (
            1,
            {"index_oxide_weight": 0.6, "index_labour_weight": 0.3, "index_energy_weight": 0.2},
            "the weights of the index are above 1 together",
        ),
        (
            1,
            {"scheme_member": True, "effective_date": "2034-06-01", "scheme_end": "2034-01-01"},
            "scheme_end, 2034-01-01, is not after effective_date, 2034-06-01",
        ),
        (
            0,
            {"cost_plus_margin": 1.0, "royalty_rate": 0.15},
            None,
        ),
        (1, {"repayment": "sometimes"}, "'sometimes' is not one of the options"),
        (1, {"exit_right": ""}, "'' is not one of the options"),
    ],
)
def test_terms_that_contradict_one_another_are_refused_where_they_are(
    study: Study, number: int, terms: dict[str, Any], what: str | None
) -> None:
    data = data_of(study)
    data["deals"][number]["terms"] |= terms
    if what is None:  # the widest that is legal: twice the cost, of which 15 % is royalty
        assert Study.from_json(json.dumps(data))
        return
    ((where, told),) = refused(data).items()
    assert study.deals[number].name in where
    assert what in told


def test_a_date_of_the_scheme_is_no_matter_to_who_is_no_member(study: Study) -> None:
    data = data_of(study)
    data["deals"][1]["terms"] |= {"effective_date": "2034-06-01", "scheme_end": "2034-01-01"}
    assert Study.from_json(json.dumps(data))


EXTREMES: dict[str, tuple[dict[str, Any], dict[str, float]]] = {
    "three times the investment": ({}, {"capital_overrun": 3.0}),
    "no floor and the lowest ceiling": ({"price_floor": 0.0, "price_ceiling": 20.0}, {}),
    "the largest loan": ({"gearing": 0.85, "loan_years": 15.0, "grace_years": 10.0}, {}),
    "no loan": ({"gearing": 0.0, "loan_by_coverage": True}, {}),
    "a loan that no cash covers": ({"loan_by_coverage": True, "target_coverage": 4.0}, {}),
    "no interest to speak of": ({}, {"loan_rate": 0.01}),
    "no tax": ({}, {"company_tax_rate": 0.0, "branch_tax_rate": 0.0}),
    "the highest tax": ({"concessional_tax": False}, {"ordinary_tax_rate": 0.6}),
    "all royalties at their highest": (
        {"royalty_rate": 0.15, "royalty_per_kg": 20.0, "royalty_cap": 50.0},
        {},
    ),
    "everything guaranteed": ({"oxide_guarantee": 200.0, "income_guarantee": 200.0}, {}),
    "the smallest plant": ({"capacity": 50.0}, {}),
    "the largest plant": ({"capacity": 6_000.0}, {}),
    "as late as may be": ({"effective_date": "2035-12-31"}, {}),
    "written off at once": ({}, {"plant_depreciation": 1.0, "know_how_depreciation": 1.0}),
    "never written off": ({}, {"plant_depreciation": 0.0, "building_depreciation": 0.0}),
    "nothing made at home": (
        {"metal_at_home_after": 10.0, "blocks_at_home_after": 10.0, "localisation_damages": 20.0},
        {"localisation_slip": 10.0},
    ),
    "a flip at once and an exit": (
        {"flip_hurdle": 0.01, "irel_equity_after_flip": 1.0, "exit_right": "agreed"},
        {},
    ),
}


def with_fitting(deal: Deal, terms: dict[str, Any]) -> Deal:
    known = deal.terms.model_dump()
    return deal.with_terms(**{name: each for name, each in terms.items() if name in known})


@pytest.mark.parametrize("name", EXTREMES)
def test_what_is_extreme_but_legal_gives_finite_numbers(
    study: Study, dataset: Dataset, name: str
) -> None:
    terms, held = EXTREMES[name]
    world = study.world
    for key, value in held.items():
        world = world.with_override(key, value)
    changed = tuple(with_fitting(each, terms) for each in study.deals)
    extreme = study.changed(deals=changed, world=world, draws=DRAWS)
    for deal, outcome in evaluate(extreme, dataset).outcomes.items():
        for quantity, values in outcome.values.items():
            assert np.isfinite(values).all(), (deal, quantity)


LATE = {"qualification_duration": 240.0, "qualification_copied_duration": 240.0}


def test_a_deal_that_never_makes_a_magnet_is_refused_in_plain_words(
    study: Study, dataset: Dataset
) -> None:
    world = study.world
    for name, months in (LATE | {"commissioning_duration": 240.0}).items():
        world = world.with_override(name, months)
    told = refusal(study.changed(world=world, draws=DRAWS), dataset)
    assert told[0].startswith(study.deals[0].name)
    for each in told:  # every deal that is so late, at once
        assert "no magnets are made within the 30 years looked at, in any draw" in each
        assert "start sooner" in each


def test_draws_that_never_deliver_have_no_cost_and_leave_the_others_theirs(
    study: Study, dataset: Dataset
) -> None:
    world = study.world
    for name, months in LATE.items():
        world = world.with_override(name, months)
    some = study.changed(deals=study.deals[:1], world=world, draws=400)
    outcome = evaluate(some, dataset).outcomes[study.deals[0].name]
    never = np.isnan(outcome.values["cost"])
    assert 0 < never.sum() < 400
    assert outcome.values["lead_time"][never].min() >= 360.0
    assert outcome.values["lead_time"][~never].max() < 360.0
    for name, values in outcome.values.items():
        assert np.isfinite(values[~never]).all(), name
        assert not np.isinf(values).any(), name
        assert all(np.isfinite(outcome.quantiles(name))), name
        assert np.isfinite(outcome.mean(name)), name
    # money that was spent in vain is still told
    assert np.isfinite(outcome.values["irel_npv"]).all()
    assert outcome.values["irel_npv"][never].max() < 0.0
