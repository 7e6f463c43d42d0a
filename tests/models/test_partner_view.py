"""A partner view: what is marked is not in it, nor what would give it away."""

import dataclasses
import json

import pytest

from models import (
    COST_PARTS,
    CRITERIA,
    Confidential,
    Dataset,
    OwnWorld,
    PartnerView,
    Stakeholder,
    Study,
    StudyError,
    Weights,
    evaluate,
    partner_view,
    revealing,
    score,
    seen_evaluation,
    seen_study,
)
from models.wiring import BRIDGED

# What the deal is worth to everybody but the partner, whatever is marked.
OTHERS = {f"{party}_npv" for party in ("irel", "government", "buyer", "lender")}
OTHERS |= {"irel_gain", "government_gain", "buyer_gain", "ledger_residual"}
LOSSES = {"feed_loss", "plant_loss", "china_loss", "border_loss", "partner_loss"}


def marked(study: Study, deals: tuple[str, ...] = (), **marks) -> Study:
    hidden = (each.model_copy(update={"confidential": each.name in deals}) for each in study.deals)
    return study.changed(deals=tuple(hidden), confidential=Confidential(**marks), draws=200, seed=5)


def view_of(study: Study, dataset: Dataset) -> PartnerView:
    return partner_view(evaluate(seen_study(study), dataset), dataset)


def text_of(view: PartnerView) -> str:
    plain = {**vars(view), "deals": [vars(each) for each in view.deals]}
    return json.dumps(plain, default=str)


def test_without_marks_everything_is_seen(study: Study, dataset: Dataset) -> None:
    plain = marked(study)
    view, evaluation = view_of(plain, dataset), evaluate(plain, dataset)
    assert view.complete
    assert [each.name for each in view.deals] == list(evaluation.outcomes)
    for each, outcome in zip(view.deals, evaluation.outcomes.values(), strict=True):
        assert each.terms == outcome.deal.terms.model_dump()
        told = {key: outcome.span(key) for key in outcome.values if key not in OTHERS}
        assert each.quantities == told
    ranks = score(evaluation, dataset.criteria)
    assert [each.score["rank"] for each in view.deals] == [ranks.rank(x.name) for x in view.deals]


def test_what_others_gain_is_computed_but_never_told(study: Study, dataset: Dataset) -> None:
    plain = marked(study)
    known = evaluate(plain, dataset).outcomes
    for each in view_of(plain, dataset).deals:
        assert not OTHERS & set(each.quantities)
        if known[each.name].deal.partner:
            assert set(known[each.name].values) >= OTHERS
            assert "partner_npv" in each.quantities


def test_a_hidden_term_is_in_no_deal_and_takes_with_it_what_would_give_it_away(
    study: Study, dataset: Dataset
) -> None:
    tolling = study.deals[3]
    secret = study.replacing(tolling.name, tolling.with_terms(toll_fee=36.4321))
    view = view_of(marked(secret, terms=("toll_fee",)), dataset)
    assert "36.4321" not in text_of(view)
    seen = {each.name: each for each in view.deals}
    assert all("toll_fee" not in each.terms for each in view.deals)
    assert not {"fee_against_asking", "converter_margin", *COST_PARTS} & set(
        seen[tolling.name].quantities
    )
    assert set(COST_PARTS) <= set(seen[study.deals[0].name].quantities)
    assert set(CRITERIA) <= set(seen[tolling.name].quantities)
    assert not view.complete


def test_what_stays_though_a_hidden_term_enters_it_is_said(study: Study, dataset: Dataset) -> None:
    assert revealing(marked(study, terms=("toll_fee",)), dataset) == {"cost": ("toll_fee",)}
    both = marked(study, terms=("toll_fee",), results=("cost",))
    assert revealing(both, dataset) == {}
    alone = marked(study, (study.deals[3].name,), terms=("toll_fee",))
    assert revealing(alone, dataset) == {}


@pytest.mark.parametrize(
    ("mark", "gone"),
    [
        ("cost", {"cost", *COST_PARTS}),
        ("cost_parts", set(COST_PARTS)),
        ("lead_time", {"lead_time", "first_magnets", "full_rate_time", *BRIDGED}),
        ("supply_security", {"supply_security", "demand_coverage", *LOSSES}),
        ("price_against_cost", {"price_against_cost"}),
        ("score", set()),
    ],
)
def test_a_hidden_result_goes_with_all_that_adds_up_to_it(
    study: Study, dataset: Dataset, mark: str, gone: set[str]
) -> None:
    plain, view = view_of(marked(study), dataset), view_of(marked(study, results=(mark,)), dataset)
    for whole, left in zip(plain.deals, view.deals, strict=True):
        assert set(whole.quantities) - set(left.quantities) == gone & set(whole.quantities)


