"""Every formula is computed once with units attached, so kilograms and tonnes cannot be mixed."""

import warnings

import numpy as np
import pint
import pytest

from models import STRUCTURES, load_dataset, preset_deal
from models.dataset import Dataset
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
    "LCU = [currency_of_the_partner]",
):
    UNITS.define(definition)

PATH = "a recursion over years; all its arguments are dimensionless but the two prices it returns"
CONSTANT = "months counted in years: the constant 12 carries no unit"
EXEMPT = {
    "oxide_price": PATH,
    "dysprosium_price": PATH,
    "terbium_price": PATH,
    "start_year": CONSTANT,
    "full_rate_time": CONSTANT,
    "ramp_years": CONSTANT,
    "spending_year": CONSTANT,
    "know_how_cost": CONSTANT,
    "material_in_process": CONSTANT,
    "feed_gap": "without end is a constant of 1,000 years",
    "irel_output": "dates of the fiscal years are constants in years",
    "feed_coverage": "no need is replaced by infinity before dividing",
}


def exempt(name: str, structure: str) -> bool:
    """Generated formulas that hold constants of their row, or take the logarithm of a time."""
    if structure == "baseline" and name == "first_magnets":
        return True  # a zero without a unit
    return name in EXEMPT or name.endswith(("_loss", "_time"))


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
    return ready, {key: with_unit(numbers[key], units[key]) for key in numbers}


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
            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("error", pint.UnitStrippedWarning)
                    carried = UNITS.Quantity(step.compute(*given))
                carried = carried.to("" if step.unit == "1" else step.unit)
                if not np.allclose(carried.magnitude, plain, rtol=1e-9):
                    wrong.append(f"{step.name}: off by a factor")
            except (pint.DimensionalityError, pint.UnitStrippedWarning, ValueError) as error:
                if np.any(plain):  # a plain zero has whatever unit is wanted
                    wrong.append(f"{step.name} in {step.unit}: {error}")
        values[step.name] = UNITS.Quantity(plain, "" if step.unit == "1" else step.unit)
    assert not wrong, "\n".join(wrong)


def test_no_exemption_is_left_over():
    dataset = load_dataset()
    presets = [preset_deal(each, each.presets[0]) for each in STRUCTURES.values()]
    names = {step.name for deal in presets for step in starting_values(dataset, deal)[0].steps}
    assert set(EXEMPT) <= names
