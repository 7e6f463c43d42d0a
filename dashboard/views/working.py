"""Long work as a page shows it: how far it is, the way to cancel it, and what came of it."""

from typing import Any

import streamlit as st

from dashboard import analyses
from dashboard.analyses import Asked
from dashboard.jobs import Job, queue
from dashboard.views import parts
from models import ModelError

EVERY = 0.5  # seconds
JOBS = "analysis_jobs"


def progress(job: Job, key: str) -> None:
    """Show how far a job is, or how many are before it, and offer to cancel it."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.progress(job.done, text=queue().said(job))
        st.button("Cancel", key=f"cancel_{key}", on_click=job.cancel)


def answer(kind: str, of: Asked) -> Any:
    """Return what was found; until then begin it, or draw how far it is, and return nothing."""
    found = analyses.find(kind, of)
    if found is not None:
        return found
    job = _jobs().get(analyses.key(kind, of))
    if job is None:
        _begin(kind, of)
    elif job.ended.is_set():
        _ended(kind, of, job)
    else:
        st.fragment(run_every=EVERY)(_watch)(kind, job)
    return None


def known(kind: str, of: Asked) -> Any:
    """Return what was found, or nothing; it is asked for elsewhere on the page."""
    return analyses.find(kind, of)


def _watch(kind: str, job: Job) -> None:
    if job.ended.is_set():
        st.rerun()
    progress(job, kind)


def _begin(kind: str, of: Asked) -> None:
    """Begin what is asked, and give up what this session asked of an earlier study."""
    for key, job in list(_jobs().items()):
        if key[0] == kind:
            job.cancel()
            del _jobs()[key]
    try:
        job = analyses.begin(kind, of)
    except ModelError as error:
        parts.list_problems(error.problems)
        st.button("Try again", key=f"again_{kind}")
        return
    _jobs()[analyses.key(kind, of)] = job
    st.fragment(run_every=EVERY)(_watch)(kind, job)


def _ended(kind: str, of: Asked, job: Job) -> None:
    """Say why there is no answer, and offer to look for it again."""
    if job.problems:
        st.markdown("**This could not be worked out; the study is as it was.**")
        parts.list_problems(job.problems)
    else:
        st.markdown("Cancelled.")
    given = (analyses.key(kind, of),)
    st.button("Work it out", key=f"again_{kind}", on_click=_forget, args=given)


def _forget(key: analyses.Key) -> None:
    _jobs().pop(key, None)


def _jobs() -> dict[analyses.Key, Job]:
    """Jobs of this session, by what they answer."""
    found: dict[analyses.Key, Job] = st.session_state.setdefault(JOBS, {})
    return found
