"""The shelf: saved studies to find and choose, drafts of this browser, the trash."""

import datetime
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import access, browser, compute, drafts, keeping, opening, state
from dashboard.browser import Draft
from dashboard.share import library, studies, tokens
from dashboard.share.library import Line, Order
from dashboard.share.studies import TRASH_DAYS
from dashboard.views import parts
from dashboard.views.history import CHOSEN
from models import ModelError

ON_A_PAGE = 20
PAGE = "page_of_studies"


def drafts_kept() -> None:
    """List unsaved work that this browser keeps, and learn the tokens it remembers."""
    kept = browser.remember(key="memory_report", report=True, gone=drafts.gone())
    if compute.mode() == "links":
        access.learn(kept.tokens)
    here = drafts.current() or {}
    others = [each for each in kept.drafts if each.id != here.get("id")]
    if not others:
        return
    st.header("Unsaved work in this browser")
    for each in others:
        _draft(each)


def studies_listed() -> Line | None:
    """Show the studies that are found, a page at a time; returns the chosen one."""
    words = st.text_input("Search titles, notes and names", key="search_studies", type="search")
    order = st.selectbox("Sort", list(library.ORDERS), key="sort_studies", width=240)
    only = access.of_kind("living", "edit", "owner") if compute.mode() == "links" else None
    found = _page(words, only, order)
    if not found:
        st.markdown("No study has these words." if words else "Nothing is saved yet.")
        return None
    _table(found)
    return _choice(found)


def frozen_links() -> None:
    """List the single versions that this browser has links to."""
    for study_id in access.of_kind("frozen") if compute.mode() == "links" else ():
        token = access.token_of(study_id)
        try:
            number = tokens.resolve(compute.store(), token).number
            title = library.load(compute.store(), study_id, number).content.study.title
        except ModelError:
            continue
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(parts.literal(f"{title}, version {number} alone"), width="content")
            given = (study_id, number, token)
            st.button("Open", key=f"frozen_{study_id}", on_click=_open, args=given)


def trash() -> None:
    """List what was deleted, with the way back."""
    only = access.of_kind("owner") if compute.mode() == "links" else None
    deleted = library.listing(compute.store(), only=only, trashed=True)
    if not deleted:
        return
    st.header("Trash")
    parts.small(f"What is deleted stays here for {TRASH_DAYS} days; its links open nothing.")
    for each in deleted[:ON_A_PAGE]:
        with st.container(horizontal=True, vertical_alignment="center"):
            left = studies.days_left(each.deleted_at) if each.deleted_at else 0
            said = f"{each.title}, {each.last} versions, for good in {left} days"
            st.markdown(parts.literal(said), width="content")
            st.button(
                "Take back", key=f"untrash_{each.id}", on_click=keeping.untrash, args=(each.id,)
            )


def _page(words: str, only: list[str] | None, order: Order) -> list[Line]:
    """Find studies, and turn the pages where there are many."""
    turned = partial(library.page, compute.store(), words, only, order=order, most=ON_A_PAGE)
    number = st.session_state.get(PAGE, 1)
    page = turned(first=(number - 1) * ON_A_PAGE)
    pages = max(1, -(-page.found // ON_A_PAGE))
    if number > pages:  # fewer are found now than when it was turned to
        st.session_state[PAGE] = pages
        page = turned(first=(pages - 1) * ON_A_PAGE)
    if pages > 1:
        st.pagination(pages, key=PAGE)
    if page.found:
        parts.small(f"{page.found:,} {'study' if page.found == 1 else 'studies'}")
    return list(page.lines)


def _table(page: list[Line]) -> None:
    table = pd.DataFrame(
        {
            "Title": each.title,
            "Version": each.head,
            "Saved": parts.when(each.changed_at),
            "By": each.author,
            "Note": each.note,
        }
        for each in page
    )
    st.dataframe(
        table,
        hide_index=True,
        key="studies_table",
        on_select=lambda: _selected(page),
        selection_mode="single-row",
        alt="Saved studies: title, newest version, when, by whom, note",
    )


def _selected(page: list[Line]) -> None:
    rows = st.session_state["studies_table"].selection.rows
    if rows and rows[0] < len(page):
        st.session_state[CHOSEN] = page[rows[0]].id


def _choice(page: list[Line]) -> Line | None:
    """Choose one of the page; the one on screen is chosen first."""
    known = state.base()
    ids = [each.id for each in page]
    if st.session_state.get(CHOSEN) not in ids:
        st.session_state[CHOSEN] = known.study_id if known and known.study_id in ids else ids[0]
    lines = {each.id: each for each in page}
    chosen = st.selectbox(
        "Study", ids, key=CHOSEN, format_func=lambda identity: _named(lines[identity])
    )
    return lines[chosen]


def _named(line: Line) -> str:
    return (
        f"{line.title or 'without a title'} · version {line.head} · {parts.when(line.changed_at)}"
    )


def _draft(draft: Draft) -> None:
    moment = datetime.datetime.fromtimestamp(draft.at / 1_000, datetime.UTC)
    with st.container(horizontal=True, vertical_alignment="center"):
        said = f"{draft.title or 'without a title'}, last changed {parts.when(moment)}"
        st.markdown(parts.literal(said), width="content")
        given = (draft,)
        st.button("Go on with it", key=f"resume_{draft.id}", on_click=_resume, args=given)
        st.button("Throw away", key=f"drop_{draft.id}", on_click=drafts.drop, args=(draft.id,))


def _resume(draft: Draft) -> None:
    opening.resume(draft.id, draft.query)


def _open(study_id: str, number: int, token: str) -> None:
    opening.open_saved(study_id, number, token)
