"""What was found out of a study holds as long as it is there, and not a moment longer."""

import gc
import weakref

from dashboard.once import evaluation_key, fingerprint, once, results_key, unweighted
from models import Study
from tests.dashboard.drawn import USUAL


def test_a_study_is_asked_once() -> None:
    asked: list[str] = []

    @once
    def title(study: Study) -> str:
        asked.append(study.title)
        return study.title

    first, second = USUAL.changed(title="one"), USUAL.changed(title="another")
    assert [title(first), title(second), title(first)] == ["one", "another", "one"]
    assert asked == ["one", "another"]


def test_what_was_found_of_a_study_that_is_gone_is_gone() -> None:
    study = USUAL.changed(title="to be forgotten")
    found = weakref.ref(unweighted(study))
    assert found() is unweighted(study)
    del study
    gc.collect()
    assert found() is None


def test_identities_are_those_of_the_model() -> None:
    heavier = USUAL.changed(weights={"cost": 9.0, "lead_time": 1.0, "supply_security": 1.0})
    assert fingerprint(USUAL) == USUAL.fingerprint
    assert results_key(heavier) == heavier.results_key != USUAL.results_key
    assert evaluation_key(heavier) == evaluation_key(USUAL) == unweighted(USUAL).results_key
