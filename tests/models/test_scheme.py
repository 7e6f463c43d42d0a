"""The Indian magnet scheme: who wins, what is paid, and until when."""

import numpy as np
import pytest

from models.chain.scheme import (
    capped_in_total,
    incentive_limit,
    incentive_paid,
    incentive_rate,
    incentive_total_cap,
    incentive_window,
    scheme_capacity,
    scheme_eligible,
    scheme_winner,
)
from models.formula import Array
from models.structures import joint_venture
from models.study import Study
from tests.models.conftest import Quantities

ONE = np.ones((1, 1))
NONE = np.zeros((1, 1))
YEAR = np.arange(13.0)[None, :]
CRORE = 1e4  # kINR
LATE = 2099.0


def column(*numbers: float) -> Array:
    return np.array(numbers)[:, None]


def window(start: float, end: float = LATE, years: float = 5.0) -> Array:
    return incentive_window(YEAR, column(start), column(years), column(end), column(2027.0), ONE)


def paid(output: float, bid: float, price: float, ceiling: Array = NONE) -> float:
    """Crore of rupees in the first year, at 100 INR/USD."""
    made, worked = np.full(YEAR.shape, output), np.ones(YEAR.shape)
    rate = incentive_rate(column(bid), column(2_150), ceiling)
    limit = incentive_limit(ONE, rate, window(0.0), made, worked)
    cap = incentive_total_cap(column(2_150), column(5), column(output))
    return float(incentive_paid(limit, 0.4 * price * made * 100.0, cap)[0, 1]) / CRORE


def test_forty_per_cent_of_sales_binds_the_sales_incentive() -> None:
    # published: 600,000 kg, bid 2,500, sales of 300 crore: min(150, 129, 120) = 120 crore
    assert paid(600, 2_500, 50.0) == pytest.approx(120, rel=1e-12)


def test_the_ceiling_and_the_bid_bind_the_sales_incentive() -> None:
    assert paid(600, 2_500, 100.0) == pytest.approx(129, rel=1e-12)
    assert paid(600, 2_000, 100.0) == pytest.approx(120, rel=1e-12)
    # unless the ceiling is paid whatever was bid
    assert paid(600, 2_000, 100.0, ONE) == pytest.approx(129, rel=1e-12)


def test_five_years_of_all_capacity_cost_the_outlay_of_the_scheme() -> None:
    # 6,450 crore = 5 years * 6,000 t * 2,150 INR/kg, part of the first and of the sixth year
    worked = np.clip(YEAR - 2.4, 0.0, 1.0)
    made = 6_000.0 * worked
    limit = incentive_limit(ONE, column(2_150), window(2.4), made, worked)
    assert limit.sum() / CRORE == pytest.approx(6_450, rel=1e-12)
    most = incentive_total_cap(column(2_150), column(5), column(6_000))
    assert most[0, 0] / CRORE == pytest.approx(6_450, rel=1e-12)


def test_a_plant_that_is_late_loses_years_of_incentive() -> None:
    # starts in 2029.5 under a scheme that ends in 2032: half of year 3, years 4 and 5
    assert window(2.5, 2032.0)[0, :7] == pytest.approx([0, 0, 0, 0.5, 1, 1, 0], abs=1e-12)
    assert not window(6.0, 2032.0).any()


def test_payments_end_when_they_reach_their_total() -> None:
    found = capped_in_total(np.array([[0.0, 4.0, 4.0, 4.0]]), column(10.0))
    assert found[0] == pytest.approx([0, 4, 4, 2])


def test_a_larger_plant_is_awarded_the_largest_lot_and_a_small_one_nothing() -> None:
    assert scheme_capacity(column(2_000, 800), column(1_200))[:, 0].tolist() == [1_200, 800]
    assert scheme_eligible(column(599, 600), column(600))[:, 0].tolist() == [0, 1]


def test_a_venture_takes_part_if_one_owner_leads_it() -> None:
    sizes = column(1_000), column(600)
    found = [
        joint_venture.scheme_eligible(*sizes, column(equity))[0, 0]
        for equity in (0.49, 0.495, 0.5, 0.51, 0.26)
    ]
    assert found == [1.0, 0.0, 0.0, 1.0, 1.0]


def test_an_open_award_is_won_with_its_chance_and_a_settled_one_for_certain() -> None:
    chance = column(0.1, 0.25, 0.9)
    assert scheme_winner(ONE, ONE, ONE, chance, column(0.25))[:, 0].tolist() == [1, 0, 0]
    assert scheme_winner(ONE, ONE, NONE, chance, column(0.25))[:, 0].tolist() == [1, 1, 1]
    assert not scheme_winner(NONE, ONE, NONE, chance, column(0.25)).any()
    assert not scheme_winner(ONE, NONE, NONE, chance, column(0.25)).any()


def test_every_deal_lives_in_the_same_world_of_awards(study: Study, quantities: Quantities) -> None:
    terms = {"scheme_member": True, "award_open": True}
    found = [quantities(deal.with_terms(**terms))["scheme_winner"] for deal in study.deals[:3]]
    assert all(np.array_equal(found[0], each) for each in found)
    assert 0.15 < found[0].mean() < 0.40


def test_inflation_erodes_an_incentive_fixed_in_rupees(
    study: Study, quantities: Quantities
) -> None:
    deal = study.deals[0].with_terms(scheme_member=True)
    low, high = (quantities(deal, indian_inflation=rate) for rate in (0.02, 0.06))
    assert np.all(high["incentive_cost"] >= low["incentive_cost"])
    assert high["incentive_cost"].mean() > low["incentive_cost"].mean()


def test_a_winner_of_the_scheme_makes_magnets_cheaper(study: Study, quantities: Quantities) -> None:
    for deal in study.deals[:3]:
        won = quantities(deal.with_terms(scheme_member=True))
        paid = won["incentive_window"].sum(axis=1) > 0.0  # a plant that is late comes too late
        assert 0.5 < paid.mean() < 1.0, deal.name
        assert np.all((won["incentive_cost"][:, 0] < 0.0) == paid), deal.name
        assert np.all(won["capital_cost"] < quantities(deal)["capital_cost"]), deal.name
