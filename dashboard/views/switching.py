"""What would change the winner of two deals, and where each deal loses."""

import pandas as pd
import streamlit as st

from dashboard import matter_tables, matter_words
from dashboard.views import parts, working
from models import Contest

HOW_TO_READ = (
    "Each input is moved along its whole range while all others stay as drawn. The range of a term "
    "is what the terms allow; of a weight, all others keep their proportions."
)
BOX = (
    "Found on the study's own draws. Density: how many of the futures so described are as told. "
    "Coverage: how many of all such futures are so described. What is named goes with losing; it "
    "need not be its cause."
)


def break_evens(of: Contest) -> None:
    """List where each input makes the two deals swap."""
    found = working.answer("switches", of)
    if found is None:
        return
    st.markdown(parts.literal(matter_words.switching(found, of.first, of.second)))
    made = matter_tables.break_evens(found, of.study, of.dataset, parts.money())
    turning = made[made["Break-even"] != matter_words.NO_VALUE]
    _table(turning, "Inputs and weights at whose value the two deals swap", "break_evens")
    parts.small(HOW_TO_READ)
    if st.toggle(f"Show all {len(made)} inputs", key="all_break_evens"):
        _table(made, "All inputs and weights, with their break-even if they have one", "all_inputs")


def losing(of: Contest) -> None:
    """Say for each deal where it loses."""
    found = working.answer("losing", of)
    if found is None:
        return
    lines = (
        f"- {parts.literal(matter_words.where(each, of.dataset, parts.money()))}" for each in found
    )
    st.markdown("\n".join(lines))
    parts.small(BOX)
    made = matter_tables.boxes(found, of.dataset, parts.money())
    _table(made, "Bounds of where each deal loses or wins", "losing")


def _table(made: pd.DataFrame, told: str, key: str) -> None:
    wide = {"Input": st.column_config.TextColumn("Input", width=340)}
    st.dataframe(made, hide_index=True, alt=told, column_config=wide)
    parts.download(made, key)
