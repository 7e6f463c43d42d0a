"""Single worlds worked out by hand, in days, exact to 1e-9."""

import numpy as np
import pytest

from models.supply.deal import Chain, Strike
from models.supply.flow import Path, Result, follow, simulate
from models.supply.layout import FLOWS, STOCKS
from tests.models.supply.given import fixed

EXACT = 1e-9


def run(
    chain: Chain,
    strikes: list[Strike],
    hazards: dict[str, list[tuple[float, float]]],
    horizon: float = 1_000.0,
) -> Result:
    return simulate(chain, strikes, fixed(horizon, **hazards))


def lost(result: Result) -> float:
    return float(result.unserved.sum())


def test_a_stock_of_thirty_days_leaves_seventy_of_a_hundred() -> None:
    chain = Chain(magnet_stock_india=30)
    found = run(chain, [Strike("stop", "converter", 1.0)], {"stop": [(200, 300)]})
    assert lost(found) == pytest.approx(70, abs=EXACT)
    assert found.first[0] == pytest.approx(230, abs=EXACT)
    assert found.length[0] == pytest.approx(70, abs=EXACT)
    assert found.worst[0] == pytest.approx(70, abs=EXACT)
    assert found.events[0] == 1


def test_a_derated_line_uses_its_spare_capacity_and_then_its_stock() -> None:
    # 1.15 of capacity, 40 % lost: 0.69 is left; 31 days of stock give the other 0.31 for 100 days
    chain = Chain(converter_rate=1.15, magnet_stock_india=31)
    found = run(chain, [Strike("stop", "converter", 0.4)], {"stop": [(100, 300)]})
    assert found.first[0] == pytest.approx(200, abs=EXACT)
    assert lost(found) == pytest.approx(100 * 0.31, abs=EXACT)


def test_a_second_stop_finds_the_stock_as_far_as_it_was_refilled() -> None:
    # emptied by day 160, refilled from 180 at 0.25 a day: 10 days of stock on day 220
    chain = Chain(converter_rate=1.25, magnet_stock_india=60)
    stops = {"stop": [(100.0, 180.0), (220.0, 250.0)]}
    found = run(chain, [Strike("stop", "converter", 1.0)], stops)
    assert lost(found) == pytest.approx(20 + (30 - 10), abs=EXACT)
    assert found.events[0] == 2


@pytest.mark.parametrize(
    ("clause", "expected"),
    [
        ({}, 70),
        ({"late": 25.0}, 45),  # spares: felt from day 25 of the hazard on
        ({"cut": 80.0}, 50),  # step-in after 80 days
        ({"late": 25.0, "cut": 80.0}, 25),
        ({"late": 80.0, "cut": 80.0}, 0),
    ],
)
def test_clauses_edit_the_duration(clause: dict[str, float], expected: float) -> None:
    strike = Strike("stop", "converter", 1.0, **clause)
    found = run(Chain(magnet_stock_india=30), [strike], {"stop": [(200, 300)]})
    assert lost(found) == pytest.approx(expected, abs=EXACT)


def test_a_stop_under_way_at_the_start_has_lasted_since_before() -> None:
    # since day -50; ended by a step-in after 80 days: 30 days are felt, 10 of them are in stock
    strike = Strike("stop", "converter", 1.0, cut=80.0)
    found = run(Chain(magnet_stock_india=10), [strike], {"stop": [(-50, 300)]})
    assert lost(found) == pytest.approx(20, abs=EXACT)


def test_strikes_on_a_node_multiply_but_of_blocking_ones_the_worst_counts() -> None:
    both = {"one": [(100.0, 200.0)], "two": [(100.0, 200.0)]}
    derating = [Strike("one", "converter", 0.5), Strike("two", "converter", 0.4)]
    blocking = [Strike(each.hazard, each.node, each.lost, blocking=True) for each in derating]
    assert lost(run(Chain(converter_rate=1.0), derating, both)) == pytest.approx(70, abs=EXACT)
    assert lost(run(Chain(converter_rate=1.0), blocking, both)) == pytest.approx(50, abs=EXACT)


def test_what_leaves_late_arrives_late() -> None:
    # nothing crosses the border from day 100 to 150, so nothing lands from day 140 to 190
    chain = Chain(transit_back=40.0, magnet_stock_india=20.0)
    found = run(chain, [Strike("stop", "magnet_border", 1.0)], {"stop": [(100, 150)]})
    assert found.first[0] == pytest.approx(160, abs=EXACT)
    assert lost(found) == pytest.approx(30, abs=EXACT)


def test_a_converter_goes_on_behind_a_closed_border_and_ships_what_waits_at_once() -> None:
    # the border is closed for 50 days with 20 of stock: 20 days of magnets gather abroad
    chain = Chain(converter_rate=1.0, magnet_stock_india=20.0)
    path = follow(
        chain, [Strike("stop", "magnet_border", 1.0)], fixed(300, stop=[(100.0, 150.0)]), 0
    )
    assert at(path, "magnets_converter_light", 149) == pytest.approx(20, abs=EXACT)
    assert at(path, "magnets_india_light", 151) == pytest.approx(20, abs=1e-3)


