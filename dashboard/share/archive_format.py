"""What the members of an exported library hold, format 1; every word of them is checked.

    manifest.json        format, made_at, model_version, and how many studies, versions and numbers
    studies/ID.json      line: the study as in a list; versions: all of them, in order; those that
                         make the file too long go on in studies/ID-2.json, with the same line
    numbers/1.json       a dataset as it was: its version, and its tables as text

Content and results of a version, and the tables of a dataset, are text inside the JSON: exactly
what the store holds, so that fingerprints can be checked.

Raises   ArchiveError: every problem of a member, with its name as the place.
"""

import datetime
import itertools
import json
import re
from collections.abc import Iterator
from typing import Annotated, Any, Literal, TypeVar

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
)

from dashboard.share.problems import first, shown
from dashboard.share.tables import LONGEST_AUTHOR, LONGEST_NOTE, LONGEST_TITLE
from dashboard.share.zips import AGAIN, ArchiveError, refusal
from models import LONGEST_TEXT, Problem, Strict, printable, too_deep

FORMAT = 1
MANIFEST = "manifest.json"
MEMBER = re.compile(
    rf"{re.escape(MANIFEST)}|studies/(?P<study>[0-9a-f]{{32}})(?:-(?P<part>[1-9][0-9]{{0,3}}))?\.json"
    r"|numbers/[1-9][0-9]{0,3}\.json"
)
LONGEST_RESULTS, LONGEST_NUMBERS = 1_000_000, 2_000_000  # characters
MOST_PIECES = 100_000  # values and names of a member's JSON
PIECE = re.compile(r'"(?:[^"\\]++|\\.)*+"?+|[\[{,:]', re.DOTALL)
YEARS = range(2000, 2200)  # all that any database can tell in any time zone
LARGEST_COUNT = 2**31 - 1
MOST_SAID = 200  # of one member

Model = TypeVar("Model", bound=BaseModel)


def _moment(given: object) -> datetime.datetime:
    try:
        found = datetime.datetime.fromisoformat(given if isinstance(given, str) else "")
        if found.tzinfo and found.year in YEARS:
            return found.astimezone(datetime.UTC)
    except (ValueError, OverflowError):
        pass
    raise ValueError("is no moment with a time zone: write it as 2027-01-01T12:00:00+00:00")


Moment = Annotated[datetime.datetime, BeforeValidator(_moment)]
Count = Annotated[int, Field(strict=True, ge=0, le=LARGEST_COUNT)]
Number = Annotated[int, Field(strict=True, ge=1, le=LARGEST_COUNT)]
Identity = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{32}$")]
Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
DatasetVersion = Annotated[
    str, StringConstraints(min_length=1, max_length=64), AfterValidator(printable)
]
ModelVersion = Annotated[
    str, StringConstraints(min_length=1, max_length=32), AfterValidator(printable)
]
Figure = Annotated[float, Field(strict=True)]


class Manifest(Strict):
    """What the archive is and how much is in it."""

    format: Literal[1]
    made_at: Moment
    model_version: ModelVersion
    studies: Count
    versions: Count
    numbers: Count


class Numbers(Strict):
    """A version of the dataset, as ``models.kept_numbers`` wrote it."""

    dataset_version: DatasetVersion
    content: Annotated[str, StringConstraints(max_length=LONGEST_NUMBERS)]


class StudyLine(Strict):
    """A study but for its versions."""

    id: Identity
    title: Annotated[str, StringConstraints(max_length=LONGEST_TITLE), AfterValidator(printable)]
    head: Number
    last: Number
    origin_id: Identity | None
    origin_number: Number | None
    created_at: Moment
    changed_at: Moment


class Saved(Strict):
    """A version in full."""

    number: Number
    parent: Number | None
    content: Annotated[str, StringConstraints(max_length=LONGEST_TEXT)]
    fingerprint: Hash
    schema_number: Number
    dataset_version: DatasetVersion
    model_version: ModelVersion
    results: Annotated[str, StringConstraints(max_length=LONGEST_RESULTS)]
    note: Annotated[str, StringConstraints(max_length=LONGEST_NOTE), AfterValidator(printable)]
    author: Annotated[str, StringConstraints(max_length=LONGEST_AUTHOR), AfterValidator(printable)]
    saved_at: Moment


class Part(Strict):
    """A study, or some of its versions if it has many."""

    line: StudyLine
    versions: Annotated[tuple[Saved, ...], Field(min_length=1)]


class DealFigures(Strict):
    """What the results of a deal were, as ``models.figures`` tells them."""

    rank: str
    first: Figure
    first_error: Figure
    beats_baseline: Figure
    score: Figure
    quantities: dict[str, tuple[Figure, Figure, Figure]]


FIGURES = TypeAdapter(dict[str, DealFigures])


def parsed(model: type[Model], data: bytes, name: str) -> Model:
    """Read the JSON of a member.

    Raises
    ------
    ArchiveError
        Naming everything that is wrong with it.
    """
    try:
        text = data.decode()
    except UnicodeDecodeError:
        raise refusal("is not UTF-8 text", AGAIN, name) from None
    try:
        return model.model_validate(plain(text, name))
    except ValidationError as error:
        raise ArchiveError(first(list(problems_of(error, name)), name)) from None


def plain(text: str, place: str) -> Any:
    """Read JSON strictly: nothing twice, no number that is none, not too much of it."""
    if sum(1 for _ in itertools.islice(PIECE.finditer(text), MOST_PIECES + 1)) > MOST_PIECES:
        raise refusal(f"has more than {MOST_PIECES:,} values", AGAIN, place)
    if too_deep(text):
        raise refusal("is too deeply nested", AGAIN, place)
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_no_number)
    except ValueError as error:
        raise refusal(f"is not readable ({shown(error)})", AGAIN, place) from None


def problems_of(error: ValidationError, place: str) -> Iterator[Problem]:
    """Say in words what is wrong with data, up to a bound."""
    if error.error_count() > MOST_SAID:
        yield Problem(place, f"has {error.error_count():,} values that are wrong", AGAIN)
        return
    for each in error.errors(include_url=False):
        where = ", ".join((place, *map(shown, each["loc"])))
        what, _, fix = each["msg"].removeprefix("Value error, ").partition(": ")
        yield Problem(where, what[:1].lower() + what[1:], (fix[:1].upper() + fix[1:]) or AGAIN)


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("something is written twice")
    return found


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
