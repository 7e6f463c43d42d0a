"""A plant with one owner and a loan, by the formulas of a foreign plant: every printed figure.

Source   System Advisor Model of the NREL (PySAM 7.1.1, Singleowner), and independently NumPy: cases
         A (twelve years at a price) and B (the price at which equity earns 10.24 %), and case A at
         a price of 55 with its losses paid back, or carried forward.

Half a million kilograms a year for twelve years, 70 USD/kg in year 1; fixed cost of nine million,
22 USD/kg besides; all of it rises by 4 % a year, as money loses its worth. Sixty million at the
start, 60 % of it lent at 9 % for eight years, two of them without repayment. Tax 25.168 %, plant
15 % of written-down value, a tenth of the outlay fetched in the end. Equity asks 6 % and inflation.

One dollar of the start is 1.04^t rupees of year t here: so the price and the running cost are the
same every year in dollars, and a figure of year 1 is 1.04 times that.
"""

from functools import cache
from types import MappingProxyType

import numpy as np
import pytest

from models.chain.alternative import worth
from models.chain.calendar import factors
from models.chain.income_tax import CARRIED, SET_OFF
from models.chain.loan import LEVEL
from models.formula import Array
from tests.models.given import computed, row

THOUSAND = 1e3
YEARS = 12
INFLATION = 0.04
REAL = 0.06
NOMINAL = 0.1024
RATE = (1.0 + INFLATION) ** np.arange(YEARS + 1.0)
START = np.array([1.0, *[0.0] * YEARS])
WORKING = 1.0 - START
CENT = 0.0051 / THOUSAND  # half of the last figure printed, in thousands

# What a plant has that neither trades in oxide nor pays for know-how, nor is paid by a government.
PLAIN = MappingProxyType(
    {
        "start_year": 0.0,
        "india_share": 1.0,
        "irel_oxide_used": 0.0,
        "imported_oxide_used": 0.0,
        "oxide_premium": 0.0,
        "oxide_price": 0.0,
        "oxide_charge": 0.0,
        "oxide_contract_price": 0.0,
        "oxide_cash_cost": 0.0,
        "heavy_payment": 0.0,
        "metal_payment": 0.0,
        "freight_payment": 0.0,
        "duty_payment": 0.0,
        "renewal_payment": 0.0,
        "damages": 0.0,
        "export_sales": 0.0,
        "upside_threshold": 1e9,
        "upside_share": 0.0,
        "income_guarantee": 0.0,
        "capital_subsidy": 0.0,
        "incentive_sales_share": 1.0,
        "incentive_total_cap": 1e12,
        "buildings_share": 0.0,
        "building_depreciation": 0.0,
        "know_how_depreciation": 0.0,
        "loan_by_coverage": 0.0,
        "target_coverage": 1.0,
        "repayment": LEVEL,
        "reserve_months": 0.0,
        "lockup_coverage": 0.0,
        "as_branch": 0.0,
        "branch_tax_rate": 0.0,
        "concessional_tax": 1.0,
        "ordinary_tax_rate": 0.0,
        "minimum_tax_rate": 0.0,
        "loss_treatment": SET_OFF,
        "loss_years": 8.0,
        "partner_dividend_withholding": 0.0,
        "mid_year": 0.0,
        "loan_in_cost": 1.0,
    }
)
CASE_A = PLAIN | {
    "dollar_rate": RATE,
    "indian_inflation": INFLATION,
    "owner_return": REAL,
    "partner_own_return": REAL,
    "operating_years": 12.0,
    "magnet_output": 500.0 * WORKING,
    "magnet_price": 70.0 / 1.04,
    "conversion_payment": (9_000.0 + 22.0 * 500.0) / 1.04 * WORKING,
    "working_capital_needed": np.zeros(YEARS + 1),
    "capital_payment": 60_000.0 * START,
    "capital_expenditure": 60_000.0,
    "incentive_limit": 0.0,
    "salvage_share": 0.10 / RATE[-1],  # of the outlay in the money of the start
    "plant_depreciation": 0.15,
    "company_tax_rate": 0.25168,
    "gearing": 0.60,
    "loan_rate": 0.09,
    "loan_years": 8.0,
    "grace_years": 2.0,
}
LINES = (
    *("magnet_sales", "making_cost", "interest_payment", "loan_repayment", "depreciation"),
    *("company_tax", "partner_net"),
)
PRINTED = {
    0: (0, 0, 0, 0, 0, 0, -24_000_000.00),
    1: (35_000_000.00, 20_000_000.00, 3_240_000.00, 0, 9_000_000.00, 694_636.80, 11_065_363.20),
    2: (36_400_000.00, 20_800_000.00, 3_240_000.00, 0, 7_650_000.00, 1_185_412.80, 11_174_587.20),
    3: (
        *(37_856_000.00, 21_632_000.00, 3_240_000.00, 4_785_112.20),
        *(6_502_500.00, 1_631_263.92, 6_567_623.88),
    ),
    4: (
        *(39_370_240.00, 22_497_280.00, 2_809_339.90, 5_215_772.30),
        *(5_527_125.00, 2_148_465.09, 6_699_382.72),
    ),
    5: (
        *(40_945_049.60, 23_397_171.20, 2_339_920.40, 5_685_191.80),
        *(4_698_056.25, 2_645_132.07, 6_877_634.13),
    ),
    6: (
        *(42_582_851.58, 24_333_058.05, 1_828_253.13, 6_196_859.07),
        *(3_993_347.81, 3_127_927.51, 7_096_753.83),
    ),
    7: (
        *(44_286_165.65, 25_306_380.37, 1_270_535.82, 6_754_576.38),
        *(3_394_345.64, 3_602_774.99, 7_351_898.09),
    ),
    8: (
        *(46_057_612.27, 26_318_635.58, 662_623.94, 7_362_488.26),
        *(2_885_193.79, 4_074_990.88, 7_638_873.61),
    ),
    9: (47_899_916.76, 27_371_381.01, 0, 0, 2_452_414.73, 4_549_398.14, 15_979_137.62),
    10: (49_815_913.43, 28_466_236.25, 0, 0, 2_084_552.52, 4_848_646.58, 16_501_030.61),
    11: (51_808_549.97, 29_604_885.70, 0, 0, 1_771_869.64, 5_142_274.07, 17_061_390.20),
    12: (53_880_891.97, 30_789_081.13, 0, 0, 1_506_089.19, 6_942_774.43, 22_149_036.42),
}


