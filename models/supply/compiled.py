"""How the inner loops are compiled; the only module that imports numba.

Compiled code is kept between processes in ``__pycache__`` beside the source, or in the user's
folder for cached files where the program's folder cannot be written to. Only the entry is kept:
numba looks at the file of the function it keeps and not at those that it calls, so the entry
carries a fingerprint of all files, and its parts are compiled with it.

Nothing compiled owns memory: all arrays come from outside, so numba need not count references to
them (``_nrt``), which here would take ten times as long as the arithmetic.

Limits   numba takes 0.15 s to import: import this only when a simulation runs.
"""

import inspect
import zlib
from collections.abc import Callable
from types import ModuleType
from typing import Any, TypeVar, cast

import numba

Function = TypeVar("Function", bound=Callable[..., Any])

SETTINGS: dict[str, Any] = {"nogil": True, "error_model": "numpy", "_nrt": False}


def part(function: Function) -> Function:
    """Compile a function that compiled code calls."""
    return cast(Function, numba.njit(**SETTINGS)(function))


def entry(function: Function, signature: object) -> Function:
    """Compile the function that Python calls, for one signature, and keep it."""
    try:
        made = numba.njit(signature, cache=True, **SETTINGS)(function)
    except RuntimeError:  # no folder can be written to: compiled in every process
        made = numba.njit(signature, **SETTINGS)(function)
    return cast(Function, made)


def numbers(dimensions: int, *, written: bool = False) -> object:
    """Type of an array of floats, or of one."""
    if dimensions == 0:
        return numba.float64
    return numba.types.Array(numba.float64, dimensions, "C", readonly=not written)


def whole(dimensions: int, *, written: bool = False) -> object:
    """Type of an array of whole numbers."""
    return numba.types.Array(numba.int64, dimensions, "C", readonly=not written)


def together(*parts: object) -> object:
    """Type of a tuple."""
    return numba.types.Tuple(parts)  # type: ignore[no-untyped-call]


def outcome(*arguments: object) -> object:
    """Signature of a function that returns a whole number."""
    return numba.int64(*arguments)


def fingerprint(*modules: ModuleType) -> int:
    """A number that changes with the source of any of the modules."""
    source = "".join(inspect.getsource(module) for module in modules)
    return zlib.crc32(source.encode())
