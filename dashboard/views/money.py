"""Money: who pays whom and when, what each party gains, what breaks, and what would be needed."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute, edits, looks, sentences, state, text, troubles
from dashboard.finances import Finances
from dashboard.views import accounts, agreeing, ledgers, parts, returns, status, summary
from models import Deal

SHOWN = 3  # bad states in full; the others are folded


def choice() -> None:
    """Choose the deal: the one of the Deal page."""
    st.session_state["money_deal"] = edits.chosen().name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [each.name for each in state.study().all_deals]
        st.selectbox("Deal", names, key="money_deal", on_change=_choose, width=420)
        st.page_link("views/deal.py", label="Change its terms")


def finding(deal: Deal) -> None:
    """Say what comes out, with the numbers behind it."""
    outcome, found = compute.evaluation(state.study()).outcomes[deal.name], _found(deal)
    money = parts.money()
    with st.container(border=True, key="money_finding"):
        st.markdown(f"**{parts.literal(sentences.money_finding(outcome, money))}**")
        if not found.is_baseline:
            told = sentences.who_gains(found.money)
            parts.small(parts.literal(f"In at least 9 of 10 futures: {told}."))
    with st.grid(4, min_column_width=200, gap="xsmall"):
        for told_number in summary.money(outcome):
            st.metric(**told_number)
    parts.small(sentences.MONEY_TERMS.format(day=money.day_words))


def bad_states(deal: Deal) -> None:
    """Name what is wrong, the worst first, and what one can do."""
    told = troubles.troubles(_found(deal), parts.money())
    if not told:
        return
    st.header("What to know before signing")
    _list(told[:SHOWN])
    if further := told[SHOWN:]:
        with st.expander(f"{len(further)} more", key="more_states"):
            _list(further)


def _list(told: list[troubles.Trouble]) -> None:
    lines = (f"- **{parts.literal(each.said)}** {parts.literal(each.helps)}" for each in told)
    st.markdown("\n".join(lines))


def cost(deal: Deal) -> None:
    """Draw the cost from oxide to delivered magnet."""
    parts.draw("cost_waterfall", state.study(), deal.name)
    parts.small(sentences.MEANS_ADD_UP)


TABS: dict[str, Callable[[Deal], None]] = {
    "Parties": returns.draw,
    "Cost": cost,
    "Cash by year": ledgers.by_year,
    "Sources and uses": accounts.building,
    "Loan": accounts.loan,
    "Statements": accounts.statements,
    "Bridge": ledgers.bridge,
    "Room to agree": agreeing.draw,
    "Who pays whom": ledgers.payments,
}


@parts.part
def money_page() -> None:
    """Draw everything of one deal; only the open tab is drawn."""
    status.draw()
    parts.show_refusals()
    deal = edits.chosen()
    finding(deal)
    bad_states(deal)
    tabs = st.tabs(list(TABS), key="money_tabs", on_change="rerun")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(deal)


def _found(deal: Deal) -> Finances:
    return looks.money(state.study(), deal.name)


def _choose() -> None:
    edits.choose(st.session_state["money_deal"])


st.title("The money")
st.markdown(text.INTROS["money"])
choice()
money_page()
parts.foot()
