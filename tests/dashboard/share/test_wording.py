"""Differences in words."""

import datetime
from typing import Any

import pytest

from dashboard.share.difference import Difference
from dashboard.share.differences import differences
from dashboard.share.digits import ARROW
from dashboard.share.wording import headline, in_words, running
from models import STRUCTURES, Confidential, Deal, OwnWorld, Study
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL
from tests.models.study_data import data_of, put
from tests.models.test_study import all_filled, changeable, other

COMPANIES = {key: each.company for key, each in DATASET.partners.items()}
LICENCE, VENTURE, _, TOLLING = USUAL.deals


def of(before: Study, after: Study) -> tuple[Difference, ...]:
    return differences(before, after, DATASET.parameters)


def said(after: Study, before: Study = USUAL) -> list[str]:
    return [in_words(each, DOLLARS, COMPANIES) for each in of(before, after)]


def terms(deal: Deal, **changes: Any) -> Study:
    return USUAL.replacing(deal.name, deal.with_terms(**changes))


def held(value: float, name: str = "oxide_price_long_run") -> Study:
    return USUAL.changed(world=USUAL.world.with_override(name, value))


def marked(**marks: Any) -> Study:
    return USUAL.changed(confidential=Confidential(**marks))


@pytest.mark.parametrize(
    ("deal", "name", "value", "words"),
    [
        (VENTURE, "royalty_cap", 4.0, "highest royalty a year 5 → 4 M USD a year"),
        (VENTURE, "irel_equity", 0.26, "IREL's equity 51 % → 26 %"),
        (VENTURE, "irel_equity", 0.5101, "IREL's equity 51 % → 51.01 %"),
        (VENTURE, "royalty_years", 1.0, "years of royalty 10 → 1"),
        (VENTURE, "step_in_days", 90.0, "step-in after a deadlock 120 → 90 days"),
        (VENTURE, "via_tender", True, "partner found through the scheme's tender no → yes"),
        (VENTURE, "chinese_equipment", True, "Chinese-made equipment no → yes"),
        (TOLLING, "toll_fee", 36.0, "toll fee 33 → 36 USD/kg"),
        (TOLLING, "capacity", 1000.4, "magnet capacity 1,000 → 1,000.4 t a year"),
        (
            TOLLING,
            "effective_date",
            datetime.date(2029, 4, 1),
            "effective date 1 January 2027 → 1 April 2029",
        ),
    ],
)
def test_a_term_is_said_with_its_unit(deal: Deal, name: str, value: Any, words: str) -> None:
    assert said(terms(deal, **{name: value})) == [f"{deal.name}: {words}"]


def test_money_is_that_of_the_reader() -> None:
    (cap,) = of(USUAL, terms(VENTURE, royalty_cap=4.0))
    # 5 M USD x 87.16 = 435.8 M rupees = 43.6 crore
    expected = "highest royalty a year ₹43.6 → ₹34.9 crore a year"
    assert in_words(cap, RUPEES) == f"{VENTURE.name}: {expected}"


def test_a_renamed_deal_is_said_to_be_and_its_terms_are_under_its_new_name() -> None:
    update = {"name": "Toll in Kobe", "partner": "daido"}
    later = USUAL.replacing(
        TOLLING.name, TOLLING.with_terms(toll_fee=36.0).model_copy(update=update)
    )
    assert said(later) == [
        "renamed Tolling in Japan → Toll in Kobe",
        f"Toll in Kobe: partner Shin-Etsu Chemical → {COMPANIES['daido']}",
        "Toll in Kobe: toll fee 33 → 36 USD/kg",
    ]


def test_a_partner_without_a_label_is_said_by_its_key() -> None:
    (found,) = of(
        USUAL, USUAL.replacing(TOLLING.name, TOLLING.model_copy(update={"partner": "daido"}))
    )
    assert in_words(found, DOLLARS) == "Tolling in Japan: partner Shin etsu → Daido"


