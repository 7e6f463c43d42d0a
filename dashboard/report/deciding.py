"""What decides between the two deals with the highest scores, what would turn it, what to find out.

Where nothing is asked, as for a partner, nothing of it is told.
"""

from collections.abc import Iterator

from dashboard import amounts, charts, matter_words
from dashboard.report.blocks import Block, Paragraph, Subheading, Table
from dashboard.report.figures import figure
from dashboard.report.subject import Subject
from models import BreakEven, Contest, Knowing, Movers, Switches

SCORE = "score"
BARS, HIGH = 8, 82.0  # bars of the tornado, and millimetres
MOST = 6  # break-evens in the table
ONE_BY_ONE = (
    "Each number at its P10 and at its P90, all others as drawn. Luck, such as whether a project "
    "stalls, has no grade: no study can tell it."
)
SWAP = (
    "{turning} of {count} numbers, terms and weights, each moved alone, make the two swap "
    "somewhere in their range; the workbook has all of them. The nearest:"
)
RANGES = (
    "P50 is the middle of what a number may be; terms and weights have no such place: they are "
    "agreed."
)


def deciding(subject: Subject) -> Iterator[Block]:
    """Draw what moves the difference, and list what must be true for the other to lead."""
    found: Movers | None = subject.answer("movers")
    if found is None or (of := subject.contest) is None:
        return
    yield Subheading("What decides between the two with the highest scores")
    yield Paragraph(matter_words.finding(found, of.study, of.dataset, subject.money))
    shown = charts.measure(SCORE, of.dataset.criteria, subject.money)
    spans = amounts.spans(found.tornado.bars, of.study, of.dataset, subject.money)
    names = (of.first, of.second)
    yield figure(charts.tornado(found.tornado, names, spans, SCORE, shown, most=BARS), HIGH)
    yield Paragraph(ONE_BY_ONE, "small")
    yield from _turning(subject, of, subject.answer("switches"))
    yield from _worth(subject, subject.answer("knowing"))


def _turning(subject: Subject, of: Contest, found: Switches) -> Iterator[Block]:
    """List the nearest values at which the two swap."""
    yield Subheading(f"What must be true for {of.second} to lead")
    every = (*found.weights, *found.inputs)
    turning = sorted((each for each in every if each.value is not None), key=_distance)
    if not turning:
        yield Paragraph(matter_words.switching(found, of.first, of.second))
        return
    yield Paragraph(SWAP.format(turning=len(turning), count=len(every)))
    yield Table(
        ("What", "Today", "It leads", "Place in its range"),
        tuple(_line(subject, of, each) for each in turning[:MOST]),
        ("left", "right", "right", "right"),
        (0.46, 0.16, 0.22, 0.16),
    )
    yield Paragraph(RANGES, "small")


def _distance(each: BreakEven) -> float:
    return each.distance


def _line(subject: Subject, of: Contest, each: BreakEven) -> tuple[str, str, str, str]:
    def told(value: float) -> str:
        return amounts.amount(each.name, value, of.study, of.dataset, subject.money)

    turn = told(each.value or 0.0)
    if each.kind in {"flag", "choice"}:
        side = f"with {turn}"
    else:
        side = f"{'below' if each.above == of.first else 'above'} {turn}"
    barred = "" if each.allowed else "; other terms bar it"
    return amounts.label(each), told(each.present), side + barred, amounts.percentile(each, "{}")


def _worth(subject: Subject, found: Knowing) -> Iterator[Block]:
    """Say what it is worth to know more before one of all deals is chosen."""
    yield Subheading("What is worth knowing first")
    yield Paragraph(matter_words.worth(found, subject.dataset, subject.money))
    yield Paragraph(matter_words.nested(found), "small")
