"""In a dark page every lightness of a chart is turned round, and contrasts stay good enough."""

import re
import tomllib
from pathlib import Path

import pytest

from dashboard import live
from dashboard.charts import style
from dashboard.charts.chart import FAINT, INK, PAPER
from dashboard.charts.rank_bars import shades
from dashboard.charts.win_matrix import shade

ROOT = Path(__file__).resolve().parents[2]
# hue-rotate(180deg) of the Filter Effects Module Level 1, 13.5: rows for red, green, blue
HUE = ((-0.574, 1.430, 0.144), (0.426, 0.430, 0.144), (0.426, 1.430, -0.856))
CODE = "".join(
    each.read_text(encoding="utf-8") for each in (ROOT / "dashboard/charts").glob("*.py")
)


def turned(colour: str) -> str:
    """The colour that a browser makes of it, by the standard of its filters."""
    kept = 1.0 - 2.0 * live.DARK_INVERT
    inverted = [each / 255.0 * kept + live.DARK_INVERT for each in style.channels(colour)]
    mixed = [sum(a * b for a, b in zip(row, inverted, strict=True)) for row in HUE]
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, each))):02X}" for each in mixed)


def against(colour: str, ground: str) -> float:
    """Contrast of two colours: as WCAG divides, each against white."""
    one, two = sorted((style.contrast(colour), style.contrast(ground)))
    return two / one


def theme(mode: str) -> dict[str, str]:
    config = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    found: dict[str, str] = config["theme"][mode]
    return found


def test_white_paper_becomes_the_ground_of_the_dark_page() -> None:
    assert turned(PAPER) == theme("dark")["backgroundColor"]


def test_text_of_charts_is_read_in_dark() -> None:
    ground = turned(PAPER)
    assert min(against(turned(each), ground) for each in (INK, FAINT)) >= 4.5
    numbers_inside = [against(turned(colour), ground) for colour, _ in style.FILLS.values()]
    assert min(numbers_inside) >= 4.5


def test_numbers_on_shades_are_read_in_dark() -> None:
    for colour in [*shades(5), *shades(2), *(shade(each / 50) for each in range(51))]:
        ink = max((INK, PAPER), key=lambda each, on=colour: against(each, on))
        assert against(turned(ink), turned(colour)) >= 4.5, colour


@pytest.mark.parametrize("colour", sorted(set(re.findall("#[0-9A-F]{6}", CODE)) - {PAPER}))
def test_a_mark_that_is_told_from_white_is_told_from_the_dark_ground(colour: str) -> None:
    light, dark = style.contrast(colour), against(turned(colour), turned(PAPER))
    assert dark >= max(asked for asked in (1.0, 3.0, 4.5) if light >= asked)


def test_the_accent_and_links_are_read_in_both_themes() -> None:
    for mode, ground in (("light", "#FFFFFF"), ("dark", theme("dark")["backgroundColor"])):
        assert against(theme(mode)["primaryColor"], ground) >= 4.5
    dark = theme("dark")
    for name in ("textColor", "linkColor", "primaryColor"):
        assert against(dark[name], dark["secondaryBackgroundColor"]) >= 4.5
