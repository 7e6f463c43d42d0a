"""Charts and sentences of who is the best: what they show is what the model said."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard import charts, standing_words, text
from dashboard.charts.chart import Chart, balanced
from dashboard.charts.rank_bars import shades
from dashboard.charts.style import contrast
from dashboard.charts.win_matrix import shade
from dashboard.report.drawing import drawn
from models import Evaluation, Outcome, Standing, Study, score
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, Result, of

LEVELS = st.sampled_from([0.0, 0.5, 0.5000001, 1.0])
SHAPES = st.lists(st.tuples(LEVELS, LEVELS, LEVELS), min_size=2, max_size=5)
INK = 15.0  # contrast of the ink with white, about
TWELVE = 12  # words of a title
CERTAIN = ((90, "clear"), (70, "leaning"), (50, "open"), (0, "no leader"))


def drawings(found: Standing, study: Study) -> Iterator[Chart]:
    base = study.baseline.name
    yield charts.rank_bars(found, base)
    yield charts.win_matrix(found, base)
    yield charts.weight_triangle(found, study)
    if len(found.deals) > 1:
        first, second = (found.deals[place] for place in found.order[:2])
        yield charts.lead(found, first, second, base)
        yield charts.lead(found, second, first, base)


@pytest.mark.parametrize("kind", ["usual", "full", "single"])
def test_every_chart_can_be_read_on_screen_and_on_paper(
    studies: dict[str, Result], kind: str
) -> None:
    evaluation, scored = studies[kind]
    for chart in drawings(scored.standing, evaluation.study):
        assert len(chart.title.split()) <= TWELVE, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 30_000
        assert "nan" not in chart.alt + chart.title
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


@pytest.mark.parametrize("kind", ["usual", "full", "single"])
def test_ranks_fill_every_bar(studies: dict[str, Result], kind: str) -> None:
    found = studies[kind][1].standing
    table = charts.rank_bars(found, "").table
    shares = table.iloc[:, 1:-1].to_numpy()
    assert shares.sum(axis=1) == pytest.approx(100.0, abs=0.1)
    assert shares.shape[1] <= 5
    assert list(table["Deal"]) == [found.names[place] for place in found.order]
    assert list(shares[:, 0]) == sorted(shares[:, 0], reverse=True)


@pytest.mark.parametrize("kind", ["usual", "full", "single"])
def test_pairs_add_up_to_all_futures(studies: dict[str, Result], kind: str) -> None:
    cells = charts.win_matrix(studies[kind][1].standing, "").table.iloc[:, 1:].to_numpy()
    assert cells + cells.T == pytest.approx(100.0, abs=0.1)


def test_areas_of_the_triangle_are_the_shares_at_expected_values(usual: Result) -> None:
    evaluation, scored = usual
    found = scored.standing
    table = charts.weight_triangle(found, evaluation.study).table
    drawn_shares = np.zeros(len(found.deals))
    for name, share in table.itertuples(index=False):
        drawn_shares[found.deals.index(name)] = share / 100.0
    assert drawn_shares.sum() == pytest.approx(1.0, abs=1e-3)
    steps = np.arange(401) / 400.0
    one, two = np.meshgrid(steps, steps)
    inside = one + two <= 1.0
    weights = np.stack([one[inside], two[inside], 1.0 - one[inside] - two[inside]])
    counted = np.bincount((found.means @ weights).argmax(axis=0), minlength=len(found.deals))
    assert drawn_shares == pytest.approx(counted / counted.sum(), abs=5e-3)


def test_the_users_point_and_the_end_of_the_way_are_where_the_weights_say(usual: Result) -> None:
    evaluation, scored = usual
    found = scored.standing
    chart = charts.weight_triangle(found, evaluation.study)
    way, point = chart.plain.data[-2:]
    height = point["y"][0] / np.sqrt(0.75)
    assert height == pytest.approx(found.weights[2], abs=1e-3)
    assert point["x"][0] - height / 2 == pytest.approx(found.weights[1], abs=1e-3)
    nearest = found.triangle.nearest
    assert nearest is not None
    assert way["y"][1] / np.sqrt(0.75) == pytest.approx(nearest.weights[2], abs=1e-3)


def test_steps_of_a_lead_add_up_exactly(usual: Result) -> None:
    found = usual[1].standing
    first, *others = found.deals
    for second in others:
        table = charts.lead(found, first, second, "").table
        column = table["Adds to the lead (points)"]
        assert column[:-1].sum() == pytest.approx(column.iloc[-1], abs=3e-6)
        gap = usual[1].scores[first].mean() - usual[1].scores[second].mean()
        assert column.iloc[-1] == pytest.approx(100.0 * gap, abs=1e-6)


def test_numbers_can_be_read_on_every_shade() -> None:
    for colour in [*shades(5), *shades(2), *(shade(each / 50) for each in range(51))]:
        dark = contrast(colour)
        assert max(dark, INK / dark) >= 4.5, colour
    lightness = [contrast(each) for each in shades(5)]
    assert all(a > 1.25 * b for a, b in pairwise(lightness))


def invented(shapes: list[tuple[float, float, float]], zero: str) -> tuple[Study, Standing]:
    """A study of deals with these values, with or without a draw's noise."""
    kept = USUAL.changed(deals=USUAL.deals[: len(shapes) - 1], draws=100)
    if zero:
        kept = kept.changed(weights=kept.weights.model_dump() | {zero: 0.0})
    outcomes = {}
    for deal, shape in zip(kept.all_deals, shapes, strict=True):
        amounts = {
            key: np.full(100, each.worst + level * (each.best - each.worst))
            for (key, each), level in zip(DATASET.criteria.items(), shape, strict=True)
        }
        outcomes[deal.name] = Outcome(deal, None, "", amounts)  # type: ignore[arg-type]
    found = score(Evaluation(kept, "none", "none", outcomes), DATASET.criteria)
    return kept, found.standing