def foreign(*targets: str, **changed: object) -> dict[str, Array]:
    """Compute quantities of case A as changed."""
    return computed("foreign_plant", CASE_A | changed, targets, YEARS)


@cache
def case_a() -> dict[str, Array]:
    return foreign(*LINES, "partner_npv", "coverage", "salvage_receipt", "loan_balance")


@pytest.mark.parametrize("year", PRINTED)
def test_every_line_of_every_year(year: int) -> None:
    found = [row(case_a()[line])[year] for line in LINES]
    assert found == pytest.approx([each / THOUSAND for each in PRINTED[year]], abs=CENT)


def test_what_is_left_is_sold_in_the_last_year() -> None:
    assert row(case_a()["salvage_receipt"]) == pytest.approx([*[0.0] * 12, 6_000.0])


def test_all_debt_is_paid_back_by_the_eighth_year() -> None:
    balance = row(case_a()["loan_balance"])
    assert balance[:3] == pytest.approx([36_000.0] * 3)
    assert balance[8:] == [0.0] * 5


def test_net_present_value_of_the_equity() -> None:
    assert case_a()["partner_npv"].item() * THOUSAND == pytest.approx(45_649_669.46204, abs=2e-5)


def test_net_present_value_at_mid_year() -> None:
    found = foreign("partner_npv", mid_year=1.0)["partner_npv"].item()
    assert found * THOUSAND == pytest.approx(49_128_836.21, abs=0.0051)


def test_real_flows_at_the_real_return_are_worth_the_same() -> None:
    years = np.arange(YEARS + 1.0)[None, :]
    real = np.sum(case_a()["partner_net"] / RATE * worth(np.array(REAL), np.array(0.0), years))
    assert real * THOUSAND == pytest.approx(45_649_669.46, abs=0.0051)


def test_return_on_the_equity() -> None:
    """At 38.8174983 % the flows are worth nothing, to the last figure printed."""
    years = np.arange(YEARS + 1.0)[None, :]
    flows = case_a()["partner_net"]
    below, above = (
        np.sum(flows * factors(np.array(rate), years)) for rate in (0.38817498_25, 0.38817498_35)
    )
    assert below > 0.0 > above


