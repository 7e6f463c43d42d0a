"""Libraries that are not sound are refused as a whole, with every reason, and leave nothing."""

import io
import json
import struct
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.share import library, studies, zips
from dashboard.share.archive import export_library, import_library
from dashboard.share.content import Content
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from dashboard.share.tokens import hashed
from dashboard.share.zips import ArchiveError
from models import Study
from tests.dashboard.drawn import DATASET, USUAL

Keep = Callable[[Study], Content]
Members = dict[str, bytes]
EARLIER = "2025.1.1+0123456789ab"
STUDY = "studies/*.json"


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory, kept: Keep) -> bytes:
    """A sound library: a study of two versions, the second on an earlier dataset."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('sound')}/studies.db")
    first = studies.create(store, kept(USUAL), Signed("Asha", "first"))
    earlier = replace(kept(USUAL.changed(seed=2)), dataset_version=EARLIER)
    studies.save(store, first, 1, earlier, Signed("Asha", "second"))
    target = io.BytesIO()
    export_library(store, target)
    store.close()
    return target.getvalue()


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path}/studies.db")
    yield opened
    opened.close()


def members(data: bytes) -> Members:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def zipped(found: Members, **options: Any) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, **options) as opened:
        for name, content in found.items():
            opened.writestr(name, content)
    return target.getvalue()


def named(found: Members, pattern: str) -> str:
    """The member that is meant: "studies/*.json" is the only one there."""
    head, _, tail = pattern.partition("*")
    return next(name for name in found if name.startswith(head) and name.endswith(tail))


def changed(data: bytes, pattern: str, path: tuple[Any, ...], value: Any) -> bytes:
    """A library with one value of one member changed, and soundly zipped."""
    found = members(data)
    name = named(found, pattern)
    told = inner = json.loads(found[name])
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value(inner.get(path[-1])) if callable(value) else value
    return zipped(found | {name: json.dumps(told).encode()})


def refused(store: Store, data: bytes, most: int = zips.LONGEST_ALL) -> dict[str, str]:
    """What is said of each place; nothing is left behind."""
    with pytest.raises(ArchiveError) as caught:
        import_library(store, io.BytesIO(data), most)
    assert all(each.where and each.what and each.fix for each in caught.value.problems)
    assert library.listing(store) == library.listing(store, trashed=True) == []
    return {each.where: each.what for each in caught.value.problems}


def titled(text: str) -> str:
    return text.replace('"title":"Default study"', '"title":"Another"')


VERSION = ("versions", 1)
CHANGES: list[tuple[str, tuple[Any, ...], Any, str, str]] = [
    ("manifest.json", ("format",), 2, "format", "input should be 1"),
    ("manifest.json", ("studies",), 2, "studies", "says 2, and the archive has 1"),
    ("manifest.json", ("versions",), 1, "versions", "says 1, and the archive has 2"),
    ("manifest.json", ("numbers",), "2", "numbers", "valid integer"),
    ("manifest.json", ("made_at",), "2027-01-01", "made_at", "no moment"),
    ("manifest.json", ("more",), 1, "more", "not permitted"),
    (STUDY, ("more",), 1, "more", "not permitted"),
    (STUDY, ("versions",), [], "versions", "at least 1"),
    (STUDY, ("line", "id"), "0" * 32, "line", "another study"),
    (STUDY, ("line", "id"), "../../x", "line, id", "match pattern"),
    (STUDY, ("line", "head"), 3, "line", "says head 3 and last 2"),
    (STUDY, ("line", "last"), 3, "line", "has 2 versions"),
    (STUDY, ("line", "head"), 2**31, "line, head", "less than or equal"),
    (STUDY, ("line", "title"), "Another", "content", "has another title"),
    (STUDY, ("line", "title"), "a\x1b[31m", "line, title", "cannot be shown"),
    (STUDY, ("line", "origin_id"), "nobody", "line, origin_id", "match pattern"),
    (STUDY, ("line", "created_at"), "0001-01-01T00:00:00+23:00", "created_at", "no moment"),
    (STUDY, ("line", "changed_at"), 1.5, "changed_at", "no moment"),
    (STUDY, (*VERSION, "number"), 3, "version 2", "says it is version 3"),
    (STUDY, (*VERSION, "number"), True, "versions, 1, number", "valid integer"),
    (STUDY, (*VERSION, "parent"), 2, "version 2, parent", "2 is no earlier version"),
    (STUDY, (*VERSION, "parent"), None, "version 2, parent", "None is no earlier version"),
    (STUDY, ("versions", 0, "parent"), 1, "version 1, parent", "1 is no earlier version"),
    (STUDY, (*VERSION, "fingerprint"), "0" * 64, "version 2, fingerprint", "not that of"),
    (STUDY, (*VERSION, "fingerprint"), "0" * 63, "1, fingerprint", "match pattern"),
    (STUDY, (*VERSION, "content"), titled, "version 2, fingerprint", "not that of"),
    (STUDY, (*VERSION, "content"), "{", "version 2, content", "is not readable"),
    (STUDY, (*VERSION, "content"), "[" * 9_000, "version 2, content", "too deeply nested"),
    (STUDY, (*VERSION, "content"), "x" * 200_001, "1, content", "at most 200000"),
    (STUDY, (*VERSION, "content"), "\ud800", "1, content", "valid string"),
    (STUDY, (*VERSION, "schema_number"), 1, "version 2, schema_number", "not that of"),
    (STUDY, (*VERSION, "dataset_version"), "none", "version 2", "dataset none is not in the"),
    (STUDY, (*VERSION, "model_version"), "x" * 33, "model_version", "at most 32"),
    (STUDY, (*VERSION, "results"), "{}", "version 2, results", "those of other deals"),
    (STUDY, (*VERSION, "results"), "[]", "version 2, results", "valid dictionary"),
    (STUDY, (*VERSION, "results"), '{"a":1,"a":2}', "version 2, results", "written twice"),
    (STUDY, (*VERSION, "results"), '{"a":NaN}', "version 2, results", "NaN is no number"),
    (STUDY, (*VERSION, "results"), "[" * 9_000, "version 2, results", "too deeply nested"),
    (STUDY, (*VERSION, "note"), "x" * 501, "note", "at most 500"),
    (STUDY, (*VERSION, "note"), "\u202eevil", "note", "cannot be shown"),
    (STUDY, (*VERSION, "author"), None, "author", "valid string"),
    (STUDY, (*VERSION, "saved_at"), "2027-01-01T00:00:00", "saved_at", "no moment"),
    ("numbers/1.json", ("dataset_version",), "", "dataset_version", "at least 1"),
    ("numbers/1.json", ("content",), "{}", "numbers of", "cannot be read"),
    ("numbers/1.json", ("content",), "[" * 9_000, "content", "too deeply nested"),
    ("numbers/1.json", ("content",), '{"a":1,"a":1}', "content", "written twice"),
]


@pytest.mark.parametrize(
    ("member", "path", "value", "place", "what"),
    CHANGES,
    ids=[f"{each[1][-1]}-{number}" for number, each in enumerate(CHANGES)],
)
def test_one_wrong_value_anywhere_stops_the_whole_import(
    empty: Store, data: bytes, member: str, path: tuple[Any, ...], value: Any, place: str, what: str
) -> None:
    found = refused(empty, changed(data, member, path, value))
    assert any(at.endswith(place) or place in at for at in found if what in found[at]), found


def test_a_sound_library_is_not_refused(empty: Store, data: bytes) -> None:
    assert import_library(empty, io.BytesIO(zipped(members(data)))).versions == 2


def test_a_content_with_its_own_fingerprint_still_has_to_be_a_study_as_it_is_written(
    empty: Store, data: bytes
) -> None:
    def loosely(version: dict[str, Any]) -> dict[str, Any]:
        text = json.dumps(json.loads(version["content"]))
        return version | {"content": text, "fingerprint": hashed(text)}

    found = members(data)
    name = named(found, STUDY)
    told = json.loads(found[name])
    told["versions"] = [loosely(each) for each in told["versions"]]
    said = refused(empty, zipped(found | {name: json.dumps(told).encode()}))
    assert list(said.values()) == ["is not written as Lodestone writes it"] * 2


def test_nobody_slips_in_other_numbers_under_the_version_of_today(
    empty: Store, data: bytes
) -> None:
    def dearer(text: str) -> str:
        tables = json.loads(text)
        row = next(each for each in tables["parameters"] if each["distribution"] == "fixed")
        row["label"] += ", but dearer"
        return json.dumps(tables)

    found = members(data)
    todays = next(
        name
        for name in found
        if name.startswith("numbers/")
        and json.loads(found[name])["dataset_version"] == DATASET.version
    )
    said = refused(empty, changed(data, todays, ("content",), dearer))
    assert "has other numbers than dataset" in said[todays]


def test_nor_under_a_version_that_the_store_knows(empty: Store, data: bytes, kept: Keep) -> None:
    tables = json.loads(kept(USUAL).numbers)
    tables["parameters"][0]["label"] += ", as it was"
    own = replace(kept(USUAL), dataset_version=EARLIER, numbers=json.dumps(tables))
    studies.create(empty, own, Signed())
    with pytest.raises(ArchiveError, match=f"has other numbers than dataset {EARLIER!s:.8}"):
        import_library(empty, io.BytesIO(data))
    assert len(library.listing(empty)) == 1


def without(data: bytes, *patterns: str) -> bytes:
    found = members(data)
    for pattern in patterns:
        del found[named(found, pattern)]
    return zipped(found)


def test_what_is_missing_or_too_much_is_said(empty: Store, data: bytes) -> None:
    found = members(data)
    study = named(found, STUDY)
    assert "is missing" in refused(empty, without(data, "manifest.json"))["manifest.json"]
    assert "is not in the archive" in str(refused(empty, without(data, "numbers/1.json")))
    assert "belongs to no version" in str(refused(empty, without(data, STUDY)))
    part = study.replace(".json", "-3.json")
    assert "no part 2 before it" in refused(empty, zipped(found | {part: found[study]}))[part]
    again = zipped(found | {"numbers/3.json": found["numbers/2.json"]})
    assert "once more" in refused(empty, again)["numbers/3.json"]
    assert "is missing" in str(refused(empty, zipped({})))


def test_all_that_is_wrong_is_said_at_once_and_a_long_list_is_cut_short(
    empty: Store, data: bytes
) -> None:
    found = members(data)
    study = json.loads(found[named(found, STUDY)])
    for k in range(40):
        study["line"]["id"] = f"{k:032x}"
        wrong = [each | {"fingerprint": "0" * 64} for each in study["versions"]]
        found[f"studies/{k:032x}.json"] = json.dumps(study | {"versions": wrong}).encode()
    said = refused(empty, zipped(found))
    assert len(said) == 51
    assert said["archive"] == "has 32 more problems"  # 40 studies of two versions, and two counts


@pytest.mark.parametrize(
    "name",
    [
        "../evil.json",
        "/etc/passwd",
        "studies/../../x.json",
        "studies/" + "A" * 32 + ".json",
        "studies/" + "0" * 32 + ".json\n",
        "studies/" + "0" * 32 + "-0.json",
        "studies\\x.json",
        "studies/",
        "numbers/0.json",
        "numbers/10000.json",
        "manifest.json/",
        "README.md",
        "निर्णय",
    ],
)
def test_a_member_with_another_name_is_refused(empty: Store, data: bytes, name: str) -> None:
    said = refused(empty, zipped(members(data) | {name: b"{}"}))
    assert list(said.values()) == ["has no place in a library"]


def test_a_member_that_is_there_twice_is_refused(empty: Store, data: bytes) -> None:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as opened, pytest.warns(UserWarning, match="Duplicate"):
        opened.writestr("manifest.json", "{}")
    assert refused(empty, target.getvalue()) == {"manifest.json": "is there 2 times"}


def test_an_archive_packed_in_another_way_is_refused(empty: Store, data: bytes) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_LZMA) as opened:
        opened.writestr("manifest.json", b"{}")
    assert "unusual way" in refused(empty, target.getvalue())["manifest.json"]
    locked = bytearray(data)
    locked[data.index(b"PK\1\2") + 8] |= 1
    assert "is encrypted" in str(refused(empty, bytes(locked)))


def test_a_directory_is_measured_before_it_is_read(
    empty: Store, data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_comment = io.BytesIO(data)
    with zipfile.ZipFile(with_comment, "a") as opened:
        opened.comment = b"hello"
    assert "has a comment" in refused(empty, with_comment.getvalue())["archive"]
    sized = bytearray(data)
    struct.pack_into("<L", sized, len(data) - 10, 100_000_000)
    assert "directory is too long" in refused(empty, bytes(sized))["archive"]
    locator = data[:-22] + b"PK\6\7" + bytes(16) + data[-22:]
    assert "more than" in refused(empty, locator)["archive"]
    monkeypatch.setattr(zips, "MOST_MEMBERS", 3)
    assert "more than 3 members" in refused(empty, data)["archive"]


@pytest.mark.parametrize("cut", [0, 1, 21, 22, 1_000, -1, -22, -200])
def test_an_archive_cut_short_is_refused(empty: Store, data: bytes, cut: int) -> None:
    assert "cannot be opened" in refused(empty, data[:cut])["archive"]


def test_a_member_is_read_no_further_than_its_bound(empty: Store, data: bytes) -> None:
    big = zipped(members(data) | {"numbers/9.json": b" " * 9_000_000})
    assert "more than 8,000,000 bytes" in refused(empty, big)["numbers/9.json"]
    liar = bytearray(zipped({"numbers/9.json": b" " * 9_000_000}))
    struct.pack_into("<L", liar, bytes(liar).index(b"PK\1\2") + 24, 100)
    assert "cannot be read" in refused(empty, bytes(liar))["numbers/9.json"]
    assert "unpacks to more than" in refused(empty, data, 10_000)["archive"]


def test_a_damaged_member_is_refused_by_name(empty: Store, data: bytes) -> None:
    broken = bytearray(data)
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        info = opened.getinfo("numbers/1.json")
    broken[info.header_offset + 200] ^= 0xFF
    assert "cannot be read" in refused(empty, bytes(broken))["numbers/1.json"]


def test_json_of_absurdly_many_values_is_refused_unread(empty: Store, data: bytes) -> None:
    found = members(data)
    for text in (b"[" + b"[]," * 1_000_000 + b"[]]", b"[" + b"1," * 2_000_000 + b"1]"):
        said = refused(empty, zipped(found | {named(found, STUDY): text}))
        assert said[named(found, STUDY)] == "has more than 100,000 values"
