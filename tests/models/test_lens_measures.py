"""Published measures of supply risk: printed numbers, cases by hand, and laws."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.analysis.lens_measures import (
    concentration,
    disjoint,
    diversity,
    geopolitical_risk,
    governance_risk,
    instability,
    jaccard,
    largest,
    n_minus_1,
    supply_risk,
)

shares = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=6).map(
    lambda parts: {f"c{place}": each / sum(parts) for place, each in enumerate(parts)}
)
unit = st.floats(0.0, 1.0)


@pytest.mark.parametrize(
    ("stock", "length", "served"),
    [(60.0, 60.0, 100.0), (60.0, 90.0, 66.7), (60.0, 209.0, 28.7), (180.0, 209.0, 86.1)],
)
def test_n_minus_1_of_a_single_source_is_its_stock_alone(
    stock: float, length: float, served: float
) -> None:
    assert 100.0 * n_minus_1([1.0], stock, length) == pytest.approx(served, abs=0.05)


def test_n_minus_1_by_hand() -> None:
    # sources of 50, 30 and 20, no stock, demand 80: (100 - 50) / 80; a stock of 30 days of it in
    # a stress of 60 adds half of the demand
    assert n_minus_1([50.0, 30.0, 20.0], 0.0, 60.0, 80.0) == pytest.approx(0.625)
    assert n_minus_1([50.0, 30.0, 20.0], 30.0, 60.0, 80.0) == pytest.approx(1.125)


def test_routes_that_share_a_hazard_are_one_source() -> None:
    routes = {"a": {"mine"}, "b": {"sea"}, "c": {"sea", "port"}, "d": {"port"}, "e": set()}
    assert sorted(map(sorted, disjoint(routes))) == [["a"], ["b", "c", "d"], ["e"]]


@given(shares)
def test_diversity_without_distances_is_one_less_the_concentration(parts: dict[str, float]) -> None:
    nobody = {(one, other): 0.5 for one in parts for other in parts}
    assert diversity(parts, nobody, disparity=0.0) == pytest.approx(1.0 - concentration(parts))


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_equal_shares_have_a_concentration_of_one_over_their_number(count: int) -> None:
    equal = {str(each): 1.0 / count for each in range(count)}
    assert concentration(equal) == pytest.approx(1.0 / count)


def test_diversity_of_two_routes_by_hand() -> None:
    # 2 * 0.75 * 0.25 * 0.4 = 0.15, both orders of the pair counted
    distance = {("a", "b"): 0.4, ("b", "a"): 0.4}
    assert diversity({"a": 0.75, "b": 0.25}, distance) == pytest.approx(0.15)
    assert diversity({"a": 1.0}, {}) == 0.0


def test_distances_of_hazards_by_hand() -> None:
    assert jaccard({"a", "b", "c"}, {"b", "c", "d"}) == pytest.approx(0.5)
    assert jaccard({"a"}, {"b"}) == 1.0
    assert jaccard({"a", "b"}, {"b", "a"}) == jaccard(set(), set()) == 0.0


def test_supply_risk_by_hand() -> None:
    # world 0.6^2 * 5 * 1.2 + 0.4^2 * 2 * 1 = 2.48; own 1 * 2 * 1 = 2; half reliance weighs them
    # 1 to 3: 0.25 * 2.48 + 0.75 * 2 = 2.12; times 0.95 and 0.9
    weights = {"far": 5.0 * 1.2, "near": 2.0}
    world = concentration({"far": 0.6, "near": 0.4}, weights)
    own = concentration({"near": 1.0}, weights)
    assert (world, own) == pytest.approx((2.48, 2.0))
    assert supply_risk(world, own, 0.5, 0.05, 0.9) == pytest.approx(2.12 * 0.95 * 0.9)


def test_the_worst_governed_monopolist_has_the_risk_ten() -> None:
    worst = governance_risk([-2.5] * 6)
    alone = concentration({"all": 1.0}, {"all": worst})
    assert supply_risk(alone, alone, 1.0, 0.0, 1.0) == pytest.approx(10.0)
    assert governance_risk([2.5] * 6) == 0.0
    assert (instability(-2.5), instability(2.5)) == (1.0, 0.0)


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), unit, unit)
def test_reliance_weighs_world_and_own_supply(
    world: float, own: float, recycled: float, substitution: float
) -> None:
    rest = (1.0 - recycled) * substitution
    found = [supply_risk(world, own, each, recycled, substitution) for each in (0.0, 0.5, 1.0)]
    assert found[0] == pytest.approx(own * rest)
    assert found[1] == pytest.approx((world + 3.0 * own) / 4.0 * rest)
    assert found[2] == pytest.approx((world + own) / 2.0 * rest)


@given(shares, st.floats(0.1, 3.0))
def test_risk_is_linear_in_trade_recycling_and_substitution_and_quadratic_in_shares(
    parts: dict[str, float], factor: float
) -> None:
    weights = {name: 3.0 + place for place, name in enumerate(parts)}
    plain = concentration(parts, weights)
    dearer = concentration(parts, {name: factor * each for name, each in weights.items()})
    larger = concentration({name: factor * each for name, each in parts.items()}, weights)
    assert dearer == pytest.approx(factor * plain)
    assert larger == pytest.approx(factor**2 * plain)
    assert supply_risk(plain, plain, 0.4, 0.6, 0.5) == pytest.approx(0.4 * 0.5 * plain)


@given(shares)
def test_names_do_not_matter(parts: dict[str, float]) -> None:
    other = {f"x{name}": each for name, each in reversed(parts.items())}
    assert concentration(other) == pytest.approx(concentration(parts))
    assert largest(other)[1] == largest(parts)[1]


@given(shares, unit)
def test_evening_out_two_suppliers_never_raises_the_concentration(
    parts: dict[str, float], moved: float
) -> None:
    low, high = min(parts, key=parts.__getitem__), max(parts, key=parts.__getitem__)
    step = moved * (parts[high] - parts[low]) / 2.0
    evened = {**parts, high: parts[high] - step}
    evened[low] = evened[low] + step if low != high else evened[low]
    assert concentration(evened) <= concentration(parts) + 1e-12


def test_geopolitical_risk_by_hand() -> None:
    # 0.8 * (0.3 * 0.6 + 0.1 * 0.2) = 0.16; what is made at home is not among the imports
    unstable = {"a": 0.6, "b": 0.2}
    assert geopolitical_risk(0.8, {"a": 0.3, "b": 0.1}, unstable) == pytest.approx(0.16)
    assert geopolitical_risk(0.8, {}, unstable) == 0.0


def test_nobody_is_the_largest_of_none() -> None:
    assert largest({}) == ("", 0.0)
    assert largest({"a": 0.2, "b": 0.7}) == ("b", 0.7)
    assert math.isclose(n_minus_1([], 10.0, 20.0), 0.5)
