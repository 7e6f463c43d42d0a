"""The pages in a real browser: moving, and shareable."""

from collections.abc import Callable

from playwright.sync_api import Page, expect


def test_a_weight_moves_the_ranks_and_keeps_the_focus(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(server)
    ready(page)
    ranks = page.locator(".live-chart").first
    before = ranks.get_attribute("aria-label")
    slider = page.locator("[class*='weight_cost_slider'] input[type=range]")
    slider.focus()
    slider.press("ArrowRight")
    expect(ranks).not_to_have_attribute("aria-label", before or "")
    expect(slider).to_be_focused()


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
    page: Page, server: str, ready: Callable[..., None], visitors: Callable[[str], Page]
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

    other = visitors(server)
    other.goto(address)
    ready(other)
    assert other.get_by_role("table").inner_text() == mine


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
