"""A study as text for an address, and back: all its fields, packed, in letters an address allows.

    study -> canonical JSON -> deflate with a dictionary -> base64url

The dictionary is the text of a usual study, kept in ``link_words`` and never changed: what a study
shares with it takes no room. Its number stands before the token; a token without one has none.

Nothing in a link is trusted: its length, its packing and every field are checked before use.

Raises   StudyError: whatever is wrong with a link, with "link" as the place.
"""

import base64
import binascii
import zlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl, urlencode, urlsplit

from models import Problem, Study, StudyError

LONGEST_TOKEN = 20_000  # characters; the default study has about 1,300
LONGEST_STUDY = 200_000  # bytes after unpacking
WORDS = Path(__file__).parent / "link_words"
NEWEST_WORDS = "1"  # file of the dictionary with which links are packed now
STUDY = "study"  # the name of a packed study in an address
RAW = -15  # deflate without header and check sum
COPY_AGAIN = "Copy the whole link again, or ask its author to share it anew"


def encode(study: Study) -> str:
    """Pack a study into text that an address can carry."""
    packer = zlib.compressobj(level=9, wbits=RAW, zdict=_words(NEWEST_WORDS))
    packed = packer.compress(study.to_json().encode()) + packer.flush()
    token = base64.urlsafe_b64encode(packed).decode().rstrip("=")
    return f"{NEWEST_WORDS}.{token}"


def decode(token: str) -> Study:
    """Unpack a study, and check it.

    Raises
    ------
    StudyError
        Naming everything that is wrong with it.
    """
    if len(token) > LONGEST_TOKEN:
        raise _refusal(f"{len(token):,} characters are too many (at most {LONGEST_TOKEN:,})")
    number, dot, rest = token.rpartition(".")
    if dot and number not in _dictionaries():
        raise _refusal("it was made by another Lodestone, or part of it was changed")
    text = _unpacked(_packed(rest), number)
    try:
        return Study.from_json(text)
    except StudyError as error:
        raise StudyError(map(_within_link, error.problems)) from None


def address(page: str, query: Mapping[str, str]) -> str:
    """Return the address of a page with a query."""
    parts = urlsplit(page)
    return parts._replace(path=parts.path or "/", query=urlencode(query)).geturl()


def query_of(address: str) -> dict[str, str]:
    """Return what an address asks for; text without a question mark is a packed study."""
    text = address.strip()[: 2 * LONGEST_TOKEN].partition("#")[0]  # "#" is a place on a page
    if "=" not in text:
        return {STUDY: text} if text else {}
    try:
        return dict(parse_qsl(text.partition("?")[2] or text, max_num_fields=50))
    except ValueError:
        return {}


def _packed(token: str) -> bytes:
    padding = "=" * (-len(token) % 4)
    try:
        return base64.b64decode(token + padding, altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise _refusal("it has letters that no link has, or was cut off") from None


@cache
def _dictionaries() -> frozenset[str]:
    return frozenset(each.stem for each in WORDS.glob("*.json"))


@cache
def _words(number: str) -> bytes:
    return (WORDS / f"{number}.json").read_bytes()


def _unpacked(packed: bytes, number: str) -> str:
    words = {"zdict": _words(number)} if number else {}
    unpacker = zlib.decompressobj(wbits=RAW, **words)
    try:
        found = unpacker.decompress(packed, LONGEST_STUDY + 1)
        if len(found) > LONGEST_STUDY:
            raise _refusal(f"it unpacks to more than {LONGEST_STUDY:,} characters")
        if not unpacker.eof:
            raise _refusal("its end is missing")
        if unpacker.unused_data:
            raise _refusal("it goes on after its end")
        return found.decode()
    except (zlib.error, UnicodeDecodeError):
        raise _refusal("it cannot be unpacked: part of it was changed") from None


def _within_link(problem: Problem) -> Problem:
    where = "link" if problem.where == "study" else f"link, {problem.where}"
    return problem._replace(where=where)


def _refusal(what: str) -> StudyError:
    return StudyError([Problem("link", what, COPY_AGAIN)])
