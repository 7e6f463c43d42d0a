"""Random plants by the formulas of the structures, line by line against the same plants in SAM.

Source   System Advisor Model of the NREL (PySAM 7.1.1): Singleowner, and Levpartflip for ventures.

What differs by convention is put in as SAM has it: money that a lender looks at holds no incentive
but holds what the plant fetches in the end; what a loan may pay for is the outlay less the subsidy,
which comes with the outlay; and tax is paid, or paid back, at once.
"""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from models.chain.income_tax import CARRIED
from models.chain.loan import LEVEL, SCULPTED
from models.formula import Array
from tests.models.given import computed, row
from tests.models.published.test_single_owner import PLAIN
from tests.models.sam import CASE_A, SingleOwner, family, run, solve
from tests.models.sam_flip import Flip, split

THOUSAND = 1e3
CASES, SPLITS = 96, 60
SIZED = 0.95  # of the outlay less the subsidy, asked of a lender who gives less
LINES = {  # SAM's, and the formula's
    "revenue": "magnet_sales",
    "operating_cost": "making_cost",
    "incentive": "sales_incentive",
    "subsidy": "capital_subsidy",
    "salvage": "salvage_receipt",
    "interest": "interest_payment",
    "principal": "loan_repayment",
    "balance": "loan_balance",
    "depreciation": "depreciation",
    "taxable": "taxable_income",
    "tax": "company_tax",
}
NO_PARTNER = {
    "upfront_payment": 0.0,
    "milestone_payment": 0.0,
    "training_payment": 0.0,
    "support_payment": 0.0,
    "royalty_payment": 0.0,
    "partner_royalty_withholding": 0.0,
    "service_cost_share": 0.0,
    "net_of_tax": 0.0,
    "know_how_as_equity": 0.0,
    "oxide_guarantee": 0.0,
    "exit_right": 0.0,
    "exit_year": 1.0,
    "exit_basis": 0.0,
    "exit_multiple": 0.0,
}


@cache
def drawn() -> tuple[SingleOwner, ...]:
    return tuple(family(seed=2027, count=CASES))


def inputs(case: SingleOwner) -> dict[str, object]:
    """What the formulas take for a case of SAM's: the price stands still in dollars of year 1."""
    year = np.arange(case.years + 1.0)
    working = np.minimum(year, 1.0)
    grown = (1.0 + case.price_escalation) ** np.maximum(year - 1.0, 0.0)
    dearer = (1.0 + case.cost_escalation) ** np.maximum(year - 1.0, 0.0)
    running = (case.fixed_cost + case.variable_cost * case.kilograms) * dearer * working
    capital, subsidy = case.capital / THOUSAND, case.subsidy / THOUSAND
    asked = case.gearing if case.coverage is None else SIZED
    return PLAIN | {
        "dollar_rate": grown,
        "effective_date": 2027.0,
        "indian_inflation": case.inflation,
        "partner_own_return": case.real_discount,
        "irel_return": case.real_discount,
        "nominal_return": (1.0 + case.real_discount) * (1.0 + case.inflation) - 1.0,
        "operating_years": float(case.years),
        "magnet_output": case.kilograms / THOUSAND * working,
        "magnet_price": case.price,
        "conversion_payment": running / THOUSAND / grown,
        "working_capital_needed": 0.0 * year,
        "capital_payment": capital * (1.0 - working),
        "capital_expenditure": capital,
        "capital_subsidy": subsidy * (1.0 - working),
        "salvage_share": case.salvage_share / grown[-1],
        "scheme_winner": 1.0,
        "incentive_rate": case.incentive,
        "incentive_years": float(case.incentive_years),
        "scheme_end": 2100.0,
        "incentive_sales_share": 1e9,
        "plant_depreciation": case.depreciation_rate,
        "company_tax_rate": case.tax_rate,
        "gearing": asked * (capital - subsidy) / capital,
        "loan_by_coverage": float(case.coverage is not None),
        "target_coverage": case.coverage or 1.0,
        "repayment": LEVEL if case.coverage is None else SCULPTED,
        "loan_rate": case.loan_rate,
        "loan_years": float(case.tenor),
        "grace_years": float(case.grace if case.coverage is None else 0),
    }


