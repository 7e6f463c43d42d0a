"""Long work beside the pages: a few jobs at a time for all sessions, until done or cancelled.

A page starts a job and looks at it now and then; nobody else waits for it. What a job needs of its
session is handed to it, so that it goes on alone.

Each job has a thread of its own, whose death ends that job and nothing else. A job that takes too
long is given up: its reader hears so, its place is free, and its thread ends with its next step,
if there is one. No thread keeps the server from being stopped.

Raises   BusyError: too many jobs are waiting, or have hung.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from dashboard import logs, metrics, running
from models import ModelError, Problem

AT_ONCE, MOST_WAITING, MOST_HUNG = 2, 8, 4
WAITING = "Waiting for its turn"


class BusyError(ModelError):
    """A job cannot be taken now."""


@dataclass(eq=False)
class Job:
    """One piece of work: how far it is, and what came of it."""

    done: float = 0.0
    said: str = WAITING
    result: Any = None
    problems: tuple[Problem, ...] = ()
    stopped: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)
    leave: Callable[[], None] = lambda: None  # the queue, if it waits there

    def cancel(self) -> None:
        """Ask it to stop: at once if it waits, else with its next step."""
        self.stopped.set()
        self.leave()

    def step(self, done: float, said: str = "") -> None:
        """Note how far it is.

        Raises
        ------
        CancelledError
            When its reader has cancelled it, or it was given up.
        """
        if self.stopped.is_set():
            raise CancelledError
        self.done, self.said = min(max(done, 0.0), 1.0), said or self.said


@dataclass(eq=False)
class Task:
    """A job with what does it, and since when."""

    job: Job
    work: Callable[[], None]
    kind: str
    code: str  # of the request that it belongs to
    begun: float = 0.0  # on a clock that never jumps


Kind = TypeVar("Kind", bound=Job)


class Queue:
    """A few workers for all sessions, and a short queue before them."""

    def __init__(self, most_minutes: float = 10.0) -> None:
        self.most_minutes = most_minutes
        self._lock = threading.RLock()
        self._waiting: deque[Task] = deque()
        self._running: list[Task] = []
        self._threads: dict[Task, threading.Thread] = {}
        self._hung: set[threading.Thread] = set()  # given up, and not ended

    def start(self, job: Kind, work: Callable[[Kind], None], kind: str) -> Kind:
        """Begin a job, which ``work`` does and notes.

        Raises
        ------
        BusyError
            When too many are waiting.
        """
        with self._lock:
            self._refuse_too_much(kind)
            task = Task(job, lambda: work(job), kind, logs.code())
            job.leave = lambda: self._leave(task)
            self._waiting.append(task)
            self._go_on()
        return job

    def before(self, job: Job) -> int:
        """Number of jobs that have to end or wait before this one, itself not counted."""
        came = [task.job for task in (*self._running, *self._waiting)]
        return came.index(job) if job in came else 0

    def said(self, job: Job) -> str:
        """Say how far a job is, or how many are before it."""
        if job.said != WAITING or not self.before(job):
            return job.said
        return f"{WAITING}: {self.before(job)} before it"

    def counts(self) -> dict[str, int]:
        """Count what waits, what runs, and what was given up and has not ended."""
        with self._lock:
            self._hung = {thread for thread in self._hung if thread.is_alive()}
            hung = len(self._hung)
            return {"waiting": len(self._waiting), "running": len(self._running), "hung": hung}

    def _refuse_too_much(self, kind: str) -> None:
        counts = self.counts()
        if counts["hung"] >= MOST_HUNG:
            what = f"{counts['hung']} pieces of work have hung"
            raise BusyError([Problem(kind, what, "Ask the operator to restart Lodestone")])
        if counts["running"] + counts["waiting"] >= AT_ONCE + MOST_WAITING:
            what = f"{counts['running'] + counts['waiting']} pieces of work are being done already"
            raise BusyError([Problem(kind, what, "Try again in a minute")])

    def _leave(self, task: Task) -> None:
        with self._lock:
            if task in self._waiting:
                self._waiting.remove(task)
                self._note(task, "cancelled")

    def _go_on(self) -> None:
        """Begin what waits while there is room; the lock is held."""
        while self._waiting and len(self._running) < AT_ONCE:
            task = self._waiting.popleft()
            task.begun = time.monotonic()
            self._running.append(task)
            watch = threading.Timer(60 * self.most_minutes, self._give_up, (task,))
            watch.daemon = True
            thread = threading.Thread(target=self._run, args=(task, watch), daemon=True)
            self._threads[task] = thread
            watch.start()
            thread.start()

    def _run(self, task: Task, watch: threading.Timer) -> None:
        logs.begin(task.code)
        try:
            task.work()
        except CancelledError:
            self._end(task, "cancelled")
        except ModelError as error:
            self._end(task, "refused", error.problems)
        except BaseException:
            logging.getLogger(__name__).exception("A job failed: %s", task.kind)
            metrics.FAULTS.inc()
            fix = f"Try again; its operator finds the reason in the log under code {task.code}"
            self._end(task, "failed", (Problem(task.kind, "it met a fault of its own", fix),))
        else:
            self._end(task, "done")
        watch.cancel()

    def _give_up(self, task: Task) -> None:
        """End a job for its reader, whatever its thread does."""
        task.job.stopped.set()
        what = f"it took longer than {self.most_minutes:g} minutes and was given up"
        fix = f"Try again with fewer draws or deals; its operator is told under code {task.code}"
        if self._end(task, "out of time", (Problem(task.kind, what, fix),)):
            logs.begin(task.code)
            logging.getLogger(__name__).error("A job was given up: %s", task.kind)

    def _end(self, task: Task, how: str, problems: tuple[Problem, ...] = ()) -> bool:
        """Note how a job ended, the first time; its place goes to the next."""
        with self._lock:
            if task not in self._running:
                return False
            self._running.remove(task)
            thread = self._threads.pop(task)
            if how == "out of time":
                self._hung.add(thread)
            self._note(task, how, problems)
            metrics.JOB.observe(time.monotonic() - task.begun)
            self._go_on()
            return True

    @staticmethod
    def _note(task: Task, how: str, problems: tuple[Problem, ...] = ()) -> None:
        task.job.problems = problems
        metrics.JOBS_ENDED.labels(how).inc()
        task.job.ended.set()


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """Workers of the whole process."""
    return Queue(running.job_minutes())
