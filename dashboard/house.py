"""What the server does before the first visitor comes, and now and then while nobody asks for it.

Streamlit collects garbage after every run of a page, with all pages waiting: 25 ms each time, and
70 ms with what the start built. Here it is told not to (``.streamlit/config.toml``). All that the
start built is taken out of the collector's sight, and the rest is collected every few seconds.
"""

import gc
import time
from collections.abc import Callable
from threading import Thread

from dashboard.compute import empty_trash
from dashboard.drawings import warm
from models import prepare

HOUR, PAUSE = 3_600.0, 10.0  # seconds between two times
FEW = 20_000  # new objects for which the youngest are looked through; Python's own number is 700


def open_up() -> None:
    """Do before the first visitor comes what would make that visitor wait."""
    warm()
    settle()
    gc.set_threshold(FEW)


def keep() -> None:
    """Begin with what goes on beside the pages."""
    Thread(target=_prepare, daemon=True).start()
    Thread(target=_every, args=(PAUSE, gc.collect), daemon=True).start()
    Thread(target=_every, args=(HOUR, empty_trash), daemon=True).start()


def settle() -> None:
    """Take all that is there out of the garbage collector's sight: it stays."""
    gc.collect()
    gc.freeze()


def _prepare() -> None:
    """Make the simulation ready, which compiles once, for some seconds."""
    prepare()
    settle()


def _every(pause: float, act: Callable[[], object]) -> None:
    while True:
        time.sleep(pause)
        act()
