"""A term that is one of a few options: what is refused, what formulas get, and what is told."""

import dataclasses
import json
from collections.abc import Iterator
from typing import Any, Literal

import pytest
from pydantic import BaseModel

from models import Memo, Preset, Study, default_study, evaluate, explain, load_dataset, preset_deal
from models.__main__ import main
from models.canonical import canonical
from models.terms import choice, terms_of
from models.wiring import term_values
from tests.models.choosing import OPTIONS, TOLLING, choosing
from tests.models.study_data import data_of, put
from tests.models.test_study_refusals import refused

DATASET = load_dataset()
WEIGHTS = {key: each.weight for key, each in DATASET.criteria.items()}
BASIS = ("deals", 3, "terms", "price_basis")
NAME = "Tolling in Japan"
TOLD: dict[str, Any] = {"group": "Price", "source": "AN02", "grade": "D", "help": "Invented."}


@pytest.fixture(scope="module", autouse=True)
def _with_choice() -> Iterator[None]:
    with choosing():
        yield


@pytest.fixture(scope="module")
def study() -> Study:
    return default_study(WEIGHTS).changed(draws=200)


def on(study: Study, basis: str) -> Study:
    return study.replacing(NAME, study.deal(NAME).with_terms(price_basis=basis))


def test_the_declaration_tells_its_options_in_order(study: Study) -> None:
    term = next(each for each in TOLLING.terms if each.name == "price_basis")
    assert (term.kind, term.unit, term.default) == ("choice", "1", "parity")
    assert list(term.options.items()) == list(OPTIONS.items())
    assert (term.low, term.high) == ("parity", "cost_plus")
    assert all(not each.options for each in TOLLING.terms if each.kind != "choice")
    assert hash(term) == hash(dataclasses.replace(term))
    assert study.deal(NAME).terms.model_dump()["price_basis"] == "parity"


@pytest.mark.parametrize(
    ("given", "what"),
    [
        ("spot", "'spot' is not one of the options"),
        ("Parity", "'Parity' is not one of the options"),
        ("Import parity", "'Import parity' is not one of the options"),
        ("", "'' is not one of the options"),
        (0, "0 is not one of the options"),
        (1.0, "1.0 is not one of the options"),
        (True, "True is not one of the options"),
        (None, "is not one of the options"),
        (["parity"], "is not one of the options"),
        ({"parity": 1}, "is not one of the options"),
    ],
)
def test_anything_but_an_option_is_refused(study: Study, given: Any, what: str) -> None:
    place = f"deals, {NAME}, terms, price_basis"
    assert refused(put(data_of(study), BASIS, given)) == {place: what}


def test_the_way_out_lists_the_options(study: Study) -> None:
    with pytest.raises(Exception, match="Use 'parity', 'index' or 'cost_plus'"):
        Study.from_data(put(data_of(study), BASIS, "spot"))
    with pytest.raises(Exception, match="terms, price_basis: 'spot' is not one of the options"):
        on(study, "spot")


@pytest.mark.parametrize(("basis", "place"), [("parity", 0.0), ("index", 1.0), ("cost_plus", 2.0)])
def test_formulas_get_the_place_of_the_option(study: Study, basis: str, place: float) -> None:
    found = term_values(on(study, basis).deal(NAME))["price_basis"]
    assert (found, type(found)) == (place, float)


def test_a_later_option_costs_the_month_that_was_invented_for_it(study: Study) -> None:
    memo = Memo()
    months = [
        evaluate(on(study, basis), DATASET, memo=memo).outcomes[NAME].values["lead_time"]
        for basis in OPTIONS
    ]
    assert months[1] - months[0] == pytest.approx(1.0)
    assert months[2] - months[0] == pytest.approx(2.0)


def test_a_choice_survives_its_file_and_is_part_of_the_fingerprint(study: Study) -> None:
    changed = on(study, "cost_plus")
    assert Study.from_json(changed.to_json()) == changed
    assert json.loads(changed.to_json())["deals"][3]["terms"]["price_basis"] == "cost_plus"
    assert changed.to_json() == canonical(changed.model_dump(mode="json"))
    assert changed.fingerprint != study.fingerprint
    assert changed.results_key != study.results_key


def test_a_study_without_the_choice_has_its_default(study: Study) -> None:
    data = data_of(study)
    del data["deals"][3]["terms"]["price_basis"]
    assert Study.from_data(data) == study


def test_a_ready_made_deal_may_choose() -> None:
    preset = Preset("Cost plus", "Invented.", "proterial", {"price_basis": "cost_plus"})
    assert preset_deal(TOLLING, preset).terms.model_dump()["price_basis"] == "cost_plus"


def test_an_explanation_names_the_option(study: Study) -> None:
    found = explain(on(study, "index"), DATASET, NAME, "lead_time")
    told = {each.name: each for each in found.inputs}
    assert told["price_basis"].chosen == "Index-linked"
    assert (told["price_basis"].kind, told["price_basis"].label) == ("term", "Price basis")
    assert (told["price_basis"].low, told["price_basis"].high) == (1.0, 1.0)
    assert found.chosen == told["first_magnets"].chosen == ""


def test_the_command_line_names_the_option(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "--deal", NAME, "--quantity", "lead_time", "--draws", "200"]) == 0
    assert "price_basis  Import parity  AN02, grade D" in capsys.readouterr().out


class Swapped(BaseModel):
    """The options in another order than in the type."""

    basis: Literal["parity", "index"] = choice(
        "parity", options={"index": "Index", "parity": "Parity"}, label="Basis", **TOLD
    )


class Unknown(BaseModel):
    """A default that is no option."""

    basis: Literal["parity", "index"] = choice(
        "spot", options={"parity": "Parity", "index": "Index"}, label="Basis", **TOLD
    )


class Open(BaseModel):
    """A type that would let anything pass."""

    basis: str = choice("parity", options={"parity": "Parity"}, label="Basis", **TOLD)


@pytest.mark.parametrize("model", [Swapped, Unknown, Open])
def test_a_declaration_that_contradicts_itself_is_a_bug(model: type[BaseModel]) -> None:
    with pytest.raises(TypeError, match="basis: its type"):
        terms_of(model)
