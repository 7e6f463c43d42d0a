"""Part nine: what was checked, what the results were computed with, and published weaknesses."""

from collections.abc import Iterator

import numpy as np

from dashboard import sentences, text
from dashboard.report import dates, words
from dashboard.report.blocks import Block, Facts, Listing, Page, Paragraph, Subheading, Table
from dashboard.report.subject import Subject
from models import COST_PARTS

HALF = 32  # characters of a fingerprint in a line
CLOSE = 1e-6  # of the cost: the parts were added up in another order
HOLDS, FAILS = "holds", "does not hold"
SAME = (
    "Every uncertain number is drawn from its range. Draw 17 is the same world in every deal, so "
    "that differences between deals are differences between deals. The same study, dataset, model "
    "and seed give the same results to the last digit."
)


def checks(subject: Subject) -> Page:
    """What was checked, with what it was computed, and where the model is weak."""
    found = tuple(_checks(subject))
    table = Table(("Check", "Result"), found, ("left", "left"), (0.8, 0.2))
    blocks: tuple[Block, ...] = (
        *((Subheading("Checks of these results"), table) if found else ()),
        Subheading("Computed with"),
        Paragraph(SAME),
        Facts(tuple(_versions(subject))),
        Subheading("Where the model is weak"),
        Listing((*sentences.WEAKNESSES, _open_points(subject))),
    )
    return Page("Checks and versions", blocks, starts=False)


def _checks(subject: Subject) -> Iterator[tuple[str, str]]:
    """Check the results that are shown, and say which checks hold."""
    outcomes = subject.evaluation.outcomes.values()
    if words.has(subject, ("cost", *COST_PARTS)):
        costs = [each.values["cost"] for each in outcomes]
        sums = [np.sum([each.values[key] for key in COST_PARTS], axis=0) for each in outcomes]
        yield (
            "The parts of the cost add up to it, in every draw and deal",
            _told(_equal(costs, sums)),
        )
    if subject.scored is not None:
        total = sum(subject.scored.first.values())
        yield "The shares of first places add up to 100 of 100", _told(abs(total - 1) < CLOSE)
    if words.has(subject, ("supply_security",)):
        served = [each.values["supply_security"] for each in outcomes]
        inside = all(each.min() >= 0 and each.max() <= 1 for each in served)
        yield "No deal serves less than nothing or more than its whole demand", _told(inside)
    values = [value for each in outcomes for value in each.values.values()]
    finite = all(bool(np.isfinite(each).all()) for each in values)
    yield "Every result is a finite number in every draw", _told(finite)


def _equal(one: list[np.ndarray], other: list[np.ndarray]) -> bool:
    pairs = zip(one, other, strict=True)
    return all(bool(np.allclose(mine, theirs, rtol=CLOSE)) for mine, theirs in pairs)


def _told(holds: bool) -> str:
    return HOLDS if holds else FAILS


def _versions(subject: Subject) -> Iterator[tuple[str, str]]:
    study, evaluation = subject.study, subject.evaluation
    if not subject.partner:
        yield from _origin(subject)
    yield "Dataset", evaluation.dataset_version
    yield "Date of the data", dates.month_of_data(evaluation.dataset_version)
    yield "Model", evaluation.model_version
    yield "Draws", f"{study.draws:,}"
    yield "Seed", str(study.seed)
    if subject.complete:
        yield "Fingerprint of the study", f"{study.fingerprint[:HALF]}\n{study.fingerprint[HALF:]}"
        yield "The study itself", "attached to this file as lodestone_study.json"
    if subject.link and subject.complete:
        yield "Link", subject.link


def _origin(subject: Subject) -> Iterator[tuple[str, str]]:
    """Say which version this is, by whom, and what was noted."""
    told = (
        ("Version", str(subject.version or "")),
        ("Saved", text.when(subject.made_at) if subject.made_at else ""),
        ("Author", subject.author),
        ("Note", subject.note),
    )
    yield from ((name, said) for name, said in told if said)


def _open_points(subject: Subject) -> str:
    """Say how many contradictions between sources are open."""
    found = sum(each.status == "open" for each in subject.dataset.corrections)
    return f"{found} contradictions between sources are open; the Data page of the tool lists them."
