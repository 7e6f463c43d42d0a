"""Charts of a deal's money: what they show is what the model said, and it adds up."""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import replace

import numpy as np
import pytest

from dashboard import charts, text
from dashboard.charts.chart import balanced
from dashboard.finances import Finances, ending, finances, whole, year_end
from dashboard.labels import GROUP_OF, LABELS
from dashboard.report.drawing import drawn
from models import COST_PARTS, STRUCTURES, Outcome, Study, evaluate, trace
from tests.dashboard.drawn import DATASET, DOLLARS, HOSTILE, RUPEES, USUAL, bars

TRANSFER, VENTURE, PLANT, TOLLING = (deal.name for deal in USUAL.deals)
BASELINE = USUAL.baseline.name
LOANS = (TRANSFER, VENTURE, PLANT)
Found = dict[str, Finances]


def profitable() -> Study:
    """Every plant is a winner of the scheme and sells at a price that covers its cost."""
    deals = tuple(
        deal.with_terms(price_floor=150.0)
        if deal.name == TOLLING
        else deal.with_terms(price_floor=150.0, scheme_member=True)
        for deal in USUAL.deals
    )
    return USUAL.changed(draws=200, deals=deals)


def gathered(study: Study) -> Found:
    return {deal.name: finances(trace(study, DATASET, deal.name)) for deal in study.all_deals}


@pytest.fixture(scope="module")
def study() -> Study:
    return USUAL.changed(draws=200)


@pytest.fixture(scope="module")
def found(study: Study) -> Found:
    return gathered(study)


@pytest.fixture(scope="module")
def earning() -> Found:
    return gathered(profitable())


@pytest.fixture(scope="module")
def outcomes(study: Study) -> dict[str, Outcome]:
    return dict(evaluate(study, DATASET).outcomes)


def drawings(found: Found, outcomes: dict[str, Outcome]) -> Iterator[charts.Chart]:
    for name, each in found.items():
        yield charts.gains(each, RUPEES)
        for party in each.money.parties:
            yield charts.cash_by_year(each, DOLLARS, party)
        if each.funding:
            yield charts.sources_and_uses(each, RUPEES)
        if each.loan:
            yield charts.loan_coverage(each, DOLLARS)
        yield charts.worth_bridge(found[BASELINE], each, RUPEES)
        yield charts.cost_bridge(outcomes[name], outcomes[TRANSFER], DOLLARS)


@pytest.mark.parametrize("deals", ["found", "earning"])
def test_every_chart_can_be_read_on_screen_and_on_paper(
    deals: str, request: pytest.FixtureRequest, outcomes: dict[str, Outcome]
) -> None:
    for chart in drawings(request.getfixturevalue(deals), outcomes):
        assert len(chart.title.split()) <= 12, chart.title
        assert chart.figure.layout.title.text == f"<b>{balanced(chart.title)}</b>"
        assert len(chart.figure.to_json()) < 25_000
        assert "nan" not in chart.alt + chart.title
        assert len(drawn(chart.plain).primitives) > 10
        assert not chart.table.empty


def test_every_payment_has_words_and_a_kind() -> None:
    flows = {
        name for each in STRUCTURES.values() for name, made in each.formulas.items() if made.payer
    }
    assert flows <= LABELS.keys()
    assert flows == GROUP_OF.keys()


@pytest.mark.parametrize("deal", [*LOANS, TOLLING, BASELINE])
def test_the_line_of_all_cash_so_far_ends_at_the_sum_of_all_payments(
    found: Found, deal: str
) -> None:
    for party in found[deal].money.parties:
        table = charts.cash_by_year(found[deal], RUPEES, party).table
        paid = sum(
            (float(each.payee == party) - float(each.payer == party)) * each.by_year.sum()
            for each in found[deal].money.payments
        )
        largest = max(abs(each.by_year.sum()) for each in found[deal].money.payments) * 1e-4
        last = table["So far, mean (₹ crore)"].iloc[-1]
        assert last == pytest.approx(paid * 1e-4, rel=0.02, abs=1e-3 * largest)


def test_columns_of_a_year_add_up_to_the_partys_net_cash(found: Found) -> None:
    for party, told in found[VENTURE].money.parties.items():
        chart = charts.cash_by_year(found[VENTURE], RUPEES, party)
        stacked = np.sum([each.y for each in bars(chart)], axis=0)
        net = told.mean[: len(stacked)] * 1e-4
        longest = max(np.abs(each.y).max() for each in bars(chart))
        assert stacked == pytest.approx(net, rel=1e-3, abs=2e-3 * longest)


@pytest.mark.parametrize("deal", [*LOANS, TOLLING, BASELINE])
def test_a_bridge_goes_from_one_deal_to_the_other_and_leaves_nothing_out(
    found: Found, deal: str
) -> None:
    one, other = found[VENTURE], found[deal]
    table = charts.worth_bridge(one, other, RUPEES).table
    lines, total = table.iloc[:-1], table.iloc[-1]
    for column in table.columns[1:]:
        assert lines[column].sum() == pytest.approx(total[column], abs=1e-4)
    for place, each in enumerate((one, other), start=1):
        worth = sum(each.money.parties["irel"].lines.values()) * 1e-4
        assert total.iloc[place] == pytest.approx(worth, rel=1e-6)


