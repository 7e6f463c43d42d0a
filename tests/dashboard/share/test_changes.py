"""Results of two versions side by side, from the figures saved with them."""

import json
from typing import Any

import pytest

from dashboard import text
from dashboard.share.changes import UNITS, Change, changes, rows
from models import Study, canonical, figures
from tests.dashboard.drawn import DOLLARS, RUPEES, USUAL, of

TOLLING = USUAL.deals[3]
MINUS, DASH = text.MINUS, text.DASH
Figures = dict[str, Any]


def saved(study: Study) -> Figures:
    found: Figures = json.loads(canonical(figures(*of(study))))
    return found


@pytest.fixture(scope="module")
def usual() -> Figures:
    return saved(USUAL)


@pytest.fixture(scope="module")
def dearer() -> Figures:
    return saved(USUAL.replacing(TOLLING.name, TOLLING.with_terms(toll_fee=40.0)))


def of_one(before: Any, after: Any, result: str, money: text.Money = DOLLARS) -> dict[str, str]:
    """Row of one result of an invented deal."""
    key = "quantities" if isinstance(before, list) else result
    was, now = ({result: each} if key == "quantities" else each for each in (before, after))
    return rows(changes({"A": {key: was}}, {"A": {key: now}}, {}), money)[0]


def test_figures_against_themselves_give_no_change(usual: Figures) -> None:
    found = changes(usual, json.loads(json.dumps(usual)), {})
    assert len(found) == len(usual) * len(UNITS)
    assert not any(each.moved or each.change for each in found)
    for row in rows(found, DOLLARS):
        assert (row["Before"], row["Change"]) == (row["After"], "no change")


def test_every_result_of_every_deal_is_compared(usual: Figures) -> None:
    found = changes(usual, usual, {})
    assert {(each.deal, each.result) for each in found} == {
        (deal, result) for deal in usual for result in UNITS
    }
    assert set(UNITS) == {
        *("cost", "lead_time", "supply_security", "score", "first", "rank"),
        *("first_magnets", "demand_coverage"),
    }
    figure = usual[TOLLING.name]
    by_result = {each.result: each.after for each in found if each.deal == TOLLING.name}
    assert by_result["cost"] == tuple(figure["quantities"]["cost"])
    assert by_result["score"] == (figure["score"],) * 3
    assert by_result["rank"] == figure["rank"]


def test_the_change_is_that_of_the_median(usual: Figures, dearer: Figures) -> None:
    found = {(x.deal, x.result): x for x in changes(usual, dearer, {})}
    cost = found[TOLLING.name, "cost"]
    sides = (each[TOLLING.name]["quantities"]["cost"][1] for each in (dearer, usual))
    assert cost.change == next(sides) - next(sides) > 0
    moved = {each.deal for each in found.values() if each.moved and each.result == "cost"}
    assert moved == {TOLLING.name}


def test_a_reversed_comparison_swaps_both_sides(usual: Figures, dearer: Figures) -> None:
    there, back = changes(usual, dearer, {}), changes(dearer, usual, {})
    assert [(x.before, x.after) for x in there] == [(x.after, x.before) for x in back]
    assert sum(each.moved for each in there) > 3


def test_a_renamed_deal_is_compared_with_itself(usual: Figures) -> None:
    later = {("Kobe" if name == TOLLING.name else name): each for name, each in usual.items()}
    found = changes(usual, later, {TOLLING.name: "Kobe"})
    assert not any(each.moved for each in found)
    names = {row["Deal"] for row in rows(found, DOLLARS)}
    assert "Kobe (was Tolling in Japan)" in names
    assert TOLLING.name not in names


def test_a_new_deal_under_the_former_name_of_another_one_is_new(usual: Figures) -> None:
    later = {**usual, "Kobe": usual[TOLLING.name]}
    found = changes(usual, later, {TOLLING.name: "Kobe"})
    new = [each for each in found if each.deal == TOLLING.name]
    assert len(new) == len(UNITS)
    assert all(each.before is None for each in new)