def lent_on(case: SingleOwner) -> dict[str, object]:
    """The same, with the cash that SAM's lender looks at where the engine's looks at another."""
    given = inputs(case)
    sold_in_tenor = case.salvage_share and case.tenor == case.years
    if not (case.incentive or sold_in_tenor):
        return given
    parts = ("magnet_sales", "making_cost", "salvage_receipt")
    found = computed("foreign_plant", given, parts, case.years)
    cash = found["magnet_sales"] - found["making_cost"] + found["salvage_receipt"]
    return given | {"cash_for_loan": cash}


@cache
def both(number: int) -> tuple[dict[str, Array], dict[str, Array]]:
    case = drawn()[number]
    wanted = (*LINES.values(), "coverage", "partner_net", "partner_npv", "cash_before_owners")
    return run(case), computed("foreign_plant", lent_on(case), wanted, case.years)


def assert_close(found: Array, sams: Array, capital: float, name: str) -> None:
    ours = np.array(row(np.broadcast_to(found, (1, len(sams))))) * THOUSAND
    np.testing.assert_allclose(ours, sams, rtol=1e-6, atol=1e-9 * capital, err_msg=name)


def gross(flow: Array, case: SingleOwner) -> float:
    rate = (1.0 + case.real_discount) * (1.0 + case.inflation)
    return float(np.sum(np.abs(flow) * rate ** -np.arange(case.years + 1.0)))


@pytest.mark.parametrize("number", range(CASES))
def test_every_line_of_a_plant(number: int) -> None:
    sams, found = both(number)
    capital = drawn()[number].capital
    for line, name in LINES.items():
        assert_close(found[name], sams[line], capital, line)
    assert_close(found["partner_net"], sams["equity_flow"], capital, "equity")
    before_tax = found["cash_before_owners"] + found["company_tax"]
    assert_close(before_tax, sams["pretax_flow"], capital, "before tax")


@pytest.mark.parametrize("number", range(CASES))
def test_coverage_of_a_loan(number: int) -> None:
    sams, found = both(number)
    ours = np.nan_to_num(np.array(row(np.broadcast_to(found["coverage"], (1, len(sams["tax"]))))))
    np.testing.assert_allclose(ours, sams["coverage"], rtol=1e-6, atol=1e-9)


@pytest.mark.parametrize("number", range(CASES))
def test_net_present_value_of_a_plant(number: int) -> None:
    sams, found = both(number)
    away = found["partner_npv"].item() * THOUSAND - float(sams["npv"])
    assert abs(away) <= 1e-9 * gross(sams["equity_flow"], drawn()[number])


def test_the_plants_are_of_every_kind() -> None:
    cases = drawn()
    sized = [case for case in cases if case.coverage is not None]
    kinds = {
        "sized by coverage": len(sized),
        "sized by coverage, with incentive": sum(case.incentive > 0 for case in sized),
        "geared": sum(case.coverage is None and case.gearing > 0 for case in cases),
        "with grace": sum(case.coverage is None and case.grace > 0 for case in cases),
        "without loan": sum(case.gearing == 0 for case in cases),
        "untaxed": sum(case.tax_rate == 0 for case in cases),
        "subsidised": sum(case.subsidy > 0 for case in cases),
        "with incentive": sum(case.incentive > 0 for case in cases),
        "with a tax loss": sum((both(n)[0]["taxable"] < 0).any() for n in range(CASES)),
        "seen by the lender as by the engine": sum(
            "cash_for_loan" not in lent_on(case) for case in cases
        ),
    }
    assert min(kinds.values()) >= 4, kinds


CARRYING = {"loss_treatment": CARRIED}  # so that nothing is paid back after a plant has closed


