"""Tolling: fee, penalty, freight, insurance and customs, against a case worked by hand.

The published case: 0.4 million kg of oxide at 80 USD/kg, 2.4 kg of magnet per kg against 2.5
guaranteed, 25 USD/kg of good magnet, freight 1.0 USD/kg out and 1.5 back, insurance 0.5 % of the
value each way, duty 7.5 % and a tenth of it as surcharge, 80 INR/USD. Results in crore of rupees.
"""

import numpy as np
import pytest

from models.chain.toll import (
    duty_payment,
    freight_payment,
    freight_per_magnet,
    penalty_payment,
    toll_cost,
    toll_fee_today,
    toll_payment,
)
from models.formula import Array

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
CRORE = 80 * 1_000 / 1e7  # of a kUSD


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


OUTPUT = column(960)  # t: 2.4 * 400
PER_MAGNET = column(1 / 2.4)  # kg of oxide
VALUE = column(80 / 2.4)  # USD of oxide per kg of magnet
FEE = column(25)


def freight() -> Array:
    return freight_per_magnet(PER_MAGNET, column(1.0), column(1.5), column(9.0), NONE)


def penalty(guarantee: float = 2.5, share: float = 1.0, cap: float = 0.25) -> float:
    terms = column(guarantee), column(80), column(share), column(cap)
    paid = penalty_payment(OUTPUT, PER_MAGNET, *terms, toll_payment(OUTPUT, FEE))
    return float(paid[0, 0]) * CRORE


def test_the_fee_is_paid_for_good_magnets() -> None:
    assert toll_payment(OUTPUT, FEE)[0, 0] * CRORE == pytest.approx(192, rel=1e-12)


def test_the_penalty_for_40_tonnes_missing_is_the_value_of_their_oxide() -> None:
    # 0.04 million kg at 2,560 INR/kg: 10.24 crore
    assert penalty() == pytest.approx(10.24, rel=1e-12)


def test_the_penalty_is_capped_by_the_fee_and_scaled_by_its_share() -> None:
    assert penalty(share=0.5) == pytest.approx(5.12, rel=1e-12)
    assert penalty(cap=0.05) == pytest.approx(0.05 * 192, rel=1e-12)


@pytest.mark.parametrize("guarantee", [1.0, 2.3, 2.4])
def test_who_keeps_the_guarantee_pays_no_penalty(guarantee: float) -> None:
    assert penalty(guarantee) == pytest.approx(0.0, abs=1e-12)


def test_freight_and_insurance_both_ways() -> None:
    # freight 14.72 and insurance 3.52 crore
    paid = freight_payment(OUTPUT, freight(), VALUE, NONE, FEE, column(0.005))
    assert paid[0, 0] * CRORE == pytest.approx(14.72 + 3.52, rel=1e-12)
    uninsured = freight_payment(OUTPUT, freight(), VALUE, NONE, FEE, NONE)
    assert uninsured[0, 0] * CRORE == pytest.approx(14.72, rel=1e-12)


def test_air_freight_replaces_sea_freight_on_the_way_back_only() -> None:
    air = freight_per_magnet(PER_MAGNET, column(1.0), column(1.5), column(9.0), ONE)
    assert (air - freight())[0, 0] == pytest.approx(7.5, rel=1e-12)


def test_duty_on_the_fee_and_freight_and_on_own_oxide_if_it_is_dutiable() -> None:
    # 8.25 % of 25 + 2 heavy + 1.9167 freight, with 33.333 of oxide on top
    parts = VALUE, column(2), FEE, freight(), column(0.0825)
    oxide, heavy, fee, way, rate = parts
    free = duty_payment(OUTPUT, oxide, NONE, heavy, fee, way, rate)
    full = duty_payment(OUTPUT, oxide, ONE, heavy, fee, way, rate)
    # 21.12 crore of 38 are duty on the owner's own oxide: 256 * 0.0825
    assert (full - free)[0, 0] * CRORE == pytest.approx(21.12, rel=1e-12)
    assert free[0, 0] >= 960 * 27 * 0.0825


def test_customs_value_is_cost_insurance_and_freight_of_the_returned_magnets() -> None:
    # 256 oxide + 192 fee + 11.52 freight back + 2.24 insurance back = 461.76; duty 38.0952 crore
    duty = duty_payment(OUTPUT, VALUE, ONE, NONE, FEE, freight(), column(0.0825))
    assert duty[0, 0] * CRORE == pytest.approx(38.0952, rel=1e-6)


def test_a_fee_in_yen_follows_the_yen_and_a_fee_in_dollars_does_not() -> None:
    strength = np.array([[1.0, 0.9, 1.2]])
    assert toll_fee_today(column(30), ONE, strength)[0] == pytest.approx([30, 27, 36])
    assert toll_fee_today(column(30), NONE, strength)[0] == pytest.approx([30, 30, 30])


def test_the_cost_of_the_toll_is_net_of_the_penalty() -> None:
    fee, back = np.array([[0.0, 110.0, 121.0]]), np.array([[0.0, 11.0, 0.0]])
    weight = 1.1 ** -np.arange(3.0)[None, :] / 95
    # (110 - 11) / 1.1 + 121 / 1.21 = 190, over 95 t
    assert toll_cost(fee, back, weight)[0, 0] == pytest.approx(2.0, rel=1e-12)
