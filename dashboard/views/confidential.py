"""What a partner view leaves out: marks on the study on screen, and a look at what remains."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute, edits, state, text
from dashboard.partners import Seen
from dashboard.views import parts, seen
from models import RESULTS, STRUCTURES, Confidential, ModelError, Term, revealing, seen_study

NAMES = {
    "cost": "Cost, with all its parts",
    "cost_parts": "What the cost is made of",
    "lead_time": "Lead time",
    "supply_security": "Supply security, with its losses",
    "score": "Scores and ranks",
}


def draw() -> None:
    """Mark what is confidential, and preview what a partner would see."""
    marks, study = state.study().confidential, state.study()
    st.markdown(
        "A link with **partner view** leaves these out on the server, and with them whatever would "
        "give them away. The marks are part of the study: save it to let links follow."
    )
    deals = [each.name for each in study.deals]
    hidden = [each.name for each in study.deals if each.confidential]
    _choice("Deals", deals, hidden, str, "marked_deals")
    terms = _terms()
    _choice("Terms", list(terms), list(marks.terms), lambda key: terms[key].label, "marked_terms")
    _choice("Results", list(RESULTS), list(marks.results), _result, "marked_results")
    with st.container(horizontal=True):
        _switch("My weights", marks.weights, "marked_weights")
        _switch("Numbers I changed", marks.world, "marked_world")
    _warnings()
    if st.toggle("Show what a partner sees", key="preview"):
        _preview()


def _terms() -> dict[str, Term]:
    kinds = {each.structure for each in state.study().all_deals}
    return {term.name: term for key in kinds for term in STRUCTURES[key].terms}


def _choice(
    label: str, options: list[str], chosen: list[str], named: Callable[[str], str], key: str
) -> None:
    st.session_state[key] = [each for each in chosen if each in options]
    st.multiselect(
        label,
        sorted(options, key=named),
        format_func=named,
        key=key,
        on_change=_marked,
        placeholder="None",
    )


def _switch(label: str, value: bool, key: str) -> None:
    st.session_state[key] = value
    st.toggle(label, key=key, on_change=_marked)


def _result(key: str) -> str:
    return NAMES.get(key, text.label(key))


def _marked() -> None:
    now = st.session_state
    others = [name for name in state.study().confidential.terms if name not in _terms()]
    edits.mark(
        Confidential(
            terms=(*now["marked_terms"], *others),
            results=tuple(now["marked_results"]),
            weights=now["marked_weights"],
            world=now["marked_world"],
        ),
        now["marked_deals"],
    )


def _warnings() -> None:
    """Say which criteria are shown though hidden terms enter them."""
    terms = _terms()
    try:
        found = revealing(state.study(), compute.dataset())
    except ModelError as error:
        parts.list_problems(error.problems)
        return
    for criterion, names in found.items():
        entering = text.listed([terms[name].label for name in names if name in terms])
        said = f"{text.label(criterion)} is shown, and {entering} enters it"
        parts.small(parts.literal(f"{said}: who knows all else could bound it. Mark it, too?"))


def _preview() -> None:
    with st.container(border=True, key="partner_preview"):
        try:
            study = seen_study(state.study())
            shown = Seen(compute.evaluation(study), compute.dataset())
        except ModelError as error:
            parts.list_problems(error.problems)
            return
        seen.draw(shown, "preview")
