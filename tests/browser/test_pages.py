"""The pages in a real browser: drawn, moving, shareable, and usable by everybody."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

PAGES = {"": "Compare the deals", "deal": "One deal", "money": "The money"}
PAGES |= {"time": "The time", "security": "The supply"}
PAGES |= {"matters": "What matters", "data": "The data", "saved": "Saved studies", "about": "About"}
AXE = Path(axe_playwright_python.__file__).parent / "axe.min.js"
TALL = {"width": 1440, "height": 4000}  # axe judges what is laid out
LEVELS = """() => [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')]
    .map((each) => Number(each.tagName[1]))"""
OVERFLOW = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
    .map((each) => each.scrollWidth - each.clientWidth)"""


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_drawn_in_order_and_without_barriers(
    page: Page, server: str, ready: Callable[..., None], path: str
) -> None:
    page.set_viewport_size(TALL)
    page.goto(f"{server}/{path}")
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(PAGES[path])
    expect(page.get_by_test_id("stException")).to_have_count(0)
    levels = page.evaluate(LEVELS)
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below - above <= 1 for above, below in pairwise(levels))
    assert not _barriers(page)


@pytest.mark.parametrize("path", PAGES)
def test_nothing_makes_a_narrow_window_scroll_sideways(
    page: Page, server: str, ready: Callable[..., None], path: str
) -> None:
    page.set_viewport_size({"width": 900, "height": 900})
    page.goto(f"{server}/{path}")
    ready(page)
    assert page.evaluate(OVERFLOW) == [0, 0]


@pytest.mark.parametrize("path", ["money", "time", "security", "matters"])
def test_every_tab_is_drawn(page: Page, server: str, ready: Callable[..., None], path: str) -> None:
    page.set_viewport_size({"width": 900, "height": 1400})
    page.goto(f"{server}/{path}")
    ready(page)
    for tab in page.get_by_role("tab").all():
        _open(tab)
        ready(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate(OVERFLOW) == [0, 0], tab.inner_text()


def test_a_weight_moves_the_ranks_and_every_closer_look_is_drawn(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.set_viewport_size({"width": 900, "height": 1400})
    page.goto(server)
    ready(page)
    ranks = page.locator(".live-chart").first
    before = ranks.get_attribute("aria-label")
    slider = page.locator("[class*='weight_cost_slider'] input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    expect(ranks).not_to_have_attribute("aria-label", before or "")
    expect(slider).to_be_focused()
    for name in ("Why", "All weights", "Pair by pair", "Scores", "Cost and security"):
        page.get_by_role("tab", name=name, exact=True).click()
        ready(page)
        expect(page.get_by_test_id("stException")).to_have_count(0)
        assert page.evaluate(OVERFLOW) == [0, 0], name


def test_a_slider_moves_the_chart_in_place_and_keeps_the_focus(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    chart = page.locator(".live-chart").first
    before = chart.get_attribute("aria-label")
    chart.evaluate("element => element.dataset.mark = 'same'")
    slider = page.locator("[class*='_capacity_slider'] input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    expect(chart).not_to_have_attribute("aria-label", before or "")
    ready(page)
    expect(page.locator(".live-chart").first).to_have_attribute("data-mark", "same")
    expect(slider).to_be_focused()
    expect(page.locator("[class*='_capacity_box'] input")).to_have_value("1050")


def test_a_link_shows_another_visitor_the_same_numbers(
    page: Page, server: str, ready: Callable[..., None], browser: Browser
) -> None:
    page.goto(server)
    ready(page)
    usual = page.get_by_role("table").inner_text()
    slider = page.locator(".st-key-weight_cost_slider input[type=range]")
    slider.focus()
    slider.press("End")
    expect(page.get_by_role("table")).not_to_have_text(usual, use_inner_text=True)
    page.get_by_test_id("stPopoverButton").filter(has_text="Share").click()
    page.get_by_text("Without saving: the whole study in an address").click()
    address = page.get_by_test_id("stCode").filter(has_text="study=").first.inner_text()
    assert address.startswith(server)
    ready(page)
    mine = page.get_by_role("table").inner_text()

    other = browser.new_context().new_page()
    other.goto(address)
    ready(other)
    assert other.get_by_role("table").inner_text() == mine
    other.context.close()


def test_the_study_goes_along_from_page_to_page(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    page.locator("[class*='_capacity_box'] input").fill("2000")
    page.keyboard.press("Enter")
    page.wait_for_url("**study=*")
    page.get_by_role("link", name="Compare").click()
    page.wait_for_url("**/?*study=*")
    ready(page)
    page.reload()
    ready(page)
    page.get_by_role("link", name="Deal").click()
    expect(page.locator("[class*='_capacity_box'] input")).to_have_value("2000")


def test_a_broken_link_is_explained_and_the_page_goes_on(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/?study=nonsense")
    ready(page)
    expect(page.get_by_text("nothing of your study was lost")).to_be_visible()
    expect(page.get_by_role("table")).to_be_visible()
    page.get_by_role("button", name="Back to the default study").click()
    expect(page.get_by_text("nothing of your study was lost")).to_have_count(0)


def _open(tab: Locator) -> None:
    """Open a tab; a click that the page's own answer to the last one overtook is made again."""
    for _ in range(5):
        tab.click()
        try:
            expect(tab).to_have_attribute("aria-selected", "true", timeout=10_000)
        except AssertionError:
            continue
        return
    expect(tab).to_have_attribute("aria-selected", "true")


def _barriers(page: Page) -> list[tuple[str, list[str]]]:
    """Serious and critical findings of axe, each with the elements concerned."""
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found: list[dict[str, Any]] = page.evaluate("async () => (await axe.run()).violations")
    return [
        (each["id"], [node["html"][:200] for node in each["nodes"]])
        for each in found
        if each["impact"] in ("serious", "critical")
    ]
