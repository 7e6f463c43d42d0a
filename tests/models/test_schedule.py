"""A network of stages: by hand, and by the laws of the critical path."""

import math
from dataclasses import dataclass, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.chain.schedule import network
from models.formula import Array, plan

ONE = np.ones((1, 1))


@dataclass(frozen=True)
class Stage:
    """A stage of our own."""

    key: str
    time: float = 1.0
    predecessors: tuple[str, ...] = ()
    structures: tuple[str, ...] = ("ours",)
    when: str = ""
    overlap: bool = False
    shortened_by: str = ""
    rework: str = ""
    milestone: str = ""
    elapsed: float = 0.0
    label: str = "Stage"
    source: str = "definition"


def computed(
    *stages: Stage, track: float = 0.0, times: dict[str, Array] | None = None, **terms: float
) -> dict[str, Array]:
    """Everything about the stages of our structure."""
    made = network(stages, "ours")
    values = {f"{stage.key}_duration": stage.time * ONE for stage in stages}
    values |= {name: value * ONE for name, value in {"fast_track": track, **terms}.items()}
    values |= {f"{key}_duration": time for key, time in (times or {}).items()}
    for step in plan(made, made, set(values)):
        values[step.name] = step.compute(*(values[name] for name in step.inputs))
    return values


def finishes(
    *stages: Stage, track: float = 0.0, times: dict[str, Array] | None = None, **terms: float
) -> dict[str, Array]:
    """When each stage of our structure ends."""
    values = computed(*stages, track=track, times=times, **terms)
    ends = (name for name in values if name.endswith("_finish"))
    return {name.removesuffix("_finish"): values[name] for name in ends}


def end(*stages: Stage, last: str, track: float = 0.0, **terms: float) -> float:
    return float(finishes(*stages, track=track, **terms)[last][0, 0])


A, B, C = Stage("a", 3.0), Stage("b", 5.0, ("a",)), Stage("c", 7.0, ("b",))


UPPER, LOWER = Stage("upper", 4.0, ("a",)), Stage("lower", 9.0, ("a",))


JOIN = Stage("join", 2.0, ("upper", "lower"))


def test_a_chain_takes_the_sum_of_its_stages() -> None:
    assert end(A, B, C, last="c") == 15.0


def test_a_diamond_takes_its_longer_arm() -> None:
    assert end(A, UPPER, LOWER, JOIN, last="join") == 3.0 + 9.0 + 2.0


def test_stages_may_be_listed_in_any_order() -> None:
    assert end(C, A, B, last="c") == 15.0


def test_a_stage_that_a_structure_lacks_hands_on_its_predecessors() -> None:
    elsewhere = replace(B, structures=("theirs",))
    assert end(A, elsewhere, C, last="c") == 10.0
    assert "b" not in finishes(A, elsewhere, C)


def test_two_absent_stages_in_a_row_are_both_looked_through() -> None:
    gone = Stage("gone", 90.0, ("b",), structures=("theirs",))
    after = Stage("after", 1.0, ("gone",))
    assert end(A, replace(B, structures=()), gone, after, last="after") == 4.0


def test_months_already_passed_are_credited_but_a_stage_takes_no_less_than_nothing() -> None:
    assert end(replace(A, elapsed=1.0), B, last="b") == 7.0
    assert end(replace(A, elapsed=99.0), B, last="b") == 5.0


def test_a_saving_shortens_its_stage() -> None:
    assert end(A, replace(B, shortened_by="saving"), last="b", saving=0.4) == 6.0


