"""Nothing acknowledged is lost: to a process that is killed, or to others who save at once."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from dashboard.share import library
from dashboard.share.content import Content
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create
from dashboard.share.tables import numbers, studies, versions
from models import fingerprint
from tests.dashboard.share import writer

KILLS, PROCESSES, SAVES = 50, 8, 5


def rows(store: Store, table: sa.Table) -> list[sa.Row]:
    with store.reading() as connection:
        return list(connection.execute(sa.select(table).order_by(*table.primary_key)))


@pytest.fixture
def after_kills(url: str, content: Content) -> Iterator[tuple[Store, list]]:
    """The store after its writers were killed, and what they had acknowledged."""
    ends = writer.run("kill", content, url=url, kills=KILLS, seed=5)
    store = Store(url)
    yield store, ends
    store.close()


def test_whatever_was_acknowledged_outlives_the_death_of_its_writer(
    after_kills: tuple[Store, list], content: Content
) -> None:
    store, ends = after_kills
    assert len(ends) == KILLS
    assert all(acknowledged for acknowledged, _ in ends)
    assert sum(amid_a_save for _, amid_a_save in ends) >= KILLS / 5  # else it would prove nothing
    for study_id, number, mark, dataset_version in (each for some, _ in ends for each in some):
        version = library.load(store, study_id, number)
        assert version.content.fingerprint == mark
        assert version.content.dataset_version == dataset_version
    assert_whole(store, content)


def assert_whole(store: Store, content: Content) -> None:
    """Every version has all its parts, acknowledged or not; every study has all its versions."""
    found = rows(store, versions)
    for each in found:
        assert each.fingerprint == fingerprint(each.content)
        assert each.results == content.results
        assert each.parent == (each.number - 1 or None)
    kept = {each.dataset_version: each.content for each in rows(store, numbers)}
    assert {each.dataset_version for each in found} == set(kept)
    assert set(kept.values()) == {content.numbers}
    for study in rows(store, studies):
        saved = [each.number for each in found if each.study_id == study.id]
        assert saved == list(range(1, study.last + 1))
        assert study.head == study.last
    if store.is_sqlite:
        with store.reading() as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert not connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()


def test_of_eight_who_append_at_once_each_finds_all_its_versions(
    store: Store, url: str, content: Content
) -> None:
    study_id = create(store, content, Signed())
    orders = {"url": url, "study_id": study_id, "processes": PROCESSES, "saves": SAVES}
    told = writer.run("append", content, **orders)
    acknowledged = sorted((number, note) for each in told for number, note in each)
    history = library.history(store, study_id)[::-1]
    assert [(each.number, each.note) for each in history[1:]] == acknowledged
    assert [each.number for each in history] == list(range(1, PROCESSES * SAVES + 2))
    assert [each.parent for each in history[1:]] == [each.number for each in history[:-1]]
    assert library.line(store, study_id).head == PROCESSES * SAVES + 1


def test_of_eight_who_save_from_one_version_exactly_one_wins(
    store: Store, url: str, content: Content
) -> None:
    study_id = create(store, content, Signed())
    told = writer.run("compete", content, url=url, study_id=study_id, processes=PROCESSES)
    assert sorted(told, key=str) == [2, *[["stale", 1, 2]] * (PROCESSES - 1)]
    assert [each.number for each in library.history(store, study_id)] == [2, 1]
