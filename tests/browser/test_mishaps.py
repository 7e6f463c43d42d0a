"""Mishaps as a reader meets them: a server killed, a store away, a broken dataset, a fault."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, Server
from tests.browser.going import new_profile
from tests.browser.test_saved import popover, save, set_capacity

Ready = Callable[..., None]
NEEDED = ("dashboard", "models", "data", ".streamlit", "CHANGELOG.md")


@pytest.fixture
def visitor(browser: Browser) -> Iterator[Page]:
    """Somebody who may meet errors in the console: the server goes away."""
    context = new_profile(browser)
    yield context.new_page()
    context.close()


@pytest.fixture
def tested(tmp_path: Path) -> Iterator[Server]:
    started = Server(tmp_path)
    yield started
    started.kill()


@pytest.fixture
def broken(tmp_path: Path) -> Iterator[Server]:
    """A server with files of its own, one of which is broken, and with a page that has a fault."""
    root = tmp_path / "root"
    root.mkdir()
    for name in NEEDED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, root / name)
    with (root / "data" / "criteria.csv").open("a", encoding="utf-8") as table:
        table.write("half a line\n")
    with (root / "dashboard" / "views" / "about.py").open("a", encoding="utf-8") as page:
        page.write("\nraise ZeroDivisionError('a secret')\n")
    started = Server(tmp_path, "links", root=root)
    yield started
    started.kill()


def test_a_server_killed_amid_a_report_is_waited_for_and_what_was_changed_is_there(
    visitor: Page, tested: Server, ready: Ready
) -> None:
    page = visitor
    page.goto(f"{tested.address}/deal")
    ready(page)
    set_capacity(page, ready, "2000")
    save(page, ready, "Kept", "First")
    set_capacity(page, ready, "2345")
    popover(page, "Export")
    page.get_by_role("button", name="Make the files").click()
    expect(page.locator(".stProgress, [data-testid=stProgress]").first).to_be_visible()
    tested.kill()
    dialog = page.get_by_role("dialog").filter(has_text="Lodestone does not answer")
    expect(dialog).to_contain_text("it waits, and goes on by itself")
    expect(dialog).not_to_contain_text("Streamlit")
    tested.start()
    expect(dialog).to_have_count(0)
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("Unsaved changes to Kept, version 1")
    expect(page.locator("[class*='_capacity_box'] input")).to_have_value("2345")
    save(page, ready, "Kept", "Second")


def test_a_reload_amid_changes_while_the_store_is_away_waits_and_goes_on(
    visitor: Page, tested: Server, ready: Ready, tmp_path: Path
) -> None:
    page = visitor
    page.goto(f"{tested.address}/deal")
    ready(page)
    set_capacity(page, ready, "2000")
    save(page, ready, "Kept", "First")
    set_capacity(page, ready, "2345")
    (tmp_path / "store").rename(tmp_path / "away")
    address = page.url
    page.reload()
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("This cannot be opened just now")
    assert page.url == address
    (tmp_path / "away").rename(tmp_path / "store")
    expect(title).to_have_text("One deal")
    ready(page)
    expect(page.locator(".st-key-status")).to_contain_text("Unsaved changes to Kept, version 1")
    expect(page.locator("[class*='_capacity_box'] input")).to_have_value("2345")


def test_a_dataset_put_right_is_read_by_itself_and_a_fault_has_its_code_in_the_log(
    visitor: Page, broken: Server
) -> None:
    page = visitor
    page.goto(broken.address)
    title = page.get_by_role("heading", level=1)
    expect(title).to_have_text("Nothing can be computed just now")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("criteria.csv")
    shutil.copy(ROOT / "data" / "criteria.csv", broken.root / "data" / "criteria.csv")
    expect(title).to_have_text(re.compile("deal", re.IGNORECASE))
    page.get_by_role("link", name="About").click()
    told = page.locator("[class*=st-key-fault_]")
    expect(told).to_contain_text("Nothing of yours is lost")
    expect(page.get_by_test_id("stMain")).not_to_contain_text("secret")
    code = told.locator("code").inner_text()
    (line,) = [each for each in broken.lines() if "ZeroDivisionError" in each.get("traceback", "")]
    assert line["request"] == code
    assert line["session"]
