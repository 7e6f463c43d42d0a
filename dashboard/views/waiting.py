"""What the address names cannot be opened for now: why, and the way on, which needs no hand."""

import streamlit as st

from dashboard import compute, opening, state
from dashboard.share.faults import PLACE, DownError
from dashboard.views import parts
from models import DataError, ModelError, Problem

HIDDEN = Problem(
    "The dataset",
    "its files cannot be read, or break a rule",
    "The operator of this server finds all of it with: python -m dashboard doctor",
)
KEPT = (
    "Nothing of yours is lost: what was saved is where it was, and this page's address holds what "
    "was not saved. Leave the page open, or keep its address."
)


def told(error: ModelError) -> tuple[Problem, ...]:
    """Tell visitors of a server nothing of its files; on one's own machine, all."""
    if isinstance(error, DownError):  # nothing is on screen, whatever it says of that
        return (Problem(PLACE, error.what, f"{error.fix}. Code {error.code}"),)
    hidden = isinstance(error, DataError) and compute.mode() != "local"
    return (HIDDEN,) if hidden else error.problems


if error := opening.waiting():
    of_data = isinstance(error, DataError)
    st.title("Nothing can be computed just now" if of_data else "This cannot be opened just now")
    st.markdown(KEPT)
    parts.list_problems(told(error))
    parts.try_again()
    if not of_data:
        draft = str(st.query_params.get(state.ADDRESS, ""))
        label = "Go on with what I had changed" if draft else "Work on the default study meanwhile"
        st.button(label, on_click=opening.leave_closed, args=(draft,))
    st.container(key="foot")
