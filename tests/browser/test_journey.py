"""The whole way in one go: from a first visit to a board paper on disk.

``LODESTONE_SCREENSHOTS`` names a folder for the pictures of the way and the paper.
"""

import os
import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.going import WAITS, open_tab

Ready = Callable[..., None]
TITLE = "Magnets for 2032"
COST = re.compile(r"[\d.,]+ USD/kg")


def test_from_a_first_visit_to_a_board_paper(
    page: Page, server: str, ready: Ready, visitors: Callable[[str], Page], tmp_path: Path
) -> None:
    kept = Path(os.environ.get("LODESTONE_SCREENSHOTS") or tmp_path)
    kept.mkdir(parents=True, exist_ok=True)
    way = _Way(page, ready, kept)
    page.goto(server)
    way.come("1 land")
    _land(page)
    _find(page, ready)
    way.come("2 find the structure")
    page.get_by_role("button", name=re.compile("^Go to: Technology transfer")).click()
    expect(page.get_by_role("heading", name="One deal")).to_be_visible()
    way.come("3 the terms")
    _set_terms(page, ready)
    way.come("4 it moves")
    way.to("Compare", "5 compare")
    open_tab(page.get_by_role("tab", name="Pair by pair"))
    way.come("5 pair by pair")
    way.to("What matters", "6 what matters")
    open_tab(page.get_by_role("tab", name="Stress"))
    expect(page.get_by_role("tabpanel").last).to_contain_text("xport", timeout=2 * WAITS)
    way.come("6 stress")
    way.to("Compare", "7 before weighing")
    _weigh(page, ready)
    way.come("7 weighed")
    _save(page, ready)
    way.come("8 saved")
    shown = _results(page)
    address = _link(page)
    way.come("8 the link")
    other = visitors(server)
    other.goto(address)
    ready(other)
    assert _results(other) == shown
    other.screenshot(path=kept / "8 someone else.png")
    page.keyboard.press("Escape")
    page.reload()
    way.come("8 reloaded")
    assert _results(page) == shown
    paper = _export(page, kept / "board paper.pdf")
    way.come("9 exported")
    finding = page.get_by_text(re.compile("^With your weights")).first.inner_text()
    _same(paper, finding, shown)


class _Way:
    """Somebody's way through the pages, with a picture at each step."""

    def __init__(self, page: Page, ready: Ready, kept: Path) -> None:
        self.page, self.ready, self.kept = page, ready, kept

    def come(self, step: str) -> None:
        """Wait for the page, find no error on it, and take a picture."""
        self.ready(self.page)
        expect(self.page.get_by_test_id("stException")).to_have_count(0)
        self.page.screenshot(path=self.kept / f"{step}.png")

    def to(self, name: str, step: str) -> None:
        """Go to a page."""
        self.page.get_by_role("link", name=name, exact=True).click()
        active = self.page.get_by_role("link", name=name, exact=True)
        expect(active).to_have_attribute("aria-current", "page")
        self.come(step)


def _land(page: Page) -> None:
    """Find the deals and the baseline evaluated, and what they rest on, without a click."""
    told = page.get_by_test_id("stMain")
    expect(told).to_contain_text("every commercial term is an assumption")
    expect(page.get_by_role("table").last.get_by_role("row")).to_have_count(6)


def _find(page: Page, ready: Ready) -> None:
    """Answer two of the five questions, and find a structure that does both."""
    page.get_by_text("Which structure fits?").click()
    months = page.get_by_role("spinbutton", name=re.compile("^Within how many months"))
    months.fill("48")
    months.press("Enter")
    told = page.locator(".st-key-fitting")
    expect(told).to_contain_text("Oxide tolling meets what you wish")
    page.get_by_text("It must stay in India").click()
    expect(told).to_contain_text("None meets all")
    ready(page)


def _set_terms(page: Page, ready: Ready) -> None:
    """Double the plant, and see the chart move with the earlier result behind it."""
    chart = page.locator(".live-chart").first
    before = chart.get_attribute("aria-label") or ""
    box = page.locator("[class*='_capacity_box'] input")
    box.fill("2000")
    box.press("Enter")
    expect(chart).not_to_have_attribute("aria-label", before)
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("Not saved")
    expect(page.get_by_test_id("stMetric").first).to_contain_text(COST)


def _weigh(page: Page, ready: Ready) -> None:
    told = page.locator(".live-chart").first
    before = told.get_attribute("aria-label") or ""
    slider = page.locator(".st-key-weight_cost_slider input[type=range]")
    slider.focus()
    for _ in range(3):
        slider.press("ArrowRight")
    expect(told).not_to_have_attribute("aria-label", before)
    ready(page)


def _save(page: Page, ready: Ready) -> None:
    page.get_by_test_id("stPopoverButton").filter(has_text="Save").click()
    page.locator(".st-key-save_title input").fill(TITLE)
    page.locator(".st-key-save_note input").fill("Twice the plant, more weight on cost")
    page.locator(".st-key-save_author input").fill("Asha")
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.locator(".st-key-status")).to_contain_text(f"Saved: {TITLE}")
    ready(page)


def _link(page: Page) -> str:
    page.get_by_test_id("stPopoverButton").filter(has_text="Share").click()
    page.get_by_role("button", name="Make the link").click()
    shown = page.get_by_test_id("stPopoverBody").get_by_test_id("stCode").first
    expect(shown).to_contain_text("open=")
    return shown.inner_text()


def _export(page: Page, paper: Path) -> Path:
    page.get_by_test_id("stPopoverButton").filter(has_text="Export").click()
    page.get_by_role("button", name="Make the files").click()
    button = page.get_by_role("button", name="Download Board paper (PDF)")
    expect(button).to_be_visible(timeout=2 * WAITS)
    with page.expect_download() as download:
        button.click()
    download.value.save_as(paper)
    return paper


def _results(page: Page) -> list[list[str]]:
    """The deals side by side: a list of cells for each."""
    rows: list[list[str]] = page.get_by_role("table").last.evaluate(
        """table => [...table.querySelectorAll('tbody tr')].map(
            (row) => [...row.children].map((cell) => cell.innerText.trim()))"""
    )
    return rows


def _same(paper: Path, finding: str, shown: list[list[str]]) -> None:
    """Find the title, the finding and the results on paper as they were on screen."""
    read = PdfReader(paper)
    assert read.metadata
    assert read.metadata.title == TITLE
    written = " ".join(" ".join(each.extract_text() for each in read.pages[:1]).split())
    assert TITLE in written
    assert finding.split(".", maxsplit=1)[0] in written
    for _, rank, score, first, _, cost, *_ in shown:
        assert f"{rank} {score} {first} {cost.split(' USD')[0]} " in f"{written} "