def test_heavy_grades_wait_for_heavy_input_and_light_ones_do_not() -> None:
    chain = Chain(heavy_share=0.4, heavy_rate=1.2, heavy_stock=30.0, magnet_stock_india=20.0)
    found = run(chain, [Strike("stop", "heavy_input", 1.0)], {"stop": [(100, 200)]})
    assert found.unserved[0] == pytest.approx([0.0, 0.4 * 50], abs=EXACT)


def test_light_grades_take_the_capacity_that_heavy_ones_leave() -> None:
    # capacity 0.6 of 1: each gets in proportion; with heavy input gone too, light ones lack nothing
    chain = Chain(heavy_share=0.4, converter_rate=1.0, heavy_rate=1.0)
    strikes = [Strike("line", "converter", 0.4), Strike("china", "heavy_input", 1.0)]
    line, china = [(100.0, 200.0)], [(150.0, 200.0)]
    found = run(chain, strikes, {"line": line, "china": china})
    assert found.unserved[0] == pytest.approx(
        [0.6 * 0.4 * 50, 0.4 * 0.4 * 50 + 0.4 * 50], abs=EXACT
    )


def test_imported_oxide_takes_over_after_its_delay_unless_it_is_stopped_too() -> None:
    chain = Chain(feed_rate=0.75, import_rate=0.25, oxide_stock_india=15.0)
    strikes = [
        Strike("mine", "feed", 1.0, covered_after=90.0),
        Strike("import", "imported_feed", 1.0),
    ]
    mine = {"mine": [(100.0, 300.0)], "import": [(900.0, 900.0)]}
    # 0.75 a day is missing for 90 days, 15 of which are in stock; then imports cover all
    assert lost(run(chain, strikes, mine)) == pytest.approx(0.75 * 90 - 15, abs=EXACT)
    both = {"mine": [(100.0, 300.0)], "import": [(250.0, 300.0)]}
    refilled = 0.0  # at a feed of exactly 1 the stock is not refilled
    expected = 0.75 * 90 - 15 + 50 - refilled
    assert lost(run(chain, strikes, both)) == pytest.approx(expected, abs=EXACT)


def test_a_second_source_serves_its_part() -> None:
    found = run(Chain(second_rate=0.3), [Strike("stop", "converter", 1.0)], {"stop": [(100, 200)]})
    assert lost(found) == pytest.approx(70, abs=EXACT)


@pytest.mark.parametrize(
    ("node", "stock", "at_sea"),
    [
        ("magnet_border", 7, 11),
        ("converter", 7 + 5, 11),
        ("oxide_border", 7 + 5 + 13, 11 + 17),
        ("feed", 7 + 5 + 13 + 3, 11 + 17),
    ],
)
def test_a_serial_line_survives_on_what_is_downstream(node: str, stock: int, at_sea: int) -> None:
    # C17: stocks behind the node are what is not lost; goods at sea put the loss off, and its end
    chain = Chain(
        oxide_stock_india=3,
        oxide_stock_converter=13,
        magnet_stock_converter=5,
        magnet_stock_india=7,
        transit_out=17,
        transit_back=11,
        oxide_border_rate=2.0,
        magnet_border_rate=2.0,
        converter_rate=1.5,
    )
    found = run(chain, [Strike("stop", node, 1.0)], {"stop": [(100, 200)]})
    assert found.first[0] == pytest.approx(100 + stock + at_sea, abs=EXACT)
    assert lost(found) == pytest.approx(100 - stock, abs=EXACT)


def test_cover_and_mean_stocks_are_read_off_the_path() -> None:
    chain = Chain(magnet_stock_india=30)
    worlds = fixed(1_000, stop=[(200.0, 300.0)])
    found = simulate(chain, [Strike("stop", "converter", 1.0)], worlds, instants=(100, 210, 250))
    assert found.cover[0] == pytest.approx([30, 20, 0], abs=EXACT)
    # full but for the 30 days it drains in (half of 30 missing) and the 70 days it is empty
    expected = (30 * 1_000 - 30 * 15 - 30 * 70) / 1_000
    light = STOCKS.index("magnets_india_light")
    assert found.mean_stocks[0, light] == pytest.approx(expected, abs=1e-4)


def at(path: Path, stock: str, time: float) -> float:
    place = STOCKS.index(stock)
    return float(np.interp(time, path.times, path.stocks[:, place]))


def test_a_path_shows_what_flows_between_events() -> None:
    chain = Chain(magnet_stock_india=30)
    path = follow(chain, [Strike("stop", "converter", 1.0)], fixed(400, stop=[(200.0, 300.0)]), 0)
    served = path.flows[:, FLOWS.index("served_light")]
    spans = np.diff(path.times)
    assert float(served @ spans) == pytest.approx(330, abs=EXACT)
    assert path.times[-1] == 400
