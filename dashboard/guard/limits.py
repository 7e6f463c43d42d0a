"""Request limits: how much of what costs the server something one address may ask for.

Each address has a bucket for each kind. It is full at first, every request takes out what it costs,
and it fills again evenly; who finds it empty is told how long to wait. All of a house behind one
address share it, so the limits are wide: they stop programs, not people.

Buckets are of one process: with several behind a proxy, each has its own. At most 20,000 are
kept, the last used; an address of the newer kind (IPv6) counts with its whole network of 64 bits.

Units    Tokens; seconds.
Raises   LimitError: where, what and how long to wait.
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import compute, settings
from models import ModelError, Problem

MOST_BUCKETS = 20_000
NETWORK = 64  # bits of an IPv6 address that one house has
HERE = "this machine"
MINUTE = 60.0


class LimitError(ModelError):
    """An address asks for too much."""


@dataclass(frozen=True)
class Rate:
    """What an address may ask for at once, what it gains in a minute, and what that is called."""

    most: float
    per_minute: float
    said: str


RATES: Mapping[str, Rate] = MappingProxyType(
    {
        "visit": Rate(60, 60, "pages opened anew"),
        "session": Rate(120, 90, "connections"),
        "save": Rate(40, 30, "changes of saved studies"),
        "upload": Rate(60, 30, "megabytes of files brought in"),
        "export": Rate(12, 6, "files to be made"),
        "link": Rate(20, 6, "links that open nothing"),
    }
)


class Limits:
    """The buckets of all addresses."""

    def __init__(
        self, generosity: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._generosity, self._clock = generosity, clock
        self._buckets: OrderedDict[tuple[str, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, kind: str, address: str, cost: float = 1.0) -> float:
        """Take out what a request costs; returns 0, or the seconds until there will be enough."""
        if math.isinf(self._generosity):
            return 0.0
        rate, key, now = RATES[kind], (kind, house(address)), self._clock()
        most, gain = rate.most * self._generosity, rate.per_minute * self._generosity / MINUTE
        with self._lock:
            held, since = self._buckets.pop(key, (most, now))
            held = min(most, held + (now - since) * gain)
            missing = min(cost, most) - held
            self._buckets[key] = (held if missing > 0 else held - min(cost, most), now)
            if len(self._buckets) > MOST_BUCKETS:
                self._buckets.popitem(last=False)
        return max(missing, 0.0) / gain


def house(address: str) -> str:
    """Return what counts as one: an IPv4 address, or the network of an IPv6 address."""
    try:
        read = ipaddress.ip_address(address)
    except ValueError:
        return HERE
    if isinstance(read, ipaddress.IPv4Address):
        return str(read)
    if read.ipv4_mapped:
        return str(read.ipv4_mapped)
    return str(ipaddress.ip_network((read, NETWORK), strict=False))


def check(kind: str, cost: float = 1.0) -> None:
    """Take out what something costs that the reader of this session asks for.

    On a machine of one's own, and outside of a session, nothing is limited.

    Raises
    ------
    LimitError
        When it has to wait.
    """
    if get_script_run_ctx(suppress_warning=True) is None or compute.mode() == "local":
        return
    if wait := limits().take(kind, st.context.ip_address or HERE, cost):
        raise LimitError([problem(kind, wait)])


def give_back(kind: str) -> None:
    """Put back what something has cost that turned out to be in order."""
    check(kind, -1.0)


def problem(kind: str, wait: float) -> Problem:
    """Say in words what is too much, and how long to wait."""
    what = f"sent more than the server takes at once: {RATES[kind].said}"
    return Problem("Your network", what, f"Wait {waiting(wait)}, then try again")


def waiting(seconds: float) -> str:
    """Write a time to wait, never too short."""
    if seconds <= MINUTE:
        whole = max(1, math.ceil(seconds))
        return f"{whole} second{'s' * (whole != 1)}"
    return f"{math.ceil(seconds / MINUTE)} minutes"


@cache
def limits() -> Limits:
    """Limits of this process."""
    return Limits(settings.generosity())
