"""Differences of two versions: each changed thing once, nothing twice, and none forgotten."""

import functools
import itertools
from typing import Any

import pytest

from dashboard import text
from dashboard.share.difference import Difference
from dashboard.share.differences import differences
from dashboard.share.pairing import paired, renamed
from models import STRUCTURES, Deal, Study, StudyError, preset_deal
from tests.dashboard.drawn import DATASET, USUAL, full
from tests.models.study_data import Path, at, data_of, put
from tests.models.test_study import TERMS, all_filled, changeable, other

FILLED = all_filled(USUAL)
DATA = data_of(FILLED)
PATHS = changeable(DATA)
TOLLING, VENTURE = USUAL.deals[3], USUAL.deals[1]
TOLLS = [preset_deal(STRUCTURES["oxide_tolling"], x) for x in STRUCTURES["oxide_tolling"].presets]


def changed(path: Path) -> Study:
    return Study.from_data(put(DATA, path, other(DATA, path)))


def named(path: Path) -> tuple[str, str]:
    """Where a difference at a place of the data should be said to be, and what it is called."""
    if path[0] in {"worlds", "stakeholders", "half_way"}:
        return named_in_words(path)
    deal = at(DATA, path[:-2] if "terms" in path else path[:-1])
    if path[0] == "confidential":
        what = {"terms": "Terms left out", "results": "Results left out"}
        marks = {"weights": "Weights", "world": "Changed numbers"} | what
        return "Partner view", marks[str(path[1])]
    if path[-1] == "confidential":
        return "Partner view", deal["name"]
    return named_choice(path, deal)


def named_choice(path: Path, deal: dict[str, Any]) -> tuple[str, str]:
    """The same of what is chosen: all but marks and what is tried."""
    if "terms" in path:
        terms = STRUCTURES[deal["structure"]].terms
        return deal["name"], next(each.label for each in terms if each.name == path[-1])
    if path[0] in {"deals", "baseline"}:
        new = other(DATA, path) if path[-1] == "name" else deal["name"]
        return new, text.label(str(path[-1]))
    if path[0] == "world":
        return "World", DATASET.parameters[str(path[-1])].label
    weighed = path[0] in {"weights", "certainty"}
    return ("Weights" if weighed else "Study"), text.label(str(path[-1]))


def named_in_words(path: Path) -> tuple[str, str]:
    """The same of worlds that are tried, other people, and what is worth half."""
    if path[0] == "half_way":
        return "Weights", text.label(str(path[1]))
    if path[-1] == "name":
        return {"worlds": "Own worlds", "stakeholders": "Other people"}[str(path[0])], "Name"
    name = at(DATA, path[:2])["name"]
    if path[0] == "stakeholders":
        return f"Weights of {name}", text.label(str(path[-1]))
    if "overrides" in path:
        return f"World “{name}”", DATASET.parameters[str(path[-1])].label
    return f"World “{name}”", next(each.label for each in TERMS if each.name == path[-1])


def raw(value: Any) -> Any:
    """Bring what a difference holds into the form of the data."""
    return value.isoformat() if hasattr(value, "isoformat") else value


def of(before: Study, after: Study) -> tuple[Difference, ...]:
    return differences(before, after, DATASET.parameters)


def given(deal: Deal, **changes: Any) -> Deal:
    return deal.model_copy(update=changes)


def with_deals(*deals: Deal) -> Study:
    return USUAL.changed(deals=deals)


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(map(str, path)))
def test_a_change_of_a_single_value_is_one_difference_that_names_it(path: Path) -> None:
    (found,) = of(FILLED, changed(path))
    assert (found.where, found.what) == named(path)
    if path[0] != "confidential" or isinstance(at(DATA, path), bool):
        assert (raw(found.before), raw(found.after)) == (at(DATA, path), other(DATA, path))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: "-".join(map(str, path)))
def test_a_single_difference_applied_to_the_earlier_study_gives_the_later_one(path: Path) -> None:
    later = changed(path)
    (found,) = of(FILLED, later)
    assert found.applied(FILLED) == later
    (back,) = of(later, FILLED)
    assert back.applied(later) == FILLED


def test_every_single_value_of_a_study_is_among_those_that_were_changed() -> None:
    assert len(PATHS) > 100
    assert {path[0] for path in PATHS} == set(Study.model_fields) - {"schema_number"}


def studies() -> dict[str, Study]:
    other_kind = given(VENTURE, name=TOLLING.name)
    return {
        "usual": USUAL,
        "filled": FILLED,
        "all changed": functools.reduce(_put, PATHS, FILLED),
        "full": full(),
        "one deal": with_deals(VENTURE),
        "renamed": with_deals(*(given(each, name=f"{each.name} 2") for each in USUAL.deals)),
        "reordered": with_deals(*reversed(USUAL.deals)),
        "another kind": with_deals(*USUAL.deals[2:3], other_kind),
        "tolling only": with_deals(*TOLLS),
        "tolling renamed": with_deals(*(given(x, name=f"{i}") for i, x in enumerate(TOLLS))),
        "other worlds": tried("Mine", "Yours", "Theirs"),
        "worlds renamed": tried("My own", "Theirs"),
        "secret": with_deals(*(given(each, confidential=True) for each in USUAL.deals)),
    }


def tried(*names: str) -> Study:
    """The usual study with worlds and people of these names, each as in a filled one."""
    worlds = tuple(FILLED.worlds[0].model_copy(update={"name": name}) for name in names)
    people = tuple(FILLED.stakeholders[0].model_copy(update={"name": name}) for name in names[1:])
    return USUAL.changed(worlds=worlds, stakeholders=people)


