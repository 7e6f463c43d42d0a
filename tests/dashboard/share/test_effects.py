"""What each single difference does: alone it is the whole change, together there is a remainder."""

from collections.abc import Callable
from typing import Any

import pytest

from dashboard.share.effects import RESULTS, Effects, effects, rows
from models import Confidential, Deal, Study
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, Result, of

LICENCE, VENTURE, PLANT, TOLLING = USUAL.deals
FEW = 120


class Counted:
    """Evaluates with few draws, and knows what it was asked."""

    def __init__(self) -> None:
        self.asked: list[Study] = []
        self.known: dict[str, Result] = {}

    def __call__(self, study: Study) -> Result:
        self.asked.append(study)
        if study.results_key not in self.known:
            self.known[study.results_key] = of(study, FEW)
        return self.known[study.results_key]


@pytest.fixture(scope="module")
def kept() -> Counted:
    return Counted()


@pytest.fixture
def evaluate(kept: Counted) -> Counted:
    kept.asked.clear()
    return kept


def of_terms(deal: Deal, study: Study = USUAL, **changes: Any) -> Study:
    return study.replacing(deal.name, study.deal(deal.name).with_terms(**changes))


def weighed(study: Study) -> Study:
    return study.changed(weights=study.weights.model_dump() | {"cost": 60.0})


SINGLE: dict[str, Callable[[Study], Study]] = {
    "toll fee": lambda study: of_terms(TOLLING, study, toll_fee=40.0),
    "equity": lambda study: of_terms(VENTURE, study, irel_equity=0.26),
    "stock of the baseline": lambda study: of_terms(study.baseline, study, magnet_stock_india=90.0),
    "partner": lambda study: study.replacing(
        VENTURE.name, VENTURE.model_copy(update={"partner": "star_group"})
    ),
    "a number": lambda study: study.changed(
        world=study.world.with_override("oxide_price_long_run", 120.0)
    ),
    "weight": weighed,
    "seed": lambda study: study.changed(seed=2),
}


@pytest.mark.parametrize("name", SINGLE)
def test_the_effect_of_a_single_difference_is_the_total_change_exactly(
    name: str, evaluate: Counted
) -> None:
    found = effects(USUAL, SINGLE[name](USUAL), evaluate)
    (effect,) = found.single
    assert effect.moved
    assert effect.moved == {k: each for k, each in found.total.items() if any(each.values())}
    assert not any(gap for each in found.remainder.values() for gap in each.values())


def test_the_total_is_the_later_median_less_the_earlier_one(evaluate: Counted) -> None:
    later = of_terms(VENTURE, irel_equity=0.26)
    found = effects(USUAL, later, evaluate)
    (old, old_scored), (new, new_scored) = evaluate(USUAL), evaluate(later)
    for key in RESULTS[:3]:
        sides = [each.outcomes[VENTURE.name].span(key)[1] for each in (new, old)]
        assert found.total[VENTURE.name][key] == pytest.approx(sides[0] - sides[1], abs=1e-9)
    scores = [each.scores[VENTURE.name].mean() for each in (new_scored, old_scored)]
    assert found.total[VENTURE.name]["score"] == pytest.approx(scores[0] - scores[1], abs=1e-9)
    assert set(found.total) == {each.name for each in later.all_deals}


def test_a_higher_toll_fee_raises_the_cost_of_the_tolling_deal_and_nothing_of_the_others(
    evaluate: Counted,
) -> None:
    (effect,) = effects(USUAL, of_terms(TOLLING, toll_fee=40.0), evaluate).single
    assert set(effect.moved) == {TOLLING.name}
    moved = effect.moved[TOLLING.name]
    assert moved["cost"] > 0 > moved["score"]
    assert (moved["lead_time"], moved["supply_security"]) == (0.0, 0.0)


def test_title_and_marks_have_no_effect_and_are_not_evaluated(evaluate: Counted) -> None:
    marks = Confidential(terms=("toll_fee",), results=("cost",), weights=True, world=True)
    later = USUAL.changed(title="Another", confidential=marks)
    later = later.replacing(TOLLING.name, TOLLING.model_copy(update={"confidential": True}))
    found = effects(USUAL, later, evaluate)
    assert len(found.single) == 6
    assert not any(each.moved or each.refusal for each in found.single)
    assert evaluate.asked == [USUAL, later]


def test_a_new_name_and_a_new_order_have_no_effect(evaluate: Counted) -> None:
    renamed = [each.model_copy(update={"name": f"{each.name} 2"}) for each in USUAL.deals]
    found = effects(USUAL, USUAL.changed(deals=tuple(reversed(renamed))), evaluate)
    assert len(found.single) == 5
    assert not any(each.moved or each.refusal for each in found.single)


