"""Tolling: fee, penalty, freight, insurance and customs, against a case worked by hand.

The published case: 0.4 million kg of oxide at 80 USD/kg, 2.4 kg of magnet per kg against 2.5
guaranteed, 25 USD/kg of good magnet, freight 1.0 USD/kg out and 1.5 back, insurance 0.5 % of the
value each way, duty 7.5 % and a tenth of it as surcharge, 80 INR/USD. Results in crore of rupees.
"""

import numpy as np
import pytest

from models.chain.toll import (
    bonus_payment,
    converter_cost,
    converter_margin,
    duty_payment,
    freight_payment,
    freight_per_magnet,
    penalty_payment,
    return_freight,
    toll_cost,
    toll_fee_today,
    toll_payment,
)
from models.formula import Array
from models.study import Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
CRORE = 80 * 1_000 / 1e7  # of a kUSD


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


OUTPUT = column(960)  # t: 2.4 * 400
PER_MAGNET = column(1 / 2.4)  # kg of oxide
VALUE = column(80 / 2.4)  # USD of oxide per kg of magnet
FEE = column(25)


BACK = column(1.5)  # freight of the magnets by sea
WAYS = freight_per_magnet(PER_MAGNET, column(1.0), BACK)
INSURED, DUTY = column(0.005), column(0.075 * 1.1)


def penalty(
    guarantee: float = 2.5, share: float = 1.0, cap: float = 0.25, at_price: Array = NONE
) -> float:
    terms = column(guarantee), column(80), column(share), column(cap), at_price, column(70)
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


def test_missing_magnets_may_be_valued_at_what_imported_ones_cost() -> None:
    # 0.04 million kg at 70 USD/kg: 22.4 crore, below a quarter of the fee
    assert penalty(at_price=ONE) == pytest.approx(22.4, rel=1e-12)


def bonus(guarantee: float) -> float:
    terms = column(guarantee), column(80), column(0.5)
    return float(bonus_payment(OUTPUT, PER_MAGNET, *terms)[0, 0]) * CRORE


def test_half_of_the_oxide_saved_is_the_converters_bonus() -> None:
    # guaranteed 2.0 would have taken 480 t for 960 t of magnets: 80 t saved at 80 USD/kg, halved
    assert bonus(2.0) == pytest.approx(0.5 * 80 * 80 * CRORE, rel=1e-12)
    assert bonus(2.4) == pytest.approx(0.0, abs=1e-12)
    assert bonus(2.5) == 0.0


@pytest.mark.parametrize("guarantee", [1.0, 2.3, 2.4])
def test_who_keeps_the_guarantee_pays_no_penalty(guarantee: float) -> None:
    assert penalty(guarantee) == pytest.approx(0.0, abs=1e-12)


def test_freight_and_insurance_both_ways() -> None:
    # freight 14.72 and insurance 3.52 crore
    paid = freight_payment(OUTPUT, WAYS, VALUE, NONE, FEE, INSURED)
    uninsured = freight_payment(OUTPUT, WAYS, VALUE, NONE, FEE, NONE)
    assert uninsured[0, 0] * CRORE == pytest.approx(14.72, rel=1e-12)
    assert (paid - uninsured)[0, 0] * CRORE == pytest.approx(3.52, rel=1e-12)


def test_heavy_rare_earths_are_insured_on_the_way_back_only() -> None:
    # 4 USD of them at 0.5 %: 0.02 USD/kg
    light = freight_payment(OUTPUT, WAYS, VALUE, NONE, FEE, INSURED)
    heavy = freight_payment(OUTPUT, WAYS, VALUE, column(4), FEE, INSURED)
    assert (heavy - light)[0, 0] == pytest.approx(960 * 0.02, rel=1e-9)


def test_air_freight_replaces_sea_freight_on_the_way_back_only() -> None:
    sea, air = (return_freight(BACK, column(9.0), by_air) for by_air in (NONE, ONE))
    assert (sea[0, 0], air[0, 0]) == (1.5, 9.0)
    ways = freight_per_magnet(PER_MAGNET, column(1.0), air)
    assert (ways - WAYS)[0, 0] == pytest.approx(7.5, rel=1e-12)


def duty(own_oxide: Array, heavy: Array = NONE) -> float:
    """Customs in crore."""
    paid = duty_payment(OUTPUT, VALUE, own_oxide, heavy, FEE, BACK, INSURED, DUTY)
    return float(paid[0, 0]) * CRORE


def test_duty_on_own_oxide_is_paid_if_it_is_dutiable() -> None:
    # 21.12 crore of 38 are duty on the owner's own oxide: 256 * 0.0825
    assert duty(ONE) - duty(NONE) == pytest.approx(21.12, rel=1e-12)
    # without it: 0.0825 * (192 fee + 11.52 freight back + 2.24 insurance of all that comes back)
    assert duty(NONE) == pytest.approx(16.9752, rel=1e-12)


