"""Nobody is kept out of what is saved, of what a partner sees, and of the five questions."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_barriers import TALL, _one_view
from tests.browser.test_saved import Ready, Visitors, link, mark, save, set_capacity


def test_saved_studies_and_a_partners_view_have_no_barrier(
    page: Page, server: str, ready: Ready, visitors: Visitors
) -> None:
    page.set_viewport_size(TALL)
    page.goto(f"{server}/deal")
    ready(page)
    set_capacity(page, ready, "1500")
    save(page, ready, "For everybody", "A larger plant", "Asha")
    mark(page, ready, "Magnet capacity")
    save(page, ready, "For everybody", "Marked", "Asha")
    address = link(page, "always the newest version", partner=True)
    page.reload()
    ready(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("A larger plant")
    page.get_by_text("Confidential in a partner view").click()
    expect(page.locator(".st-key-marked_terms")).to_be_visible()
    ready(page)
    _one_view(page, "body", "saved, with studies")

    partner = visitors(server)
    partner.set_viewport_size(TALL)
    partner.goto(address)
    ready(partner)
    expect(partner.get_by_role("heading", level=1)).to_have_text("For everybody")
    _one_view(partner, "body", "a partner's view")


def test_the_five_questions_have_no_barrier(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.set_viewport_size(TALL)
    page.goto(server)
    ready(page)
    page.get_by_text("Which structure fits?").click()
    months = page.locator(".st-key-fit_months input")
    months.fill("48")
    months.press("Enter")
    expect(page.locator(".st-key-fitting")).to_contain_text("Oxide tolling meets what you wish")
    ready(page)
    _one_view(page, ".st-key-fitting", "the five questions")
