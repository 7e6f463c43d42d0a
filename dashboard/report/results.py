"""Parts three to six: cost, lead time, supply security, and what drives the answer."""

from collections.abc import Iterator, Sequence

import numpy as np

from dashboard import charts, text
from dashboard.report import money, words
from dashboard.report.blocks import Block, Figure, Page, Paragraph, Subheading, Table
from dashboard.report.drawing import drawn
from dashboard.report.numbers import known
from dashboard.report.subject import Subject
from models import COST_PARTS, CRITERIA

LOSSES = ("china_loss", "border_loss", "partner_loss", "plant_loss", "feed_loss")
ABOUT_COST = (
    "What a kilogram must earn so that its maker earns the return, after loan and income tax, in "
    "{year} money. "
)
MEANS = "Means over the draws, which add up; annex D has them as a table."
MEDIANS = "Shown are medians, with P10 to P90 below them. What the cost is made of is left out."
ABOUT_TIME = (
    "Months count from the effective date, the day on which the parties decide, to the first "
    "magnets that customers have approved. Annex D has the months to each step."
)
ABOUT_SUPPLY = (
    "Share served is what is left of the deal's own magnet demand after stoppages, on average over "
    "many years. "
)
LOST = "The losses are means over the draws, by cause; annex D has them as a table."
NOT_LOST = "Shown are medians, with P10 to P90 below them. What the rest is lost to is left out."
ALL_LEFT_OUT = "Its owner has left out these results."
TIMES = (
    ("First magnets, not yet qualified", "first_magnets"),
    ("First qualified magnets", "lead_time"),
    ("Full production", "full_rate_time"),
)


def figure(chart: charts.Chart) -> Figure:
    """Take a chart of the screen into the paper."""
    return Figure(chart.title, chart.alt, drawn(chart.plain))


def cost(subject: Subject) -> Page:
    """What a kilogram of magnet costs, and what that is made of."""
    about = ABOUT_COST.format(year=text.MONEY_YEAR)
    if not words.has(subject, ("cost", *COST_PARTS)):
        lines = ((f"Cost, {subject.money.per_kg_unit}", "cost"),)
        return Page("What it costs", _without_chart(subject, about + MEDIANS, lines, "USD/kg"))
    chart = figure(charts.cost_build_up(subject.evaluation, subject.money))
    return Page("What it costs", (Paragraph(about + MEANS), chart))


def _without_chart(
    subject: Subject, about: str, quantities: Sequence[tuple[str, str]], unit: str
) -> tuple[Block, ...]:
    """Tell what is seen of results of which too little is seen for a chart."""
    seen = [
        each for each in quantities if any(subject.quantiles(d, each[1]) for d in subject.deals)
    ]
    if not seen:
        return (Paragraph(ALL_LEFT_OUT),)
    return (Paragraph(about), *_spreads(subject, "Deal", seen, unit))


def cost_tables(subject: Subject) -> Iterator[Table]:
    """Mean cost of every deal, part by part."""
    outcomes = subject.evaluation.outcomes
    means = {
        key: {name: float(np.mean(each.values[key])) for name, each in outcomes.items()}
        for key in COST_PARTS
    }
    lines = [
        (text.label(key), {name: _cost(subject, value) for name, value in told.items()})
        for key, told in means.items()
        if any(told.values())
    ]
    sums = {name: sum(told[name] for told in means.values()) for name in outcomes}
    total = ("Total", {name: _cost(subject, value) for name, value in sums.items()})
    for table in words.beside(subject, f"Mean, {subject.money.per_kg_unit}", [*lines, total]):
        yield _with_strong_end(table)


def _cost(subject: Subject, dollars: float) -> str:
    """Write a cost without its unit, which the heading tells."""
    return words.digits(subject.money.per_kg(dollars)) if dollars else text.DASH


def _with_strong_end(table: Table) -> Table:
    return Table(table.header, table.rows, table.align, table.widths, strong=(len(table.rows) - 1,))


