"""Adequacy of many units as published for the Roy Billinton test system, run through the engine.

The engine has three routes side by side (feed, imported feed, second source), and strikes on one
node multiply where capacities add. So every state of the eleven units is a world of its own, in
which each route has lost what is out of its units: probabilities are counted here, capacity and
what is left unserved by the engine. In time, what is out of all units together strikes one node.

Units    MW, hours of a year of 52 weeks.
Sources  Billinton et al. 1989, A reliability test system for educational purposes: units, and for
         its load the curve of the IEEE reliability test system of 1979 (recalled, and confirmed by
         the published loss of load of 1.0916 h and 9.861 MWh a year).
"""

import itertools

import numpy as np
import pytest

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Gamma, Worlds, gather
from models.supply.flow import Result, simulate
from models.supply.metrics import estimate
from tests.models.supply.given import column, stops

ROUTES = {  # capacity and chance of being out, unit by unit
    "feed": [(40.0, 0.03), (40.0, 0.03), (20.0, 0.025), (10.0, 0.02)],
    "imported_feed": [(40.0, 0.02), (20.0, 0.015), (20.0, 0.015), (20.0, 0.015), (20.0, 0.015)],
    "second_source": [(5.0, 0.01), (5.0, 0.01)],
}
UNITS = [unit for units in ROUTES.values() for unit in units]
WHOLE = 240.0
WEEKS = (
    "86.2 90.0 87.8 83.4 88.0 84.1 83.2 80.6 74.0 73.7 71.5 72.7 70.4 75.0 72.1 80.0 75.4 83.7 "
    "87.0 88.0 85.6 81.1 90.0 88.7 89.6 86.1 75.5 81.6 80.1 88.0 72.2 77.6 80.0 72.9 72.6 70.5 "
    "78.0 69.5 72.4 72.4 74.3 74.4 80.0 88.1 88.5 90.9 94.0 89.0 94.2 97.0 100.0 95.2"
)
DAYS = "93 100 98 96 94 77 75"
HOURS = {  # of working days and weekends, in winter, summer, and spring and autumn
    "winter": (
        "67 63 60 59 59 60 74 86 95 96 96 95 95 95 93 94 99 100 100 96 91 83 73 63",
        "78 72 68 66 64 65 66 70 80 88 90 91 90 88 87 87 91 100 99 97 94 92 87 81",
    ),
    "summer": (
        "64 60 58 56 56 58 64 76 87 95 99 100 99 100 100 97 96 96 93 92 92 93 87 72",
        "74 70 66 65 64 62 62 66 81 86 91 93 93 92 91 91 92 94 95 95 100 93 88 80",
    ),
    "between": (
        "63 62 60 58 59 65 72 85 95 99 100 99 93 92 90 88 90 92 96 98 96 90 80 70",
        "75 73 69 66 65 65 68 74 83 89 92 94 91 90 90 86 85 88 92 100 97 95 90 85",
    ),
}


def states() -> tuple[Array, dict[str, Array]]:
    """Chance of every state of the units, (2048,), and what is out of each route, (2048, 1)."""
    out = np.array(list(itertools.product((0.0, 1.0), repeat=len(UNITS))))
    size, chance = np.array(UNITS).T
    weight = np.prod(np.where(out > 0.0, chance, 1.0 - chance), axis=1)
    edges = np.cumsum([0, *(len(units) for units in ROUTES.values())])
    spans = zip(ROUTES, itertools.pairwise(edges), strict=True)
    lost = {name: (out * size)[:, a:b].sum(axis=1)[:, None] for name, (a, b) in spans}
    return weight, lost


def standing(size: int, names: tuple[str, ...]) -> Worlds:
    """Worlds in which each of these hazards is there throughout."""
    span = (np.zeros((size, 1)), np.ones((size, 1)))
    return gather(dict.fromkeys(names, span), 1.0)


def run(load: float) -> tuple[Array, Result]:
    weight, lost = states()
    whole = {name: sum(size for size, _ in units) for name, units in ROUTES.items()}
    chain = Chain(
        feed_rate=whole["feed"] / load,
        import_rate=whole["imported_feed"] / load,
        second_rate=whole["second_source"] / load,
    )
    strikes = [Strike(name, name, lost[name] / whole[name]) for name in ROUTES]
    return weight, simulate(chain, strikes, standing(weight.size, tuple(ROUTES)))


