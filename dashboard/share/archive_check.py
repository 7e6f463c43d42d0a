"""Whether an exported library is sound: all of it is read and compared before any of it is stored.

Every fingerprint is that of its content, every content is a study that this Lodestone reads, every
version has its parent and its dataset, and every dataset can be computed with. Numbers under a
version of the dataset that is known here have to be those known here: nobody slips others in.

Raises   ArchiveError: every problem found, the first 50 in words.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from zipfile import ZipFile

from pydantic import ValidationError

from dashboard.share import zips
from dashboard.share.archive_format import (
    FIGURES,
    MANIFEST,
    MEMBER,
    Manifest,
    Numbers,
    Part,
    Saved,
    StudyLine,
    parsed,
    plain,
    problems_of,
)
from dashboard.share.problems import first, within
from dashboard.share.zips import AGAIN, PLACE, ArchiveError
from models import (
    Dataset,
    ModelError,
    Problem,
    Study,
    canonical,
    fingerprint,
    kept_numbers,
    with_numbers,
)

Known = Callable[[str], str | None]


@dataclass
class Contents:
    """Where things are in an archive: names of members by what they hold."""

    studies: dict[str, list[str]] = field(default_factory=dict)  # by identity; parts in order
    numbers: dict[str, str] = field(default_factory=dict)  # by version of the dataset
    used: set[str] = field(default_factory=set)  # versions of the dataset that a study has
    versions: int = 0


def checked(archive: ZipFile, today: Dataset, known: Known) -> Contents:
    """Check an archive, and say what is where; ``known`` returns numbers that the store has.

    Raises
    ------
    ArchiveError
        Naming everything that is wrong with it.
    """
    found = Contents(_studies(archive))
    problems = first(_problems(archive, found, today, known), PLACE)
    if problems:
        raise ArchiveError(problems)
    return found


def _studies(archive: ZipFile) -> dict[str, list[str]]:
    parts: dict[str, list[tuple[int, str]]] = {}
    for name in archive.namelist():
        match = MEMBER.fullmatch(name)
        if match and match["study"]:
            parts.setdefault(match["study"], []).append((int(match["part"] or 1), name))
    return {each: [name for _, name in sorted(parts[each])] for each in sorted(parts)}


def _problems(archive: ZipFile, found: Contents, today: Dataset, known: Known) -> Iterator[Problem]:
    for name in sorted(each for each in archive.namelist() if each.startswith("numbers/")):
        yield from _said(name, _numbers_problems(archive, name, found, today, known))
    for identity, names in found.studies.items():
        yield from _said(names[0], _study_problems(archive, identity, names, found))
    for version in sorted(found.numbers.keys() - found.used):
        yield Problem(found.numbers[version], "belongs to no version of a study", AGAIN)
    yield from _said(MANIFEST, _manifest_problems(archive, found))


def _said(place: str, problems: Iterator[Problem]) -> Iterator[Problem]:
    """Say what is wrong up to where reading had to stop, and why it stopped."""
    try:
        yield from problems
    except ArchiveError as error:
        yield from error.problems
    except ModelError as error:
        yield from within(place, error.problems)


def _numbers_problems(
    archive: ZipFile, name: str, found: Contents, today: Dataset, known: Known
) -> Iterator[Problem]:
    read = parsed(Numbers, zips.read(archive, name), name)
    version = read.dataset_version
    if version in found.numbers:
        yield Problem(name, f"is dataset {version} once more", "Keep one of them")
    found.numbers.setdefault(version, name)
    own = _todays(today) if version == today.version else known(version)
    if own == read.content:
        return
    plain(read.content, f"{name}, content")
    written = kept_numbers(with_numbers(today, version, read.content))
    if own not in {None, written} and _written(own, version, today) != written:
        what = f"has other numbers than dataset {version} has here"
        yield Problem(name, what, "Export the library again where it comes from")


@lru_cache(maxsize=1)
def _todays(today: Dataset) -> str:
    return kept_numbers(today)


def _written(own: str | None, version: str, today: Dataset) -> str:
    """Return numbers of the store as this Lodestone writes them, or as they are if it cannot."""
    try:
        return kept_numbers(with_numbers(today, version, own or ""))
    except ModelError:
        return own or ""


def _study_problems(
    archive: ZipFile, identity: str, names: list[str], found: Contents
) -> Iterator[Problem]:
    line: StudyLine | None = None
    number = 0
    for count, name in enumerate(names, 1):
        if name != part_name(identity, count):
            yield Problem(name, f"has no part {count} before it", AGAIN)
        part = parsed(Part, zips.read(archive, name), name)
        line = line or part.line
        if part.line != line or part.line.id != identity:
            yield Problem(f"{name}, line", "is that of another study or part", AGAIN)
        for saved in part.versions:
            number += 1
            found.versions += 1
            found.used.add(saved.dataset_version)
            yield from _version_problems(f"{name}, version {number}", saved, number, line, found)
    if line and not line.head <= line.last == number:
        what = f"says head {line.head} and last {line.last}, and has {number} versions"
        yield Problem(f"{names[0]}, line", what, AGAIN)


def part_name(identity: str, count: int) -> str:
    """Return the name of the member with a part of a study, counted from 1."""
    return f"studies/{identity}.json" if count == 1 else f"studies/{identity}-{count}.json"


def _version_problems(
    place: str, saved: Saved, number: int, line: StudyLine, found: Contents
) -> Iterator[Problem]:
    if saved.number != number:
        yield Problem(place, f"says it is version {saved.number}", AGAIN)
    if saved.parent not in (range(1, number) if number > 1 else (None,)):
        yield Problem(f"{place}, parent", f"{saved.parent} is no earlier version", AGAIN)
    if saved.dataset_version not in found.numbers:
        yield Problem(place, f"dataset {saved.dataset_version} is not in the archive", AGAIN)
    if fingerprint(saved.content) != saved.fingerprint:
        yield Problem(f"{place}, fingerprint", "is not that of the content", AGAIN)
    try:
        yield from _content_problems(place, saved, line.title if number == line.head else None)
    except ValidationError as error:
        yield from problems_of(error, f"{place}, results")
    except ArchiveError as error:
        yield from error.problems
    except ModelError as error:
        yield from within(f"{place}, content", error.problems)


def _content_problems(place: str, saved: Saved, title: str | None) -> Iterator[Problem]:
    study = Study.from_json(saved.content)
    data = plain(saved.content, f"{place}, content")
    if canonical(data) != saved.content:
        yield Problem(f"{place}, content", "is not written as Lodestone writes it", AGAIN)
    if data.get("schema_number") != saved.schema_number:
        yield Problem(f"{place}, schema_number", "is not that of the content", AGAIN)
    if title not in {None, study.title}:
        yield Problem(f"{place}, content", "has another title than the study", AGAIN)
    figures = FIGURES.validate_python(plain(saved.results, f"{place}, results"))
    if figures.keys() != {deal.name for deal in study.all_deals}:
        yield Problem(f"{place}, results", "are those of other deals", AGAIN)


def _manifest_problems(archive: ZipFile, found: Contents) -> Iterator[Problem]:
    if MANIFEST not in archive.namelist():
        yield Problem(MANIFEST, "is missing: the export was cut off", AGAIN)
        return
    told = parsed(Manifest, zips.read(archive, MANIFEST), MANIFEST)
    there = {
        "studies": len(found.studies),
        "versions": found.versions,
        "numbers": len(found.numbers),
    }
    for name, count in there.items():
        if getattr(told, name) != count:
            what = f"says {getattr(told, name):,}, and the archive has {count:,}"
            yield Problem(f"{MANIFEST}, {name}", what, AGAIN)
