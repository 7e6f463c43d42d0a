"""Changes of the worlds in which the deals are tried: made from a copy, changed, taken, deleted.

Each is tried by ``state.attempt``; a world that cannot be, with the numbers and deals of now, is
refused in words.
"""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import compute, edits
from dashboard.state import attempt, refusals, study
from models import NamedWorld, OwnWorld, Study, StudyError, all_worlds, refuse

CHOSEN = "world"  # key of the world that is looked at


def copy(world: NamedWorld) -> None:
    """Make a world of one's own that holds what another one holds, and turn to it."""
    taken = [each.name for each in study().worlds]
    name = edits.numbered(world.label.removeprefix(NamedWorld.PREFIX), taken)
    own = OwnWorld(name=name, overrides=dict(world.overrides), terms=dict(world.terms))
    _put((*study().worlds, own), name)


def rename(name: str, wished: str) -> None:
    """Give a world another name; one that is taken gets a number."""
    taken = [each.name for each in study().worlds if each.name != name]
    new = edits.numbered(wished.strip(), taken)
    _change(name, {"name": new}, new)


def hold(name: str, parameter: str, value: float) -> None:
    """Hold a number of the dataset at a value in a world."""
    _change(name, {"overrides": {**_world(name).overrides, parameter: value}})


def agree(name: str, term: str, value: Any) -> None:
    """Hold a term at a value in a world, in every deal that has it."""
    _change(name, {"terms": {**_world(name).terms, term: value}})


def release(name: str, held: str) -> None:
    """Hold a number or a term no longer."""
    world = _world(name)
    kept = {
        part: {key: each for key, each in getattr(world, part).items() if key != held}
        for part in ("overrides", "terms")
    }
    _change(name, kept)


def delete(name: str) -> None:
    """Take a world out of the study."""
    kept = tuple(each for each in study().worlds if each.name != name)
    attempt(lambda: study().changed(worlds=kept))
    st.session_state.pop(CHOSEN, None)


def take(world: NamedWorld) -> None:
    """Let the study itself hold what a world holds."""
    attempt(lambda: world.applied(study()))


def holds(of: Study, world: NamedWorld) -> bool:
    """Whether a study itself holds all that a world holds."""
    try:
        return world.applied(of).results_key == of.results_key
    except StudyError:
        return False


def _world(name: str) -> OwnWorld:
    return next(each for each in study().worlds if each.name == name)


def _change(name: str, fields: Mapping[str, Any], turn_to: str = "") -> None:
    worlds = (
        {**each.model_dump(), **fields} if each.name == name else each for each in study().worlds
    )
    _put(tuple(worlds), turn_to or name)


def _put(worlds: tuple[Any, ...], name: str) -> None:
    """Take worlds over if the one that was changed can be, and turn to it."""

    def make() -> Study:
        changed = study().changed(worlds=worlds)
        for each in all_worlds(changed, compute.dataset()):
            if each.key == NamedWorld.key_of(name):
                refuse(each, changed, compute.dataset())
        return changed

    attempt(make)
    if not refusals():
        st.session_state[CHOSEN] = NamedWorld.key_of(name)
