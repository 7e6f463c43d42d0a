"""What is worth knowing before one of the deals is chosen, and how much rests on guesses."""

import streamlit as st

from dashboard import matter_tables, matter_words
from dashboard.views import parts, working
from models import Contest

HOW_TO_READ = (
    "Value of knowing: how much better the choice among all deals would be on average, in points "
    "of the score, if the number were known first; values within two standard errors of nothing "
    "are left out. Share: of the variance of the difference between the two deals above, by "
    "itself. Luck is in neither list: how often interruptions come can be studied, which will "
    "strike cannot."
)


def draw(of: Contest) -> None:
    """Say what information is worth, and which guesses matter most."""
    found, moved = working.answer("knowing", of), working.known("movers", of)
    if found is None:
        return
    money = parts.money()
    st.markdown(parts.literal(matter_words.worth(found, of.dataset, money)))
    parts.small(matter_words.nested(found))
    known = matter_tables.worth(found, of.dataset, money)
    if not known.empty:
        st.dataframe(
            known,
            hide_index=True,
            alt="Value of knowing each number before choosing, most first",
            column_config={"Input": st.column_config.TextColumn("Input", width=340)},
        )
        parts.download(known, "worth_of_knowing")
    if moved is None:
        return
    st.header("What rests on guesses")
    st.markdown(parts.literal(matter_words.guesses(moved.gaps)))
    made = matter_tables.gaps(moved.gaps, of.dataset, money)
    st.dataframe(
        made,
        hide_index=True,
        alt="Numbers of grade C and D, by how much of the difference follows them",
        column_config={"Input": st.column_config.TextColumn("Input", width=340)},
    )
    parts.download(made, "gaps")
    parts.small(HOW_TO_READ)
