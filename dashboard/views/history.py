"""One saved study: open, rename, copy, delete; its versions, what differs, and its links."""

import pandas as pd
import streamlit as st

from dashboard import access, compute, keeping, opening, state
from dashboard.guard import sign_in
from dashboard.share import library, studies, tokens
from dashboard.share.library import Entry, Line, Version
from dashboard.share.studies import Signed
from dashboard.share.tables import LONGEST_TITLE
from dashboard.share.tokens import Link
from dashboard.views import difference, exchange, members, parts, saving, sharing
from models import ModelError, used_numbers

CHOSEN = "chosen_study"


def draw(line: Line) -> None:
    """Draw what can be done with a study, and its versions and links."""
    saves, owns = access.may(line.id), access.may(line.id, owner=True)
    _actions(line, saves=saves, owns=owns)
    if sign_in.enabled():
        members.discussion(line)
    if not saves:
        parts.small("Your link shows this study, but neither its history nor its links.")
        return
    names = ["History", "Links"] if owns else ["History"]
    tabs = st.tabs(names, key="study_tabs", on_change="rerun")
    if tabs[0].open:
        with tabs[0]:
            _history(line)
    if owns and tabs[1].open:
        with tabs[1]:
            _links(line)


def _actions(line: Line, *, saves: bool, owns: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Open", key="open_study", type="primary", on_click=_open, args=(line.id,))
        with st.popover("Rename", disabled=not saves):
            st.session_state["study_title"] = line.title
            st.text_input(
                "New title",
                key="study_title",
                max_chars=LONGEST_TITLE,
                on_change=_rename,
                args=(line.id,),
            )
        st.button("Duplicate", key="copy_study", on_click=_copy, args=(line.id, line.head))
        st.button("Delete", key="delete", disabled=not owns, on_click=_trash, args=(line.id,))
    if line.origin_id:
        parts.small(f"Copied from version {line.origin_number} of {_origin(line)}.")


def _origin(line: Line) -> str:
    """Name where a copy came from, to those who may know."""
    origin = str(line.origin_id)
    if not access.may(origin):
        return "another study"
    try:
        return parts.literal(f"“{library.line(compute.store(), origin).title}”")
    except ModelError:
        return "a study that is gone"


def _history(line: Line) -> None:
    entries = library.history(compute.store(), line.id)
    told = "Versions: number, what it was made from, when, by whom, note, dataset, fingerprint"
    table = pd.DataFrame([_row(each, line) for each in entries])
    st.dataframe(table, hide_index=True, alt=told)
    parts.download(table, "versions")
    numbers = [each.number for each in entries]
    left, right = st.columns(2)
    chosen = left.selectbox("Version", numbers, key=f"version_{line.id}")
    others = [None, *(each for each in numbers if each != chosen)]
    parent = next(each.parent for each in entries if each.number == chosen)
    against = right.selectbox(
        "Compare with",
        others,
        others.index(parent),
        key=f"against_{line.id}_{chosen}",
        format_func=lambda number: f"version {number}" if number else "nothing",
    )
    version = library.load(compute.store(), line.id, chosen)
    _version_actions(line, version)
    if against:
        with st.container(border=True, key="difference"):
            difference.draw(library.load(compute.store(), line.id, against), version)


def _row(entry: Entry, line: Line) -> dict[str, object]:
    return {
        "Version": entry.number,
        "Made from": str(entry.parent or ""),
        "Saved": parts.when(entry.saved_at),
        "By": entry.author,
        "Note": entry.note,
        "Newest": "●" if entry.number == line.head else "",
        "Dataset": entry.dataset_version,
        "Model": entry.model_version,
        "Fingerprint": entry.fingerprint[:12],
    }


def _version_actions(line: Line, version: Version) -> None:
    number = version.entry.number
    with st.container(horizontal=True):
        st.button("Open this version", key="open_version", on_click=_open, args=(line.id, number))
        newest = number == line.head
        given = (line.id, number)
        st.button("Restore", key="restore", on_click=_restore, args=given, disabled=newest)
        st.button("Copy as a new study", key="copy_version", on_click=_copy, args=given)
        exchange.study_files(version.content.study, f"version_{number}")
    _used(version)


def _used(version: Version) -> None:
    """Offer every number a version used, at the value of then."""
    if not st.toggle("Show the numbers it used", key="used"):
        return
    try:
        data = compute.dataset_of(version.content.dataset_version)
        used = used_numbers(version.content.study, data)
    except ModelError as error:
        parts.list_problems(error.problems)
        return
    columns = ("label", "unit", "distribution", "low", "mode", "high", "grade", "source")
    table = pd.DataFrame(
        {"number": name, **{each: getattr(row, each) for each in columns}}
        for name, row in used.items()
    )
    st.dataframe(table, hide_index=True, alt="Numbers that this version used, as they were then")
    parts.download(table, "used_numbers")


def _links(line: Line) -> None:
    found = tokens.links_of(compute.store(), line.id)
    if not found:
        st.markdown("No links yet. Open the study and press **Share** to make one.")
    for each in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(parts.literal(_told(each)), width="content")
            given = (line.id, each.id)
            if each.state == "open" and not each.owns:
                st.button("Revoke", key=f"revoke_{each.id}", on_click=_revoke, args=given)


def _told(link: Link) -> str:
    kind = "its owner's key" if link.owns else sharing.KINDS[link.kind]
    which = f", version {link.number}" if link.number else ""
    partner = ", partner view" if link.partner else ""
    whom = f" for {link.label}" if link.label else ""
    ends = f", ends {parts.when(link.expires_at)}" if link.expires_at else ""
    made = f"made {parts.when(link.created_at)}"
    return f"{link.state}: {kind}{which}{partner}{whom}; {made}{ends}"


def _signed(note: str) -> Signed:
    return Signed(saving.author(), note)


def _open(study_id: str, number: int | None = None) -> None:
    opening.open_saved(study_id, number, access.token_of(study_id))


def _rename(study_id: str) -> None:
    title = st.session_state["study_title"].strip()
    renamed = keeping.act(
        study_id, lambda: studies.rename(compute.store(), study_id, title, _signed("Renamed"))
    )
    _follow(study_id, renamed)


def _restore(study_id: str, number: int) -> None:
    note = f"Restored version {number}"
    restored = keeping.act(
        study_id, lambda: studies.restore(compute.store(), study_id, number, _signed(note))
    )
    _follow(study_id, restored)


def _follow(study_id: str, number: int | None) -> None:
    """Turn to the new version, and go on from it if what is on screen has no changes of its own."""
    if number:
        st.session_state[f"version_{study_id}"] = number
    known = state.base()
    if number and known and known.study_id == study_id and not state.unsaved():
        opening.open_saved(study_id, None, access.token_of(study_id))


def _copy(study_id: str, number: int) -> None:
    if made := keeping.copy(study_id, number, saving.author()):
        st.session_state[CHOSEN] = made


def _trash(study_id: str) -> None:
    keeping.trash(study_id)


def _revoke(study_id: str, link_id: str) -> None:
    keeping.act(study_id, lambda: tokens.revoke(compute.store(), link_id), owner=True)
