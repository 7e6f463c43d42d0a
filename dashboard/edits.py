"""Changes of the study on screen: its deals, their terms, the numbers held for it.

Each is tried by ``state.attempt``: what cannot be evaluated is refused in words.
"""

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from dashboard.state import attempt, refusals, study
from models import STRUCTURES, Confidential, Deal, Preset, Structure, preset_deal

CHOSEN = "chosen_deal"


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
    new = numbered(wished.strip(), others)
    deal = study().deal(name)
    attempt(lambda: study().replacing(name, _checked(deal, name=new)))
    if any(each.name == new for each in study().all_deals):
        choose(new)


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


def mark(marks: Confidential, deals: Collection[str]) -> None:
    """Say what a partner view leaves out."""
    marked = tuple(
        each.model_copy(update={"confidential": each.name in deals}) for each in study().deals
    )
    attempt(lambda: study().changed(confidential=marks, deals=marked))


def override(name: str, value: float) -> None:
    """Hold a number of the dataset at another value, for this study."""
    attempt(lambda: study().changed(world=study().world.with_override(name, value)))


def hold(overrides: Mapping[str, float]) -> None:
    """Hold several numbers at once, as past events have them."""
    held = {**study().world.overrides, **overrides}
    attempt(lambda: study().changed(world=study().world.model_copy(update={"overrides": held})))


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
    return numbered(wished, [each.name for each in study().all_deals])


def numbered(wished: str, taken: list[str]) -> str:
    """Return the name, numbered when it is taken: "Tolling in Japan (2)"."""
    name, number = wished, 1
    while name in taken:
        number += 1
        name = f"{wished[:70]} ({number})"
    return name
