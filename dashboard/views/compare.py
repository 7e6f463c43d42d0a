"""Compare: which deal, on my weights, and how sure."""

import streamlit as st

from dashboard import compute, explanations, state, text
from dashboard.live import head_start
from dashboard.views import fitting, parts, status, summary, sure, weights

HEADLINES = ("cost", "lead_time", "supply_security", "first_magnets", "demand_coverage")

DETAILS = {
    "Cost build-up": "cost_build_up",
    "Time": "lead_time_distribution",
    "Supply": "demand_served",
}


@parts.part
def weighing() -> None:
    """The answer, how sure it is, and the weights; charts are drawn first, for who waits."""
    parts.show_refusals()
    sure.answer()
    wanted = st.container()
    st.header("The deals side by side")
    beside = st.container()
    sure.closer()
    head_start()
    with wanted:
        weights.draw()
    with beside:
        side_by_side()
    status.draw()


def side_by_side() -> None:
    """Draw one line for each deal, and say how to read it."""
    scored = compute.scored(state.study())
    st.table(summary.deals(compute.evaluation(state.study()), scored))
    parts.small(summary.HOW_TO_READ)
    parts.small_lines(summary.beyond_anchors(scored))


@parts.part
def details() -> None:
    """Draw what weights do not move; only the open tab is drawn."""
    tabs = st.tabs(list(DETAILS), key="details", on_change="rerun")
    for tab, name in zip(tabs, DETAILS.values(), strict=True):
        if tab.open:
            with tab:
                parts.draw(name, state.study())


@parts.part
def opened_number() -> None:
    """Open any headline number to its formula and its sources."""
    deals = [deal.name for deal in state.study().all_deals]
    left, right = st.columns(2)
    deal = left.selectbox("Deal", deals, key="explained_deal")
    quantity = right.selectbox("Number", HEADLINES, format_func=text.label, key="explained")
    explanations.draw(deal, quantity, "compare")


st.title("Compare the deals")
st.markdown(f"{text.PURPOSE} **{text.NO_PUBLIC_TERMS}**")
fitting.draw()
weighing()
st.header("Where the results come from")
details()
parts.small_lines(text.CAVEATS)
st.header("Open a number")
opened_number()
parts.foot()
