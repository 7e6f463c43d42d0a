"""The library as one file: all of it arrives, to the last digit, or nothing does."""

import io
import json
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dashboard.share import archive, library, studies, tokens
from dashboard.share.archive import Imported, export_library, import_library
from dashboard.share.content import Content
from dashboard.share.faults import StoreError, refusal
from dashboard.share.store import Store
from dashboard.share.studies import Signed
from dashboard.share.tables import numbers, versions
from dashboard.share.tables import studies as lines
from dashboard.share.zips import ArchiveError
from models import MODEL_VERSION, Study, World
from tests.dashboard.drawn import DATASET, USUAL

Keep = Callable[[Study], Content]
EARLIER = "2025.1.1+0123456789ab"
ME = Signed("Asha", "निर्णय ₹")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Store]:
    """Another store, which is empty."""
    opened = Store(f"sqlite:///{tmp_path}/other/studies.db")
    yield opened
    opened.close()


@pytest.fixture
def filled(store: Store, kept: Keep) -> Store:
    """Two studies with a branch, a copy and an earlier dataset; one in the trash; links."""
    first = studies.create(store, kept(USUAL), ME)
    seeded = [kept(USUAL.changed(seed=seed)) for seed in (2, 3)]
    studies.save(store, first, 1, seeded[0], Signed(note="<b>'; DROP TABLE studies;--</b>"))
    studies.save(store, first, 1, seeded[1], ME, onto="branch")
    copied = studies.copy(store, first, 2, ME)
    earlier = replace(kept(USUAL.changed(title="Earlier")), dataset_version=EARLIER)
    studies.save(store, copied, 1, earlier, ME)
    studies.trash(store, studies.create(store, kept(USUAL.changed(title="Gone")), ME))
    tokens.share(store, first, "living")
    return store


def exported(store: Store, **chosen: Any) -> bytes:
    target = io.BytesIO()
    export_library(store, target, **chosen)
    return target.getvalue()


def imported(store: Store, data: bytes) -> Imported:
    return import_library(store, io.BytesIO(data))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def rows(store: Store, *, trashed: bool = False) -> dict[str, list[Any]]:
    """All that the store holds of studies; without the trash unless told otherwise."""
    there = sa.select(lines.c.id) if trashed else live()
    with store.reading() as connection:
        return {
            "studies": sorted(connection.execute(sa.select(lines).where(lines.c.id.in_(there)))),
            "versions": sorted(
                connection.execute(sa.select(versions).where(versions.c.study_id.in_(there)))
            ),
            "numbers": sorted(connection.execute(sa.select(numbers))),
        }


def counts(done: Imported) -> tuple[int, int, int, int]:
    """Studies, versions, skipped, copies; each study that came in has its identity named."""
    assert len(done.new) == done.studies
    return done.studies, done.versions, done.skipped, done.copies


def live() -> sa.Select[Any]:
    return sa.select(lines.c.id).where(lines.c.deleted_at.is_(None))


def test_every_study_arrives_with_every_version_to_the_last_digit(
    filled: Store, other: Store
) -> None:
    assert counts(imported(other, exported(filled))) == (2, 5, 0, 0)
    assert rows(other) == rows(filled)
    assert rows(other, trashed=True) == rows(filled)


def test_what_went_out_comes_back_into_any_kind_of_store(
    filled: Store, other: Store, url: str
) -> None:
    imported(other, exported(filled))
    before = rows(filled)
    with filled.writing() as connection:
        connection.execute(sa.delete(lines))
        connection.execute(sa.delete(numbers))
    assert counts(imported(filled, exported(other))) == (2, 5, 0, 0)
    assert rows(filled) == before
    assert url.startswith(("sqlite", "postgresql"))


def test_what_is_there_already_is_skipped(filled: Store) -> None:
    data, before = exported(filled), rows(filled, trashed=True)
    assert counts(imported(filled, data)) == (0, 0, 2, 0)
    assert rows(filled, trashed=True) == before


def test_a_study_in_the_trash_stays_there(filled: Store) -> None:
    data = exported(filled)
    for each in library.listing(filled):
        studies.trash(filled, each.id)
    assert imported(filled, data).skipped == 2
    assert library.listing(filled) == []


def test_a_study_that_went_on_here_gets_a_copy_of_the_other_beside_it(
    store: Store, kept: Keep
) -> None:
    identity = studies.create(store, kept(USUAL), ME)
    data = exported(store)
    studies.save(store, identity, 1, kept(USUAL.changed(seed=9)), ME)
    assert counts(imported(store, data)) == (1, 1, 0, 1)
    (copied,) = [each for each in library.listing(store) if each.id != identity]
    assert (copied.origin_id, copied.origin_number) == (identity, 1)
    assert (copied.head, copied.last) == (1, 1)
    mine, theirs = library.load(store, identity, 1), library.load(store, copied.id)
    assert theirs.content == mine.content
    assert theirs.entry == replace(mine.entry, study_id=copied.id)
    assert library.line(store, identity).head == 2


