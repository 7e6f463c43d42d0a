"""Turns: so many at a time, the others in the order in which they came, told after a second."""

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from dashboard import turns
from dashboard.turns import Turns
from tests.dashboard.visit import at, visitor

PATIENCE = 30  # seconds
SOON = 0.02  # seconds after which these tests are told


@pytest.fixture
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(16) as people:
        yield people


def nobody_is_told(place: int) -> None:
    pytest.fail(f"told of place {place}")


def until(what: Callable[[], bool]) -> None:
    last = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < last
        time.sleep(0.005)


def test_never_more_than_so_many_work_and_all_come_to_their_turn(pool: ThreadPoolExecutor) -> None:
    line, lock, now, most = Turns(at_once=3), threading.Lock(), [0], [0]

    def work(_: int) -> None:
        with line.turn(lambda _: None, SOON):
            with lock:
                now[0] += 1
                most[0] = max(most[0], now[0])
            time.sleep(0.01)
            with lock:
                now[0] -= 1

    list(pool.map(work, range(40)))
    assert (most[0], now[0], line.waiting) == (3, 0, 0)


def test_who_waits_is_told_the_place_and_comes_in_order(pool: ThreadPoolExecutor) -> None:
    line, free, came = Turns(at_once=1), threading.Event(), []
    told: dict[str, int] = {}

    def work(name: str) -> None:
        with line.turn(lambda place: told.update({name: place}), SOON):
            came.append(name)
            assert free.wait(PATIENCE)

    work_of = {name: pool.submit(work, name) for name in ["first"]}
    until(lambda: came == ["first"])
    for place, name in enumerate(("second", "third"), start=1):
        work_of[name] = pool.submit(work, name)
        until(lambda name=name, place=place: told.get(name) == place)
    free.set()
    for each in work_of.values():
        each.result(PATIENCE)
    assert came == ["first", "second", "third"]
    assert "first" not in told


def test_a_part_within_a_page_has_the_turn_of_the_page() -> None:
    line = Turns(at_once=1)
    with line.turn(nobody_is_told, SOON), line.turn(nobody_is_told, SOON):
        assert line.waiting == 0


def test_who_leaves_gives_up_the_place(pool: ThreadPoolExecutor) -> None:
    line = Turns(at_once=1)

    def leave(_: int) -> None:
        raise KeyboardInterrupt

    def impatient() -> None:
        with pytest.raises(KeyboardInterrupt), line.turn(leave, SOON):
            pytest.fail("it had no turn")

    with line.turn(nobody_is_told):
        pool.submit(impatient).result(PATIENCE)
        assert line.waiting == 0
    with line.turn(nobody_is_told):
        pass


def test_the_place_is_told_in_words() -> None:
    assert "Yours is number 3 in the queue and goes on by itself." in turns.BUSY.format(place=3)


def test_a_page_that_takes_very_long_locks_nobody_out(
    pool: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "TOLD_AGAIN", SOON)
    line, free = Turns(at_once=1, longest=0.1), threading.Event()

    def work(wait: threading.Event | None) -> None:
        with line.turn(lambda _: None, SOON):
            assert wait is None or wait.wait(PATIENCE)

    stuck = pool.submit(work, free)
    pool.submit(work, None).result(PATIENCE)
    assert not stuck.done()
    free.set()
    stuck.result(PATIENCE)


def test_an_error_of_a_page_ends_its_turn() -> None:
    line = Turns(at_once=1)
    with pytest.raises(ZeroDivisionError), line.turn(nobody_is_told):
        raise ZeroDivisionError
    with line.turn(nobody_is_told):
        pass


def test_a_visitor_who_waits_reads_so_and_gets_the_page_afterwards(
    monkeypatch: pytest.MonkeyPatch, pool: ThreadPoolExecutor
) -> None:
    line, told, free = Turns(at_once=1), [], threading.Event()
    monkeypatch.setattr(turns, "turns", lambda: line)
    monkeypatch.setattr(turns, "TOLD_AFTER", SOON)
    say = turns._say
    monkeypatch.setattr(turns, "_say", lambda *given: told.append(given) or say(*given))

    def hold() -> None:
        with line.turn(nobody_is_told):
            assert free.wait(PATIENCE)

    with ExitStack() as ending:
        ending.callback(free.set)
        pool.submit(hold)
        until(lambda: line._working != {})
        pool.submit(lambda: (until(lambda: bool(told)), free.set()))
        app = at(visitor(), "deal")
    assert told == [(1, 0)]
    assert app.title[0].value == "One deal"
