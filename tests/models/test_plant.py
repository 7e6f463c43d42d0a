"""A plant in India: investment, subsidy, incentive and running costs."""

import numpy as np
import pytest

from models.chain.plant import (
    capital_cost,
    capital_expenditure,
    capital_subsidy,
    duty_payment,
    energy_payment,
    incentive_limit,
    labour_payment,
    maintenance_payment,
    metal_payment,
    spending_year,
    supplies_payment,
)
from models.chain.required_price import incentive_cost
from models.formula import Array
from models.study import Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
YEAR = np.arange(31.0)[None, :]
CRORE = 1e7  # INR


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def investment(capacity: float, exponent: float = 0.8, saving: float = 0.0) -> float:
    scaled = column(75), column(1_100), column(capacity), column(exponent)
    return float(capital_expenditure(*scaled, column(1.2), column(saving))[0, 0])


def test_investment_at_the_reference_capacity_is_intensity_times_capacity_and_overrun() -> None:
    # 75 USD per kg/a * 1,100 t/a * 1.2 = 99,000 kUSD
    assert investment(1_100) == pytest.approx(99_000, rel=1e-12)


def test_investment_grows_with_capacity_to_the_power_of_the_exponent() -> None:
    # half the size at 0.6: 0.5^0.6 = 0.65975 of the cost, the rule of six tenths
    assert investment(550, 0.6) / investment(1_100, 0.6) == pytest.approx(0.65975, abs=1e-5)
    assert investment(2_200, 1.0) == pytest.approx(2 * investment(1_100), rel=1e-12)


def test_cheaper_equipment_saves_its_share() -> None:
    assert investment(1_100, saving=0.25) == pytest.approx(0.75 * 99_000, rel=1e-12)


@pytest.mark.parametrize(("capacity", "crore"), [(600, 75), (1_200, 150), (6_000, 750)])
def test_the_largest_capital_subsidy_is_the_one_in_the_gazette(
    capacity: float, crore: float
) -> None:
    # S.O. 5800(E): 750 crore for 6,000 t, 75 to 150 crore a winner: 1,250 INR per kg/a
    rate = column(87.16)
    subsidy = capital_subsidy(ONE, column(1e9), column(0.15), column(1_250), column(capacity), rate)
    assert subsidy[0, 0] * 1_000 * 87.16 / CRORE == pytest.approx(crore, rel=1e-12)


def test_the_subsidy_is_fifteen_per_cent_below_its_ceiling_and_for_winners_only() -> None:
    rest = column(40_000), column(0.15), column(1_250), column(1_200), column(87.16)
    assert capital_subsidy(ONE, *rest)[0, 0] == pytest.approx(6_000, rel=1e-12)
    assert capital_subsidy(NONE, *rest)[0, 0] == 0.0


def incentive(output: float, bid: float, price: float) -> float:
    """Crore of rupees a year, at 100 INR/USD and no inflation."""
    made = np.full((1, 31), output)
    terms = ONE, column(bid), column(2_150), column(5), YEAR, column(0.0)
    limit = incentive_limit(*terms, made, column(100), ONE)
    paid = -incentive_cost(
        cost=column(price),
        magnet_output=made,
        incentive_limit=limit,
        incentive_sales_share=column(0.4),
        levelising_weight=np.eye(1, 31, 1),  # the first year of sales only
    )
    return float(paid[0, 0]) * 1_000 * 100 / CRORE


def test_forty_per_cent_of_sales_binds_the_sales_incentive() -> None:
    # published: 600,000 kg, bid 2,500, sales of 300 crore: min(150, 129, 120) = 120 crore
    assert incentive(600, 2_500, 50.0) == pytest.approx(120, rel=1e-12)


def test_the_ceiling_and_the_bid_bind_the_sales_incentive() -> None:
    assert incentive(600, 2_500, 100.0) == pytest.approx(129, rel=1e-12)
    assert incentive(600, 2_000, 100.0) == pytest.approx(120, rel=1e-12)


def test_five_years_of_all_capacity_cost_the_outlay_of_the_scheme() -> None:
    # 6,450 crore = 5 years * 6,000 t * 2,150 INR/kg
    made = np.full((1, 31), 6_000.0)
    terms = ONE, column(2_150), column(2_150), column(5), YEAR, column(2.4)
    limit = incentive_limit(*terms, made, column(100), ONE)
    assert limit.sum() * 1_000 * 100 / CRORE == pytest.approx(6_450, rel=1e-12)


def test_inflation_erodes_an_incentive_fixed_in_rupees() -> None:
    terms = ONE, column(2_150), column(2_150), column(5), YEAR, column(0.0)
    fixed = incentive_limit(*terms, column(600), column(100), ONE)
    eroded = incentive_limit(*terms, column(600), column(125), column(1.1))
    assert eroded[0, 1] == pytest.approx(fixed[0, 1] / 1.25 / 1.1, rel=1e-12)


def test_the_capital_charge_repays_the_plant_at_the_owners_return() -> None:
    # 121 spent in year 2 and 11 received in year 1 at 10 %: 100 - 10 = 90 over 45 t
    charge = capital_cost(column(121), column(11), column(0.10), column(2), column(1), column(45))
    assert charge[0, 0] == pytest.approx(2.0, rel=1e-12)


def test_money_is_spent_in_the_middle_of_construction() -> None:
    # engineering ends in month 24, magnets come in month 60, six months of them a stall
    assert spending_year(column(24), column(60), column(6))[0, 0] == pytest.approx(45 / 12)


def test_running_costs_by_hand() -> None:
    half = column(0.5)
    # 1,000 t/a * 0.25 people per t/a * 9 kUSD, half a year: 1,125
    assert labour_payment(column(1_000), column(0.25), column(9), half, ONE)[0, 0] == 1_125
    # 800 t * 18 kWh/kg * 0.09 USD/kWh = 1,296
    energy = energy_payment(column(800), column(18), column(0.09), ONE)
    assert energy[0, 0] == pytest.approx(1_296)
    # 4 % of 99,000, half a year: 1,980
    assert maintenance_payment(column(99_000), column(0.04), half, ONE)[0, 0] == 1_980
    # 800 t * 4 + 1,000 t/a * 3 * half = 4,700
    assert supplies_payment(column(800), column(4), column(1_000), column(3), half, ONE) == 4_700
    # 800 t * 0.5 kg/kg * 10 USD/kg, the rupee a tenth stronger: 4,400
    metal = metal_payment(column(800), column(0.5), column(10), column(1.1))
    assert metal[0, 0] == pytest.approx(4_400)
    # 100 t of oxide at 80, a premium of 15 %, duty 2.5 %: 230
    duty = duty_payment(column(100), column(80), column(0.15), column(0.025))
    assert duty[0, 0] == pytest.approx(230)


def test_no_wage_or_upkeep_is_paid_before_the_start_or_after_the_end(
    study: Study, quantities: Quantities
) -> None:
    q = quantities(study.deals[0])
    idle = q["operating_fraction"] == 0.0
    payments = "labour_payment", "maintenance_payment", "supplies_payment", "energy_payment"
    for name in payments:
        assert np.all(q[name][idle] == 0.0), name
        assert np.all(q[name][~idle] > 0.0), name
    years = q["operating_fraction"].sum(axis=1)
    assert years == pytest.approx(np.full(200, 15.0), rel=1e-9)
