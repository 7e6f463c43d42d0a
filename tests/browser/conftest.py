"""One real server and one real Chromium for all browser tests.

Without a Chromium the tests are skipped, unless REQUIRE_BROWSER=1. CHROMIUM=/path names one.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    Playwright,
    expect,
    sync_playwright,
)

from tests.browser.going import WAITS, come_to_rest, new_profile

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_FLAGS = (
    "--no-sandbox",  # containers and root cannot have one; only our own pages are opened
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
)
PATIENCE = 120  # seconds for the server to answer
expect.set_options(timeout=WAITS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


class Server:
    """A running dashboard with a store of its own, whose log must stay clean to the end."""

    def __init__(
        self, folder: Path, mode: str = "", *, root: Path = ROOT, port: int = 0, **settings: str
    ) -> None:
        self.log, self.port, self.root = folder / "log.txt", port or free_port(), root
        self.address = f"http://127.0.0.1:{self.port}"
        place = {"LODESTONE_DATABASE_URL": f"sqlite:///{folder}/store/studies.db"}
        self.environment = os.environ | place | {"LODESTONE_MODE": mode} | settings
        self.start()

    def start(self) -> None:
        """Start, and wait until it answers."""
        with self.log.open("a") as stream:
            self.process = subprocess.Popen(
                _command(self.port),
                cwd=self.root,
                env=self.environment,
                stdout=stream,
                stderr=stream,
            )
        _await_health(self.address, self.process, self.log)

    def stop(self) -> None:
        """Stop, whatever it is doing."""
        self.process.terminate()
        self.process.wait(timeout=60)

    def kill(self) -> None:
        """End it as a lack of memory or a crash would."""
        self.process.kill()
        self.process.wait(timeout=60)

    def lines(self) -> list[dict[str, str]]:
        """Read the log, which is JSON but for the words at the start."""
        said = self.log.read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in said if line.startswith("{")]

    def check_log(self) -> None:
        """Find nothing in the log that nobody expects."""
        said = self.log.read_text(encoding="utf-8")
        assert "Traceback" not in said, said
        assert "deprecat" not in said.lower(), said
        assert "study=" not in said, said
        assert "open=" not in said, said


def _running(folder: Path, mode: str = "") -> Iterator[Server]:
    started = Server(folder, mode)
    try:
        yield started
    finally:
        started.stop()
    started.check_log()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Address of the dashboard on a machine of one's own."""
    for started in _running(tmp_path_factory.mktemp("server")):
        yield started.address


@pytest.fixture(scope="session")
def shared_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A dashboard as on a shared server: only links open studies, so each test finds its own."""
    yield from _running(tmp_path_factory.mktemp("shared"), "links")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = _start(playwright)
        yield started
        started.close()


@pytest.fixture(scope="session")
def profiles() -> list[BrowserContext]:
    """Browser profiles that nobody uses: empty, but for files of the pages in their cache."""
    return []


@pytest.fixture
def visitors(browser: Browser, profiles: list[BrowserContext]) -> Iterator[Callable[[str], Page]]:
    """Make people with a browser profile each, who may meet no error and go to no other host."""
    taken: dict[BrowserContext, str] = {}
    problems: list[str] = []

    def arrive(server: str) -> Page:
        profile = profiles.pop() if profiles else new_profile(browser)
        taken[profile] = server
        opened = profile.new_page()
        _watch(opened, server, problems)
        return opened

    yield arrive
    for profile, server in taken.items():
        _empty(profile, server)
        profiles.append(profile)
    assert not problems, "\n".join(problems)


def _empty(profile: BrowserContext, server: str) -> None:
    """Leave nothing of what somebody did: the next one is a stranger."""
    for each in profile.pages:
        each.close()
    profile.clear_permissions()
    blank = profile.new_page()
    asked = {"origin": server, "storageTypes": "cookies,local_storage,indexeddb,websql"}
    profile.new_cdp_session(blank).send("Storage.clearDataForOrigin", asked)
    profile.clear_cookies()
    blank.close()


@pytest.fixture
def page(visitors: Callable[[str], Page], server: str) -> Page:
    """A page of its own that must see no error and ask no other host for anything."""
    return visitors(server)


@pytest.fixture
def ready() -> Callable[..., None]:
    """Wait until a page has come to rest: ``ready(page)`` or ``ready(page, last=selector)``."""
    return come_to_rest


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _command(port: int) -> list[str]:
    options = {"port": port, "address": "127.0.0.1", "headless": "true"}
    given = [part for name, value in options.items() for part in (f"--server.{name}", str(value))]
    return [sys.executable, "-m", "streamlit", "run", "dashboard/server.py", *given]


def _await_health(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail(f"the server did not start:\n{log.read_text(encoding='utf-8')}")


def _start(playwright: Playwright) -> Browser:
    """Start the first Chromium there is."""
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    try:
        return playwright.chromium.launch(executable_path=found, args=list(CHROMIUM_FLAGS))
    except Error as error:
        if os.environ.get("REQUIRE_BROWSER") == "1":
            raise
        return pytest.skip(f"no Chromium that starts: {error.message.splitlines()[0]}")


def _watch(page: Page, server: str, problems: list[str]) -> None:
    """Note the problems that a page meets while it is used."""
    own = (server, server.replace("http", "ws", 1), "data:", "blob:")
    left = "net::ERR_ABORTED"  # the page went elsewhere, or the answer became a download

    def note(wrong: bool, text: str) -> None:
        if wrong:
            problems.append(text)

    page.on("console", lambda said: note(said.type == "error", f"console: {said.text}"))
    page.on("pageerror", lambda error: note(True, f"page error: {error}"))
    for kind in ("request", "websocket"):
        page.on(kind, lambda asked: note(not asked.url.startswith(own), f"went to {asked.url}"))
    page.on("requestfailed", lambda asked: note(asked.failure != left, f"failed: {asked.url}"))
    page.on("response", lambda got: note(got.status >= 400, f"{got.status} from {got.url}"))
