"""Single formulas on small numbers, each with its printed result.

Source   The specification of the model, worked by hand there; the incentive is that of the Indian
         scheme (Gazette of India S.O. 5800(E), 15 December 2025), the powers of a board are those
         of a Miniratna company as quoted in a circular of 2008.
"""

import numpy as np
import pytest

from models.chain.approval import BOARD, CABINET, MINISTRY
from models.chain.loan import LEVEL
from models.chain.royalty import royalty_due
from models.chain.scheme import capped_in_total
from models.chain.written_down import written_down
from models.formula import Array
from tests.models.given import computed, row

ALWAYS = 100.0  # years
NO_LIMIT = 1e9
CRORE = 1e4  # kINR


def yearly(*values: float) -> Array:
    return np.array([values], float)


def one(value: float) -> Array:
    return np.array([[value]])


def the(target: str, years: int = 0, structure: str = "joint_venture", **given: object) -> Array:
    return computed(structure, given, (target,), years)[target]


def test_part_of_each_year_in_which_the_plant_works() -> None:
    found = the("operating_fraction", 7, start_year=2.5, operating_years=ALWAYS)
    assert row(found) == [0, 0, 0, 0.5, 1, 1, 1, 1]


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (2.5, (0, 0, 0, 0.209375, 0.625, 0.865625, 0.9, 0.9)),
        (3.0, (0, 0, 0, 0, 0.4875, 0.7625, 0.9, 0.9)),
    ],
)
def test_ramp_from_35_to_90_per_cent_in_two_years(
    start: float, expected: tuple[float, ...]
) -> None:
    found = the(
        "utilisation",
        7,
        start_year=start,
        starting_utilisation=0.35,
        mature_utilisation=0.90,
        ramp_years=2.0,
        operating_years=ALWAYS,
    )
    assert row(found) == pytest.approx(expected)


def test_written_down_value() -> None:
    """A hundred used for half of year 1, twenty more in the whole of year 4, at 15 %."""
    full, half = yearly(0, 0, 0, 20, 0), yearly(100, 0, 0, 0, 0)
    found = row(written_down(full, half, one(0.15)))
    assert found == pytest.approx((7.5, 13.875, 11.79375, 13.024687, 11.070984), abs=5.1e-7)
    assert 120.0 - sum(found) == pytest.approx(62.735578, abs=5.1e-7)


LOAN = {
    "start_year": 2.0,
    "plant_outlay": yearly(30, 50, 20, 0, 0, 0, 0, 0),
    "know_how_outlay": 0.0,
    "gearing": 0.60,
    "loan_rate": 0.10,
    "loan_by_coverage": 0.0,
    "target_coverage": 1.0,
    "cash_for_loan": np.zeros(8),
    "repayment": LEVEL,
    "grace_years": 1.0,
    "loan_years": 5.0,
}


def test_loan_of_the_years_of_building() -> None:
    """60 % of 30, 50 and 20, with interest at 10 % added, until the plant is ready in year 2."""
    assert row(the("loan_balance", 7, **LOAN))[:3] == pytest.approx([18.0, 49.8, 66.78])
    assert row(the("capitalised_interest", 7, **LOAN))[:3] == pytest.approx([0.0, 1.8, 4.98])
    assert row(the("interest_payment", 7, **LOAN))[:3] == [0.0] * 3


def test_loan_paid_back_after_a_year_of_interest_alone() -> None:
    interest = (6.678, 6.678, 5.2391, 3.6563, 1.9152)
    principal = (0.0, 14.3891, 15.8281, 17.4109, 19.1519)
    assert row(the("interest_payment", 7, **LOAN))[3:] == pytest.approx(interest, abs=5.1e-5)
    assert row(the("loan_repayment", 7, **LOAN))[3:] == pytest.approx(principal, abs=5.1e-5)
    assert row(the("loan_balance", 7, **LOAN))[7] == 0.0


ROYALTY = {
    "magnet_output": yearly(1, 1, 1),
    "royalty_rate": 0.04,
    "royalty_per_kg": 0.0,
    "royalty_base_cost": 0.0,
    "royalty_floor": 0.8,
    "royalty_cap": 4.0,
    "royalty_lifetime_cap": NO_LIMIT,
    "royalty_window": 1.0,
    "gross_up": 1.0,
}


def test_royalty_between_floor_and_cap() -> None:
    """4 % of 10, 60 and 150 million, at least 0.8 and at most 4."""
    found = the("royalty_payment", 2, **ROYALTY, net_sales=yearly(10, 60, 150))
    assert row(found) == pytest.approx([0.8, 2.4, 4.0])


def test_royalty_until_its_lifetime_cap() -> None:
    capped = ROYALTY | {"royalty_lifetime_cap": 6.0, "net_sales": yearly(60, 60, 60)}
    assert row(the("royalty_payment", 2, **capped)) == pytest.approx([2.4, 2.4, 1.2])
    assert row(capped_in_total(yearly(2.4, 2.4, 2.4), one(6.0))) == pytest.approx([2.4, 2.4, 1.2])


def test_no_royalty_where_none_is_agreed() -> None:
    nothing = (one(0.0),) * 4
    found = royalty_due(yearly(10, 60), yearly(1, 1), *nothing, *(one(NO_LIMIT),) * 2, one(1.0))
    assert not found.any()


