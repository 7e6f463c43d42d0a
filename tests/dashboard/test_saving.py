"""Saving on the pages: what was saved comes back to the digit, and nobody's work disappears."""

from dashboard import compute
from dashboard.share import library, tokens
from dashboard.share.store import Store
from models import figures
from tests.dashboard.visit import (
    TRANSFER,
    address_of,
    at,
    capacity,
    clicked,
    saves,
    status,
    study_of,
    visitor,
    words,
)


def capacities(store: Store) -> list[tuple[int, int | None, float]]:
    """Number, parent and changed term of every version of the only study."""
    (line,) = library.listing(store)
    found = [library.load(store, line.id, each.number) for each in library.history(store, line.id)]
    return [
        (each.entry.number, each.entry.parent, each.content.study.deal(TRANSFER).terms.capacity)
        for each in reversed(found)
    ]


def test_what_was_saved_comes_back_to_another_visitor_to_the_last_digit(saved: Store) -> None:
    mine = capacity(visitor(), 2000.0)
    saves(mine, "Bigger plant", "save_new")
    assert not mine.exception
    assert status(mine) == "Saved: Default study, version 1]"
    theirs = visitor(address_of(mine)).run()
    assert study_of(theirs) == study_of(mine)
    assert status(theirs) == status(mine)
    kept = library.load(saved, library.listing(saved)[0].id).content
    study = study_of(theirs)
    assert figures(compute.evaluation(study), compute.scored(study)) == kept.figures


def test_the_mark_follows_a_change_and_a_save(saved: Store) -> None:
    app = capacity(visitor(), 2000.0)
    assert status(app) == "**● Not saved**]"
    saves(app, button="save_new")
    capacity(app, 2100.0)
    assert status(app) == "**● Unsaved changes** to Default study, version 1]"
    assert app.query_params["version"] == "1"
    saves(app, "More")
    assert status(app) == "Saved: Default study, version 2]"
    assert "study" not in app.query_params
    assert capacities(saved) == [(1, None, 2000.0), (2, 1, 2100.0)]


def test_a_draft_outlives_its_session_and_still_knows_what_it_was_made_from(saved: Store) -> None:
    first = saves(capacity(visitor(), 2000.0), button="save_new")
    capacity(first, 2100.0)
    draft = address_of(first)
    second = visitor(draft.partition("&study")[0]).run()
    saves(capacity(second, 2500.0), "In between")
    again = visitor(draft).run()
    assert status(again) == "**● Unsaved changes** to Default study, version 1]"
    assert study_of(again).deal(TRANSFER).terms.capacity == 2100.0
    saves(again, "Late")
    assert "Version 2 was saved" in words(again)
    assert len(capacities(saved)) == 2


def late(saved: Store):
    """A visitor whose save came too late, with another's version in between."""
    first = saves(capacity(visitor(), 2000.0), button="save_new")
    second = visitor(address_of(first)).run()
    saves(capacity(second, 2500.0), "Theirs")
    saves(capacity(first, 1500.0), "Mine")
    assert len(capacities(saved)) == 2
    return first


def test_who_saves_second_is_told_what_both_have_changed(saved: Store) -> None:
    said = words(late(saved)).replace("\\", "")
    assert "Version 2 was saved" in said
    assert "magnet capacity 2,000 → 2,500 t a year" in said
    assert "magnet capacity 2,000 → 1,500 t a year" in said


def test_a_branch_leaves_the_others_version_the_newest(saved: Store) -> None:
    app = clicked(late(saved), "Save beside it, as a branch")
    assert capacities(saved) == [(1, None, 2000.0), (2, 1, 2500.0), (3, 1, 1500.0)]
    assert library.listing(saved)[0].head == 2
    assert "Version 2 was saved" not in words(app)
    saves(capacity(app, 1400.0), "On the branch")
    assert capacities(saved)[-1] == (4, 3, 1400.0)
    assert library.listing(saved)[0].head == 2


def test_on_top_becomes_the_newest_and_keeps_the_other_below(saved: Store) -> None:
    app = clicked(late(saved), "Save on top of version 2")
    assert capacities(saved)[-1] == (3, 2, 1500.0)
    assert library.listing(saved)[0].head == 3
    assert status(app) == "Saved: Default study, version 3]"


def test_a_third_version_that_nobody_has_seen_is_not_passed_over(saved: Store) -> None:
    app = late(saved)
    third = visitor(f"saved={library.listing(saved)[0].id}").run()
    saves(capacity(third, 2600.0), "Third")
    clicked(app, "Save on top of version 2")
    assert "Version 3 was saved" in words(app)
    assert len(capacities(saved)) == 3


def test_a_decision_can_wait_and_the_draft_stays(saved: Store) -> None:
    app = clicked(late(saved), "Decide later")
    assert "Version 2 was saved" not in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 1500.0
    assert status(app) == "**● Unsaved changes** to Default study, version 1]"


def test_a_conflict_stays_with_its_study(saved: Store) -> None:
    app = clicked(late(saved), "Back to the default")
    assert "Version 2 was saved" not in words(app)
    saves(capacity(app, 1700.0), "Another", "save_new")
    assert "Version 2 was saved" not in words(app)
    assert sorted(each.last for each in library.listing(saved)) == [1, 2]


def test_text_of_others_is_shown_as_text(saved: Store) -> None:
    app = capacity(visitor(), 2000.0)
    app.text_input("title").set_value("<b>Robert'); DROP TABLE studies;--</b>").run()
    saves(app, "<img src=x onerror=alert(1)> ![x](y)", "save_new")
    at(app, "saved")
    assert not app.exception
    assert "\\<b\\>Robert" in words(app)
    assert all("<img" not in each.value for each in app.markdown)
    assert library.listing(saved)[0].title.startswith("<b>Robert')")


def test_a_note_that_no_screen_can_show_is_refused_in_words(saved: Store) -> None:
    app = saves(capacity(visitor(), 2000.0), "bell \x07", "save_new")
    assert "cannot be shown" in words(app)
    assert not library.listing(saved)
    assert status(app) == "**● Not saved**]"


def test_without_a_store_the_pages_go_on_and_say_what_is_wrong(
    saved: Store, monkeypatch, tmp_path
) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("no folder")
    monkeypatch.setenv("LODESTONE_DATABASE_URL", f"sqlite:///{blocked}/studies.db")
    compute.store.clear()
    app = saves(capacity(visitor(), 2000.0), "x", "save_new")
    assert not app.exception
    assert "saved studies" in words(app)
    assert study_of(app).deal(TRANSFER).terms.capacity == 2000.0
    at(app, "compare")
    assert len(app.table) == 1
    saved.close()


def test_a_copy_of_what_one_may_only_read_remembers_where_it_came_from(saved: Store) -> None:
    owner = saves(capacity(visitor(), 2000.0), button="save_new")
    line = library.listing(saved)[0]
    reader = visitor(f"open={tokens.share(saved, line.id, 'living')}").run()
    saves(capacity(reader, 2200.0), "My own", "save_new")
    assert [(each.origin_id, each.origin_number) for each in library.listing(saved)] == [
        (line.id, 1),
        (None, None),
    ]
    assert study_of(owner).deal(TRANSFER).terms.capacity == 2000.0
