"""The exact simulation against steps of a day through the same worlds, in days."""

import numpy as np
import pytest

from models.formula import Array
from models.supply.deal import Chain, Strike
from models.supply.events import Gamma, Lognormal, Worlds, gather
from models.supply.flow import simulate
from tests.models.supply.daily import unserved
from tests.models.supply.given import column, drawn, stops

YEARS = 10
TOLL = Chain(
    heavy_share=0.4,
    feed_rate=1.1,
    oxide_border_rate=2.0,
    converter_rate=1.2,
    heavy_rate=1.3,
    magnet_border_rate=2.0,
    oxide_stock_india=40.0,
    oxide_stock_converter=30.0,
    heavy_stock=60.0,
    magnet_stock_converter=10.0,
    magnet_stock_india=30.0,
    transit_out=30.0,
    transit_back=25.0,
)
STRIKES = [
    Strike("mine", "feed", 0.6),
    Strike("export", "oxide_border", 0.9),
    Strike("plant", "converter", 0.7),
    Strike("china", "heavy_input", 0.95),
    Strike("port", "magnet_border", 1.0),
    Strike("lane", "oxide_border", 0.8),
    Strike("lane", "magnet_border", 0.8, late=5.0),
]


def toll_worlds(size: int) -> Worlds:
    horizon = YEARS * 365.0
    rates = {"mine": (3, 200), "export": (4, 250), "plant": (1, 30), "china": (3, 150)}
    rates |= {"port": (1, 20), "lane": (5, 50)}
    made = {
        name: stops(
            horizon, size, seed=k, rate=1 / (years * 365), law=Lognormal(column(mean), column(0.8))
        )
        for k, (name, (years, mean)) in enumerate(rates.items())
    }
    return gather(made, horizon)


def difference(exact: Array, grid: Array) -> float:
    return float(grid.mean() / exact.mean() - 1.0)


@pytest.mark.parametrize(("step", "bias"), [(1.0, -0.002), (7.0, -0.016), (30.0, -0.062)])
def test_a_grid_of_time_loses_what_happens_within_its_steps(step: float, bias: float) -> None:
    # stops of 60 days and 60 days of stock, a fifth of spare capacity: the coarser, the rosier
    worlds = drawn(YEARS * 365.0, 800, law=Gamma(column(60)))
    # on a grid oxide takes a step to pass an empty stock: the converter has plenty of it
    chain = Chain(magnet_stock_india=60.0, oxide_stock_converter=1_000.0, converter_rate=1.2)
    line = [Strike("stop", "converter", 1.0)]
    exact = simulate(chain, line, worlds).unserved.sum(axis=1)
    found = difference(exact, unserved(chain, line, worlds, step))
    assert found == pytest.approx(bias, rel=0.25)


def test_a_whole_toll_chain_in_steps_of_a_day() -> None:
    worlds = toll_worlds(300)
    exact = simulate(TOLL, STRIKES, worlds)
    assert exact.balance.max() < 1e-9 * 365
    lost = exact.unserved.sum(axis=1)
    daily = unserved(TOLL, STRIKES, worlds, 1.0)
    assert difference(lost, daily) == pytest.approx(-0.0038, abs=0.002)
    assert np.abs(daily - lost).max() < 10  # days in ten years, in any world
    # the difference goes with the length of a step: the engine is what the grid tends to
    assert difference(lost, unserved(TOLL, STRIKES, worlds, 0.5)) == pytest.approx(
        difference(lost, daily) / 2, rel=0.1
    )
