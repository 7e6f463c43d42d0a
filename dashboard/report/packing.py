"""Packs a PDF the way Typst writes it: whatever is no stream moves into compressed streams.

What makes a paper readable aloud is thousands of small objects, which Typst writes out at length.
They move as they are, and nothing of them is read: a library that reads them all takes four times
as long. A file of another build than Typst's is left as it is, larger but right.
"""

import itertools
import re
import struct
import zlib
from collections.abc import Mapping

TABLE = re.compile(  # the one table of places: free ones, used ones; then the trailer
    rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn]\r\n)+)trailer\n<</Size \d+(/Root .*)>>\n"
    rb"startxref\n(\d+)\n%%EOF\n?",
    re.DOTALL,
)
BODY = re.compile(rb"(\d+) 0 obj\n(.*)\nendobj\s*", re.DOTALL)
ENTRY, USED = 20, b"n"
TOGETHER = 200  # objects in a stream: more pack better, but a reader has to unpack them all
FREE, PLAIN, PACKED = 0, 1, 2  # kinds of places
PLACE = struct.Struct(">BIH")
UNUSED = PLACE.pack(FREE, 0, 65_535)


def packed(made: bytes) -> bytes:
    """Return the same document, a quarter of the size."""
    start = made.rfind(b"xref\n0 ")
    table = TABLE.fullmatch(made, max(start, 0))
    if table is None or int(table[4]) != start:
        return made
    objects = _objects(made[:start], table[2])
    if objects is None:
        return made
    head = made[: made.index(b"1 0 obj")] if 1 in objects else made[:0]
    return _written(head, objects, int(table[1]), table[3])


def _objects(made: bytes, table: bytes) -> dict[int, bytes] | None:
    """Cut out every object by its number; none if one is not where and what the table says."""
    lines = (table[at : at + ENTRY] for at in range(0, len(table), ENTRY))
    starts = {number: int(line[:10]) for number, line in enumerate(lines) if line[17:18] == USED}
    order = sorted(starts.items(), key=lambda each: each[1])
    found = {}
    for (number, start), (_, end) in itertools.pairwise([*order, (0, len(made))]):
        body = BODY.fullmatch(made, start, end)
        if body is None or int(body[1]) != number:
            return None
        found[number] = body[2]
    return found


def _written(head: bytes, objects: Mapping[int, bytes], count: int, trailer: bytes) -> bytes:
    """Write streams as they are, the other objects packed, and the table of places as a stream."""
    whole, places = _grouped(objects, count)
    parts, length, last = [head], len(head), max(count - 1, *whole) + 1
    for number, body in whole.items():
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, body))
        places[number] = PLACE.pack(PLAIN, length, 0)
        length += len(parts[-1])
    places[last] = PLACE.pack(PLAIN, length, 0)
    entries = b"".join(places.get(number, UNUSED) for number in range(last + 1))
    told = b"/Type/XRef/Size %d/W[1 4 2]%b" % (last + 1, trailer)
    end = b"\nendobj\nstartxref\n%d\n%%%%EOF\n" % length
    return b"".join([*parts, b"%d 0 obj\n" % last, _stream(told, entries), end])


def _grouped(objects: Mapping[int, bytes], count: int) -> tuple[dict[int, bytes], dict[int, bytes]]:
    """Return all streams, those of packed objects too, and where packed objects are in them."""
    whole = {number: body for number, body in objects.items() if body.endswith(b"endstream")}
    small = [number for number in objects if number not in whole]
    groups = [small[at : at + TOGETHER] for at in range(0, len(small), TOGETHER)]
    places: dict[int, bytes] = {}
    for number, group in enumerate(groups, start=count):
        whole[number] = _gathered([(each, objects[each]) for each in group])
        places |= {each: PLACE.pack(PACKED, number, at) for at, each in enumerate(group)}
    return whole, places


def _gathered(group: list[tuple[int, bytes]]) -> bytes:
    """Write objects as one stream: first where each begins, then all of them."""
    starts = itertools.accumulate((len(body) + 1 for _, body in group), initial=0)
    numbers = (number for number, _ in group)
    heads = b" ".join(b"%d %d" % each for each in zip(numbers, starts, strict=False))
    told = b"/Type/ObjStm/N %d/First %d" % (len(group), len(heads) + 1)
    return _stream(told, b"\n".join([heads, *(body for _, body in group)]))


def _stream(told: bytes, data: bytes) -> bytes:
    short = zlib.compress(data)
    settings = b"<<%b/Filter/FlateDecode/Length %d>>" % (told, len(short))
    return b"%b\nstream\n%b\nendstream" % (settings, short)
