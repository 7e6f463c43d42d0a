"""Sentences on what matters: whatever is found, they say it and nothing else."""

from dataclasses import replace

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import amounts, matter_tables, matter_words
from dashboard.matter_words import NO_VALUE
from models import Bound, Losing
from tests.dashboard.drawn import DATASET, DOLLARS
from tests.dashboard.matters import DRAWS, answer, between, small

NAMES = sorted(DATASET.parameters)
shares = st.floats(0.0, 1.0)


def told(found) -> str:
    return matter_words.finding(found, small(), DATASET, DOLLARS)


def test_the_finding_names_the_longest_bars_and_a_value_that_turns_it() -> None:
    found = answer("movers")
    said = told(found)
    assert f"“{found.tornado.bars[0].label}”" in said
    assert f"{found.first} is ahead by" in said or "too close to rank" in said


@given(place=st.integers(0, 5), chance=shares, first=st.booleans())
def test_the_side_on_which_the_other_leads_is_the_one_told(
    place: int, chance: float, first: bool
) -> None:
    found = answer("movers")
    each = found.turns[place]
    above = found.first if first else found.second
    low, high = each.span
    turn = replace(each, value=low + chance * (high - low), chance=chance, above=above)
    said = told(replace(found, apart=True, turns=(turn,)))
    assert f"unless “{turn.label}” is {'below' if first else 'above'} " in said
    assert "of its range)" in said


def test_without_a_turn_the_finding_says_so() -> None:
    found = answer("movers")
    still = tuple(replace(each, value=None, crossings=()) for each in found.turns)
    said = told(replace(found, apart=True, turns=still))
    assert "stays ahead wherever one of the 6 strongest numbers lies" in said
    assert "unless" not in said


def test_deals_that_cannot_be_told_apart_are_not_ranked() -> None:
    said = told(replace(answer("movers"), apart=False))
    assert "too close to rank" in said
    assert "stays ahead" not in said


@given(
    name=st.sampled_from(NAMES),
    ends=st.tuples(st.none() | st.floats(0.1, 10.0), st.floats(0.1, 10.0)),
    density=shares,
    coverage=shares,
    base=shares,
    wins=st.booleans(),
)
def test_where_a_deal_loses_is_one_sentence_with_density_and_coverage(
    name: str,
    ends: tuple[float | None, float],
    density: float,
    coverage: float,
    base: float,
    wins: bool,
) -> None:
    bound = Bound(name, *ends, 0.0, 1.0, 0.5, 0.01)
    known = answer("losing")[0]
    best = base if wins else 1.0 - base
    box = replace(known.box, bounds=(bound,), density=density, coverage=coverage, base=base)
    said = matter_words.where(Losing("A deal", best, wins, box), DATASET, DOLLARS)
    assert said.startswith("A deal is ")
    assert said.endswith(".")
    if not (0.01 <= base < 1.0 and density >= base + 0.01):
        assert "(density)" not in said
    elif density < 2.0 / 3.0 or coverage < 0.2:
        assert "no few inputs say well when" in said
        assert "(coverage)" not in said
    else:
        assert "(density)" in said
        assert "(coverage)" in said
        assert ("not the best" in said) != wins


@given(st.sampled_from(NAMES), shares)
def test_any_value_of_any_parameter_can_be_written(name: str, share: float) -> None:
    row = DATASET.parameters[name]
    value = row.minimum + share * (row.maximum - row.minimum)
    said = amounts.parameter(name, value, DATASET, DOLLARS)
    assert said
    assert "nan" not in said


def test_every_break_even_is_a_line_and_never_says_never() -> None:
    found = answer("switches")
    table = matter_tables.break_evens(found, small(), DATASET, DOLLARS)
    every = (*found.weights, *found.inputs)
    assert len(table) == len(every)
    for said, each in zip(table["Break-even"], every, strict=True):
        assert (said == NO_VALUE) == each.never
    turning = sum(each.value is not None for each in found.inputs)
    of = between()
    assert matter_words.switching(found, of.first, of.second).startswith(
        f"{turning} of {len(found.inputs)} inputs" if turning else "No single input"
    )


def test_a_weight_at_its_break_even_makes_the_deals_equal() -> None:
    of = between()
    values = dict(of.scored.values)
    means = {
        k: float((values[of.first][k] - values[of.second][k]).mean()) for k in values[of.first]
    }
    for each in (one for one in answer("switches").weights if one.value is not None):
        rest = {k: w for k, w in of.study.weights.shares().items() if k != each.name}
        scale = (1.0 - each.value) / sum(rest.values())
        gap = each.value * means[each.name] + sum(scale * w * means[k] for k, w in rest.items())
        assert gap == pytest.approx(0.0, abs=1e-12)


def test_what_nobody_can_find_out_is_no_gap() -> None:
    assert "stall_chance" not in answer("knowing").single
    assert "plant_rank" not in {each.row.name for each in answer("movers").gaps.ranked}


def test_luck_is_told_apart_from_what_a_study_can_tell() -> None:
    found = answer("knowing")
    whole, part = (replace(found.all, value=value, error=1e-6) for value in (0.02, 0.005))
    said = matter_words.worth(replace(found, all=whole, numbers=part), DATASET, DOLLARS)
    assert "of which 1.5 points is luck" in said
    said = matter_words.worth(replace(found, all=whole, numbers=whole), DATASET, DOLLARS)
    assert "luck" not in said
    gaps = answer("movers").gaps
    told = matter_words.guesses(replace(gaps, luck=(0.25, 0.01)))
    assert "Luck takes part in 25 % of the variance" in told
    assert "next to no part" in matter_words.guesses(replace(gaps, luck=(0.01, 0.01)))


def test_what_is_worth_knowing_is_told_in_points_and_in_cost() -> None:
    found = answer("knowing")
    assert found.point == pytest.approx(220.0 / small().weights.shares()["cost"])
    said = matter_words.worth(found, DATASET, DOLLARS)
    assert matter_words.points(found.all.value) in said or "always best" in said
    table = matter_tables.worth(found, DATASET, DOLLARS)
    assert list(table["Worth (points)"]) == sorted(table["Worth (points)"], reverse=True)


def test_the_stress_sentence_counts_every_world_once() -> None:
    found = answer("stress")
    said = matter_words.stress(found)
    assert f"Of {len(found.outlooks)} worlds" in said
    assert sum(found.wins().values()) == len(found.outlooks)
    table = matter_tables.regrets(found).set_index("Deal")
    mild = table["Worst regret (points)"].idxmin()
    assert f"worst case has {mild}" in said


def test_tables_can_be_made_of_little() -> None:
    empty = matter_tables.boxes((), DATASET, DOLLARS)
    assert isinstance(empty, pd.DataFrame)
    assert empty.empty
    assert between().study.draws == DRAWS