@pytest.mark.parametrize(
    "marks",
    [
        {"results": ("score",)},
        {"results": ("cost",)},
        {"results": ("lead_time",)},
        {"weights": True},
    ],
)
def test_without_a_criterion_or_the_weights_there_is_no_score(
    study: Study, dataset: Dataset, marks: dict
) -> None:
    view = view_of(marked(study, **marks), dataset)
    assert all(each.score is None for each in view.deals)
    assert view.weights is None
    assert view.certainty is None
    assert view.half_way is None


def test_what_is_worth_half_is_seen_with_the_weights(study: Study, dataset: Dataset) -> None:
    bent = study.changed(half_way={"cost": 90.0})
    assert view_of(marked(bent), dataset).half_way == {"cost": 90.0}
    assert view_of(marked(bent, weights=True), dataset).half_way is None


def test_a_world_that_holds_what_is_hidden_is_not_seen(study: Study, dataset: Dataset) -> None:
    worlds = (
        OwnWorld(name="Dear toll", terms={"toll_fee": 71.25}),
        OwnWorld(name="Duty", overrides={"oxide_duty": 0.0725}),
        OwnWorld(name="Late", terms={"effective_date": "2028-02-01"}),
    )
    own = study.changed(worlds=worlds)

    def seen(study: Study) -> list[str]:
        return [each.name for each in view_of(study, dataset).worlds]

    assert seen(marked(own)) == ["Dear toll", "Duty", "Late"]
    assert seen(marked(own, terms=("toll_fee",))) == ["Duty", "Late"]
    assert seen(marked(own, world=True)) == ["Dear toll", "Late"]
    tolling = tuple(each.name for each in own.deals if each.structure == "oxide_tolling")
    assert seen(marked(own, deals=tolling)) == ["Duty", "Late"]  # a term of no deal that is seen


def test_other_peoples_weights_are_never_seen(study: Study, dataset: Dataset) -> None:
    weights = Weights(cost=71.25, lead_time=1.0, supply_security=1.0)
    told = text_of(
        view_of(
            marked(
                study.changed(stakeholders=(Stakeholder(name="The ministry", weights=weights),))
            ),
            dataset,
        )
    )
    assert "ministry" not in told
    assert "71.25" not in told


def test_hidden_weights_could_be_solved_from_scores_so_both_go(
    study: Study, dataset: Dataset
) -> None:
    """Three criteria and four mean scores give the weights: the reason for the rule."""
    import numpy as np  # noqa: PLC0415

    evaluation = evaluate(marked(study), dataset)
    scored = score(evaluation, dataset.criteria)
    values = np.array([[each[k].mean() for k in CRITERIA] for each in scored.values.values()])
    means = np.array([each.mean() for each in scored.scores.values()])
    solved = np.linalg.lstsq(values, means, rcond=None)[0]
    assert solved == pytest.approx([study.weights.shares()[key] for key in CRITERIA], abs=1e-9)


def test_a_hidden_deal_is_nowhere_and_the_others_rank_among_themselves(
    study: Study, dataset: Dataset
) -> None:
    best = study.deals[2].name
    view = view_of(marked(study, (best,)), dataset)
    assert best not in text_of(view)
    assert sum(each.score["first"] for each in view.deals) == pytest.approx(1.0)
    assert {each.score["rank"].rstrip("=") for each in view.deals} <= {"1", "2", "3", "4"}


def test_changed_numbers_are_hidden_on_request(study: Study, dataset: Dataset) -> None:
    held = study.changed(world=study.world.with_override("oxide_duty", 0.0123))
    assert view_of(marked(held), dataset).changed_numbers == {"oxide_duty": 0.0123}
    assert view_of(marked(held, world=True), dataset).changed_numbers is None


def test_charts_get_no_hidden_quantity_either(study: Study, dataset: Dataset) -> None:
    hidden = seen_study(marked(study, results=("cost",)))
    seen = seen_evaluation(evaluate(hidden, dataset), dataset)
    for outcome in seen.outcomes.values():
        assert "cost" not in outcome.values
        assert not set(COST_PARTS) & set(outcome.values)
        assert not {"cost", *COST_PARTS} & set(outcome.known)


def test_a_study_of_hidden_deals_alone_is_not_shown(study: Study) -> None:
    with pytest.raises(StudyError, match="every deal"):
        seen_study(marked(study, tuple(each.name for each in study.deals)))


def test_the_view_has_no_field_through_which_the_study_itself_could_pass() -> None:
    fields = {each.name for each in dataclasses.fields(PartnerView)}
    assert not fields & {"study", "evaluation", "outcomes", "confidential", "note", "author"}


def test_the_baseline_is_no_secret(study: Study) -> None:
    secret = study.baseline.model_copy(update={"confidential": True})
    with pytest.raises(StudyError, match="the baseline is no secret"):
        study.changed(baseline=secret)
