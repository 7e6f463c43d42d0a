"""Every term does something, and its declaration is complete."""

import datetime

import pytest

from models import STRUCTURES, Memo, default_study, evaluate, load_dataset, preset_deal
from models.wiring import partner_choices

DATASET = load_dataset()
STUDY = default_study({key: each.weight for key, each in DATASET.criteria.items()}).changed(
    draws=200
)
MEMO = Memo()
# Terms that act only where others are agreed.
INDEX = {"price_basis": "index", "price_ceiling": 1_000.0, "price_floor": 0.0}
DEAR = {"parity_discount": -1.0, "price_ceiling": 1_000.0}  # buyers pay twice the import price
BESIDE = {
    "scheme_bid": {"scheme_member": True},
    "spares_cover": {"chinese_equipment": True},
    "know_how_as_equity": {"net_of_tax": True},
    "net_of_tax": {},
    "penalty_share": {"yield_guarantee": 2.8, "penalty_cap": 1.0},
    "penalty_cap": {"yield_guarantee": 3.0, "penalty_cap": 0.05},
    "yield_guarantee": {"penalty_cap": 1.0},
    "step_in_days": {},
    "royalty_floor": {"royalty_floor": 0.0, "royalty_cap": 10.0},
    "royalty_cap": {"royalty_cap": 1.0},
    "royalty_lifetime_cap": {"royalty_lifetime_cap": 20.0},
    "index_base_price": INDEX,
    "index_oxide_weight": INDEX,
    "index_labour_weight": INDEX,
    "index_energy_weight": INDEX,
    "cost_plus_margin": {"price_basis": "cost_plus"},
    "parity_discount": {"price_basis": "parity"},
    "upside_threshold": {"upside_share": 0.3},
    "award_open": {"scheme_member": True},
    "scheme_end": {"scheme_member": True},
    "localisation_damages": {"metal_at_home_after": 2.0},
    "target_coverage": DEAR | {"loan_by_coverage": True},
    "lockup_coverage": {"lockup_coverage": 3.0},
    "flip_hurdle": DEAR | {"flip_hurdle": 0.1},
    "irel_equity_after_flip": DEAR | {"flip_hurdle": 0.1},
    "exit_year": {"exit_right": "agreed"},
    "exit_basis": {"exit_right": "agreed"},
    "exit_multiple": {"exit_right": "agreed"},
}
CASES = [(key, term.name) for key, each in STRUCTURES.items() for term in each.terms]


def results(structure, terms):
    deal = preset_deal(structure, structure.presets[0]).with_terms(**terms)
    study = STUDY.changed(baseline=deal) if structure.is_baseline else STUDY.changed(deals=(deal,))
    values = evaluate(study, DATASET, memo=MEMO).outcomes[deal.name].values
    return {name: each.tobytes() for name, each in values.items()}


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_term_moves_a_result(key, name):
    structure = STRUCTURES[key]
    known = {term.name: term for term in structure.terms}
    beside = {each: value for each, value in BESIDE.get(name, {}).items() if each in known}
    before = preset_deal(structure, structure.presets[0]).with_terms(**beside).terms
    now = getattr(before, name)
    term = known[name]
    if term.kind == "flag":
        other = not now
    elif term.kind == "day":
        other = now + datetime.timedelta(days=365)
    elif term.kind == "choice":
        other = next(each for each in reversed(term.options) if each != now)
    else:
        other = (term.low + now) / 2 if now > term.low else (now + term.high) / 2
    assert results(structure, {**beside, name: other}) != results(structure, beside)


@pytest.mark.parametrize(("key", "name"), CASES)
def test_a_term_says_what_it_is(key, name):
    term = next(each for each in STRUCTURES[key].terms if each.name == name)
    assert term.label
    assert term.help
    assert term.unit
    assert set(term.source.split("|")) <= DATASET.sources.keys()
    assert term.grade in "ABCD"
    if term.kind == "choice":
        assert term.default in term.options
        assert all(term.options.values())
    else:
        assert term.low <= term.default <= term.high


@pytest.mark.parametrize("key", [key for key, each in STRUCTURES.items() if not each.is_baseline])
def test_presets_cover_both_countries_and_four_deals(key):
    presets = STRUCTURES[key].presets
    countries = {DATASET.partners[each.partner].country for each in presets}
    assert countries == {"japan", "south_korea"}
    assert len(presets) >= 4
    for preset in presets:
        assert preset.reason
        assert preset.partner in partner_choices(DATASET)
