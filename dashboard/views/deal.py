"""Deal: what exactly is agreed, and what it leads to."""

import streamlit as st

from dashboard import compute, controls, edits, explanations, state, text
from dashboard.live import head_start
from dashboard.views import parts, status, summary
from models import STRUCTURES, Study


def choice() -> None:
    """Choose a deal; rename, copy, remove or add one."""
    deal, study = edits.chosen(), state.study()
    st.session_state["deal"] = deal.name
    with st.container(horizontal=True, vertical_alignment="bottom"):
        names = [each.name for each in study.all_deals]
        st.selectbox("Deal", names, key="deal", on_change=_choose, width=420)
        fixed = STRUCTURES[deal.structure].is_baseline
        with st.popover("Rename", disabled=fixed):
            st.session_state["new_name"] = deal.name
            given = (deal.name,)
            st.text_input("New name", key="new_name", max_chars=80, on_change=_rename, args=given)
        with st.popover("Add a deal"):
            addition()
        st.button("Duplicate", on_click=edits.duplicate, args=(deal.name,), disabled=fixed)
        last = fixed or len(study.deals) == 1
        st.button("Remove", on_click=edits.remove, args=(deal.name,), disabled=last)


def addition() -> None:
    """Offer the ready-made deals of every structure, each with its reason."""
    kinds = [key for key, each in STRUCTURES.items() if not each.is_baseline]
    key = st.selectbox("Structure", kinds, format_func=_title, key="new_structure")
    structure = STRUCTURES[key]
    names = [each.name for each in structure.presets]
    name = st.selectbox("Ready-made deal", names, key=f"preset_{key}")
    preset = structure.presets[names.index(name)]
    parts.small(f"{structure.summary} {preset.reason}")
    st.button("Add", key="add", type="primary", on_click=edits.add, args=(structure, preset))


@parts.part
def agreed_and_result() -> None:
    """Draw terms on the left, and what they lead to on the right: that first, for who waits."""
    parts.show_refusals()
    terms, result = st.columns([5, 7], gap="medium")
    with result:
        leads_to()
    head_start()
    with terms:
        agreed()
    status.draw()


def agreed() -> None:
    """Draw the partner and the terms."""
    deal = edits.chosen()
    usual, changed = edits.usual_terms(deal), controls.changed_terms(deal)
    st.header("Terms")
    parts.small(f"{STRUCTURES[deal.structure].summary} {text.NO_PUBLIC_TERMS}")
    controls.partner(deal)
    with st.container(horizontal=True, vertical_alignment="center"):
        counted = f"● {len(changed)} changed against" if changed else "As in"
        where = f" (in {', '.join(controls.changed_groups(deal))})" if changed else ""
        said = parts.literal(f"{counted} the ready-made deal: {usual.name}{where}")
        parts.small(said, help=usual.reason, width="content")
        if changed:
            controls.reset_all(deal)
    controls.terms(deal)


def leads_to() -> None:
    """Draw the results of the deal, beside those before the last change."""
    deal, study, before = edits.chosen(), state.study(), state.comparable_before()
    st.header("Results")
    numbers = st.grid(3, min_column_width=190, gap="xsmall")
    names = ["Cost", "Time", "Open a number"]
    cost, time, number = st.tabs(names, key="results", on_change="rerun")
    if cost.open:
        with cost:
            parts.draw("cost_waterfall", study, deal.name)
    if time.open:
        with time:
            parts.draw("lead_time_distribution", study, before=before)
    if number.open:
        with number:
            found = explanations.quantities(deal.name)
            quantity = st.selectbox(
                "Number of this deal", found, found.index("cost"), text.label, key="quantity"
            )
            explanations.draw(deal.name, quantity, "deal")
    with numbers:
        headlines(deal.name, study, before)


def headlines(name: str, study: Study, before: Study | None) -> None:
    """Draw the headline numbers of a deal."""
    was = compute.results(before) if before else None
    for told in summary.headlines(name, compute.results(study), was):
        st.metric(**told, delta_color="off")


def _title(key: str) -> str:
    return STRUCTURES[key].title


def _choose() -> None:
    edits.choose(st.session_state["deal"])


def _rename(name: str) -> None:
    edits.rename(name, st.session_state["new_name"])


st.title("One deal")
st.markdown(text.INTROS["deal"])
choice()
agreed_and_result()
parts.foot()
