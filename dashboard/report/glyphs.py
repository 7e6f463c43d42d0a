"""Which characters the fonts of the paper hold; any other is shown as a question mark.

The reader of a paper must not meet another font, nor a gap: both would be a silent fault.
"""

import functools
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FONTS = Path(__file__).parent / "fonts"
UNKNOWN = "?"
UNICODE = ((3, 10), (0, 4), (3, 1), (0, 3))  # platform and encoding, the widest first
SEGMENTS = 12  # the format of a table of characters that reaches beyond 65,535


def shown(value: Any) -> Any:
    """Write plain data with the characters alone that can be set, in every text of it."""
    if isinstance(value, str):
        if held().issuperset(map(ord, value)):
            return value
        return "".join(each if ord(each) in held() else UNKNOWN for each in value)
    if isinstance(value, dict):
        return {key: shown(each) for key, each in value.items()}
    return [shown(each) for each in value] if isinstance(value, list | tuple) else value


@functools.cache
def held() -> frozenset[int]:
    """Return the characters that every font of the paper holds, and the line end."""
    fonts = [frozenset(_characters(path.read_bytes())) for path in sorted(FONTS.glob("*.ttf"))]
    return frozenset.intersection(*fonts) | {ord("\n")}


def _characters(font: bytes) -> Iterator[int]:
    """Read which characters a font has a glyph for, from its table ``cmap``."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * place) for place in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    found = {}
    for place in range(struct.unpack_from(">H", font, start + 2)[0]):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * place)
        found[platform, encoding] = start + offset
    table = next(found[each] for each in UNICODE if each in found)
    return _wide(font, table) if _format(font, table) == SEGMENTS else _narrow(font, table)


def _format(font: bytes, table: int) -> int:
    return int(struct.unpack_from(">H", font, table)[0])


def _wide(font: bytes, table: int) -> Iterator[int]:
    """Read a table of 32-bit characters: groups with first and last."""
    for group in range(struct.unpack_from(">I", font, table + 12)[0]):
        first, last, _ = struct.unpack_from(">III", font, table + 16 + 12 * group)
        yield from range(first, last + 1)


def _narrow(font: bytes, table: int) -> Iterator[int]:
    """Read a table of 16-bit characters: all last ones, a gap, all first ones."""
    size = struct.unpack_from(">H", font, table + 6)[0]
    lasts = struct.unpack_from(f">{size // 2}H", font, table + 14)
    firsts = struct.unpack_from(f">{size // 2}H", font, table + 16 + size)
    for first, last in zip(firsts, lasts, strict=True):
        yield from range(first, min(last, 0xFFFE) + 1)
