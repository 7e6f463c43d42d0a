"""Worlds: none changed is the study itself; regret by hand; what cannot be is refused."""

import pytest

from models.analysis.cases import Stopped
from models.analysis.scoring import score
from models.analysis.stress import NamedWorld, Outlook, Stress, stress, worlds_from
from models.dataset import Dataset
from models.errors import StudyError
from models.evaluate import evaluate
from models.study import FEWEST_DRAWS, Study
from models.wiring import CRITERIA

NOTHING = NamedWorld("base", "As drawn")


def test_a_world_that_holds_nothing_is_the_study(study: Study, dataset: Dataset) -> None:
    few = study.changed(draws=FEWEST_DRAWS)
    evaluation = evaluate(few, dataset)
    scored = score(evaluation, dataset.criteria)
    (found,) = stress(few, dataset, [NOTHING]).outlooks
    for name, outcome in evaluation.outcomes.items():
        assert found.scores[name] == float(scored.scores[name].mean())
        for key in CRITERIA:
            assert found.means[name][key] == pytest.approx(outcome.mean(key), rel=1e-12)
    assert found.winner == scored.leader
    assert found.regret(found.winner) == 0.0


def test_a_world_is_the_study_with_these_numbers(study: Study, dataset: Dataset) -> None:
    few = study.changed(draws=FEWEST_DRAWS, world=study.world.with_override("oxide_duty", 0.1))
    world = NamedWorld("low", "Oxide low", overrides={"oxide_price_long_run": 55.0})
    (found,) = stress(few, dataset, [world]).outlooks
    changed = few.changed(world=few.world.with_override("oxide_price_long_run", 55.0))
    other = evaluate(changed, dataset).outcomes
    for name in found.scores:
        assert found.means[name]["cost"] == pytest.approx(other[name].mean("cost"), rel=1e-12)


def outlook(key: str, **scores: float) -> Outlook:
    means = {name: {"cost": 100.0 * each} for name, each in scores.items()}
    return Outlook(NamedWorld(key, key), means, scores, {}, apart=True)


def test_regret_is_what_is_given_up_against_the_best_of_each_world() -> None:
    found = Stress((outlook("calm", a=0.9, b=0.8, c=0.6), outlook("storm", a=0.2, b=0.5, c=0.6)))
    assert found.worst_regret("a") == (pytest.approx(0.4), "storm")
    assert found.worst_regret("b") == (pytest.approx(0.1), "calm")
    assert found.worst_regret("c") == (pytest.approx(0.3), "calm")
    assert found.least_regret == "b"  # which wins nowhere
    assert found.wins() == {"a": 1, "b": 0, "c": 1}
    assert found.outlooks[0].extra_cost("a") == pytest.approx(30.0)


def test_worlds_that_cannot_be_are_refused_at_once(study: Study, dataset: Dataset) -> None:
    bad = [
        NOTHING,
        NamedWorld("x", "Unknown", overrides={"oxide_prise_today": 1.0}),
        NamedWorld("y", "Beyond", overrides={"award_probability": 2.0}),
    ]
    with pytest.raises(StudyError) as refused:
        stress(study, dataset, bad)
    first, second = refused.value.problems
    assert "'Unknown'" in first.where
    assert "oxide_prise_today" in first.where
    assert "oxide_price_today" in first.fix
    assert "'Beyond'" in second.where
    assert "2 is outside 0 to 1" in second.what


def test_worlds_are_read_from_rows_of_one_number_each() -> None:
    about = {"label": "Ban", "story": "No oxide leaves.", "source": "AN02"}
    rows = [
        {
            "key": "base",
            "label": "As drawn",
            "story": "",
            "source": "",
            "parameter": "",
            "value": "",
        },
        {"key": "ban", **about, "parameter": "one", "value": "0.5"},
        {"key": "ban", **about, "parameter": "two", "value": "365"},
    ]
    base, ban = worlds_from(rows)
    assert base.overrides == {}
    assert ban.overrides == {"one": 0.5, "two": 365.0}
    assert (ban.label, ban.story) == ("Ban", "No oxide leaves.")


def test_long_work_ends_when_asked(study: Study, dataset: Dataset) -> None:
    with pytest.raises(Stopped):
        stress(study, dataset, [NOTHING], stop=lambda: True)