def side_by_side() -> dict[str, object]:
    """All the plants in one table of 25 years: most close before its end, losses are carried."""
    lasting = max(case.years for case in drawn())
    tables: dict[str, list[Array]] = {}
    for case in drawn():
        found = computed("foreign_plant", lent_on(case), ("cash_for_loan",), case.years)
        given = inputs(case) | CARRYING | {"cash_for_loan": found["cash_for_loan"][0]}
        for name, value in given.items():
            line = np.atleast_1d(np.asarray(value, float))
            fill = "edge" if name == "dollar_rate" else "constant"
            tables.setdefault(name, []).append(
                line if len(line) == 1 else np.pad(line, (0, lasting - case.years), mode=fill)
            )
    return {name: np.stack(lines) for name, lines in tables.items()}


def test_many_plants_at_once_are_as_each_alone() -> None:
    wanted = ("partner_npv", "cost", "depreciation", "company_tax", "coverage")
    found = computed("foreign_plant", side_by_side(), wanted, max(case.years for case in drawn()))
    for number, case in enumerate(drawn()):
        alone = computed("foreign_plant", lent_on(case) | CARRYING, wanted, case.years)
        worth = gross(both(number)[0]["equity_flow"], case) / THOUSAND
        away = found["partner_npv"][number].item() - alone["partner_npv"].item()
        assert abs(away) <= 1e-12 * worth, number
        assert found["cost"][number].item() == pytest.approx(alone["cost"].item(), rel=1e-11)
        for name in ("depreciation", "company_tax", "coverage"):
            one = np.broadcast_to(alone[name], (1, case.years + 1))[0]
            np.testing.assert_allclose(
                found[name][number, : case.years + 1], one, rtol=1e-9, atol=1e-9, err_msg=name
            )


PRICED = (3, 4, 5, 7, 11, 12, 0, 1)
PRICED_BY_COVERAGE = (2, 6, 10, 14)


def sought(number: int) -> tuple[SingleOwner, float]:
    """A case, and the return it asks: what it is discounted at."""
    case = drawn()[number]
    return case, (1.0 + case.real_discount) * (1.0 + case.inflation) - 1.0


@pytest.mark.parametrize("number", PRICED)
def test_required_price(number: int) -> None:
    case, target = sought(number)
    found = computed("foreign_plant", lent_on(case), ("cost",), case.years)["cost"].item()
    assert found == pytest.approx(solve(case, target)["price"], rel=1e-9)


@pytest.mark.parametrize("number", PRICED_BY_COVERAGE)
def test_required_price_with_the_loan_sized_at_that_price(number: int) -> None:
    """The engine holds the loan of the deal's own price: at SAM's price it asks for that price."""
    case, target = sought(number)
    price = solve(case, target)["price"]
    given = lent_on(replace(case, price=price))
    found = computed("foreign_plant", given, ("cost",), case.years)["cost"].item()
    assert found == pytest.approx(price, rel=1e-9)


@cache
def ventures() -> tuple[tuple[SingleOwner, Flip], ...]:
    """Plants of two partners: the shares may change once the investor's money has earned enough."""
    random = np.random.default_rng(2028)
    made = []
    for case in family(seed=2029, count=SPLITS):
        share, after = random.uniform(0.1, 0.9, size=2)
        earned = float(np.nan_to_num(run(case)["irr"], nan=0.2))
        target = random.uniform(0.2, 1.1) * float(np.clip(earned, 0.05, 0.8))
        made.append((case, Flip(share, share, share, after, after, target)))
    return tuple(made)


def venture(case: SingleOwner, flip: Flip) -> dict[str, Array]:
    """Compute a joint venture of IREL, SAM's sponsor, and a partner, its investor."""
    given = (
        lent_on(case)
        | NO_PARTNER
        | {
            "irel_equity": 1.0 - flip.equity,
            "irel_equity_after_flip": 1.0 - flip.cash_after,
            "flip_hurdle": flip.target,
        }
    )
    wanted = ("partner_net", "irel_net", "share_after_flip", "partner_npv", "irel_npv")
    return computed("joint_venture", given, wanted, case.years)


