"""Present value, rates of return and loans: examples that others have published.

Source   NumPy-Financial 1.0 documentation (npv, irr, pmt, ppmt, ipmt) and the help of Microsoft
         Excel (NPV, IRR, MIRR), each computed again. Random streams of cash are put to pyxirr and
         to NumPy-Financial besides.
"""

import numpy as np
import numpy_financial as npf
import pytest
import pyxirr

from models.analysis.returns import NO_OUTLAY, NO_RECEIPT, SEVERAL, UNIQUE, irr, mirr, payback
from models.chain.loan import LEVEL
from models.formula import Array
from tests.models.given import computed, row
from tests.models.published.test_single_owner import case_a

TWO_ROOTS = (-5, 10.5, 1, -8, 1)


def yearly(*values: float) -> Array:
    return np.array([values], float)


def npv(rate: float, flows: Array) -> float:
    """Present value of a partner's cash, by the ledger."""
    given = {
        "partner_net": flows,
        "partner_own_return": rate,
        "indian_inflation": 0.0,
        "mid_year": 0.0,
    }
    years = flows.shape[1] - 1
    return computed("foreign_plant", given, ("partner_npv",), years)["partner_npv"].item()


def test_present_value() -> None:
    found = npv(0.08, yearly(-40_000, 5_000, 8_000, 12_000, 30_000))
    assert found == pytest.approx(3_065.22267, abs=5.1e-6)


def test_present_value_with_the_first_flow_after_a_year() -> None:
    found = npv(0.10, yearly(0, -10_000, 3_000, 4_200, 6_800))
    assert found == pytest.approx(1_188.4434, abs=5.1e-5)


def loan(amount: float, rate: float, periods: int, *wanted: str) -> dict[str, Array]:
    """A loan with level payments, of which a year here is a period."""
    given = {
        "start_year": 0.0,
        "loan_uses": amount * np.array([1.0, *[0.0] * periods]),
        "gearing": 1.0,
        "loan_rate": rate,
        "loan_by_coverage": 0.0,
        "target_coverage": 1.0,
        "cash_for_loan": np.zeros(periods + 1),
        "repayment": LEVEL,
        "grace_years": 0.0,
        "loan_years": float(periods),
    }
    return computed("foreign_plant", given, wanted, periods)


def test_annuity() -> None:
    found = row(loan(200_000, 0.075 / 12, 180, "loan_service")["loan_service"])
    assert found[0] == 0.0
    assert found[1:] == pytest.approx([1_854.0247] * 180, abs=5.1e-5)


def test_loan_of_a_year() -> None:
    found = loan(2_500, 0.0824 / 12, 12, "interest_payment", "loan_repayment", "loan_balance")
    interest, principal = row(found["interest_payment"]), row(found["loan_repayment"])
    assert principal[1] == pytest.approx(200.58, abs=0.0051)
    assert interest[1] == pytest.approx(17.17, abs=0.0051)
    assert sum(interest) == pytest.approx(112.98, abs=0.0051)
    assert sum(principal) == pytest.approx(2_500.0)
    months = np.arange(1, 13)
    assert interest[1:] == pytest.approx(-npf.ipmt(0.0824 / 12, months, 12, 2_500))
    assert principal[1:] == pytest.approx(-npf.ppmt(0.0824 / 12, months, 12, 2_500))


@pytest.mark.parametrize(
    ("flows", "per_cent", "within"),
    [
        ((-100, 39, 59, 55, 20), 28.0948, 5.1e-5),
        ((-70_000, 12_000, 15_000, 18_000, 21_000), -2.1245, 5.1e-5),
        ((-70_000, 12_000, 15_000, 18_000, 21_000, 26_000), 8.6631, 5.1e-5),
        ((-100, 0, 0, 74), -9.55, 5.1e-3),
    ],
)
def test_internal_rate_of_return(flows: tuple[float, ...], per_cent: float, within: float) -> None:
    rate, state = irr(yearly(*flows))
    assert state.item() == UNIQUE
    assert rate.item() * 100 == pytest.approx(per_cent, abs=within)