def test_deals_come_and_go_with_their_structure() -> None:
    less = USUAL.changed(deals=USUAL.deals[:3])
    assert said(less) == ["Tolling in Japan removed (Oxide tolling)"]
    assert said(USUAL, less) == ["Tolling in Japan added (Oxide tolling)"]


def test_a_number_of_the_dataset_is_said_with_the_value_of_the_dataset() -> None:
    label = "World: NdPr oxide in the long run"
    assert said(held(90.0)) == [f"{label} 80 (data) → 90 USD/kg"]
    assert said(USUAL, held(90.0)) == [f"{label} 90 → 80 USD/kg (data)"]
    assert said(held(90.01), held(90.0)) == [f"{label} 90 → 90.01 USD/kg"]
    assert said(held(80.0)) == [f"{label} 80 (data) → 80 USD/kg"]


def test_a_number_that_holds_for_one_country_says_so() -> None:
    name = next(key for key in DATASET.parameters if key.endswith("@japan"))
    row = DATASET.parameters[name]
    (found,) = of(USUAL, held(row.low, name))
    assert found.what == f"{row.label} · Japan"


def test_a_number_that_is_not_known_is_said_by_its_name() -> None:
    there, back = (differences(*each)[0] for each in ((USUAL, held(9.0)), (held(9.0), USUAL)))
    assert in_words(there, DOLLARS) == "World: oxide price long run as in the data → 9"
    assert in_words(back, DOLLARS) == "World: oxide price long run 9 → as in the data"


def test_what_belongs_to_the_whole_study_is_said_in_its_own_words() -> None:
    weights = USUAL.weights.model_dump() | {"cost": 50.0}
    first, second, *rest = USUAL.deals
    later = USUAL.changed(
        title="", draws=2001, seed=123_457, weights=weights, deals=(second, first, *rest)
    ).changed(certainty="very sure")
    assert said(later) == [
        "Weights: cost 27.8 → 50",
        "Weights: how sure “fairly sure” → “very sure”",
        "Study: draws 2,000 → 2,001",
        "Study: seed 1 → 123,457",
        "Study: title “Default study” → none",
        f"Study: order of deals {first.name} · {second.name} → {second.name} · {first.name}",
    ]


def test_worlds_that_are_tried_are_said_with_what_they_hold() -> None:
    toll = OwnWorld(name="Dear toll", overrides={"oxide_duty": 0.02}, terms={"toll_fee": 45.0})
    before = USUAL.changed(worlds=(toll,))
    assert said(before) == ["world “Dear toll” added"]
    assert said(USUAL, before) == ["world “Dear toll” removed"]
    renamed = toll.model_copy(update={"name": "Dearest toll"})
    assert said(USUAL.changed(worlds=(renamed,)), before) == [
        "world “Dear toll” renamed “Dearest toll”"
    ]
    held = {"toll_fee": 50.0, "price_basis": "cost_plus", "by_air": True}
    other = OwnWorld(name="Dear toll", overrides={"oxide_duty": 0.03}, terms=held)
    assert said(USUAL.changed(worlds=(other,)), before) == [
        f"World “Dear toll”: {running(DATASET.parameters['oxide_duty'].label)} 2 % → 3 %",
        "World “Dear toll”: magnets come back by air as agreed → yes",
        "World “Dear toll”, price of the magnets follows: as agreed → cost plus",
        "World “Dear toll”: toll fee 45 → 50 USD/kg",
    ]


def test_what_is_worth_half_and_other_people_are_said_in_words() -> None:
    bent = USUAL.changed(half_way={"cost": 90.0})
    assert said(bent) == ["Weights: cost valued evenly → worth half at 90 USD/kg"]
    assert said(USUAL, bent) == ["Weights: cost worth half at 90 USD/kg → valued evenly"]
    more = USUAL.changed(half_way={"cost": 95.0, "supply_security": 0.9})
    assert said(more, bent) == [
        "Weights: cost worth half at 90 → 95 USD/kg",
        "Weights: supply security valued evenly → worth half at 90 %",
    ]
    buyer = {"name": "Buyer", "weights": {"cost": 50.0, "lead_time": 30.0, "supply_security": 20.0}}
    with_buyer = USUAL.changed(stakeholders=(buyer,))
    assert said(with_buyer) == ["weights of “Buyer” added"]
    buyer["weights"]["cost"] = 60.0  # type: ignore[index]
    assert said(USUAL.changed(stakeholders=(buyer,)), with_buyer) == [
        "Weights of Buyer: cost 50 → 60"
    ]
    buyer["name"] = "Car maker"
    assert said(
        USUAL.changed(stakeholders=(buyer,)),
        USUAL.changed(stakeholders=({**buyer, "name": "Buyer"},)),
    ) == ["weights of “Buyer” renamed “Car maker”"]


