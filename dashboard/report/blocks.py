"""What a board paper is made of: pages of paragraphs, lists, tables, charts and facts, as data.

Everything is text that is ready to be set; nothing here computes, draws or knows a template. A cell
may hold several lines, parted by line ends.
"""

import dataclasses
import json
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

Align = Literal["left", "right", "centre"]


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``look`` says whether it is the answer, an ordinary one or a small note."""

    kind: ClassVar[str] = "paragraph"
    text: str
    look: Literal["plain", "answer", "small"] = "plain"


@dataclass(frozen=True)
class Subheading:
    """A heading below that of the page."""

    kind: ClassVar[str] = "subheading"
    text: str


@dataclass(frozen=True)
class Listing:
    """Points of a list."""

    kind: ClassVar[str] = "list"
    items: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table; its header is repeated on every page that it reaches.

    ``widths`` are shares of the width of the page, ``strong`` the rows set in bold.
    """

    kind: ClassVar[str] = "table"
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    align: tuple[Align, ...]
    widths: tuple[float, ...]
    strong: tuple[int, ...] = ()


@dataclass(frozen=True)
class Facts:
    """Names and what they are."""

    kind: ClassVar[str] = "facts"
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Figure:
    """A chart: the finding, what it says in words, and how it is drawn."""

    kind: ClassVar[str] = "chart"
    title: str
    alt: str
    drawing: Any


Block = Paragraph | Subheading | Listing | Table | Facts | Figure


@dataclass(frozen=True)
class Page:
    """A part of the paper under one heading; one of the annex comes after all others."""

    heading: str
    blocks: tuple[Block, ...]
    annex: bool = False
    starts: bool = True  # on a page of its own, if the paper has room


@dataclass(frozen=True)
class Report:
    """The whole paper."""

    title: str
    subtitle: str
    date: str  # in words
    day: tuple[int, int, int]  # of the document: year, month and day, never today's
    footer: str
    byline: str  # version and author, if they may be told
    pages: tuple[Page, ...]
    roomy: bool = True  # whether every part starts on a page of its own
    keywords: tuple[str, ...] = field(default=("magnets", "rare earths", "India", "partnership"))
    language: str = "en"

    def as_data(self) -> dict[str, Any]:
        """Return all of it as plain data, as JSON takes it."""
        shallow = {each.name: getattr(self, each.name) for each in dataclasses.fields(self)}
        plain: dict[str, Any] = json.loads(json.dumps(shallow, default=_plain, allow_nan=False))
        return plain


def _plain(value: object) -> dict[str, Any]:
    """Write a part as its fields, and say what kind it is."""
    if not dataclasses.is_dataclass(value):
        raise TypeError(f"{type(value).__name__} is no part of a report")
    fields = {each.name: getattr(value, each.name) for each in dataclasses.fields(value)}
    kind = getattr(value, "kind", None)
    return {**fields, "kind": kind} if kind else fields
