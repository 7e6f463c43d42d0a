"""The page What matters: every tab, another pair, work cancelled, a world taken; no browser."""

import threading
from collections.abc import Iterator
from types import MappingProxyType
from urllib.parse import urlencode

import pytest
from streamlit.testing.v1 import AppTest

import models
from dashboard import analyses, links
from dashboard.views.working import JOBS
from models import OwnWorld
from tests.dashboard.matters import TOLLING, VENTURE, small
from tests.dashboard.visit import PATIENCE, at, clicked, finished, study_of, visitor, words

DECIDES = "**What decides between"
SAID = {
    "What moves it": "all others stay as drawn",
    "What would change it": "moved along its whole range",
    "What is worth knowing": "Knowing everything before choosing|always best",
    "Sobol": "of the variance of the difference",
    "Where it loses": "of 100 futures",
    "Stress": "The mildest worst case has",
}


@pytest.fixture
def app() -> AppTest:
    return visitor(urlencode({"study": links.encode(small())}))


@pytest.fixture
def unknown() -> Iterator[None]:
    """No answer is kept from another test."""
    analyses.kept.clear()
    yield
    analyses.kept.clear()


def opened(app: AppTest, tab: str = "What moves it") -> AppTest:
    app.session_state["matters_tabs"] = tab
    return finished(at(app, "matters"))


@pytest.mark.parametrize("tab", SAID)
def test_every_tab_is_worked_out_and_drawn(app: AppTest, tab: str) -> None:
    opened(app, tab)
    assert not app.exception
    said = words(app).replace("\\", "")
    assert any(each in said for each in SAID[tab].split("|"))
    assert DECIDES in said


def test_terms_are_moved_when_asked(app: AppTest) -> None:
    opened(app)
    app.segmented_control("matters_moved").set_value("Terms of the two deals").run()
    finished(app)
    assert not app.exception
    assert "while its other terms stay as agreed" in words(app).replace("\n", " ")


def test_another_pair_is_another_question(app: AppTest) -> None:
    opened(app)
    app.selectbox("matters_one").set_value(VENTURE)
    app.selectbox("matters_other").set_value(TOLLING)
    finished(app.run())
    said = words(app).replace("\\", "")
    assert VENTURE in said
    assert TOLLING in said
    app.selectbox("matters_other").set_value(VENTURE).run()
    assert "Choose two different deals." in words(app)
    clicked(app, "The two leading deals")
    assert not app.exception
    assert "Choose two different deals." not in words(app)


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch, unknown: None) -> Iterator[threading.Event]:  # noqa: ARG001
    """Let the tornado wait until the event is set."""
    free = threading.Event()
    first = models.QUESTIONS["movers"]

    def waiting(of, progress):
        assert free.wait(PATIENCE)
        return first(of, progress)

    changed = MappingProxyType({**models.QUESTIONS, "movers": waiting})
    monkeypatch.setattr(models, "QUESTIONS", changed)
    yield free
    free.set()


def test_work_can_be_cancelled_and_begun_again(app: AppTest, stuck: threading.Event) -> None:
    at(app, "matters")
    assert DECIDES not in words(app)
    clicked(app, "Cancel")
    stuck.set()
    finished(app)
    assert "Cancelled." in words(app)
    clicked(app, "Work it out")
    finished(app)
    assert DECIDES in words(app)


def test_other_visitors_go_on_meanwhile_and_share_the_answer(
    app: AppTest, stuck: threading.Event
) -> None:
    at(app, "matters")
    other = at(visitor(), "compare")
    assert not other.exception
    stuck.set()
    finished(app)
    third = at(visitor(urlencode({"study": links.encode(small())})), "matters")
    assert DECIDES in words(third)
    assert not third.session_state[JOBS] if JOBS in third.session_state else True


