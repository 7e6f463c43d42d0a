"""Worlds: none changed is the study itself; regret by hand; what cannot be is refused."""

import numpy as np
import pytest

from models.analysis.cases import Stopped, evaluated, prepared
from models.analysis.named_worlds import NamedWorld, all_worlds, worlds_from
from models.analysis.scoring import score
from models.analysis.stress import Outlook, Stress, refuse, stress
from models.analysis.trials import Trials
from models.dataset import Dataset
from models.errors import StudyError
from models.evaluate import evaluate
from models.study import FEWEST_DRAWS, Study
from models.wiring import CRITERIA
from models.worlds import OwnWorld

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
    assert found.worst.regret == pytest.approx(np.array([[0.0, 0.4], [0.1, 0.1], [0.3, 0.0]]))
    for deal, worst, key in (("a", 0.4, "storm"), ("b", 0.1, "calm"), ("c", 0.3, "calm")):
        regret, world = found.worst_regret(deal)
        assert (regret, world.key) == (pytest.approx(worst), key)
    assert found.least_regret == ("b",)  # which wins nowhere
    assert found.wins() == {"a": 1, "b": 0, "c": 1}


def test_clones_share_the_least_regret() -> None:
    found = Stress((outlook("calm", a=0.9, b=0.9, c=0.6),))
    assert found.least_regret == ("a", "b")


def test_worlds_that_cannot_be_are_told_and_the_others_tried(
    study: Study, dataset: Dataset
) -> None:
    few = study.changed(draws=FEWEST_DRAWS)
    bad = [
        NamedWorld("x", "Unknown", overrides={"oxide_prise_today": 1.0}),
        NOTHING,
        NamedWorld("y", "Beyond", overrides={"award_probability": 2.0}),
        NamedWorld("z", "Upside down", terms={"price_floor": 90.0, "price_ceiling": 80.0}),
    ]
    found = stress(few, dataset, bad)
    assert [each.world.key for each in found.outlooks] == ["base"]
    first, second, *others = found.problems
    assert "'Unknown'" in first.where
    assert "oxide_prise_today" in first.where
    assert "oxide_price_today" in first.fix
    assert "'Beyond'" in second.where
    assert "2 is outside 0 to 1" in second.what
    assert all("'Upside down'" in each.where for each in others)
    assert few.deals[0].name in others[0].where
    with pytest.raises(StudyError, match="outside 0 to 1"):
        refuse(bad[2], few, dataset)
    refuse(NOTHING, few, dataset)


def test_a_term_is_held_in_every_deal_that_has_it(study: Study, dataset: Dataset) -> None:
    own = OwnWorld(name="Dear toll", overrides={"oxide_duty": 0.1}, terms={"toll_fee": 60.0})
    few = study.changed(draws=FEWEST_DRAWS, worlds=(own,))
    first, *named = all_worlds(few, dataset)
    assert first.own
    assert (first.label, dict(first.terms)) == ("Own: Dear toll", {"toll_fee": 60.0})
    assert not any(each.own for each in named)
    inside = first.applied(few)
    having = [each for each in inside.all_deals if hasattr(each.terms, "toll_fee")]
    assert having
    assert all(each.terms.toll_fee == 60.0 for each in having)  # type: ignore[attr-defined]
    assert inside.world.overrides["oxide_duty"] == 0.1
    found = stress(few, dataset, [NOTHING, first]).outlooks
    other = evaluate(inside, dataset).outcomes
    for name, outcome in other.items():
        assert found[1].means[name]["cost"] == pytest.approx(outcome.mean("cost"), rel=1e-12)
    name = having[0].name
    assert found[1].means[name]["cost"] > found[0].means[name]["cost"]


def test_worlds_are_scored_with_the_bend_of_the_study(study: Study, dataset: Dataset) -> None:
    few = study.changed(draws=FEWEST_DRAWS, half_way={"cost": 60.0, "lead_time": 40.0})
    scored = score(evaluate(few, dataset), dataset.criteria)
    (found,) = stress(few, dataset, [NOTHING]).outlooks
    for name, each in scored.scores.items():
        assert found.scores[name] == float(each.mean())


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


def test_a_world_computes_only_what_it_reaches_and_gives_the_same_to_the_last_bit(
    study: Study, dataset: Dataset
) -> None:
    few = study.changed(draws=FEWEST_DRAWS, world=study.world.with_override("oxide_duty", 0.1))
    trials = Trials(prepared(few, dataset), few.draws, few.seed)
    for world in all_worlds(few, dataset):
        inside = world.applied(few)
        data = dataset.with_overrides(inside.world.overrides)
        found = trials.held({name: data.parameters[name] for name in world.overrides})
        whole = evaluated(prepared(inside, dataset), {}, few.draws, few.seed)
        for deal, each in whole.items():
            for key in CRITERIA:
                assert np.array_equal(found[deal][key], each[key], equal_nan=True), world.key
