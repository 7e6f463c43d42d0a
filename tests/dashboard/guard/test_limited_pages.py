"""Pages tell who asks for too much how long to wait, and lose nothing of the study."""

from collections.abc import Callable

import pytest

from dashboard.guard import limits
from dashboard.guard.limits import Limits, Rate
from dashboard.share import library, studies, tokens
from dashboard.share.store import Store
from tests.dashboard.visit import TRANSFER, capacity, saves, study_of, visitor, words

Squeeze = Callable[..., None]


@pytest.fixture
def squeezed(monkeypatch: pytest.MonkeyPatch) -> Squeeze:
    """Let a shared server take no more than this of a kind."""

    def squeeze(kind: str, most: float) -> None:
        rate = Rate(most, 1.0, limits.RATES[kind].said)
        monkeypatch.setattr(limits, "RATES", {**limits.RATES, kind: rate})
        held = Limits(clock=lambda: 0.0)
        monkeypatch.setattr(limits, "limits", lambda: held)

    return squeeze


def test_a_save_too_many_is_refused_in_words_and_the_study_stays(
    shared: Store, squeezed: Squeeze
) -> None:
    squeezed("save", 1)
    app = saves(capacity(visitor(), 2000.0), "First", "save_new")
    capacity(app, 2100.0)
    saves(app, "Second")
    assert "changes of saved studies. Wait 60 seconds, then try again." in words(app).replace(
        "\\", ""
    )
    assert study_of(app).deal(TRANSFER).terms.capacity == 2100.0
    (only,) = library.listing(shared)
    assert only.head == 1


def test_tokens_cannot_be_tried_one_after_another_and_true_ones_cost_nothing(
    shared: Store, squeezed: Squeeze
) -> None:
    squeezed("link", 3)
    saves(capacity(visitor(), 2000.0), "First", "save_new")
    token = tokens.share(shared, library.listing(shared)[0].id, "living")
    for _ in range(5):
        assert study_of(visitor(f"open={token}").run()).deal(TRANSFER).terms.capacity == 2000.0
    for place in range(3):
        assert "not known here" in words(visitor(f"open={'A' * 21}{place}").run())
    late = visitor(f"open={token}").run()
    assert "links that open nothing" in words(late)
    assert "Wait 60 seconds" in words(late)


@pytest.mark.usefixtures("shared")
def test_an_export_costs_as_many_as_it_makes_files(squeezed: Squeeze) -> None:
    squeezed("export", 2)
    limits.limits().take("export", limits.HERE)
    app = visitor().run()
    app.session_state["export"] = True
    app.run()
    app.checkbox("export_xlsx").check()
    app.button("make_export").click().run()
    assert "files to be made. Wait 60 seconds, then try again." in words(app).replace("\\", "")
    assert "make_export" in {each.key for each in app.button}  # none has begun


def test_on_a_machine_of_ones_own_nobody_waits(
    saved: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = Limits(1e-9)
    monkeypatch.setattr(limits, "limits", lambda: held)
    app = visitor()
    for value in (2000.0, 2100.0, 2200.0):
        saves(capacity(app, value), "Again", "save_new")
    assert len(library.listing(saved)) == 3
    assert studies.purge(saved) == 0
