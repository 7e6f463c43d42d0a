"""Request limits: a bucket for each address, which fills again evenly."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.guard import limits
from dashboard.guard.limits import MOST_BUCKETS, RATES, Limits

SAVE = RATES["save"]
HOUSE, OTHER = "203.0.113.7", "203.0.113.8"


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def emptied(clock: Clock, kind: str = "save", address: str = HOUSE) -> Limits:
    held = Limits(clock=clock)
    assert all(held.take(kind, address) == 0.0 for _ in range(int(RATES[kind].most)))
    return held


def test_a_full_bucket_gives_what_it_holds_and_then_says_how_long_to_wait(clock: Clock) -> None:
    held = emptied(clock)
    assert held.take("save", HOUSE) == pytest.approx(60.0 / SAVE.per_minute)


def test_it_fills_evenly_and_never_above_its_brim(clock: Clock) -> None:
    held = emptied(clock)
    clock.now += 60.0 / SAVE.per_minute
    assert held.take("save", HOUSE) == 0.0
    assert held.take("save", HOUSE) > 0.0
    clock.now += 1e9
    assert [held.take("save", HOUSE) == 0.0 for _ in range(int(SAVE.most) + 1)][-2:] == [
        True,
        False,
    ]


def test_who_waits_as_long_as_told_is_let_in_and_asking_costs_nothing(clock: Clock) -> None:
    held = emptied(clock)
    wait = held.take("save", HOUSE)
    assert held.take("save", HOUSE) == wait
    clock.now += wait
    assert held.take("save", HOUSE) == 0.0


def test_another_address_and_another_kind_have_buckets_of_their_own(clock: Clock) -> None:
    held = emptied(clock)
    assert held.take("save", OTHER) == 0.0
    assert held.take("export", HOUSE) == 0.0


def test_a_network_of_64_bits_counts_as_one_house(clock: Clock) -> None:
    held = emptied(clock, address="2001:db8::1")
    assert held.take("save", "2001:db8::ffff:2") > 0.0
    assert held.take("save", "2001:db8:0:1::1") == 0.0
    assert limits.house("::ffff:203.0.113.7") == HOUSE
    assert limits.house("nonsense") == limits.house("") == limits.HERE


def test_what_is_dearer_than_a_bucket_waits_for_a_full_one(clock: Clock) -> None:
    held = Limits(clock=clock)
    assert held.take("upload", HOUSE, 10_000.0) == 0.0
    assert held.take("upload", HOUSE, 10_000.0) == pytest.approx(60.0 * 60.0 / 30.0)


def test_what_is_given_back_is_there_again(clock: Clock) -> None:
    held = Limits(clock=clock)
    for _ in range(1_000):
        assert held.take("link", HOUSE) == 0.0
        assert held.take("link", HOUSE, -1.0) == 0.0


def test_ten_times_as_generous_and_without_limits(clock: Clock) -> None:
    for factor, expected in ((10.0, 10 * int(SAVE.most)), (float("inf"), 10_000)):
        held = Limits(factor, clock)
        got = itertools.takewhile(
            lambda wait: wait == 0.0, (held.take("save", HOUSE) for _ in range(10_000))
        )
        assert len(list(got)) == expected


def test_a_flood_of_addresses_fills_no_memory(clock: Clock) -> None:
    held = Limits(clock=clock)
    for place in range(MOST_BUCKETS + 1_000):
        held.take("save", f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}")
    assert len(held._buckets) == MOST_BUCKETS


@given(st.lists(st.tuples(st.floats(0.0, 5.0), st.floats(0.1, 3.0)), max_size=80))
def test_nobody_gets_more_than_the_brim_and_what_flowed_in(
    asked: list[tuple[float, float]],
) -> None:
    clock = Clock()
    held, begun, got = Limits(clock=clock), clock.now, 0.0
    for pause, cost in asked:
        clock.now += pause
        got += cost * (held.take("save", HOUSE, cost) == 0.0)
        most = SAVE.most + (clock.now - begun) * SAVE.per_minute / 60.0
        assert got <= most + 1e-9


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0.2, "1 second"), (1.01, "2 seconds"), (60.0, "60 seconds"), (61.0, "2 minutes")],
)
def test_a_time_to_wait_is_said_in_words_and_never_too_short(seconds: float, said: str) -> None:
    assert limits.waiting(seconds) == said
    told = limits.problem("save", seconds)
    assert said in told.fix
    assert "changes of saved studies" in told.what


def test_outside_of_a_session_nothing_is_limited() -> None:
    for _ in range(1_000):
        limits.check("save")
