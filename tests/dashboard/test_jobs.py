"""Long work beside the pages: in turn, visible, cancelled, and refused when there is too much."""

import threading

import pytest

from dashboard.jobs import AT_ONCE, MOST_WAITING, BusyError, Job, Queue
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
