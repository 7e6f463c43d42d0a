"""The structures: what each file offers, and that every ready-made deal can be used."""

import numpy as np
import pytest

from models.dataset import Dataset
from models.evaluate import evaluate
from models.reading import parsed
from models.structures import BASELINE, STRUCTURES, Structure
from models.study import Deal, Study, preset_deal
from models.terms import Preset
from models.wiring import CRITERIA, partner_choices, wired
from tests.models.conftest import Quantities

KEYS = ["technology_transfer", "joint_venture", "foreign_plant", "oxide_tolling", BASELINE]
PRESETS = [
    pytest.param(structure, preset, id=preset.name)
    for structure in STRUCTURES.values()
    for preset in structure.presets
]
TERMS = [
    pytest.param(structure, term.name, id=f"{structure.key}-{term.name}")
    for structure in STRUCTURES.values()
    for term in structure.terms
]


def test_the_structures_come_in_order_and_the_baseline_last() -> None:
    assert list(STRUCTURES) == KEYS
    assert [key for key, each in STRUCTURES.items() if each.is_baseline] == [BASELINE]


@pytest.mark.parametrize(("structure", "preset"), PRESETS)
def test_a_preset_reads_as_a_deal_and_says_why(structure: Structure, preset: Preset) -> None:
    deal = preset_deal(structure, preset)
    assert parsed(Deal, deal.model_dump()) == deal
    assert preset.reason.endswith(".")
    defaults = structure.terms_model()
    for name, value in preset.terms.items():
        assert getattr(deal.terms, name) == value
        assert getattr(defaults, name) != value, f"{name} is the default already"


@pytest.mark.parametrize(("structure", "preset"), PRESETS)
def test_the_partner_of_a_preset_can_be_computed_and_is_known_for_it_or_the_reason_names_it(
    structure: Structure, preset: Preset, dataset: Dataset
) -> None:
    if structure.is_baseline:
        assert preset.partner == ""
        return
    assert preset.partner in partner_choices(dataset)
    partner = dataset.partners[preset.partner]
    named = {word.strip("(),") for word in partner.company.split() if word[:1].isupper()}
    told = any(word in preset.reason for word in named)
    assert structure.key in partner.structures or told or "(judgement)" in preset.reason


def test_every_preset_gives_finite_numbers_in_their_range(
    study: Study, ready_made: tuple[Deal, ...], dataset: Dataset
) -> None:
    for some in (ready_made[:8], ready_made[8:]):
        found = evaluate(study.changed(deals=some, draws=200), dataset)
        for name, outcome in found.outcomes.items():
            for key, values in outcome.values.items():
                assert np.isfinite(values).all(), (name, key)
            assert outcome.values["cost"].min() > 0.0, name
            assert outcome.values["lead_time"].min() >= 0.0, name
            security = outcome.values["supply_security"]
            assert 0.0 <= security.min() <= security.max() <= 1.0, name


def test_presets_have_names_of_their_own() -> None:
    names = [preset.name for each in STRUCTURES.values() for preset in each.presets]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(("structure", "name"), TERMS)
def test_a_term_is_within_its_bounds_and_explained(structure: Structure, name: str) -> None:
    term = next(each for each in structure.terms if each.name == name)
    assert term.kind == "choice" or term.low <= term.default <= term.high
    assert term.grade in "ABCD"
    assert term.label
    assert term.help.endswith((".", "?"))


def test_every_term_of_every_structure_is_used_by_a_formula(dataset: Dataset) -> None:
    for structure in STRUCTURES.values():
        used = {name for each in structure.formulas.values() for name in each.inputs}
        for country in {each.country for each in dataset.partners.values()}:
            if structure.is_baseline or country in {"japan", "south_korea"}:
                ready = wired(dataset, structure.key, "" if structure.is_baseline else country)
                used |= {name for each in ready.formulas.values() for name in each.inputs}
        assert {term.name for term in structure.terms} - used == set(), structure.key


def test_a_structure_that_shares_a_plant_shares_its_way_of_building_it() -> None:
    plants = [STRUCTURES[key].formulas for key in KEYS[:3]]
    for name in ("capital_expenditure", "labour_payment", "oxide_per_magnet", "cost"):
        assert len({id(each[name].compute) for each in plants}) == 1, name


def test_a_term_takes_the_place_of_the_shared_nothing() -> None:
    assert "royalty_rate" not in STRUCTURES["technology_transfer"].formulas
    assert STRUCTURES["foreign_plant"].formulas["royalty_rate"].compute()[0, 0] == 0.0
    assert STRUCTURES["oxide_tolling"].formulas["capital_cost"].compute()[0, 0] == 0.0


def test_licence_venture_and_owner_build_the_same_plant(
    study: Study, quantities: Quantities
) -> None:
    one, *others = (quantities(deal) for deal in study.deals[:3])
    for part in ("capital_expenditure", "energy_per_magnet", "light_fraction", "oxide_price"):
        assert all(np.array_equal(one[part], other[part]) for other in others), part


@pytest.mark.parametrize("equity", [0.1, 0.51, 0.9])
def test_owners_of_a_venture_need_the_mean_of_their_returns(
    study: Study, quantities: Quantities, equity: float
) -> None:
    q = quantities(study.deals[1].with_terms(irel_equity=equity))
    abroad = q["partner_return"] + q["india_premium"]
    expected = equity * q["irel_return"] + (1.0 - equity) * abroad
    assert np.allclose(q["owner_return"], expected, rtol=1e-12)


def test_the_baseline_waits_for_nothing_and_builds_nothing(
    study: Study, quantities: Quantities
) -> None:
    q = quantities(study.baseline)
    assert np.all(q["lead_time"] == 0.0)
    for part in ("oxide_cost", "capital_cost", "know_how_cost", "toll_cost", "royalty_cost"):
        assert np.all(q[part] == 0.0), part
    whole = q["import_cost"] + q["logistics_cost"] + q["duty_cost"] + q["stock_cost"]
    assert np.allclose(q["cost"], whole, rtol=1e-12)


def test_every_structure_gives_every_criterion(dataset: Dataset) -> None:
    for key, structure in STRUCTURES.items():
        ready = wired(dataset, key, "" if structure.is_baseline else "japan")
        names = {each.name for each in ready.steps}
        assert set(CRITERIA) <= names
