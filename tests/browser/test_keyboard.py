"""All that is agreed can be changed without a mouse, and one always sees where one is."""

import re
from collections.abc import Callable

from playwright.sync_api import FloatRect, Locator, Page, expect

from models import STRUCTURES

FIRST = "technology_transfer"  # the structure of the deal that the page begins with
MOST_STOPS = 900  # of the Tab key on one page
HERE = """() => {
    const here = document.activeElement;
    const foot = document.querySelector('.st-key-foot');
    const after = Boolean(here.compareDocumentPosition(foot) & Node.DOCUMENT_POSITION_PRECEDING);
    const places = [];
    for (let each = here; each; each = each.parentElement)
        places.push(...[...each.classList].filter((name) => name.startsWith('st-key-')));
    return [places, here === document.body || after];
}"""
GROUPS = "[class*='st-key-group_'] summary"
TERMS = "[class*='st-key-term_']"


def test_every_term_is_reached_with_the_tab_key(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    for group in page.locator(GROUPS).all()[1:]:
        group.focus()
        page.keyboard.press("Enter")
        expect(group.locator("xpath=..")).to_have_attribute("open", "")
        expect(group.locator("xpath=..").locator(TERMS).first).to_be_visible()  # they come later
        ready(page)
        expect(group).to_be_focused()
    there = _keys(page)
    terms = {term.name for term in STRUCTURES[FIRST].terms}
    assert {name for name in terms for key in there if re.search(f"_{name}(_box|_slider)?$", key)}
    assert len({re.sub("_(box|slider)$", "", key) for key in there}) == len(terms)
    page.evaluate("document.activeElement.blur(); window.scrollTo(0, 0)")
    page.get_by_role("link", name="Compare", exact=True).focus()
    assert not there - _walked(page)


def test_a_number_a_flag_a_choice_and_a_day_change_without_a_mouse(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    number = page.locator("[class*='_capacity_box'] input")
    _seen(number)
    page.keyboard.press("Control+a")
    page.keyboard.type("2000")
    page.keyboard.press("Enter")
    _changed(page, ready, "1 changed")
    expect(number).to_be_focused()
    slider = page.locator("[class*='_capacity_slider'] input[type=range]")
    _seen(slider)
    page.keyboard.press("ArrowRight")
    expect(number).to_have_value("2050")
    ready(page)
    flag = (
        page.locator(TERMS).get_by_role("switch").or_(page.locator(TERMS).get_by_role("checkbox"))
    )
    _seen(flag.first)
    page.keyboard.press("Space")
    _changed(page, ready, "2 changed")
    day = page.locator(TERMS).get_by_role("spinbutton", name=re.compile("^month"))
    _seen(day)
    page.keyboard.press("ArrowUp")
    for _ in range(4):  # past day and calendar: it counts when one leaves the field
        page.keyboard.press("Tab")
    _changed(page, ready, "3 changed")
    partner = page.locator("[class*='st-key-partner_'] input")
    before = partner.input_value() or page.locator("[class*='st-key-partner_']").inner_text()
    _seen(partner)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[class*='st-key-partner_']")).not_to_have_text(before)
    ready(page)


def test_what_opens_over_the_page_is_left_by_escape_to_where_one_was(
    page: Page, server: str, ready: Callable[..., None]
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    for label in ("draws", "Save", "Share", "Export", "Rename", "Add a deal"):
        opener = page.get_by_test_id("stPopoverButton").filter(has_text=label).first
        _seen(opener)
        page.keyboard.press("Enter")
        body = page.get_by_test_id("stPopoverBody")
        expect(body.locator("button, input, summary").first).to_be_visible()
        ready(page)
        page.keyboard.press("Tab")
        page.wait_for_timeout(100)
        assert body.evaluate("each => each.contains(document.activeElement)"), label
        page.keyboard.press("Shift+Tab")
        expect(opener).to_be_focused()
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        expect(body).to_have_count(0)
        expect(opener).to_be_focused()


def _keys(page: Page) -> set[str]:
    """The keys of the widgets of terms on the page."""
    found: list[str] = page.locator(TERMS).evaluate_all(
        "all => all.flatMap((each) => [...each.classList])"
    )
    return {each for each in found if each.startswith("st-key-term_")}


def _walked(page: Page) -> set[str]:
    """Press Tab until the end of the page; return the keys of all that was passed."""
    passed: set[str] = set()
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        places, left = page.evaluate(HERE)
        passed.update(places)
        if left:
            return passed
    raise AssertionError(f"the page does not end after {MOST_STOPS} stops")


def _seen(place: Locator) -> None:
    """Go to a place, and find that it looks other than before."""
    place.scroll_into_view_if_needed()
    before = _picture(place)
    place.focus()
    place.page.keyboard.press("Shift+Tab")  # browsers show focus that came by keyboard
    place.page.keyboard.press("Tab")
    expect(place).to_be_focused()
    assert _picture(place) != before, f"focus is not seen on {place}"


def _picture(place: Locator) -> bytes:
    box = place.locator("xpath=../..").bounding_box()
    assert box
    margin = 6
    around: FloatRect = {
        "x": max(box["x"] - margin, 0),
        "y": max(box["y"] - margin, 0),
        "width": box["width"] + 2 * margin,
        "height": box["height"] + 2 * margin,
    }
    return place.page.screenshot(clip=around, animations="disabled")


def _changed(page: Page, ready: Callable[..., None], told: str) -> None:
    expect(page.get_by_test_id("stMain")).to_contain_text(f"● {told} against")
    ready(page)
