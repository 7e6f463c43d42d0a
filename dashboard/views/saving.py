"""Save: the study on screen as the next version of its own, or as a study of one's own."""

from typing import Literal

import streamlit as st

from dashboard import browser, keeping, state
from dashboard.guard import sign_in
from dashboard.share.tables import LONGEST_AUTHOR, LONGEST_NOTE, LONGEST_TITLE
from dashboard.views import parts

OPEN, TITLE, NOTE, AUTHOR, DONE = "save", "save_title", "save_note", "save_author", "save_done"
KNOWN = "author"


@parts.part
def draw() -> None:
    """Offer to save, under a title, with a note and a name."""
    if st.session_state.pop(DONE, False):
        st.rerun()  # the whole page: the mark above it and the history change, too
    opened = st.popover("Save", key=OPEN, on_change="rerun", type="primary")
    if not opened.open:
        for each in (TITLE, NOTE, AUTHOR):
            st.session_state.pop(each, None)
        return
    with opened:
        st.markdown(_what())
        _form()
        parts.show_refusals("save")


def author() -> str:
    """Return the name under which this reader saves."""
    if here := sign_in.somebody():
        return here.name
    return str(st.session_state.setdefault(KNOWN, browser.author()))


def _form() -> None:
    """Draw the fields; they travel together, so that none is taken back while another is typed."""
    st.session_state.setdefault(TITLE, state.study().title)
    st.session_state.setdefault(AUTHOR, author())
    known = state.base()
    with st.form("save_form", border=False):
        st.text_input("Title", key=TITLE, max_chars=LONGEST_TITLE)
        st.text_input("Note", key=NOTE, max_chars=LONGEST_NOTE, placeholder="What changed, and why")
        _name()
        if known and known.saves:
            _button(f"Save as version of “{parts.literal(known.title)}”", "save_version", main=True)
            _button("Save as a new study", "save_new", main=False)
        else:
            _button("Save as a new study", "save_new", main=True)


def _name() -> None:
    """Ask for the author's name, which is known where one has signed in."""
    if here := sign_in.somebody():
        parts.small(f"Saved by {parts.literal(here.name)}")
        return
    told = "As others shall read it"
    st.text_input("Your name", key=AUTHOR, max_chars=LONGEST_AUTHOR, placeholder=told)


def _button(label: str, key: str, *, main: bool) -> None:
    kind: Literal["primary", "secondary"] = "primary" if main else "secondary"
    as_new = key == "save_new"
    st.form_submit_button(label, key=key, type=kind, on_click=_save, kwargs={"as_new": as_new})


def _what() -> str:
    known = state.base()
    if known is None:
        return "Saved studies keep every version, with the numbers and the results of then."
    if not known.saves:
        return "You opened this to read. Saved as a new study, it remembers where it came from."
    if state.unsaved():
        return f"Changes since version {known.number} become the next version."
    return f"Nothing has changed since version {known.number}."


def _save(*, as_new: bool) -> None:
    title, note = st.session_state[TITLE].strip(), st.session_state[NOTE]
    state.accept()  # what was refused before is no reason not to try again
    if AUTHOR in st.session_state:
        st.session_state[KNOWN] = st.session_state[AUTHOR].strip()
    if title != state.study().title:
        state.change(title=title)
    if not state.refusals():
        (keeping.save_as_new if as_new else keeping.save)(author(), note)
    if not state.refusals():
        st.session_state[OPEN] = False
    st.session_state[DONE] = True
