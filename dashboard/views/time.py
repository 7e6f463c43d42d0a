"""Time: when magnets come, what they wait for, what a month saved brings, and real plants."""

from collections.abc import Callable

import streamlit as st

from dashboard import edits, looks, state, text, time_words
from dashboard.timings import Timings
from dashboard.views import clocks, parts, stages, status
from models import Deal


def choice() -> None:
    """Choose the deal: the one of the Deal page."""
    st.session_state["time_deal"] = edits.chosen().name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [each.name for each in state.study().all_deals]
        st.selectbox("Deal", names, key="time_deal", on_change=_choose, width=420)
        st.page_link("views/deal.py", label="Change its terms")


def finding(found: Timings) -> None:
    """Say what comes out, with the numbers behind it."""
    with st.container(border=True, key="time_finding"):
        told = time_words.finding(found, clocks.month())
        st.markdown(f"**{parts.literal(told)}**")
    if not found.is_baseline:
        clocks.numbers(found)
    date = text.date(found.deal.terms.effective_date)
    parts.small(parts.literal(time_words.CLOCK.format(date=date)))


TABS: dict[str, Callable[[Deal], None]] = {
    "Stages": stages.calendar,
    "When": clocks.when,
    "What a month saves": stages.saving,
    "Real plants": clocks.plants,
}


@parts.part
def time_page() -> None:
    """Draw everything of one deal; only the open tab is drawn."""
    status.draw()
    parts.show_refusals()
    deal = edits.chosen()
    found = looks.timings(state.study(), deal.name)
    finding(found)
    clocks.controls(found)
    tabs = st.tabs(list(TABS), key="time_tabs", on_change="rerun")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(deal)


def _choose() -> None:
    edits.choose(st.session_state["time_deal"])


st.title("The time")
st.markdown(text.INTROS["time"])
choice()
time_page()
parts.foot()
