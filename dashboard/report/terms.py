"""Part seven and an annex: the terms of each deal, with default, grade and source."""

from collections.abc import Iterator, Sequence
from typing import Any

from dashboard import text
from dashboard.report import words
from dashboard.report.blocks import Block, Page, Paragraph, Subheading, Table
from dashboard.report.citations import Citations
from dashboard.report.decision import differing
from dashboard.report.subject import Subject
from models import Deal, Term

Row = tuple[str, str, str, str, str]  # deal, term, agreed, default, grade
ABOUT = (
    "Terms of each deal that are not at the default of the dataset. All terms of every deal are in "
    "annex A, with the grade of each default and its source."
)
ALL = (
    "Every term of every deal; those that are not at their default are bold. Grade and sources are "
    "those of the default, by their numbers in annex C; another value is a choice of this study."
)
SOME = "Its owner has left out some terms of this study; what is left is shown here."
UNCHANGED = "Every term is at its default."


def terms(subject: Subject, *, detailed: bool) -> Page:
    """The terms that are not at their defaults, deal by deal."""
    rows = [row for deal in subject.deals for row in _changed(subject, deal)]
    table = _lines(rows) if detailed else _gathered(rows)
    return Page(
        "What was agreed",
        (Paragraph(ABOUT), table if rows else Paragraph(UNCHANGED)),
        starts=False,
    )


def _lines(rows: Sequence[Row]) -> Table:
    """A line for each term; the deal is named in its first line alone."""
    names = [row[0] for row in rows]
    return Table(
        ("Deal", "Term", "Agreed", "Default", "Grade"),
        tuple(
            ("" if place and names[place - 1] == row[0] else row[0], *row[1:])
            for place, row in enumerate(rows)
        ),
        ("left", "left", "right", "right", "centre"),
        (0.26, 0.32, 0.16, 0.16, 0.10),
    )


def _gathered(rows: Sequence[Row]) -> Table:
    """A line for each deal, where there are many."""
    told: dict[str, list[str]] = {}
    for name, label, agreed, default, _ in rows:
        told.setdefault(name, []).append(f"{label}: {agreed} ({default})")
    return Table(
        ("Deal", "Terms agreed, with their defaults in brackets"),
        tuple((name, "; ".join(each)) for name, each in told.items()),
        ("left", "left"),
        (0.30, 0.70),
    )


def _changed(subject: Subject, deal: Deal) -> Iterator[Row]:
    """Terms of a deal that differ from their defaults."""
    for term, value in subject.terms(deal):
        if value != term.default:
            yield (deal.name, term.label, *_values(subject, term, value), term.grade)


def _values(subject: Subject, term: Term, value: Any) -> tuple[str, str]:
    return (
        text.display(value, term.unit, subject.money, term.options),
        text.display(term.default, term.unit, subject.money, term.options),
    )


def all_terms(subject: Subject, citations: Citations, *, compared: bool) -> Page:
    """Every term of every deal; before them those that differ, unless compared elsewhere."""
    blocks: list[Block] = [Paragraph(ALL if subject.complete else f"{ALL} {SOME}")]
    if not compared:
        blocks += [Subheading("Where the terms differ"), *differing(subject)]
    for deal in subject.deals:
        blocks += [
            Subheading(deal.name),
            Paragraph(_who(subject, deal)),
            _table(subject, deal, citations),
        ]
    return Page("Annex A: All terms", tuple(blocks), annex=True)


def _who(subject: Subject, deal: Deal) -> str:
    """Name structure, partner and country of a deal."""
    partner = subject.dataset.partners.get(deal.partner)
    country = subject.evaluation.outcomes[deal.name].country
    with_whom = f" with {partner.company}" if partner else ""
    return f"{words.structure(deal)}{with_whom}. Country: {text.label(country)}."


def _table(subject: Subject, deal: Deal, citations: Citations) -> Table:
    pairs = list(subject.terms(deal))
    rows = (
        (
            term.label,
            *_values(subject, term, value),
            term.grade,
            citations.cite(term.source),
        )
        for term, value in pairs
    )
    return Table(
        ("Term", "Agreed", "Default", "Grade", "Sources"),
        tuple(rows),
        ("left", "right", "right", "centre", "left"),
        (0.38, 0.20, 0.20, 0.09, 0.13),
        strong=tuple(n for n, (term, value) in enumerate(pairs) if value != term.default),
    )
