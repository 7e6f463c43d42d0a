"""An oracle: the System Advisor Model of the NREL works out a project with one owner.

SAM is written for power stations, so one kilogram stands for one megawatt-hour: a price in USD/kg
is a thousandth of it in USD/kWh. No tax loss is carried forward: negative tax is paid out at once.

What SAM does, found in its results and in the source of its financial models:

- A subsidy is not income. It is netted from the capital at t = 0, so it lowers what the gearing
  is a share of, the depreciation basis (by all of it) and the equity; not the salvage.
- The salvage is a share of the capital before the subsidy. It is taxed in full, for no book value
  is held against it, and is cash for debt service in the last year.
- An incentive is taxed and is equity's cash, but no coverage ratio and no debt sized by coverage
  contains it.
- In the grace years interest is paid and no principal, then a level payment to the tenor's end.
  Debt sized by coverage knows no grace: it is the present value of (cash for debt service / ratio)
  over the tenor at the loan rate, repaid by just that, and may exceed the capital.
- The levelised cost counts equity, debt service, cost and tax less incentive and salvage; the real
  figure discounts the quantity alone at the real rate.
- SAM's search for a rate of return stops within some 0.002 percentage points of the root, and
  often finds none (NaN) where there is one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

import numpy as np
import pytest

Singleowner = pytest.importorskip("PySAM.Singleowner", reason="no PySAM for this machine")
Array = np.ndarray[Any, np.dtype[np.float64]]

HOURS = 8760
KILOS = 1000.0
PERCENT = 100.0
# What the ready-made project of SAM has and no case here.
NONE = (
    *("construction_financing_cost", "cost_debt_fee", "insurance_rate", "ibi_oth_amount_tax_fed"),
    *("dscr_reserve_months", "months_working_reserve", "depr_alloc_sl_20_percent"),
)
LINES = {
    "revenue": "cf_energy_value",
    "operating_cost": "cf_operating_expenses",
    "incentive": "cf_pbi_total",
    "interest": "cf_debt_payment_interest",
    "principal": "cf_debt_payment_principal",
    "balance": "cf_debt_balance",
    "depreciation": "cf_feddepr_total",
    "taxable": "cf_fedtax_income_with_incentives",
    "salvage": "cf_net_salvage_value",
    "coverage": "cf_pretax_dscr",
    "pretax_flow": "cf_project_return_pretax",
    "equity_flow": "cf_project_return_aftertax",
}
FIGURES = {  # and the factor from SAM's unit, cents per kWh or percent, to this file's
    "npv": ("cf_project_return_aftertax_npv", 1.0),
    "irr": ("cf_project_return_aftertax_irr", 1 / PERCENT),
    "debt": ("size_of_debt", 1.0),
    "minimum_coverage": ("min_dscr", 1.0),
    "levelised_price": ("lppa_nom", KILOS / PERCENT),
    "levelised_price_real": ("lppa_real", KILOS / PERCENT),
    "levelised_cost": ("lcoe_nom", KILOS / PERCENT),
    "levelised_cost_real": ("lcoe_real", KILOS / PERCENT),
}


@dataclass(frozen=True)
class SingleOwner:
    """A project and its owner, case A unless told otherwise: USD, fractions, years from 1 on.

    The grace is part of the tenor. A ratio of `coverage` sizes the debt in place of the gearing.
    """

    years: int = 12
    kilograms: float = 500_000.0
    price: float = 70.0
    price_escalation: float = 0.04
    fixed_cost: float = 9_000_000.0
    variable_cost: float = 22.0
    cost_escalation: float = 0.04
    capital: float = 60_000_000.0
    gearing: float = 0.6
    loan_rate: float = 0.09
    tenor: int = 8
    grace: int = 2
    depreciation_rate: float = 0.15
    tax_rate: float = 0.25168
    salvage_share: float = 0.1
    real_discount: float = 0.06
    inflation: float = 0.04
    incentive: float = 0.0
    incentive_years: int = 0
    subsidy: float = 0.0
    coverage: float | None = None


CASE_A = SingleOwner()


def run(case: SingleOwner) -> dict[str, Array]:
    """The lines of a case over t = 0 to its last year, and its figures as arrays of no dimension.

    Lines: `LINES`, `tax` (positive when paid), `subsidy`. Figures: `FIGURES`, rates in fractions,
    levelised ones in USD/kg. Coverage is 0 in a year without debt service, its minimum then huge.
    """
    return lines(executed(_model(), settings(case)))


def solve(case: SingleOwner, target_irr: float) -> dict[str, float]:
    """The first year's price at which equity earns the target over all the years, and more.

    NPV is 0 to a millionth of a dollar when the target is the discount rate.
    """
    sought = {
        "ppa_soln_mode": 0.0,
        "flip_target_percent": target_irr * PERCENT,
        "flip_target_year": float(case.years),
    }
    outputs = executed(_model(), settings(case) | sought)
    found, price = lines(outputs), outputs.ppa / PERCENT * KILOS
    names = ("npv", "irr", "levelised_price", "levelised_price_real")
    return {"price": price} | {name: float(found[name]) for name in names}


def family(seed: int, count: int) -> Iterator[SingleOwner]:
    """Random projects SAM can work out, by turns without debt, without tax, sized by coverage.

    Those sized by coverage pay their debt from cash in every year and owe less than the capital;
    every eighth case has a negative taxable income in year 1 at least, and many others too.
    """
    random = np.random.default_rng(seed)
    for number in range(count):
        case = _drawn(random)
        match number % 8:
            case 0:
                yield replace(case, gearing=0.0)
            case 1:
                yield replace(case, tax_rate=0.0)
            case 2 | 6:
                yield _sized(case, random)
            case 3:
                yield replace(case, gearing=0.8, depreciation_rate=0.4, incentive=0.0, subsidy=0.0)
            case _:
                yield case


def settings(case: SingleOwner) -> dict[str, Any]:
    """The inputs of SAM that a case sets, by SAM's names; what it leaves is as SAM gives it."""
    k = np.arange(case.years)
    depreciation = case.depreciation_rate * (1.0 - case.depreciation_rate) ** k
    escalation = (case.cost_escalation - case.inflation) * PERCENT
    return {
        **dict.fromkeys(NONE, 0.0),
        **dict.fromkeys(("om_capacity", "state_tax_rate"), (0.0,)),
        "en_electricity_rates": 1.0,
        "depr_alloc_custom_percent": PERCENT,
        "depr_custom_schedule": tuple(depreciation * PERCENT),
        "analysis_period": float(case.years),
        "system_capacity": case.kilograms * KILOS / HOURS,
        "gen": (case.kilograms * KILOS / HOURS,) * HOURS,
        "ppa_soln_mode": 1.0,
        "ppa_price_input": (case.price / KILOS,),
        "ppa_escalation": case.price_escalation * PERCENT,
        "total_installed_cost": case.capital,
        "om_fixed": (case.fixed_cost,),
        "om_production": (case.variable_cost,),
        "om_fixed_escal": escalation,
        "om_production_escal": escalation,
        "salvage_percentage": case.salvage_share * PERCENT,
        "inflation_rate": case.inflation * PERCENT,
        "real_discount_rate": case.real_discount * PERCENT,
        "federal_tax_rate": (case.tax_rate * PERCENT,),
        "debt_option": 0.0 if case.coverage is None else 1.0,
        "debt_percent": case.gearing * PERCENT,
        "dscr": case.coverage or 1.0,
        "term_tenor": float(case.tenor),
        "term_int_rate": case.loan_rate * PERCENT,
        "loan_moratorium": float(case.grace),
        "pbi_oth_amount": (case.incentive / KILOS,),
        "pbi_oth_term": float(case.incentive_years),
        "ibi_oth_amount": case.subsidy,
        "ibi_oth_amount_deprbas_fed": 1.0,
    }


