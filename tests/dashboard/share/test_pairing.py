"""Which deals of two versions are the same one."""

from typing import Any

from dashboard.share.differences import differences
from dashboard.share.pairing import renamed
from models import STRUCTURES, Deal, Study, preset_deal
from tests.dashboard.drawn import USUAL

TOLLING, VENTURE = USUAL.deals[3], USUAL.deals[1]
KIND = STRUCTURES["oxide_tolling"]


def given(deal: Deal, **changes: Any) -> Deal:
    return deal.model_copy(update=changes)


def with_deals(*deals: Deal) -> Study:
    return USUAL.changed(deals=deals)


def test_the_nearest_deal_of_the_same_structure_is_taken_as_the_renamed_one() -> None:
    japan, korea, stocks, _ = (preset_deal(KIND, each) for each in KIND.presets)
    before = with_deals(VENTURE, japan, korea)
    near = given(korea.with_terms(toll_fee=30.0), name="K")
    after = with_deals(VENTURE, near, given(stocks, name="S"), given(japan, name="J"))
    assert renamed(before, after) == {japan.name: "J", korea.name: "K"}
    assert [(each.where, each.what) for each in differences(before, after)] == [
        ("S", "Deal"),
        ("K", "Name"),
        ("K", "Toll fee"),
        ("J", "Name"),
        ("Study", "Order of deals"),
    ]


def test_how_far_numbers_lie_apart_decides_where_as_many_terms_differ() -> None:
    before = with_deals(
        TOLLING.with_terms(toll_fee=20.0), given(TOLLING.with_terms(toll_fee=60.0), name="dear")
    )
    fees = {"X": 58.0, "Y": 22.0}
    after = with_deals(
        *(given(TOLLING.with_terms(toll_fee=fee), name=key) for key, fee in fees.items())
    )
    assert renamed(before, after) == {TOLLING.name: "Y", "dear": "X"}


def test_the_partner_decides_where_all_terms_are_the_same() -> None:
    before = with_deals(TOLLING, given(TOLLING, name="second", partner="star_group"))
    after = with_deals(given(TOLLING, name="X", partner="star_group"), given(TOLLING, name="Y"))
    assert renamed(before, after) == {TOLLING.name: "Y", "second": "X"}


def test_a_deal_of_another_structure_is_not_taken_as_renamed() -> None:
    later = with_deals(*USUAL.deals[:3], given(VENTURE, name="Second venture"))
    assert renamed(USUAL, later) == {}
    removed, added = differences(USUAL, later)
    assert (removed.where, added.where) == (TOLLING.name, "Second venture")
