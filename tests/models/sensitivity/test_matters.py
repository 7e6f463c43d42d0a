"""What matters between two deals: the answers rest on the study's own draws, and agree."""

from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from models.analysis import matters
from models.analysis.answers import Knowing
from models.analysis.matters import QUESTIONS, Contest, contest
from models.analysis.scoring import score
from models.analysis.tornado import Tornado
from models.dataset import Dataset
from models.evaluate import evaluate
from models.study import Study

Asked = Callable[[str], tuple[Any, list[float]]]
EVEN = {"cost": 0.4, "lead_time": 0.3, "supply_security": 0.3}


@pytest.fixture(scope="module")
def of(small: Study, dataset: Dataset) -> Contest:
    evaluation = evaluate(small, dataset)
    names = [each.name for each in small.deals]
    return contest(evaluation, dataset, score(evaluation, dataset.criteria), *names)


@pytest.fixture(scope="module")
def asked(of: Contest) -> Asked:
    """Ask each question once; returns its answer and the progress it told."""

    @cache
    def ask(kind: str) -> tuple[Any, list[float]]:
        told: list[float] = []
        return QUESTIONS[kind](of, told.append), told

    return ask


def test_the_first_of_two_deals_is_the_one_ahead(of: Contest, dataset: Dataset) -> None:
    assert of.gap.mean() >= 0.0
    turned = contest(evaluate(of.study, dataset), dataset, of.scored, of.second, of.first)
    assert (turned.first, turned.second) == (of.first, of.second)


def test_every_answer_rests_on_expected_values_of_a_bent_scale(
    small: Study, dataset: Dataset
) -> None:
    study = small.changed(half_way={"cost": 70.0}, weights={**EVEN})
    evaluation = evaluate(study, dataset)
    names = [each.name for each in study.deals]
    found = contest(evaluation, dataset, score(evaluation, dataset.criteria), *names)
    gap = found.pair.gap({name: found.outcomes[name].values for name in names})
    assert gap == pytest.approx(found.gap, abs=1e-12)  # of tornado, break-evens and indices
    movers = QUESTIONS["movers"](found, lambda _: None)
    assert movers.tornado.base["score"] == pytest.approx(float(found.gap.mean()))
    for each in QUESTIONS["switches"](found, lambda _: None).weights:
        if each.value is not None:
            rest = {key: weight / (1.0 - EVEN[each.name]) for key, weight in EVEN.items()}
            shares = {key: (1.0 - each.value) * part for key, part in rest.items()}
            shares |= {each.name: each.value}
            values = found.scored.values
            lead = sum(
                share * float((values[found.first][key] - values[found.second][key]).mean())
                for key, share in shares.items()
            )
            assert lead == pytest.approx(0.0, abs=1e-9)
    assert QUESTIONS["knowing"](found, lambda _: None).point is None  # cost has no one price


def test_levels_are_the_differences_of_the_means(of: Contest) -> None:
    for key in of.dataset.criteria:
        one, other = (of.outcomes[name].mean(key) for name in (of.first, of.second))
        assert of.levels[key] == pytest.approx(one - other)


def test_a_tornado_moved_to_another_level_keeps_its_swings(of: Contest, asked: Asked) -> None:
    found: Tornado = asked("movers")[0].tornado
    assert found.base == of.levels
    moved = found.at({key: level + 1.0 for key, level in found.base.items()})
    for before, after in zip(found.bars, moved.bars, strict=True):
        assert after.swing() == pytest.approx(before.swing())
        assert after.ends["cost"][0] == pytest.approx(before.ends["cost"][0] + 1.0)


def test_luck_turns_nothing_and_is_no_gap(asked: Asked) -> None:
    found, _ = asked("movers")
    luck = {bar.name for bar in found.tornado.bars if bar.luck}
    assert "stall_chance" in luck
    assert not luck & {each.name for each in found.turns}
    assert not luck & {each.row.name for each in found.gaps.ranked}
    share, error = found.gaps.luck
    assert 0.0 < share < 1.0
    assert error < 0.3  # of 100 draws


def test_knowing_the_numbers_is_worth_no_more_than_knowing_everything(asked: Asked) -> None:
    found, _ = asked("knowing")
    assert found.numbers.value <= found.all.value
    assert "stall_chance" not in found.single


def test_what_a_number_is_worth_rests_on_the_first_draws_alone(
    study: Study, dataset: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    def asked(draws: int) -> Knowing:
        found = evaluate(study.changed(draws=draws), dataset)
        one, other, *_ = (each.name for each in study.all_deals)
        known = contest(found, dataset, score(found, dataset.criteria), one, other)
        return matters.knowing(known, lambda _: None)

    monkeypatch.setattr(matters, "MOST_NESTED", 150)
    few, many = asked(150), asked(250)
    assert few.draws == many.draws == 150
    assert many.single == few.single
    assert many.numbers == few.numbers
    assert few.numbers.value > 0.0
    assert many.all != few.all  # everything: of all draws


@pytest.mark.parametrize("kind", sorted(QUESTIONS))
def test_progress_climbs_to_the_end_and_whatever_it_raises_ends_the_work(
    of: Contest, asked: Asked, kind: str
) -> None:
    _, told = asked(kind)
    assert told == sorted(told)
    assert told[-1] == pytest.approx(1.0)

    def stop(_: float) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        QUESTIONS[kind](of, stop)


@pytest.mark.parametrize("kind", ["movers", "indices", "losing"])
def test_the_same_study_gives_the_same_answer(of: Contest, asked: Asked, kind: str) -> None:
    (one, _), other = asked(kind), QUESTIONS[kind](of, lambda _: None)
    if kind == "indices":
        assert list(one.total.value) == list(other.total.value)
        assert list(one.first.low) == list(other.first.low)
    else:
        assert repr(one) == repr(other)
