"""What matters: what decides between two deals, what would change the winner, what to find out."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute, matter_words, state, text
from dashboard.views import learning, moving, parts, status, switching, trying, working
from models import Contest, contest

ONE, OTHER = "matters_one", "matters_other"


def choice() -> None:
    """Choose the two deals; without a choice they are the two leading ones."""
    names = [each.name for each in state.study().all_deals]
    leading = _leading()
    for key, usual in ((ONE, leading[0]), (OTHER, leading[1])):
        if st.session_state.get(key) not in names:
            st.session_state[key] = usual
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox("Between", names, key=ONE, width=380)
        st.selectbox("and", names, key=OTHER, width=380)
        if [st.session_state[ONE], st.session_state[OTHER]] != leading:
            st.button("The two leading deals", on_click=_back)


def finding(of: Contest) -> None:
    """Say what decides, as soon as it is known."""
    found = working.answer("movers", of)
    if found is None:
        return
    told = matter_words.finding(found, of.study, of.dataset, parts.money())
    with st.container(border=True, key="matters_finding"):
        st.markdown(f"**{parts.literal(told)}**")


TABS: dict[str, Callable[[Contest], None]] = {
    "What moves it": moving.tornado,
    "What would change it": switching.break_evens,
    "What is worth knowing": learning.draw,
    "Sobol": moving.sobol,
    "Where it loses": switching.losing,
    "Stress": trying.draw,
}


@parts.part
def matters_page() -> None:
    """Draw everything of the two deals; only the open tab is drawn, and its work begun."""
    status.draw()
    parts.show_refusals()
    one, other = st.session_state[ONE], st.session_state[OTHER]
    if one == other:
        st.markdown("Choose two different deals.")
        return
    study = state.study()
    evaluation, scored = compute.evaluation(study), compute.scored(study)
    of = contest(evaluation, compute.dataset(), scored, one, other)
    finding(of)
    tabs = st.tabs(list(TABS), key="matters_tabs", on_change="rerun")
    for tab, draw in zip(tabs, TABS.values(), strict=True):
        if tab.open:
            with tab:
                draw(of)


def _leading() -> list[str]:
    scores = compute.scored(state.study()).scores
    return sorted(scores, key=lambda name: -float(scores[name].mean()))[:2]


def _back() -> None:
    for key in (ONE, OTHER):
        del st.session_state[key]


st.title("What matters")
st.markdown(text.INTROS["matters"])
choice()
matters_page()
parts.foot()
