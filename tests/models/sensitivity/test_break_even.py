"""Break-even values against a direct search with whole evaluations, and by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import brentq

from models.analysis.break_even import break_evens, weight_break_evens
from models.analysis.case_graph import Name, Prepared
from models.analysis.cases import Pair, Stopped, prepared
from models.analysis.crossings import Search
from models.analysis.sweeps import Input, moved_inputs
from models.dataset import Dataset
from models.evaluate import evaluate
from models.formula import Array
from models.study import Study


def chosen(two: tuple[Prepared, ...], *names: Name) -> list[Input]:
    return [each for each in moved_inputs(two, fixed=True, terms=True) if each.name in names]


def gap_of(study: Study, dataset: Dataset, pair: Pair) -> float:
    found = evaluate(study, dataset).outcomes
    return float(pair.gap({name: found[name].values for name in pair.names}).mean())


def test_the_toll_fee_at_which_the_deals_swap(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    name = (pair.second, "toll_fee")
    (found,) = break_evens(
        two, pair, small.seed, draws=small.draws, inputs=chosen(two, name), screen=False
    )

    def direct(fee: float) -> float:
        deal = small.deal(pair.second).with_terms(toll_fee=fee)
        return gap_of(small.replacing(pair.second, deal), dataset, pair)

    assert found.value == pytest.approx(brentq(direct, 5.0, 100.0, xtol=1e-9), abs=1e-6)
    assert found.above == pair.first  # a dearer toll makes the venture win
    assert found.allowed
    assert found.present == small.deal(pair.second).terms.toll_fee  # type: ignore[attr-defined]


def test_the_investment_at_which_the_deals_swap(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    name = "capital_intensity@india"
    (found,) = break_evens(two, pair, small.seed, draws=small.draws, inputs=chosen(two, name))

    def direct(value: float) -> float:
        world = small.world.with_override(name, value)
        return gap_of(small.changed(world=world), dataset, pair)

    assert found.value is not None
    low, high = found.span
    assert found.value == pytest.approx(brentq(direct, low, high, xtol=1e-9), abs=1e-6)
    assert found.above == pair.second
    assert found.chance is not None
    assert 0.0 <= found.chance <= 1.0


def test_what_plays_no_part_never_swaps_the_deals(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    found = break_evens(two, pair, small.seed, inputs=chosen(two, "china_japan_heavy_rate"))
    assert all(each.never and each.value is None for each in found)  # weights are on cost alone
    assert found[0].gaps[0] == pytest.approx(found[0].gaps[1])


def test_nothing_is_passed_over_that_would_have_been_found(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    some = moved_inputs(two, fixed=True, terms=True)[::6]
    settings = {"draws": 64, "inputs": some}
    fast = break_evens(two, pair, small.seed, **settings)  # type: ignore[arg-type]
    full = break_evens(two, pair, small.seed, screen=False, **settings)  # type: ignore[arg-type]
    assert {each.name for each in fast if not each.never} == {
        each.name for each in full if not each.never
    }


def test_the_level_may_come_from_more_draws(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    name = (pair.second, "toll_fee")
    inputs = chosen(two, name)
    (plain,) = break_evens(two, pair, small.seed, draws=50, inputs=inputs)
    (higher,) = break_evens(two, pair, small.seed, draws=50, inputs=inputs, mean_gap=0.0)
    assert higher.value == pytest.approx(higher.present, abs=1e-6)  # as good as each other now
    assert plain.value is not None
    assert plain.value > plain.present


def test_weights_are_solved_exactly(pair: Pair) -> None:
    # at weight w on cost: .5 w - .1 (1 - w) = 0, so w = 1/6; the others never turn the sign
    means = {"cost": 0.5, "lead_time": -0.1, "supply_security": -0.1}
    weights = {"cost": 0.5, "lead_time": 0.25, "supply_security": 0.25}
    found = {each.name: each for each in weight_break_evens(means, weights, pair)}
    assert found["cost"].value == pytest.approx(1.0 / 6.0)
    assert found["cost"].above == pair.first
    # weight w on lead time, the rest 2:1: -.1 w + (1 - w)(1/3 - .1/3) = 0, so w = .3/.4
    assert found["lead_time"].value == pytest.approx(0.75)
    assert found["lead_time"].above == pair.second
    never = weight_break_evens({**means, "cost": -0.2}, weights, pair)
    assert all(each.never for each in never)


class Curve:
    """A sweep and a pair in one, in which the difference follows a curve, give or take .1."""

    rows, first, second = 2, "one", "other"
    deals: tuple[Prepared, ...] = ()

    def __init__(self, curve: Callable[[Array], Array]) -> None:
        self.curve = curve

    def moved(self, changes: Mapping[Name, Array]) -> Array:
        (points,) = changes.values()
        return self.curve(points)[:, None] + np.array([-0.1, 0.1])

    def gap(self, found: Array) -> Array:
        return found


def test_several_crossings_are_all_told(dataset: Dataset) -> None:
    fixed = {"distribution": "fixed", "minimum": 0.0, "maximum": 6.0, "mode": 2.9}
    row = dataset.parameters["machining_yield"].model_copy(update=fixed)
    curve = Curve(lambda x: (x - 0.5) * (x - 2.5) * (x - 4.7))
    search = Search(curve, curve, Input(row.name, row), 0.0, np.zeros(2))  # type: ignore[arg-type]
    found = search.result()
    assert found.crossings == pytest.approx((0.5, 2.5, 4.7))
    assert found.value == pytest.approx(2.5)
    assert found.above == "other"
    # spread of the mean .1, slope (2.5 - .5)(2.5 - 4.7) = -4.4
    assert found.error == pytest.approx(0.1 / 4.4, rel=1e-3)
    assert found.chance is None


def test_a_step_is_closed_in_on(dataset: Dataset) -> None:
    row = dataset.parameters["stall_chance"]
    curve = Curve(lambda x: np.where(x < 0.3, -1.0, 2.0))
    found = Search(curve, curve, Input(row.name, row), 0.0, np.zeros(2)).result()  # type: ignore[arg-type]
    assert found.value == pytest.approx(0.3, abs=1e-8)
    assert found.chance == pytest.approx(0.3, abs=1e-6)
    assert found.above == "one"


def test_an_option_is_told_as_it_is(dataset: Dataset, study: Study) -> None:
    deals = prepared(study, dataset)
    flag = next(each for each in moved_inputs(deals, fixed=False, terms=True) if each.options)
    curve = Curve(lambda x: 1.0 - 2.0 * x)
    deal = next(each for each in deals if each.deal.name == flag.deal)
    curve.deals = (deal,)
    now = getattr(deal.deal.terms, flag.row.name)  # type: ignore[union-attr]
    search = Search(curve, curve, flag, 0.0, np.zeros(2))  # type: ignore[arg-type]
    found = search.result()
    assert found.crossings == ((0.0,) if now else (1.0,))
    assert replace(found, value=None).distance > 1.0


def test_the_search_ends_when_asked(two: tuple[Prepared, ...], pair: Pair) -> None:
    with pytest.raises(Stopped):
        break_evens(two, pair, 1, draws=40, stop=lambda: True)
