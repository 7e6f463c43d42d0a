"""A case table gives what an evaluation gives, however its columns are filled."""

import numpy as np
import pytest

from models.analysis.case_graph import Prepared, at_chance
from models.analysis.cases import Pair, Stopped, chance_of, evaluated, prepared, varying
from models.dataset import Dataset
from models.evaluate import evaluate
from models.sampling import FIXED, YEARLY, draw
from models.study import Study
from models.wiring import CRITERIA


def test_the_study_s_own_draws_give_the_same_bytes(study: Study, dataset: Dataset) -> None:
    more = study.changed(draws=2_300)  # more than a block
    outcomes = evaluate(more, dataset).outcomes
    found = evaluated(prepared(more, dataset), {}, more.draws, more.seed)
    for name, outcome in outcomes.items():
        for key in CRITERIA:
            assert np.array_equal(found[name][key], outcome.values[key], equal_nan=True)


def test_draws_given_as_columns_give_the_same_bytes(small: Study, dataset: Dataset) -> None:
    deals = prepared(small, dataset)
    columns = {name: draw(row, small.seed, 0, small.draws) for name, row in varying(deals).items()}
    given = evaluated(deals, columns, small.draws, small.seed + 1)
    drawn = evaluated(deals, {}, small.draws, small.seed)
    numbers = [key for key in CRITERIA if key != "supply_security"]  # which hangs on luck as well
    assert all(np.array_equal(given[n][k], drawn[n][k]) for n in drawn for k in numbers)
    again = evaluated(deals, columns, small.draws, small.seed)
    assert all(np.array_equal(again[n][k], drawn[n][k]) for n in drawn for k in CRITERIA)


def test_a_column_of_one_value_is_a_number_held(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    name, amount = "machining_yield", 0.65
    world = small.world.with_override(name, amount)
    held = evaluate(small.changed(world=world), dataset).outcomes
    found = evaluated(two, {name: np.full(small.draws, amount)}, small.draws, small.seed)
    for deal in pair.names:
        np.testing.assert_allclose(found[deal]["cost"], held[deal].values["cost"], rtol=1e-12)


def test_a_column_of_a_term_is_another_deal(
    small: Study, dataset: Dataset, two: tuple[Prepared, ...], pair: Pair
) -> None:
    toll = pair.second
    changed = small.replacing(toll, small.deal(toll).with_terms(toll_fee=41.0))
    other = evaluate(changed, dataset).outcomes[toll].values["cost"]
    column = {(toll, "toll_fee"): np.full(small.draws, 41.0)}
    found = evaluated(two, column, small.draws, small.seed)[toll]["cost"]
    np.testing.assert_allclose(found, other, rtol=1e-12)


@pytest.mark.parametrize("base", ["modes", "medians"])
def test_held_cases_do_not_depend_on_the_seed_or_the_chunk(
    two: tuple[Prepared, ...], pair: Pair, base: str
) -> None:
    column = {"machining_yield": np.linspace(0.6, 0.8, 7)}
    one = pair.gap(evaluated(two, column, 7, 1, base=base))  # type: ignore[arg-type]
    other = pair.gap(evaluated(two, column, 7, 2, base=base, chunk=2))  # type: ignore[arg-type]
    assert np.allclose(one, other, rtol=1e-12)


def test_every_law_is_the_inverse_of_its_chances(two: tuple[Prepared, ...]) -> None:
    chances = np.array([0.01, 0.1, 0.5, 0.9, 0.99])
    for row in varying(two).values():
        if row.distribution in (FIXED, YEARLY):
            continue
        values = at_chance(row, chances)
        inside = (values > row.minimum) & (values < row.maximum)
        back = np.array([chance_of(row, value) for value in values])
        assert np.allclose(back[inside], chances[inside], atol=1e-3), row.name


def test_long_work_tells_how_far_it_is_and_ends_when_asked(two: tuple[Prepared, ...]) -> None:
    told: list[float] = []
    column = {"machining_yield": np.full(10, 0.7)}
    evaluated(two, column, 10, 1, base="modes", chunk=4, progress=told.append)
    assert told == [0.4, 0.8, 1.0]
    with pytest.raises(Stopped):
        evaluated(two, column, 10, 1, stop=lambda: True)
