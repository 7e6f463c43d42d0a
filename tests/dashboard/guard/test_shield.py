"""The middleware before every request: host, limits, headers, cookies."""

import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from dashboard.guard import headers
from dashboard.guard.limits import RATES, Limits
from dashboard.guard.rules import hosts
from dashboard.guard.shield import LOOPBACK, Rules, Shield, host_of

PAGE = "<head><script>one()</script><script src='x.js'></script></head>"
BROWSER = {"accept": "text/html,application/xhtml+xml"}
UPLOAD = "/_stcore/upload_file/a/b"


def answer(_: Request) -> Response:
    made = PlainTextResponse("hello", headers={"Referrer-Policy": "unsafe-url"})
    made.set_cookie("name", "value", samesite="lax")
    return made


async def stream(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("hello")
    await socket.close()


def visitor(*, limited: bool = True, **changed: object) -> TestClient:
    """A browser before a server with usual rules, some of them changed."""
    usual: dict[str, object] = {"base": "/", "hosts": frozenset(), "largest_upload": 20_000_000}
    usual |= {"encrypted": False, "limits": Limits(clock=lambda: 0.0) if limited else None}
    usual |= {"headers": headers.headers(PAGE, encrypted=bool(changed.get("encrypted")))} | changed
    routes = [
        Route("/{path:path}", answer, methods=["GET", "PUT"]),
        WebSocketRoute("/_stcore/stream", stream),
    ]
    inner = Starlette(routes=routes)
    return TestClient(Shield(inner, lambda: Rules(**usual)), base_url="http://lodestone.example")


def test_every_answer_carries_the_headers_and_none_of_them_twice() -> None:
    got = visitor().get("/any")
    assert got.text == "hello"
    for name, value in headers.USUAL:
        assert got.headers.get_list(name) == [value]
    assert got.headers.get_list("content-security-policy") == [headers.policy(PAGE)]
    assert "strict-transport-security" not in got.headers


def test_the_policy_allows_the_lines_of_the_page_by_their_hash_and_no_others() -> None:
    said = dict(rule.split(" ", 1) for rule in headers.policy(PAGE).split("; "))
    # printf 'one()' | openssl dgst -sha256 -binary | base64
    assert (
        said["script-src"] == "'self' blob: 'sha256-HR7iaask9daLMRRskMI++QeJtjWDOjyPA6lGzYGzKW4='"
    )
    assert "unsafe-eval" not in headers.policy(PAGE)
    assert said["object-src"] == said["base-uri"] == said["frame-ancestors"] == "'none'"
    assert said["connect-src"] == said["default-src"] == "'self'"


def test_the_page_of_streamlit_has_no_script_that_the_policy_would_miss() -> None:
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    inline = [each for each in re.findall(r"<script\b([^>]*)>", page) if "src=" not in each]
    assert inline == [""] * len(headers.INLINE.findall(page))
    assert not re.search(r"\son\w+=|javascript:", page)


def test_where_connections_are_encrypted_so_they_stay_and_cookies_with_them() -> None:
    told = visitor(encrypted=True).get("/").headers
    assert told["strict-transport-security"] == "max-age=31536000"
    assert told["set-cookie"].endswith("; Secure")
    assert "secure" not in visitor().get("/").headers["set-cookie"].lower()


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("localhost:8501", "localhost"),
        ("[::1]:8501", "::1"),
        ("LODESTONE.example.", "lodestone.example"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
        ("localhost@evil.example", ""),
        ("localhost/evil", ""),
        ("localhost:8501:1", ""),
    ],
)
def test_a_host_is_read_strictly(header: str, name: str) -> None:
    assert host_of(header) == name


def test_another_name_is_refused_on_this_machine_alone_and_where_there_is_a_public_one() -> None:
    assert hosts("", local=True) == LOOPBACK
    assert hosts("", local=False) == frozenset()
    assert hosts("https://Lodestone.example:8443/x", local=False) == {
        *LOOPBACK,
        "lodestone.example",
    }
    alone = visitor(hosts=LOOPBACK)
    for host, status in (
        ("localhost:8501", 200),
        ("[::1]:1", 200),
        ("evil.example", 421),
        ("", 421),
    ):
        assert alone.get("/", headers={"host": host}).status_code == status
    refused = alone.get("/", headers={"host": "evil.example", **BROWSER})
    assert "This server is reached as localhost" in refused.text
    assert refused.headers["x-frame-options"] == "DENY"
    with pytest.raises(WebSocketDisconnect), alone.websocket_connect("/_stcore/stream"):
        pass


def test_pages_opened_anew_are_limited_and_the_refusal_says_how_long_to_wait() -> None:
    busy = visitor()
    most = int(RATES["visit"].most)
    assert {busy.get("/deal", headers=BROWSER).status_code for _ in range(most)} == {200}
    refused = busy.get("/deal", headers=BROWSER)
    assert refused.status_code == 429
    assert int(refused.headers["retry-after"]) >= 1
    assert "Too much at once" in refused.text
    assert "Wait 1 second, then try again." in refused.text
    assert 'http-equiv="refresh"' in refused.text
    assert refused.headers["content-security-policy"]
    assert busy.get("/static/js/index.js", headers=BROWSER).status_code == 200
    assert busy.get("/_stcore/health").status_code == 200


def test_connections_are_limited() -> None:
    busy = visitor()
    for _ in range(int(RATES["session"].most)):
        with busy.websocket_connect("/_stcore/stream") as socket:
            assert socket.receive_text() == "hello"
    with pytest.raises(WebSocketDisconnect), busy.websocket_connect("/_stcore/stream"):
        pass


@pytest.mark.parametrize("size", [10, 5_000_000])
def test_an_upload_costs_its_megabytes_and_at_least_one(size: int) -> None:
    busy = visitor()
    allowed = int(RATES["upload"].most / max(size / 1e6, 1.0))
    sent = [busy.put(UPLOAD, content=b"x" * size).status_code for _ in range(allowed + 1)]
    assert sent == [200] * allowed + [429]
    assert "megabytes of files" in busy.put(UPLOAD, content=b"x").text or size > 10


def test_an_upload_that_hides_its_length_costs_the_most_there_can_be() -> None:
    busy = visitor()
    chunks = [busy.put(UPLOAD, content=iter([b"x"])).status_code for _ in range(4)]
    assert chunks == [200, 200, 200, 429]  # 60 MB hold three of 20 MB


def test_below_a_prefix_the_same_holds() -> None:
    busy = visitor(base="/magnets/")
    sent = {busy.put("/magnets" + UPLOAD, content=b"x").status_code for _ in range(61)}
    assert sent == {200, 429}
    assert busy.get("/magnets/static/x.js", headers=BROWSER).status_code == 200


def test_on_a_machine_of_ones_own_nothing_is_limited() -> None:
    free = visitor(limited=False)
    assert {free.get("/", headers=BROWSER).status_code for _ in range(300)} == {200}
