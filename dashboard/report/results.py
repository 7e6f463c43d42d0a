"""Parts three and six, cost and supply security, and the annex behind all charts."""

from collections.abc import Iterator, Sequence

import numpy as np

from dashboard import charts, text
from dashboard.report import drivers, lens_page, money, supply_page, timing, words
from dashboard.report.blocks import Block, Page, Paragraph, Subheading, Table
from dashboard.report.figures import figure
from dashboard.report.subject import Subject
from models import COST_PARTS, CRITERIA

HIGH, HIGHER, COST_HIGH = 125.0, 215.0, 172.0  # millimetres of a chart
LOSSES = ("china_loss", "border_loss", "partner_loss", "plant_loss", "feed_loss")
ABOUT_COST = (
    "What a kilogram must earn so that its maker earns the return, after loan and income tax, in "
    "{year} money. "
)
MEANS = "Means over the draws, which add up; annex D has them as a table."
MEDIANS = "Shown are medians, with P10 to P90 below them. What the cost is made of is left out."
ABOUT_SUPPLY = (
    "Share served is what is left of the deal's own magnet demand after stoppages, over ten "
    "simulated years. "
)
LOST = "The losses are means over the draws, by cause; annex D has them as a table."
NOT_LOST = "Shown are means, with P10 to P90 below them. What the rest is lost to is left out."
ALL_LEFT_OUT = "Its owner has left out these results."
TIMES = (
    ("First magnets, not yet qualified", "first_magnets"),
    ("First qualified magnets", "lead_time"),
    ("Full production", "full_rate_time"),
)


def cost(subject: Subject) -> Page:
    """What a kilogram of magnet costs, and what that is made of."""
    about = ABOUT_COST.format(year=text.MONEY_YEAR)
    if not words.has(subject, ("cost", *COST_PARTS)):
        lines = ((f"Cost, {subject.money.per_kg_unit}", "cost"),)
        return Page("What it costs", _without_chart(subject, about + MEDIANS, lines, "USD/kg"))
    chart = figure(charts.cost_build_up(subject.evaluation, subject.money), COST_HIGH)
    return Page("What it costs", (Paragraph(about + MEANS), chart))


def _without_chart(
    subject: Subject, about: str, quantities: Sequence[tuple[str, str]], unit: str
) -> tuple[Block, ...]:
    """Tell what is seen of results of which too little is seen for a chart."""
    seen = [each for each in quantities if any(subject.span(d, each[1]) for d in subject.deals)]
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


def supply(subject: Subject, *, detailed: bool) -> Page:
    """How safely demand is served, and what is lost to which causes."""
    if not words.has(subject, ("supply_security", *LOSSES)):
        lines = (("Demand served, %", "supply_security"),)
        about = ABOUT_SUPPLY + NOT_LOST
        return Page("How safely", _without_chart(subject, about, lines, "1"))
    chart = figure(charts.demand_served(subject.evaluation), HIGH if detailed else HIGHER)
    return Page("How safely", (Paragraph(ABOUT_SUPPLY + LOST), chart), starts=False)


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


def _map(subject: Subject) -> Iterator[Block]:
    if words.has(subject, CRITERIA):
        yield figure(charts.cost_security_map(subject.evaluation, subject.money))


def all_results(subject: Subject, *, detailed: bool) -> Page:
    """Gather the tables behind the charts, and charts, that have no place in the body."""
    blocks: list[Block] = []
    if words.has(subject, ("cost", *COST_PARTS)):
        blocks += [Subheading("Mean cost by part"), *cost_tables(subject)]
    if words.has(subject, ("lead_time",)):
        blocks += [Subheading("Months to each step"), *time_tables(subject)]
    if words.has(subject, LOSSES):
        blocks += [Subheading("Mean share of demand lost, by cause"), *loss_tables(subject)]
    blocks += supply_page.blocks(subject)
    blocks += lens_page.blocks(subject)
    if not detailed:
        blocks += [*drivers.rank_bars(subject), *money.details(subject, money.EVERY, money.ALL)]
    blocks += [*_map(subject), *(money.gain_charts(subject) if detailed else ())]
    blocks += timing.behind(subject, detailed=detailed)
    said = [] if blocks else [Paragraph(ALL_LEFT_OUT)]
    return Page("Annex D: Behind the charts", (*said, *blocks), annex=True)
