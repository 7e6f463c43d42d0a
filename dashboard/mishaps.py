"""Mishaps that no page can tell of: a fault of our own, and a server that is away.

A fault shows no traceback but the code of its line in the log. While the server is away Streamlit
waits for it and goes on by itself, in a session that the page's address begins; its words for that
are meant for programmers, and are put into others by a script that the page carries.
"""

import streamlit as st
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from dashboard import logs, metrics
from dashboard.live import server_path

SCRIPT = "lodestone-away.js"
SAID = (
    "**Something went wrong, and it is not your doing. Nothing of yours is lost:** what was saved "
    "is where it was, and the address of this page holds what was not.  \n"
    "Load the page again. If it happens again, give the operator of this server the code `{}`."
)

_AWAY = """
const SAID = [
  [/^Connection error$/, 'Lodestone does not answer'],
  [/Streamlit/, 'Leave this page open: it waits, and goes on by itself. Nothing of yours is lost; '
    + 'the address of this page holds what was not saved. If it takes long, see whether you are '
    + 'connected, or ask the operator of this server.'],
];

function reworded(dialog) {
  const texts = document.createTreeWalker(dialog, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const { currentNode: text } = texts;
    if (text.parentElement.closest('pre')) text.parentElement.closest('pre').hidden = true;
    const found = SAID.find(([sign]) => sign.test(text.nodeValue));
    if (found) text.nodeValue = found[1];
  }
}

new MutationObserver(() => {
  for (const dialog of document.querySelectorAll('[role=dialog]')) {
    if (/Streamlit/.test(dialog.textContent)) reworded(dialog);
  }
}).observe(document.body, { childList: true, subtree: true });
"""


def on_fault(_: Exception) -> bool:
    """Tell the reader of a fault that nobody foresaw; Streamlit has logged it, under this code."""
    metrics.FAULTS.inc()
    with st.container(border=True, key=f"fault_{logs.code()}"):
        st.markdown(SAID.format(logs.code()))
    return True


def away_script() -> str:
    """Tag of the script, for the head of the page."""
    return f'<script src="{server_path(SCRIPT)}" defer></script>'


def away_route() -> Route:
    """Route of the script."""

    def script(_: Request) -> Response:
        headers = {"Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        return Response(_AWAY, media_type="text/javascript", headers=headers)

    return Route(server_path(SCRIPT), script)
