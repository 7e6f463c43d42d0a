"""Entry point: the pages, the header above them, and the one error boundary."""

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:  # Streamlit puts this folder on the path, not its parent
    sys.path.insert(0, str(HERE.parent))

from dashboard import browser, logs, opening
from dashboard.views import header, parts

PAGES = (
    ("compare", "Compare", True),
    ("deal", "Deal", False),
    ("money", "Money", False),
    ("time", "Time", False),
    ("security", "Security", False),
    ("matters", "What matters", False),
    ("data", "Data", False),
    ("saved", "Saved", False),
    ("about", "About", False),
)


def pages() -> dict[str, str]:
    """Return the file of each page; what is not a study on screen has one page alone."""
    if opening.waiting():
        return dict.fromkeys((name for name, *_ in PAGES), "waiting")
    if opening.closed():
        return dict.fromkeys((name for name, *_ in PAGES), "closed")
    if opening.partner_token():
        return dict.fromkeys((name for name, *_ in PAGES), "partner")
    if opening.locked():
        return dict.fromkeys((name for name, *_ in PAGES), "sign_in")
    return {name: name for name, *_ in PAGES}


logs.begin()
st.set_page_config(page_title="Lodestone", page_icon="🧲", layout="wide")
st.html(HERE / "looks.css")
ready = False
with parts.boundary():
    opening.open_session()
    ready = True
files = pages()
page = st.navigation(
    [
        st.Page(f"views/{files[name]}.py", title=title, url_path=name, default=first)
        for name, title, first in PAGES
    ],
    position="top" if opening.is_study() else "hidden",
)
if ready:
    with parts.boundary():
        if opening.is_study():
            header.draw()
        page.run()
browser.lead_keyboard()
