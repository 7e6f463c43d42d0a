"""One text for one content: the same choices give the same bytes on every machine.

Keys in order, no spaces, numbers as Python's shortest form, no minus zero, letters as they are. It
needs the standard library alone, so that any Python can check a fingerprint.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def canonical(data: Any) -> str:
    """Write plain data as its one text."""
    return json.dumps(
        _plain(data), sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    )


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, as 64 hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(data: Any) -> Any:
    """Return data without minus zero, which equals zero and would be written otherwise."""
    if isinstance(data, Mapping):
        return {key: _plain(each) for key, each in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(each) for each in data]
    return data + 0.0 if isinstance(data, float) else data
