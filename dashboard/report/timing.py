"""Part five: when qualified magnets come, what they wait for, and what is imported meanwhile.

Stages are computed from terms and tell them, so that a partner is told none: of the wait a partner
sees the criterion itself, and dates only where the effective date is no secret.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from dashboard import charts, text, time_words
from dashboard.charts.arrivals import reference
from dashboard.report import words
from dashboard.report.blocks import Block, Page, Paragraph, Subheading, Table
from dashboard.report.figures import figure
from dashboard.report.subject import Subject
from dashboard.timings import Timings, inline, month_of, short_month
from models import Deal, arrival

HEADING = "How soon"
MONTH = 60  # after the effective date of the deal that is drawn thick
HIGH = 72.0  # millimetres
ABOUT = (
    "First qualified magnets are the first that customers have approved. Each deal counts from its "
    "own effective date, the day on which the parties decide. {annex}"
)
ABOUT_MONTHS = (
    "Months count from the effective date, the day on which the parties decide, to the first "
    "magnets that customers have approved."
)
MONTHS_BEHIND = "Annex D has the months to each step."
WAITS_BEHIND = "Annex D has the months to each step, and what each deal waits for."
STAGES_BEHIND = "Annex D has the months to each step, and each deal's stages on the calendar."
GREY = "Thick: {name}; grey: the same deal as if only real plants counted. "
THICK = "Thick: {name}. "
READ = (
    "Median, with P10 and P90; the chance of having qualified magnets by {day}. Imported "
    "meanwhile: what Indian buyers import until the deal delivers magnets, median."
)
WAITS = (
    " Waits: stages that hold up the first qualified magnet in 5 of 100 futures or more, with "
    "their median months."
)
ALL_LEFT_OUT = "Its owner has left out these results."
DATE = "effective_date"
STAGES = "Stages: {name}"
WHAT_WAITS = "What the deals wait for"


def page(subject: Subject, *, detailed: bool) -> Page:
    """How soon qualified magnets come."""
    if not words.has(subject, ("lead_time",)):
        return Page(HEADING, (Paragraph(ALL_LEFT_OUT),), starts=False)
    told = _told(subject, detailed=detailed) if subject.timings else _seen(subject)
    return Page(HEADING, tuple(told), starts=False)


def _told(subject: Subject, *, detailed: bool) -> Iterator[Block]:
    """Draw when magnets come, and set a line for each deal below."""
    chosen = subject.timings[_chosen(subject)]
    yield Paragraph(ABOUT.format(annex=STAGES_BEHIND if detailed else WAITS_BEHIND))
    yield figure(charts.arrivals(subject.evaluation, chosen, float(MONTH)), HIGH)
    yield dates_table(subject, chosen.deal, waits=detailed)
    drawn = (THICK if reference(chosen) is None else GREY).format(name=chosen.deal.name)
    more = WAITS if detailed else ""
    yield Paragraph(f"{drawn}{READ.format(day=month_of(_day(chosen.deal)))}{more}", "small")


def _seen(subject: Subject) -> Iterator[Block]:
    """Draw what a partner may see of the wait."""
    yield Paragraph(f"{ABOUT_MONTHS} {MONTHS_BEHIND}")
    yield figure(charts.lead_time_distribution(subject.evaluation))
    if _dated(subject):
        first = subject.study.deals[0]
        yield dates_table(subject, first, waits=False)
        yield Paragraph(READ.format(day=month_of(_day(first))), "small")


def _chosen(subject: Subject) -> str:
    """Name the deal that is best most often, of those that have to be waited for."""
    deals = [each.name for each in subject.study.deals]
    first: Mapping[str, float] = subject.scored.first if subject.scored else {}
    return max(deals, key=lambda name: first.get(name, 0.0))


def _dated(subject: Subject) -> bool:
    """Whether dates may be told of every deal: they tell the day from which months count."""
    return all(DATE in {term.name for term, _ in subject.terms(x)} for x in subject.study.deals)


def _day(chosen: Deal) -> float:
    """Day at which chances are told, as a decimal year."""
    return arrival(chosen, np.zeros(1)).effective_date + MONTH / text.MONTHS_A_YEAR


def dates_table(subject: Subject, chosen: Deal, *, waits: bool) -> Table:
    """When magnets come in each deal: with what they wait for, or in a single line each."""
    day = _day(chosen)
    rows = (_line(subject, each, day, waits=waits) for each in subject.study.deals)
    if not waits:
        heads = ("P10", "P50", "P90", f"By {short_month(day)},\nof 100", "Imported\nmeanwhile, t")
        return Table(
            ("First qualified magnets", *heads),
            tuple(rows),
            words.sides(1 + len(heads)),
            (0.325, 0.12, 0.12, 0.12, 0.155, 0.16),
        )
    by, imports = f"By\n{short_month(day)},\nof 100", "Imported\nmeanwhile, t"
    return Table(
        ("Deal", "First qualified\nmagnets", by, "Longest waits,\nmonths", imports),
        tuple(rows),
        ("left", "left", "right", "left", "right"),
        (0.20, 0.24, 0.115, 0.285, 0.16),
    )


def _line(subject: Subject, deal: Deal, day: float, *, waits: bool) -> tuple[str, ...]:
    there = arrival(deal, subject.evaluation.outcomes[deal.name].values["lead_time"])
    low, middle, high = map(float, there.dates(np.array([0.1, 0.5, 0.9])))
    chance = text.of_hundred(float(there.by(np.array([day]))[0]))
    imported = words.middle(subject, deal, "bridged_mass", "t")
    if not waits:
        return (deal.name, *map(short_month, (low, middle, high)), chance, imported)
    when = f"{month_of(middle)}\n{short_month(low)} to {short_month(high)}"
    return (deal.name, when, chance, longest(subject.timings[deal.name]), imported)


def longest(found: Timings) -> str:
    """Name the stages for which magnets wait longest, a line each."""
    waited = [each for each in found.steps if each.critical >= time_words.CRITICAL]
    named = sorted(waited, key=lambda each: -each.weight)[: time_words.NAMED]
    told = [f"{inline(each.name)}, {round(each.time[1])}" for each in named]
    return "\n".join(told) or text.DASH


def behind(subject: Subject, *, detailed: bool) -> Iterator[Block]:
    """Draw the stages of every deal; of many deals, name what they wait for."""
    if not subject.timings:
        return
    if not detailed:
        yield Subheading(WHAT_WAITS)
        yield dates_table(subject, subject.timings[_chosen(subject)].deal, waits=True)
        return
    for name, found in subject.timings.items():
        if found.steps:
            yield Subheading(STAGES.format(name=name))
            yield figure(charts.gantt(found))
