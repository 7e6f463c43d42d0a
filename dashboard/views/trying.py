"""Stress: every deal in every named world and in worlds of one's own; a world taken over."""

import streamlit as st

from dashboard import charts, edits, matter_tables, matter_words, world_edits
from dashboard.views import numbers, own_world, parts, working
from models import MOST_WORLDS, Contest, NamedWorld, Stress

SCORE = "score"


def draw(of: Contest) -> None:
    """Draw all deals in all worlds; open one world."""
    found = _answer(of)
    if found is not None:
        if found.outlooks:
            _all(of, found)
        if found.problems:
            st.markdown("**These worlds cannot be tried with the study as it is:**")
            parts.list_problems(found.problems)
    _one(of, found)


def _answer(of: Contest) -> Stress | None:
    """Return what was found for all worlds; while one's own are worked out, for the others."""
    found: Stress | None = working.answer("stress", of)
    own: Stress | None = working.answer("own_stress", of) if of.study.worlds else None
    return found.with_more(own) if found and own else found


def _all(of: Contest, found: Stress) -> None:
    """Say who wins how many worlds, and draw one measure of all deals in all of them."""
    st.markdown(parts.literal(matter_words.stress(found)))
    names = {SCORE: "Score", **{key: each.label for key, each in of.dataset.criteria.items()}}
    key = st.segmented_control(
        "Shown",
        list(names),
        format_func=names.__getitem__,
        default=SCORE,
        key="stress_measure",
        required=True,
    )
    shown = charts.measure(key, of.dataset.criteria, parts.money())
    made = charts.worlds(found, of.study, key, shown)
    parts.show_chart(made, "worlds")
    regrets = matter_tables.regrets(found)
    told = "Worst-case regret of each deal, and the worlds that it wins"
    st.dataframe(regrets, hide_index=True, alt=told)
    parts.download(regrets, "regrets")


def _one(of: Contest, found: Stress | None) -> None:
    """Tell of one world, and offer to take it into the study, or a copy to be changed."""
    known = {each.key: each for each in of.worlds}
    st.header("One world")
    if st.session_state.get(world_edits.CHOSEN) not in known:
        st.session_state.pop(world_edits.CHOSEN, None)
    key = st.selectbox(
        "World",
        list(known),
        format_func=lambda key: known[key].label,
        key=world_edits.CHOSEN,
        width=520,
    )
    world = known[key]
    with st.container(border=True, key="one_world"):
        own = next((x for x in of.study.worlds if NamedWorld.key_of(x.name) == key), None)
        if own is not None:
            own_world.draw(own)
        else:
            st.markdown(f"**{parts.literal(world.label)}** {parts.literal(world.story)}")
            _held(of, world)
        outlooks = found.outlooks if found else ()
        for each in (each for each in outlooks if each.world.key == key):
            st.markdown(parts.literal(matter_words.outlook(each)))
        with st.container(horizontal=True):
            _taken(of, world)
            _copied(of, world)
            if own is not None:
                own_world.delete_button(own)


def _held(of: Contest, world: NamedWorld) -> None:
    """List what a world of the dataset holds, with its sources."""
    money, data = parts.money(), of.dataset
    for row in (each for each in data.worlds if each.key == world.key and each.parameter):
        told = matter_words.held(row.parameter, row.value or 0.0, data, money)
        st.markdown(
            f"- {parts.literal(f'{numbers.title(row.parameter)}: {told}')} {parts.badge(row.grade)}"
        )
    parts.small_lines(parts.citations(world_sources(of, world)))


def world_sources(of: Contest, world: NamedWorld) -> list[str]:
    """Return the sources of all that a world holds, each once."""
    rows = (each for each in of.dataset.worlds if each.key == world.key)
    return list(dict.fromkeys(key for each in rows for key in each.source.split("|")))


def _taken(of: Contest, world: NamedWorld) -> None:
    """Take a world into the study; what it holds of the dataset can be undone here."""
    if not world.overrides and not world.terms:
        return
    if world_edits.holds(of.study, world):
        st.markdown("**● The study holds these numbers.**")
        if not world.terms:
            names = tuple(world.overrides)
            st.button("Undo", key="leave_world", on_click=edits.undo_overrides, args=names)
        return
    st.button(
        "Take this world into the study",
        key="take_world",
        on_click=world_edits.take,
        args=(world,),
        help="Holds these numbers for this study; undo it on the Data page, terms on the Deal page",
    )


def _copied(of: Contest, world: NamedWorld) -> None:
    full = len(of.study.worlds) >= MOST_WORLDS
    told = f"A study may have {MOST_WORLDS}" if full else "A copy to change, saved with the study"
    st.button(
        "Copy" if world.own else "Make a world of my own from this",
        key="copy_world",
        icon=":material/content_copy:",
        disabled=full,
        on_click=world_edits.copy,
        args=(world,),
        help=told,
    )
