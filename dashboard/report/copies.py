"""Work of the command line in a copy of its process, so that a second core takes part.

Python runs one thread at a time; a copy of the process, as Linux makes one in some milliseconds,
has a Python of its own, and shares all that is known so far. A server, which has threads, must not
be copied; there, or where there is no second core, the work is done at once.

Raises   Whatever the work raises: what fails in a copy is done again here, and fails here.
"""

import contextlib
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Any

Work = Callable[[], Any]
Begin = Callable[[Work], Work]  # returns what waits for the result


def at_once(work: Work) -> Work:
    """Do work now."""
    made = work()
    return lambda: made


def begun(work: Work) -> Work:
    """Begin work in a copy of this process if it can be copied, else do it now.

    Returns
    -------
    What waits for the result, to be called once; the result has to be such as Python hands over.
    """
    if not possible():
        return at_once(work)
    here, there = multiprocessing.Pipe(duplex=False)
    fork = multiprocessing.get_context("fork")
    copy = fork.Process(target=_hand_over, args=(work, there), daemon=True)  # ends with this one
    copy.start()
    there.close()

    def wait() -> Any:
        try:
            made = here.recv()
        except EOFError:
            made = work()
        here.close()
        copy.join()
        return made

    return wait


def possible() -> bool:
    """Whether a copy can be made and would have a core of its own."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return False
    return len(os.sched_getaffinity(0)) > 1


def _hand_over(work: Work, pipe: Connection) -> None:
    """Do the work; without a result the pipe ends, and whoever waits does it."""
    with contextlib.suppress(Exception, KeyboardInterrupt):
        pipe.send(work())
    pipe.close()
