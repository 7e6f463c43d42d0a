"""What is read from losses: tail, attribution, comparisons, times to survive."""

import subprocess
import sys

import numpy as np
import pytest
from scipy.optimize import linprog

from models.supply.attribution import one_order
from models.supply.deal import Chain, Strike
from models.supply.flow import simulate
from models.supply.metrics import (
    chance_less,
    estimate,
    exposure,
    saved,
    summary,
    tail_mean,
    time_to_survive,
)
from tests.models.supply.every_order import shapley, switched
from tests.models.supply.given import fixed
from tests.models.supply.test_against_grid import STRIKES, TOLL, toll_worlds

WORLDS = toll_worlds(1_200)
GROUPS = {"mine": "feed", "export": "border", "plant": "plant"}
GROUPS |= {"china": "china", "port": "border", "lane": "border"}


def test_the_tail_is_the_mean_of_the_worst_worlds() -> None:
    assert tail_mean(np.arange(100.0)) == pytest.approx(97)  # 95 to 99
    assert tail_mean(np.arange(10.0)) == 9  # half of the worst one
    assert tail_mean(np.arange(30.0)) == pytest.approx((29 + 28 / 2) / 1.5)


def test_attribution_sums_to_the_loss_of_every_world() -> None:
    loss = simulate(TOLL, STRIKES, WORLDS).loss
    names, losses = switched(TOLL, STRIKES, WORLDS, GROUPS)
    parts = shapley(names, losses)
    assert set(parts) == {"feed", "border", "plant", "china"}
    assert sum(parts.values()) == pytest.approx(loss, abs=1e-12)
    quick = one_order(TOLL, STRIKES, WORLDS, GROUPS, loss, np.arange(loss.size))
    assert sum(quick.values()) == pytest.approx(loss, abs=1e-12)
    for name in names:
        gap = estimate(quick[name] - parts[name])
        assert abs(gap.mean) < 4 * gap.error
    assert all(each.mean() > 0 for each in parts.values())


def test_a_group_alone_answers_for_all_and_an_idle_one_for_nothing() -> None:
    groups = {**GROUPS, "china": "other"}
    mine = [each for each in STRIKES if each.hazard in ("mine", "china")]
    idle = [Strike(each.hazard, each.node, 0.0 if each.hazard == "china" else 0.6) for each in mine]
    names, losses = switched(TOLL, idle, WORLDS, groups)
    parts = shapley(names, losses)
    assert parts["feed"] == pytest.approx(simulate(TOLL, idle, WORLDS).loss, abs=1e-12)
    assert parts["other"] == pytest.approx(0, abs=1e-12)


def test_the_same_deal_ties_with_itself_and_a_better_one_wins() -> None:
    loss = simulate(TOLL, STRIKES, WORLDS).loss
    assert chance_less(loss, loss).mean == 0.5
    more = simulate(Chain(**{**vars(TOLL), "magnet_stock_india": 120.0}), STRIKES, WORLDS).loss
    assert chance_less(more, loss).mean > 0.95
    assert saved(loss, more).mean == pytest.approx(loss.mean() - more.mean())
    assert saved(loss, more).error < estimate(loss).error  # the worlds are the same


def test_a_summary_of_one_world_by_hand() -> None:
    worlds = fixed(10.0, stop=[(2.0, 3.0), (6.0, 6.75)])
    chain = Chain(magnet_stock_india=0.25)
    found = summary(simulate(chain, [Strike("stop", "converter", 1.0)], worlds))
    assert found.unserved.mean == pytest.approx(0.125)
    assert found.frequency.mean == pytest.approx(0.2)
    assert found.mean_length == pytest.approx(0.625)
    assert found.untouched.mean == 0


@pytest.mark.parametrize(
    ("supplier", "survival", "cost", "periods", "index"),
    [
        ("none", np.inf, 0, 0, 0),
        ("one", 2.25, 0, 0, 0),
        ("two", 1.285714, 125_000, 0.714286, 0.455),
        ("three", 0.9, 275_000, 1.1, 1),
    ],
)
def test_three_suppliers_two_products_as_published(
    supplier: str, survival: float, cost: float, periods: float, index: float
) -> None:
    # HEC Montreal's case after Simchi-Levi et al.: capacities 30, 45, 60, demand 125 a period,
    # inventory 45, recovery after two periods; every supplier can make either product, so that what
    # is lost is of the one whose loss costs less: 5,000 a unit
    chain = Chain(
        feed_rate=30 / 125, import_rate=45 / 125, second_rate=60 / 125, magnet_stock_india=45 / 125
    )
    nodes = {"one": "feed", "two": "imported_feed", "three": "second_source"}
    strikes = [Strike(name, node, 1.0) for name, node in nodes.items()]
    strikes.append(Strike("none", "feed", 0.0))
    found = time_to_survive(chain, strikes, supplier, 1)
    assert found == pytest.approx(survival, abs=1e-6)
    names = (*nodes, "none")
    hit = {name: [(9.0, 9.0)] for name in names} | {supplier: [(0.0, 2.0)]}
    result = simulate(chain, strikes, fixed(2.0, **hit))
    lost = result.unserved.sum() * 125
    assert lost == pytest.approx(cost / 5_000, abs=1e-4)
    assert result.length[0] == pytest.approx(periods, abs=1e-6)
    assert exposure(np.array([2.0]), found).mean == (1.0 if cost else 0.0)
    # which product goes without is not the engine's to choose: it shares by demand
    assert cheapest(lost) == pytest.approx(cost, abs=0.5)
    assert cheapest(lost) / 275_000 == pytest.approx(index, abs=5e-4)


def cheapest(lost: float) -> float:
    """Least cost of losing so many units over two periods: of A at 5,000 each, of B at 6,500."""
    bounds = [(0, 2 * 75), (0, 2 * 50)]
    found = linprog([5_000, 6_500], A_eq=[[1, 1]], b_eq=[lost], bounds=bounds)
    return float(found.fun)


@pytest.mark.parametrize(("out", "cost"), [(0, 0), (30, 0), (45, 125_000), (60, 275_000)])
def test_three_suppliers_two_products_as_a_linear_program(out: float, cost: float) -> None:
    # the published model itself, apart from the engine: sold A, sold B, lost A, lost B over two
    # periods; what is sold comes out of the inventory of its product or out of shared capacity
    capacity = 2 * (135 - out)
    made_a, made_b = [1, 0, 0, 0, -1, 0], [0, 1, 0, 0, 0, -1]  # sold less made: at most in stock
    shared = [0, 0, 0, 0, 1, 1]
    found = linprog(
        [0, 0, 5_000, 6_500, 0, 0],
        A_ub=[made_a, made_b, shared],
        b_ub=[20, 25, capacity],
        A_eq=[[1, 0, 1, 0, 0, 0], [0, 1, 0, 1, 0, 0]],
        b_eq=[150, 100],
    )
    assert found.fun == pytest.approx(cost, abs=1e-6)


def test_what_never_hurts_is_survived_for_ever() -> None:
    chain = Chain(converter_rate=2.0)
    assert np.isinf(time_to_survive(chain, [Strike("stop", "converter", 0.5)], "stop", 1)[0])


def test_numba_is_loaded_by_the_first_run_only() -> None:
    code = (
        "import sys, models.supply.flow, models.supply.attribution, models.supply.metrics; "
        "sys.exit('numba' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