@cache
def shared(number: int) -> tuple[dict[str, Array], dict[str, Array]]:
    case, flip = ventures()[number]
    return split(case, flip), venture(case, flip)


def sound() -> list[int]:
    """Splits that SAM works out as it means to: its search of a return has not failed after."""
    return [number for number in range(SPLITS) if not shared(number)[0]["undone"]]


def test_flows_of_two_partners() -> None:
    for number in sound():
        case, _ = ventures()[number]
        sams, found = shared(number)
        assert_close(found["partner_net"], sams["investor_flow"], case.capital, f"{number} partner")
        assert_close(found["irel_net"], sams["sponsor_flow"], case.capital, f"{number} IREL")


def test_year_in_which_the_shares_change() -> None:
    for number in sound():
        case, flip = ventures()[number]
        sams, found = shared(number)
        year = np.arange(case.years + 1.0)
        changed = year > np.nan_to_num(sams["flip_year"], nan=np.inf)
        expected = np.where(changed, 1.0 - flip.cash_after, 1.0 - flip.cash)
        assert row(np.broadcast_to(found["share_after_flip"], (1, len(year)))) == pytest.approx(
            expected
        ), number


def test_net_present_values_of_two_partners() -> None:
    for number in sound():
        case, _ = ventures()[number]
        sams, found = shared(number)
        for party, partner in (("partner", "investor"), ("irel", "sponsor")):
            away = found[f"{party}_npv"].item() * THOUSAND - float(sams[f"{partner}_npv"])
            assert abs(away) <= 1e-9 * gross(sams[f"{partner}_flow"], case), (number, party)


def test_many_of_the_splits_change() -> None:
    years = [float(shared(number)[0]["flip_year"]) for number in sound()]
    changing = [year for year in years if np.isfinite(year)]
    assert len(years) >= 24
    assert len(changing) >= 8
    assert len(set(changing)) >= 4
    assert len(years) - len(changing) >= 4


def test_plain_split_of_case_a() -> None:
    """A split of 26 to 74 that never changes: both printed values, and together the whole."""
    found = venture(CASE_A, Flip(0.26, 0.26, 0.26, 0.26, 0.26, 0.0))
    partner, irel = (found[f"{party}_npv"].item() * THOUSAND for party in ("partner", "irel"))
    assert partner == pytest.approx(11_868_914.0601, abs=5.1e-5)
    assert irel == pytest.approx(33_780_755.4019, abs=5.1e-5)
    assert partner + irel == pytest.approx(45_649_669.46204, abs=2e-5)


# The partner's money has earned 20.0 % after four years, 25.832 % after five, 26.6 % after six.
@pytest.mark.parametrize(("target", "last"), [(0.25, 5), (0.2585, 6)])
def test_shares_of_case_a_change_in_the_year_after_the_return_is_earned(
    target: float, last: int
) -> None:
    flip = Flip(0.26, 0.26, 0.26, 0.05, 0.05, target)
    sams, found = split(CASE_A, flip), venture(CASE_A, flip)
    assert float(sams["flip_year"]) == last
    shares = row(found["share_after_flip"])
    assert shares == pytest.approx([0.74 if year <= last else 0.95 for year in range(13)])
    assert_close(found["partner_net"], sams["investor_flow"], CASE_A.capital, "partner")


def test_a_return_missed_by_less_than_a_thousandth_of_a_point_is_earned() -> None:
    """SAM lets it pass, and so does the formula: the shares change after year 5."""
    flip = Flip(0.26, 0.26, 0.26, 0.05, 0.05, 0.258325)
    assert float(split(CASE_A, flip)["flip_year"]) == 5
    shares = row(venture(CASE_A, flip)["share_after_flip"])
    assert shares == pytest.approx([0.74 if year <= 5 else 0.95 for year in range(13)])
