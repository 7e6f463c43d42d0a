"""The one piece of session state: the study on screen, and the saved version it was made from.

A change is tried first. If the new study cannot be evaluated, the old one stays, and ``refusals``
says where, what and how to put it right; so no page ever meets a study without results.

The address carries both: which saved version (``open`` a link's token, or ``saved`` a study of the
list, with ``version`` where it is not the newest), and under ``study`` the whole study as soon as
it differs from that. So the address alone is the draft: it outlives a reload of the page and a
restart of the server.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from dashboard import compute, once, turns
from models import MODEL_VERSION, ModelError, Problem, Study

ADDRESS, TOKEN, SAVED, VERSION, NUMBERS = "study", "open", "saved", "version", "numbers"
NAMES = (ADDRESS, TOKEN, SAVED, VERSION, NUMBERS)  # in the address
STUDY, BASE, BEFORE, REFUSALS = "study", "base", "study_before", "refusals"
TODAY = "today"


@dataclass(frozen=True)
class Base:
    """The saved version that the study on screen was made from, and what its reader may do."""

    study_id: str
    number: int
    head: int
    title: str
    fingerprint: str
    dataset_version: str
    model_version: str
    token: str = ""  # of the link through which it was opened
    pinned: bool = False  # whether that link shows this version for ever
    saves: bool = True
    owns: bool = True


def study() -> Study:
    """Return the study of this session."""
    kept: Study = st.session_state[STUDY]
    return kept


def base() -> Base | None:
    """Return the saved version that the study on screen was made from, if there is one."""
    kept: Base | None = st.session_state.get(BASE)
    return kept


def stand_on(version: Base | None) -> None:
    """Say which saved version the study on screen was made from."""
    st.session_state[BASE] = version
    keep_address()


def differs() -> bool:
    """Whether the study on screen differs from its saved version, or from the default study."""
    known = base()
    usual = once.fingerprint(compute.usual_study())
    return once.fingerprint(study()) != (known.fingerprint if known else usual)


def unsaved() -> bool:
    """Whether something on screen is not in the store: the study, or results of other numbers."""
    known = base()
    return differs() or (known is not None and moved(known))


def moved(known: Base) -> bool:
    """Whether other numbers or formulas stand behind the screen than behind the saved version."""
    shown = (compute.dataset().version, MODEL_VERSION)
    return shown != (known.dataset_version, known.model_version)


def query() -> dict[str, str]:
    """Return what the address has to carry for this screen to come back."""
    draft = {ADDRESS: once.packed(study())} if differs() else {}
    known = base()
    if known is None:
        return draft
    named = {TOKEN: known.token} if known.token else {SAVED: known.study_id}
    if not known.pinned and (draft or known.number != known.head):
        named[VERSION] = str(known.number)
    return {**named, **({NUMBERS: TODAY} if moved(known) else {}), **draft}


def keep_address() -> None:
    """Bring the address in step with the screen."""
    wanted = query()
    for name in NAMES:
        if name in wanted and st.query_params.get(name) != wanted[name]:
            st.query_params[name] = wanted[name]
        elif name not in wanted and name in st.query_params:
            del st.query_params[name]


def begin(new: Study) -> None:
    """Put a study on screen that is known to work, as the start of a session."""
    st.session_state[STUDY] = new
    st.session_state.pop(BEFORE, None)
    accept()


def accept() -> None:
    """Forget why something was refused before."""
    st.session_state[REFUSALS] = ()


def refuse(error: ModelError) -> None:
    """Keep the reasons of a refusal for the page to show."""
    st.session_state[REFUSALS] = error.problems


def comparable_before() -> Study | None:
    """Return the study before its last change, if that left the same deals but other results."""
    before: Study = st.session_state.get(BEFORE, study())
    same_deals = [each.name for each in before.deals] == [each.name for each in study().deals]
    return before if same_deals and once.results_key(before) != once.results_key(study()) else None


def refusals() -> tuple[Problem, ...]:
    """Why the last change was refused; empty when it was not."""
    kept: tuple[Problem, ...] = st.session_state.get(REFUSALS, ())
    return kept


def attempt(make: Callable[[], Study]) -> None:
    """Change the study, or say why not and keep it as it is."""
    try:
        new = make()
        with turns.turn(gives_up=False):
            compute.evaluation(new)
    except ModelError as error:
        refuse(error)
        return
    st.session_state[BEFORE] = study()
    st.session_state[STUDY] = new
    accept()
    keep_address()


def change(**fields: Any) -> None:
    """Change fields of the study, such as its title, draws, seed or weights."""
    attempt(lambda: study().changed(**fields))
