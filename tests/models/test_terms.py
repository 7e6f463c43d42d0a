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
