"""Studies: what a link or a file carries, kept to the last digit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from models.confidential import Confidential
from models.errors import StudyError
from models.structures import STRUCTURES
from models.study import Study, Weights, World
from tests.models.study_data import Path, at, data_of, put


def leaves(data: Any, above: Path = ()) -> Iterator[Path]:
    """Where every single value of the data is."""
    steps = data.items() if isinstance(data, dict) else enumerate(data)
    for step, inner in steps:
        if isinstance(inner, dict | list):
            yield from leaves(inner, (*above, step))
        else:
            yield *above, step


def other(data: dict[str, Any], path: Path) -> Any:
    """Another good value of a field."""
    name, was = path[-1], at(data, path)
    if "confidential" in path:
        named = {"capacity": "toll_fee", "toll_fee": "capacity", "score": "cost", "cost": "score"}
        return not was if isinstance(was, bool) else named[was]
    if "terms" in path:
        deal = at(data, path[: path.index("terms")])
        term = next(x for x in STRUCTURES[deal["structure"]].terms if x.name == name)
        if term.kind == "flag":
            return not was
        if term.kind == "day":
            return "2036-04-01" if name == "scheme_end" else "2029-04-01"
        if term.kind == "choice":
            return next(each for each in term.options if each != was)
        return was + term.step if was + term.step <= term.high else was - term.step
    known = {"partner": "proterial" if was != "proterial" else "daido", "draws": 500, "seed": 7}
    known |= {"title": "Another", "certainty": "sure", "name": f"{was} too"}
    return known.get(str(name), was + 1.0 if isinstance(was, float) else was)


def all_filled(study: Study) -> Study:
    """A study in which no list is empty."""
    marks = Confidential(terms=("capacity",), results=("score",))
    return study.changed(world=World(overrides={"oxide_duty": 0.01}), confidential=marks)


def changeable(data: dict[str, Any]) -> list[Path]:
    """Where a single value may be another one."""
    fixed = {"structure", "schema_number"}
    marked = ("baseline", "confidential")  # the baseline is no secret
    return [each for each in leaves(data) if each[-1] not in fixed and each != marked]


def full(study: Study) -> dict[str, Any]:
    """A study in which nothing is left at its default where that can be helped."""
    data = data_of(all_filled(study))
    for path in changeable(data):
        if path[0] != "world":
            data = put(data, path, other(data, path))
    return data


def test_every_field_survives_a_round_trip(study: Study) -> None:
    data = full(study)
    again = data_of(Study.from_json(json.dumps(data)))
    assert again == data
    for path in leaves(data):
        assert type(at(again, path)) is type(at(data, path)), path


def test_every_field_of_the_schema_is_among_those_of_the_round_trip(study: Study) -> None:
    data = full(study)
    assert set(data) == set(Study.model_fields)
    assert set(data["weights"]) == set(Weights.model_fields)
    assert set(data["world"]) == set(World.model_fields)
    assert set(data["confidential"]) == set(Confidential.model_fields)
    for deal in (*data["deals"], data["baseline"]):
        assert set(deal) == {"name", "structure", "partner", "terms", "confidential"}
        assert set(deal["terms"]) == set(STRUCTURES[deal["structure"]].terms_model.model_fields)


def test_the_same_choices_give_the_same_text_in_whatever_order_they_are_written(
    study: Study,
) -> None:
    data = full(study)
    backwards = dict(reversed([*data.items()]))
    backwards["weights"] = dict(reversed([*data["weights"].items()]))
    assert (
        Study.from_json(json.dumps(backwards)).to_json()
        == Study.from_json(json.dumps(data)).to_json()
    )


def test_every_single_value_counts_for_the_fingerprint(study: Study) -> None:
    data = data_of(all_filled(study))
    paths = changeable(data)
    changed = [put(data, path, other(data, path)) for path in paths]
    seen = {Study.from_json(json.dumps(each)).fingerprint for each in (data, *changed)}
    assert len(seen) == len(paths) + 1


def test_results_do_not_depend_on_the_title_and_on_marks_but_on_all_else(study: Study) -> None:
    data = data_of(all_filled(study))
    known = Study.from_json(json.dumps(data)).results_key
    for path in changeable(data):
        changed = Study.from_json(json.dumps(put(data, path, other(data, path)))).results_key
        assert (changed == known) == (path[0] == "title" or "confidential" in path), path


def test_a_whole_number_and_the_same_with_a_point_are_the_same_choice(study: Study) -> None:
    data = data_of(study)
    whole = put(data, ("deals", 0, "terms", "capacity"), 1_000)
    pointed = put(data, ("deals", 0, "terms", "capacity"), 1_000.0)
    one, two = (Study.from_json(json.dumps(each)) for each in (whole, pointed))
    assert one.fingerprint == two.fingerprint


def test_a_study_cannot_be_changed_but_by_making_another(study: Study) -> None:
    with pytest.raises(ValueError, match="frozen"):
        study.draws = 5  # type: ignore[misc]
    other_study = study.changed(draws=500)
    assert (other_study.draws, study.draws) == (500, 2_000)
    with pytest.raises(StudyError, match="5 is too small"):
        study.changed(draws=5)
    with pytest.raises(StudyError, match="too large"):
        study.deals[0].with_terms(capacity=1e9)


def test_a_deal_is_found_by_name_and_replaced_in_place(study: Study) -> None:
    deal = study.deals[2]
    assert study.deal(deal.name) is deal
    with pytest.raises(StudyError, match="no deal has this name"):
        study.deal("nobody's")
    renamed = deal.model_copy(update={"name": "renamed"})
    names = [each.name for each in study.replacing(deal.name, renamed).all_deals]
    expected = ["renamed" if each is deal else each.name for each in study.all_deals]
    assert names == expected
    importer = study.baseline.with_terms(magnet_stock_india=90.0)
    assert study.replacing(importer.name, importer).baseline == importer


def test_overrides_are_added_and_taken_back() -> None:
    world = World().with_override("a", 1.0).with_override("b", 2.0).with_override("a", 3.0)
    assert dict(world.overrides) == {"a": 3.0, "b": 2.0}
    assert dict(world.without("a", "c").overrides) == {"b": 2.0}
    assert dict(World().overrides) == {}


def test_shares_of_the_weights_add_up_to_one() -> None:
    shares = Weights(cost=3.0, lead_time=0.0, supply_security=1.0).shares()
    assert shares == {"cost": 0.75, "lead_time": 0.0, "supply_security": 0.25}
