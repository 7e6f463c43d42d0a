"""A real server over the network: headers, cookies, other sites, and who asks through a proxy."""

import http.client
import tomllib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from dashboard.guard import headers
from tests.browser.conftest import Server

ROOT = Path(__file__).resolve().parents[3]
PAGE = {"Accept": "text/html"}
FEW = "0.05"  # of the usual limits: three pages at once


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A shared server without a proxy, which takes little at once of one address."""
    yield from running(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def behind(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The same behind a proxy on this machine, whose word it takes, and with a public name."""
    public = {"LODESTONE_PUBLIC_ADDRESS": "https://lodestone.example"}
    yield from running(tmp_path_factory.mktemp("behind"), LODESTONE_PROXIES="127.0.0.1", **public)


def running(folder: Path, **settings: str) -> Iterator[Server]:
    started = Server(folder, "links", LODESTONE_LIMITS=FEW, **settings)
    try:
        yield started
    finally:
        started.stop()


class Answer(NamedTuple):
    status: int
    headers: http.client.HTTPMessage


def ask(server: Server, path: str, method: str = "GET", **more: str) -> Answer:
    told = {name.replace("_", "-"): value for name, value in more.items()}
    with closing(http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)) as connection:
        connection.request(method, path, headers=told)
        with connection.getresponse() as got:
            got.read()
            return Answer(got.status, got.headers)


def statuses(server: Server, *callers: str) -> list[int]:
    return [ask(server, "/", X_Forwarded_For=each, **PAGE).status for each in callers]


@pytest.mark.parametrize(
    "path", ["/", "/_stcore/health", "/static/nothing.js", "/_stcore/host-config"]
)
def test_all_that_the_server_answers_carries_the_headers(server: Server, path: str) -> None:
    told = ask(server, path).headers
    for name, value in headers.USUAL:
        assert told.get_all(name) == [value]
    (policy,) = told.get_all("Content-Security-Policy")
    assert "script-src 'self' blob: 'sha256-" in policy


def test_the_cookie_against_other_sites_stays_with_this_one(server: Server) -> None:
    cookie = ask(server, "/_stcore/health").headers["Set-Cookie"].lower()
    assert cookie.startswith("_streamlit_xsrf=")
    assert "samesite=strict" in cookie


def test_behind_encryption_cookies_and_connections_stay_encrypted(behind: Server) -> None:
    told = ask(behind, "/_stcore/health").headers
    assert told["Set-Cookie"].lower().endswith("secure")
    assert told["Strict-Transport-Security"] == "max-age=31536000"
    assert ask(behind, "/_stcore/health", Host="lodestone.example").status == 200
    assert ask(behind, "/_stcore/health", Host="evil.example").status == 421


def test_another_site_can_neither_bring_a_file_nor_connect(server: Server) -> None:
    assert ask(server, "/_stcore/upload_file/a/b", "PUT", Content_Length="0").status == 403
    address = f"ws://127.0.0.1:{server.port}/_stcore/stream"
    with pytest.raises(InvalidStatus, match="403"):
        connect(address, origin="https://evil.example")  # type: ignore[arg-type]
    with connect(address, origin=server.address):  # type: ignore[arg-type]
        pass


def test_without_the_setting_nobody_says_for_whom_he_asks(server: Server) -> None:
    assert statuses(server, *(f"203.0.113.{place}" for place in range(5)))[-2:] == [429, 429]


def test_with_it_the_proxy_does_and_each_caller_counts_alone(behind: Server) -> None:
    assert statuses(behind, *(f"203.0.113.{place}" for place in range(5))) == [200] * 5
    # What a caller writes himself stands before what the proxy adds, and is not believed.
    told = statuses(behind, *(f"1.2.3.{place}, 198.51.100.7" for place in range(5)))
    assert told == [200, 200, 200, 429, 429]


def test_protection_is_on_and_secrets_are_in_no_file() -> None:
    told = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert told["server"]["enableXsrfProtection"] is True
    assert told["server"]["enableCORS"] is True
    assert told["client"]["disableDataExport"] is True
    assert "cookieSecret" not in told["server"]
    assert ".streamlit/secrets.toml" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert not (ROOT / ".streamlit" / "secrets.toml").exists()
