"""Room to agree: one term of a deal moved from end to end, and who gains."""

import streamlit as st

from dashboard import looks, state, text
from dashboard.charts.agreement import room_to_agree
from dashboard.live import live_plotly
from dashboard.views import parts
from models import STRUCTURES, Deal, ModelError, Term

USUAL = "parity_discount"
TOLD = (
    "Medians over the same futures for every value; gains are present values at the effective "
    "date. All other terms stay as agreed. IREL's gain is beside selling the same oxide, the "
    "partner's beside nothing, the buyers' beside importing the same magnets."
)
NOTHING = "Nothing is agreed in the baseline, so there is no term to move."


def draw(deal: Deal) -> None:
    """Choose a term, and draw what each of its values does to everyone."""
    terms = {each.name: each for each in STRUCTURES[deal.structure].terms if _moves(each)}
    if STRUCTURES[deal.structure].is_baseline:
        st.markdown(NOTHING)
        return
    names = list(terms)
    usual = names.index(USUAL) if USUAL in names else 0
    key = f"agreed_{deal.structure}"
    chosen = st.selectbox("Term to move", names, usual, lambda n: terms[n].label, key=key)
    try:
        with st.spinner("Moving the term from end to end"):
            found = looks.room(state.study(), deal.name, chosen)
    except ModelError as error:
        st.markdown("Some values of this term cannot be evaluated together with the others:")
        parts.list_problems(error.problems)
        return
    chart = room_to_agree(found, terms[chosen], deal.name, parts.money())
    live_plotly(chart, "room_to_agree")
    if found.equal is not None:
        value = text.display(found.equal, terms[chosen].unit, parts.money())
        parts.small(parts.literal(f"Both gain, or lose, the same at {value}."))
    parts.show_data(chart, "room_to_agree")
    parts.small(TOLD)


def _moves(term: Term) -> bool:
    return term.kind == "number"