def test_a_world_is_taken_into_the_study_and_left_again(app: AppTest) -> None:
    opened(app, "Stress")
    app.selectbox("world").set_value("oxide_55").run()
    assert "55 USD/kg instead of" in words(app)
    clicked(app, "Take this world into the study")
    held = study_of(app).world.overrides
    assert held == {"oxide_price_today": 55.0, "oxide_price_long_run": 55.0}
    finished(app)
    assert "The study holds these numbers" in words(app)
    clicked(app, "Undo")
    assert not study_of(app).world.overrides


def own(app: AppTest, name: str = "world") -> AppTest:
    """Make a world of one's own from the world that is looked at."""
    app.selectbox(name).set_value("oxide_55").run()
    clicked(app, "Make a world of my own from this")
    return finished(app)


def test_a_copy_of_a_world_is_the_users_own_and_is_tried_with_the_others(app: AppTest) -> None:
    own(opened(app, "Stress"))
    (world,) = study_of(app).worlds
    assert world.name == "NdPr oxide at 55 USD/kg"
    assert world.overrides == {"oxide_price_today": 55.0, "oxide_price_long_run": 55.0}
    assert app.selectbox("world").value == f"own {world.name}"
    assert "Of 22 worlds" in words(app)
    assert not app.exception
    assert "study" in app.query_params


def test_a_world_of_ones_own_is_changed_and_deleted(app: AppTest) -> None:
    own(opened(app, "Stress"))
    app.number_input("held_oxide_price_long_run").set_value(60.0).run()
    app.selectbox("hold_agreed").set_value("toll_fee").run()
    app.number_input("held_term_toll_fee").set_value(50.0).run()
    app.selectbox("hold_held").set_value("oxide_duty").run()
    app.button("release_oxide_price_today").click().run()
    app.text_input("world_name").set_value("Dear toll").run()
    finished(app)
    (world,) = study_of(app).worlds
    assert world.name == "Dear toll"
    assert set(world.overrides) == {"oxide_price_long_run", "oxide_duty"}
    assert world.overrides["oxide_price_long_run"] == 60.0
    assert world.terms == {"toll_fee": 50.0}
    assert "Own: Dear toll" in app.selectbox("world").options[0]
    clicked(app, "Take this world into the study")
    taken = study_of(app)
    assert taken.world.overrides == world.overrides
    assert {x.terms.toll_fee for x in taken.deals if hasattr(x.terms, "toll_fee")} == {50.0}
    finished(app)
    assert "The study holds these numbers" in words(app)
    clicked(app, "Delete")
    assert not study_of(app).worlds
    assert not app.exception


def test_a_world_that_contradicts_a_deal_is_refused_in_words(app: AppTest) -> None:
    own(opened(app, "Stress"))
    app.selectbox("hold_agreed").set_value("price_floor").run()
    app.number_input("held_term_price_floor").set_value(200.0).run()
    app.selectbox("hold_agreed").set_value("price_ceiling").run()
    app.number_input("held_term_price_ceiling").set_value(100.0).run()
    assert "price\\_floor is above price\\_ceiling" in words(app)
    assert study_of(app).worlds[0].terms["price_ceiling"] == 200.0
    app.selectbox("hold_agreed").set_value("toll_fee").run()
    assert "price\\_floor is above" not in words(app)


def test_a_world_that_no_longer_can_be_is_told_beside_the_others() -> None:
    world = OwnWorld(name="Of old", overrides={"no_such_number": 1.0})
    study = small().changed(worlds=(world, OwnWorld(name="Of now")))
    app = opened(visitor(urlencode({"study": links.encode(study)})), "Stress")
    said = words(app).replace("\\", "")
    assert "Of 22 worlds" in said
    assert (
        "world 'Own: Of old', override of no_such_number: no parameter has this name"
        in said.replace("**", "")
    )
    app.selectbox("world").set_value("own Of old").run()
    assert "the dataset has no such number" in words(app)
    app.button("release_no_such_number").click().run()
    finished(app)
    assert "Of 23 worlds" in words(app)
