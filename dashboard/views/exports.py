"""Export: the study on screen as a board paper, a workbook and files."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard import analyses, compute, exporting, once, opening, partners, state
from dashboard.exporting import KINDS, MIME, Export, Progress
from dashboard.guard import limits
from dashboard.jobs import queue
from dashboard.report.subject import Subject, subject_of
from dashboard.share import library
from dashboard.share.library import Version
from dashboard.views import parts, working
from models import Confidential, Dataset, ModelError, Study

OPEN, JOB, PARTNER = "export", "export_job", "export_partner"
Making = Callable[[Progress], Subject]


def draw() -> None:
    """Offer the exports of the study on screen."""
    _watched("The study as it is on screen, saved or not.", _of_screen)


def draw_for_partner(token: str) -> None:
    """Offer the exports of what a partner's link shows."""
    _watched("What you see here, as files.", lambda: _of_partner(token))


def _watched(told: str, make: Callable[[], Making]) -> None:
    """Draw the popover; while files are made, look at them now and then."""
    every = working.EVERY if _running() else None
    st.fragment(run_every=every)(_popover)(told, make, watched=every is not None)


def _popover(told: str, make: Callable[[], Making], *, watched: bool) -> None:
    with parts.boundary():
        opened = st.popover("Export", key=OPEN, on_change="rerun")
        if opened.open:
            with opened:
                st.markdown(told)
                _choice(make)
    if watched != _running():
        st.rerun()  # begin to look at it now and then, or stop doing so


def _choice(make: Callable[[], Making]) -> None:
    """Let a reader choose files and make them, or see how far they are."""
    job: Export | None = st.session_state.get(JOB)
    if job and not job.ended.is_set():
        working.progress(job, "export")
        return
    if not opening.partner_token() and _has_marks(state.study()):
        st.toggle("As a partner sees it", key=PARTNER)
    for kind, label in KINDS.items():
        st.checkbox(label, kind == "pdf", key=f"export_{kind}", persist_state="session")
    st.button("Make the files", key="make_export", type="primary", on_click=_start, args=(make,))
    parts.show_refusals("export")
    if job:
        _result(job)


def _running() -> bool:
    job: Export | None = st.session_state.get(JOB)
    return job is not None and not job.ended.is_set()


def _start(make: Callable[[], Making]) -> None:
    kinds = tuple(kind for kind in KINDS if st.session_state[f"export_{kind}"])
    try:
        limits.check("export", max(len(kinds), 1))
        st.session_state[JOB] = exporting.start(
            queue(), make(), kinds or ("pdf",), once.fingerprint(state.study())
        )
    except ModelError as error:
        state.refuse(error)


def _result(job: Export) -> None:
    if job.problems:
        st.markdown("**No file was made; the study is as it was.**")
        parts.list_problems(job.problems)
    elif not job.files:
        st.markdown("Cancelled.")
    elif job.made_of != once.fingerprint(state.study()):
        st.markdown("**The study has changed since these were made.** Make them anew.")
    for kind, data in job.files.items():
        st.download_button(
            f"Download {KINDS[kind]}",
            data,
            file_name=f"{job.name}.{kind}",
            mime=MIME[kind],
            key=f"file_{kind}",
            on_click="ignore",
        )
    if job.first_page:
        st.image(job.first_page, caption="First page", width=300)


def _has_marks(study: Study) -> bool:
    hidden = any(each.confidential for each in study.deals)
    return hidden or study.confidential != Confidential()


def _of_screen() -> Making:
    """Take what is on screen along; the worker has no session to ask."""
    partner = bool(st.session_state.get(PARTNER)) and _has_marks(state.study())
    known = state.base()
    told: dict[str, Any] = {"link": "" if partner else parts.address()}
    if known and not state.unsaved():
        version = library.load(compute.store(), known.study_id, known.number)
        told |= _signed(version, partner=partner)
    return _making(state.study(), compute.dataset(), told, partner=partner)


def _of_partner(token: str) -> Making:
    """Take along what a partner's link shows."""
    version, data = partners.partner_version(token)
    return _making(version.content.study, data, _signed(version, partner=True), partner=True)


def _signed(version: Version, *, partner: bool) -> dict[str, Any]:
    """Say which saved version it is; who saved it, and why, is not for partners."""
    entry = version.entry
    told: dict[str, Any] = {"made_at": entry.saved_at, "version": entry.number}
    return told if partner else {**told, "author": entry.author, "note": entry.note}


def _making(study: Study, data: Dataset, told: dict[str, Any], *, partner: bool) -> Making:
    money, memo, tried = parts.money(), compute.memo(), analyses.tried(study, data)

    def make(progress: Progress) -> Subject:
        given = {**told, "partner": partner, "memo": memo, "tried": tried, "progress": progress}
        given["ask"] = analyses.ask
        return subject_of(study, data, money, **given)

    return make
