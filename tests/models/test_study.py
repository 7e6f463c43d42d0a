"""Studies: what a link or a file carries, kept to the last digit."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from models.confidential import Confidential
from models.errors import StudyError
from models.structures import STRUCTURES
from models.study import Study
from models.weights import Stakeholder, Weights
from models.worlds import OwnWorld, World
from tests.models.study_data import Path, at, data_of, put

TERMS = tuple(term for each in STRUCTURES.values() for term in each.terms)  # one law for a name


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
        term = next(each for each in TERMS if each.name == name)
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
    held = {"price_floor": 20.0, "award_open": True, "effective_date": "2028-04-01"}
    held |= {"price_basis": "cost_plus"}
    tried = OwnWorld(name="Mine", overrides={"oxide_duty": 0.02}, terms=held)
    other_weights = Weights(cost=10.0, lead_time=20.0, supply_security=30.0)
    return study.changed(
        world=World(overrides={"oxide_duty": 0.01}),
        confidential=marks,
        worlds=(tried,),
        half_way={"cost": 95.0, "lead_time": 60.0},
        stakeholders=(Stakeholder(name="Buyer", weights=other_weights),),
    )


def changeable(data: dict[str, Any]) -> list[Path]:
    """Where a single value may be another one."""
    fixed = {"structure", "schema_number"}
    marked = ("baseline", "confidential")  # the baseline is no secret
    return [each for each in leaves(data) if each[-1] not in fixed and each != marked]


def full(study: Study) -> dict[str, Any]:
    """A study in which nothing is left at its default where that can be helped."""
    data = data_of(all_filled(study))
    for path in changeable(data):
        if "overrides" not in path:
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
    assert set(data["worlds"][0]) == set(OwnWorld.model_fields)
    assert set(data["stakeholders"][0]) == set(Stakeholder.model_fields)
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


def test_results_depend_on_all_but_title_marks_tried_worlds_and_other_people(study: Study) -> None:
    data = data_of(all_filled(study))
    known = Study.from_json(json.dumps(data)).results_key
    for path in changeable(data):
        changed = Study.from_json(json.dumps(put(data, path, other(data, path)))).results_key
        moves_nothing = path[0] in {"title", "worlds", "stakeholders"} or "confidential" in path
        assert (changed == known) == moves_nothing, path


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


def test_worlds_and_people_are_in_the_order_of_their_names_each_once(study: Study) -> None:
    two = (OwnWorld(name="b"), OwnWorld(name=" a "))
    assert [each.name for each in study.changed(worlds=two).worlds] == ["a", "b"]
    with pytest.raises(StudyError, match="two worlds are called a"):
        study.changed(worlds=(OwnWorld(name="a"), OwnWorld(name="a")))


@pytest.mark.parametrize(
    ("terms", "where", "what"),
    [
        ({"toll_price": 30.0}, "worlds, Mine, terms, toll_price", "is no term of any structure"),
        ({"toll_fee": 1e9}, "worlds, Mine, terms, toll_fee", "is too large"),
        ({"toll_fee": True}, "worlds, Mine, terms, toll_fee", "is not a number"),
        ({"price_basis": "whim"}, "worlds, Mine, terms, price_basis", "is not one of the options"),
        ([1], "worlds, Mine, terms", "cannot be used"),
    ],
)
def test_what_a_world_may_not_hold_is_refused_with_its_place(
    study: Study, terms: Any, where: str, what: str
) -> None:
    with pytest.raises(StudyError) as refused:
        study.changed(worlds=[{"name": "Mine", "terms": terms}])
    (problem,) = refused.value.problems
    assert problem.where == where
    assert what in problem.what
    assert problem.fix


def test_every_structure_that_has_a_term_gives_it_the_same_bounds() -> None:
    found = {(each.name, each.kind, each.low, each.high, tuple(each.options)) for each in TERMS}
    assert len(found) == len({each.name for each in TERMS})


def test_shares_of_the_weights_add_up_to_one() -> None:
    shares = Weights(cost=3.0, lead_time=0.0, supply_security=1.0).shares()
    assert shares == {"cost": 0.75, "lead_time": 0.0, "supply_security": 0.25}
