"""The unsaved study on screen as a draft for the browser to keep, whatever its reader turns to.

A draft has an identity from the first change on. It is done with when it was saved or undone; when
its reader opens something else, it stays in the browser, and the next change begins another one.
"""

import uuid
from urllib.parse import urlencode

import streamlit as st

from dashboard import state

DRAFT, GONE = "draft", "drafts_gone"


def current() -> dict[str, str] | None:
    """Return the draft on screen, if there is one."""
    if state.differs():
        identity = st.session_state.setdefault(DRAFT, uuid.uuid4().hex)
        return {"id": identity, "query": urlencode(state.query()), "title": state.study().title}
    settle()  # what was changed has been changed back
    return None


def leave() -> None:
    """Turn to something else; the draft stays where it is."""
    if state.STUDY in st.session_state:
        st.session_state.pop(DRAFT, None)


def take_up(identity: str) -> None:
    """Go on with a draft of before."""
    st.session_state[DRAFT] = identity


def settle() -> None:
    """Be done with the draft on screen."""
    if identity := st.session_state.pop(DRAFT, ""):
        drop(identity)


def drop(identity: str) -> None:
    """Let the browser forget a draft."""
    st.session_state[GONE] = [*gone(), identity][-50:]


def gone() -> list[str]:
    """Return the drafts that the browser shall forget."""
    kept: list[str] = st.session_state.get(GONE, [])
    return kept
