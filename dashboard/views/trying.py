"""Stress: every deal in every named world, and a world taken into the study."""

import streamlit as st

from dashboard import charts, edits, matter_tables, matter_words
from dashboard.views import numbers, parts, working
from models import Contest, NamedWorld, Stress

SCORE = "score"


def draw(of: Contest) -> None:
    """Draw all deals in all worlds; open one world."""
    found: Stress | None = working.answer("stress", of)
    if found is not None:
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
        _regrets(found)
    _one(of, found)


def _regrets(found: Stress) -> None:
    st.dataframe(
        matter_tables.regrets(found),
        hide_index=True,
        alt="Worst-case regret of each deal, and the worlds that it wins",
    )


def _one(of: Contest, found: Stress | None) -> None:
    """Tell of one world, and offer to take it into the study."""
    known = {each.key: each for each in of.worlds}
    st.subheader("One world")
    key = st.selectbox("World", list(known), format_func=lambda key: known[key].label, key="world")
    world = known[key]
    with st.container(border=True, key="one_world"):
        st.markdown(f"**{parts.literal(world.label)}** {parts.literal(world.story)}")
        _held(of, world)
        if found is not None:
            outlook = next(each for each in found.outlooks if each.world.key == key)
            st.markdown(parts.literal(matter_words.outlook(outlook)))
        if world.overrides:
            _taken(of, world)


def _held(of: Contest, world: NamedWorld) -> None:
    """List what a world holds, with its sources."""
    money, data = parts.money(), of.dataset
    for row in (each for each in data.worlds if each.key == world.key and each.parameter):
        told = matter_words.held(row, data, money)
        st.markdown(
            f"- {parts.literal(f'{numbers.title(row.parameter)}: {told}')} {parts.badge(row.grade)}"
        )
    parts.small_lines(parts.citations(world_sources(of, world)))


def world_sources(of: Contest, world: NamedWorld) -> list[str]:
    """Return the sources of all that a world holds, each once."""
    rows = (each for each in of.dataset.worlds if each.key == world.key)
    return list(dict.fromkeys(key for each in rows for key in each.source.split("|")))


def _taken(of: Contest, world: NamedWorld) -> None:
    held = of.study.world.overrides
    if all(held.get(name) == value for name, value in world.overrides.items()):
        st.markdown("**● The study holds these numbers.**")
        names = tuple(world.overrides)
        st.button("Undo", key="leave_world", on_click=edits.undo_overrides, args=names)
        return
    st.button(
        "Take this world into the study",
        key="take_world",
        on_click=edits.hold,
        args=(dict(world.overrides),),
        help="Holds these numbers for this study; undo it on the Data page",
    )
