"""Shares of variance where they are known: a linear sum, a parabola, correlated inputs."""

from collections.abc import Mapping

import numpy as np
import pytest

from models.analysis.case_graph import Prepared
from models.analysis.drivers import drawn_inputs, drivers
from models.analysis.gaps import information_gaps
from models.dataset import Dataset
from models.formula import Array
from models.sampling import draw
from models.study import Study

COUNT = 4_000


@pytest.fixture(scope="module")
def uniform() -> Mapping[str, Array]:
    stream = np.random.default_rng(3)
    return {name: stream.random(COUNT) for name in ("three", "two", "one", "none")}


def test_a_linear_sum_has_the_shares_of_its_squares(uniform: Mapping[str, Array]) -> None:
    result = 3.0 * uniform["three"] + 2.0 * uniform["two"] - uniform["one"]
    found = drivers(uniform, result)
    known = {"three": 9.0 / 14.0, "two": 4.0 / 14.0, "one": 1.0 / 14.0, "none": 0.0}
    for each in found.drivers:
        assert abs(each.share - known[each.name]) < 4.0 * each.error + 0.001
        assert abs(each.own - known[each.name]) < 4.0 * each.own_error + 0.01
    assert found.leading(3) == ("three", "two", "one")
    assert found.explained == pytest.approx(1.0, abs=1e-3)
    slopes = {each.name: each.slope for each in found.drivers}
    assert slopes["three"] == pytest.approx(3.0, abs=0.05)
    assert slopes["one"] == pytest.approx(-1.0, abs=0.05)


def test_noise_takes_its_share_and_shares_add_up(uniform: Mapping[str, Array]) -> None:
    noise = np.random.default_rng(4).normal(0.0, np.sqrt(10.0 / 12.0), COUNT)
    result = 3.0 * uniform["three"] + uniform["one"] + noise  # variances 9/12, 1/12 and 10/12
    found = drivers(uniform, result)
    assert found.explained == pytest.approx(0.5, abs=4.0 * found.explained_error)
    assert sum(each.share for each in found.drivers) == pytest.approx(found.explained)
    share, error = found.together(["three", "one"])
    assert share == pytest.approx(0.5, abs=4.0 * error)


def test_what_rises_and_falls_is_seen_by_itself(uniform: Mapping[str, Array]) -> None:
    found = drivers(uniform, (uniform["two"] - 0.5) ** 2)
    strongest = found.drivers[0]
    assert strongest.name == "two"
    assert abs(strongest.share) < 0.01
    assert strongest.own > 0.9


def test_what_only_goes_with_a_cause_has_no_own_part() -> None:
    stream = np.random.default_rng(5)
    cause = stream.normal(size=COUNT)
    beside = 0.8 * cause + 0.6 * stream.normal(size=COUNT)
    found = {e.name: e for e in drivers({"cause": cause, "beside": beside}, cause).drivers}
    assert found["cause"].own > 0.9
    assert abs(found["beside"].own) < 0.02


def test_draws_without_a_result_are_left_out(uniform: Mapping[str, Array]) -> None:
    result = np.where(uniform["none"] < 0.1, np.nan, uniform["two"])
    found = drivers(uniform, result)
    assert found.draws == int((uniform["none"] >= 0.1).sum())
    assert found.drivers[0].name == "two"


def test_inputs_are_those_of_the_study(two: tuple[Prepared, ...], small: Study) -> None:
    found = drawn_inputs(two, small.seed, 2_100)
    row = two[0].given["machining_yield"]
    blocks = [draw(row, small.seed, 0, 2_000), draw(row, small.seed, 1, 100)]  # type: ignore[arg-type]
    assert np.array_equal(found["machining_yield"], np.concatenate(blocks)[:, 0])
    assert found["oxide_price_shock"].shape == (2_100,)


def test_gaps_are_what_rests_on_low_grades(dataset: Dataset, uniform: Mapping[str, Array]) -> None:
    row = dataset.parameters["machining_yield"]
    grades = {"three": "D", "two": "C", "one": "A", "none": "D"}
    rows = {name: row.model_copy(update={"grade": grade}) for name, grade in grades.items()}
    result = 3.0 * uniform["three"] + 2.0 * uniform["two"] - uniform["one"]
    found = information_gaps(drivers(uniform, result), rows, (0.0, 0.0))
    for grade, known in {"D": 9.0 / 14.0, "C": 4.0 / 14.0, "A": 1.0 / 14.0}.items():
        share, error = found.by_grade[grade]
        assert abs(share - known) < 4.0 * error + 0.001
    assert found.on_guesses == pytest.approx(9.0 / 14.0, abs=0.05)
    assert [gap.driver.name for gap in found.ranked] == ["three", "two", "none"]


def test_luck_rests_on_no_grade(dataset: Dataset, uniform: Mapping[str, Array]) -> None:
    row, event = (dataset.parameters[name] for name in ("machining_yield", "stall_chance"))
    rows = {
        "three": event,  # of grade D, but luck
        "two": row.model_copy(update={"grade": "D"}),
        "one": row.model_copy(update={"grade": "A"}),
        "none": row,
    }
    result = 3.0 * uniform["three"] + 2.0 * uniform["two"] - uniform["one"]
    found = information_gaps(drivers(uniform, result), rows, (9.0 / 14.0, 0.01))
    assert found.by_grade["D"][0] == pytest.approx(4.0 / 14.0, abs=0.02)
    assert found.on_guesses == pytest.approx(4.0 / 5.0, abs=0.03)
    assert "three" not in {gap.driver.name for gap in found.ranked}


def test_chance_alone_explains_nothing_however_many_the_inputs() -> None:
    stream = np.random.default_rng(6)
    inputs = {f"input {place}": stream.random(500) for place in range(100)}
    found = drivers(inputs, stream.random(500))
    assert abs(found.explained) < 0.1  # unadjusted it would be near 100 / 500
    assert max(each.share for each in found.drivers) < 0.05