@pytest.mark.parametrize(("chance", "repeats"), [
    (0.9, 0.0), (0.21, 0.0), (0.19, 1.0), (0.041, 1.0), (0.039, 2.0), (0.0079, 3.0),
])  # fmt: skip
def test_a_stage_that_fails_with_a_fifth_is_repeated_n_times_in_a_fifth_to_the_n(
    chance: float, repeats: float
) -> None:
    # 0.2, 0.04 and 0.008 are the chances of at least one, two and three failures
    lots = {"lots_chance": chance, "lots_probability": 0.2, "repeat_share": 0.5}
    found = computed(A, replace(B, rework="lots"), **lots)
    assert found["lots_repeats"][0, 0] == repeats
    assert found["b_finish"][0, 0] == 3.0 + 5.0 * (1.0 + 0.5 * repeats)


@pytest.mark.parametrize("chance", [0.1, 0.25, 0.6])
def test_a_stage_fails_p_over_one_less_p_times_on_average(chance: float) -> None:
    ranks = (np.arange(200_000) + 0.5)[:, None] / 200_000
    made = network((replace(A, rework="lots"),), "ours")["lots_repeats"]
    assert np.mean(made.compute(ranks, chance * ONE)) == pytest.approx(chance / (1 - chance), 1e-3)
    assert "p / (1 - p)" in made.text


def test_what_cannot_fail_is_never_repeated() -> None:
    with np.errstate(divide="ignore"):
        made = network((replace(A, rework="lots"),), "ours")["lots_repeats"]
        assert made.compute(0.01 * ONE, 0.0 * ONE)[0, 0] == 0.0


def test_a_saving_an_alternative_and_rework_act_on_one_stage_together() -> None:
    # 5 months less a fifth, twice done, if the tender is chosen: 3 + 8
    stage = replace(B, shortened_by="saving", rework="lots", when="tender")
    lots = {"lots_chance": 0.1, "lots_probability": 0.2, "repeat_share": 1.0}
    assert end(A, stage, last="b", tender=1.0, saving=0.2, **lots) == pytest.approx(11.0)
    assert end(A, stage, last="b", tender=0.0, saving=0.2, **lots) == 3.0


def test_a_milestone_is_reached_when_the_last_stage_that_it_needs_has_ended() -> None:
    stages = A, replace(UPPER, milestone="agreed"), replace(LOWER, milestone="agreed"), JOIN
    assert computed(*stages)["agreed"][0, 0] == 12.0


@pytest.mark.parametrize(("when", "agreed", "months"), [
    ("tender", 1.0, 8.0), ("tender", 0.0, 3.0), ("!tender", 1.0, 3.0), ("!tender", 0.0, 8.0),
])  # fmt: skip
def test_a_stage_that_a_term_takes_away_takes_no_time(
    when: str, agreed: float, months: float
) -> None:
    assert end(A, replace(B, when=when), last="b", tender=agreed) == months


@pytest.mark.parametrize(("track", "months"), [(0.0, 8.0), (0.5, 6.5), (1.0, 5.0)])
def test_on_the_fast_track_a_stage_begins_when_part_of_the_one_before_is_done(
    track: float, months: float
) -> None:
    # 3 months and then 5: with half overlapped from 1.5 to 6.5, in parallel 5
    assert end(A, replace(B, overlap=True), last="b", track=track) == months


def test_a_short_stage_never_ends_before_the_one_it_overlaps() -> None:
    assert end(LOWER, replace(UPPER, predecessors=("lower",), overlap=True), A,
               last="upper", track=1.0) == 12.0  # fmt: skip


@st.composite
def networks(draw: st.DrawFn, *, overlap: bool = True) -> list[Stage]:
    """Up to seven stages, each after some of the earlier ones."""
    count = draw(st.integers(2, 7))
    stages = []
    for number in range(count):
        known = [stage.key for stage in stages]
        before = draw(st.lists(st.sampled_from(known), unique=True, max_size=2)) if known else []
        before = list(dict.fromkeys((*before, *known[-1:]))) if draw(st.booleans()) else before
        time = draw(st.integers(0, 20))
        both = overlap and draw(st.booleans())
        stages.append(Stage(f"s{number}", float(time), tuple(before), overlap=both))
    return stages


