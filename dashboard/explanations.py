"""A number opened: its expression, what goes into it, the source of each; and deeper on request."""

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from dashboard import compute, sentences, state, text
from dashboard.views import parts
from models import Explanation, Source, Traced

CHANGED = "● changed for this study"


def draw(deal_name: str, quantity: str, key: str) -> None:
    """Explain a quantity of a deal, or the input of it that the reader went down to."""
    traced = compute.traced(state.study(), deal_name)
    trail = _trail(key, quantity, traced)
    with st.container(border=True, key=f"explanation_{key}"):
        _breadcrumbs(key, trail)
        _show(traced.explain(trail[-1]), key)


def quantities(deal_name: str) -> list[str]:
    """Names of everything that is computed for a deal, sorted by their words."""
    return sorted(compute.traced(state.study(), deal_name).quantities, key=text.label)


def _trail(key: str, quantity: str, traced: Traced) -> list[str]:
    """Return the way from the quantity down; another quantity begins another way."""
    kept: list[str] = st.session_state.get(f"trail_{key}", [])
    known = set(kept) <= traced.values.keys()  # noqa: PD011  a mapping, no data frame
    trail = kept if kept and kept[0] == quantity and known else [quantity]
    st.session_state[f"trail_{key}"] = trail
    return trail


def _breadcrumbs(key: str, trail: list[str]) -> None:
    if len(trail) == 1:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for depth, name in enumerate(trail[:-1], start=1):
            label = f"{text.label(name)} \N{RIGHTWARDS ARROW}"
            given = (key, trail[:depth])
            st.button(label, key=f"up_{key}_{depth}", type="tertiary", on_click=_go, args=given)
        st.markdown(text.label(trail[-1]))


def _show(told: Explanation, key: str) -> None:
    st.markdown(f"**{_title(told)}**: {parts.literal(_value(told))}")
    st.markdown(parts.literal(told.label))
    if told.expression:
        st.code(told.expression, language="python", wrap_lines=True)
    parts.small_lines(_provenance(told))
    if told.changed:
        st.markdown(f"**{CHANGED}**")
    if told.inputs:
        _show_inputs(told.inputs, key)
    if told.kind == "parameter" and st.button("Open on the Data page", key=f"data_of_{key}"):
        st.session_state["number"] = told.name
        st.switch_page("views/data.py")


def _show_inputs(inputs: Iterable[Explanation], key: str) -> None:
    rows = {each.name.partition("@")[0].partition(".")[0]: each for each in inputs}
    table = pd.DataFrame([_row(each) for each in rows.values()])
    st.dataframe(
        table,
        hide_index=True,
        column_config={"link": st.column_config.LinkColumn("link", display_text="open")},
        alt="What goes into this number: value, source and grade of each input",
    )
    st.pills(
        "Open an input",
        list(rows),
        format_func=lambda name: _short(rows[name]),
        key=f"down_{key}",
        on_change=_down,
        args=(key,),
    )


def _row(told: Explanation) -> dict[str, str]:
    sources = _sources(told)
    return {
        "input": f"● {told.label}" if told.changed else _short(told),
        "P50 (P10 to P90)": _value(told),
        "what it is": told.kind,
        "grade": told.grade,
        "source": "; ".join(each.citation for each in sources) or parts.DEFINITION,
        "link": next((each.url for each in sources if each.url), ""),
        "where in it": told.locator,
    }


def _provenance(told: Explanation) -> Iterable[str]:
    """Lines on where a number comes from, as Markdown."""
    yield from parts.citations(told.sources)
    if told.locator:
        yield f"Where in it: {parts.literal(told.locator)}"
    if told.grade:
        yield f"Grade {told.grade}: {sentences.GRADES[told.grade]}"
    if told.note:
        yield parts.literal(told.note)


def _sources(told: Explanation) -> list[Source]:
    known = compute.dataset().sources
    return [known[key] for key in told.sources if key in known]


def _value(told: Explanation) -> str:
    return told.chosen or parts.spread((told.low, told.middle, told.high), told.unit)


def _title(told: Explanation) -> str:
    return parts.literal(_short(told))


def _short(told: Explanation) -> str:
    """Name a quantity by its words; rows and terms have their own, formulas their name's."""
    return text.label(told.name) if told.kind == "formula" else told.label


def _down(key: str) -> None:
    step = st.session_state.get(f"down_{key}")
    if step:
        st.session_state[f"trail_{key}"] = [*st.session_state[f"trail_{key}"], step]
        st.session_state[f"down_{key}"] = None


def _go(key: str, trail: list[str]) -> None:
    st.session_state[f"trail_{key}"] = trail