def time(subject: Subject) -> Page:
    """How soon qualified magnets come."""
    if not words.has(subject, ("lead_time",)):
        blocks = _without_chart(subject, ABOUT_TIME, TIMES, "month")
        return Page("How soon", blocks, starts=False)
    chart = figure(charts.lead_time_distribution(subject.evaluation))
    return Page("How soon", (Paragraph(ABOUT_TIME), chart), starts=False)


def time_tables(subject: Subject) -> Iterator[Table]:
    """Months to each step, for every deal."""
    return _spreads(subject, "Months", TIMES, "month")


def _spreads(
    subject: Subject, first: str, quantities: Sequence[tuple[str, str]], unit: str
) -> Iterator[Table]:
    lines = [
        (label, {each.name: words.spread(subject, each, key, unit) for each in subject.deals})
        for label, key in quantities
    ]
    yield from words.beside(subject, first, lines)


def supply(subject: Subject) -> Page:
    """How safely demand is served, and what is lost to which causes."""
    if not words.has(subject, ("supply_security", *LOSSES)):
        lines = (("Demand served, %", "supply_security"),)
        about = ABOUT_SUPPLY + NOT_LOST
        return Page("How safely", _without_chart(subject, about, lines, "1"))
    chart = figure(charts.demand_served(subject.evaluation))
    return Page("How safely", (Paragraph(ABOUT_SUPPLY + LOST), chart))


def loss_tables(subject: Subject) -> Iterator[Table]:
    """Mean share of demand lost in every deal, by cause."""
    outcomes = subject.evaluation.outcomes
    lines = [
        (
            text.label(key),
            {name: _lost(float(np.mean(each.values[key]))) for name, each in outcomes.items()},
        )
        for key in LOSSES
    ]
    return words.beside(subject, "Lost, mean", lines)


def _lost(share: float) -> str:
    return text.share(share) if share else text.DASH


def drivers(subject: Subject, *, detailed: bool) -> Page:
    """What drives the answer, as far as is known: weights, certainty, judgements."""
    first = _first(subject) if detailed else ()
    return Page("What drives the answer", (*_weights(subject), *first, *known(subject)))


def _weights(subject: Subject) -> Iterator[Block]:
    if (weights := subject.weights) is None:
        return
    criteria = subject.dataset.criteria
    rows = (
        (
            each.label,
            text.share(weights[key]),
            text.display(each.worst, each.unit, subject.money),
            text.display(each.best, each.unit, subject.money),
        )
        for key, each in criteria.items()
    )
    yield Subheading("The weights")
    yield Table(
        ("Criterion", "Weight in this study", "Worth 0 points", "Worth 100 points"),
        tuple(rows),
        ("left", "right", "right", "right"),
        (0.31, 0.23, 0.23, 0.23),
    )
    yield Paragraph(
        "A score is the sum of the points of the three criteria, each times its weight. The values "
        "worth 0 and 100 come from the dataset, so that another deal moves no score.",
        "small",
    )


def _first(subject: Subject) -> Iterator[Block]:
    if subject.scored is not None:
        yield figure(charts.first_shares(subject.scored, subject.study))


def _map(subject: Subject) -> Iterator[Block]:
    if words.has(subject, CRITERIA):
        yield figure(charts.cost_security_map(subject.evaluation, subject.money))


def all_results(subject: Subject, *, detailed: bool) -> Page:
    """Gather the tables behind the charts, and charts, that have no place in the body."""
    blocks: list[Block] = []
    if words.has(subject, ("cost", *COST_PARTS)):
        blocks += [Subheading("Mean cost by part"), *cost_tables(subject)]
    blocks += [Subheading("Months to each step"), *time_tables(subject)]
    if words.has(subject, LOSSES):
        blocks += [Subheading("Mean share of demand lost, by cause"), *loss_tables(subject)]
    if not detailed:
        blocks += [*_first(subject), *money.details(subject, money.EVERY, money.ALL)]
    blocks += [*_map(subject), *(money.gain_charts(subject) if detailed else ())]
    said = [] if blocks else [Paragraph(ALL_LEFT_OUT)]
    return Page("Annex D: Behind the charts", (*said, *blocks), annex=True)
