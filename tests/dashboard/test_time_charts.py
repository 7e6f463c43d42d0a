"""Charts of a deal's time: what they show is what the model said, on screen and on paper."""

import datetime
from collections.abc import Iterator

import numpy as np
import pytest

from dashboard import charts, text
from dashboard.charts.chart import balanced
from dashboard.report.drawing import drawn
from dashboard.timings import REACHED, STAGES, Timings, day_of, month_of, timings
from models import Evaluation, evaluate, reference_classes, trace
from tests.dashboard.drawn import DATASET, HOSTILE, USUAL, bars, full, printed

TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
Found = dict[str, Timings]
Result = tuple[Evaluation, Found]


def gathered(study: object = USUAL, draws: int = 200) -> Result:
    evaluation = evaluate(study.changed(draws=draws), DATASET)  # type: ignore[attr-defined]
    found = {
        name: timings(trace(evaluation.study, DATASET, name), each, DATASET)
        for name, each in evaluation.outcomes.items()
    }
    return evaluation, found


@pytest.fixture(scope="module")
def usual() -> Result:
    return gathered()


@pytest.fixture(scope="module")
def many() -> Result:
    return gathered(full(), 100)


@pytest.fixture(scope="module")
def single() -> Result:
    deal = USUAL.deals[0].model_copy(update={"name": HOSTILE})
    later = deal.with_terms(effective_date=datetime.date(2028, 7, 1))
    return gathered(USUAL.changed(deals=(later,)))


def drawings(result: Result) -> Iterator[charts.Chart]:
    evaluation, found = result
    for each in found.values():
        yield charts.arrivals(evaluation, each, 60.0)
        yield charts.real_plants(each)
        if each.steps:
            yield charts.gantt(each)
            yield charts.months_saved(each)


@pytest.mark.parametrize("result", ["usual", "many", "single"])
def test_every_chart_can_be_read_on_screen_and_on_paper(
    result: str, request: pytest.FixtureRequest
) -> None:
    for chart in drawings(request.getfixturevalue(result)):
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 25_000
        assert "nan" not in chart.alt + chart.title
        assert "<b>deal" not in chart.figure.to_json().replace("\\u003c", "<")
        assert any(letter.isdigit() for letter in chart.alt)
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


def test_every_stage_of_the_dataset_has_a_short_name() -> None:
    assert DATASET.stages.keys() == STAGES.keys()
    assert all(len(name.split()) <= 4 for name in STAGES.values())
    assert len(set(STAGES.values())) == len(STAGES)


@pytest.mark.parametrize("deal", [TRANSFER, VENTURE, PLANT, TOLLING])
def test_bars_go_from_median_start_to_median_end(usual: Result, deal: str) -> None:
    found = usual[1][deal]
    model = {STAGES[each.key]: each for each in found.timing.stages if each.happens > 0.0}
    seen = {}
    for trace_ in bars(charts.gantt(found)):
        for label, base, size, up in zip(
            trace_.y, trace_.base, trace_.x, trace_.error_x.array, strict=True
        ):
            seen[label.replace("<br>", " ")] = (base, base + size, base + size + up)
    assert seen.keys() == model.keys()
    for name, (start, end, late) in seen.items():
        stage = model[name]
        assert (start - found.start) * 12 == pytest.approx(stage.start[1], abs=0.02)
        assert (end - found.start) * 12 == pytest.approx(stage.finish[1], abs=0.03)
        assert (late - found.start) * 12 == pytest.approx(stage.finish[2], abs=0.05)


def test_stages_stand_in_the_order_of_their_start_with_how_often_they_are_critical(
    usual: Result,
) -> None:
    found = usual[1][TRANSFER]
    chart = charts.gantt(found)
    starts = [each.start[1] for each in found.steps]
    assert starts == sorted(starts)
    assert printed(chart) == [text.of_hundred(each.critical) for each in found.steps]
    dark = next(each for each in bars(chart) if "half" in each.name)
    often = [each.name for each in found.steps if each.critical >= 0.5]
    assert [label.replace("<br>", " ") for label in dark.y] == often


def test_milestones_are_those_of_the_outcome(usual: Result) -> None:
    found = usual[1][VENTURE]
    reached = next(each for each in charts.gantt(found).figure.data if each.name == "Reached")
    for place, key in enumerate(REACHED):
        months = (reached.x[place] - found.start) * 12
        assert months == pytest.approx(found.outcome.quantiles(key)[1], abs=0.02)


