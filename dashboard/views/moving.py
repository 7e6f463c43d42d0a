"""What moves the difference of two deals: input by input, and inputs together."""

import streamlit as st

from dashboard import amounts, charts, matter_words
from dashboard.views import parts, working
from models import Contest

SCORE = "score"
ONE_BY_ONE = (
    "Each input is set to its P10 and to its P90 while all others stay as drawn. Both deals meet "
    "the same draws, so what they share cancels. A name in a common cause moves alone here."
)
TOGETHER = (
    "By itself: share of the difference's variance that would go if this input were known. In any "
    "way: share that would be left if all others were known. Whiskers: 95 % intervals. Inputs that "
    "follow a common cause appear twice: the cause, and what is the input's own."
)


def tornado(of: Contest) -> None:
    """Draw what each input does to the difference."""
    found = working.known("movers", of)
    if found is None:
        return
    names = {SCORE: "Score", **{key: each.label for key, each in of.dataset.criteria.items()}}
    key = st.segmented_control(
        "Difference in",
        list(names),
        format_func=names.__getitem__,
        default=SCORE,
        key="matters_measure",
        required=True,
    )
    spans = {
        bar.name: amounts.span(bar.name, bar.values, of.study, of.dataset, parts.money())
        for bar in found.tornado.bars
    }
    shown = charts.measure(key, of.dataset.criteria, parts.money())
    parts.show_chart(charts.tornado(found, spans, key, shown), "tornado")
    parts.small(ONE_BY_ONE)


def sobol(of: Contest) -> None:
    """Draw which inputs the difference follows, alone and with others."""
    found = working.answer("indices", of)
    if found is None:
        return
    st.markdown(parts.literal(matter_words.together(found, of.dataset)))
    parts.show_chart(charts.sobol(found, matter_words.columns(found, of.dataset)), "sobol")
    parts.small(TOGETHER)
