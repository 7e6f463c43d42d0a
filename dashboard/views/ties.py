"""Where two deals lose the same: sizes of a stock, and rates of a hazard."""

import streamlit as st

from dashboard import compute, looks, once, security_words, state, supply_tables
from dashboard.supplies import CLAUSES
from dashboard.views import parts, working
from models import Deal, Matching, Rivals, safest_other, stock_places

STOCK, USUAL = "matched_stock", "magnet_stock_india"


def stocks(deal: Deal) -> None:
    """Say which size of a stock makes a deal as safe as others; list all pairs."""
    st.header("As safe as another deal")
    supply = looks.supplies(state.study())
    places = stock_places(supply.found)
    if st.session_state.get(STOCK) not in places:
        st.session_state[STOCK] = USUAL
    stock = st.selectbox("Stock", places, key=STOCK, format_func=CLAUSES.__getitem__, width=420)
    study = once.unweighted(state.study())
    found = working.answer(
        "matching_stocks", Matching(study, compute.dataset(), supply.found, stock)
    )
    if found is None:
        return
    other = safest_other(supply.found, deal.name)
    st.markdown(f"**{parts.literal(security_words.matching(found, deal.name, other))}**")
    made = supply_tables.matches(found)
    parts.plain_table(made)
    parts.download(made.reset_index(), "matching_stocks")
    parts.small(security_words.MATCHES)


def rates(deal: Deal) -> None:
    """List how often each hazard would have to strike for a deal to tie with the best other."""
    st.header("When would the deals tie?")
    supply = looks.supplies(state.study())
    other = safest_other(supply.found, deal.name)
    study = once.unweighted(state.study())
    of = Rivals(study, compute.dataset(), supply.found, deal.name, other)
    found = working.answer("tying_rates", of)
    if found is None:
        return
    st.markdown(f"**{parts.literal(security_words.tying(supply, found, deal.name, other))}**")
    made = supply_tables.ties(supply, found)
    parts.plain_table(made.set_index("Hazard"))
    parts.download(made, "tying_rates")
    parts.small(security_words.TIES)