def test_marks_say_what_is_left_out_and_what_is_shown_again() -> None:
    assert said(marked(terms=("toll_fee", "capacity"), results=("cost",), weights=True)) == [
        "Partner view: magnet capacity and toll fee left out",
        "Partner view: cost left out",
        "Partner view: weights left out",
    ]
    earlier = marked(terms=("capacity", "by_air"), world=True)
    assert said(marked(terms=("toll_fee", "by_air")), earlier) == [
        "Partner view: toll fee left out, magnet capacity shown again",
        "Partner view: changed numbers shown again",
    ]


def test_a_marked_term_has_all_its_labels() -> None:
    assert said(marked(terms=("upfront_fee",))) == [
        "Partner view: upfront fee or know-how fee left out"
    ]


def test_a_marked_deal_keeps_its_name_as_it_is() -> None:
    secret = USUAL.replacing(TOLLING.name, TOLLING.model_copy(update={"confidential": True}))
    assert said(secret) == ["Partner view: Tolling in Japan left out"]
    assert said(USUAL, secret) == ["Partner view: Tolling in Japan shown again"]


def test_no_two_single_changes_are_said_alike_and_none_says_the_same_on_both_sides() -> None:
    filled = all_filled(USUAL)
    data = data_of(filled)
    later = [Study.from_data(put(data, path, other(data, path))) for path in changeable(data)]
    words = [in_words(of(filled, each)[0], DOLLARS) for each in later]
    assert len(set(words)) == len(words)
    for each in words:
        before, arrow, after = each.partition(f" {ARROW} ")
        assert not arrow or not before.endswith(f" {after}"), each


def test_a_headline_does_not_name_the_only_deal() -> None:
    found = of(USUAL, terms(VENTURE, royalty_cap=4.0, irel_equity=0.26))
    assert headline(found, DOLLARS) == (
        "highest royalty a year 5 → 4 M USD a year; IREL's equity 51 % → 26 %"
    )
    assert headline(found, DOLLARS, most=1) == (
        "highest royalty a year 5 → 4 M USD a year; and 1 more"
    )


def test_a_headline_names_each_place_once() -> None:
    later = terms(VENTURE, royalty_cap=4.0, irel_equity=0.26)
    later = later.replacing(TOLLING.name, TOLLING.with_terms(toll_fee=36.0)).changed(draws=500)
    assert headline(of(USUAL, later), DOLLARS, most=4) == (
        f"{VENTURE.name}: highest royalty a year 5 → 4 M USD a year; IREL's equity 51 % → 26 %; "
        "Tolling in Japan: toll fee 33 → 36 USD/kg; Study: draws 2,000 → 500"
    )


def test_a_headline_of_the_study_alone_does_not_name_it() -> None:
    found = of(USUAL, USUAL.changed(draws=500, title="Mine"))
    assert headline(found, DOLLARS) == "draws 2,000 → 500; title “Default study” → “Mine”"
    assert headline((), DOLLARS) == "no difference"


def test_no_label_loses_the_capital_of_a_name() -> None:
    labels = {term.label for each in STRUCTURES.values() for term in each.terms}
    labels |= {each.label for each in DATASET.parameters.values()}
    kept = {each.partition(" ")[0] for each in labels if running(each) == each}
    assert kept == {"China", "Chinese-made", "India", "Indian", "IREL's", "NdPr"}
    assert running("Toll fee") == "toll fee"