def test_nominal_return_is_that_in_money_of_the_day() -> None:
    assert foreign("nominal_return")["nominal_return"].item() == pytest.approx(NOMINAL)


def test_coverage_is_least_in_the_first_year_of_repayment() -> None:
    coverage = row(case_a()["coverage"])
    assert np.nanargmin(coverage) == 3
    assert coverage[3] == pytest.approx(2.02165, abs=5.1e-6)
    assert np.isnan(coverage[:1] + coverage[9:]).all()


def test_levelised_price_real_and_nominal() -> None:
    """With money of the start as the measure it is real, with money of the day it is nominal."""
    real = foreign("buyer_price")["buyer_price"].item()
    nominal = foreign("buyer_price", dollar_rate=1.0, magnet_price=70.0 / 1.04 * RATE)
    assert real == pytest.approx(67.30769, abs=5.1e-6)
    assert nominal["buyer_price"].item() == pytest.approx(83.79423, abs=5.1e-6)


REQUIRED = 54.86541788  # USD/kg in year 1
AT_REQUIRED = (
    *(-24_000_000, 5_402_607.96, 5_285_321.75, 442_787.81, 329_553.20, 253_011.43, 207_146.22),
    *(186_706.18, 187_074.02, 8_229_266.05, 8_441_164.18, 8_679_129.11, 13_431_484.89),
)


@cache
def required() -> float:
    """What the engine's own solver asks, in dollars of the start."""
    return foreign("cost")["cost"].item()


def test_required_price_in_the_first_year() -> None:
    assert required() * 1.04 == pytest.approx(REQUIRED, abs=5.1e-9)
    assert required() * 1.04 == pytest.approx(54.865417884680, rel=1e-13)


def test_required_price_levelised() -> None:
    nominal = foreign("buyer_price", dollar_rate=1.0, magnet_price=required() * RATE)
    assert required() == pytest.approx(52.75520950, abs=5.1e-9)
    assert nominal["buyer_price"].item() == pytest.approx(65.67722084, abs=5.1e-9)


def test_required_price_is_the_same_whatever_is_charged() -> None:
    other = foreign("cost", magnet_price=100.0)["cost"].item()
    assert other == pytest.approx(required(), rel=1e-14)


def test_equity_at_the_required_price() -> None:
    found = foreign("partner_net", "partner_npv", magnet_price=required())
    assert row(found["partner_net"]) == pytest.approx(
        [each / THOUSAND for each in AT_REQUIRED], abs=CENT
    )
    assert found["partner_npv"].item() * THOUSAND == pytest.approx(0.0, abs=1e-6)


def at_55(treatment: float) -> dict[str, Array]:
    wanted = ("taxable_income", "company_tax", "income_tax_rate", "partner_npv")
    return foreign(*wanted, magnet_price=55.0 / 1.04, loss_treatment=treatment)


def test_losses_paid_back_at_once() -> None:
    found = at_55(SET_OFF)
    assert row(found["taxable_income"])[1] == pytest.approx(-4_740.0)
    assert row(found["company_tax"])[1] * THOUSAND == pytest.approx(-1_192_963, abs=0.51)


def test_losses_carried_forward() -> None:
    """Nothing is paid back; 9.46 million of losses gather over the years 1 to 3 before any use."""
    plain = np.array(row(at_55(SET_OFF)["taxable_income"]))
    found = at_55(CARRIED)
    taxed = np.array(row(found["taxable_income"]))
    assert -np.cumsum(plain)[3] == pytest.approx(9_460.5)
    assert np.argmin(np.cumsum(plain)) == 3
    assert row(found["company_tax"])[:4] == [0.0] * 4
    assert (taxed >= 0.0).all()
    assert np.cumsum(taxed) == pytest.approx(
        np.maximum(np.maximum.accumulate(np.cumsum(plain)), 0.0)
    )
    assert taxed.sum() == pytest.approx(plain.sum())


def test_carrying_a_loss_forward_is_worth_less_than_having_it_paid_back() -> None:
    assert at_55(CARRIED)["partner_npv"].item() < at_55(SET_OFF)["partner_npv"].item()