def test_modified_rate_of_return() -> None:
    flows = yearly(-120_000, 39_000, 30_000, 21_000, 37_000, 46_000)
    found = mirr(flows, finance=0.10, reinvest=0.12)
    assert found.item() * 100 == pytest.approx(12.6094, abs=5.1e-5)


def test_two_internal_rates_are_told_and_neither_is_given() -> None:
    for per_cent, within in ((8.8598, 5.1e-5), (70.956, 5.1e-4)):
        low, high = ((per_cent + away) / 100 for away in (-within, within))
        assert npv(low, yearly(*TWO_ROOTS)) * npv(high, yearly(*TWO_ROOTS)) < 0.0
    rate, state = irr(yearly(*TWO_ROOTS))
    assert state.item() == SEVERAL
    assert np.isnan(rate.item())


def test_a_library_gives_the_first_of_two_rates_without_a_word() -> None:
    assert npf.irr(TWO_ROOTS) * 100 == pytest.approx(8.8598, abs=5.1e-5)


def test_no_internal_rate_without_outlay_or_receipt() -> None:
    rate, state = irr(np.array([[0.0, 72, 72], [-72.0, 0, -72]]))
    assert state.tolist() == [NO_OUTLAY, NO_RECEIPT]
    assert np.isnan(rate).all()


def test_returns_of_a_plant_with_one_owner() -> None:
    """Case A of the System Advisor Model: 1.76 million are missing after two years."""
    flows = case_a()["partner_net"]
    so_far = np.cumsum(flows) * 1e3
    rate, state = irr(flows)
    assert state.item() == UNIQUE
    assert rate.item() * 100 == pytest.approx(38.8174983, abs=5.1e-8)
    assert so_far[2:4] == pytest.approx((-1_760_049.60, 4_807_574.28), abs=0.0051)
    assert payback(flows).item() == pytest.approx(2.27, abs=0.0051)
    assert payback(flows).item() == pytest.approx(2.0 + 1_760_049.60 / 6_567_623.88, abs=1e-8)


def streams(*, mixed: bool) -> Array:
    """Random streams of cash: outlays, then receipts; or signs as they come after the first."""
    random = np.random.default_rng(1977)
    money = random.uniform(5.0, 60.0, size=(200, 12))
    if mixed:
        return money * np.where(random.uniform(size=money.shape) < 0.25, -1.0, 1.0) - [
            150,
            *[0] * 11,
        ]
    building = random.integers(1, 4, size=(200, 1))
    return np.where(np.arange(12) < building, -3.0 * money, money)


def test_internal_rates_of_random_streams_are_those_of_two_libraries() -> None:
    flows = streams(mixed=False)
    rates, states = irr(flows)
    assert (states == UNIQUE).all()
    assert rates == pytest.approx([pyxirr.irr(each) for each in flows], abs=1e-9)
    assert rates == pytest.approx([npf.irr(each) for each in flows], abs=1e-9)


def test_a_rate_given_for_mixed_signs_leaves_nothing() -> None:
    flows = streams(mixed=True)
    rates, states = irr(flows)
    given = states == UNIQUE
    assert given.sum() >= 20
    for rate, each in zip(rates[given], flows[given], strict=True):
        assert pyxirr.npv(rate, each) == pytest.approx(0.0, abs=1e-9 * np.abs(each).sum())


def test_modified_rates_of_random_streams_are_those_of_two_libraries() -> None:
    for flows in (streams(mixed=False), streams(mixed=True)):
        found = mirr(flows, finance=0.11, reinvest=0.07)
        assert found == pytest.approx([pyxirr.mirr(each, 0.11, 0.07) for each in flows], abs=1e-12)
        assert found == pytest.approx([npf.mirr(each, 0.11, 0.07) for each in flows], abs=1e-12)


def test_present_values_of_random_streams_are_those_of_two_libraries() -> None:
    for each in streams(mixed=True)[:20]:
        found = npv(0.09, each[None, :])
        assert found == pytest.approx(pyxirr.npv(0.09, each), abs=1e-9)
        assert found == pytest.approx(npf.npv(0.09, each), abs=1e-9)
