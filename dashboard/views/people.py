"""Other people at the table: their weights, who is the best by each, and how far they agree."""

from typing import Any

import streamlit as st

from dashboard import people_words, state, text, weighed
from dashboard.edits import numbered
from dashboard.views import parts
from models import MOST_OTHERS, Stakeholder

ABOUT = (
    "Add the weights of others at the table: a ministry, a buyer, a partner. They are saved with "
    "the study, move no result, and are never in a partner view."
)
NEW = "Somebody else"
ROW = (5, 3, 3, 3, 2)  # widths: name, three weights, the way out


def draw() -> None:
    """Draw everybody's weights to be changed, and what they say."""
    study = state.study()
    st.markdown("**Other people's weights**")
    parts.small(ABOUT)
    for place, each in enumerate(study.stakeholders):
        _person(place, each)
    st.button(
        "Add somebody",
        icon=":material/person_add:",
        disabled=len(study.stakeholders) >= MOST_OTHERS,
        on_click=_add,
        help="Begins with your own weights",
    )
    if not study.stakeholders:
        return
    found = weighed.everybody(study)
    st.markdown(parts.literal(people_words.agreement(found)))
    table = people_words.table(found)
    st.dataframe(table, hide_index=True, alt="How often each deal is the best, by whose weights")
    parts.download(table, "people")
    parts.small(people_words.HOW_TO_READ)


def _person(place: int, person: Stakeholder) -> None:
    """Draw one person: name and weights as boxes, each named for those who do not see the row."""
    columns = st.columns(ROW, vertical_alignment="bottom")
    with columns[0]:
        _box(st.text_input, f"person_{place}", "Name", person.name, person, "name", max_chars=80)
    weights = person.weights.model_dump()
    for column, (key, value) in zip(columns[1:-1], weights.items(), strict=True):
        label, spec = text.label(key), {"min_value": 0.0, "max_value": 100.0, "step": 1.0}
        with column:
            name = f"person_{place}_{key}"
            _box(st.number_input, name, label, value, person, key, format="%.6g", **spec)
    with columns[-1]:
        st.button(
            "Remove",
            key=f"person_{place}_out",
            type="tertiary",
            icon=":material/close:",
            on_click=_remove,
            args=(person.name,),
            help=f"Take {parts.literal(person.name)} out",
        )


def _box(
    widget: Any, key: str, label: str, value: Any, person: Stakeholder, what: str, **spec: Any
) -> None:
    st.session_state[key] = value
    widget(label, key=key, on_change=_changed, args=(key, person.name, what), **spec)


def _changed(key: str, name: str, what: str) -> None:
    """Take over a new name, numbered if somebody else has it, or a new weight."""
    given, others = st.session_state[key], [x.name for x in state.study().stakeholders]
    if what == "name":
        given = numbered(given.strip(), [each for each in others if each != name])

    def renewed(each: Stakeholder) -> Any:
        if each.name != name:
            return each
        weights = each.weights.model_dump()
        if what != "name":
            return {"name": name, "weights": {**weights, what: given}}
        return {"name": given, "weights": weights}

    state.change(stakeholders=tuple(map(renewed, state.study().stakeholders)))


def _add() -> None:
    study = state.study()
    name = numbered(NEW, [each.name for each in study.stakeholders])
    new = {"name": name, "weights": study.weights.model_dump()}
    state.change(stakeholders=(*study.stakeholders, new))


def _remove(name: str) -> None:
    kept = tuple(each for each in state.study().stakeholders if each.name != name)
    state.change(stakeholders=kept)