def executed(model: Any, inputs: Mapping[str, Any]) -> Any:
    """The model after a run with these inputs, those of earlier runs overwritten."""
    for name, value in inputs.items():
        model.value(name, value)
    model.execute(0)
    return model.Outputs


def lines(outputs: Any) -> dict[str, Array]:
    """The lines and the figures of a run that both of SAM's models have."""
    got = {name: np.array(getattr(outputs, sams), dtype=np.float64) for name, sams in LINES.items()}
    got["tax"] = -np.array(outputs.cf_fedtax, dtype=np.float64)
    got["subsidy"] = np.zeros_like(got["tax"])
    got["subsidy"][0] = outputs.ibi_total_oth
    for name, (sams, unit) in FIGURES.items():
        got[name] = np.array(np.ravel(getattr(outputs, sams))[-1] * unit, dtype=np.float64)
    return got


@cache
def _model() -> Any:
    """SAM's model, built once: a run sets every input that any case changes."""
    return Singleowner.default("CustomGenerationProfileSingleOwner")


def _drawn(random: np.random.Generator) -> SingleOwner:
    """A project whose price pays for its running cost, its debt by gearing."""
    kilograms = random.uniform(1e5, 2e6)
    capital = kilograms * random.uniform(50.0, 200.0)
    fixed, variable = random.uniform(5.0, 25.0), random.uniform(10.0, 40.0)
    years = int(random.integers(8, 26))
    tenor = int(random.integers(3, years + 1))
    inflation = random.uniform(0.0, 0.06)
    escalation = inflation + random.uniform(-0.01, 0.02)
    return SingleOwner(
        years=years,
        kilograms=kilograms,
        price=fixed + variable + capital / kilograms * random.uniform(0.05, 0.35),
        price_escalation=escalation,
        fixed_cost=fixed * kilograms,
        variable_cost=variable,
        cost_escalation=escalation + random.uniform(-0.01, 0.005),
        capital=capital,
        gearing=random.uniform(0.1, 0.8),
        loan_rate=random.uniform(0.03, 0.14),
        tenor=tenor,
        grace=int(random.integers(0, min(tenor, 5))),
        depreciation_rate=random.uniform(0.05, 0.4),
        tax_rate=random.uniform(0.15, 0.4),
        salvage_share=random.choice([0.0, random.uniform(0.02, 0.2)]),
        real_discount=random.uniform(0.02, 0.12),
        inflation=inflation,
        incentive=random.choice([0.0, random.uniform(1.0, 10.0)]),
        incentive_years=int(random.integers(1, 8)),
        subsidy=random.choice([0.0, random.uniform(0.05, 0.25)]) * capital,
    )


def _sized(case: SingleOwner, random: np.random.Generator) -> SingleOwner:
    """The project with its debt sized by coverage, at most 90 % of the capital it pays for."""
    escalation = min(case.cost_escalation, case.price_escalation)
    bare = replace(case, cost_escalation=escalation, grace=0, coverage=1.0)
    least = float(run(bare)["debt"]) / (0.9 * (case.capital - case.subsidy))
    return replace(bare, coverage=max(random.uniform(1.1, 2.5), least))
