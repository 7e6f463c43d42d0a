"""A world of the user's own: its name, and the numbers and terms that it holds, to be changed."""

from collections.abc import Callable

import streamlit as st

from dashboard import compute, controls, state, text, world_edits
from dashboard.views import numbers, parts
from models import MOST_HELD, STRUCTURES, OwnWorld, Term

TERMS_HOLD = "A term is held in every deal that has it."
ROW = (6, 3, 2)  # widths: what it is, its value, the way out
ALONE = {"label_visibility": "collapsed"}  # what it is stands beside the box


def draw(world: OwnWorld) -> None:
    """Draw everything of a world that may be changed."""
    _named(world)
    for name in world.overrides:
        _number(world, name)
    for name in world.terms:
        _term(world, name)
    if not world.overrides and not world.terms:
        st.markdown("It holds nothing yet: everything is as the study draws it.")
    left, right = st.columns(2)
    with left:
        _more(world, "a number", _numbers(world), numbers.title, _held)
    with right:
        terms = {name: each for name, each in _terms().items() if name not in world.terms}
        _more(world, "a term", list(terms), lambda name: terms[name].label, _agreed)
    if world.terms:
        parts.small(TERMS_HOLD)


def delete_button(world: OwnWorld) -> None:
    """Offer to take a world out of the study."""
    st.button(
        "Delete",
        key="delete_world",
        icon=":material/delete:",
        on_click=world_edits.delete,
        args=(world.name,),
    )


def _named(world: OwnWorld) -> None:
    st.session_state["world_name"] = world.name
    st.text_input(
        "Name", key="world_name", max_chars=80, on_change=_renamed, args=(world.name,), width=420
    )


def _renamed(name: str) -> None:
    world_edits.rename(name, st.session_state["world_name"])


def _number(world: OwnWorld, name: str) -> None:
    """Draw a number that the world holds; one that the dataset does not have can only go."""
    row = compute.dataset().parameters.get(name)
    words, value, out = st.columns(ROW, vertical_alignment="center")
    with value:
        if row is not None:
            key = f"held_{name}"
            change = (_changed, world.name, name)
            controls.bounded(row, world.overrides[name], key, numbers.title(name), change, **ALONE)
    with words:
        if row is None:
            st.markdown(f"**{parts.literal(name)}**: the dataset has no such number.")
        else:
            usual = text.display(row.mode, row.unit, parts.money())
            unit = parts.unit_words(row.unit)
            told = f"{numbers.title(name)}{f' ({unit})' if unit else ''}"
            _told(told, row.grade, f"in the dataset: {usual}")
    with out:
        _out(world, name)


def _term(world: OwnWorld, name: str) -> None:
    """Draw a term that the world holds."""
    term, value = _any_term(name), world.terms[name]
    told, box, out = st.columns(ROW, vertical_alignment="center")
    with told:
        unit = parts.unit_words(term.unit) if term.kind == "number" else ""
        label = f"{term.label}{f' ({unit})' if unit else ''}"
        _told(label, term.grade, _now(term))
    with box:
        change = (_changed_term, world.name, name)
        controls.held_term(term, value, f"held_term_{name}", term.label, change, **ALONE)
    with out:
        _out(world, name)


def _told(label: str, grade: str, usual: str) -> None:
    """Name what is held, and below it what it is without this world."""
    told = f"{parts.literal(label)} {parts.badge(grade)}"
    st.markdown(f"{told}  \n:small[{parts.literal(usual)}]")


def _now(term: Term) -> str:
    """Say what is agreed now, deal by deal if they differ."""
    having = [each for each in state.study().all_deals if hasattr(each.terms, term.name)]
    agreed = {
        each.name: text.display(
            getattr(each.terms, term.name), term.unit, parts.money(), term.options
        )
        for each in having
    }
    told = list(dict.fromkeys(agreed.values()))
    if not told:
        return "no deal of this study has it"
    return f"now: {told[0]}" if len(told) == 1 else f"now, by deal: {' or '.join(told)}"


def _out(world: OwnWorld, name: str) -> None:
    st.button(
        "Remove",
        key=f"release_{name}",
        type="tertiary",
        icon=":material/close:",
        on_click=world_edits.release,
        args=(world.name, name),
        help="Hold it no longer",
    )


def _more(
    world: OwnWorld,
    kind: str,
    options: list[str],
    named: Callable[[str], str],
    add: Callable[[str, str], None],
) -> None:
    """Choose what the world is to hold, too; it begins at the value of now."""
    key = f"hold_{add.__name__.strip('_')}"
    st.session_state[key] = None
    held = len(world.overrides), len(world.terms)
    st.selectbox(
        f"Hold {kind}",
        options,
        index=None,
        key=key,
        format_func=named,
        placeholder="Choose",
        disabled=max(held) >= MOST_HELD,
        on_change=_added,
        args=(key, world.name, add),
    )


def _added(key: str, name: str, add: Callable[[str, str], None]) -> None:
    chosen = st.session_state[key]
    if chosen is not None:
        add(name, chosen)


def _held(name: str, parameter: str) -> None:
    usual = compute.dataset().parameters[parameter].mode
    world_edits.hold(name, parameter, state.study().world.overrides.get(parameter, usual))


def _agreed(name: str, term: str) -> None:
    having = (each for each in state.study().all_deals if hasattr(each.terms, term))
    world_edits.agree(name, term, getattr(next(having).terms, term))


def _changed(key: str, name: str, parameter: str) -> None:
    world_edits.hold(name, parameter, st.session_state[key])


def _changed_term(key: str, name: str, term: str) -> None:
    world_edits.agree(name, term, st.session_state[key])


def _numbers(world: OwnWorld) -> list[str]:
    known = compute.dataset().parameters
    return sorted((name for name in known if name not in world.overrides), key=numbers.title)


def _terms() -> dict[str, Term]:
    """Terms that deals of the study have, by their labels."""
    kinds = dict.fromkeys(each.structure for each in state.study().all_deals)
    found = {term.name: term for key in kinds for term in STRUCTURES[key].terms}
    return dict(sorted(found.items(), key=lambda each: each[1].label))


def _any_term(name: str) -> Term:
    return next(x for each in STRUCTURES.values() for x in each.terms if x.name == name)
