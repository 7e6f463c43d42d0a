"""Long work beside the pages: a few jobs at a time for all sessions, until done or cancelled.

A page starts a job and looks at it now and then; nobody else waits for it. What a job needs of its
session is handed to it, so that it goes on alone.

Raises   BusyError: too many jobs are waiting.
"""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

import streamlit as st

from models import ModelError, Problem

AT_ONCE, MOST_WAITING = 2, 8
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
    future: "Future[None] | None" = None

    def cancel(self) -> None:
        """Ask it to stop: at once if it waits, else with its next step."""
        self.stopped.set()
        if self.future:
            self.future.cancel()

    def step(self, done: float, said: str = "") -> None:
        """Note how far it is.

        Raises
        ------
        CancelledError
            When its reader has cancelled it.
        """
        if self.stopped.is_set():
            raise CancelledError
        self.done, self.said = min(max(done, 0.0), 1.0), said or self.said


Kind = TypeVar("Kind", bound=Job)


class Queue:
    """A few workers for all sessions, and a short queue before them."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="job")
        self._open: dict[Job, None] = {}  # in the order in which they came

    def start(self, job: Kind, work: Callable[[Kind], None], kind: str) -> Kind:
        """Begin a job, which ``work`` does and notes.

        Raises
        ------
        BusyError
            When too many are waiting.
        """
        if len(self._open) >= AT_ONCE + MOST_WAITING:
            what = f"{len(self._open)} pieces of work are being done already"
            raise BusyError([Problem(kind, what, "Try again in a minute")])
        self._open[job] = None
        job.future = self._pool.submit(work, job)
        job.future.add_done_callback(lambda ended: self._settle(job, ended, kind))
        return job

    def before(self, job: Job) -> int:
        """Number of jobs that have to end or wait before this one, itself not counted."""
        came = list(self._open)
        return came.index(job) if job in came else 0

    def said(self, job: Job) -> str:
        """Say how far a job is, or how many are before it."""
        if job.said != WAITING or not self.before(job):
            return job.said
        return f"{WAITING}: {self.before(job)} before it"

    def _settle(self, job: Job, future: "Future[None]", kind: str) -> None:
        self._open.pop(job, None)
        error = None if future.cancelled() else future.exception()
        if isinstance(error, ModelError):
            job.problems = error.problems
        elif error and not isinstance(error, CancelledError):
            logging.getLogger(__name__).error("A job failed: %s", kind, exc_info=error)
            fix = "Try again; its operator finds the reason in the log"
            job.problems = (Problem(kind, "it met a fault of its own", fix),)
        job.ended.set()


@st.cache_resource(show_spinner=False)
def queue() -> Queue:
    """Workers of the whole process."""
    return Queue()