@pytest.mark.parametrize(
    ("load", "chance", "missing"),
    [(185.0, 0.0083416068, 0.0939789434), (160.0, 0.0002719860, 0.0049813706)],
)
def test_a_constant_load_exactly(load: float, chance: float, missing: float) -> None:
    weight, found = run(load)
    assert weight.sum() == pytest.approx(1.0, abs=1e-12)
    assert weight @ found.length == pytest.approx(chance, abs=5e-11)
    assert weight @ found.loss * load == pytest.approx(missing, abs=5e-11)


def curve() -> Array:
    """Load of every hour of 52 weeks, as a share of the peak."""
    weeks, days = (np.array(each.split(), dtype=float) / 100.0 for each in (WEEKS, DAYS))
    hours = {
        name: [np.array(each.split(), dtype=float) / 100.0 for each in kinds]
        for name, kinds in HOURS.items()
    }
    found = []
    for number, week in enumerate(weeks, start=1):
        season = "winter" if number <= 8 or number >= 44 else "between"
        season = "summer" if 18 <= number <= 30 else season
        for day, share in enumerate(days):
            found.append(week * share * hours[season][day >= 5])
    return np.concatenate(found)


def test_a_load_of_every_hour_of_a_year() -> None:
    weight, lost = states()
    left = WHOLE - sum(lost.values())[:, 0]
    levels, place = np.unique(left, return_inverse=True)
    chance = np.bincount(place, weights=weight)
    loads, hours = np.unique(np.round(185.0 * curve(), 9), return_counts=True)
    assert hours.sum() == 8_736
    size = levels.size * loads.size
    load, level = (each.ravel() for each in np.meshgrid(loads, levels, indexing="ij"))
    often = (hours[:, None] * chance[None, :]).ravel()
    chain = Chain(converter_rate=(WHOLE / load)[:, None])
    strike = Strike("out", "converter", (1.0 - level / WHOLE)[:, None])
    found = simulate(chain, [strike], standing(size, ("out",)))
    assert often @ found.length == pytest.approx(1.09156, abs=5e-6)  # h a year
    assert often @ (found.loss * load) == pytest.approx(9.86135, abs=5e-6)  # MWh a year


def test_a_constant_load_in_time() -> None:
    # each unit fails and comes back on its own clock; what is out of all strikes as a ladder of
    # hazards, of which the worst counts: out of 5 MW or more, of 10 or more, and so on
    horizon, size = 20.0, 400
    made = [
        stops(horizon, size, seed=k, rate=4.0, law=Gamma(column(chance / (1.0 - chance) / 4.0)))
        for k, (_, chance) in enumerate(UNITS)
    ]
    weights = [unit for unit, _ in UNITS]
    ladder = np.arange(5.0, 245.0, 5.0)
    spans = [
        _ladder([(s[n], e[n]) for s, e in made], weights, ladder, horizon) for n in range(size)
    ]
    hazards = {}
    for k, rung in enumerate(ladder):
        most = max(1, *(len(each[k]) for each in spans))
        starts, ends = np.full((size, most), 2.0 * horizon), np.full((size, most), 2.0 * horizon)
        for n, each in enumerate(spans):
            for j, (start, end) in enumerate(each[k]):
                starts[n, j], ends[n, j] = start, end
        hazards[f"{rung:.0f}"] = starts, ends
    chain = Chain(converter_rate=WHOLE / 185.0)
    strikes = [
        Strike(name, "converter", rung / WHOLE, blocking=True)
        for name, rung in zip(hazards, ladder, strict=True)
    ]
    found = simulate(chain, strikes, gather(hazards, horizon))
    for values, expected in (
        (found.length / horizon, 0.0083416068),
        (found.loss * 185.0, 0.0939789434),
    ):
        told = estimate(values)
        assert abs(told.mean - expected) < 4.0 * told.error
        assert told.error < 0.05 * expected


def _ladder(
    units: list[tuple[Array, Array]], sizes: list[float], rungs: Array, horizon: float
) -> list[list[tuple[float, float]]]:
    """When so much or more is out, for each rung."""
    changes = [
        (time, sign * size)
        for (starts, ends), size in zip(units, sizes, strict=True)
        for start, end in zip(starts, ends, strict=True)
        if end > start and end > 0.0 and start < horizon
        for time, sign in ((max(start, 0.0), 1.0), (end, -1.0))
    ]
    times = np.array([time for time, _ in sorted(changes)])
    out = np.cumsum([change for _, change in sorted(changes)])
    found = []
    for rung in rungs:
        high = np.concatenate([[0], (out >= rung - 1e-9).astype(int), [0]])
        edges = np.flatnonzero(np.diff(high))
        ends = np.append(times, 2.0 * horizon)
        found.append([(ends[a], ends[b]) for a, b in edges.reshape(-1, 2)])
    return found
