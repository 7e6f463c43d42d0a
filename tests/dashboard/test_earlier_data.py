"""A study of an earlier dataset: shown as saved, beside today's result, and moved in one step."""

from collections.abc import Callable

import pytest

from dashboard import compute, opening, state
from dashboard.share import earlier, library
from dashboard.share.store import Store
from models import Dataset
from tests.dashboard.visit import address_of, at, capacity, clicked, saves, status, visitor, words
from tests.models.test_pins import moved_on

Later = Callable[[], Dataset]


pytestmark = pytest.mark.usefixtures("saved")


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Later:
    """Let a day pass on which prices and an anchor have changed."""

    def pass_time() -> Dataset:
        changed = moved_on(compute.today())
        monkeypatch.setattr(compute, "today", lambda: changed)
        return changed

    return pass_time


def first_table(app) -> list[str]:
    return list(app.table[-1].value["Cost (2025 money)"])


def test_it_is_shown_as_saved_with_todays_results_beside_it(later: Later) -> None:
    app = saves(capacity(visitor(), 2000.0), button="save_new")
    before = first_table(at(app, "compare"))
    later()
    again = visitor(address_of(app)).run()
    assert not again.exception
    assert status(again) == "Saved: Default study, version 1]"
    assert first_table(again) == before
    said = words(again).replace("\\", "")
    assert "This version was saved with dataset 2026.11" in said
    assert "exactly as saved" in said
    beside = again.table[0].value
    assert list(beside["Cost, saved"]) != list(beside["Cost, today"])


def test_one_step_moves_it_to_todays_data(saved: Store, later: Later) -> None:
    app = saves(capacity(visitor(), 2000.0), button="save_new")
    today = later()
    again = visitor(address_of(app)).run()
    before = first_table(again)
    clicked(again, "Move to today's data")
    assert first_table(again) != before
    assert status(again) == "**● Not saved with these numbers**: Default study, version 1]"
    reloaded = visitor(address_of(again)).run()
    assert first_table(reloaded) == first_table(again)
    saves(reloaded, "On today's data")
    assert status(reloaded) == "Saved: Default study, version 2]"
    (line,) = library.listing(saved)
    versions = [each.dataset_version for each in library.history(saved, line.id)]
    assert versions[0] == today.version
    assert versions[1].startswith("2026.11")


def test_the_results_of_the_move_are_in_the_difference(later: Later) -> None:
    app = saves(capacity(visitor(), 2000.0), button="save_new")
    later()
    again = visitor(address_of(app)).run()
    saves(clicked(again, "Move to today's data"))
    at(again, "saved")
    said = words(again).replace("\\", "")
    assert "→ 2027.1.1+000000000000: results may differ by this alone" in said


def test_when_the_formulas_have_changed_only_today_can_be_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = saves(capacity(visitor(), 2000.0), button="save_new")
    for module in (earlier, state):
        monkeypatch.setattr(module, "MODEL_VERSION", "9.0")
    kept = opening.results
    monkeypatch.setattr(opening, "results", lambda *given: kept(*given) | {"another": {}})
    again = visitor(address_of(app)).run()
    assert not again.exception
    assert status(again) == "**● Not saved with these numbers**: Default study, version 1]"
    assert "The pages show today's" in words(again)
    assert not any(each.label == "Move to today's data" for each in again.button)


def test_numbers_that_are_lost_leave_the_results_as_saved(
    later: Later, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = saves(capacity(visitor(), 2000.0), button="save_new")
    later()
    monkeypatch.setattr(compute, "numbers_of", lambda *_: "spoilt")
    compute.dataset_of.clear()
    again = visitor(address_of(app)).run()
    assert not again.exception
    assert "The pages show today's" in words(again)
    beside = again.table[0].value
    assert list(beside["Cost, saved"]) != list(beside["Cost, today"])