def _put(study: Study, path: Path) -> Study:
    data = data_of(study)
    return Study.from_data(put(data, path, other(data, path)))


PAIRS = list(itertools.product(studies().items(), repeat=2))
WALKABLE = [
    (one, two) for one, two in PAIRS if len(paired(one[1], two[1])) > 1
]  # never without deals


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=lambda each: each[0].replace(" ", "_"))
def test_there_are_differences_exactly_where_the_fingerprints_differ(
    one: tuple[str, Study], two: tuple[str, Study]
) -> None:
    assert bool(of(one[1], two[1])) == (one[1].fingerprint != two[1].fingerprint)


@pytest.mark.parametrize(("one", "two"), PAIRS, ids=lambda each: each[0].replace(" ", "_"))
def test_reversed_differences_swap_before_and_after(
    one: tuple[str, Study], two: tuple[str, Study]
) -> None:
    there, back = of(one[1], two[1]), of(two[1], one[1])
    later = renamed(one[1], two[1])
    was = {new: old for old, new in later.items()}
    swapped = {
        (was.get(x.where, x.where), was.get(x.what, x.what), x.after, x.before, x.unit, x.usual)
        for x in there
    }
    assert swapped == {(x.where, x.what, x.before, x.after, x.unit, x.usual) for x in back}
    assert len(there) == len(back) == len(swapped)
    assert renamed(two[1], one[1]) == was


@pytest.mark.parametrize(("one", "two"), WALKABLE, ids=lambda each: each[0].replace(" ", "_"))
def test_all_differences_in_their_order_lead_from_the_earlier_study_to_the_later(
    one: tuple[str, Study], two: tuple[str, Study]
) -> None:
    study = one[1]
    for each in of(one[1], two[1]):
        study = each.applied(study)
    assert study == two[1]


def test_a_deal_of_another_structure_under_the_same_name_is_removed_and_added() -> None:
    tolling = given(TOLLING, name=VENTURE.name)
    later = with_deals(USUAL.deals[0], tolling, *USUAL.deals[2:])
    removed, added = of(USUAL, later)
    assert (removed.where, removed.before, removed.after) == (VENTURE.name, VENTURE, None)
    assert (added.where, added.before, added.after) == (VENTURE.name, None, tolling)
    assert removed.applied(USUAL) == with_deals(USUAL.deals[0], *USUAL.deals[2:])
    with pytest.raises(StudyError, match="two deals are called"):
        added.applied(USUAL)


def test_a_baseline_may_take_the_former_name_of_a_deal() -> None:
    secret = given(TOLLING, name="Kobe", confidential=True)
    later = with_deals(*USUAL.deals[:3], secret)
    later = later.changed(baseline=given(USUAL.baseline, name=TOLLING.name))
    study = USUAL
    for each in of(USUAL, later):
        study = each.applied(study)
    assert study == later


def test_a_renamed_deal_is_changed_under_whichever_name_it_has() -> None:
    new = given(TOLLING.with_terms(toll_fee=40.0), name="Toll in Kobe")
    later = USUAL.replacing(TOLLING.name, new)
    name, fee = of(USUAL, later)
    assert fee.where == "Toll in Kobe"
    assert fee.applied(USUAL).deal(TOLLING.name).terms == new.terms
    assert fee.applied(name.applied(USUAL)) == later


def test_the_order_names_only_the_places_that_another_deal_has() -> None:
    first, second, third, fourth = USUAL.deals
    (found,) = of(USUAL, with_deals(first, third, second, fourth))
    assert (found.before, found.after) == ((second.name, third.name), (third.name, second.name))


def test_an_added_deal_alone_is_no_new_order() -> None:
    extra = given(TOLLING, name="Extra")
    (found,) = of(USUAL, with_deals(USUAL.deals[0], extra, *USUAL.deals[1:]))
    assert (found.where, found.before, found.after) == ("Extra", None, extra)


def test_a_number_held_on_one_side_only_has_the_value_of_the_dataset_beside_it() -> None:
    held = USUAL.changed(world=USUAL.world.with_override("oxide_price_long_run", 90.0))
    (found,) = of(USUAL, held)
    assert (found.before, found.after, found.unit) == (None, 90.0, "USD/kg")
    assert found.usual == DATASET.parameters["oxide_price_long_run"].mode
    moved = USUAL.changed(world=USUAL.world.with_override("oxide_price_long_run", 95.0))
    assert [each.usual for each in of(held, moved)] == [None]
    (unknown,) = differences(USUAL, held)
    assert (unknown.what, unknown.usual) == ("Oxide price long run", None)


def test_a_number_held_at_the_value_of_the_dataset_is_a_difference_all_the_same() -> None:
    row = DATASET.parameters["oxide_price_long_run"]
    (found,) = of(USUAL, USUAL.changed(world=USUAL.world.with_override(row.name, row.mode)))
    assert found.usual == found.after == row.mode


def test_a_difference_that_is_only_allowed_with_another_one_says_so() -> None:
    later = USUAL.replacing(VENTURE.name, VENTURE.with_terms(royalty_floor=8.0, royalty_cap=9.0))
    floor, cap = sorted(of(USUAL, later), key=lambda each: each.what == "Highest royalty a year")
    with pytest.raises(StudyError, match="royalty_floor is above royalty_cap"):
        floor.applied(USUAL)
    assert floor.applied(cap.applied(USUAL)) == later
