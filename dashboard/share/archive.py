"""The library as one ZIP file, and back: every study with every version, to the last digit.

What is in the file says ``archive_format``. Left out are the trash, and all links: of a token only
a hash is kept, so links stay with the store that made them. The same library gives the same bytes,
but for the moment in the manifest.

An import is all or nothing. All of an archive is checked before anything is stored, then it is
stored in one transaction. A study that is there already with the same versions (be it in the trash)
is skipped; one that is there with other versions comes in as a copy that remembers its origin; any
other keeps its identity and its times.

Limits   Those of ``zips``; of 10,000 studies, one part of one study at a time is in memory.
Raises   ArchiveError; StoreError.
"""

import datetime
import json
import uuid
import zipfile
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, BinaryIO

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from dashboard.share import zips
from dashboard.share.archive_check import Contents, checked, part_name
from dashboard.share.archive_format import (
    FORMAT,
    MANIFEST,
    MEMBER,
    Numbers,
    Part,
    Saved,
    StudyLine,
    parsed,
)
from dashboard.share.faults import PLACE, StoreError
from dashboard.share.problems import first, shown
from dashboard.share.store import Store
from dashboard.share.studies import moment
from dashboard.share.tables import numbers, studies, versions
from dashboard.share.zips import refusal
from models import MODEL_VERSION, Dataset, Problem, load_dataset

LONG_PART = 2_000_000  # characters after which a study goes on in another part
AT_ONCE = 50  # versions that are fetched together
EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that ZIP knows
COMPARED = tuple(name for name in Saved.model_fields if name not in {"content", "schema_number"})


@dataclass(frozen=True)
class Imported:
    """What an import brought in: studies, of which some are copies, and what it left alone."""

    studies: int
    versions: int
    skipped: int
    copies: int
    new: tuple[str, ...] = ()  # identities of the studies that came in


def export_library(store: Store, target: BinaryIO, only: Collection[str] | None = None) -> int:
    """Write all studies, or some; returns how many. The manifest is last: without it, no import.

    Raises
    ------
    StoreError
        When a study is not there, or is in the trash.
    ArchiveError
        When the target cannot be written.
    """
    with store.reading() as connection:
        chosen = _chosen(connection, only)
        try:
            with zipfile.ZipFile(target, "w", allowZip64=False) as archive:
                _write(connection, archive, chosen)
        except (OSError, zipfile.LargeZipFile) as error:
            what = f"cannot be written ({shown(error)})"
            raise refusal(what, "Choose another place, or fewer studies") from None
    return len(chosen)


def import_library(store: Store, source: BinaryIO, most: int = zips.LONGEST_ALL) -> Imported:
    """Bring in all of an exported library, or nothing; it unpacks to so many bytes at most.

    Raises
    ------
    ArchiveError
        Naming everything that is wrong with it.
    StoreError
        When the store cannot be written.
    """
    with zips.opened(source, MEMBER, most) as archive:
        found = checked(archive, _today(), lambda version: _stored(store, version))
        with store.writing() as connection:
            _keep_numbers(connection, archive, found)
            done = [
                _bring_in(connection, archive, identity, names)
                for identity, names in found.studies.items()
            ]
    added = [each for each in done if each.versions]
    return Imported(
        studies=len(added),
        versions=sum(each.versions for each in added),
        skipped=len(done) - len(added),
        copies=sum(each.copy for each in added),
        new=tuple(each.identity for each in added),
    )


@cache
def _today() -> Dataset:
    """Read the dataset once: its files do not change while a program runs."""
    return load_dataset()


@dataclass(frozen=True)
class _Done:
    """How many versions of a study were stored, under which identity, and whether as a copy."""

    identity: str
    versions: int = 0
    copy: bool = False


def _chosen(connection: sa.Connection, only: Collection[str] | None) -> list[str]:
    query = sa.select(studies.c.id).where(studies.c.deleted_at.is_(None)).order_by(studies.c.id)
    there = list(connection.execute(query).scalars())
    if only is None:
        return there
    missing = sorted(set(only) - set(there))
    if missing:
        fix = "Choose studies from the list"
        problems = (Problem(shown(each), "is no study in the store", fix) for each in missing)
        raise StoreError(first(problems, PLACE))
    return [each for each in there if each in set(only)]


