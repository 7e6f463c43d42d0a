"""A plant in India: investment, subsidy, what is written down, and running costs."""

import numpy as np
import pytest

from models.chain.capital import (
    book_depreciation,
    building_share,
    capital_cost,
    capital_expenditure,
    capital_subsidy,
    plant_outlay,
    renewal_payment,
    salvage_receipt,
)
from models.chain.plant import (
    conversion_payment,
    duty_payment,
    energy_payment,
    labour_payment,
    maintenance_payment,
    metal_payment,
    supplies_payment,
)
from models.chain.written_down import depreciation_from, first_use, in_use, late_first_use
from models.formula import Array
from models.study import Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
YEAR = np.arange(31.0)[None, :]
CRORE = 1e4  # kINR


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


def test_the_investment_is_paid_evenly_from_engineering_to_the_first_magnets() -> None:
    # engineering ends in month 24, six months of stall, magnets in month 60: 6 + 12 + 12 months
    share = building_share(YEAR, column(24), column(6), column(60))[0]
    assert share[:7] == pytest.approx([0, 0, 0, 0.2, 0.4, 0.4, 0], abs=1e-12)


def test_a_plant_that_needs_no_building_is_paid_for_in_its_last_month() -> None:
    share = building_share(YEAR, column(24), NONE, column(18))[0]
    assert share[:4] == pytest.approx([0, 0, 1, 0], abs=1e-12)


def test_outlay_of_the_day_follows_the_dollar_and_holds_the_renewal() -> None:
    rate = np.array([[80.0, 84.0, 90.0, 95.0]])
    renewed = renewal_payment(column(1_000), column(0.1), YEAR[:, :4], column(0.5), column(5), ONE)
    assert renewed[0].tolist() == [0.0, 0.0, 0.0, 100.0]  # half of five years after 0.5
    spent = plant_outlay(np.array([[400.0, 600.0, 0.0, 0.0]]), renewed, rate)[0]
    assert spent == pytest.approx([32_000, 50_400, 0, 9_500])


@pytest.mark.parametrize(("capacity", "crore"), [(600, 75), (1_200, 150), (6_000, 750)])
def test_the_largest_capital_subsidy_is_the_one_in_the_gazette(
    capacity: float, crore: float
) -> None:
    # S.O. 5800(E): 750 crore for 6,000 t, 75 to 150 crore a winner: 1,250 INR per kg/a
    terms = column(0.15), column(1_250), column(capacity)
    use = np.array([[0.0, 1.0]])
    subsidy = capital_subsidy(ONE, *terms, np.full((1, 2), 1e9), column(87.16), use, ONE)[0]
    assert subsidy == pytest.approx([0.0, crore * CRORE], rel=1e-12)


def test_the_subsidy_is_fifteen_per_cent_below_its_ceiling_and_for_winners_only() -> None:
    # 15 % of 30,000 at 80 and 10,000 at 90 INR/USD
    spent, rate = np.array([[30_000.0, 10_000.0, 0.0]]), np.array([[80.0, 90.0, 99.0]])
    terms = column(0.15), column(1_250), column(1_200), spent, rate, np.eye(1, 3, 2), ONE
    assert capital_subsidy(ONE, *terms)[0] == pytest.approx([0, 0, 0.15 * 3_300_000], rel=1e-12)
    assert not capital_subsidy(NONE, *terms).any()


def test_depreciation_by_written_down_value() -> None:
    # 100 before the start and 20 later, at 15 %: 15.00, 12.75, 0.15 * (72.25 + 20), ...
    cost, worked = np.array([[60.0, 40.0, 0.0, 20.0, 0.0]]), np.array([[0.0, 1, 1, 1, 1]])
    use = first_use(worked)
    assert use[0].tolist() == [0, 1, 0, 0, 0]
    late = late_first_use(worked, use)
    found = depreciation_from(in_use(cost, use), late, column(0.15))[0]
    assert found == pytest.approx([0, 15.0, 12.75, 13.8375, 11.761875], rel=1e-12)


def test_a_plant_used_for_less_than_half_a_year_earns_half_in_the_first() -> None:
    # 0.4 of a year is 146 days: 7.5, then 15 % of 92.5
    cost, worked = np.array([[100.0, 0.0, 0.0]]), np.array([[0.4, 1.0, 1.0]])
    use = first_use(worked)
    late = late_first_use(worked, use)
    found = depreciation_from(in_use(cost, use), late, column(0.15))[0]
    assert found[:2] == pytest.approx([7.5, 0.15 * 92.5], rel=1e-12)


def test_the_books_write_off_evenly_over_the_years_of_work_that_are_left() -> None:
    # 90 over three years; 20 more in the middle of them over two: 30, 40, 40
    spent = np.array([[90.0, 0.0, 20.0, 0.0, 0.0]])
    worked = np.array([[0.0, 1.0, 1.0, 1.0, 0.0]])
    use = first_use(worked)
    made = book_depreciation(spent, NONE, NONE, NONE, use, worked, column(3))[0]
    assert made == pytest.approx([0, 30, 40, 40, 0], rel=1e-12)


def test_the_capital_charge_is_the_plant_less_subsidy_and_salvage() -> None:
    # 121 in year 2 and a subsidy of 8.8 kINR in year 1 at 10 % and 80 INR/USD, over 10 t:
    weight = 1.1 ** -np.arange(3.0)[None, :] / 10
    subsidy, salvage = np.array([[0.0, 8.8, 0.0]]), np.array([[0.0, 0.0, 96.8]])
    charge = capital_cost(
        np.array([[0.0, 0, 121]]), NONE * YEAR[:, :3], weight, subsidy, salvage, weight / 80
    )
    # 100 less 0.1 and 1, over 10 t
    assert charge[0, 0] == pytest.approx(9.89, rel=1e-12)


def test_a_closed_plant_fetches_its_share_in_the_year_it_closes() -> None:
    terms = column(1_000), column(0.05), YEAR[:, :5], column(0.5), column(3), column(90), ONE
    assert salvage_receipt(*terms)[0] == pytest.approx([0, 0, 0, 0, 4_500])


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
    metal = metal_payment(column(800), column(0.5), column(10), column(1.1), ONE, NONE)
    assert metal[0, 0] == pytest.approx(4_400)
    # 100 t of oxide at 80, a premium of 15 %, duty 2.5 %: 230
    duty = duty_payment(column(100), column(80), column(0.15), column(0.025))
    assert duty[0, 0] == pytest.approx(230)


def test_a_step_that_is_bought_abroad_is_not_paid_for_at_home() -> None:
    # a quarter of the metal abroad for 900: 0.75 * 4,000 + 900
    metal = metal_payment(column(800), column(0.5), column(10), ONE, column(0.75), column(900))
    assert metal[0, 0] == pytest.approx(3_900)
    # blocks are half of 4 * 250; none of them at home: 500, and 700 for those bought
    costs = [column(250)] * 4
    making = conversion_payment(*costs, column(0.5), NONE, column(700))
    assert making[0, 0] == pytest.approx(1_200)
    assert conversion_payment(*costs, column(0.5), ONE, NONE)[0, 0] == 1_000


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
    left = 30.0 - q["start_year"][:, 0]  # of the calendar
    assert years == pytest.approx(np.minimum(left, 15.0), rel=1e-9)
