"""Formulas: what a declaration tells, and the order in which formulas run."""

from types import ModuleType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.ledger import PARTIES, TAX_CLASSES
from models.errors import WiringError
from models.formula import Array, Formula, flow, formula, formulas_in, plan
from models.structures import STRUCTURES


@formula(unit="t", source="definition")
def mass(volume: Array, density: Array) -> Array:
    """Mass of a body."""
    return volume * density


@formula(unit="kN", source="iupac_weights")
def weight(mass: Array, gravity: Array) -> Array:
    """Pull of the earth on it."""
    doubled = 2.0 * mass
    return doubled * gravity / 2.0


@flow(payer="vehicle", payee="irel", tax="trading", unit="kUSD", source="definition")
def payment(mass: Array) -> Array:
    """Price of the body, at one."""
    return mass


def declared(*functions: object) -> dict[str, Formula]:
    return {each.name: each for function in functions for each in [function.formula]}  # type: ignore[attr-defined]


def chain(**inputs: tuple[str, ...]) -> dict[str, Formula]:
    """Formulas of which only the names and inputs matter."""
    return {
        name: Formula(name, "1", "definition", needs, compute=np.add, text="", written=name)
        for name, needs in inputs.items()
    }


def test_a_declared_function_stays_an_ordinary_function() -> None:
    assert mass(np.array([[2.0]]), np.array([[3.0]])) == 6.0


def test_a_declaration_tells_name_unit_source_inputs_and_words() -> None:
    made = declared(mass)["mass"]
    assert (made.name, made.unit, made.source) == ("mass", "t", "definition")
    assert made.inputs == ("volume", "density")
    assert made.text == "Mass of a body."
    assert (made.payer, made.payee, made.tax) == ("", "", "")


def test_a_flow_also_tells_who_pays_whom_and_how_it_is_taxed() -> None:
    made = declared(payment)["payment"]
    assert (made.payer, made.payee, made.tax) == ("vehicle", "irel", "trading")


def test_every_flow_of_every_structure_has_parties_and_a_class_that_the_ledger_knows() -> None:
    flows = [each for kind in STRUCTURES.values() for each in kind.formulas.values() if each.payer]
    assert len(flows) > 80
    for each in flows:
        assert {each.payer, each.payee} <= set(PARTIES), each.name
        assert each.payer != each.payee, each.name
        assert each.tax in TAX_CLASSES, each.name
        assert each.unit == "kINR/a", each.name


def test_the_expression_is_the_code_that_runs_without_its_words() -> None:
    made = declared(mass, weight)
    assert made["mass"].expression == "mass = volume * density"
    assert made["weight"].expression == "doubled = 2.0 * mass\nweight = doubled * gravity / 2.0"


def test_a_module_offers_only_what_is_written_in_it_and_a_later_one_wins() -> None:
    first, second = ModuleType("first"), ModuleType("second")
    shared = "from models.formula import formula\nfrom models.chain.cost import oxide_value\n"
    for module, unit in ((first, "t"), (second, "kg")):
        text = f"{shared}@formula(unit='{unit}', source='definition')\ndef load(mass):\n    ..."
        exec(text, vars(module))  # noqa: S102  a module made for this test
    assert list(formulas_in(first)) == ["load"]
    assert formulas_in(first, second)["load"].unit == "kg"
    assert formulas_in(second, first)["load"].unit == "t"


def test_only_what_the_targets_need_is_planned() -> None:
    steps = plan(["mass"], declared(mass, weight, payment), {"volume", "density", "gravity"})
    assert [each.name for each in steps] == ["mass"]


def test_a_given_target_needs_no_formula() -> None:
    assert plan(["gravity"], declared(mass), {"gravity"}) == ()


def test_a_formula_wins_over_a_given_name() -> None:
    steps = plan(["weight"], declared(mass, weight), {"mass", "volume", "density", "gravity"})
    assert [each.name for each in steps] == ["mass", "weight"]


def test_every_name_that_nothing_provides_is_said_at_once_with_the_nearest_one() -> None:
    with pytest.raises(WiringError) as caught:
        plan(["weight"], declared(mass, weight), {"volumes", "gravity"})
    told = {str(problem) for problem in caught.value.problems}
    assert told == {
        "mass: nothing provides 'volume'. Did you mean volumes?.",
        "mass: nothing provides 'density'. Add a formula, a term or a row of the dataset.",
    }


def test_formulas_in_a_circle_are_named() -> None:
    with pytest.raises(WiringError, match="these formulas need each other") as caught:
        plan(["a"], chain(a=("b",), b=("c",), c=("a",), d=()), set())
    circle = caught.value.problems[0].where
    assert all(name in circle for name in "abc")
    assert "d" not in circle


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, tuple[str, ...]]:
    """Formulas that need only earlier ones, in an order that does not show it."""
    count = draw(st.integers(1, 8))
    names = draw(st.permutations([f"f{number}" for number in range(count)]))
    needs = {
        name: tuple(draw(st.lists(st.sampled_from(names[:place]), unique=True))) if place else ()
        for place, name in enumerate(names)
    }
    return dict(sorted(needs.items()))


@given(graphs())
@settings(max_examples=40)
def test_every_formula_comes_once_and_after_its_inputs(needs: dict[str, tuple[str, ...]]) -> None:
    order = [each.name for each in plan(list(needs), chain(**needs), set())]
    assert sorted(order) == sorted(needs)
    for place, name in enumerate(order):
        assert set(needs[name]) <= set(order[:place])
