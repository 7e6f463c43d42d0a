"""The recipe of ``docs/deploying.md``: two processes, one PostgreSQL, a real nginx before them."""

import os
import re
import shutil
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.going import new_profile
from tests.load.server import PATIENCE, ROOT, Server, free_port

CONFIGURATION = ROOT / "docs" / "deploy" / "lodestone.conf"
NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
Ready = Callable[..., None]
# What a machine has around the shipped file: all that nginx writes is in a folder of the test.
AROUND = """
daemon off;
pid nginx.pid;
error_log error.log;
events {{}}
http {{
    access_log access.log;
    client_body_temp_path body;
    proxy_temp_path proxy;
    fastcgi_temp_path fastcgi;
    uwsgi_temp_path uwsgi;
    scgi_temp_path scgi;
    types {{ text/html html; }}
    {shipped}
}}
"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        NGINX is None and os.environ.get("REQUIRE_BROWSER") != "1", reason="no nginx is installed"
    ),
]


def shipped(port: int, processes: list[Server]) -> str:
    """The file as it is, with the ports of the test and without its certificate."""
    text = CONFIGURATION.read_text(encoding="utf-8")
    text = re.sub(r"listen 443 ssl;", f"listen 127.0.0.1:{port};", text)
    text = re.sub(r"\n *ssl_certificate.*", "", text)
    for usual, each in zip((8601, 8602), processes, strict=True):
        assert text.count(f"127.0.0.1:{usual}") == 1
        text = text.replace(f"127.0.0.1:{usual}", f"127.0.0.1:{each.port}")
    return text


@pytest.fixture
def port() -> int:
    """Where nginx listens."""
    return free_port()


@pytest.fixture
def processes(postgresql: Callable[[], str], tmp_path: Path, port: int) -> Iterator[list[Server]]:
    """Two processes of the dashboard, which share a new database and know the proxy."""
    settings = {
        "LODESTONE_DATABASE_URL": postgresql(),
        "LODESTONE_MODE": "links",
        "LODESTONE_PUBLIC_ADDRESS": f"http://127.0.0.1:{port}",
        "LODESTONE_PROXIES": "127.0.0.1",
    }
    with ExitStack() as ending:
        started = [Server(tmp_path, **settings) for _ in range(2)]
        for each in started:
            ending.callback(each.stop)
        for each in started:
            each.wait()
        yield started


@pytest.fixture
def front(processes: list[Server], tmp_path: Path, port: int) -> Iterator[str]:
    """Address of nginx before them."""
    folder = tmp_path / "nginx"
    folder.mkdir()
    file = folder / "nginx.conf"
    file.write_text(AROUND.format(shipped=shipped(port, processes)), encoding="utf-8")
    assert NGINX
    command = [NGINX, "-p", str(folder), "-c", str(file), "-e", str(folder / "error.log")]
    if os.geteuid() == 0:
        command += ["-g", "user root;"]  # else it gives its folder to somebody who cannot reach it
    running = subprocess.Popen(command)
    try:
        _await(f"http://127.0.0.1:{port}/_stcore/health", running)
        yield f"http://127.0.0.1:{port}"
    finally:
        running.terminate()
        running.wait(timeout=60)


def test_one_of_two_processes_dies_and_the_visitor_goes_on_with_the_draft(
    front: str, processes: list[Server], browser: Browser, ready: Ready
) -> None:
    context = new_profile(browser)
    page = context.new_page()
    page.goto(f"{front}/deal")
    ready(page)
    box = page.locator("[class*='_capacity_box'] input")
    box.fill("2187")
    box.press("Enter")
    expect(page.locator(".st-key-status")).to_contain_text(re.compile("Unsaved|Not saved"))
    ready(page)

    serving = [each for each in processes if websockets_of(each)]
    assert len(serving) == 1, "all connections of a browser meet one process"
    serving[0].process.kill()
    serving[0].process.wait()
    page.reload()
    ready(page)
    expect(box).to_have_value("2187")
    other = next(each for each in processes if each is not serving[0])
    assert websockets_of(other)
    save(page, ready)
    context.close()


def save(page: Page, ready: Ready) -> None:
    """Save in the store that both share."""
    page.get_by_test_id("stPopoverButton").filter(has_text="Save").click()
    page.locator(".st-key-save_title input").fill("Carried on")
    page.get_by_test_id("stBaseButton-primaryFormSubmit").click()
    expect(page.locator(".st-key-status")).to_contain_text("Saved: Carried on")
    ready(page)


def websockets_of(server: Server) -> int:
    """Connections that are open at a process; short requests are over by now."""
    listening = server.port
    return sum(
        each.status == "ESTABLISHED" and each.laddr.port == listening
        for each in server.watched.net_connections(kind="tcp")
    )


def _await(address: str, running: subprocess.Popen[bytes]) -> None:
    last = time.monotonic() + PATIENCE
    while time.monotonic() < last and running.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("nginx did not start")
