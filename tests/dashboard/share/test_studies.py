"""Studies and their versions: what was saved stays as it was, and nothing of it is lost."""

import dataclasses
import datetime
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.share import library, studies
from dashboard.share.content import Content, content_of
from dashboard.share.faults import StaleError, StoreError
from dashboard.share.library import Version, history, line, load
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tables import numbers
from models import (
    MODEL_VERSION,
    ModelError,
    Study,
    canonical,
    evaluate,
    figures,
    fingerprint,
    score,
    with_numbers,
)
from tests.dashboard.drawn import DATASET, USUAL

Keep = Callable[[Study], Content]
ANNA, BELA = Signed("Anna", "the first"), Signed("Bela", "the second")
HOSTILE = (
    "'; DROP TABLE versions; --",
    '<img src=x onerror="alert(1)"> & <b>',
    "%s {0} $1 :title ? \\",
    "चुंबक ₹ 🧲 e\u0301",
)


@pytest.fixture
def other(kept: Keep) -> Content:
    """Another study with other results."""
    return kept(USUAL.changed(title="Another", seed=2))


@pytest.fixture
def saved(store: Store, content: Content) -> str:
    return create(store, content, ANNA)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Store]:
    opened = Store(f"sqlite:///{tmp_path}/elsewhere.db")
    yield opened
    opened.close()


def shape(store: Store, study_id: str) -> list[tuple[int, int | None]]:
    """Every version with its parent, the newest first."""
    return [(each.number, each.parent) for each in history(store, study_id)]


def test_a_version_holds_exactly_what_was_saved(store: Store, content: Content) -> None:
    before = studies.moment()
    version = load(store, create(store, content, ANNA))
    assert version.content == dataclasses.replace(content, numbers="")
    assert version.content.study.to_json() == content.text
    assert version.entry.fingerprint == fingerprint(version.content.text)
    assert version.entry.dataset_version == DATASET.version
    assert version.entry.model_version == MODEL_VERSION
    assert (version.entry.author, version.entry.note) == ("Anna", "the first")
    assert (version.entry.number, version.entry.parent, version.head) == (1, None, 1)
    assert before <= version.entry.saved_at <= studies.moment()
    assert version.entry.saved_at.tzinfo is datetime.UTC


def test_nothing_that_happens_later_changes_a_version(
    store: Store, saved: str, other: Content
) -> None:
    def first() -> Version:
        return dataclasses.replace(load(store, saved, 1), head=0)

    was, entries = first(), history(store, saved)
    save(store, saved, 1, other, BELA)
    save(store, saved, 1, other, BELA, onto="branch")
    save(store, saved, 1, other, BELA, onto="top")
    studies.restore(store, saved, 2, BELA)
    studies.rename(store, saved, "Renamed", BELA)
    studies.trash(store, saved)
    studies.untrash(store, saved)
    assert first() == was
    assert history(store, saved)[-1:] == entries


def test_the_same_content_has_the_same_fingerprint_in_every_store(
    store: Store, elsewhere: Store, content: Content
) -> None:
    here, there = (create(each, content, ANNA) for each in (store, elsewhere))
    assert here != there
    assert load(store, here).content == load(elsewhere, there).content


def test_the_numbers_of_a_dataset_are_kept_once(
    store: Store, saved: str, content: Content, other: Content
) -> None:
    save(store, saved, 1, other, BELA)
    create(store, content, BELA)
    create(store, dataclasses.replace(other, numbers=""), BELA)
    with store.reading() as connection:
        kept = connection.execute(sa.select(numbers)).all()
    assert kept == [(DATASET.version, content.numbers)]


def test_a_version_is_never_without_its_numbers(store: Store, content: Content) -> None:
    with pytest.raises(StoreError):
        create(store, dataclasses.replace(content, numbers=""), ANNA)
    assert library.listing(store) == []


def test_kept_numbers_give_the_results_that_were_saved_when_data_have_changed(
    store: Store, content: Content
) -> None:
    dearest = DATASET.parameters["oxide_price_today"].maximum
    held = DATASET.with_overrides({"oxide_price_today": dearest})
    then = dataclasses.replace(held, version="2025.1.1+000000000000")
    study = content.study
    evaluation = evaluate(study, then)
    told = content_of(study, evaluation, score(evaluation, then.criteria), then)
    version = load(store, create(store, told, ANNA))
    kept = library.numbers_of(store, version.entry.dataset_version)
    again = with_numbers(DATASET, version.entry.dataset_version, kept)
    evaluation = evaluate(version.content.study, again)
    found = canonical(figures(evaluation, score(evaluation, again.criteria)))
    assert found == version.content.results != content.results
    assert evaluation.dataset_version == then.version


def test_a_save_after_another_is_refused_as_stale(
    store: Store, saved: str, content: Content, other: Content
) -> None:
    save(store, saved, 1, other, BELA)
    assert save(store, saved, 2, other, BELA) == 3
    with pytest.raises(StaleError, match="version 3 was saved since you opened version 1") as late:
        save(store, saved, 1, content, ANNA)
    assert (late.value.head, late.value.parent) == (3, 1)
    assert shape(store, saved) == [(3, 2), (2, 1), (1, None)]


