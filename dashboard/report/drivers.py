"""Part seven: what drives the answer, and what would change it.

Nothing here is told where a partner sees no score: leads and borders would give what is hidden.
"""

from collections.abc import Iterator

from dashboard import charts, standing_words, text
from dashboard.report.blocks import Block, Page, Paragraph, Subheading, Table
from dashboard.report.deciding import deciding
from dashboard.report.drawing.assembly import TALLEST
from dashboard.report.figures import figure
from dashboard.report.numbers import known
from dashboard.report.subject import Subject
from models import Criterion, Scored

HEADING = "What drives the answer, and what would change it"
LEAD_HIGH = 46.0  # millimetres
POINTS = (
    "A score is the sum of the points of the three criteria, each times its weight. The values "
    "worth 0 and 100 come from the dataset, so that another deal moves no score; what is worth 50 "
    "lies in the middle unless the study says otherwise."
)


def drivers(subject: Subject) -> Page:
    """Why the first is ahead, which weights another needs, and how well numbers are known."""
    told = (*_lead(subject), *deciding(subject), *_weights(subject), *known(subject))
    return Page(HEADING, told)


def _lead(subject: Subject) -> Iterator[Block]:
    """Take the lead of the deal that is most often the best over the next one apart."""
    if (scored := subject.scored) is None or len(subject.deals) == 1:
        return
    found = scored.standing
    first, second = (found.deals[each] for each in found.order[:2])
    chart = charts.lead(found, first, second, subject.study.baseline.name)
    yield Subheading("The two that are the best most often")
    yield figure(chart, LEAD_HIGH)
    yield Paragraph(standing_words.ahead(found, first, second))


def _weights(subject: Subject) -> Iterator[Block]:
    weights, half_way = subject.weights, subject.half_way
    if weights is None or half_way is None:
        return
    rows = (
        (each.label, text.share(weights[key]), *_scale(subject, each, half_way.get(key)))
        for key, each in subject.dataset.criteria.items()
    )
    yield Subheading("Which weights would change it")
    if subject.scored is not None:
        yield Paragraph(_moves(subject, subject.scored))
    yield Table(
        ("Criterion", "Weight", "Worth 0 points", "Worth 50 points", "Worth 100 points"),
        tuple(rows),
        ("left", "right", "right", "right", "right"),
        (0.28, 0.18, 0.18, 0.18, 0.18),
    )
    yield Paragraph(POINTS, "small")


def _scale(subject: Subject, criterion: Criterion, half: float | None) -> Iterator[str]:
    """Write what is worth 0, 50 and 100 points."""
    middle = (criterion.worst + criterion.best) / 2.0
    for each in (criterion.worst, middle if half is None else half, criterion.best):
        yield text.display(each, criterion.unit, subject.money)


def _moves(subject: Subject, scored: Scored) -> str:
    """Say which weights another winner needs, and what the weights are worth in money."""
    found = scored.standing
    told = (
        standing_words.border(found),
        standing_words.what_is_uncertain(found),
        standing_words.prices(found, subject.money),
    )
    return " ".join(told)


def rank_bars(subject: Subject, tallest: float = TALLEST) -> Iterator[Block]:
    """Draw how often each deal has which rank, where scores are seen."""
    if (scored := subject.scored) is not None:
        chart = charts.rank_bars(scored.standing, subject.study.baseline.name)
        yield figure(chart, tallest)
