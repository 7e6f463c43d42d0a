"""The row above every page: title, money, draws, save, share, and the way back."""

import streamlit as st

from dashboard import compute, opening, state
from dashboard.views import exports, members, parts, saving, sharing, status
from models import FEWEST_DRAWS

LONGEST_SEED = 2**31 - 1


def draw() -> None:
    """Draw the row, and below it what is not saved and what deserves a warning."""
    study = state.study()
    with st.container(horizontal=True, vertical_alignment="bottom", key="header"):
        _kept("title", study.title)
        st.text_input("Study title", key="title", max_chars=120, on_change=_titled, width=300)
        money()
        draws()
        with st.container(width="content"):
            saving.draw()
        with st.container(width="content"):
            sharing.draw()
        with st.container(width="content"):
            exports.draw()
        st.button("Back to the default", on_click=opening.start_over, key="start_over")
        members.who()
    status.place()
    if study.world.overrides:
        st.page_link("views/data.py", label=f"● {changed_numbers(len(study.world.overrides))}")


def money() -> None:
    """Choose the money of all that is shown."""
    st.segmented_control(
        "Money",
        [parts.USD, parts.INR],
        default=parts.USD,
        required=True,
        key="money",
        bind="query-params",
        help="Money of 2025; rupees at the average rate of 2025.",
    )


def changed_numbers(count: int) -> str:
    """Say how many numbers differ from the dataset."""
    return f"{count} number{'s' * (count != 1)} of the dataset changed for this study"


def draws() -> None:
    """Choose how many futures are drawn, and from which seed."""
    _kept("draws", state.study().draws)
    _kept("seed", state.study().seed)
    with st.popover(f"{state.study().draws:,} draws"):
        st.number_input(
            "Draws",
            min_value=FEWEST_DRAWS,
            max_value=compute.MOST_ON_SCREEN,
            step=100,
            key="draws",
            on_change=_changed,
            args=("draws",),
            help="Futures that are tried. More draws, less Monte-Carlo error, and more waiting.",
        )
        st.number_input(
            "Seed",
            min_value=0,
            max_value=LONGEST_SEED,
            step=1,
            key="seed",
            on_change=_changed,
            args=("seed",),
            help="The same seed draws the same futures again.",
        )


def _kept(key: str, value: object) -> None:
    st.session_state[key] = value


def _titled() -> None:
    state.change(title=st.session_state["title"])


def _changed(name: str) -> None:
    state.change(**{name: st.session_state[name]})
