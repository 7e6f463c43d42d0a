"""The server: ``streamlit run dashboard/server.py`` from the root of the project.

Beside Streamlit's own it does seven things:

- It starts with settings that can be used, or says all that is wrong with them and does not start.
- It logs lines that belong to a request, and tells how it is (``dashboard.health``).
- It hands out plotly.js from the installed package, for the charts of ``dashboard.live``.
- It tells each page where its server is. Left to guess, Streamlit asks at the page's own address
  first, so that every link to a page but the first one begins with two errors in the console.
- It refuses to list all studies to other machines (``dashboard.settings``).
- It answers to its own names only, takes so much of one address, and tells browsers to trust
  nothing else (``dashboard.guard``).
- It runs the model before the first visitor comes, and cleans up after all (``dashboard.house``).
"""

import logging
import sys
import webbrowser
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))  # Streamlit puts this folder on the path, not its parent

from dashboard import checked, logs, running, settings
from dashboard.guard import sign_in
from dashboard.guard.proxies import believe_known_proxies
from dashboard.guard.rules import rules
from dashboard.guard.shield import Shield
from dashboard.health import routes
from dashboard.live import script_route, server_path
from dashboard.mishaps import away_route, away_script, on_fault

FRONT = Path(st.__file__).parent / "static" / "index.html"
WHERE = (
    "<head><script>window.__streamlit = {BACKEND_BASE_URL: new URL('.', location).href}</script>"
)


class PageName(StringConvertor):
    """The name of a page in an address; the first page has none, and one is for signing in."""

    regex = r"(?!oauth2callback$)[\w-]*"


async def front_page(_: Request) -> HTMLResponse:
    """Streamlit's page, told where its server is."""
    return HTMLResponse(front(), headers={"Cache-Control": "no-cache"})


def front() -> str:
    """Text of the front page."""
    return FRONT.read_text(encoding="utf-8").replace("<head>", WHERE + away_script(), 1)


def settings_or_exit() -> None:
    """Set the log up; say all that is wrong with the settings, and end."""
    found = checked.problems(st.get_option("server.address"))
    for each in found:
        sys.stderr.write(f"{each}\n")
    if found:
        sys.exit(2)
    logs.set_up(as_json=running.logs_as_json(terminal=sys.stderr.isatty()))


@asynccontextmanager
async def lifespan(_: st.App) -> AsyncIterator[None]:
    """Warm up before the first visitor; open a browser where there is a screen."""
    from dashboard import house  # noqa: PLC0415  its caches need the running server

    house.open_up()
    log.info("Ready; saved studies: %s", settings.mode(st.get_option("server.address")))
    house.keep()
    if not st.get_option("server.headless"):
        host, port = st.get_option("browser.serverAddress"), st.get_option("browser.serverPort")
        webbrowser.open(f"http://{host}:{port}{server_path('')}")
    yield


settings_or_exit()
log = logging.getLogger("dashboard.server")  # Streamlit names this file otherwise
believe_known_proxies()
register_url_convertor("page", PageName())
app = st.App(
    HERE / "app.py",
    lifespan=lifespan,
    on_script_error=on_fault,
    routes=[script_route(), away_route(), *routes(), Route(server_path("{name:page}"), front_page)],
    middleware=[Middleware(Shield, rules=lambda: rules(front()))],
    secrets=sign_in.secrets() or None,
)