def test_a_deal_on_one_side_only_says_so(usual: Figures) -> None:
    less = {name: each for name, each in usual.items() if name != TOLLING.name}
    gone = [x for x in rows(changes(usual, less, {}), DOLLARS) if x["Deal"] == TOLLING.name]
    new = [x for x in rows(changes(less, usual, {}), DOLLARS) if x["Deal"] == TOLLING.name]
    assert len(gone) == len(new) == len(UNITS)
    assert {(x["After"], x["Change"]) for x in gone} == {(DASH, "only in the earlier version")}
    assert {(x["Before"], x["Change"]) for x in new} == {(DASH, "only in the later version")}
    assert {x.change for x in changes(usual, less, {}) if x.deal == TOLLING.name} == {None}


def test_a_result_that_one_version_does_not_know_says_so(usual: Figures) -> None:
    short = json.loads(json.dumps(usual))
    del short[TOLLING.name]["quantities"]["first_magnets"]
    (row,) = (each for each in rows(changes(short, usual, {}), DOLLARS) if each["Before"] == DASH)
    assert row["Result"] == "First magnets, not yet qualified"
    assert row["Change"] == "only in the later version"


@pytest.mark.parametrize(
    ("before", "after", "result", "cells"),
    [
        (
            [80.0, 100.0, 120.0],
            [82.5, 103.0, 120.0],
            "cost",
            ("100 USD/kg (80 to 120)", "103 USD/kg (82.5 to 120)", "+3 USD/kg"),
        ),
        (
            [0.9, 0.95, 0.99],
            [0.9, 0.94, 0.99],
            "supply_security",
            ("95 % (90 to 99)", "94 % (90 to 99)", f"{MINUS}1 percentage point"),
        ),
        (
            [1.0, 1.0, 1.0],
            [1.1, 1.2, 1.3],
            "demand_coverage",
            ("100 %", "120 % (110 to 130)", "+20 percentage points"),
        ),
        (
            [80.001, 100.0, 120.0],
            [80.002, 103.0, 120.0],
            "cost",
            ("100 USD/kg (80 to 120)", "103 USD/kg (80 to 120)", "+3 USD/kg"),
        ),
        (
            [50.0, 60.0, 70.0],
            [50.0, 60.0, 75.0],
            "lead_time",
            ("60 months (50 to 70)", "60 months (50 to 75)", "median unchanged"),
        ),
        (
            [112.31, 112.31, 112.31],
            [112.34, 112.34, 112.34],
            "cost",
            ("112.31 USD/kg", "112.34 USD/kg", "+0.03 USD/kg"),
        ),
        (0.624, 0.6, "score", ("62.4", "60", f"{MINUS}2.4 points")),
        (0.5, 0.52, "first", ("50 %", "52 %", "+2 percentage points")),
        ("2=", "1", "rank", ("2=", "1", "1 place up")),
        ("1", "3", "rank", ("1", "3", "2 places down")),
        ("1", "1=", "rank", ("1", "1=", "now shared")),
        ("1=", "1", "rank", ("1=", "1", "no longer shared")),
        ("2=", "2=", "rank", ("2=", "2=", "no change")),
    ],
)
def test_a_row_says_both_sides_and_the_change(
    before: Any, after: Any, result: str, cells: tuple[str, str, str]
) -> None:
    row = of_one(before, after, result)
    assert (row["Before"], row["After"], row["Change"]) == cells


def test_costs_are_in_the_money_of_the_reader() -> None:
    # 100 USD/kg x 87.16 = 8,716 and a rise of 10 USD/kg is 871.6
    row = of_one([100.0] * 3, [110.0] * 3, "cost", RUPEES)
    assert (row["Before"], row["After"], row["Change"]) == ("₹8,720/kg", "₹9,590/kg", "+₹872/kg")


def test_sides_that_differ_never_look_alike(usual: Figures, dearer: Figures) -> None:
    found = changes(usual, dearer, {})
    for change, row in zip(found, rows(found, RUPEES), strict=True):
        assert change.moved == (row["Before"] != row["After"]), row
        assert change.moved == (row["Change"] != "no change")


def test_a_change_of_one_side_only_has_no_number() -> None:
    assert Change("A", "A", "cost", "USD/kg", None, (1.0, 2.0, 3.0)).change is None
