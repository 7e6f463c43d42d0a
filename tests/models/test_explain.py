"""Every number opens to its formula, inputs and sources, down to rows and terms."""

import numpy as np
import pytest

from models import (
    FEWEST_DRAWS,
    STRUCTURES,
    StudyError,
    default_study,
    explain,
    load_dataset,
    preset_deal,
    trace,
)
from models.analysis.dated_events import CALIBRATED
from models.analysis.supply_chains import PREMIUM
from models.sampling import YEARS
from models.wiring import ENGINE_UNITS, GIVEN, country_of, wired

DATASET = load_dataset()
WEIGHTS = {key: each.weight for key, each in DATASET.criteria.items()}
STUDY = default_study(WEIGHTS).changed(draws=FEWEST_DRAWS)
DEALS = [deal.name for deal in STUDY.all_deals]


@pytest.mark.parametrize("deal", DEALS)
def test_every_branch_of_every_explanation_ends_in_a_cited_row_or_a_term(deal):
    traced = trace(STUDY, DATASET, deal)
    for quantity in traced.quantities:
        made = traced.explain(quantity)
        assert made.kind == "formula"
        assert made.label, f"{quantity} says nothing of itself"
        assert made.expression.startswith(f"{quantity} =") or f"\n{quantity} =" in made.expression
        for source in made.sources:
            assert source == "definition" or source in DATASET.sources, (quantity, source)
        for below in made.inputs:
            assert_is_formula_or_end(below, traced)


def assert_is_formula_or_end(found, traced):
    """An input is itself a quantity walked over, or a row, a term or the calendar."""
    if found.kind == "formula":
        assert found.name in traced.quantities
    elif found.kind == "calendar":
        assert found.name in GIVEN
    else:
        assert found.sources
        assert set(found.sources) <= DATASET.sources.keys(), (found.name, found.sources)
        assert found.grade in "ABCD"
        assert found.grade != "D" or found.note, f"{found.name} is a guess without a reason"


def test_the_ends_of_the_cost_of_tolling_include_the_fee_and_the_oxide_price():
    ends = ends_below("cost", trace(STUDY, DATASET, "Tolling in Japan"))
    assert ends["toll_fee"].middle == 33.0
    assert ends["oxide_price_long_run"].unit == "USD/kg"
    assert "licence" not in " ".join(ends)


def ends_below(quantity, traced):
    """Rows and terms that a quantity goes down to, each formula on the way opened once."""
    found, seen, waiting = {}, {quantity}, [quantity]
    while waiting:
        for below in traced.explain(waiting.pop()).inputs:
            if below.kind in {"parameter", "term"}:
                found[below.name] = below
            elif below.kind == "formula" and below.name not in seen:
                seen.add(below.name)
                waiting.append(below.name)
    return found


def test_an_explanation_to_the_ends_reaches_all_that_lies_below():
    traced = trace(STUDY, DATASET, "Tolling in Japan")
    whole = explain(STUDY, DATASET, "Tolling in Japan", "lead_time", depth=-1)
    ends = {each.name: each for each in whole.walk() if each.kind in {"parameter", "term"}}
    assert ends == ends_below("lead_time", traced)
    assert all(not each.inputs for each in ends.values())


def test_values_are_shown_in_the_unit_in_which_they_were_written():
    found = explain(STUDY, DATASET, DEALS[0], "upfront_payment")
    fee = next(each for each in found.inputs if each.name == "upfront_fee")
    assert fee.unit == "MUSD"
    assert fee.middle == 10.0
    assert found.unit == ENGINE_UNITS["MUSD/a"][0]
    # 10 MUSD, net of 10 % Indian tax borne by the payer: 10,000 / 0.9 kUSD in one of 31 years
    assert found.middle == pytest.approx(11_111.11 / YEARS, rel=1e-6)


def test_a_changed_parameter_is_marked():
    study = STUDY.changed(world=STUDY.world.with_override("wage@india", 10.0))
    found = explain(study, DATASET, DEALS[0], "labour_payment")
    marks = {each.name: each.changed for each in found.inputs}
    assert marks["wage@india"]
    assert not marks["labour_intensity@india"]


def test_an_unknown_quantity_is_named_with_its_neighbour():
    with pytest.raises(StudyError, match="Did you mean oxide_cost"):
        explain(STUDY, DATASET, DEALS[0], "oxide_costs")


def test_every_parameter_is_used_by_some_ready_made_deal():
    """A number that moves nothing does not belong among the parameters."""
    used = set()
    for structure in STRUCTURES.values():
        for preset in structure.presets:
            deal = preset_deal(structure, preset)
            country = country_of(deal, DATASET)
            ready = wired(DATASET, structure.key, country)
            rows = DATASET.for_deal(structure.key, structure.site_for(country), country)
            made = {step.name for step in ready.steps}
            read = {name for step in ready.steps for name in step.inputs} - made
            used |= {rows[name].name for name in read & rows.keys()}
    # the first is told beside the cost, not in it; the others say how events are counted
    assert set(DATASET.parameters) - used == {PREMIUM} | CALIBRATED


def test_years_and_draws_without_a_number_are_left_out():
    venture = STUDY.deals[1]
    covered = explain(STUDY, DATASET, venture.name, "coverage")
    assert 0.0 <= covered.low <= covered.middle <= covered.high < 100.0
    held = STUDY.world.with_override("qualification_duration", 240.0)
    late = STUDY.changed(world=held, draws=400)
    never = ~np.isfinite(trace(late, DATASET, DEALS[0]).values["cost"].array)
    assert 0 < never.sum() < 400
    cost = explain(late, DATASET, DEALS[0], "cost")
    assert 0.0 < cost.low < cost.middle < cost.high < np.inf


def test_a_number_that_there_never_is_has_none():
    unlent = STUDY.replacing(DEALS[1], STUDY.deals[1].with_terms(gearing=0.0))
    assert np.isnan(explain(unlent, DATASET, DEALS[1], "coverage").middle)
