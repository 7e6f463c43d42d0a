"""Five plain questions that suggest a structure; what is answered is no part of the study."""

import streamlit as st

from dashboard import edits, fit_words, looks, state
from dashboard.views import parts
from models import STRUCTURES, Fit, Wishes, fits

ANY = "It does not matter"
MAY, MUST = "It may", "It must stay in India"
LONGEST, MOST = 240, 1e6


@parts.part
def draw() -> None:
    """Draw the questions when they are wanted, and how the structures answer them."""
    opened = st.expander(fit_words.TITLE, key="fitting", on_change="rerun")
    if not opened.open:
        return
    with opened:
        parts.small(fit_words.ABOUT)
        asked, answered = st.columns([5, 7], gap="medium")
        with asked:
            wishes = _asked()
        with answered:
            _answered(wishes)


def _asked() -> Wishes:
    owner = _chosen("Who should own the plant?", "fit_owner", fit_words.OWNERS)
    keeper = _chosen(
        "The partner brings the know-how. Who keeps it?", "fit_keeper", fit_words.KEEPERS
    )
    months = st.number_input(
        "Within how many months are qualified magnets needed?",
        min_value=1,
        max_value=LONGEST,
        value=None,
        step=6,
        key="fit_months",
        placeholder=ANY,
    )
    stays = st.radio("May IREL's oxide leave India?", (MAY, MUST), key="fit_oxide", horizontal=True)
    money = parts.money()
    funds = st.number_input(
        f"How much can IREL put in before the plant works ({money.amount_unit})?",
        min_value=0.0,
        max_value=MOST,
        value=None,
        step=10.0,
        format="%.6g",
        key=f"fit_funds_{money.kind}",
        placeholder=ANY,
    )
    return Wishes(
        owner=owner,
        know_how=keeper,
        months=None if months is None else float(months),
        oxide_stays=stays == MUST,
        funds=None if funds is None else funds / money.day_scale,
    )


def _chosen(label: str, key: str, options: fit_words.Options) -> str:
    names = {"": ANY, **options}
    return st.selectbox(label, list(names), format_func=names.__getitem__, key=key)


def _answered(wishes: Wishes) -> None:
    if not wishes.any:
        st.markdown(fit_words.NOTHING)
        return
    found = fits(wishes, looks.answers(state.study()))
    st.markdown(f"**{parts.literal(fit_words.finding(found))}**")
    for each in found:
        with st.container(border=True, key=f"fit_{each.facts.structure.key}"):
            _one(each)


def _one(fit: Fit) -> None:
    """Say how a structure answers, and lead to a deal of it."""
    structure = fit.facts.structure
    met = f"{fit.met} of {len(fit.chances)}"
    st.markdown(f"**{parts.literal(structure.title)}: {met}**")
    parts.small_lines(map(parts.literal, fit_words.reasons(fit, parts.money())))
    own = next((each for each in state.study().deals if each.structure == structure.key), None)
    label = f"Go to: {own.name}" if own else f"Add: {structure.presets[0].name}"
    if st.button(parts.literal(label), key=f"fit_to_{structure.key}"):
        if own:
            edits.choose(own.name)
        else:
            edits.add(STRUCTURES[structure.key], structure.presets[0])
        st.switch_page("views/deal.py")
