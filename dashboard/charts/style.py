"""Colours, markers and dashes: a structure looks the same everywhere, and never by colour alone."""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType

from models import Outcome


@dataclass(frozen=True)
class Style:
    """How a deal is drawn."""

    colour: str
    marker: str
    dash: str


STRUCTURE_STYLES = MappingProxyType(
    {
        "technology_transfer": Style("#12436D", "circle", "solid"),
        "joint_venture": Style("#28A197", "square", "dash"),
        "foreign_plant": Style("#801650", "triangle-up", "dot"),
        "oxide_tolling": Style("#F46A25", "diamond", "dashdot"),
        "baseline": Style("#3D3D3D", "x", "longdash"),
    }
)
SPARE = Style("#2073BC", "star", "longdashdot")
CRITERION_FILLS = (("#2073BC", ""), ("#A285D1", "/"), ("#6B7280", "."))
STEPS = (0.0, 0.35, 0.55, 0.2)  # how far further deals of a structure go towards white or black
PLAIN_CONTRAST, TEXT_CONTRAST = 3.0, 4.5  # WCAG: marks, text
DARK, LIGHT = (0, 0, 0), (255, 255, 255)


def pick_style(structure_key: str, order: int = 0) -> Style:
    """Style of the first, second, ... deal of a structure; unknown structures share a spare one."""
    base = STRUCTURE_STYLES.get(structure_key, SPARE)
    marker = base.marker if order % 2 == 0 or base.marker == "x" else f"{base.marker}-open"
    return Style(pick_colour(structure_key, order), marker, base.dash)


def pick_colour(structure_key: str, order: int = 0) -> str:
    """Colour of the first, second, ... deal of a structure: tints that still stand out on white."""
    base = STRUCTURE_STYLES.get(structure_key, SPARE).colour
    step = STEPS[order % len(STEPS)]
    tint = mixed(base, LIGHT, step)
    return tint if contrast(tint) >= PLAIN_CONTRAST else mixed(base, DARK, step)


def styles(outcomes: Iterable[Outcome]) -> dict[str, Style]:
    """Style of every deal by name, in the order of the study."""
    counts: dict[str, int] = {}
    found: dict[str, Style] = {}
    for each in outcomes:
        order = counts.get(each.structure.key, 0)
        found[each.name] = pick_style(each.structure.key, order)
        counts[each.structure.key] = order + 1
    return found


def readable(colour: str) -> str:
    """Darken a colour until text in it can be read on white."""
    step = 0.0
    while contrast(mixed(colour, DARK, step)) < TEXT_CONTRAST:
        step += 0.05
    return mixed(colour, DARK, step)


def text_on(colour: str) -> str:
    """White or near-black, whichever reads better on a colour."""
    return "#FFFFFF" if contrast(colour) >= TEXT_CONTRAST else "#1F2933"


def contrast(colour: str) -> float:
    """Contrast of a colour with white, as WCAG defines it."""
    shares = [each / 255.0 for each in channels(colour)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in shares]
    red, green, blue = linear
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def mixed(colour: str, other: tuple[int, int, int], step: float) -> str:
    """Mix a colour with a share of another."""
    pairs = zip(channels(colour), other, strict=True)
    return "#" + "".join(f"{round(one + (two - one) * step):02X}" for one, two in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
