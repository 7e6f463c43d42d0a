"""Entry point: the pages, the header above them, and the one error boundary."""

import sys
from pathlib import Path

import streamlit as st

HERE = Path(__file__).resolve().parent
if str(HERE.parent) not in sys.path:  # Streamlit puts this folder on the path, not its parent
    sys.path.insert(0, str(HERE.parent))

from dashboard import state
from dashboard.views import header, parts

PAGES = (
    ("compare", "Compare", True),
    ("deal", "Deal", False),
    ("data", "Data", False),
    ("about", "About", False),
)

st.set_page_config(page_title="Lodestone", page_icon="🧲", layout="wide")
pages = [
    st.Page(f"views/{name}.py", title=title, url_path=name, default=first)
    for name, title, first in PAGES
]
page = st.navigation(pages, position="top")
with parts.boundary():
    state.open_session()
    header.draw()
    page.run()
