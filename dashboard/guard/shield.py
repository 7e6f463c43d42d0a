"""Before every request: whether its host and its address may ask; after it: headers and cookies.

It is plain ASGI, so that nothing is copied on the way. What is refused is said in words: as a page
where a browser asks for one, else as text. A websocket is closed before it opens.

    another name than the server's own   421   a page of another site that points here
    too many requests of one address     429   with the time to wait

Limits   Those of ``limits``; an upload costs its length in megabytes, the most there can be where
         it does not tell its length.
"""

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeAlias

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.guard.limits import HERE, Limits, problem

LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})
HOST = re.compile(r"(?:\[([0-9a-fA-F:.]+)\]|([^:\[\]/@]+))(?::\d{1,5})?")
OWN = ("_stcore/", "static/", "assets/", "media/", "component/", "app/")  # files, not pages
MEGABYTE = 1_000_000
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Lodestone</title>
<meta name="viewport" content="width=device-width, initial-scale=1">{refresh}</head>
<body style="font: 1.125rem/1.5 sans-serif; max-width: 40rem; margin: 10vh auto; padding: 0 1rem">
<h1>{title}</h1><p>{said}</p></body></html>"""
Refusal: TypeAlias = tuple[int, str, str, float]  # status, title, what to do, seconds to wait


@dataclass(frozen=True)
class Rules:
    """What a server lets pass; ``hosts`` are its names, none for any."""

    base: str  # path below which it is, with a slash at its end
    hosts: frozenset[str]
    largest_upload: int  # bytes
    headers: list[tuple[bytes, bytes]]
    encrypted: bool
    limits: Limits | None


class Shield:
    """ASGI middleware that keeps to some rules, which are made with the first request."""

    def __init__(self, app: ASGIApp, rules: Callable[[], Rules]) -> None:
        self._app = app
        self._rules = cache(rules)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in {"http", "websocket"}:
            await self._app(scope, receive, send)
            return
        rules = self._rules()
        refused = _refused(scope, rules)
        if refused and scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008, "reason": refused[1]})
        elif refused:
            await _answer(scope, *refused)(scope, receive, _headed(send, rules))
        else:
            await self._app(scope, receive, _headed(send, rules))


def host_of(header: str) -> str:
    """Name of the host in a Host header, without its port; empty where it is none."""
    found = HOST.fullmatch(header.strip())
    return (found[1] or found[2]).lower().rstrip(".") if found else ""


def _refused(scope: Scope, rules: Rules) -> Refusal | None:
    """Say why a request may not pass, if it may not."""
    headers = Headers(scope=scope)
    if rules.hosts and host_of(headers.get("host", "")) not in rules.hosts:
        named = sorted(rules.hosts - LOOPBACK) or ["localhost"]
        said = f"This server is reached as {named[0]}, and by no other name."
        return 421, "Another address", said, 0.0
    kind, cost = _costs(scope, headers, rules)
    if not kind or not rules.limits:
        return None
    address = (scope.get("client") or (HERE,))[0]
    wait = rules.limits.take(kind, address, cost)
    if not wait:
        return None
    told = problem(kind, wait)
    return 429, "Too much at once", f"{told.where} {told.what}. {told.fix}.", wait


def _costs(scope: Scope, headers: Headers, rules: Rules) -> tuple[str, float]:
    """Name the bucket that a request takes from, and how much; most take from none."""
    path = scope["path"].removeprefix(rules.base)
    if scope["type"] == "websocket":
        return "session", 1.0
    if path.startswith("_stcore/upload_file/"):
        told = headers.get("content-length", "")
        length = int(told) if told.isdecimal() else rules.largest_upload
        return ("upload", max(length / MEGABYTE, 1.0)) if scope["method"] == "PUT" else ("", 0.0)
    page = "text/html" in headers.get("accept", "") and not path.startswith(OWN)
    return ("visit", 1.0) if page else ("", 0.0)


def _answer(scope: Scope, status: int, title: str, said: str, wait: float) -> Response:
    """Write a refusal as the asker reads it."""
    seconds = int(wait) + 1
    told = {"Retry-After": str(seconds), "Cache-Control": "no-store"} if wait else {}
    if "text/html" not in Headers(scope=scope).get("accept", ""):
        return PlainTextResponse(f"{title}: {said}\n", status, headers=told)
    again = f'<meta http-equiv="refresh" content="{seconds}">' if wait else ""
    page = PAGE.format(refresh=again, title=html.escape(title), said=html.escape(said))
    return HTMLResponse(page, status, headers=told)


def _headed(send: Send, rules: Rules) -> Send:
    """Add the headers to an answer, in place of its own of that name."""
    ours = {name for name, _ in rules.headers}

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            told: list[Any] = [
                (name, _locked(value) if rules.encrypted and name == b"set-cookie" else value)
                for name, value in message.get("headers", [])
                if name.lower() not in ours
            ]
            message = {**message, "headers": [*told, *rules.headers]}
        await send(message)

    return sending


def _locked(cookie: bytes) -> bytes:
    """Let a cookie travel over encrypted connections alone."""
    return cookie if b"secure" in cookie.lower().split(b"; ") else cookie + b"; Secure"
