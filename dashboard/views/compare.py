"""Compare: which deal, on my weights, and how sure."""

import streamlit as st

from dashboard import charts, compute, controls, explanations, state, text
from dashboard.views import parts, summary

HEADLINES = ("cost", "lead_time", "supply_security", "first_magnets", "demand_coverage")


@parts.part
def weighing() -> None:
    """Weights and what they move; a weight asks for no new evaluation."""
    parts.show_refusals()
    study = state.study()
    scored, evaluation = compute.scored(study), compute.evaluation(study)
    with st.container(border=True, key="headline"):
        st.markdown(f"**{parts.literal(text.headline(scored, study))}**")
    st.table(summary.deals(evaluation, scored))
    controls.weights()
    before = compute.scored_like(study, state.study_before())
    criteria = compute.dataset().criteria
    bars = charts.score_bars(evaluation, scored, criteria)
    ghost = charts.score_bars(*before, criteria) if before else None
    with st.grid(2, min_column_width=400) as grid:
        with grid.cell():
            parts.draw(charts.ghosted(bars, ghost), "score_bars")
        with grid.cell():
            parts.draw(charts.cost_security_map(evaluation, parts.money()), "cost_security_map")
        with grid.cell(column_span="all"):
            parts.draw(charts.first_shares(scored, study), "first_shares")


@parts.part
def details() -> None:
    """Draw what weights do not move; only the open tab is drawn."""
    evaluation = compute.evaluation(state.study())
    names = ["Cost build-up", "Time", "Supply"]
    cost, time, supply = st.tabs(names, key="details", on_change="rerun")
    if cost.open:
        with cost:
            parts.draw(charts.cost_build_up(evaluation, parts.money()), "cost_build_up")
    if time.open:
        with time:
            parts.draw(charts.lead_time_distribution(evaluation), "lead_time_distribution")
    if supply.open:
        with supply:
            parts.draw(charts.demand_served(evaluation), "demand_served")


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
weighing()
st.header("Where the results come from")
details()
st.header("Open a number")
opened_number()
parts.foot()
