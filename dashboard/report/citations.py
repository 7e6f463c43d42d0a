"""The sources that the paper cites, each with a number; and the annex that lists them."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard import text
from dashboard.report.blocks import Page, Paragraph, Table
from dashboard.report.subject import Subject
from models import Parameter, Source

ABOUT = (
    "Every source that annexes A and B cite, with its key in the dataset. A source without a "
    "publisher outside this study is a calculation or a judgement of this study."
)


@dataclass(frozen=True)
class Citations:
    """Sources cited, and the number under which each stands in the annex."""

    numbers: Mapping[str, int]

    def cite(self, keys: str) -> str:
        """Write the numbers of sources; none means by definition."""
        found = sorted(self.numbers[key] for key in keys.split("|") if key in self.numbers)
        return ", ".join(map(str, found)) or text.DASH


def citations_of(subject: Subject, used: Mapping[str, Parameter]) -> Citations:
    """Number all sources of the terms that are shown and of the numbers used, by their keys."""
    terms = (term.source for deal in subject.deals for term, _ in subject.terms(deal))
    sourced = (*terms, *(each.source for each in used.values()))
    cited = {key for keys in sourced for key in keys.split("|")}
    known = sorted(cited & set(subject.dataset.sources), key=str.lower)
    return Citations({key: place for place, key in enumerate(known, start=1)})


def all_sources(subject: Subject, citations: Citations) -> Page:
    """Every source cited in the other annexes."""
    known = subject.dataset.sources
    rows = tuple((str(number), _told(known[key]), key) for key, number in citations.numbers.items())
    table = Table(("No.", "Source", "Key"), rows, ("right", "left", "left"), (0.08, 0.68, 0.24))
    return Page("Annex C: Sources", (Paragraph(ABOUT), table), annex=True)


def _told(source: Source) -> str:
    whole = f"{source.citation.rstrip('.')}. {source.publisher}, {source.published}"
    return f"{whole.rstrip('.')}."
