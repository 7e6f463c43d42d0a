"""The engine against closed forms of renewal theory, within four standard errors.

Base case: a stop every 1,000 days of running, 60 days long; stocks in days of demand.
"""

import numpy as np
import pytest
from scipy.special import pdtrc

from models.formula import Array
from models.supply.deal import PLENTY, Chain, Strike
from models.supply.events import Fixed, Gamma, Law, Lognormal, events_needed, gather, in_operation
from models.supply.flow import Result, simulate
from models.supply.metrics import estimate, exposure, tail_mean, time_to_survive
from tests.models.supply.given import MEAN, RATE, UP, column, drawn, stops

LINE = [Strike("stop", "converter", 1.0)]
Q = RATE * MEAN / (1 + RATE * MEAN)
CYCLE = 1 / RATE + MEAN
LAWS: list[Law] = [
    Gamma(column(MEAN)),
    Gamma(column(MEAN), 0.5),
    Gamma(column(MEAN), 2.0),
    Lognormal(column(MEAN), column(1.0)),
    Fixed(column(MEAN)),
]


def close(values: Array, expected: float) -> bool:
    found = estimate(values)
    return abs(found.mean - expected) < 4 * found.error


def long_run(stock: float, surplus: float = 1e6, **settings: object) -> Result:
    """Stock and refill of one line over 40 years after 10 years of warming up."""
    worlds = drawn(18_250, 12_000, **settings)
    chain = Chain(converter_rate=1 + surplus, magnet_stock_india=stock)
    return simulate(chain, LINE, worlds, warm=3_650)


@pytest.mark.parametrize("law", LAWS)
def test_c1_unavailability_and_frequency_whatever_the_law(law: Law) -> None:
    worlds = drawn(3_650, 10_000, law=law)
    found = simulate(Chain(), LINE, worlds)
    assert close(found.loss, 0.0566037736)
    # a stop under way at the start counts as an event of these ten years
    assert close(found.events, Q + 3_650 * Q / MEAN)


@pytest.mark.parametrize(
    ("stock", "expected"),
    [(30, 0.0343319241), (60, 0.0208233646), (90, 0.0126300090), (180, 0.0028181359)],
)
def test_c2_a_stock_refilled_at_once(stock: float, expected: float) -> None:
    assert close(long_run(stock).loss, expected)


@pytest.mark.parametrize(
    ("stock", "surplus", "expected"),
    [
        (60, 0.05, 0.0296922839),
        (60, 0.06, 0.0283018868),
        (60, 0.2, 0.0231203962),
        (60, 1.0, 0.0212831771),
        (180, 0.1, 0.0083237265),
    ],
)
def test_c3_a_stock_refilled_with_what_capacity_is_spare(
    stock: float, surplus: float, expected: float
) -> None:
    assert close(long_run(stock, surplus).loss, expected)


@pytest.mark.parametrize(
    ("law", "excess"),
    list(zip(LAWS, [22.072766, 29.036487, 16.240234, 22.975495, 0.0], strict=True)),
)
def test_c4_any_law_of_duration(law: Law, excess: float) -> None:
    found = long_run(60, law=law)
    assert close(found.loss, excess / CYCLE) or found.loss.max() == excess


@pytest.mark.parametrize(
    ("horizon", "stock", "expected"),
    [(365, 0, 17.461463), (365, 60, 5.177831), (3_650, 60, 73.577198)],
)
def test_c5_from_the_start_up_and_full(horizon: float, stock: float, expected: float) -> None:
    worlds = drawn(horizon, 40_000, opening=UP)
    found = simulate(Chain(magnet_stock_india=stock), LINE, worlds)
    assert close(found.unserved.sum(axis=1), expected)


def test_c6_a_step_in_that_ends_the_stop_itself() -> None:
    assert close(long_run(0, longest=120).loss, 0.0493211096)
    assert close(long_run(60, longest=120).loss, 0.0132644893)
    assert long_run(120, longest=120).loss.max() == pytest.approx(0, abs=1e-12)


def test_c6_a_step_in_that_one_deal_takes_leaves_the_hazard_its_pace() -> None:
    worlds = drawn(18_250, 12_000)
    strike = Strike("stop", "converter", 1.0, cut=120.0)
    found = simulate(Chain(magnet_stock_india=60), [strike], worlds, warm=3_650)
    felt = MEAN * (np.exp(-60 / MEAN) - np.exp(-120 / MEAN))
    assert close(found.loss, felt / CYCLE)


def test_c7_a_stop_outlasts_the_stock() -> None:
    survival = time_to_survive(Chain(magnet_stock_india=60), LINE, "stop", 1)
    assert survival == pytest.approx(60, abs=1e-9)
    durations = Gamma(column(MEAN)).quantile(np.random.default_rng(7).standard_normal(40_000))
    found = exposure(durations, survival)
    assert abs(found.mean - 0.3678794) < 4 * found.error


@pytest.mark.parametrize(
    ("stock", "expected"), [(0, 0.0064485312), (30, 0.0028025201), (60, 0.0012179702)]
)
def test_c8_two_full_routes(stock: float, expected: float) -> None:
    horizon, size = 36_500, 8_000
    one = stops(horizon, size, seed=1)
    two = stops(horizon, size, seed=2, rate=1 / 700, law=Gamma(column(90)))
    worlds = gather({"one": one, "two": two}, horizon)
    chain = Chain(feed_rate=PLENTY, import_rate=PLENTY, oxide_stock_india=stock)
    routes = [Strike("one", "feed", 1.0), Strike("two", "imported_feed", 1.0)]
    found = simulate(chain, routes, worlds, warm=3_650)
    assert close(found.loss, expected)
    if not stock:
        assert close(found.events / (found.window / 365), 0.0653809410 + 0.0064485312 / 90)


