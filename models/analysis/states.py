"""States of a deal's money that a reader must be told by name, with how often and when.

A state says what binds, breaks or is left over; which deal terms cause it can be explained from the
quantities it names.

Shapes   Shares and years are single numbers; amounts are means over draws.
Units    kINR; years from the effective date; shares of draws 0..1.
Sources  Definitions.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from models.analysis.money import whole
from models.chain.approval import BOARD, CABINET, MINISTRY
from models.explain import Traced

Where = npt.NDArray[np.bool_]
RAMP = 3  # years of production after which a plant should earn its keep
ALMOST = 1.0 - 1e-9  # a payment this near its cap is at its cap


@dataclass(frozen=True)
class State:
    """One state: its key, in which share of draws, from which year, and how much."""

    key: str
    share: float
    year: float | None = None  # the usual first year, where there is one
    amount: float | None = None  # kINR or a ratio, as the key says


def states(traced: Traced) -> tuple[State, ...]:
    """All states of a deal that occur in some draw."""
    found = (each for rule in RULES for each in rule(traced))
    return tuple(each for each in found if each.share > 0.0)


def _at(key: str, where: Where, amount: float | None = None) -> State:
    """Make a state from the draws and years in which it holds, (n, t)."""
    drawn = where.any(axis=1)
    first = np.argmax(where[drawn], axis=1) if drawn.any() else np.zeros(1)
    return State(key, float(drawn.mean()), float(np.median(first)), amount)


def _has(traced: Traced, *names: str) -> bool:
    return all(name in traced.values for name in names)


def _coverage(traced: Traced) -> Iterator[State]:
    if _has(traced, "loan_service", "cash_for_loan"):
        cash, service = whole(traced, "cash_for_loan"), whole(traced, "loan_service")
        served = service > 0.0
        ratio = np.where(served, cash / np.where(served, service, 1.0), np.inf)
        least = ratio.min(axis=1)
        worst = float(np.median(least[np.isfinite(least)])) if np.isfinite(least).any() else None
        yield _at("coverage_below_one", ratio < 1.0, worst)
        if _has(traced, "lockup_coverage"):
            yield _at("dividends_locked", (ratio < whole(traced, "lockup_coverage")) & served)


def _loan(traced: Traced) -> Iterator[State]:
    if _has(traced, "loan_at_gearing", "loan_capacity", "loan_share"):
        asked = traced.values["loan_at_gearing"].array[:, 0]
        covered = traced.values["loan_capacity"].array[:, 0]
        given = asked * traced.values["loan_share"].array[:, 0]
        above = (asked > 0.0) & (given > covered * (1.0 + 1e-9))
        gap = float(np.mean(np.maximum(given - covered, 0.0)))
        yield State("loan_above_cover", float(above.mean()), None, gap)
        cut = given < asked * ALMOST
        yield State("loan_cut", float(cut.mean()), None, float(np.mean(asked - given)))
        uses = whole(traced, "loan_uses").sum(axis=1)
        over = (uses > 0.0) & (given > uses)
        yield State("loan_above_uses", float(over.mean()), None, float(np.mean(given - uses)))


def _royalty(traced: Traced) -> Iterator[State]:
    if not _has(traced, "royalty_payment"):
        return
    paid = whole(traced, "royalty_payment") / whole(traced, "gross_up")
    window = whole(traced, "royalty_window")
    run = (window > 0.0) & (paid > 0.0)
    for key, sign in (("royalty_floor", 1.0), ("royalty_cap", -1.0)):
        bound = whole(traced, key) * window
        yield _at(f"{key}_binds", run & (bound > 0.0) & (sign * (bound - paid) >= -1e-9 * bound))
    total = np.cumsum(paid, axis=1)
    yield _at("royalty_lifetime_binds", total >= whole(traced, "royalty_lifetime_cap") * ALMOST)


def _incentive(traced: Traced) -> Iterator[State]:
    if not _has(traced, "sales_incentive", "incentive_limit"):
        return
    paid, limit = whole(traced, "sales_incentive"), whole(traced, "incentive_limit")
    yield _at("incentive_sales_cap_binds", (limit > 0.0) & (paid < limit * ALMOST))
    total = np.cumsum(paid, axis=1)
    most = whole(traced, "incentive_total_cap")
    yield _at("incentive_total_binds", (paid > 0.0) & (total >= most * ALMOST))
    member = traced.values["scheme_member"].array
    years = whole(traced, "incentive_window").sum(axis=1)
    wanted = traced.values["incentive_years"].array[:, 0]
    lost = (member[:, 0] > 0.0) & (years < wanted * ALMOST)
    lost = np.broadcast_to(lost, years.shape)
    yield State("incentive_years_lost", float(lost.mean()), None, float(np.mean(wanted - years)))
    out = (member[:, 0] > 0.0) & (traced.values["scheme_winner"].array[:, 0] == 0.0)
    yield State("scheme_not_won", float(out.mean()))


def _prices(traced: Traced) -> Iterator[State]:
    if not _has(traced, "magnet_price"):
        return
    price, made = whole(traced, "magnet_price"), whole(traced, "magnet_output") > 0.0
    for key, bound in (("price_floor", "price_floor"), ("price_ceiling", "price_ceiling")):
        yield _at(f"{key}_binds", made & (price == whole(traced, bound)) & (price > 0.0))
    if _has(traced, "oxide_contract_price"):
        oxide, used = whole(traced, "oxide_contract_price"), whole(traced, "irel_oxide_used") > 0.0
        for key in ("oxide_price_floor", "oxide_price_ceiling"):
            yield _at(f"{key}_binds", used & (oxide == whole(traced, key)) & (oxide > 0.0))


def _losses(traced: Traced) -> Iterator[State]:
    if not _has(traced, "operating_income"):
        return
    income, made = whole(traced, "operating_income"), whole(traced, "magnet_output") > 0.0
    full = made & (np.cumsum(made, axis=1) > RAMP)
    losing = (full & (income < 0.0)).sum(axis=1) > 0.5 * np.maximum(full.sum(axis=1), 1)
    yield State("operates_at_a_loss", float(losing.mean()))
    if _has(traced, "taxable_income", "depreciation", "loss_treatment"):
        gained = income + whole(traced, "salvage_receipt") - whole(traced, "interest_payment")
        left = (whole(traced, "taxable_income") - gained + whole(traced, "depreciation")).sum(
            axis=1
        )
        left = np.where(traced.values["loss_treatment"].array[:, 0] == 1.0, 0.0, left)
        scale = np.abs(gained).max(axis=1) + 1.0
        unused = left > 1e-6 * scale
        yield State("tax_losses_left", float(unused.mean()), None, float(np.mean(left)))


def _penalty(traced: Traced) -> Iterator[State]:
    if _has(traced, "penalty_payment", "penalty_cap", "toll_payment"):
        paid = whole(traced, "penalty_payment")
        most = whole(traced, "penalty_cap") * whole(traced, "toll_payment")
        yield _at("penalty_cap_binds", (paid > 0.0) & (paid >= most * ALMOST))


def _approval(traced: Traced) -> Iterator[State]:
    if _has(traced, "approval_level"):
        level = traced.values["approval_level"].array[:, 0]
        amount = float(np.median(traced.values["irel_commitment"].array[:, 0]))
        for key, code in (("board", BOARD), ("ministry", MINISTRY), ("cabinet", CABINET)):
            yield State(f"approval_{key}", float(np.mean(level == code)), None, amount)


def _never(traced: Traced) -> Iterator[State]:
    if _has(traced, "magnet_output"):
        none = ~(whole(traced, "magnet_output") > 0.0).any(axis=1)
        yield State("never_delivers", float(none.mean()))


RULES: tuple[Callable[[Traced], Iterator[State]], ...] = (
    _never,
    _losses,
    _coverage,
    _loan,
    _prices,
    _royalty,
    _incentive,
    _penalty,
    _approval,
)
