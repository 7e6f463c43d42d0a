"""The one piece of session state: the study, which the address carries, too.

A change is tried first. If the new study cannot be evaluated, the old one stays, and ``refusals``
says where, what and how to put it right; so no page ever meets a study without results.
"""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import compute, links
from models import STRUCTURES, Deal, ModelError, Preset, Problem, Structure, Study, preset_deal

ADDRESS = "study"  # its name in the address
STUDY, BEFORE, REFUSALS, CHOSEN = "study", "study_before", "refusals", "chosen_deal"


def open_session() -> None:
    """Begin with the study of the address, or the default; then keep the address in step."""
    if STUDY not in st.session_state:
        st.session_state[STUDY] = compute.usual_study()
        open_link(str(st.query_params.get(ADDRESS, "")))
    _keep_address()


def study() -> Study:
    """Return the study of this session."""
    kept: Study = st.session_state[STUDY]
    return kept


def comparable_before() -> Study | None:
    """Return the study before its last change, if that left the same deals but other results."""
    before: Study = st.session_state.get(BEFORE, study())
    same_deals = [each.name for each in before.deals] == [each.name for each in study().deals]
    return before if same_deals and before.results_key != study().results_key else None


def refusals() -> tuple[Problem, ...]:
    """Why the last change was refused; empty when it was not."""
    kept: tuple[Problem, ...] = st.session_state.get(REFUSALS, ())
    return kept


def attempt(make: Callable[[], Study]) -> None:
    """Change the study, or say why not and keep it as it is."""
    try:
        new = make()
        compute.evaluation(new)
    except ModelError as error:
        st.session_state[REFUSALS] = error.problems
        return
    st.session_state[BEFORE] = study()
    st.session_state[STUDY] = new
    st.session_state[REFUSALS] = ()
    _keep_address()


def open_link(address: str) -> None:
    """Open the study of an address, or of the token in it; an empty one changes nothing."""
    token = address.strip().partition(f"{ADDRESS}=")[2] or address.strip()
    if token:
        attempt(lambda: links.decode(token.partition("&")[0]))


def token() -> str:
    """Return the study as text for an address; the default study needs none."""
    return "" if study() == compute.usual_study() else links.encode(study())


def start_over() -> None:
    """Go back to the default study."""
    attempt(compute.usual_study)


def change(**fields: Any) -> None:
    """Change fields of the study, such as its title, draws, seed or weights."""
    attempt(lambda: study().changed(**fields))


def change_terms(name: str, **terms: Any) -> None:
    """Change terms of a deal."""
    attempt(lambda: study().replacing(name, study().deal(name).with_terms(**terms)))


def change_partner(name: str, partner: str) -> None:
    """Give a deal another partner."""
    deal = study().deal(name)
    attempt(lambda: study().replacing(name, _checked(deal, partner=partner)))


def rename(name: str, wished: str) -> None:
    """Give a deal another name; one that is taken gets a number."""
    others = [each.name for each in study().all_deals if each.name != name]
    unique = _unique(wished.strip(), others)
    deal = study().deal(name)
    attempt(lambda: study().replacing(name, _checked(deal, name=unique)))
    if any(each.name == unique for each in study().all_deals):
        choose(unique)


def add(structure: Structure, preset: Preset) -> None:
    """Add a ready-made deal, and turn to it."""
    _add(preset_deal(structure, preset, _free_name(preset.name)))


def duplicate(name: str) -> None:
    """Add a copy of a deal, and turn to it."""
    _add(study().deal(name).model_copy(update={"name": _free_name(name)}))


def remove(name: str) -> None:
    """Take a deal out; the last one stays."""
    kept = tuple(each for each in study().deals if each.name != name)
    attempt(lambda: study().changed(deals=kept))
    if all(each.name != name for each in study().all_deals):
        choose(kept[0].name)


def override(name: str, value: float) -> None:
    """Hold a number of the dataset at another value, for this study."""
    attempt(lambda: study().changed(world=study().world.with_override(name, value)))


def undo_overrides(*names: str) -> None:
    """Set numbers back to the dataset's."""
    attempt(lambda: study().changed(world=study().world.without(*names)))


def chosen() -> Deal:
    """Return the deal that the Deal page shows."""
    name = st.session_state.get(CHOSEN)
    found = (each for each in study().all_deals if each.name == name)
    return next(found, study().deals[0])


def choose(name: str) -> None:
    """Turn to a deal."""
    st.session_state[CHOSEN] = name


def usual_terms(deal: Deal) -> Preset:
    """Return the ready-made deal that a deal differs from least."""
    presets = STRUCTURES[deal.structure].presets
    return min(presets, key=lambda preset: _distance(deal, preset))


def _checked(deal: Deal, **fields: str) -> Deal:
    """Return a copy of a deal, checked as if it came from outside."""
    return deal.model_copy(update=fields).with_terms()


def _distance(deal: Deal, preset: Preset) -> int:
    ready = preset_deal(STRUCTURES[deal.structure], preset)
    given, usual = deal.terms.model_dump(), ready.terms.model_dump()
    differing = [name for name in usual if given[name] != usual[name]]
    return len(differing) + int(deal.partner != preset.partner)


def _add(deal: Deal) -> None:
    attempt(lambda: study().changed(deals=(*study().deals, deal)))
    if not refusals():
        choose(deal.name)


def _free_name(wished: str) -> str:
    return _unique(wished, [each.name for each in study().all_deals])


def _unique(wished: str, taken: list[str]) -> str:
    """Return the name, numbered when it is taken: "Tolling in Japan (2)"."""
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished[:70]} ({number})"
    return name


def _keep_address() -> None:
    wanted = token()
    if st.query_params.get(ADDRESS, "") == wanted:
        return
    if wanted:
        st.query_params[ADDRESS] = wanted
    else:
        del st.query_params[ADDRESS]
