"""Below the header on every page: what is not saved, and what a saved study was computed with.

Each page draws it once, in the part that changes the study, so that it follows every slider. The
place was made by the header; a part of a page may write there, wherever it stands itself.
"""

from collections.abc import Iterator
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import access, browser, compute, drafts, keeping, opening, state, text
from dashboard.share import library
from dashboard.state import Base
from dashboard.views import conflict, parts, saving
from models import MODEL_VERSION, ModelError

PLACE = "status_place"
LONGEST_SAFE = 2_000  # characters of an address that mail and chat programs leave whole
MEASURED = (
    ("Cost", "cost", "USD/kg"),
    ("Qualified magnets after", "lead_time", "month"),
    ("Demand served", "supply_security", "1"),
)


def place() -> None:
    """Make the place that ``draw`` fills."""
    st.session_state[PLACE] = st.container(key="status", gap="xxsmall")


def draw() -> None:
    """Say what is saved and what is not, and let the browser keep what is not."""
    with st.session_state[PLACE]:
        parts.small(_mark(), width="content")
        _length()
        known = state.base()
        if known and (state.moved(known) or known.dataset_version != compute.today().version):
            _then_and_now(known)
        if held := keeping.conflict():
            conflict.draw(held)
        _remember()


def _mark() -> str:
    known = state.base()
    if known is None:
        return "**● Not saved**" if state.differs() else "The default study"
    named = f"{parts.literal(known.title)}, version {known.number}"
    if state.differs():
        return f"**● Unsaved changes** to {named}"
    if state.moved(known):
        return f"**● Not saved with these numbers**: {named}"
    newest = "" if known.number == known.head else f" (the newest of its main line is {known.head})"
    return f"Saved: {named}{newest}"


def _length() -> None:
    """Offer to save when the address gets too long to be sent."""
    if state.differs() and (length := len(parts.address())) > LONGEST_SAFE:
        parts.small(
            f"This page's address has {length:,} characters; mail and chat programs may cut it. "
            "**Save the study** and share a short link instead."
        )


def _then_and_now(known: Base) -> None:
    """Show results as saved and as of today, side by side."""
    pinned = not state.moved(known)
    with st.container(border=True, key="then_and_now"):
        st.markdown(_what_changed(known, pinned=pinned))
        try:
            version = library.load(compute.store(), known.study_id, known.number)
            now = opening.results(version.content.study, compute.today())
            st.table(pd.DataFrame(_lines(version.content.figures, now)).set_index("Deal"))
        except ModelError as error:
            parts.list_problems(error.problems)
        if pinned:
            st.button("Move to today's data", on_click=opening.move_to_today, type="primary")


def _what_changed(known: Base, *, pinned: bool) -> str:
    before = f"dataset {known.dataset_version}, model {known.model_version}"
    now = f"dataset {compute.today().version}, model {MODEL_VERSION}"
    said = f"This version was saved with {before}; today it is {now}."
    shown = "the numbers of then: exactly as saved" if pinned else "today's"
    return parts.literal(f"{said} The pages show {shown}.")


def _lines(saved: dict[str, Any], now: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Write each deal's results, as saved and as of today."""
    for name in [*saved, *(each for each in now if each not in saved)]:
        line = {"Deal": parts.literal(name)}
        for label, quantity, unit in MEASURED:
            for when, found in (("saved", saved), ("today", now)):
                spread = found.get(name, {}).get("quantities", {}).get(quantity)
                line[f"{label}, {when}"] = parts.spread(spread, unit) if spread else text.DASH
        yield line


def _remember() -> None:
    browser.remember(
        drafts.current(),
        gone=drafts.gone(),
        learnt=list(access.keys().values()),
        author=st.session_state.get(saving.KNOWN),
    )