def _write(connection: sa.Connection, archive: zipfile.ZipFile, chosen: list[str]) -> None:
    used: set[str] = set()
    count = 0
    for identity in chosen:
        for part in _parts(connection, identity, used):
            count += len(part["versions"])
            _put(archive, part_name(identity, part.pop("part")), part)
    for place, version in enumerate(sorted(used), 1):
        text = _content_of(connection, version)
        _put(archive, f"numbers/{place}.json", {"dataset_version": version, "content": text})
    members = archive.infolist()
    long = sum(each.file_size for each in members) > zips.LONGEST_ALL
    if long or len(members) >= zips.MOST_MEMBERS:
        raise refusal("has no room for so much", "Choose fewer studies for one archive")
    told: dict[str, Any] = {"format": FORMAT}
    told |= {"made_at": moment().isoformat(), "model_version": MODEL_VERSION}
    told |= {"studies": len(chosen), "versions": count, "numbers": len(used)}
    _put(archive, MANIFEST, told)


def _parts(connection: sa.Connection, identity: str, used: set[str]) -> Iterator[dict[str, Any]]:
    """Read a study in parts that are not too long, and note which datasets it uses."""
    row = connection.execute(sa.select(studies).where(studies.c.id == identity)).one()
    line = {name: _plain(row._mapping[name]) for name in StudyLine.model_fields}
    columns = [versions.c[name] for name in Saved.model_fields]
    query = sa.select(*columns).where(versions.c.study_id == identity).order_by(versions.c.number)
    part, room = 1, LONG_PART
    held: list[dict[str, Any]] = []
    for found in connection.execute(query.execution_options(yield_per=AT_ONCE)):
        length = len(found.content) + len(found.results)
        if held and length > room:
            yield {"part": part, "line": line, "versions": held}
            part, room, held = part + 1, LONG_PART, []
        held.append({name: _plain(value) for name, value in found._mapping.items()})
        room -= length
        used.add(found.dataset_version)
    yield {"part": part, "line": line, "versions": held}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime.datetime) else value


def _put(archive: zipfile.ZipFile, name: str, data: dict[str, Any]) -> None:
    info = zipfile.ZipInfo(name, EPOCH)
    info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 3  # the same on every system
    info.external_attr = 0o600 << 16
    text = json.dumps(data, indent=1, sort_keys=True, ensure_ascii=False)
    archive.writestr(info, text.encode() + b"\n")


def _stored(store: Store, version: str) -> str | None:
    with store.reading() as connection:
        return _content_of(connection, version)


def _content_of(connection: sa.Connection, version: str) -> str | None:
    query = sa.select(numbers.c.content).where(numbers.c.dataset_version == version)
    found: str | None = connection.execute(query).scalar()
    return found


def _keep_numbers(connection: sa.Connection, archive: zipfile.ZipFile, found: Contents) -> None:
    kind = sqlite if connection.dialect.name == "sqlite" else postgresql
    for name in found.numbers.values():
        read = parsed(Numbers, zips.read(archive, name), name)
        added = kind.insert(numbers).values(**read.model_dump())
        connection.execute(added.on_conflict_do_nothing())


def _bring_in(
    connection: sa.Connection, archive: zipfile.ZipFile, identity: str, names: list[str]
) -> _Done:
    there = sa.select(*(versions.c[name] for name in COMPARED))
    there = there.where(versions.c.study_id == identity).order_by(versions.c.number)
    known = [tuple(row) for row in connection.execute(there)]
    if known and known == [
        _compared(each) for part in _read(archive, names) for each in part.versions
    ]:
        return _Done(identity)
    new = uuid.uuid4().hex if known else identity
    count = 0
    for part in _read(archive, names):
        if not count:
            connection.execute(sa.insert(studies).values(**_line(part.line, new)))
        rows = [_row(each, new) for each in part.versions]
        connection.execute(sa.insert(versions), rows)
        count += len(rows)
    return _Done(new, count, copy=bool(known))


def _read(archive: zipfile.ZipFile, names: Iterable[str]) -> Iterator[Part]:
    return (parsed(Part, zips.read(archive, name), name) for name in names)


def _compared(saved: Saved) -> tuple[Any, ...]:
    return tuple(getattr(saved, name) for name in COMPARED)


def _line(line: StudyLine, identity: str) -> dict[str, Any]:
    told = {name: getattr(line, name) for name in StudyLine.model_fields}
    if identity != line.id:
        told |= {"id": identity, "origin_id": line.id, "origin_number": line.head}
    return told


def _row(saved: Saved, identity: str) -> dict[str, Any]:
    return {"study_id": identity, **{name: getattr(saved, name) for name in Saved.model_fields}}