def test_a_branch_is_a_line_of_its_own_beside_the_head(
    store: Store, saved: str, content: Content, other: Content
) -> None:
    save(store, saved, 1, content, BELA)
    assert save(store, saved, 1, other, ANNA, onto="branch") == 3
    assert save(store, saved, 3, other, ANNA) == 4
    assert shape(store, saved) == [(4, 3), (3, 1), (2, 1), (1, None)]
    told = line(store, saved)
    assert (told.head, told.last, told.title, told.author) == (2, 4, USUAL.title, "Bela")
    assert load(store, saved).entry.number == 2
    assert save(store, saved, 2, content, BELA) == 5
    assert line(store, saved).head == 5


def test_a_stale_save_on_a_branch_is_told_of_that_branch(
    store: Store, saved: str, content: Content
) -> None:
    for parent, onto in ((1, "line"), (1, "branch"), (3, "line"), (4, "line"), (2, "line")):
        save(store, saved, parent, content, ANNA, onto)
    with pytest.raises(StaleError, match="version 5 was saved since you opened version 3"):
        save(store, saved, 3, content, ANNA)
    with pytest.raises(StaleError, match="version 6 was saved since you opened version 1"):
        save(store, saved, 1, content, ANNA)


def test_a_save_on_top_follows_the_head_and_becomes_it(
    store: Store, saved: str, content: Content, other: Content
) -> None:
    save(store, saved, 1, content, BELA)
    assert save(store, saved, 1, other, ANNA, onto="top") == 3
    assert shape(store, saved) == [(3, 2), (2, 1), (1, None)]
    assert (line(store, saved).head, line(store, saved).title) == (3, "Another")


def test_a_restored_version_is_a_new_one_with_the_old_content(
    store: Store, saved: str, other: Content
) -> None:
    save(store, saved, 1, other, BELA)
    assert studies.restore(store, saved, 1, ANNA) == 3
    assert load(store, saved).content == load(store, saved, 1).content
    assert load(store, saved, 2).content == dataclasses.replace(other, numbers="")
    assert (line(store, saved).head, line(store, saved).title) == (3, USUAL.title)


def test_a_copy_knows_its_origin_and_outlives_it(
    store: Store, saved: str, other: Content, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store, saved, 1, other, BELA)
    copied = studies.copy(store, saved, 1, BELA)
    assert (line(store, copied).origin_id, line(store, copied).origin_number) == (saved, 1)
    assert line(store, saved).origin_id is None
    kept = load(store, copied)
    assert kept.content == load(store, saved, 1).content
    assert (kept.entry.number, kept.entry.parent, kept.entry.author) == (1, None, "Bela")
    studies.trash(store, saved)
    now = studies.moment()
    for days, gone in ((31, 0), (32, 1)):  # it is marked a day before it is deleted
        later = now + datetime.timedelta(days=days)
        monkeypatch.setattr(studies, "moment", lambda later=later: later)
        assert studies.purge(store) == gone
    assert load(store, copied) == kept
    assert line(store, copied).origin_id == saved


def test_a_new_name_is_a_version_that_changes_nothing_else(store: Store, saved: str) -> None:
    assert studies.rename(store, saved, "Renamed", BELA) == 2
    old, new = load(store, saved, 1).content, load(store, saved, 2).content
    assert new.study == old.study.changed(title="Renamed") != old.study
    assert new.fingerprint == fingerprint(new.text)
    for name in ("schema_number", "dataset_version", "model_version", "results"):
        assert getattr(new, name) == getattr(old, name)
    assert (line(store, saved).title, line(store, saved).head) == ("Renamed", 2)


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words_are_only_words(store: Store, content: Content, words: str) -> None:
    study = content.study.changed(title=words)
    told = {"text": study.to_json(), "fingerprint": study.fingerprint}
    named = dataclasses.replace(content, **told)
    found = line(store, create(store, named, Signed(words, words)))
    assert (found.title, found.author, found.note) == (words, words, words)
    assert load(store, found.id).content.study.title == words
    assert library.listing(store, words) == [found]


@pytest.mark.parametrize("words", ["a\0b", "two\nlines", "turned \u202e round", "x" * 10_000])
def test_words_that_no_list_can_show_are_refused(store: Store, saved: str, words: str) -> None:
    ways = (
        lambda: studies.restore(store, saved, 1, Signed(author=words)),
        lambda: studies.restore(store, saved, 1, Signed(note=words)),
        lambda: studies.rename(store, saved, words, ANNA),
    )
    for refused in ways:
        with pytest.raises(ModelError, match=r"cannot be shown|too many|too long") as error:
            refused()
        assert all(all(problem) for problem in error.value.problems)
    assert shape(store, saved) == [(1, None)]
