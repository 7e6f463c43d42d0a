"""Long work beside the pages: in turn, visible, cancelled, and refused when there is too much."""

import threading
import time

import pytest

from dashboard.jobs import AT_ONCE, MOST_HUNG, MOST_WAITING, BusyError, Job, Queue
from dashboard.logs import JsonLines
from models import Problem, StudyError

PATIENCE = 30  # seconds


@pytest.fixture
def free() -> threading.Event:
    return threading.Event()


def stuck(queue: Queue, free: threading.Event) -> Job:
    """Begin a job that works until it is free."""

    def work(job: Job) -> None:
        job.step(0.1, "Working")
        assert free.wait(PATIENCE)
        job.step(1.0)

    return queue.start(Job(), work, "test")


def full(queue: Queue, free: threading.Event) -> list[Job]:
    return [stuck(queue, free) for _ in range(AT_ONCE)]


def test_a_job_that_waits_says_how_many_are_before_it(free: threading.Event) -> None:
    queue = Queue()
    busy = full(queue, free)
    waiting = [stuck(queue, free) for _ in range(3)]
    assert [queue.before(each) for each in waiting] == [AT_ONCE, AT_ONCE + 1, AT_ONCE + 2]
    assert queue.said(waiting[1]) == f"Waiting for its turn: {AT_ONCE + 1} before it"
    free.set()
    assert all(each.ended.wait(PATIENCE) for each in (*busy, *waiting))
    assert queue.before(waiting[1]) == 0
    assert waiting[1].done == 1.0


def test_a_job_that_waits_is_cancelled_at_once_and_leaves_its_place(free: threading.Event) -> None:
    queue = Queue()
    busy = full(queue, free)
    waiting = [stuck(queue, free) for _ in range(MOST_WAITING)]
    with pytest.raises(BusyError, match="already"):
        stuck(queue, free)
    waiting[0].cancel()
    assert waiting[0].ended.wait(PATIENCE)
    assert waiting[0].done == 0.0
    more = stuck(queue, free)
    free.set()
    assert all(each.ended.wait(PATIENCE) for each in (*busy, *waiting, more))


def test_a_running_job_ends_with_its_next_step(free: threading.Event) -> None:
    queue = Queue()
    job = stuck(queue, free)
    job.cancel()
    free.set()
    assert job.ended.wait(PATIENCE)
    assert job.done < 1.0
    assert not job.problems


def test_what_a_reader_can_put_right_is_told_and_a_fault_is_logged(
    caplog: pytest.LogCaptureFixture,
) -> None:
    def refused(_: Job) -> None:
        raise StudyError([Problem("the study", "has no deals", "Add one")])

    def faulty(_: Job) -> None:
        raise ZeroDivisionError("a secret detail")

    queue = Queue()
    told, fault = (queue.start(Job(), work, "work") for work in (refused, faulty))
    assert told.ended.wait(PATIENCE)
    assert fault.ended.wait(PATIENCE)
    assert told.problems[0].what == "has no deals"
    assert "secret" not in str(fault.problems[0])
    assert "a secret detail" in caplog.text


@pytest.mark.parametrize("death", [MemoryError, SystemExit, KeyboardInterrupt])
def test_a_worker_that_dies_ends_its_own_job_and_no_other(
    free: threading.Event, caplog: pytest.LogCaptureFixture, death: type[BaseException]
) -> None:
    def die(job: Job) -> None:
        job.step(0.5, "Half way")
        raise death

    queue = Queue()
    job, other = queue.start(Job(), die, "export"), stuck(queue, free)
    assert job.ended.wait(PATIENCE)
    assert "it met a fault of its own" in str(job.problems[0])
    code = job.problems[0].fix.rpartition(" ")[2]
    assert code in JsonLines().format(caplog.records[-1])
    free.set()
    assert other.ended.wait(PATIENCE)
    assert not other.problems
    after = queue.start(Job(), lambda job: job.step(1.0), "export")
    assert after.ended.wait(PATIENCE)
    assert after.done == 1.0


def test_a_job_that_hangs_is_given_up_and_its_place_is_free(free: threading.Event) -> None:
    queue = Queue(most_minutes=0.2 / 60)
    hung = [stuck(queue, free) for _ in range(AT_ONCE)]
    waiting = queue.start(Job(), lambda job: job.step(1.0), "export")
    assert all(each.ended.wait(PATIENCE) for each in (*hung, waiting))
    assert "was given up" in hung[0].problems[0].what
    assert waiting.done == 1.0
    assert queue.counts() == {"waiting": 0, "running": 0, "hung": AT_ONCE}
    free.set()  # it ends with its next step, and what it made is not taken
    assert _settled(queue) == {"waiting": 0, "running": 0, "hung": 0}
    assert hung[0].done < 1.0


def test_when_too_much_has_hung_nothing_more_is_taken(free: threading.Event) -> None:
    queue = Queue(most_minutes=0.1 / 60)
    hung = [stuck(queue, free) for _ in range(MOST_HUNG)]
    assert all(each.ended.wait(PATIENCE) for each in hung)
    with pytest.raises(BusyError, match="Ask the operator to restart"):
        stuck(queue, free)
    free.set()
    _settled(queue)
    assert queue.start(Job(), lambda job: job.step(1.0), "export").ended.wait(PATIENCE)


def test_a_clock_that_jumps_gives_no_job_up(
    free: threading.Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = Queue(most_minutes=5)
    job = stuck(queue, free)
    monkeypatch.setattr(time, "time", lambda: 4e9)
    assert not job.ended.wait(0.3)
    free.set()
    assert job.ended.wait(PATIENCE)
    assert not job.problems


def _settled(queue: Queue) -> dict[str, int]:
    last = time.monotonic() + PATIENCE
    while queue.counts()["hung"] and time.monotonic() < last:
        time.sleep(0.01)
    return queue.counts()
