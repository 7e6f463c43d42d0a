"""Every formula is computed once with units attached, so kilograms and tonnes cannot be mixed."""

import warnings

import numpy as np
import pint
import pytest

from models import STRUCTURES, load_dataset, preset_deal
from models.dataset import Dataset
from models.formula import formula
from models.sampling import YEARS
from models.tables import Parameter
from models.wiring import ENGINE_UNITS, GIVEN, country_of, scale, term_values, wired

UNITS = pint.UnitRegistry(None)
for definition in (
    "kg = [mass]",
    "t = 1000 * kg",
    "a = [time]",
    "month = [month]",
    "kWh = [energy]",
    "USD = [dollar]",
    "kUSD = 1000 * USD",
    "INR = [rupee]",
    "kINR = 1000 * INR",
    "LCU = [currency_of_the_partner]",
):
    UNITS.define(definition)

EXEMPT = {
    "unserved_demand": "a simulation over plain arrays, in years",
    "loss_parts": "a simulation over plain arrays, in years",
    "feed_gap": "without end is a constant of 1,000 years",
    "material_in_process": "months become years by the constant 12, which carries no unit",
    "irel_output": "dates of the fiscal years are constants in years",
}
# A formula that pint cannot follow is computed again in other units: kilograms half as heavy, and
# so on. What it returns must then change by the factor of its own unit, or units are mixed in it.
OTHER = {
    "[mass]": 2.0,
    "[time]": 4.0,
    "[energy]": 8.0,
    "[dollar]": 0.25,
    "[rupee]": 16.0,
    "[currency_of_the_partner]": 32.0,
    "[month]": 1.0,  # months are counted in years by a constant that carries no unit
}
PATH = "a recursion over years, in plain memory"
CONSTANT = "months counted in years"
SHIFTED = "moved by a year, in plain memory"
INFINITE = "nothing is replaced by infinity, or by one, before dividing"
PLAIN = {
    "oxide_price": PATH,
    "dysprosium_price": PATH,
    "terbium_price": PATH,
    "plant_written_down": PATH,
    "interest_written_down": PATH,
    "book_depreciation": PATH,
    "loan_balance": PATH,
    "stock_change": SHIFTED,
    "reserve_deposit": SHIFTED,
    "interest_due": SHIFTED,
    "loan_repayment": SHIFTED,
    "taxable_income": PATH,
    "owners_cash": PATH,
    "ledger_residual": "the largest of many, as plain numbers",
    "cost": "a solver over plain arrays",
    "start_year": CONSTANT,
    "full_rate_time": CONSTANT,
    "ramp_years": CONSTANT,
    "building_share": CONSTANT,
    "upfront_payment": CONSTANT,
    "training_payment": CONSTANT,
    "feed_coverage": INFINITE,
    "loan_share": INFINITE,
    "loan_capacity": INFINITE,
    "loan_service": INFINITE,
}


def exempt(name: str, structure: str) -> bool:
    """Generated formulas that hold constants of their row, or take the logarithm of a time."""
    if structure == "baseline" and name == "first_magnets":
        return True  # a zero without a unit
    return name in EXEMPT or name.endswith(("_loss", "_time", "_stops"))


def with_unit(value, unit: str):
    engine = ENGINE_UNITS.get(unit, (unit, 1.0))[0]
    return UNITS.Quantity(np.asarray(value, float), "" if engine == "1" else engine)


def starting_values(dataset: Dataset, deal):
    country = country_of(deal, dataset)
    ready = wired(dataset, deal.structure, country)
    rows: dict[str, Parameter] = dataset.for_deal(
        deal.structure, ready.structure.site_for(country), country
    )
    units = {key: row.unit for key, row in rows.items()} | dict(GIVEN)
    units |= {term.name: term.unit for term in ready.structure.terms}
    numbers = {key: [[row.mode * scale(row)]] for key, row in rows.items()}
    numbers |= {key: [[value]] for key, value in term_values(deal).items()}
    numbers |= {"year": np.arange(float(YEARS))[None, :], "period": [[1.0]]}
    numbers |= {"world": [[7.0]], "seed": [[1.0]]}
    return ready, {key: with_unit(numbers[key], units[key]) for key in numbers}


def factor(unit: pint.Unit) -> float:
    """How numbers of a unit change when its base units become others."""
    dimensions = unit.dimensionality
    return float(np.prod([OTHER[each] ** power for each, power in dimensions.items()]))


def in_other_units(step, given):
    """What a formula returns in other units, brought back."""
    changed = (each.magnitude * factor(each.units) for each in given)
    return step.compute(*changed) / factor(UNITS.Unit("" if step.unit == "1" else step.unit))


def with_units(step, given):
    """What a formula returns when its arguments carry units."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        carried = UNITS.Quantity(step.compute(*given))
        return carried.to("" if step.unit == "1" else step.unit).magnitude


def mistake(step, given, plain) -> str:
    """What is wrong with the units of a formula, or nothing."""
    try:
        found = (in_other_units if step.name in PLAIN else with_units)(step, given)
    except (pint.PintError, Warning, ValueError, TypeError) as error:
        return f"{step.name} in {step.unit}: {error}" if np.any(plain) else ""  # zero has any unit
    least = 1e-9 * np.nanmax(np.abs(plain))
    close = np.allclose(found, plain, rtol=1e-9, atol=least, equal_nan=True)
    return "" if close or step.name == "ledger_residual" else f"{step.name}: off by a factor"


@pytest.mark.parametrize("key", STRUCTURES)
def test_units_hold_in_every_formula(key):
    dataset = load_dataset()
    structure = STRUCTURES[key]
    ready, values = starting_values(dataset, preset_deal(structure, structure.presets[0]))
    wrong = []
    for step in ready.steps:
        given = [values[name] for name in step.inputs]
        plain = step.compute(*(each.magnitude for each in given))
        if not exempt(step.name, key):
            wrong.append(mistake(step, given, plain))
        values[step.name] = UNITS.Quantity(plain, "" if step.unit == "1" else step.unit)
    assert not any(wrong), "\n".join(filter(None, wrong))


def test_no_exemption_is_left_over():
    dataset = load_dataset()
    presets = [preset_deal(each, each.presets[0]) for each in STRUCTURES.values()]
    names = {step.name for deal in presets for step in starting_values(dataset, deal)[0].steps}
    assert {*EXEMPT, *PLAIN} <= names


@formula(unit="kUSD/a", source="definition")
def mixed(mass, price, fee):
    """A fee for a kilogram added to money: the mistake that has to be seen."""
    return mass * price + fee


@pytest.mark.parametrize("check", [with_units, in_other_units])
def test_units_that_are_mixed_are_seen(check):
    step, good = mixed.formula, ("t/a", "USD/kg", "kUSD/a")
    for fee, units in (("kUSD/a", good), ("USD/kg", (*good[:2], "USD/kg"))):
        given = [
            with_unit([[number]], unit) for number, unit in zip((7.0, 5.0, 3.0), units, strict=True)
        ]
        plain = step.compute(*(each.magnitude for each in given))
        try:
            right = np.allclose(check(step, given), plain, rtol=1e-9)
        except pint.DimensionalityError:
            right = False
        assert right == (fee == "kUSD/a")