TRACKS = st.sampled_from((0.0, 0.3, 0.6, 1.0))


@given(networks(overlap=False))
@settings(max_examples=40)
def test_no_stage_starts_before_those_before_it_have_finished(stages: list[Stage]) -> None:
    ends = finishes(*stages)
    for stage in stages:
        for before in stage.predecessors:
            assert ends[stage.key] - stage.time >= ends[before]


@given(networks(), TRACKS)
@settings(max_examples=40)
def test_the_fast_track_never_ends_a_stage_later_nor_before_its_predecessors(
    stages: list[Stage], track: float
) -> None:
    slow, fast = finishes(*stages), finishes(*stages, track=track)
    for stage in stages:
        assert fast[stage.key] <= slow[stage.key]
        assert fast[stage.key] >= stage.time
        for before in stage.predecessors:
            assert fast[stage.key] >= fast[before]


@given(networks(), TRACKS, st.data())
@settings(max_examples=40)
def test_one_more_predecessor_never_brings_a_stage_forward(
    stages: list[Stage], track: float, data: st.DataObject
) -> None:
    place = data.draw(st.integers(1, len(stages) - 1))
    extra = stages[data.draw(st.integers(0, place - 1))].key
    wider = list(stages)
    before = dict.fromkeys((*stages[place].predecessors, extra))
    wider[place] = replace(stages[place], predecessors=tuple(before))
    if not stages[place].predecessors:
        return  # a stage with nothing before it has nothing to overlap either
    was, now = finishes(*stages, track=track), finishes(*wider, track=track)
    assert all(now[key] >= was[key] - 1e-9 for key in was)


@given(networks(), TRACKS, st.data())
@settings(max_examples=80)
def test_a_longer_stage_never_brings_another_forward(
    stages: list[Stage], track: float, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(stages) - 1))
    longer = list(stages)
    longer[place] = replace(stages[place], time=stages[place].time + data.draw(st.integers(1, 9)))
    was, now = finishes(*stages, track=track), finishes(*longer, track=track)
    assert all(now[key] >= was[key] - 1e-9 for key in was)


@pytest.mark.parametrize("months", [2.0, 5.0, 15.0])
def test_a_longer_stage_hidden_behind_another_does_not_bring_the_next_forward(
    months: float,
) -> None:
    # land may be sought while the partner is (20 months), clearance while land is sought
    partner, land = Stage("partner", 20.0), Stage("land", 1.0, ("partner",), overlap=True)
    clearance = Stage("clearance", 10.0, ("land",), overlap=True)
    short = end(partner, land, clearance, last="clearance", track=1.0)
    longer = end(partner, replace(land, time=months), clearance, last="clearance", track=1.0)
    assert longer >= short


def test_the_later_of_two_equal_normal_stages_has_the_mean_clark_found() -> None:
    # Clark 1961: mean m, standard deviation s, the later one has mean m + s / sqrt(pi)
    draws = 40_000
    made = np.random.default_rng(5).normal(50.0, 4.0, (2, draws, 1))
    times = {"upper": made[0], "lower": made[1]}
    ends = finishes(replace(A, time=0.0), UPPER, LOWER, replace(JOIN, time=0.0), times=times)
    spread = 4.0 * math.sqrt(1.0 - 1.0 / math.pi)
    assert abs(ends["join"].mean() - (50.0 + 4.0 / math.sqrt(math.pi))) < 3 * spread / 200


def test_many_cases_at_once_give_what_each_gives_alone() -> None:
    stages = A, replace(UPPER, overlap=True), LOWER, replace(JOIN, overlap=True)
    times = {s.key: np.random.default_rng(6).uniform(0, 20, (30, 1)) for s in stages}
    together = finishes(*stages, track=0.6, times=times)["join"]
    for case in range(30):
        one = {key: time[case : case + 1] for key, time in times.items()}
        assert finishes(*stages, track=0.6, times=one)["join"][0, 0] == together[case, 0]
