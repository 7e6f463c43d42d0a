"""Words and number formats, checked by hand."""

import datetime
import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import text
from models import COST_PARTS, CRITERIA, Scored, Study, default_study, load_dataset

DOLLARS, RUPEES = text.Money("USD"), text.Money("INR", 87.16)
MINUS = "\N{MINUS SIGN}"
DATASET = load_dataset()


@pytest.fixture(scope="module")
def study() -> Study:
    return default_study({key: each.weight for key, each in DATASET.criteria.items()})


def test_the_usual_rate_is_that_of_the_dataset() -> None:
    assert text.Money().rate == DATASET.parameters["rupee_rate_2025"].mode


def test_a_crore_is_ten_million_rupees() -> None:
    # 12,300 kUSD x 1,000 x 87.16 INR/USD = 1,072,068,000 INR = 107.2 crore
    assert RUPEES.amount(12_300) == "₹107 crore"
    assert DOLLARS.amount(12_300) == "12.3 M USD"
    assert 12_300 * RUPEES.amount_scale == pytest.approx(1_072_068_000 / 1e7)


def test_a_price_in_rupees_is_the_price_times_the_rate() -> None:
    # 112 USD/kg x 87.16 INR/USD = 9,761.92 INR/kg
    assert RUPEES.per_kg(112) == "₹9,760/kg"
    assert DOLLARS.per_kg(112) == "112 USD/kg"
    assert RUPEES.written(112 * RUPEES.per_kg_scale) == "₹9,760/kg"


@pytest.mark.parametrize(
    ("whole", "grouped"),
    [
        (0, "0"),
        (999, "999"),
        (1_000, "1,000"),
        (99_999, "99,999"),
        (100_000, "1,00,000"),
        (1_234_567, "12,34,567"),
        (10_000_000, "1,00,00,000"),
        (-1_234_567, f"{MINUS}12,34,567"),
    ],
)
def test_indian_digits_come_in_pairs_above_the_thousands(whole: int, grouped: str) -> None:
    assert text.indian(whole) == grouped


@given(st.integers(min_value=0, max_value=10**15))
def test_grouping_loses_no_digit(whole: int) -> None:
    assert int(text.indian(whole).replace(",", "")) == whole


def test_rupees_have_three_figures_and_indian_groups() -> None:
    assert text.rupees(1_234_567) == "₹12,30,000"
    assert text.rupees(-45.678) == f"{MINUS}₹45.7"


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.0, "0"),
        (0.012345, "0.0123"),
        (1.0, "1"),
        (72.01, "72"),
        (99.96, "100"),
        (113.74, "114"),
        (1234.5, "1,230"),
        (1_234_567, "1,230,000"),
        (-2.345, f"{MINUS}2.35"),
        (math.nan, "not defined"),
        (math.inf, "not defined"),
    ],
)
def test_numbers_have_three_significant_figures(value: float, written: str) -> None:
    assert text.number(value) == written


@given(st.floats(min_value=1e-6, max_value=1e12))
def test_a_number_is_read_back_within_half_a_percent(value: float) -> None:
    assert float(text.number(value).replace(",", "")) == pytest.approx(value, rel=0.005)


def test_shares_times_and_ranges() -> None:
    assert text.share(0.9764) == "97.6 %"
    assert text.months(72.01) == "72 months"
    assert text.months(0.0) == "no wait"
    assert text.years(72.0) == "6.0 years"
    assert text.days_unserved(0.024) == "8.76 days a year"  # 0.024 x 365
    assert text.interval(86.5, 143.2) == "86.5\N{EN DASH}143"
    assert text.interval(-3.0, 4.0) == f"{MINUS}3 to 4"
    assert text.date(datetime.date(2027, 1, 1)) == "1 January 2027"


def test_of_hundred_never_rounds_to_impossible_or_certain() -> None:
    assert text.of_hundred(0.0) == "0"
    assert text.of_hundred(0.001) == "fewer than 1"
    assert text.of_hundred(0.455) == "46"
    assert text.of_hundred(0.999) == "more than 99"
    assert text.of_hundred(1.0) == "100"


@pytest.mark.parametrize(
    ("value", "unit", "dollars", "rupees"),
    [
        (0.05, "1", "5 %", "5 %"),
        (40.0, "1", "40", "40"),
        (True, "1", "yes", "yes"),
        (datetime.date(2027, 1, 1), "a", "1 January 2027", "1 January 2027"),
        (30.0, "USD/kg", "30 USD/kg", "₹2,610/kg"),  # 30 x 87.16 = 2,614.8
        (5.0, "MUSD", "5 M USD", "₹43.6 crore"),  # 5 x 8.716
        (2_000.0, "kUSD/a", "2 M USD a year", "₹17.4 crore a year"),  # 2 x 8.716
        (0.1, "USD/kWh", "0.1 USD/kWh", "₹8.72/kWh"),
        (12.0, "USD/(kg/a)", "12 USD per kg a year", "₹1,050 per kg a year"),
        (87.16, "INR/USD", "87.2 INR/USD", "87.2 INR/USD"),
        (1000.0, "t/a", "1,000 t a year", "1,000 t a year"),
        (1.0, "month", "1 month", "1 month"),
        (9.0, "a", "9 years", "9 years"),
        (2027.0, "a", "2027.0", "2027.0"),
        (45.0, "d", "45 days", "45 days"),
        (2.3, "kg/kg", "2.3 kg per kg", "2.3 kg per kg"),
    ],
)
def test_any_quantity_in_the_money_of_the_reader(
    value: float | bool | datetime.date, unit: str, dollars: str, rupees: str
) -> None:
    assert text.display(value, unit, DOLLARS) == dollars
    assert text.display(value, unit, RUPEES) == rupees


def test_every_part_of_the_cost_criterion_and_group_of_hazards_has_words() -> None:
    groups = {f"{each.group}_loss" for each in DATASET.hazards.values()}
    assert {*COST_PARTS, *CRITERIA, *groups} <= text.LABELS.keys()
    assert text.label("south_korea") == "South Korea"
    assert text.label("lifetime_output") == "Lifetime output"


def scored(study: Study, first: list[float], beats: list[float], ranks: list[int]) -> Scored:
    names = [deal.name for deal in study.all_deals]
    return Scored(
        scores={name: np.zeros(1) for name in names},
        values={},
        first=dict(zip(names, first, strict=True)),
        first_error=dict.fromkeys(names, 0.011),
        beats_baseline=dict(zip(names, beats, strict=True)),
        ranks=dict(zip(names, ranks, strict=True)),
        clipped={},
        standing=None,  # type: ignore[arg-type]  # what is told here does not ask it
    )
