"""Board papers to test: three studies, their reports and PDFs, and what is read of them."""

import functools
import io
from collections.abc import Iterator
from typing import Any

import pypdf

from dashboard.report.blocks import Block, Page, Report, Table
from dashboard.report.pdf import pdf
from dashboard.report.report import report_of
from dashboard.report.subject import Subject, subject_of
from dashboard.text import Money
from models import Study
from tests.dashboard.drawn import DATASET, DOLLARS, RUPEES, USUAL, full

DRAWS = 300
MARKUP = '#panic("x") <b> $x$ *a* @b'
NAME = "भारत और जापान का दुर्लभ मृदा चुंबक के लिए संयुक्त उद्यम"


def changed() -> Study:
    """Terms, weights and a number of the world otherwise than usual."""
    transfer, *others = USUAL.deals
    deal = transfer.with_terms(upfront_fee=17.0, heavy_stock=123.0)
    world = USUAL.world.with_override("rupee_rate_2025", 91.0)
    return USUAL.changed(title="Changed terms", deals=(deal, *others), world=world)


def hostile() -> Study:
    """Eight deals with long names in another script, and with what looks like markup."""
    names = [MARKUP, *(f"{NAME} {'०१२३४५६७'[place]}{place}" for place in range(7))]
    deals = [
        deal.model_copy(update={"name": name})
        for deal, name in zip(full().deals[:8], names, strict=True)
    ]
    return USUAL.changed(title=f"{MARKUP} title", deals=tuple(deals))


STUDIES: dict[str, tuple[Study, Money]] = {
    "default": (USUAL, DOLLARS),
    "changed": (changed(), RUPEES),
    "hostile": (hostile(), RUPEES),
}
TOLD = {"author": f"{MARKUP} author", "note": f"{MARKUP} note", "link": f"https://x.in/{MARKUP}"}


@functools.cache
def subject(name: str) -> Subject:
    study, money = STUDIES[name]
    told: dict[str, Any] = TOLD if name == "hostile" else {}
    return subject_of(study.changed(draws=DRAWS), DATASET, money, **told)


@functools.cache
def report(name: str) -> Report:
    return report_of(subject(name))


@functools.cache
def paper(name: str) -> bytes:
    return pdf(report(name), subject(name).study.to_json().encode())


@functools.cache
def read(data: bytes) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(data), strict=True)


def flat(text: str) -> str:
    """Text without any white space: lines are broken where there is room."""
    return "".join(text.split())


@functools.cache
def words_of(data: bytes) -> str:
    return flat("".join(each.extract_text() for each in read(data).pages))


@functools.cache
def bookmarks(data: bytes) -> dict[str, int]:
    """Headings and their pages, from nought."""
    reader = read(data)
    return {each.title: reader.get_destination_page_number(each) for each in _leaves(reader)}


def _leaves(reader: pypdf.PdfReader) -> Iterator[Any]:
    waiting: list[Any] = list(reader.outline)
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, list):
            waiting = [*each, *waiting]
        else:
            yield each


def page(report: Report, heading: str) -> Page:
    return next(each for each in report.pages if each.heading.endswith(heading))


def tables(blocks: tuple[Block, ...]) -> list[Table]:
    return [each for each in blocks if isinstance(each, Table)]


def strings(value: Any) -> Iterator[str]:
    """Every text in plain data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for each in value.values() for text in strings(each))
    elif isinstance(value, list | tuple):
        yield from (text for each in value for text in strings(each))
