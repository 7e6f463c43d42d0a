"""A clock that jumps loses nothing, and all is as it should be once it is right again."""

import datetime
import json
from collections.abc import Callable

import pytest

from dashboard import browser
from dashboard.share import studies, tokens
from dashboard.share.content import Content
from dashboard.share.faults import StoreError
from dashboard.share.library import history, line, listing
from dashboard.share.store import Store
from dashboard.share.studies import Signed, create, save
from dashboard.share.tokens import ClosedError

NOON = datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)
YEAR, DAY, HOUR = (datetime.timedelta(days=365), datetime.timedelta(1), datetime.timedelta(hours=1))
Set = Callable[[datetime.datetime], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Set:
    """Set the clock; it begins at noon."""

    def go(moment: datetime.datetime) -> None:
        monkeypatch.setattr(studies, "moment", lambda: moment)
        monkeypatch.setattr(tokens, "moment", lambda: moment)

    go(NOON)
    return go


@pytest.fixture
def trashed(store: Store, content: Content, clock: Set) -> str:
    study_id = create(store, content, Signed())
    clock(NOON)
    studies.trash(store, study_id)
    return study_id


def test_a_clock_that_is_a_year_fast_for_some_hours_empties_no_trash(
    store: Store, trashed: str, clock: Set
) -> None:
    for wrong in (NOON + YEAR, NOON + YEAR + HOUR, NOON + YEAR + 23 * HOUR):
        clock(wrong)
        assert studies.purge(store) == 0
    clock(NOON + DAY)
    assert studies.purge(store) == 0
    clock(NOON + 31 * DAY)
    assert studies.purge(store) == 0  # it was forgotten that it had been overdue
    studies.untrash(store, trashed)
    assert [each.id for each in listing(store)] == [trashed]


def test_after_a_clock_that_was_years_fast_the_trash_is_emptied_in_its_time(
    store: Store, trashed: str, clock: Set
) -> None:
    del trashed
    clock(NOON + 3 * YEAR)
    studies.purge(store)
    emptied = []
    for days in (1, 31, 32):
        clock(NOON + days * DAY)
        emptied.append(studies.purge(store))
    assert emptied == [0, 0, 1]


def test_taken_out_and_put_back_a_study_has_all_its_days_again(
    store: Store, trashed: str, clock: Set
) -> None:
    clock(NOON + 31 * DAY)
    studies.purge(store)
    studies.untrash(store, trashed)
    studies.trash(store, trashed)
    clock(NOON + 40 * DAY)
    assert studies.purge(store) == 0


def test_a_clock_set_back_makes_no_version_older_than_what_it_was_made_from(
    store: Store, content: Content, clock: Set
) -> None:
    study_id = create(store, content, Signed())
    clock(NOON - YEAR)
    assert save(store, study_id, 1, content, Signed()) == 2
    clock(NOON + HOUR)
    assert save(store, study_id, 2, content, Signed()) == 3
    saved = [each.saved_at for each in reversed(history(store, study_id))]
    assert saved == [NOON, NOON, NOON + HOUR]
    assert line(store, study_id).changed_at == NOON + HOUR


def test_a_link_is_as_open_as_the_clock_says_and_nothing_of_it_is_kept(
    store: Store, content: Content, clock: Set
) -> None:
    study_id = create(store, content, Signed())
    token = tokens.share(store, study_id, "living", expires_at=NOON + 7 * DAY)
    clock(NOON + YEAR)
    with pytest.raises(ClosedError, match="has expired"):
        tokens.resolve(store, token)
    clock(NOON + DAY)
    assert tokens.resolve(store, token).study_id == study_id
    clock(NOON - YEAR)
    assert tokens.resolve(store, token).study_id == study_id


@pytest.mark.parametrize(("now", "left"), [(NOON - YEAR, 30), (NOON, 30), (NOON + YEAR, 0)])
def test_the_days_left_in_the_trash_are_never_more_than_there_were(
    clock: Set, now: datetime.datetime, left: int
) -> None:
    clock(now)
    assert studies.days_left(NOON) == left


def test_a_study_in_the_trash_stays_out_of_reach_whatever_the_clock_says(
    store: Store, trashed: str, clock: Set
) -> None:
    clock(NOON - YEAR)
    with pytest.raises(StoreError, match="is not there"):
        studies.rename(store, trashed, "Renamed", Signed())


def test_drafts_stay_in_their_order_whatever_the_browser_s_clock_says() -> None:
    moments = (NOON, NOON + 10 * YEAR, NOON - 10 * YEAR)
    left = [
        {"id": str(n), "query": "study=x", "title": "", "at": each.timestamp() * 1_000}
        for n, each in enumerate(moments)
    ]
    kept = browser._read(json.dumps({"drafts": left}))
    assert [each.id for each in kept.drafts] == ["0", "1", "2"]
