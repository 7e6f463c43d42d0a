"""Luck and numbers told apart: where both are known in closed form, and in the study."""

import numpy as np
import pytest
from scipy.special import ndtr

from models.analysis.case_graph import WORLD, Name, Prepared
from models.analysis.cases import Pair, evaluated, varying
from models.analysis.luck import dealt_anew, is_luck, lucky, numbers_known, share
from models.dataset import Dataset
from models.formula import Array
from models.sampling import draw
from models.study import Study

DRAWS, MEAN, NUMBERS, LUCK = 40_000, 3.0, 6.0, 8.0  # 6^2 + 8^2 = 10^2
RUNS = 4


@pytest.fixture(scope="module")
def runs() -> Array:
    """Two deals whose difference is a number N(3, 6^2) and luck N(0, 8^2), (r, deal, n)."""
    stream = np.random.default_rng(11)
    known, luck = stream.normal(MEAN, NUMBERS, DRAWS), stream.normal(0.0, LUCK, (RUNS, DRAWS))
    return np.stack([known + luck, np.zeros((RUNS, DRAWS))], axis=1)


def closed_form(spread: float) -> float:
    """Value of knowing the difference N(3, spread^2): s phi(m/s) - m (1 - Phi(m/s))."""
    ratio = MEAN / spread
    return float(spread * np.exp(-(ratio**2) / 2) / np.sqrt(2 * np.pi) - MEAN * ndtr(-ratio))


def test_knowing_the_numbers_is_worth_what_the_closed_form_says(runs: Array) -> None:
    found = numbers_known(runs)
    assert closed_form(10.0) == pytest.approx(2.6676124)  # everything known
    assert found.value == pytest.approx(closed_form(NUMBERS), abs=4.0 * found.error)
    assert found.error < 0.03
    means = runs.mean(axis=0)  # without the correction: too high by more than its error
    plain = float((means.max(axis=0) - means[0]).mean())
    assert plain > closed_form(NUMBERS) + 8.0 * found.error


def test_luck_takes_part_in_its_share_of_the_variance(runs: Array) -> None:
    part, error = share(runs[:, 0])
    assert part == pytest.approx(0.64, abs=4.0 * error)
    assert error < 0.01


def test_without_luck_nothing_is_luck() -> None:
    result = np.random.default_rng(12).normal(size=(1, 500)).repeat(2, axis=0)
    assert share(result) == (0.0, 0.0)
    assert share(np.zeros((2, 10))) == (0.0, 0.0)


def test_events_and_shocks_of_single_years_are_luck_and_how_likely_they_are_is_none(
    dataset: Dataset,
) -> None:
    luck = {name for name, row in dataset.parameters.items() if is_luck(row)}
    assert luck >= {"stall_chance", "award_chance", "failed_lots_chance", "plant_rank"}
    assert luck >= {"oxide_price_shock", "rupee_shock"}
    assert not any(name.endswith(("_rate", "_severity", "_probability")) for name in luck)


def test_numbers_stay_and_luck_moves_as_a_whole(
    small: Study, two: tuple[Prepared, ...], pair: Pair
) -> None:
    (again,) = dealt_anew(two, small.seed, small.draws, runs=2)
    away = small.draws // 2
    columns: dict[Name, Array] = {
        WORLD: np.roll(np.arange(float(small.draws))[:, None], away, axis=0)
    }
    luck = {WORLD} | {name for name, row in varying(two).items() if is_luck(row)}
    assert set(lucky(two, small.seed, small.draws)) == luck
    for name, row in varying(two).items():
        drawn = draw(row, small.seed, 0, small.draws)
        columns[name] = np.roll(drawn, away, axis=0) if is_luck(row) else drawn
    plain = evaluated(two, columns, small.draws, small.seed)
    for name in pair.names:
        for key in ("cost", "supply_security"):
            assert np.array_equal(again[name][key], plain[name][key])