def test_effects_on_a_renamed_deal_are_under_its_later_name(evaluate: Counted) -> None:
    deal = TOLLING.with_terms(toll_fee=40.0).model_copy(update={"name": "Kobe"})
    found = effects(USUAL, USUAL.replacing(TOLLING.name, deal), evaluate)
    name, fee = found.single
    assert (name.moved, set(fee.moved)) == ({}, {"Kobe"})
    assert fee.moved["Kobe"] == found.total["Kobe"]


def test_another_deal_changes_nothing_of_the_others(evaluate: Counted) -> None:
    extra = TOLLING.model_copy(update={"name": "Extra"})
    later = USUAL.changed(deals=(*USUAL.deals[1:], extra))
    found = effects(USUAL, later, evaluate)
    assert [each.difference.where for each in found.single] == [LICENCE.name, "Extra"]
    assert not any(each.moved or each.refusal for each in found.single)
    assert set(found.total) == {each.name for each in USUAL.all_deals[1:]}


def test_terms_that_act_together_leave_a_remainder(evaluate: Counted) -> None:
    low = of_terms(VENTURE, royalty_cap=0.5, royalty_rate=0.0)
    high = of_terms(VENTURE, royalty_cap=10.0, royalty_rate=0.1)
    found = effects(low, high, evaluate)
    together, alone = found.total[VENTURE.name], [x.moved for x in found.single]
    added = sum(each.get(VENTURE.name, {"cost": 0.0})["cost"] for each in alone)
    rest = found.remainder[VENTURE.name]["cost"]
    assert rest > 0.1
    assert rest == pytest.approx(together["cost"] - added, abs=1e-9)
    assert rows(found, DOLLARS)[-1]["Difference"] == "Acting together"


def test_what_rounding_leaves_is_no_remainder(evaluate: Counted) -> None:
    later = of_terms(LICENCE, upfront_fee=11.0, milestone_fee=2.0)
    found = effects(USUAL, later, evaluate)
    assert len(found.single) == 2
    # IREL sets a loss off at once, so its tax is a share of whatever it earns: the fees add up
    assert found.remainder[LICENCE.name]["score"] == 0.0


def test_a_difference_that_cannot_be_alone_has_the_reason_instead(evaluate: Counted) -> None:
    later = of_terms(VENTURE, royalty_floor=8.0, royalty_cap=9.0)
    found = effects(USUAL, later, evaluate)
    by_name = {each.difference.what: each for each in found.single}
    floor, cap = by_name["Least royalty a year"], by_name["Highest royalty a year"]
    assert "royalty_floor is above royalty_cap" in floor.refusal
    assert (floor.moved, cap.refusal) == ({}, "")
    remarks = [each["Remark"] for each in rows(found, DOLLARS) if each["Remark"]]
    assert f"not possible alone: {floor.refusal}" in remarks


def test_a_difference_without_results_of_its_own_has_the_reason_instead(evaluate: Counted) -> None:
    before = of_terms(VENTURE, oxide_share=1.0, top_up=False)
    later = of_terms(VENTURE, oxide_share=0.0, top_up=True)
    found = effects(before, later, evaluate)
    by_name = {each.difference.what: each for each in found.single}
    assert "no magnets are made" in by_name["Share of IREL's free oxide"].refusal
    assert by_name["Import oxide when IREL falls short"].refusal == ""


def test_at_most_so_many_differences_are_tried_and_the_others_counted(evaluate: Counted) -> None:
    later = of_terms(VENTURE, royalty_cap=4.0, irel_equity=0.26, upfront_fee=20.0)
    found = effects(USUAL, weighed(later), evaluate, most=2)
    assert (len(found.single), found.left_out) == (2, 2)
    assert len(evaluate.asked) == 2 + 2
    last = rows(found, DOLLARS)[-1]["Difference"]
    assert last == "Acting together and 2 more differences"


def test_equal_studies_have_no_effects(evaluate: Counted) -> None:
    found = effects(USUAL, USUAL, evaluate)
    assert (found.single, found.left_out) == ((), 0)
    assert not any(gap for each in found.total.values() for gap in each.values())
    assert rows(found, DOLLARS) == []


def test_rows_are_in_words(evaluate: Counted) -> None:
    later = of_terms(TOLLING, toll_fee=40.0).changed(title="Another")
    found: Effects = effects(USUAL, later, evaluate, numbers=DATASET.parameters)
    fee, title = rows(found, RUPEES)
    rise = found.total[TOLLING.name]["cost"] * RUPEES.per_kg_scale
    assert fee["Difference"] == "Tolling in Japan: toll fee ₹2,880 → ₹3,490/kg"
    assert fee["Deal"] == TOLLING.name
    assert fee["Cost"] == f"+₹{rise:.0f}/kg"
    assert (fee["Lead time"], fee["Demand served"], fee["Remark"]) == (*["no change"] * 2, "")
    assert (title["Deal"], title["Cost"], title["Remark"]) == ("", "", "no effect")
