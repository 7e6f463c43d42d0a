"""Results already computed, kept by what they were computed from.

Every array has a number. A result is filed under its formula and the numbers of its inputs, so it
is found again by any deal, and in any later evaluation, that asks for the same thing; nothing has
to be told when an input changes, because a changed input has another number.

Shapes   Arrays are kept as they are and made read-only.
Limits   The oldest results go when more than ``most_bytes`` are held; safe to use from threads.
"""

import itertools
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import NamedTuple

from models.formula import Array


class Numbered(NamedTuple):
    """An array and its number."""

    number: int
    array: Array


class Memo:
    """A bounded store of results."""

    def __init__(self, most_bytes: int = 256 * 2**20) -> None:
        self._most = most_bytes
        self._held = 0
        self._results: OrderedDict[Hashable, Numbered] = OrderedDict()
        self._numbers = itertools.count()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], Array]) -> Numbered:
        """Find a result, or make and keep it."""
        with self._lock:
            found = self._results.get(key)
            if found is not None:
                self._results.move_to_end(key)
                return found
        array = make()
        array.setflags(write=False)
        with self._lock:
            return self._keep(key, array)

    def _keep(self, key: Hashable, array: Array) -> Numbered:
        found = self._results.get(key)  # another thread may have been quicker
        if found is not None:
            return found
        made = Numbered(next(self._numbers), array)
        self._results[key] = made
        self._held += array.nbytes
        while self._held > self._most and len(self._results) > 1:
            self._held -= self._results.popitem(last=False)[1].array.nbytes
        return made

    @property
    def held(self) -> int:
        """Bytes held now."""
        return self._held