def test_delays_outside_the_network_stand_below_it(usual: Result) -> None:
    for deal, count in ((TRANSFER, 2), (TOLLING, 1)):
        found = usual[1][deal]
        below = next(each for each in charts.gantt(found).figure.data if each.xaxis == "x2")
        assert list(below.x) == pytest.approx([each.mean for each in found.later], rel=1e-3)
        assert len(below.x) == count


def test_curves_are_the_chances_of_the_model(usual: Result) -> None:
    evaluation, found = usual
    chart = charts.arrivals(evaluation, found[TRANSFER], 84.0)
    lead = evaluation.outcomes[VENTURE].values["lead_time"]
    told = chart.table.set_index("Deal").iloc[:, -1]
    assert told[VENTURE] == pytest.approx(100.0 * np.mean(lead <= 84.0), abs=0.01)
    curve = next(each for each in chart.figure.data if VENTURE[:13] in each.name)
    middle = float(np.interp(0.5, curve.y, curve.x))
    assert (middle - 2027.0) * 12 == pytest.approx(np.median(lead), abs=0.1)
    assert BASELINE not in told.index


def test_the_reference_class_is_grey_and_only_where_it_differs(usual: Result) -> None:
    evaluation, found = usual

    def grey(deal: str) -> bool:
        chart = charts.arrivals(evaluation, found[deal], 60.0)
        return any(each.name == "Real plants alone" for each in chart.figure.data)

    assert grey(TRANSFER)
    assert not grey(TOLLING)
    assert not grey(BASELINE)
    alone = USUAL.changed(world=USUAL.world.with_override("outside_view", 1.0))
    evaluation, found = gathered(alone)
    assert not grey(TRANSFER)


def test_deals_with_other_effective_dates_keep_their_own_clock() -> None:
    late = USUAL.deals[3].with_terms(effective_date=datetime.date(2030, 1, 1))
    evaluation, found = gathered(USUAL.changed(deals=(USUAL.deals[0], late)))
    chart = charts.arrivals(evaluation, found[TRANSFER], 60.0)
    median = np.median(evaluation.outcomes[late.name].values["lead_time"])
    told = chart.table.set_index("Deal")["P50"][late.name]
    assert told == month_of(2030.0 + median / 12)


def test_months_saved_are_those_of_the_model_the_most_first(usual: Result) -> None:
    for name in (TRANSFER, TOLLING):
        found = usual[1][name]
        chart = charts.months_saved(found)
        (bar,) = bars(chart)
        assert list(bar.x) == sorted(bar.x, reverse=True)
        model = sorted((each.saves for each in found.timing.stages), reverse=True)
        assert list(bar.x) == pytest.approx(model[: len(bar.x)], rel=1e-3)
        assert len(chart.table) == len(found.steps)


def test_real_plants_are_all_there_with_median_and_quartiles(usual: Result) -> None:
    classes = reference_classes(DATASET)
    for name, clocks in ((TRANSFER, 4), (TOLLING, 1), (BASELINE, 0)):
        chart = charts.real_plants(usual[1][name])
        points = next(each for each in chart.figure.data if each.name == "A real plant")
        assert sorted(points.x) == sorted(m for each in classes for m in each.months)
        assert len({*zip(points.x, points.y, strict=True)}) == len(points.x)
        medians = next(each for each in chart.figure.data if "Median" in str(each.name))
        assert list(medians.x) == pytest.approx([each.median for each in classes])
        deals = [each for each in chart.figure.data if each.name == "This deal"]
        assert sum(len(each.x) for each in deals) == clocks


@pytest.mark.parametrize(
    ("year", "said"),
    [(2027.0, "January 2027"), (2027 + 181 / 365, "July 2027"), (2028 + 60 / 366, "March 2028")],
)
def test_a_decimal_year_is_a_month(year: float, said: str) -> None:
    assert month_of(year) == said
    assert day_of(year).day == 1


def test_without_a_deal_there_is_nothing_to_draw(usual: Result) -> None:
    for chart in (charts.gantt, charts.months_saved):
        with pytest.raises(ValueError, match="without stages"):
            chart(usual[1][BASELINE])
