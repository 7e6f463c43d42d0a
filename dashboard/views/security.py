"""Security: what can stop the magnets, simulated over the deal's clauses and stocks."""

from collections.abc import Callable

import streamlit as st

from dashboard import edits, security_words, state
from dashboard.supplies import Supplies
from dashboard.views import lenses, often, ordeals, parts, status, supply, ties
from models import Deal


def choice() -> None:
    """Choose the deal: the one of the Deal page."""
    st.session_state["security_deal"] = edits.chosen().name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [each.name for each in state.study().all_deals]
        st.selectbox("Deal", names, key="security_deal", on_change=_choose, width=420)
        st.page_link("views/deal.py", label="Change its terms")


def finding(found: Supplies, deal: Deal) -> None:
    """Say what comes out, with the numbers behind it."""
    one = found.of(deal.name)
    with st.container(border=True, key="security_finding"):
        st.markdown(f"**{parts.literal(security_words.finding(found, one))}**")
    supply.numbers(one)
    parts.small(parts.literal(security_words.HOW.format(size=found.found.size)))


def stocks(deal: Deal) -> None:
    """Draw what stocks are worth, and which sizes make deals equally safe."""
    supply.stocks(deal)
    ties.stocks(deal)


def exposure(deal: Deal) -> None:
    """Draw what reaches the deal, and how often it would have to for two deals to tie."""
    supply.exposure(deal)
    ties.rates(deal)


TABS: dict[str, Callable[[Deal], None]] = {
    "Share served": supply.served,
    "What causes the loss": supply.causes,
    "A sample world": supply.world,
    "Stocks": stocks,
    "Clauses": supply.clauses,
    "Stress": ordeals.draw,
    "How often": often.draw,
    "Exposure": exposure,
    "Other measures": lenses.other,
}


@parts.part
def security_page() -> None:
    """Draw everything of one deal; only the open tab is drawn."""
    status.draw()
    parts.show_refusals()
    deal = edits.chosen()
    finding(supply.found(), deal)
    tabs = st.tabs(list(TABS), key="security_tabs", on_change="rerun")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(deal)


def _choose() -> None:
    edits.choose(st.session_state["security_deal"])


st.title("The supply")
st.markdown(security_words.INTRO)
choice()
security_page()
parts.foot()
