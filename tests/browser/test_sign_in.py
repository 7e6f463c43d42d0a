"""Signing in at a real provider on this machine, with a real browser."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Browser, Page, expect

from dashboard.share import people
from dashboard.share.store import Store
from tests.browser.conftest import PATIENCE, ROOT, Server, free_port
from tests.browser.going import new_profile
from tests.browser.test_saved import fill, popover, set_capacity
from tests.dashboard.guard.provider import CLIENT, SECRET

Ready = Callable[..., None]
ASHA, RAVI = "asha@irel.example", "ravi@irel.example"


class Provider:
    """The provider's process."""

    def __init__(self) -> None:
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "tests.dashboard.guard.provider", str(self.port)]
        self.process = subprocess.Popen(command, cwd=ROOT)
        self._wait()

    def _wait(self) -> None:
        last = time.monotonic() + PATIENCE
        while time.monotonic() < last:
            try:
                return self.next()
            except urllib.error.URLError:
                time.sleep(0.1)
        return pytest.fail("the provider did not start")

    def next(self, **asked: str) -> None:
        """Say who signs in next, and what is wrong with it."""
        with urllib.request.urlopen(f"{self.address}/next?{urlencode(asked)}", timeout=30) as got:
            got.read()


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    started = Provider()
    yield started
    started.process.terminate()
    started.process.wait(timeout=60)


@pytest.fixture(scope="module")
def installation(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard on which one has to sign in."""
    port = free_port()
    started = Server(
        tmp_path_factory.mktemp("signed"),
        port=port,
        LODESTONE_PUBLIC_ADDRESS=f"http://127.0.0.1:{port}",
        LODESTONE_LIMITS="0",
        LODESTONE_SIGN_IN_ISSUER=provider.address,
        LODESTONE_SIGN_IN_CLIENT=CLIENT,
        LODESTONE_SIGN_IN_SECRET=SECRET,
        STREAMLIT_SERVER_COOKIE_SECRET="a cookie secret of 32 characters.",  # noqa: S106
    )
    yield started
    started.stop()


@pytest.fixture
def arrive(browser: Browser, installation: Server) -> Iterator[Callable[[], Page]]:
    """Somebody with a browser profile of their own, at the first page."""
    contexts = []

    def come() -> Page:
        contexts.append(new_profile(browser))
        page = contexts[-1].new_page()
        page.goto(installation.address)
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        return page

    yield come
    for each in contexts:
        each.close()


def sign_in(page: Page, provider: Provider, **asked: str) -> None:
    """Go to the provider and come back, with success or without."""
    provider.next(**asked)
    with page.expect_response(re.compile(r"/oauth2callback\?")) as back:
        page.get_by_role("button", name="Sign in").click()
    assert back.value.status == 302
    page.wait_for_url(re.compile(r"127\.0\.0\.1:\d+/(\?|$)"))


def store(installation: Server) -> Store:
    return Store(installation.environment["LODESTONE_DATABASE_URL"])


def test_two_people_sign_in_share_a_study_and_part(
    arrive: Callable[[], Page], installation: Server, provider: Provider, ready: Ready
) -> None:
    asha = arrive()
    sign_in(asha, provider, email=ASHA)
    ready(asha, ".st-key-who")
    asha.goto(f"{installation.address}/deal")
    ready(asha)
    set_capacity(asha, ready, "2187")
    popover(asha, "Save")
    fill(asha, "save_title", "Ours")
    expect(asha.get_by_text("Saved by Asha")).to_be_visible()
    asha.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(asha.locator(".st-key-status")).to_contain_text("Saved: Ours")
    ready(asha)
    address = asha.url
    assert "saved=" in address

    ravi = arrive()
    sign_in(ravi, provider, email=RAVI)
    ready(ravi, ".st-key-who")
    ravi.goto(address)
    expect(ravi.get_by_role("heading", name="This link is not known here")).to_be_visible()
    assert "2187" not in ravi.inner_text("body")

    popover(asha, "Share")
    fill(asha, "person_email", RAVI)
    asha.get_by_role("button", name="Add", exact=True).click()
    expect(asha.get_by_text(RAVI, exact=True)).to_be_visible()
    with_role = store(installation)
    (study_id,) = people.studies_of(with_role, RAVI, ["viewer"])
    ravi.goto(address)
    ready(ravi)
    expect(ravi.locator("[class*='_capacity_box'] input")).to_have_value("2187")
    people.take(with_role, study_id, RAVI)
    with_role.close()
    ravi.reload()
    expect(ravi.get_by_role("heading", name="This link is not known here")).to_be_visible()


def test_who_signs_out_is_out(arrive: Callable[[], Page], provider: Provider, ready: Ready) -> None:
    page = arrive()
    sign_in(page, provider, email=ASHA)
    ready(page, ".st-key-who")
    cookies = {each["name"]: each for each in page.context.cookies()}
    assert cookies["_streamlit_user"]["httpOnly"]
    assert cookies["_streamlit_user"]["sameSite"] == "Lax"
    popover(page, "Asha")
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"state": "another"}, ""),
        ({"expired": "yes"}, ""),
        ({"forged": "yes"}, ""),
        ({"nonce": "another"}, ""),
        ({"verified": "no"}, "no e-mail address that the provider has verified"),
    ],
)
def test_a_sign_in_with_something_wrong_does_not_count(
    arrive: Callable[[], Page], provider: Provider, wrong: dict[str, str], said: str
) -> None:
    page = arrive()
    sign_in(page, provider, email=ASHA, **wrong)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.get_by_text(said or "Sign in with the account").first).to_be_visible()
    assert page.get_by_role("button", name="Save").count() == 0


def test_a_cookie_that_was_made_elsewhere_opens_nothing(
    arrive: Callable[[], Page], installation: Server
) -> None:
    page = arrive()
    forged = '"eyJpc19sb2dnZWRfaW4iOnRydWV9|1795000000|' + "0" * 64 + '"'
    page.context.add_cookies(
        [{"name": "_streamlit_user", "value": forged, "url": installation.address}]
    )
    page.reload()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_secrets_are_neither_in_the_log_nor_in_the_environment_of_the_tests(
    installation: Server,
) -> None:
    log = Path(installation.log).read_text(encoding="utf-8")
    assert SECRET not in log
    assert installation.environment["STREAMLIT_SERVER_COOKIE_SECRET"] not in log
    assert "LODESTONE_SIGN_IN_SECRET" not in os.environ
