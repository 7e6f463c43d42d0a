"""What moves the difference of two deals: input by input, and inputs together."""

import streamlit as st

from dashboard import amounts, charts, matter_words
from dashboard.views import parts, working
from models import Contest, Tornado

SCORE = "score"
NUMBERS, TERMS = "Numbers", "Terms of the two deals"
ONE_BY_ONE = (
    "Each input is set to its P10 and to its P90 while all others stay as drawn. Both deals meet "
    "the same draws, so what they share cancels. A name in a common cause moves alone here. Luck, "
    "such as whether a project stalls, has no grade: no study can tell it."
)
TERM_BY_TERM = (
    "Each term of one deal is moved along all that Lodestone allows while its other terms stay as "
    "agreed; where these allow less, as far as they do. A choice goes between the options that are "
    "best for either deal. How far a partner would go is for the talks: no range here is an offer."
)
TOGETHER = (
    "By itself: share of the difference's variance that would go if this input were known. In any "
    "way: share that would be left if all others were known. Whiskers: 95 % intervals. Inputs that "
    "follow a common cause appear twice: the cause, and what is the input's own."
)


def tornado(of: Contest) -> None:
    """Draw what each number, or each term, does to the difference."""
    if working.known("movers", of) is None:
        return
    names = {SCORE: "Score", **{key: each.label for key, each in of.dataset.criteria.items()}}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        key = st.segmented_control(
            "Difference in",
            list(names),
            format_func=names.__getitem__,
            default=SCORE,
            key="matters_measure",
            required=True,
        )
        what = st.segmented_control(
            "Moved", [NUMBERS, TERMS], default=NUMBERS, key="matters_moved", required=True
        )
    shown = charts.measure(key, of.dataset.criteria, parts.money())
    if what == NUMBERS:
        _drawn(of, working.known("movers", of).tornado, key, shown, charts.QUANTILES)
        parts.small(ONE_BY_ONE)
    elif (found := working.answer("agreed", of)) is not None:
        _drawn(of, found, key, shown, charts.BOUNDS)
        parts.small(TERM_BY_TERM)


def _drawn(
    of: Contest, found: Tornado, key: str, shown: charts.Measure, ends: tuple[str, str]
) -> None:
    spans = amounts.spans(found.bars, of.study, of.dataset, parts.money())
    made = charts.tornado(found, (of.first, of.second), spans, key, shown, ends=ends)
    parts.show_chart(made, "tornado")


def sobol(of: Contest) -> None:
    """Draw which inputs the difference follows, alone and with others."""
    found = working.answer("indices", of)
    if found is None:
        return
    st.markdown(parts.literal(matter_words.together(found, of.dataset)))
    parts.show_chart(charts.sobol(found, matter_words.columns(found, of.dataset)), "sobol")
    parts.small(TOGETHER)
