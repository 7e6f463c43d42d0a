"""Charts of what matters: they show what the model said, on screen and on paper."""

from collections.abc import Iterator

import pytest

from dashboard import amounts, charts
from dashboard.charts.chart import balanced
from dashboard.charts.tornado import MOST
from dashboard.matter_words import columns
from dashboard.report.drawing import drawn
from models import CRITERIA
from tests.dashboard.drawn import DATASET, DOLLARS, HOSTILE, RUPEES, bars
from tests.dashboard.matters import answer, between, small

MEASURES = ("score", *CRITERIA)


NAMES = (between().first, between().second)


def tornado(key: str = "score", money=DOLLARS, ends=charts.QUANTILES) -> charts.Chart:
    found = answer("movers").tornado if ends == charts.QUANTILES else answer("agreed")
    shown = charts.measure(key, DATASET.criteria, money)
    spans = amounts.spans(found.bars, small(), DATASET, DOLLARS)
    return charts.tornado(found, NAMES, spans, key, shown, ends=ends)


def worlds(key: str = "score") -> charts.Chart:
    shown = charts.measure(key, DATASET.criteria, RUPEES)
    return charts.worlds(answer("stress"), small(), key, shown)


def sobol() -> charts.Chart:
    return charts.sobol(answer("indices"), columns(answer("indices"), DATASET))


def drawings() -> Iterator[charts.Chart]:
    for key in MEASURES:
        yield tornado(key)
        yield tornado(key, ends=charts.BOUNDS)
        yield worlds(key)
    yield sobol()


def test_every_chart_can_be_read_on_screen_and_on_paper() -> None:
    for chart in drawings():
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 25_000
        assert "nan" not in (chart.alt + chart.title).replace("Shenan", "").lower().split()
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


@pytest.mark.parametrize("key", MEASURES)
def test_bars_of_a_tornado_go_from_the_mean_to_what_the_model_says(key: str) -> None:
    found = answer("movers").tornado
    scale = charts.measure(key, DATASET.criteria, DOLLARS).scale
    chosen = found.by(key)[:MOST]
    for place, trace in enumerate(bars(tornado(key))):
        ends = [start + size for start, size in zip(trace.base, trace.x, strict=True)]
        told = [scale * bar.ends[key][place] for bar in chosen]
        assert ends == pytest.approx(told, rel=2e-3, abs=2e-3 * max(map(abs, told)))


def test_the_dashed_line_of_a_tornado_is_the_difference_of_all_draws() -> None:
    of = between()
    line = tornado().figure.layout.shapes[1].x0
    assert line == pytest.approx(100.0 * float(of.gap.mean()))


def test_luck_has_no_grade_and_a_term_has_its_deal() -> None:
    found = answer("movers").tornado
    for bar in found.bars:
        assert amounts.graded(bar) == ("luck" if bar.luck else f"grade {bar.grade}")
    table = tornado(ends=charts.BOUNDS).table
    assert all(said.endswith(tuple(f"({name})" for name in NAMES)) for said in table["Input"])


def test_both_ends_are_told_apart_without_colour() -> None:
    for chart in (tornado(), sobol()):
        shapes = {trace.marker.pattern.shape for trace in bars(chart)}
        assert len(shapes) == len(bars(chart))


def test_rupees_are_dollars_at_the_rate_of_2025() -> None:
    dollars, rupees = tornado("cost").table, tornado("cost", RUPEES).table
    assert list(rupees.iloc[:, 3]) == pytest.approx(list(87.16 * dollars.iloc[:, 3]), rel=2e-3)


def test_worlds_have_every_deal_and_the_best_of_each() -> None:
    found, table = answer("stress"), worlds().table
    assert list(table["World"]) == [each.world.label for each in found.outlooks]
    assert list(table["Best"]) == [each.winner for each in found.outlooks]
    for deal in found.deals:
        told = [100.0 * each.scores[deal] for each in found.outlooks]
        assert list(table[f"{deal} (points)"]) == pytest.approx(told, rel=1e-3)


def test_indices_are_drawn_the_largest_total_first() -> None:
    found, table = answer("indices"), sobol().table
    names = [amounts.column(name, DATASET) for name in found.ranked()]
    assert list(table["Input"]) == names[: len(table)]


def test_a_name_with_markup_is_shown_as_it_was_typed() -> None:
    study = small()
    sly = study.replacing(study.deals[0].name, study.deals[0].model_copy(update={"name": HOSTILE}))
    found = answer("stress")
    first = found.deals[0]
    renamed = [
        type(each)(
            each.world,
            {HOSTILE if n == first else n: v for n, v in each.means.items()},
            {HOSTILE if n == first else n: v for n, v in each.scores.items()},
            {k: HOSTILE if n == first else n for k, n in each.best.items()},
            each.apart,
        )
        for each in found.outlooks
    ]
    shown = charts.measure("score", DATASET.criteria, DOLLARS)
    text = charts.worlds(type(found)(tuple(renamed)), sly, "score", shown).figure.to_json()
    assert "<b>deal" not in text.replace("\\u003c", "<").replace("\\u003e", ">")
