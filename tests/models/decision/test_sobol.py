"""Sobol indices: published values, and the same runs read by SciPy and SALib."""

import numpy as np
import pytest
from SALib.analyze import sobol as salib
from scipy.stats import sobol_indices

from models.analysis.sobol import design, singles, sobol
from models.formula import Array

NAMES = ["one", "two", "three"]
# Ishigami and Homma 1990 with a = 7, b = .1
FIRST = [0.3139051911, 0.4424111448, 0.0]
TOTAL = [0.5575888552, 0.4424111448, 0.2436836641]


def ishigami(points: Array) -> Array:
    one, two, three = ((2.0 * points - 1.0) * np.pi).T
    return np.asarray(np.sin(one) + 7.0 * np.sin(two) ** 2 + 0.1 * three**4 * np.sin(one))


def chance(seed: int = 1) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_ishigami() -> None:
    found = sobol(ishigami, design(3, 13, chance()), singles(NAMES), chance())
    assert found.first.value == pytest.approx(FIRST, abs=0.015)
    assert found.total.value == pytest.approx(TOTAL, abs=5e-3)
    # variance: 1/2 + a^2 / 8 + b pi^4 / 5 + b^2 pi^8 / 18 = 13.8445876
    assert float(found.variance) == pytest.approx(13.8445876, rel=2e-3)
    assert found.ranked() == ("one", "two", "three")
    assert found.runs == 2**13 * 5


def test_the_product_of_sobol() -> None:
    # G function, Saltelli and Sobol 1995: V_i = 1 / (3 (1 + a_i)^2), V = prod (1 + V_i) - 1
    a = np.array([0.0, 1.0, 4.5, 9.0])
    part = 1 / (3 * (1 + a) ** 2)
    whole = np.prod(1 + part) - 1
    found = sobol(
        lambda points: np.prod((np.abs(4 * points - 2) + a) / (1 + a), axis=1),
        design(4, 13, chance()),
        singles(["1", "2", "3", "4"]),
        chance(),
    )
    assert found.first.value == pytest.approx(part / whole, abs=5e-3)
    assert found.total.value == pytest.approx(
        part * np.prod(1 + part) / (1 + part) / whole, abs=5e-3
    )


def test_groups_are_taken_together() -> None:
    groups = {"one and three": (0, 2), "two": (1,), "all": (0, 1, 2), "none": ()}
    found = sobol(ishigami, design(3, 13, chance()), groups, chance())
    both = FIRST[0] + TOTAL[2]  # the part of one alone, and what one and three do together
    assert found.first.value == pytest.approx([both, FIRST[1], 1.0, 0.0], abs=5e-3)
    assert found.total.value == pytest.approx([both, FIRST[1], 1.0, 0.0], abs=5e-3)


@pytest.mark.parametrize("power", [8, 10])
def test_intervals_hold_the_published_values(power: int) -> None:
    held = []
    for seed in range(30):
        found = sobol(ishigami, design(3, power, chance(seed)), singles(NAMES), chance(seed))
        for index, published in ((found.first, FIRST), (found.total, TOTAL)):
            held.append((index.low <= published) & (np.array(published) <= index.high))
    assert np.mean(held) >= 0.9


def recorded(points: tuple[Array, Array]) -> tuple[list[Array], Array, Array]:
    """Runs at A, at B and at every A with a column of B, and both of our indices."""
    seen: list[Array] = []

    def function(rows: Array) -> Array:
        seen.append(ishigami(rows))
        return seen[-1]

    found = sobol(function, points, singles(NAMES), chance())
    return seen, found.first.value, found.total.value


def test_scipy_reads_the_same_runs_alike() -> None:
    (plain, other, *mixed), first, total = recorded(design(3, 9, chance()))
    read = sobol_indices(
        func={"f_A": plain[None], "f_B": other[None], "f_AB": np.array(mixed)[:, None]}, n=512
    )
    assert first == pytest.approx(read.first_order, rel=1e-9)
    assert total == pytest.approx(read.total_order, rel=1e-9)


def test_salib_reads_the_same_runs_alike() -> None:
    (plain, other, *mixed), first, total = recorded(design(3, 12, chance()))
    rows = np.stack([plain, *mixed, other], axis=1).ravel()
    problem = {"num_vars": 3, "names": NAMES, "bounds": [[0.0, 1.0]] * 3}
    read = salib.analyze(problem, rows, calc_second_order=False, num_resamples=2, seed=1)
    assert first == pytest.approx(read["S1"], abs=2e-3)
    assert total == pytest.approx(read["ST"], abs=2e-3)


def test_several_results_at_once_and_one_that_never_changes() -> None:
    points = design(3, 8, chance())

    def three(rows: Array) -> Array:
        return np.stack([ishigami(rows), np.ones(len(rows)), rows[:, 0]])

    found = sobol(three, points, singles(NAMES), chance())
    alone = sobol(ishigami, points, singles(NAMES), chance())
    assert found.first.value[0] == pytest.approx(alone.first.value, rel=1e-9)
    assert found.total.low[0] == pytest.approx(alone.total.low, rel=1e-9)
    assert found.total.value[1].tolist() == [0.0, 0.0, 0.0]
    assert found.first.value[2] == pytest.approx([1.0, 0.0, 0.0], abs=0.01)
    assert found.ranked(result=2)[0] == "one"
    assert found.variance.shape == (3,)


def test_the_same_chance_gives_the_same_bytes_and_a_constant_shift_changes_nothing() -> None:
    def run(shift: float) -> tuple[Array, Array]:
        points = design(3, 8, chance())
        found = sobol(lambda rows: ishigami(rows) + shift, points, singles(NAMES), chance())
        return found.first.value, found.total.high

    assert all(np.array_equal(a, b) for a, b in zip(run(0.0), run(0.0), strict=True))
    assert all(a == pytest.approx(b, abs=1e-9) for a, b in zip(run(0.0), run(1e3), strict=True))


def test_progress_is_told_and_may_stop_it() -> None:
    told = []
    sobol(
        ishigami,
        design(3, 4, chance()),
        singles(NAMES),
        chance(),
        lambda done, of: told.append((done, of)),
    )
    assert told == [(1, 5), (2, 5), (3, 5), (4, 5), (5, 5)]

    def stop(done: int, _: int) -> None:
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        sobol(ishigami, design(3, 4, chance()), singles(NAMES), chance(), stop)
