"""Nobody is kept out: every page and every tab, in light and dark, narrow, enlarged, by keyboard.

Enlarging to 200 % leaves a window of 1440 by 900 pixels half of each: 720 by 450.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.going import OFTEN, open_tab

PAGES = {"": "Compare the deals", "deal": "One deal", "money": "The money"}
PAGES |= {"time": "The time", "security": "The supply"}
PAGES |= {"matters": "What matters", "data": "The data", "saved": "Saved studies", "about": "About"}
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TALL: ViewportSize = {"width": 1440, "height": 4000}  # axe judges what is laid out
SIZES: tuple[ViewportSize, ...] = (
    {"width": 900, "height": 900},
    {"width": 720, "height": 450},
    {"width": 400, "height": 800},
)
NARROW = SIZES[1:]
STANDARD = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map((each) => Number(each.tagName[1]))"""
OVERFLOW = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map((each) => each.scrollWidth - each.clientWidth)"""
CUT = """() => [...document.querySelectorAll(
        '[data-testid=stMain] :is(button, a, input:not([type=range]), [role=combobox])')]
    .filter((each) => !each.closest('[role=tablist], [data-testid=stDataFrame]'))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([each, box]) => box.width > 1 && (box.left < -1 || box.right > innerWidth + 1))
    .map(([each]) => each.outerHTML.slice(0, 200))"""
STILL = """() => document.getAnimations().every((each) =>
    each.playState !== 'running' || each.effect.getTiming().iterations === Infinity)"""
JUDGE = """async ([place, rules]) => (await axe.run(place, {runOnly: rules})).violations.map(
    (each) => [each.impact, each.id, each.nodes.map((node) => node.html.slice(0, 200))])"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_and_all_its_tabs_have_no_barrier(
    page: Page, server: str, ready: Callable[..., None], path: str
) -> None:
    page.set_viewport_size(TALL)
    page.goto(f"{server}/{path}")
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    expect(page.locator("html")).to_have_attribute("lang", "en")
    for name, place in _shown(page, ready):
        _one_view(page, place, f"{path}: {name}")


def _shown(page: Page, ready: Callable[..., None]) -> Iterator[tuple[str, str]]:
    """Open one tab after the other, of every row of tabs; and every folded group of terms."""
    for group in page.locator("[class*='st-key-group_'] summary").all():
        if group.locator("xpath=..").get_attribute("open") is None:
            group.click()
            ready(page)
    yield "as it comes", "body"
    for row in range(page.get_by_role("tablist").count()):
        for tab in page.get_by_role("tablist").nth(row).get_by_role("tab").all():
            if tab.get_attribute("aria-selected") != "true":
                open_tab(tab)
                ready(page)
                yield tab.inner_text(), "[role=tabpanel]"


def _one_view(page: Page, place: str, name: str) -> None:
    """Judge what is on screen: its order, its charts, both themes, and narrow windows."""
    expect(page.get_by_test_id("stException")).to_have_count(0)
    levels = page.evaluate(LEVELS)
    assert levels[0] == 1, name
    assert levels.count(1) == 1, name
    assert all(below - above <= 1 for above, below in pairwise(levels)), f"{name}: {levels}"
    for chart in page.locator(".live-chart").all():
        told = chart.get_attribute("aria-label") or ""
        assert re.search(r"\d", told), f"{name}: a chart without numbers: {told}"
    assert not _barriers(page, place), name
    page.emulate_media(color_scheme="dark")
    expect(page.locator(".live-chart:not(.in-dark)")).to_have_count(0)
    assert not _barriers(page, place, ("color-contrast",)), f"{name}, dark"
    page.emulate_media(color_scheme="light")
    for size in SIZES if place == "body" else NARROW:  # what fits in 720 pixels fits in 900
        page.set_viewport_size(size)
        page.wait_for_function(f"() => String(({OVERFLOW})()) === '0,0'", polling=OFTEN)
        assert page.evaluate(CUT) == [], f"{name} at {size}"
    page.set_viewport_size(TALL)


def _barriers(page: Page, place: str, rules: tuple[str, ...] = STANDARD) -> list[Any]:
    """Serious and critical findings of axe, each with the elements concerned."""
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    page.wait_for_selector(place, state="attached")
    page.wait_for_function(STILL, polling=OFTEN)
    found: list[list[Any]] = page.evaluate(JUDGE, [place, list(rules)])
    return [each for each in found if each[0] in ("serious", "critical")]
