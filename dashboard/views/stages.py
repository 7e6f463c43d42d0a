"""The stages of a deal on the calendar, and what a month saved on one of them brings."""

import streamlit as st

from dashboard import compute, looks, state, text, time_words
from dashboard.charts.saved_months import ordered
from dashboard.timings import Timings
from dashboard.views import parts
from models import Deal, month_saved

CHANGES = (
    ("lead_time", "First qualified magnets", "month"),
    ("bridged_cost", "Cost of imports meanwhile", "USD/kg"),
    ("cost", "Cost of a kilogram", "USD/kg"),
    ("irel_npv", "IREL's net present value", "kINR"),
    ("buyer_gain", "Indian buyers' gain", "kINR"),
)
DIGITS = {"USD/kg": 3, "kINR": -2}  # a change below is noise


def calendar(deal: Deal) -> None:
    """Draw the stages from the effective date."""
    if not looks.timings(state.study(), deal.name).steps:
        st.markdown(time_words.NO_STAGES)
        return
    parts.draw("gantt", state.study(), deal.name)
    parts.small(time_words.STAGES)


def saving(deal: Deal) -> None:
    """Draw what a month saved on each stage brings, and all that it changes for one."""
    found = looks.timings(state.study(), deal.name)
    if not found.steps:
        st.markdown(time_words.NO_STAGES)
        return
    parts.draw("months_saved", state.study(), deal.name)
    parts.small(time_words.SAVED)
    names = {each.key: each.name for each in ordered(found)}
    chosen = st.selectbox(
        "A month saved on",
        list(names),
        format_func=lambda key: names[key],
        key="stage_saved",
        width=420,
    )
    if chosen in names:
        one(found, chosen)


def one(found: Timings, stage: str) -> None:
    """Write what a month saved on one stage changes, means over the futures."""
    moved = month_saved(compute.traced(state.study(), found.deal.name), stage).changes
    with st.grid(5, min_column_width=190, gap="xsmall"):
        for key, label, unit in CHANGES:
            if key in moved:
                st.metric(label, _change(moved[key], unit))
    parts.small(time_words.ONE_SAVED)


def _change(value: float, unit: str) -> str:
    """Write a change; less than can be seen is none."""
    if unit == "month":
        months = text.number(abs(round(value, 2)))
        plural = "" if months == "1" else "s"
        return f"{months} month{plural} {'later' if value > 0.0 else 'sooner'}"
    shown = text.display(round(abs(value), DIGITS[unit]), unit, parts.money())
    if shown == text.display(0.0, unit, parts.money()):
        return "no change"
    return f"{'+' if value > 0.0 else text.MINUS}{shown}"