def test_c10_clocks_that_run_on_and_clocks_that_stop_with_the_line() -> None:
    horizon, size = 36_500, 4_000
    one = stops(horizon, size, seed=1)
    two = stops(horizon, size, seed=2, rate=1 / 700, law=Gamma(column(90)))
    line = [Strike("one", "converter", 1.0), Strike("two", "converter", 1.0)]
    free = simulate(Chain(), line, gather({"one": one, "two": two}, horizon))
    assert close(1 - free.loss, 0.8359207070)
    stream = np.random.default_rng(5)
    ups = [stream.exponential(mean, (size, 120)) for mean in (1_000, 700)]
    downs = [stream.exponential(mean, (size, 120)) for mean in (60, 90)]
    stopped = gather(dict(zip(("one", "two"), in_operation(ups, downs), strict=True)), horizon)
    held = simulate(Chain(), line, stopped, warm=3_650)
    assert close(1 - held.loss, 0.8413461538)


def test_c14_three_lines_of_half_the_demand_each() -> None:
    horizon, size = 36_500, 8_000
    names = ("feed", "imported_feed", "second_source")
    law = Gamma(column(50))
    made = [stops(horizon, size, seed=k, rate=1 / 950, law=law) for k in range(3)]
    worlds = gather(dict(zip(names, made, strict=True)), horizon)
    chain = Chain(feed_rate=0.5, import_rate=0.5, second_rate=0.5)
    found = simulate(chain, [Strike(name, name, 1.0) for name in names], worlds)
    assert close(found.loss, 0.0036875)


def test_c15_rare_stops_lose_what_a_compound_poisson_law_says() -> None:
    horizon = 1e7  # days, so that stops all but never meet
    worlds = drawn(horizon, 200_000, rate=0.5 / horizon, opening=UP)
    found = simulate(Chain(), LINE, worlds)
    lost = found.unserved.sum(axis=1)
    assert close(found.events == 0, 0.6065307)
    assert close(lost, 30)
    assert close((lost - 30) ** 2, 3_600)
    assert close(lost > 100, 0.1067526)
    parts = [tail_mean(each) for each in lost.reshape(20, -1)]
    assert close(np.array(parts), 230.7023)
    assert close(lost > 156.9825, 0.05)  # the loss that one world in twenty exceeds


def test_c16_an_uncertain_rate_spreads_the_number_of_stops() -> None:
    size, horizon = 60_000, 10.0
    stream = np.random.default_rng(3)
    rate = stream.gamma(1.5, 1 / 20, (size, 1))
    starts = np.cumsum(stream.standard_exponential((size, 40)), axis=1) / rate
    worlds = gather({"stop": (starts, starts + 1e-6)}, horizon)
    found = simulate(Chain(), LINE, worlds).events
    assert close(found == 0, 0.5443311)
    assert close(found, 0.75)
    assert close((found - 0.75) ** 2, 1.125)


def test_c18_the_best_stock_costs_at_the_margin_what_it_saves() -> None:
    # holding costs 0.15 a year and day, a lost day 10: ln(10 q / 60 / (0.15 / 365)) * 60 days
    value, holding = 10.0, 0.15 / 365.0
    best = MEAN * np.log(value * Q / MEAN / holding)
    assert best == pytest.approx(188.0147, abs=5e-5)
    less, more = (long_run(best + step).loss for step in (-10.0, 10.0))
    # the loss is not straight over 20 days: its mean slope is sinh(1/6) / (1/6) times that within
    assert close(value * (less - more) / 20.0, holding * np.sinh(1 / 6) / (1 / 6))


@pytest.mark.parametrize("time", [10.0, 60.0, 200.0])
def test_c19_chance_of_being_down_after_the_start(time: float) -> None:
    starts, ends = stops(400, 40_000, opening=UP)
    down = np.any((starts <= time) & (time < ends), axis=1)
    expected = Q * (1 - np.exp(-(RATE + 1 / MEAN) * time))
    assert close(down.astype(float), expected)


def test_the_closed_forms_of_the_laws_hold() -> None:
    score = np.random.default_rng(2).standard_normal((200_000, 1))
    for law in LAWS[:-1]:
        drawn_ = law.quantile(score)[:, 0]
        assert close(drawn_, MEAN)
        assert close(np.minimum(drawn_, 90), float(law.limited(column(90))[0, 0]))
        assert close(drawn_ <= 40, float(law.cumulated(column(40))[0, 0]))
        # a duration that covers a point of time has mean E[D^2] / E[D]
        spread = drawn_ * drawn_ / MEAN
        assert float(law.biased(score).mean()) == pytest.approx(spread.mean(), rel=0.05)


@pytest.mark.parametrize("expected", [0.01, 0.3, 3.0, 15.0, 60.0, 400.0])
def test_enough_events_are_asked_for(expected: float) -> None:
    events = events_needed(expected / 10, 10)
    assert pdtrc(events, expected) < 1e-9
    assert events < 12 + 3 * expected