def test_heavy_rare_earths_are_dutiable_with_their_insurance() -> None:
    # 2 USD/kg of them: 15.36 crore, and 0.0768 of insurance
    heavier = duty(ONE, column(2)) - duty(ONE)
    assert heavier == pytest.approx(0.0825 * (15.36 + 0.0768), rel=1e-9)


def test_customs_value_is_cost_insurance_and_freight_of_the_returned_magnets() -> None:
    # 256 oxide + 192 fee + 11.52 freight back + 2.24 insurance back = 461.76; duty 38.0952 crore
    assert duty(ONE) == pytest.approx(38.0952, rel=1e-12)


def test_a_fee_in_yen_follows_the_yen_and_a_fee_in_dollars_does_not() -> None:
    strength = np.array([[1.0, 0.9, 1.2]])
    assert toll_fee_today(column(30), ONE, strength)[0] == pytest.approx([30, 27, 36])
    assert toll_fee_today(column(30), NONE, strength)[0] == pytest.approx([30, 30, 30])


def test_the_cost_of_the_toll_is_net_of_the_penalty_and_holds_the_bonus() -> None:
    fee, back = np.array([[0.0, 110.0, 121.0]]), np.array([[0.0, 11.0, 0.0]])
    more = np.array([[0.0, 0.0, 12.1]])
    weight = 1.1 ** -np.arange(3.0)[None, :] / 100
    # (110 - 11) / 1.1 + (121 + 12.1) / 1.21 = 200, over 100 t
    assert toll_cost(fee, back, more, weight)[0, 0] == pytest.approx(2.0, rel=1e-12)


def converter(strength: Array = ONE) -> Array:
    """Cost of a converter with round numbers."""
    return converter_cost(
        labour_intensity=column(0.25),
        wage=column(40),
        energy_per_magnet=column(20),
        power_price=column(0.1),
        overhead=column(3),
        metal_charged=column(0.5),
        metal_conversion=column(8),
        consumables=column(1),
        partner_strength=strength,
    )


def test_what_a_kilogram_costs_the_converter() -> None:
    # labour 0.25 * 40 = 10, power 20 * 0.1 = 2, overhead 3, metal 0.5 * 8 = 4, consumables 1
    assert converter()[0, 0] == pytest.approx(20.0, rel=1e-12)
    # a tenth off its currency takes a tenth off all but the consumables: 0.9 * 19 + 1
    assert converter(column(0.9))[0, 0] == pytest.approx(18.1, rel=1e-12)


def test_the_margin_is_the_fee_less_the_penalty_and_the_cost() -> None:
    # 950 t in one year: fee 25, penalty 2 and cost 20 leave 3
    made, weight = column(950), column(1 / 950)
    fee = toll_cost(toll_payment(made, FEE), column(950 * 2), NONE, weight)
    assert converter_margin(fee, converter(), made, weight)[0, 0] == pytest.approx(3.0, rel=1e-9)


def test_the_converter_of_the_published_case_earns_its_partners_flow() -> None:
    # toll 192 less cost of 20 USD/kg, 153.6, less penalty 10.24: 28.16 crore a year
    back = column(10.24 / CRORE)
    weight = 1.0 / OUTPUT
    left = converter_margin(
        toll_cost(toll_payment(OUTPUT, FEE), back, NONE, weight), converter(), OUTPUT, weight
    )
    assert (left * OUTPUT)[0, 0] * CRORE == pytest.approx(28.16, rel=1e-9)


def test_years_of_the_margin_count_by_the_discounted_kilograms_made() -> None:
    # cost 20 for 110 t after a year, 18.1 for 121 t after two, at 10 %: 100 and 100 t of weight
    made, strength = np.array([[0.0, 110.0, 121.0]]), np.array([[1.0, 1.0, 0.9]])
    weight = 1.1 ** -np.arange(3.0)[None, :] / 200
    left = converter_margin(column(25), converter(strength), made, weight)
    assert left[0, 0] == pytest.approx(25 - (20 + 18.1) / 2, rel=1e-12)


def test_a_dollar_of_fee_is_a_dollar_of_margin(study: Study, quantities: Quantities) -> None:
    deal = next(each for each in study.deals if each.structure == "oxide_tolling")
    low, high = (
        quantities(deal.with_terms(toll_fee=fee, fee_in_partner_currency=False, penalty_share=0.0))
        for fee in (30.0, 40.0)
    )
    assert np.allclose(high["converter_margin"] - low["converter_margin"], 10.0, rtol=1e-9)
