"""Saved studies in real browsers: two people, one study; drafts, partners, a server restarted."""

import re
import struct
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Server

Ready = Callable[..., None]
Visitors = Callable[[str], Page]
HIDDEN = "2187"  # a capacity that nothing else shows
ALONE = re.compile(rb"(?<![\w.-])%s(?![\w-])" % HIDDEN.encode())  # identities have any digits


def popover(page: Page, label: str) -> None:
    page.get_by_test_id("stPopoverButton").filter(has_text=label).click()


def set_capacity(page: Page, ready: Ready, value: str) -> None:
    box = page.locator("[class*='_capacity_box'] input")
    box.fill(value)
    box.press("Enter")
    expect(page.locator(".st-key-status")).to_contain_text(re.compile("Unsaved|Not saved"))
    ready(page)


def fill(page: Page, key: str, value: str) -> None:
    page.locator(f".st-key-{key} input").fill(value)


def save(page: Page, ready: Ready, title: str, note: str, author: str = "") -> None:
    popover(page, "Save")
    if author:
        fill(page, "save_author", author)
    fill(page, "save_title", title)
    fill(page, "save_note", note)
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.locator(".st-key-status")).to_contain_text(f"Saved: {title}")
    ready(page)


def link(page: Page, kind: str, *, partner: bool = False) -> str:
    """Make a link, copy it with its button, and return what the clipboard holds."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    popover(page, "Share")
    page.get_by_text(kind, exact=True).click()
    if partner:
        page.get_by_text("Partner view", exact=True).click()
    page.get_by_role("button", name="Make the link").click()
    page.get_by_role("button", name="Copy the link").click()
    expect(page.get_by_text("Copied", exact=True)).to_be_visible()
    copied: str = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_test_id("stCode").first.inner_text()
    page.keyboard.press("Escape")
    return copied


def results(page: Page) -> str:
    return page.get_by_role("table").last.inner_text()


def test_two_people_share_a_study_and_both_see_what_the_other_did(
    page: Page, server: str, ready: Ready, visitors: Visitors
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    set_capacity(page, ready, "2000")
    save(page, ready, "Board paper", "First", "Asha")
    address = link(page, "the newest version, and may save new ones")
    page.goto(f"{server}/?{page.url.partition('?')[2]}")
    ready(page)
    mine = results(page)

    other = visitors(server)
    other.goto(address)
    ready(other)
    assert results(other) == mine
    other.get_by_role("link", name="Deal").click()
    ready(other)
    set_capacity(other, ready, "2500")
    save(other, ready, "Board paper", "A bigger plant", "Ken")

    page.reload()
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("version 2")
    assert results(page) != mine
    page.get_by_role("link", name="Saved").click()
    ready(page)
    difference = page.locator(".st-key-difference")
    expect(difference).to_contain_text("magnet capacity 2,000 → 2,500 t a year")
    expect(difference).to_contain_text("From version 1 to version 2")


def test_a_draft_outlives_a_closed_window_and_is_offered_again(
    page: Page, server: str, ready: Ready
) -> None:
    page.goto(f"{server}/deal")
    ready(page)
    set_capacity(page, ready, "2345")
    again = page.context.new_page()
    page.close()
    again.goto(f"{server}/saved")
    ready(again)
    again.get_by_role("button", name="Go on with it").click()
    expect(again.locator(".st-key-status")).to_contain_text("Not saved")
    ready(again)
    again.get_by_role("link", name="Deal").click()
    expect(again.locator("[class*='_capacity_box'] input")).to_have_value("2345")


def test_a_draft_outlives_a_restart_of_the_server_and_the_browser_keeps_the_key(
    visitors: Visitors, ready: Ready, shared_server: Server
) -> None:
    before = visitors(shared_server.address)
    before.goto(f"{shared_server.address}/deal")
    ready(before)
    set_capacity(before, ready, "2000")
    save(before, ready, "Kept", "First")
    set_capacity(before, ready, "2100")
    address, profile = before.url, before.context
    before.close()  # it would complain that the server is gone
    shared_server.stop()
    shared_server.start()
    page = profile.new_page()
    page.goto(address)
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("Unsaved changes to Kept, version 1")
    expect(page.locator("[class*='_capacity_box'] input")).to_have_value("2100")
    page.goto(f"{shared_server.address}/saved")
    ready(page)
    expect(page.get_by_test_id("stMain")).to_contain_text("1 study")


def test_nobody_else_sees_a_study_of_a_shared_server(
    visitors: Visitors, ready: Ready, shared_server: Server
) -> None:
    page = visitors(shared_server.address)
    page.goto(f"{shared_server.address}/deal")
    ready(page)
    set_capacity(page, ready, "2000")
    save(page, ready, "Secret plan", "First")
    stranger = visitors(shared_server.address)
    stranger.goto(f"{shared_server.address}/saved")
    ready(stranger)
    expect(stranger.get_by_text("Nothing is saved yet.")).to_be_visible()
    expect(stranger.get_by_text("Secret plan")).to_have_count(0)


def mark(page: Page, ready: Ready, term: str) -> None:
    page.get_by_role("link", name="Saved").click()
    ready(page)
    page.get_by_text("Confidential in a partner view").click()
    page.locator(".st-key-marked_terms input").click()
    page.keyboard.type(term)
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-status")).to_contain_text("Unsaved")
    page.keyboard.press("Escape")
    ready(page)


def test_nothing_confidential_reaches_the_browser_of_a_partner(
    visitors: Visitors, ready: Ready, shared_server: Server
) -> None:
    page = visitors(shared_server.address)
    page.goto(f"{shared_server.address}/deal")
    ready(page)
    set_capacity(page, ready, HIDDEN)
    save(page, ready, "For partners", "Our limit")
    mark(page, ready, "Magnet capacity")
    save(page, ready, "For partners", "Marked")
    address = link(page, "always the newest version", partner=True)

    partner = visitors(shared_server.address)
    received: list[bytes] = []
    partner.on(
        "websocket",
        lambda socket: socket.on(
            "framereceived", lambda got: received.append(got if isinstance(got, bytes) else b"")
        ),
    )
    partner.goto(address)
    ready(partner)
    expect(partner.get_by_role("heading", level=1)).to_have_text("For partners")
    everything = b"".join(received) + partner.content().encode() + partner.url.encode()
    assert b"Tolling in Japan" in everything
    assert not ALONE.search(everything)
    assert struct.pack("<d", float(HIDDEN)) not in everything
    for trace in ("2,187", "Magnet capacity", "Our limit"):
        assert trace.encode() not in everything, trace
    expect(partner.get_by_role("link", name="Deal")).to_have_count(0)


@pytest.mark.parametrize("path", ["", "deal", "saved"])
def test_a_link_that_is_not_known_has_the_same_page_everywhere(
    page: Page, server: str, ready: Ready, path: str
) -> None:
    page.goto(f"{server}/{path}?open={'A' * 22}")
    ready(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("This link is not known here")
    expect(page.get_by_role("textbox")).to_have_count(0)
    page.get_by_role("button", name="Go to Lodestone").click()
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("The default study")
