"""Two numbers side by side: always told apart, and otherwise as on every page."""

import datetime
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import text
from dashboard.share.digits import (
    PLAIN,
    POINTS,
    SHARE,
    USUAL,
    arrow,
    needed,
    signed,
    strict_unit,
    written,
)
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES

UNITS = (PLAIN, SHARE, POINTS, "month", "a", "d", "t/a", "USD/kg", "kUSD", "MUSD/a", "INR/kg")
NUMBERS = st.floats(min_value=-1e7, max_value=1e7)
MINUS = text.MINUS


@given(NUMBERS, NUMBERS, st.sampled_from(UNITS), st.sampled_from([DOLLARS, RUPEES]))
def test_two_values_look_alike_only_if_they_are(
    one: float, other: float, unit: str, money: text.Money
) -> None:
    digits = needed(one, other, unit, money)
    sides = {written(each, unit, money, digits) for each in (one, other)}
    assert len(sides) == (1 if one == other else 2)


@given(NUMBERS, st.floats(min_value=1e-12, max_value=1e-3), st.sampled_from(UNITS))
def test_no_more_figures_are_shown_than_it_takes(value: float, near: float, unit: str) -> None:
    pair = value, value * (1.0 + near)
    digits = needed(*pair, unit, DOLLARS)
    fewer = {written(each, unit, DOLLARS, digits - 1) for each in pair}
    assert digits == USUAL or len(fewer) == 1


@given(NUMBERS, st.sampled_from(UNITS), st.sampled_from([DOLLARS, RUPEES]))
def test_neighbours_among_the_numbers_are_told_apart(
    value: float, unit: str, money: text.Money
) -> None:
    near = math.nextafter(value, math.inf)
    digits = needed(value, near, unit, money)
    assert written(value, unit, money, digits) != written(near, unit, money, digits)


@pytest.mark.parametrize("money", [DOLLARS, RUPEES])
@pytest.mark.parametrize("unit", ["USD/kg", "kUSD", "MUSD/a", "month", "t/a", "INR/kg", "d"])
@pytest.mark.parametrize("value", [0.0, 0.75, 1.0, -3.25, 12.5, 2030.5, 123_456.0])
def test_three_figures_are_written_as_on_every_page(
    value: float, unit: str, money: text.Money
) -> None:
    assert written(value, unit, money) == text.display(value, unit, money)


@pytest.mark.parametrize("unit", sorted({each.unit for each in DATASET.parameters.values()}))
def test_seventeen_figures_are_the_number_to_the_last_digit(unit: str) -> None:
    shown = written(1234.56789, unit, DOLLARS, 17)
    scale = {"1": 100.0, "kUSD": 1e-3, "kUSD/a": 1e-3}.get(unit, 1.0)
    digits = shown.partition(" ")[0].replace(",", "")
    assert float(digits) == pytest.approx(1234.56789 * scale, rel=1e-15)


@pytest.mark.parametrize(
    ("one", "other", "unit", "said"),
    [
        (3.0, 4.0, "MUSD/a", "3 → 4 M USD a year"),
        (0.51, 0.26, SHARE, "51 % → 26 %"),
        (0.98, 1.05, SHARE, "98 % → 105 %"),
        (0.123, 0.12301, SHARE, "12.3 % → 12.301 %"),
        (1000.0, 1000.4, "t/a", "1,000 → 1,000.4 t a year"),
        (33.0, 33.01, "USD/kg", "33 → 33.01 USD/kg"),
        (1.0, 2.0, "month", "1 → 2 months"),
        (2.0, 1.0, "month", "2 → 1 month"),
        (2031.51, 2031.52, "a", "2031.51 → 2031.52"),
        (-1.0, 1.0, PLAIN, f"{MINUS}1 → 1"),
        (0.0, 1e-12, PLAIN, "0 → 0.000000000001"),
        (2000, 2001, PLAIN, "2,000 → 2,001"),
        (12.0, 12.0, "d", "12 → 12 days"),
    ],
)
def test_the_unit_is_written_once_and_percent_always(
    one: float, other: float, unit: str, said: str
) -> None:
    assert arrow(one, other, unit, DOLLARS) == said


@pytest.mark.parametrize(
    ("one", "other", "unit", "said"),
    [
        (33.0, 35.0, "USD/kg", "₹2,880 → ₹3,050/kg"),
        (3.0, 4.0, "MUSD/a", "₹26.1 → ₹34.9 crore a year"),
        # 1,500 x 87.16 = 130,740 and 1,500.1 x 87.16 = 130,748.716
        (1500.0, 1500.1, "USD/t", "₹1,30,740 → ₹1,30,750/t"),
    ],
)
def test_rupees_have_their_sign_on_both_sides_and_their_grouping(
    one: float, other: float, unit: str, said: str
) -> None:
    assert arrow(one, other, unit, RUPEES) == said


def test_flags_and_dates_are_words() -> None:
    assert arrow(True, False, PLAIN, DOLLARS) == "yes → no"
    dates = datetime.date(2027, 1, 1), datetime.date(2029, 4, 1)
    assert arrow(*dates, PLAIN, DOLLARS) == "1 January 2027 → 1 April 2029"


@pytest.mark.parametrize(
    ("change", "unit", "said"),
    [
        (0.0, "USD/kg", "no change"),
        (2.5, "USD/kg", "+2.5 USD/kg"),
        (-2.5, "USD/kg", f"{MINUS}2.5 USD/kg"),
        (-0.01, SHARE, f"{MINUS}1 percentage point"),
        (0.032, SHARE, "+3.2 percentage points"),
        (0.01, POINTS, "+1 point"),
        (-0.125, POINTS, f"{MINUS}12.5 points"),
        (1.0, "month", "+1 month"),
        (1e-13, "month", "+0.0000000000001 months"),
    ],
)
def test_a_change_has_a_sign_and_a_unit(change: float, unit: str, said: str) -> None:
    assert signed(change, unit, DOLLARS) == said


def test_a_number_that_may_exceed_one_is_no_share() -> None:
    assert strict_unit("1", 25.0) == PLAIN
    assert strict_unit("1", 1.0) == SHARE
    assert strict_unit("USD/kg", 100.0) == "USD/kg"
    assert arrow(1.0, 2.0, strict_unit("1", 25.0), DOLLARS) == "1 → 2"
