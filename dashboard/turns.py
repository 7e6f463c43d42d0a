"""Turns: a few pages are worked out at a time, and the others wait in the order in which they came.

Pages worked out all at once would all be late, and nobody would know why. A visitor who waits
longer than a second is told so, with the place in the queue. Who moves something else meanwhile, or
leaves, gives up the place. A page that takes very long stops counting, so nobody is locked out.
"""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.RootContainer_pb2 import RootContainer
from streamlit.runtime.scriptrunner import add_script_run_ctx, get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message

AT_ONCE = (
    4  # more than the cores of a small server: a page waits for the store and the network, too
)
TOLD_AFTER = 1.0  # seconds
SHOWN = 5  # seconds; a new note follows while one waits
TOLD_AGAIN = float(SHOWN)
LONGEST = 20.0  # seconds for which a page counts
BUSY = (
    "**Busy.** Many people are computing just now. Yours is number {place} in the queue "
    "and goes on by itself."
)
Tell = Callable[[int], None]


class Turns:
    """A few places to work in, and the queue before them."""

    def __init__(self, at_once: int = AT_ONCE, longest: float = LONGEST) -> None:
        self._at_once, self._longest = at_once, longest
        self._lock = threading.Lock()
        self._working: dict[threading.Event, float] = {}  # since when
        self._waiting: dict[threading.Event, None] = {}  # in the order in which they came
        self._own = threading.local()

    @contextmanager
    def turn(self, tell: Tell, told_after: float = TOLD_AFTER) -> Iterator[None]:
        """Work when it is one's turn; ``tell`` is given the place in the queue, now and then.

        Whoever has a turn already goes on with it. What ``tell`` raises gives up the place.
        """
        if getattr(self._own, "has_turn", False):
            yield
            return
        ticket = threading.Event()
        try:
            self._wait(ticket, tell, told_after)
            self._own.has_turn = True
            yield
        finally:
            self._own.has_turn = False
            self._leave(ticket)

    @property
    def waiting(self) -> int:
        """Number of those who wait."""
        return len(self._waiting)

    def _wait(self, ticket: threading.Event, tell: Tell, told_after: float) -> None:
        with self._lock:
            self._waiting[ticket] = None
            self._admit()
        pause = told_after
        while not ticket.wait(pause):
            pause = TOLD_AGAIN
            with self._lock:
                self._admit()
                place = list(self._waiting).index(ticket) + 1 if ticket in self._waiting else 0
            if place:
                tell(place)

    def _leave(self, ticket: threading.Event) -> None:
        with self._lock:
            self._waiting.pop(ticket, None)
            self._working.pop(ticket, None)
            self._admit()

    def _admit(self) -> None:
        """Let in who is next, as long as there is room."""
        now = time.monotonic()
        counts = sum(now - since < self._longest for since in self._working.values())
        for ticket in list(self._waiting)[: max(self._at_once - counts, 0)]:
            del self._waiting[ticket]
            self._working[ticket] = now
            ticket.set()


@st.cache_resource(show_spinner=False)
def turns() -> Turns:
    """Turns of the whole process."""
    return Turns()


@contextmanager
def turn(*, gives_up: bool = True) -> Iterator[None]:
    """Work out a page, or a part of one, when it is this session's turn; say so while it waits.

    A page gives up its place when something else is asked of it. What a widget has just been told
    must not be lost: with ``gives_up=False`` it waits.
    """
    if get_script_run_ctx(suppress_warning=True) is None:  # work beside the pages has its own queue
        yield
        return
    say, notes = (_say if gives_up else _say_beside), count()
    with turns().turn(lambda place: say(place, next(notes)), TOLD_AFTER):
        yield


def _say(place: int, note: int) -> None:
    """Tell the visitor, in a note that goes away by itself, also where no element may be drawn.

    ``st.toast`` may not be used in a part of a page that was not drawn with it, or by a callback.
    """
    told = ForwardMsg()
    told.metadata.delta_path[:] = [RootContainer.EVENT, note]
    told.delta.new_element.toast.body = BUSY.format(place=place)
    told.delta.new_element.toast.duration = SHOWN
    told.delta.new_element.has_one_shot_effect = True
    enqueue_message(told)


def _say_beside(place: int, note: int) -> None:
    """Tell the visitor from another thread: on the session's own, this would end its run."""
    beside = threading.Thread(target=_say, args=(place, note))
    add_script_run_ctx(beside)
    beside.start()
    beside.join()
