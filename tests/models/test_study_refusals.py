"""Studies that cannot be used are refused, with every reason and a way out."""

import json
from typing import Any

import pytest

from models.errors import StudyError
from models.reading import LONGEST_TEXT
from models.study import MOST_DEALS, Study
from models.worlds import World
from tests.models.study_data import Path, data_of, put


def refused(data: Any) -> dict[str, str]:
    """What is said of each place."""
    with pytest.raises(StudyError) as caught:
        Study.from_json(data if isinstance(data, str) else json.dumps(data))
    assert all(each.where and each.what and each.fix for each in caught.value.problems)
    return {each.where: each.what for each in caught.value.problems}


@pytest.mark.parametrize(
    ("path", "value", "place", "what"),
    [
        (("dealz",), [], "dealz", "is not known here"),
        (("world", "oxide"), 1.0, "world, oxide", "is not known here"),
        (("deals", 0, "terms", "toll_fee"), 30.0, "toll_fee", "is not known here"),
        (("deals", 0, "terms", "capacity"), 49.0, "capacity", "49.0 is too small"),
        (("deals", 0, "terms", "capacity"), 6_001, "capacity", "6001 is too large"),
        (("deals", 0, "terms", "capacity"), "much", "capacity", "'much' is not a number"),
        (("deals", 0, "terms", "capacity"), None, "capacity", "is not a number"),
        (("deals", 0, "terms", "top_up"), "yes", "top_up", "'yes' is neither true nor false"),
        (("deals", 0, "terms", "effective_date"), "soon", "effective_date", "'soon' is not a date"),
        (
            ("deals", 0, "terms", "effective_date"),
            1_893_456_000,
            "effective_date",
            "1893456000 is not a date",
        ),
        (
            ("deals", 0, "terms", "effective_date"),
            "2030-01-01T00:00",
            "effective_date",
            "'2030-01-01T00:00' is not a date",
        ),
        (("deals", 0, "terms", "effective_date"), "2040-01-01", "effective_date", "too large"),
        (("deals", 0, "structure"), "merger", "structure", "no structure is called 'merger'"),
        (("deals", 0, "name"), "  ", "name", "is empty"),
        (("deals", 0, "name"), "x" * 81, "name", "is too long"),
        (("deals",), [], "deals", "are too few"),
        (("deals",), {}, "deals", "cannot be used"),
        (("weights", "cost"), -1.0, "weights, cost", "-1.0 is too small"),
        (("weights", "cost"), 101.0, "weights, cost", "101.0 is too large"),
        (("draws",), 99, "draws", "99 is too small"),
        (("draws",), 1_000_001, "draws", "1000001 is too large"),
        (("draws",), 1_000.5, "draws", "1000.5 is not a whole number"),
        (("seed",), -1, "seed", "-1 is too small"),
        (("schema_number",), 4, "schema_number", "4 is newer than 3"),
        (("schema_number",), "1", "schema_number", "'1' is not a whole number"),
        (("title",), 5, "title", "5 is not text"),
        (("title",), "\ud800", "title", ""),
    ],
)
def test_what_cannot_be_used_is_refused_where_it_is(
    study: Study, path: Path, value: Any, place: str, what: str
) -> None:
    found = refused(put(data_of(study), path, value))
    assert len(found) == 1, found
    ((where, told),) = found.items()
    assert where.endswith(place)
    assert what in told
    if path[0] == "deals" and len(path) > 2:
        assert path[-1] == "name" or study.deals[0].name in where


def test_everything_that_is_wrong_is_said_at_once(study: Study) -> None:
    data = data_of(study)
    del data["weights"]["cost"]
    for path, value in (
        (("deals", 0, "terms", "capacity"), 1.0),
        (("deals", 1, "terms", "irel_equity"), "half"),
        (("deals", 3, "terms", "tol_fee"), 30.0),
        (("baseline", "terms", "capacity"), 1e9),
        (("seed",), "lucky"),
        (("colour",), "blue"),
    ):
        data = put(data, path, value)
    assert len(refused(data)) == 7


@pytest.mark.parametrize("word", ["NaN", "Infinity", "-Infinity", "1e999"])
@pytest.mark.parametrize("path", ["weights", "capacity", "overrides"])
def test_a_number_that_is_none_is_refused(study: Study, word: str, path: str) -> None:
    data = data_of(study)
    if path == "overrides":
        text = json.dumps(put(data, ("world", "overrides"), {"oxide_duty": "HERE"}))
    elif path == "weights":
        text = json.dumps(put(data, ("weights", "cost"), "HERE"))
    else:
        text = json.dumps(put(data, ("deals", 0, "terms", "capacity"), "HERE"))
    ((_, what),) = refused(text.replace('"HERE"', word)).items()
    assert "is not a finite number" in what


