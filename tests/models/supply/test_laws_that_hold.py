"""What must hold for any chain and any worlds."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.formula import Array
from models.supply import layout, packing
from models.supply.deal import Chain, Strike
from models.supply.events import Lognormal, Opening, Worlds, gather, intervals
from models.supply.flow import follow, simulate
from models.supply.layout import FLOWS, NODES, STOCKS
from tests.models.supply.given import column, draws, fixed, stops
from tests.models.supply.test_against_grid import STRIKES, TOLL, toll_worlds

WORLDS = toll_worlds(1_500)
HOME = replace(TOLL, transit_out=0.0, transit_back=0.0)
WITHIN = [each for each in STRIKES if each.node not in ("oxide_border", "magnet_border")]
BOOKS = 1e-9 * 365  # 1e-9 of a year's demand, in days


def loss(chain: Chain, strikes: list[Strike] = STRIKES, worlds: Worlds = WORLDS) -> Array:
    return simulate(chain, strikes, worlds).loss


NUMBERS = st.fixed_dictionaries(
    {
        "heavy_share": st.floats(0, 1),
        "feed_rate": st.floats(0, 3),
        "import_rate": st.floats(0, 1),
        "oxide_border_rate": st.floats(0.5, 5),
        "converter_rate": st.floats(0.5, 3),
        "heavy_rate": st.floats(0.5, 3),
        "magnet_border_rate": st.floats(0.5, 5),
        "second_rate": st.floats(0, 0.5),
        **{each.name: st.floats(0, 200) for each in fields(Chain) if "stock" in each.name},
        "transit_out": st.sampled_from([0.0, 20.0, 45.0]),
        "transit_back": st.sampled_from([0.0, 10.0, 45.0]),
    }
)
INTERVALS = st.lists(
    st.tuples(st.sampled_from(NODES), st.floats(0, 700), st.floats(0, 300), st.floats(0, 1)),
    max_size=8,
)


@settings(max_examples=150, deadline=None)
@given(NUMBERS, INTERVALS)
def test_nothing_is_made_or_lost_at_any_event(
    numbers: dict[str, float], hits: list[tuple[str, float, float, float]]
) -> None:
    chain = Chain(**numbers)
    hazards = {f"h{k}": [(start, start + length)] for k, (_, start, length, _) in enumerate(hits)}
    worlds = fixed(1_000, **hazards, none=[(2_000, 2_000)])
    strikes = [Strike(f"h{k}", node, lost) for k, (node, _, _, lost) in enumerate(hits)]
    assert simulate(chain, strikes, worlds).balance[0] < BOOKS
    path = follow(chain, strikes, worlds, 0)
    assert path.stocks.min() >= 0
    assert path.flows.min() >= 0
    flow = {name: path.flows[:, k] * np.diff(path.times) for k, name in enumerate(FLOWS)}
    came = flow["feed"] + flow["second_light"] + flow["second_heavy"]
    went = flow["served_light"] + flow["served_heavy"]
    held = np.delete(path.stocks, STOCKS.index("heavy_input"), axis=1).sum(axis=1)
    assert held - held[0] == pytest.approx(np.cumsum([0, *(came - went)]), abs=BOOKS)


@pytest.mark.parametrize("stock", [each.name for each in fields(Chain) if "stock" in each.name])
def test_more_stock_never_loses_more(stock: str) -> None:
    more = loss(replace(TOLL, **{stock: getattr(TOLL, stock) + 30.0}))
    assert np.all(more <= loss(TOLL) + 1e-9)
    assert more.mean() < loss(TOLL).mean()


@pytest.mark.parametrize("rate", [each.name for each in fields(Chain) if "_rate" in each.name])
def test_more_capacity_never_loses_more(rate: str) -> None:
    more = loss(replace(TOLL, **{rate: getattr(TOLL, rate) + 0.2}))
    assert more.mean() <= loss(TOLL).mean() + 1e-12


def test_more_frequent_and_longer_stops_lose_more() -> None:
    line, chain = [Strike("stop", "converter", 1.0)], Chain(magnet_stock_india=30.0)
    found = []
    for rate, mean in ((1 / 2_000, 60.0), (1 / 1_000, 60.0), (1 / 1_000, 90.0)):
        law = Lognormal(column(mean), column(0.8))
        worlds = gather({"stop": stops(3_650, 1_000, rate=rate, law=law)}, 3_650)
        found.append(loss(chain, line, worlds).mean())
    assert found[0] < found[1] < found[2]


@pytest.mark.parametrize("clause", [{"late": 10.0}, {"cut": 100.0}, {"lost": 0.3}])
def test_a_clause_never_hurts_whom_it_protects(clause: dict[str, float]) -> None:
    with_clause = [replace(each, **clause) for each in STRIKES]
    without = [replace(each, late=0.0) for each in STRIKES]
    assert np.all(loss(TOLL, with_clause) <= loss(TOLL, without) + 1e-9)


def test_names_and_order_of_hazards_and_worlds_do_not_matter() -> None:
    assert loss(TOLL, STRIKES[::-1]) == pytest.approx(loss(TOLL), abs=1e-9)
    order = np.random.default_rng(1).permutation(len(WORLDS.starts))
    mixed = replace(WORLDS, starts=WORLDS.starts[order], ends=WORLDS.ends[order])
    assert np.array_equal(loss(TOLL, worlds=mixed), loss(TOLL)[order])


def test_hazards_by_other_names_lose_the_same() -> None:
    renamed = replace(WORLDS, hazards=tuple(f"the {each}" for each in WORLDS.hazards))
    strikes = [replace(each, hazard=f"the {each.hazard}") for each in STRIKES]
    assert np.array_equal(loss(TOLL, strikes, renamed), loss(TOLL))


def test_deals_alike_in_terms_and_strikes_go_the_same_way_event_by_event() -> None:
    worst = int(np.argmax(loss(TOLL)))
    twin, strikes = replace(TOLL), [replace(each) for each in STRIKES]
    one, other = follow(TOLL, STRIKES, WORLDS, worst), follow(twin, strikes, WORLDS, worst)
    assert len(one.times) > 100
    assert np.array_equal(one.times, other.times)
    assert np.array_equal(one.flows, other.flows)
    assert np.array_equal(one.stocks, other.stocks)


def test_a_second_route_never_loses_more() -> None:
    # one full route, two halves, and two full ones
    chain = Chain(feed_rate=1.0, oxide_stock_india=20.0)
    two = Chain(feed_rate=0.5, import_rate=0.5, oxide_stock_india=20.0)
    full = Chain(feed_rate=1.0, import_rate=1.0, oxide_stock_india=20.0)
    hits = [Strike("mine", "feed", 1.0), Strike("plant", "imported_feed", 1.0)]
    alone, spread, doubled = (loss(each, hits) for each in (chain, two, full))
    assert np.all(doubled <= alone + 1e-9)
    assert np.all(doubled <= spread + 1e-9)
    assert doubled.mean() < min(alone.mean(), spread.mean())


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.integers(0, 60), min_size=4, max_size=4),
    st.sampled_from(["magnet_border", "converter", "oxide_border", "feed"]),
    st.integers(1, 200),
)
def test_c17_a_serial_line_of_any_stocks_survives_on_those_downstream(
    held: list[int], node: str, lasts: int
) -> None:
    at = ["magnet_border", "converter", "oxide_border", "feed"].index(node)
    names = ("magnet_stock_india", "magnet_stock_converter", "oxide_stock_converter")
    stocks = dict(zip((*names, "oxide_stock_india"), map(float, held), strict=True))
    chain = Chain(**stocks)
    survived = sum(held[: at + 1])
    found = simulate(chain, [Strike("stop", node, 1.0)], fixed(1_000, stop=[(50.0, 50.0 + lasts)]))
    assert found.unserved.sum() == pytest.approx(max(lasts - survived, 0), abs=1e-9)
    first = 50.0 + survived if lasts > survived else np.inf
    assert found.first[0] == pytest.approx(first, abs=1e-9)


def test_a_longer_clock_with_larger_stocks_is_the_same_world() -> None:
    years = replace(
        WORLDS, starts=WORLDS.starts / 365, ends=WORLDS.ends / 365, horizon=WORLDS.horizon / 365
    )
    timed = ("stock", "transit")
    numbers = {
        each.name: getattr(TOLL, each.name) / (365 if each.name.startswith(timed) else 1)
        for each in fields(Chain)
    }
    for name in numbers:
        if "stock" in name:
            numbers[name] = getattr(TOLL, name) / 365
    strikes = [replace(each, late=each.late / 365) for each in STRIKES]
    assert loss(Chain(**numbers), strikes, years) == pytest.approx(loss(TOLL), abs=1e-9)


def test_nothing_happens_where_nothing_strikes() -> None:
    harmless = [replace(each, lost=0.0) for each in STRIKES]
    found = simulate(TOLL, harmless, WORLDS)
    assert found.loss.max() < 1e-12
    assert found.events.max() == 0
    assert np.all(np.isinf(found.first))
    assert simulate(TOLL, [], WORLDS).loss.max() < 1e-12
    never = stops(3_650, 50, rate=0.0)
    assert loss(TOLL, [Strike("a", "feed", 1.0)], gather({"a": never}, 3_650)).max() < 1e-12


def test_open_borders_without_a_way_make_tolling_a_plant_at_home() -> None:
    # the stocks on both sides of an open border are one
    oxide = HOME.oxide_stock_india + HOME.oxide_stock_converter
    magnets = HOME.magnet_stock_india + HOME.magnet_stock_converter
    free = replace(HOME, oxide_border_rate=1e6, magnet_border_rate=1e6)
    here = replace(
        free,
        oxide_stock_india=oxide,
        oxide_stock_converter=0.0,
        magnet_stock_india=magnets,
        magnet_stock_converter=0.0,
    )
    assert loss(free, WITHIN) == pytest.approx(loss(here, WITHIN), abs=1e-6)


def test_numbers_of_each_world_are_its_own() -> None:
    size = len(WORLDS.starts)
    stock = np.linspace(0, 90, size)[:, None]
    lost = np.linspace(0.2, 1, size)[:, None]
    strikes = [replace(each, lost=lost) for each in STRIKES]
    found = loss(replace(TOLL, magnet_stock_india=stock), strikes)
    for world in (0, 700, 1_499):
        one = replace(WORLDS, starts=WORLDS.starts[[world]], ends=WORLDS.ends[[world]])
        alone = replace(TOLL, magnet_stock_india=float(stock[world, 0]))
        hit = [replace(each, lost=float(lost[world, 0])) for each in STRIKES]
        assert loss(alone, hit, one)[0] == found[world]


def test_threads_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    many = loss(TOLL)
    monkeypatch.setattr(packing, "LEAST_CHUNK", 10**9)
    assert np.array_equal(loss(TOLL), many)


def test_read_only_arrays_are_taken() -> None:
    WORLDS.starts.setflags(write=False)
    assert loss(TOLL).size == len(WORLDS.starts)
    WORLDS.starts.setflags(write=True)


def test_error_falls_with_the_root_of_the_number_of_worlds() -> None:
    found = loss(TOLL)
    means = [np.std([part.mean() for part in np.split(found, each)]) for each in (100, 25)]
    assert means[0] / means[1] == pytest.approx(2, rel=0.5)


def test_a_state_known_today_is_where_the_worlds_begin() -> None:
    # down for 100 days already, for sure; how much longer is the law's rest beyond 100 days
    law = Lognormal(column(150.0), column(0.8))
    opening = Opening(column(1.0), column(100.0))
    starts, ends = stops(3_650, 20_000, law=law, opening=opening)
    assert np.all(starts[:, 0] == -100)
    rest = ends[:, 0]
    beyond = 150.0 - law.limited(column(100.0))[0, 0]
    expected = beyond / (1 - law.cumulated(column(100.0))[0, 0])
    assert rest.min() >= 0
    assert rest.mean() == pytest.approx(expected, rel=0.04)


def test_draws_that_end_too_early_are_refused() -> None:
    law = Lognormal(column(1.0), column(0.5))
    few = draws(5, 3, 1)
    with pytest.raises(ValueError, match="do not reach"):
        intervals(column(1.0, 5), law, few, 1_000.0)


def test_a_converter_far_away_keeps_what_it_needs_to_catch_up() -> None:
    # at 1.2 times the demand and 30 days away, 6 days of oxide: less than that changes nothing
    least = loss(replace(TOLL, oxide_stock_converter=6.0))
    assert loss(replace(TOLL, oxide_stock_converter=0.0)) == pytest.approx(least, abs=1e-9)


def test_places_in_the_arrays_are_those_of_the_names() -> None:
    assert tuple(each.name for each in fields(Chain)) == layout.DEAL
    assert layout.DEAL[layout.TRANSIT_BACK] == "transit_back"
    assert layout.DEAL[layout.MAGNETS_INDIA] == "magnet_stock_india"
    assert layout.NODES[layout.SECOND_SOURCE] == "second_source"
    assert layout.NODES[layout.HEAVY_MAGNET_BORDER] == "heavy_magnet_border"
    assert layout.STOCKS[layout.MAGNETS_AT_SEA] == "magnets_at_sea_light"
    assert layout.FLOWS[layout.SERVED] == "served_light"
    assert layout.RESULTS[layout.MEAN_STOCKS] == "mean_oxide_india"


@pytest.mark.parametrize("absent", range(len(WORLDS.hazards)))
def test_fewer_hazards_never_lose_more(absent: int) -> None:
    left = [each for each in STRIKES if each.hazard != WORLDS.hazards[absent]]
    one_product = replace(TOLL, heavy_share=0.0)
    fewer = simulate(one_product, left, WORLDS).loss
    assert np.all(fewer <= loss(one_product) + 1e-9)
    # two products share what is scarce by their demand, not by their stocks: hardly ever a day more
    more = simulate(TOLL, left, WORLDS).loss - loss(TOLL)
    assert more.mean() < 0
    assert np.mean(more > 1e-9) < 0.005
    assert more.max() * WORLDS.horizon < 3