@settings(deadline=None, max_examples=60)
@given(shapes=SHAPES, zero=st.sampled_from(["", "cost", "supply_security"]))
def test_no_sentence_says_more_than_the_numbers_however_extreme(
    shapes: list[tuple[float, float, float]], zero: str
) -> None:
    study, found = invented(shapes, zero)
    first, lost = standing_words.finding(found, DOLLARS)
    best = float(found.first.max())
    if len(found.leaders) == 1:
        told = re.match(r"With your weights, (.+) is the best in (.+) of 100 .+: (.+)\.$", first)
        assert told
        assert found.first[found.names.index(told[1])] == best
        assert told[2] == text.of_hundred(best)
        printed = int(told[2].removeprefix("more than "))
        assert told[3] == next(word for least, word in CERTAIN if printed >= least)
    else:
        assert first.endswith("no leader.")
        assert all(name in first for name in found.leaders)
    assert ("USD/kg" in lost) <= (found.point_price is not None)
    for chart in drawings(found, study):
        assert len(chart.title.split()) <= TWELVE
        drawn(chart.plain)
    every = [first, lost, standing_words.border(found), standing_words.prices(found, RUPEES)]
    every += [
        standing_words.what_is_uncertain(found),
        standing_words.against_baseline(found, study),
    ]
    every.append(standing_words.ahead(found, *found.deals[:2]))
    assert not any("nan" in each or "inf" in each for each in every)


def test_the_nearest_border_is_crossed_by_the_move_that_is_told(usual: Result) -> None:
    found = usual[1].standing
    nearest = found.triangle.nearest
    assert nearest is not None
    level = found.means @ nearest.weights
    assert level[nearest.deal] == pytest.approx(level.max(), abs=1e-9)
    said = standing_words.border(found)
    assert found.deals[nearest.deal] in said
    assert f"from {text.label(found.criteria[nearest.shifts[0].source]).lower()} to" in said


def test_other_people_are_points_with_names_on_the_triangle() -> None:
    people = [
        {"name": "Car maker", "weights": {"cost": 50.0, "lead_time": 50.0, "supply_security": 0.0}}
    ]
    evaluation, scored = of(USUAL.changed(stakeholders=people))
    chart = charts.weight_triangle(scored.standing, evaluation.study)
    (points,) = [each for each in chart.figure.data if each.mode == "markers+text"]
    assert (list(points.x), list(points.y)) == ([0.5], [0.0])  # half way from cost to lead time
    assert list(points.text) == ["Car maker"]
    assert "Car maker: 50 %, 50 %, 0 %" in chart.alt
