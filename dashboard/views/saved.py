"""Saved: my studies, their versions and links, drafts of this browser, files in and out."""

import streamlit as st

from dashboard import compute, state, text
from dashboard.views import confidential, exchange, history, parts, shelf, status

st.title("Saved studies")
st.markdown(text.INTROS["saved"])
status.draw()
parts.show_refusals()
shelf.drafts_kept()
st.header("My studies")
shelf.frozen_links()
chosen = shelf.studies_listed()
if chosen:
    history.draw(chosen)
st.header("The study on screen")
parts.small(parts.literal(state.study().title or "without a title"))
with st.expander("Confidential in a partner view", key="confidential", on_change="rerun") as marks:
    if marks.open:
        confidential.draw()
exchange.draw()
shelf.trash()
parts.small(parts.literal(f"Kept in {compute.store().place}") if compute.mode() == "local" else "")
parts.foot()
