"""A board paper is made and saved from a page, in a real browser."""

from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.browser.going import WAITS


def test_a_board_paper_is_made_looked_at_and_saved(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(server)
    ready(page)
    page.get_by_test_id("stPopoverButton").filter(has_text="Export").click()
    page.get_by_role("button", name="Make the files").click()
    button = page.get_by_role("button", name="Download Board paper (PDF)")
    expect(button).to_be_visible(timeout=2 * WAITS)
    expect(page.get_by_text("First page")).to_be_visible()
    with page.expect_download() as download:
        button.click()
    assert download.value.suggested_filename.endswith(".pdf")
    assert Path(download.value.path()).read_bytes().startswith(b"%PDF")
