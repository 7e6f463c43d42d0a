"""Colours, markers and dashes: a structure looks the same everywhere, never told by colour alone.

Marks have a contrast of at least 3 with white and text 4.5, as WCAG 2.2 AA asks; no red with green.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from models import Deal


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
FILLS = MappingProxyType(  # white numbers inside; in grey, one shape is once dark and once light
    {
        "cost": ("#2073BC", ""),
        "lead_time": ("#7B5AB0", "/"),
        "supply_security": ("#5F6875", "."),
        "oxide_cost": ("#174A75", ""),
        "premium_cost": ("#2A6CA3", "/"),
        "heavy_cost": ("#3A78AE", ""),
        "import_cost": ("#4A4A4A", "-"),
        "metal_cost": ("#55357A", "."),
        "conversion_cost": ("#8A62B0", "|"),
        "capital_cost": ("#5F6875", "-"),
        "know_how_cost": ("#6E3B08", "+"),
        "royalty_cost": ("#96600F", "\\"),
        "toll_cost": ("#B54E14", "."),
        "logistics_cost": ("#17534F", "|"),
        "duty_cost": ("#2B7A74", "\\"),
        "stock_cost": ("#716813", "x"),
        "loan_cost": ("#7A1F3D", "/"),
        "tax_cost": ("#3B3355", "x"),
        "incentive_cost": ("#6E6E6E", "+"),
        "china_loss": ("#4A4A4A", ""),
        "border_loss": ("#3A78AE", "/"),
        "partner_loss": ("#8A62B0", ""),
        "plant_loss": ("#96600F", "x"),
        "feed_loss": ("#17534F", "."),
    }
)
ALIKE = MappingProxyType(  # what is stacked elsewhere, and never beside each other
    {
        "group_magnets": "oxide_cost",
        "group_materials": "heavy_cost",
        "group_making": "conversion_cost",
        "group_know_how": "know_how_cost",
        "group_plant": "capital_cost",
        "group_support": "incentive_cost",
        "group_loan": "loan_cost",
        "group_taxes": "duty_cost",
        "group_owners": "toll_cost",
        "funding_plant": "capital_cost",
        "funding_know_how": "know_how_cost",
        "funding_interest": "loan_cost",
        "funding_reserve": "logistics_cost",
        "funding_stocks": "stock_cost",
        "funding_income": "conversion_cost",
        "funding_tax": "duty_cost",
        "funding_loan": "premium_cost",
        "funding_subsidy": "incentive_cost",
        "funding_irel": "oxide_cost",
        "funding_partner": "toll_cost",
        "funding_kept": "metal_cost",
    }
)
SPARE_FILL = ("#2073BC", "|")
STEPS = (0.0, 0.4, 0.2, 0.6)  # how far further deals of a structure go to white, or else to black
MARK_CONTRAST, TEXT_CONTRAST = 3.0, 4.5
BLACK, WHITE = (0, 0, 0), (255, 255, 255)


def pick_style(structure_key: str, order: int = 0) -> Style:
    """Style of the first, second, ... deal of a structure; an unknown structure gets the spare."""
    base = STRUCTURE_STYLES.get(structure_key, SPARE)
    return Style(pick_colour(structure_key, order), base.marker, base.dash)


def pick_colour(structure_key: str, order: int = 0) -> str:
    """Colour of the first, second, ... deal of a structure: tints that still stand out on white."""
    base = STRUCTURE_STYLES.get(structure_key, SPARE).colour
    step = STEPS[order % len(STEPS)]
    tint = mixed(base, WHITE, step)
    return tint if contrast(tint) >= MARK_CONTRAST or not step else mixed(base, BLACK, step)


def styles(deals: Iterable[Deal]) -> dict[str, Style]:
    """Style of every deal by name, in the order of the study."""
    seen: list[str] = []
    found: dict[str, Style] = {}
    for deal in deals:
        found[deal.name] = pick_style(deal.structure, seen.count(deal.structure))
        seen.append(deal.structure)
    return found


def fill(key: str) -> dict[str, Any]:
    """How a stacked part is filled, and set off from its neighbours."""
    colour, shape = FILLS.get(ALIKE.get(key, key), SPARE_FILL)
    edge = {"width": 1, "color": "#FFFFFF"}
    if not shape:
        return {"color": colour, "line": edge}
    pattern = {"shape": shape, "fillmode": "overlay", "fgcolor": mixed(colour, BLACK, 0.45)}
    return {"color": colour, "line": edge, "pattern": {**pattern, "size": 8, "solidity": 0.3}}


def readable(colour: str) -> str:
    """Darken a colour until text in it can be read on white."""
    steps = (mixed(colour, BLACK, step / 20) for step in range(21))
    return next(each for each in steps if contrast(each) >= TEXT_CONTRAST)


def contrast(colour: str) -> float:
    """Contrast of a colour with white, as WCAG defines it."""
    shares = [each / 255.0 for each in channels(colour)]
    red, green, blue = (
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4  # noqa: PLR2004
        for each in shares
    )
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def mixed(colour: str, other: tuple[int, int, int], step: float) -> str:
    """Mix a colour with a share of another."""
    pairs = zip(channels(colour), other, strict=True)
    return "#" + "".join(f"{round(one + (two - one) * step):02X}" for one, two in pairs)


def channels(colour: str) -> tuple[int, int, int]:
    """Red, green and blue of a colour, 0 to 255."""
    red, green, blue = (int(colour[place : place + 2], 16) for place in (1, 3, 5))
    return red, green, blue