@pytest.mark.parametrize("text", ["", "{", "[1, 2", "deals", '{"a": "\\', "[" * 100_000, "\x00"])
def test_text_that_is_no_json_is_refused_with_a_way_out(text: str) -> None:
    assert "is not readable" in refused(text)["study"]


@pytest.mark.parametrize("text", ["null", "[]", "3", '"study"', "true"])
def test_json_that_is_no_study_is_refused(text: str) -> None:
    assert "study" in refused(text)


def test_a_text_cut_short_anywhere_is_refused_and_never_read_as_something_else(
    study: Study,
) -> None:
    text = study.to_json()
    for length in range(0, len(text), 97):
        refused(text[:length])


def test_a_text_of_absurd_length_is_refused_unread() -> None:
    assert "too many" in refused(" " * (LONGEST_TEXT + 1))["study"]


def test_weights_that_are_all_zero_are_refused(study: Study) -> None:
    nothing = {"cost": 0.0, "lead_time": 0.0, "supply_security": 0.0}
    assert "all zero" in refused(put(data_of(study), ("weights",), nothing))["weights"]


def test_a_grade_mix_of_nothing_is_refused(study: Study) -> None:
    data = data_of(study)
    for grade in ["n", "h", "sh", "uh", "eh"]:
        data = put(data, ("deals", 0, "terms", f"grade_{grade}"), 0.0)
    ((where, what),) = refused(data).items()
    assert study.deals[0].name in where
    assert "all zero" in what


@pytest.mark.parametrize(
    ("number", "low", "high"),
    [(0, "royalty_cap", "royalty_floor"), (1, "oxide_price_ceiling", "oxide_price_floor")],
)
def test_a_floor_above_its_cap_is_refused(study: Study, number: int, low: str, high: str) -> None:
    terms = ("deals", number, "terms")
    data = put(put(data_of(study), (*terms, low), 20.0), (*terms, high), 10.0)
    assert Study.from_json(json.dumps(data)).deals[number]
    if low == "royalty_cap":
        data = put(put(data, (*terms, low), 1.0), (*terms, high), 1.5)
    else:
        data = put(put(data, (*terms, low), 60.0), (*terms, high), 61.0)
    ((_, what),) = refused(data).items()
    assert f"{high} is above {low}" in what


def test_deals_of_one_name_are_refused_and_so_are_spaces_around_it(study: Study) -> None:
    name = study.deals[1].name
    twice = put(data_of(study), ("deals", 0, "name"), f" {name} ")
    assert f"two deals are called {name}" in refused(twice)["study"]
    baseline = put(data_of(study), ("deals", 0, "name"), study.baseline.name)
    assert "two deals are called" in refused(baseline)["study"]


def test_more_deals_than_can_be_shown_are_refused(study: Study) -> None:
    data = data_of(study)
    data["deals"] = [{**data["deals"][0], "name": f"deal {k}"} for k in range(MOST_DEALS)]
    assert len(Study.from_json(json.dumps(data)).deals) == MOST_DEALS
    data["deals"].append({**data["deals"][0], "name": "one more"})
    assert "are too many" in refused(data)["deals"]


def test_there_is_one_baseline_and_it_is_not_among_the_deals(study: Study) -> None:
    data = data_of(study)
    deal = {**data["baseline"], "name": "another"}
    assert "take it out" not in refused(put(data, ("deals", 0), deal))["study"]
    exchanged = put(data, ("baseline",), {**data["deals"][0], "name": "another"})
    assert "has to be of structure baseline" in refused(exchanged)["study"]


@pytest.mark.parametrize("value", ["1000", "1e3", True, False])
@pytest.mark.parametrize(
    "path",
    [
        ("deals", 0, "terms", "capacity"),
        ("baseline", "terms", "magnet_stock_india"),
        ("weights", "cost"),
        ("world", "overrides", "oxide_duty"),
        ("draws",),
        ("seed",),
    ],
)
def test_a_text_or_a_yes_is_no_number_even_if_it_looks_like_one(
    study: Study, path: Path, value: str | bool
) -> None:
    data = data_of(study.changed(world=World(overrides={"oxide_duty": 0.01})))
    ((where, what),) = refused(put(data, path, value)).items()
    assert where.endswith(str(path[-1]))
    assert f"{value!r} is not a" in what


@pytest.mark.parametrize("value", ["true", "false", "", 0, 1, 0.0, None])
def test_only_true_and_false_answer_a_question(study: Study, value: object) -> None:
    ((where, what),) = refused(put(data_of(study), ("deals", 0, "terms", "top_up"), value)).items()
    assert where.endswith("top_up")
    assert "is neither true nor false" in what