def test_links_and_the_trash_stay_where_they_are(filled: Store) -> None:
    data = members(exported(filled))
    text = b"".join(data.values())
    assert b"Gone" not in text
    with filled.reading() as connection:
        hashed = [row.token_hash for row in connection.execute(sa.text("SELECT * FROM links"))]
    assert len(hashed) == 1
    assert hashed[0].encode() not in text


def test_some_studies_can_be_chosen(filled: Store, other: Store) -> None:
    one, two = library.listing(filled)
    assert set(members(exported(filled, only=[one.id]))) & {f"studies/{two.id}.json"} == set()
    assert imported(other, exported(filled, only=[one.id])).studies == 1
    (trashed,) = library.listing(filled, trashed=True)
    with pytest.raises(StoreError) as refused:
        exported(filled, only=[one.id, "nobody\x1b", trashed.id])
    assert len(refused.value.problems) == 2
    assert "\x1b" not in str(refused.value)


def test_the_same_library_gives_the_same_bytes_but_for_the_moment(filled: Store) -> None:
    one, two = (members(exported(filled)) for _ in range(2))
    assert list(one) == list(two)
    told = json.loads(one.pop("manifest.json"))
    assert two.pop("manifest.json") != b""
    assert one == two
    assert told | {"made_at": ""} == {
        "format": 1,
        "made_at": "",
        "model_version": MODEL_VERSION,
        "studies": 2,
        "versions": 5,
        "numbers": 2,
    }
    with zipfile.ZipFile(io.BytesIO(exported(filled))) as opened:
        assert {each.date_time for each in opened.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_fingerprints_can_be_checked_with_what_the_archive_says(filled: Store) -> None:
    for name, data in members(exported(filled)).items():
        for saved in json.loads(data).get("versions", ()) if name.startswith("studies/") else ():
            assert Study.from_json(saved["content"]).fingerprint == saved["fingerprint"]


def test_what_others_save_meanwhile_is_not_half_in_it(
    filled: Store, other: Store, kept: Keep
) -> None:
    last = max(each.id for each in library.listing(filled))
    before = rows(filled)
    saved: list[int] = []

    class Busy(io.BytesIO):
        def write(self, data: Any) -> int:
            if not saved:
                content = replace(kept(USUAL.changed(seed=5)), dataset_version="2027.1.1+new")
                saved.append(studies.save(filled, last, 1, content, ME, onto="top"))
            return super().write(data)

    target = Busy()
    export_library(filled, target)
    imported(other, target.getvalue())
    assert saved
    assert rows(other) == before


def test_a_study_with_many_versions_goes_on_in_further_parts(
    filled: Store, other: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive, "LONG_PART", 15_000)
    data = members(exported(filled))
    (first,) = [each.id for each in library.listing(filled) if each.last == 3]
    assert {f"studies/{first}.json", f"studies/{first}-2.json", f"studies/{first}-3.json"} <= set(
        data
    )
    imported(other, exported(filled))
    assert rows(other) == rows(filled)


def test_an_import_that_fails_half_way_leaves_nothing(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = exported(filled)
    with filled.writing() as connection:
        connection.execute(sa.delete(lines))
        connection.execute(sa.delete(numbers))
    bring_in, calls = archive._bring_in, []

    def fail(*given: Any) -> Any:
        calls.append(given)
        if len(calls) == 2:
            raise refusal("the disk of the store is full", "Make room")
        return bring_in(*given)

    monkeypatch.setattr(archive, "_bring_in", fail)
    with pytest.raises(StoreError, match="full"):
        imported(filled, data)
    assert rows(filled, trashed=True) == {"studies": [], "versions": [], "numbers": []}


def test_a_target_that_fails_is_said_to_be_the_target(filled: Store) -> None:
    class Full(io.BytesIO):
        def write(self, _: Any) -> int:
            raise OSError(28, "No space left on device")

    with pytest.raises(ArchiveError, match=r"cannot be written .*No space left"):
        export_library(filled, Full())


def test_an_export_holds_one_study_at_a_time_in_memory(store: Store, kept: Keep) -> None:
    wide = USUAL.changed(world=World(overrides={f"{k:040}": 0.0 for k in range(3_000)}))
    content = replace(kept(USUAL), text=wide.to_json(), fingerprint=wide.fingerprint)
    identities = [studies.create(store, content, ME) for _ in range(60)]
    assert len(identities) * len(content.text) > 8_000_000

    class Nowhere(io.RawIOBase):
        def write(self, data: Any) -> int:
            return len(data)

    tracemalloc.start()
    export_library(store, Nowhere())  # type: ignore[arg-type]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 4_000_000


def test_a_library_of_today_has_the_numbers_of_today(filled: Store) -> None:
    data = members(exported(filled))
    told = [json.loads(data[f"numbers/{k}.json"])["dataset_version"] for k in (1, 2)]
    assert told == sorted([EARLIER, DATASET.version])
