"""A link that opens nothing: which link it was no matter, only why."""

import streamlit as st

from dashboard import opening, state
from dashboard.views import parts

TITLES = {
    "unknown": "This link is not known here",
    "revoked": "This link was revoked",
    "expired": "This link has expired",
    "deleted": "This study was deleted",
}

error = opening.closed()
if error:
    st.title(TITLES[error.reason])
    st.markdown("  \n".join(parts.literal(f"{each.fix}.") for each in error.problems))
    if draft := str(st.query_params.get(state.ADDRESS, "")):
        st.markdown("What you had changed is still in the address of this page.")
        st.button("Open it by itself", on_click=opening.leave_closed, args=(draft,), type="primary")
    st.button("Go to Lodestone", on_click=opening.leave_closed)
    parts.foot()
