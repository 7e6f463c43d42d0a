"""Two people saved at once: the second sees what differs, and decides; neither's work is lost."""

import streamlit as st

from dashboard import compute, keeping, state
from dashboard.keeping import Conflict
from dashboard.share import library
from dashboard.views import difference, parts
from models import ModelError


def draw(held: Conflict) -> None:
    """Show what both did since the version they began with, and ask how to save."""
    with st.container(border=True, key="conflict"):
        try:
            theirs = library.load(compute.store(), held.study_id, held.head)
            parent = library.load(compute.store(), held.study_id, held.parent)
            before = parent.content.study
            theirs_study = theirs.content.study
        except ModelError as error:
            parts.list_problems(error.problems)
            return
        who = f" by {theirs.entry.author}" if theirs.entry.author else ""
        saved = parts.literal(f"{who} ({parts.when(theirs.entry.saved_at)})")
        st.markdown(
            f"**Version {held.head} was saved{saved} after you opened version {held.parent}. "
            "Nothing of yours or theirs is lost.**"
        )
        left, right = st.columns(2)
        with left:
            st.markdown(f"**They changed since version {held.parent}**")
            difference.lines(before, theirs_study)
        with right:
            st.markdown(f"**You changed since version {held.parent}**")
            difference.lines(before, state.study())
        with st.container(horizontal=True):
            st.button("Save beside it, as a branch", on_click=keeping.decide, args=("branch",))
            st.button(f"Save on top of version {held.head}", on_click=keeping.decide, args=("top",))
            st.button("Decide later", on_click=keeping.drop_conflict)
