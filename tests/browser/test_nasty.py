"""What looks like a program stays text in a real browser, on every page and in every list."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from dashboard import links
from tests.browser.conftest import Server
from tests.browser.test_saved import popover, save
from tests.dashboard.guard.nasty import NASTY, study

PAGES = ("Deal", "Money", "Time", "Security", "What matters", "Data", "Saved", "Compare")
CHOSEN = (NASTY[2], NASTY[6], NASTY[7], NASTY[8])  # what Markdown and browsers would read
MARKUP = study().changed(
    title=NASTY[15],
    deals=tuple(
        deal.model_copy(update={"name": name})
        for deal, name in zip(study().deals, CHOSEN, strict=True)
    ),
)
# Whatever a name could have become: a picture or a link of another host, a script, a program.
FOUND = """() => [
  ...document.querySelectorAll('[src*="evil.example"], [href*="evil.example"]'),
  ...document.querySelectorAll('[onerror], [onload]'),
  ...[...document.querySelectorAll('body script')].filter((each) => each.text.includes('pwned')),
].map((each) => each.outerHTML).concat(window.pwned ? ['it ran'] : [])"""


def test_names_are_text_on_every_page(page: Page, server: str, ready: Callable[..., None]) -> None:
    page.goto(f"{server}/?study={links.encode(MARKUP)}")
    ready(page)
    assert page.get_by_label("Study title").input_value() == MARKUP.title
    for each in PAGES:
        page.get_by_role("link", name=each, exact=True).click()
        page.get_by_role("heading", level=1).first.wait_for()
        ready(page)
        assert page.evaluate(FOUND) == []
        for tab in page.get_by_role("tab").all()[1:]:
            tab.click()
            ready(page)
            assert page.evaluate(FOUND) == []


def test_notes_and_names_are_text_in_the_lists_of_saved_studies(
    visitors: Callable[[str], Page], shared_server: Server, ready: Callable[..., None]
) -> None:
    page = visitors(shared_server.address)
    page.goto(f"{shared_server.address}/?study={links.encode(study(2))}")
    ready(page)
    for note, author in ((NASTY[6], NASTY[8]), (NASTY[7], NASTY[15])):
        save(page, ready, "Plain", note, author)
    page.goto(f"{shared_server.address}/saved")
    ready(page)
    assert page.evaluate(FOUND) == []
    popover(page, "Share")
    expect(page.get_by_test_id("stPopoverBody")).not_to_be_empty()
    ready(page)
    assert page.evaluate(FOUND) == []


def test_a_table_offers_our_own_file_and_no_other(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/data")
    ready(page)
    table = page.get_by_test_id("stDataFrame").first
    table.hover()
    toolbar = page.get_by_test_id("stElementToolbar").first
    assert toolbar.get_by_role("button").count() > 0
    assert page.get_by_label("Download as CSV").count() == 0
    assert page.get_by_role("button", name="Download CSV").count() > 0
