"""Data: every number with its source and grade; change one for this study."""

import streamlit as st

from dashboard import compute, controls, edits, state, text
from dashboard.views import numbers, parts, status


def all_numbers() -> None:
    """Search and filter the numbers; open one to change it for this study."""
    chosen = numbers.filtered()
    table = numbers.table(chosen)
    parts.small(
        f"{len(chosen)} of {len(compute.dataset().parameters)} numbers. Choose a line to open it."
    )
    st.dataframe(
        table,
        hide_index=True,
        height=380,
        key="numbers",
        on_select=_opened,
        selection_mode="single-row",
        column_config=numbers.COLUMNS,
        alt="Numbers of the dataset: range, unit, grade and source of each",
    )
    parts.download(table, "numbers")


def one_number() -> None:
    """Show one number in full, and let it be changed for this study."""
    rows = compute.dataset().parameters
    name = st.selectbox("Open a number", list(rows), format_func=numbers.title, key="number")
    row = rows[name]
    with st.container(border=True, key="one_number"):
        st.markdown(
            f"**{parts.literal(numbers.title(name))}**  \n{parts.literal(numbers.told(row))}"
        )
        parts.small_lines(numbers.provenance(row))
        held = state.study().world.overrides.get(name)
        controls.held_number(row, row.mode if held is None else held)
        if held is not None:
            st.markdown(f"**● Changed for this study**: {held:g} instead of {row.mode:g}.")
            st.button("Undo", key="undo_one", on_click=edits.undo_overrides, args=(name,))


def changed() -> None:
    """List what was changed for this study, each with its way back."""
    overrides = state.study().world.overrides
    if not overrides:
        parts.small("No number is changed for this study.")
        return
    for name, value in overrides.items():
        row = compute.dataset().parameters[name]
        with st.container(horizontal=True, vertical_alignment="center"):
            unit = "" if row.unit == "1" else f" {row.unit}"
            said = f"● {numbers.title(name)}: {value:g} instead of {row.mode:g}{unit}"
            st.markdown(parts.literal(said), width="content")
            given = (name,)
            st.button("Undo", key=f"undo_{name}", on_click=edits.undo_overrides, args=given)
    st.button("Undo all", on_click=edits.undo_overrides, args=tuple(overrides))


def other_tables() -> None:
    """Browse any table of the dataset."""
    key = st.selectbox("Table", numbers.TABLES, format_func=text.label, key="table")
    parts.browse(compute.dataset().frame(key), key)


def _opened() -> None:
    rows = st.session_state["numbers"].selection.rows
    found = numbers.filtered_names()
    if rows and rows[0] < len(found):
        st.session_state["number"] = found[rows[0]]


st.title("The data")
st.markdown(text.INTROS["data"])
status.draw()
parts.show_refusals()
st.header("Changed for this study")
changed()
st.header("All tables")
tabs = st.tabs(
    ["Numbers", "Terms", "Sources", "Contradictions", "Other tables"],
    key="tables",
    on_change="rerun",
)
if tabs[0].open:
    with tabs[0]:
        all_numbers()
        one_number()
if tabs[1].open:
    with tabs[1]:
        st.markdown("What each structure agrees; deals start here or from a ready-made deal.")
        parts.browse(numbers.terms(), "terms", row_height=70)
if tabs[2].open:
    with tabs[2]:
        parts.browse(compute.dataset().frame("sources"), "sources")
if tabs[3].open:
    with tabs[3]:
        st.markdown("Where sources disagree: what each says, what is done here, and why.")
        parts.browse(compute.dataset().frame("corrections"), "corrections", row_height=70)
if tabs[4].open:
    with tabs[4]:
        other_tables()
parts.foot()