def test_steps_of_a_bridge_are_drawn_from_end_to_end(outcomes: dict[str, Outcome]) -> None:
    chart = charts.cost_bridge(outcomes[TRANSFER], outcomes[TOLLING], DOLLARS)
    (drawn_bars,) = bars(chart)
    sizes, starts = np.array(drawn_bars.x), np.array(drawn_bars.base)
    assert sizes[0] == pytest.approx(np.mean(outcomes[TRANSFER].values["cost"]), rel=1e-3)
    assert sizes[-1] == pytest.approx(np.mean(outcomes[TOLLING].values["cost"]), rel=1e-3)
    assert sizes[0] + sizes[1:-1].sum() == pytest.approx(sizes[-1], rel=1e-3)
    assert starts[2:-1] == pytest.approx((starts + sizes)[1:-2], rel=1e-3, abs=0.05)


def test_a_cost_bridge_has_every_part_that_differs(outcomes: dict[str, Outcome]) -> None:
    table = charts.cost_bridge(outcomes[TRANSFER], outcomes[TOLLING], DOLLARS).table
    told = dict(zip(table["Line"], table.iloc[:, 3], strict=True))
    for key in COST_PARTS:
        here, there = (float(np.mean(outcomes[n].values[key])) for n in (TRANSFER, TOLLING))
        assert told.get(text.label(key), 0.0) == pytest.approx(there - here, abs=1e-5)


def test_a_name_with_markup_is_shown_as_it_was_typed(found: Found) -> None:
    sly = found[VENTURE].deal.model_copy(update={"name": HOSTILE})
    chart = charts.worth_bridge(found[TRANSFER], replace(found[VENTURE], deal=sly), RUPEES)
    assert "<b>deal" not in chart.figure.to_json().replace("\\u003c", "<").replace("\\u003e", ">")


@pytest.mark.parametrize("deal", LOANS)
def test_sources_of_the_years_of_building_are_its_uses(earning: Found, deal: str) -> None:
    amounts = earning[deal].funding
    assert sum(amounts.values()) == pytest.approx(0.0, abs=1e-9 * max(amounts.values()))
    assert amounts["subsidy"] > 0.0
    chart = charts.sources_and_uses(earning[deal], RUPEES)
    sides = np.sum([each.x for each in bars(chart)], axis=0)
    assert sides[0] == pytest.approx(sides[1], rel=0.01)


def test_coverage_is_that_of_the_model(study: Study, found: Found) -> None:
    traced = trace(study, DATASET, VENTURE)
    table = charts.loan_coverage(found[VENTURE], RUPEES).table
    owed = np.percentile(whole(traced, "loan_balance"), 50, axis=0) * 1e-4
    assert list(table["Owed, P50 (₹ crore)"]) == pytest.approx(list(owed[: len(table)]), rel=1e-3)
    ratio = whole(traced, "coverage")
    year = int(np.argmax(np.isfinite(ratio).all(axis=0)))
    assert table["Coverage, P90"][year] == pytest.approx(
        np.percentile(ratio[:, year], 90), rel=1e-3
    )


def test_years_of_the_incentive_are_shaded_and_only_they(earning: Found, found: Found) -> None:
    def shaded(each: Finances) -> set[float]:
        shapes = charts.loan_coverage(each, RUPEES).figure.layout.shapes
        return {shape.x0 + 0.5 for shape in shapes if shape.type == "rect"}

    paid = next(each for each in earning[TRANSFER].money.payments if each.name == "sales_incentive")
    years = {float(ending(earning[TRANSFER].deal, at)) for at in np.flatnonzero(paid.by_year > 0.0)}
    assert shaded(earning[TRANSFER]) == years
    assert not shaded(found[TRANSFER])


def test_gains_are_those_of_the_model(found: Found, outcomes: dict[str, Outcome]) -> None:
    table = charts.gains(found[TRANSFER], RUPEES).table.set_index("Party")
    for party, key in (("IREL", "irel_gain"), ("Partner", "partner_npv")):
        told = [table[f"Gain over no deal, {q} (₹ crore)"][party] for q in ("P10", "P50", "P90")]
        model = [each * 1e-4 for each in outcomes[TRANSFER].quantiles(key)]
        assert told == pytest.approx(model, rel=1e-3)


def test_without_a_deal_nobody_gains_over_no_deal(found: Found) -> None:
    chart = charts.gains(found[BASELINE], RUPEES)
    assert not any("Gain" in column for column in chart.table.columns)
    assert not found[BASELINE].funding
    assert found[BASELINE].loan is None


@pytest.mark.parametrize(
    ("date", "first", "end"),
    [
        (datetime.date(2027, 1, 1), 2026, "31 December"),  # the first year ends with 2027
        (datetime.date(2027, 7, 1), 2027, "30 June"),
        (datetime.date(2028, 3, 1), 2028, "29 February"),
    ],
)
def test_years_of_a_deal_end_in_a_calendar_year(date: datetime.date, first: int, end: str) -> None:
    deal = USUAL.deals[0].with_terms(effective_date=date)
    assert ending(deal, 0.0) == first
    assert ending(deal, 3.0) == first + 3
    assert year_end(deal) == end


@pytest.mark.parametrize("chart", [charts.gains, charts.sources_and_uses])
def test_rupees_are_dollars_at_the_rate_of_2025(
    found: Found, chart: Callable[[Finances, text.Money], charts.Chart]
) -> None:
    dollars, rupees = (chart(found[VENTURE], money).table for money in (DOLLARS, RUPEES))
    # 1 M USD = 87.16 M INR = 8.716 crore
    assert list(rupees.iloc[:, -1]) == pytest.approx(list(8.716 * dollars.iloc[:, -1]), rel=2e-3)
