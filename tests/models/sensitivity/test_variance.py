"""The difference on the unit cube is the difference of the study, point by point."""

import numpy as np
import pytest

from models.analysis.case_graph import Prepared, at_chance
from models.analysis.cases import Pair, Stopped, evaluated, varying
from models.analysis.variance import REST, cube
from models.sampling import BLOCK
from models.study import Study


def test_a_column_is_the_chance_of_its_parameter(
    two: tuple[Prepared, ...], pair: Pair, small: Study
) -> None:
    name = "machining_yield"
    found = cube(two, pair, [name], small.seed)
    assert found.columns == (name,)
    chances = np.array([0.05, 0.5, 0.95])
    values = at_chance(varying(two)[name], chances)
    alone = pair.gap(evaluated(two, {name: values}, 3, small.seed, base="medians"))
    assert np.allclose(found(chances[:, None]), alone, rtol=1e-12)


def test_the_rest_picks_a_draw_of_the_study(
    two: tuple[Prepared, ...], pair: Pair, small: Study
) -> None:
    found = cube(two, pair, [], small.seed, rest="drawn")
    assert found.columns == (REST,)
    picks = np.arange(40)
    drawn = pair.gap(evaluated(two, {}, BLOCK, small.seed))[:40]
    assert np.allclose(found((picks[:, None] + 0.5) / BLOCK), drawn, rtol=1e-12)


def test_a_shared_factor_is_a_column_and_moves_what_shares_it(
    two: tuple[Prepared, ...], pair: Pair, small: Study
) -> None:
    names = ["oxide_price_long_run", "dysprosium_price_long_run"]
    found = cube(two, pair, names, small.seed)
    factor = "factor rare_earth_market"
    assert found.columns == (*names, factor)
    points = np.full((3, 3), 0.5)
    points[:, 2] = 0.1, 0.5, 0.9
    columns = dict(zip(found.columns, points.T, strict=True))
    for name in names:
        values = found._at(name, columns)
        assert values[0] < values[1] < values[2]
    middle = at_chance(varying(two)[names[0]], np.array([0.5]))
    assert found._at(names[0], columns)[1] == pytest.approx(middle[0])


def test_correlation_is_that_of_the_loadings(
    two: tuple[Prepared, ...], pair: Pair, small: Study
) -> None:
    names = ["oxide_price_long_run", "terbium_price_long_run"]
    rows = varying(two)
    found = cube(two, pair, names, small.seed)
    points = np.random.default_rng(1).random((20_000, 3))
    columns = dict(zip(found.columns, points.T, strict=True))
    ranks = [np.argsort(np.argsort(found._at(name, columns))) for name in names]
    rho = (rows[names[0]].loading or 0.0) * (rows[names[1]].loading or 0.0)
    known = 6.0 / np.pi * np.arcsin(rho / 2.0)  # rank correlation of a normal pair
    assert np.corrcoef(ranks)[0, 1] == pytest.approx(known, abs=0.03)


def test_no_more_columns_than_asked_for(
    two: tuple[Prepared, ...], pair: Pair, small: Study
) -> None:
    leading = list(varying(two))
    for rest in ("held", "drawn"):
        found = cube(two, pair, leading, small.seed, columns=12, rest=rest)  # type: ignore[arg-type]
        assert 11 <= len(found.columns) <= 12


def test_progress_and_stop(two: tuple[Prepared, ...], pair: Pair, small: Study) -> None:
    told: list[float] = []
    points = np.full((50, 1), 0.5)
    found = cube(two, pair, ["machining_yield"], small.seed, expected=100, progress=told.append)
    found(points)
    found(points)
    assert told == [0.5, 1.0]
    stopped = cube(two, pair, ["machining_yield"], small.seed, stop=lambda: True)
    with pytest.raises(Stopped):
        stopped(points)