def test_oxide_price_between_floor_and_ceiling() -> None:
    found = the(
        "oxide_contract_price",
        2,
        oxide_price=yearly(55, 80, 130),
        oxide_index_share=1.0,
        oxide_price_floor=60.0,
        oxide_price_ceiling=110.0,
    )
    assert row(found) == [60, 80, 110]


def test_price_of_cost_plus_bears_its_own_royalty() -> None:
    """Cost 3,000, margin 12 %, royalty 4 % of the price: 1.12 (3,000 + 0.04 * 3,517.587940)."""
    found = the(
        "cost_plus_price", cost_before_sales=3_000.0, cost_plus_margin=0.12, royalty_rate=0.04
    ).item()
    assert found == pytest.approx(3_517.587940, abs=5.1e-7)
    assert found == pytest.approx(1.12 * (3_000.0 + 0.04 * found))


def test_payment_free_of_tax_costs_its_payer_more() -> None:
    found = the("gross_up", net_of_tax=1.0, partner_royalty_withholding=0.10).item()
    assert 100.0 * found == pytest.approx(111.1111, abs=5.1e-5)
    assert 100.0 * found * (1.0 - 0.10) == pytest.approx(100.0)


def test_missing_yield_is_paid_for_at_the_worth_of_its_oxide() -> None:
    """0.4 M kg of oxide at 2.4 instead of 2.5: 0.04 M kg missing at 2,560 INR, 10.24 crore."""
    rate, output = 80.0, 960.0
    found = the(
        "penalty_payment",
        structure="oxide_tolling",
        magnet_output=output,
        oxide_per_magnet=400.0 / output,
        yield_guarantee=2.5,
        oxide_price=2_560.0 * 2.5 / rate,
        penalty_share=1.0,
        penalty_cap=1.0,
        penalty_at_magnet_price=0.0,
        landed_import_price=0.0,
        toll_payment=NO_LIMIT,
    )
    assert found.item() * rate / CRORE == pytest.approx(10.24)
    assert found.item() * rate / 2_560.0 == pytest.approx(40.0)  # t


SCHEME = {
    "scheme_winner": 1.0,
    "scheme_bid": 2_500.0,
    "incentive_at_ceiling": 0.0,
    "incentive_window": 1.0,
    "operating_fraction": 1.0,
    "magnet_output": 600.0,
    "net_sales": 300.0 * CRORE,
    "dollar_rate": 1.0,
    "incentive_total_cap": NO_LIMIT,
}


@pytest.mark.parametrize(
    ("ceiling", "share", "crore"),
    [(NO_LIMIT, 1.0, 150.0), (2_150.0, 1.0, 129.0), (2_150.0, 0.40, 120.0)],
)
def test_incentive_is_the_least_of_bid_ceiling_and_share_of_sales(
    ceiling: float, share: float, crore: float
) -> None:
    """600,000 kg at a bid of 2,500 INR, sold for 300 crore."""
    given = SCHEME | {"incentive_cap": ceiling, "incentive_sales_share": share}
    assert the("sales_incentive", **given).item() / CRORE == pytest.approx(crore)


def test_incentive_ends_at_its_total() -> None:
    """A winner of 600 t/a gets 645 crore in five years at most: 129 crore a year."""
    given = {"incentive_cap": 2_150.0, "incentive_years": 5.0, "scheme_capacity": 600.0}
    assert the("incentive_total_cap", **given).item() / CRORE == pytest.approx(645.0)
    paid = capped_in_total(yearly(*[150.0] * 6), one(645.0))
    assert row(paid) == pytest.approx([150.0, 150.0, 150.0, 150.0, 45.0, 0.0])


BOARD_POWERS = {
    "board_capital_limit": 500.0 * CRORE,
    "board_venture_share": 0.15,
    "irel_net_worth": 2_000.0 * CRORE,
    "cabinet_limit": 1_000.0 * CRORE,
}


def test_most_that_a_board_may_put_into_one_venture() -> None:
    assert the("board_limit", **BOARD_POWERS).item() / CRORE == pytest.approx(300.0)
    richer = BOARD_POWERS | {"irel_net_worth": 4_000.0 * CRORE}
    assert the("board_limit", **richer).item() / CRORE == pytest.approx(500.0)


@pytest.mark.parametrize(
    ("crore", "level"), [(300.0, BOARD), (320.0, MINISTRY), (1_000.0, MINISTRY), (1_001.0, CABINET)]
)
def test_320_crore_in_a_venture_are_above_the_power_of_the_board(
    crore: float, level: float
) -> None:
    found = the("approval_level", **BOARD_POWERS, irel_commitment=crore * CRORE)
    assert found.item() == level


def test_board_may_build_a_plant_of_its_own_up_to_its_limit_or_net_worth() -> None:
    for net_worth, limit in ((2_000.0, 500.0), (400.0, 400.0)):
        given = BOARD_POWERS | {"irel_net_worth": net_worth * CRORE}
        found = the("board_limit", structure="technology_transfer", **given)
        assert found.item() / CRORE == pytest.approx(limit)
