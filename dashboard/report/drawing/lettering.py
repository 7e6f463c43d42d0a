"""Text of a figure as lines of plain runs, and how wide they are in print.

Plotly's figures hold a little HTML; bold and line breaks are translated, anything else is text.
Widths are those of Noto Sans, the widest of the usual faces, so that room found here suffices.
"""

import html
import itertools
import re
import textwrap

LEAST = 12.0  # pixels of the smallest letters: 8 points on paper
LINE = 1.25  # height of a line, in sizes
BOLD = 1.08  # how much wider bold letters are
SPACE = 0.26
USUAL_WIDTH = 0.6
EMS = {
    "iljI|!'.,:; ": 0.28,
    "ftr()[]/-J": 0.38,
    "cszkxvyL": 0.52,
    "aepbdghnoquEFSTYZX0123456789+<>=\N{EN DASH}\N{PLUS-MINUS SIGN}\N{MINUS SIGN}": 0.6,
    "ABCKPRV": 0.65,
    "DGHNOQUw": 0.78,
    "mMW%@\N{HORIZONTAL ELLIPSIS}": 0.94,
}
WIDTHS = {letter: width for letters, width in EMS.items() for letter in letters}
MARKUP = re.compile(r"(<br\s*/?>|</?[bi]>)")
WRAPPED = 20  # characters from which a line on screen may end within a word

Run = tuple[str, bool]  # text, and whether it is bold
Line = list[Run]


def lines_of(written: str | None) -> list[Line]:
    """Lines of plain runs of a text with markup."""
    lines: list[Line] = [[]]
    bold = False
    for piece in MARKUP.split(str(written or "")):
        if piece.startswith("<br"):
            lines.append([])
        elif piece in {"<i>", "</i>"}:  # the paper has no slanted font
            continue
        elif piece in {"<b>", "</b>"}:
            bold = piece == "<b>"
        elif piece:
            lines[-1].append((html.unescape(piece), bold))
    return lines


def plain(line: Line) -> str:
    """Text of a line without its looks."""
    return "".join(text for text, _ in line)


def legible(size: float | None, usual: float = LEAST) -> float:
    """Size of letters in pixels, never smaller than can be read on paper."""
    return max(LEAST, float(size or usual))


def width(line: Line, size: float) -> float:
    """Width of a line in pixels."""
    ems = sum(
        WIDTHS.get(letter, USUAL_WIDTH) * (BOLD if bold else 1.0)
        for text, bold in line
        for letter in text
    )
    return ems * size


def extent(lines: list[Line], size: float) -> tuple[float, float]:
    """Width and height in pixels of lines one below the other."""
    return max(width(line, size) for line in lines), len(lines) * LINE * size


def blank(line: Line) -> float:
    """Width of the spaces before a text, in sizes."""
    told = plain(line)
    return SPACE * (len(told) - len(told.lstrip()))


def trimmed(line: Line) -> Line:
    """A line without the spaces before and after it."""
    told = [(text, bold) for text, bold in line if text.strip()]
    if told:
        told[0] = told[0][0].lstrip(), told[0][1]
        told[-1] = told[-1][0].rstrip(), told[-1][1]
    return told


def refit(lines: list[Line], most: int) -> list[Line]:
    """Break a text anew, so that it takes no more than so many lines, as narrow as may be."""
    if len(lines) <= most:
        return lines
    bold = all(run_bold for line in lines for _, run_bold in line)
    whole = _joined([plain(line) for line in lines])
    fits = (
        found
        for letters in itertools.count(WRAPPED)
        if len(found := textwrap.wrap(whole, letters)) <= most
    )
    return [[(each, bold)] for each in next(fits)]


def _joined(lines: list[str]) -> str:
    """Undo the breaks of the screen, also those within a word."""
    whole = lines[0]
    for before, line in itertools.pairwise(lines):
        within = before[-2:-1].isalnum() and before.endswith("-")
        cut = len(before) >= WRAPPED and " " not in before
        whole += line if within or cut else f" {line}"
    return whole
