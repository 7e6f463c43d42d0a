"""The board paper of a study as plain data: every page with its words, tables and charts.

``report_of`` gathers it; ``pdf`` sets it. Nothing hidden from a partner is in it, because nothing
here reads a study past its ``Subject``.

Raises   StudyError: a study whose numbers the dataset does not have.
"""

from dashboard import text
from dashboard.report import (
    checks,
    dates,
    decision,
    drivers,
    money,
    numbers,
    results,
    terms,
    timing,
    words,
)
from dashboard.report.blocks import Page, Report
from dashboard.report.citations import Citations, all_sources, citations_of
from dashboard.report.subject import Subject

UNTITLED = "A study"
DOT = "\N{MIDDLE DOT}"
COPY = "A copy for a partner: its owner may have left out terms and results."


def report_of(subject: Subject) -> Report:
    """Gather the whole paper."""
    citations = citations_of(subject, numbers.used(subject))
    day = dates.of_document(subject)
    versions = f"Dataset {subject.evaluation.dataset_version}"
    return Report(
        title=subject.study.title.strip() or UNTITLED,
        subtitle=text.PURPOSE,
        date=dates.in_words(subject),
        day=(day.year, day.month, day.day),
        footer=f"{versions} · model {subject.evaluation.model_version}",
        pages=(*_body(subject, citations), *_annex(subject, citations)),
        byline=_byline(subject),
        roomy=_few(subject) and subject.complete,
    )


def _byline(subject: Subject) -> str:
    """Say which version this is, and by whom; nothing of it to a partner."""
    version = f"Version {subject.version}" if subject.version else ""
    told = filter(None, (version, subject.author))
    return f" {DOT} ".join(told) if subject.complete else COPY


def _few(subject: Subject) -> bool:
    """Whether all deals fit side by side, so that tables of detail need no annex."""
    return len(subject.deals) <= words.MOST_COLUMNS


def _body(subject: Subject, citations: Citations) -> tuple[Page, ...]:
    detailed = _few(subject)
    return (
        decision.decision(subject, detailed=detailed),
        decision.comparison(subject, detailed=detailed),
        results.cost(subject),
        money.gains(subject, detailed=detailed),
        timing.page(subject, detailed=detailed),
        results.supply(subject, detailed=detailed),
        drivers.drivers(subject),
        terms.terms(subject, detailed=detailed),
        numbers.assumptions(subject, citations),
        checks.checks(subject),
    )


def _annex(subject: Subject, citations: Citations) -> tuple[Page, ...]:
    return (
        terms.all_terms(subject, citations, compared=_few(subject)),
        numbers.all_numbers(subject, citations),
        all_sources(subject, citations),
        results.all_results(subject, detailed=_few(subject)),
    )
