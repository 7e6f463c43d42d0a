"""How sure the answer is: one sentence and one chart, and closer looks behind tabs."""

from collections.abc import Callable
from types import MappingProxyType

import streamlit as st

from dashboard import compute, standing_words, state, weighed
from dashboard.views import parts, people
from models import Study

BY_STRUCTURE = "Count variants of one structure as one"


def answer() -> None:
    """Say which deal is the best, how clear that is, and draw how often each has which rank."""
    study = state.study()
    given = _together(study)
    found = weighed.standing(study, *given)
    first, *others = standing_words.finding(found, parts.money())
    with st.container(border=True, key="headline"):
        st.markdown(f"**{parts.literal(first)}** {parts.literal(' '.join(others))}")
        ties = standing_words.ties(compute.scored(study).ranks)
        told = (ties, standing_words.against_baseline(found, study))
        parts.small(parts.literal(" ".join(filter(None, told))))
    if weighed.has_variants(study):
        st.toggle(BY_STRUCTURE, key="by_structure")
    parts.draw("rank_bars", study, *given)
    parts.small(parts.literal(standing_words.what_is_uncertain(found)))
    parts.small(standing_words.HOW_TO_READ)


def _together(study: Study) -> tuple[str, ...]:
    """Whether variants count as one, which is asked only where there are any."""
    if not weighed.has_variants(study):
        return ()
    return (weighed.TOGETHER,) if st.session_state.get("by_structure") else ()


def closer() -> None:
    """Look closer at what the weights move; only the open tab is drawn."""
    tabs = st.tabs(list(LOOKS), key="closer", on_change="rerun")
    for tab, look in zip(tabs, LOOKS.values(), strict=True):
        if tab.open:
            with tab:
                look(state.study())


def _scores(study: Study) -> None:
    parts.draw("score_bars", study, before=state.comparable_before())


def _map(study: Study) -> None:
    parts.draw("cost_security_map", study)


def _why(study: Study) -> None:
    """Take the lead of the most often best deal over another apart."""
    found = weighed.standing(study)
    first, *others = (found.deals[place] for place in found.order)
    if others:
        second = st.selectbox(f"{first}, compared with", others, key="led")
        parts.draw("lead", study, first, second)
        parts.small(parts.literal(standing_words.ahead(found, first, second)))


def _pairs(study: Study) -> None:
    parts.draw("win_matrix", study, *_together(study))
    parts.small(standing_words.PAIRS)


def _weights(study: Study) -> None:
    found = weighed.standing(study)
    st.markdown(parts.literal(standing_words.border(found)))
    parts.draw("weight_triangle", study)
    parts.small(standing_words.TRIANGLE)
    people.draw()


LOOKS: MappingProxyType[str, Callable[[Study], None]] = MappingProxyType(
    {
        "Why": _why,
        "All weights": _weights,
        "Pair by pair": _pairs,
        "Scores": _scores,
        "Cost and security": _map,
    }
)
