"""What the time of a deal says in sentences, whatever comes out."""

from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import time_words
from dashboard.timings import STAGES, Step, Timings, timings
from models import Outcome, evaluate, trace
from tests.dashboard.drawn import DATASET, USUAL

MONTHS = st.floats(0.0, 1500.0)
SHARE = st.floats(0.0, 1.0)


def spreads() -> st.SearchStrategy[tuple[Any, ...]]:
    return st.tuples(MONTHS, MONTHS, MONTHS).map(lambda three: tuple(sorted(three)))


def steps() -> st.SearchStrategy[Step]:
    return st.builds(
        Step,
        key=st.sampled_from([*STAGES]),
        name=st.sampled_from([*STAGES.values()]),
        label=st.just("A stage"),
        happens=SHARE,
        time=spreads(),
        start=spreads(),
        finish=spreads(),
        critical=SHARE,
        saves=SHARE,
    )


@pytest.fixture(scope="module")
def found() -> dict[str, Timings]:
    evaluation = evaluate(USUAL.changed(draws=100), DATASET)
    return {
        name: timings(trace(evaluation.study, DATASET, name), each, DATASET)
        for name, each in evaluation.outcomes.items()
    }


def told(found: Timings, lead: list[float], stages: tuple[Step, ...], never: float) -> Timings:
    known = found.outcome
    values = MappingProxyType({**known.values, "lead_time": np.array(lead)})
    outcome = Outcome(known.deal, known.structure, known.country, values)
    timing = replace(found.timing, never=never)
    return replace(found, outcome=outcome, steps=stages, timing=timing)


@given(
    place=st.integers(0, 3),
    lead=st.lists(MONTHS, min_size=1, max_size=20),
    stages=st.lists(steps(), max_size=6).map(tuple),
    never=SHARE,
    month=st.integers(0, 240),
)
def test_the_finding_holds_whatever_comes_out(
    found: dict[str, Timings],
    place: int,
    lead: list[float],
    stages: tuple[Step, ...],
    never: float,
    month: int,
) -> None:
    shown = told(list(found.values())[place], lead, stages, never)
    said = time_words.finding(shown, month)
    assert said.startswith("First qualified magnets come in ")
    assert said.endswith(".")
    assert "nan" not in said
    assert ("in no future" in said) == (min(lead) > month)
    assert ("not within the years looked at" in said) == (never >= time_words.SELDOM)
    critical = [each for each in stages if each.critical >= time_words.CRITICAL]
    assert ("wait for longest" in said) == bool(critical)
    assert said.count(" in 0 of 100") == 0


def test_imports_need_no_wait(found: dict[str, Timings]) -> None:
    said = time_words.finding(found[USUAL.baseline.name], 60)
    assert said.startswith("Imports need no wait")


def test_the_longest_wait_is_named_first(found: dict[str, Timings]) -> None:
    for each in list(found.values())[:-1]:
        longest = max(each.steps, key=lambda step: step.critical * step.time[1])
        name = longest.name if longest.name.startswith("IREL") else longest.name.lower()
        assert (
            time_words.held_up(each)
            .lower()
            .startswith(f"what they wait for longest: {name.lower()}")
        )


@given(st.floats(0.0, 1.0))
def test_every_place_of_the_dial_has_words(weight: float) -> None:
    assert time_words.dialled(weight) in dict(time_words.DIAL).values()


@pytest.mark.parametrize(("weight", "said"), time_words.DIAL)
def test_the_words_of_the_dial(weight: float, said: str) -> None:
    assert time_words.dialled(weight) == said
