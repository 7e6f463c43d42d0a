"""What an address opens: the default study, a saved version, a draft on top of it, a partner view.

A saved version of an earlier dataset is computed with the numbers of then. If that gives what was
saved, to the last digit, the session goes on with them until its reader moves to today's; if the
formulas have changed meanwhile, there is only today, and the results of then are shown beside it.
"""

import re
from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import access, compute, drafts, links, state
from dashboard.access import Right
from dashboard.guard import sign_in
from dashboard.share import earlier, library, tokens
from dashboard.share.faults import DownError, refusal
from dashboard.share.library import Version
from dashboard.share.tokens import ClosedError
from dashboard.state import Base
from models import DataError, Dataset, ModelError, Study, figures

PARTNER, CLOSED, WAITING = "partner_token", "closed", "waiting"
ALONE = {PARTNER, CLOSED, WAITING}  # what has one page alone
NUMBER = re.compile(r"[0-9]{1,9}")


def open_session() -> None:
    """Begin with what the address names; then keep the address in step.

    While the dataset or the store cannot be read, the address stays as it is, and is opened anew
    with the next run.
    """
    if state.STUDY not in st.session_state or waiting():
        st.session_state.pop(WAITING, None)
        try:
            state.begin(compute.usual_study())
            _follow({name: str(st.query_params.get(name, "")) for name in state.NAMES})
        except (DataError, DownError) as error:
            st.session_state[WAITING] = error
    if is_study():
        state.keep_address()


def waiting() -> ModelError | None:
    """Why what the address names cannot be opened for now, if it cannot."""
    kept: ModelError | None = st.session_state.get(WAITING)
    return kept


def is_study() -> bool:
    """Whether this session shows a study; not a partner view, nor a link that is not open."""
    return not ALONE & set(st.session_state) and not locked()


def locked() -> bool:
    """Whether this reader has to sign in first; what a link opens is shown without."""
    if not sign_in.enabled() or ALONE & set(st.session_state):
        return False
    known = state.base()
    return not (known and known.token) and sign_in.somebody() is None


def closed() -> ClosedError | None:
    """Why the link of this session opens nothing, if it does not."""
    kept: ClosedError | None = st.session_state.get(CLOSED)
    return kept


def leave_closed(draft: str = "") -> None:
    """Go on without the link, with the draft that its address held if there was one."""
    for kept in (CLOSED, WAITING):
        st.session_state.pop(kept, None)
    if draft:
        state.attempt(lambda: links.decode(draft))
    state.keep_address()


def partner_token() -> str:
    """Return the token of the partner view that this session shows, if it shows one."""
    return str(st.session_state.get(PARTNER, ""))


def open_saved(study_id: str, number: int | None = None, token: str = "") -> bool:
    """Put a saved version on screen, or say why not; returns whether it is there."""
    try:
        link = tokens.resolve(compute.store(), token) if token else None
        right = access.right_by(study_id, link)
        wanted = number if right.saves else right.number
        _show(library.load(compute.store(), study_id, wanted), right, token)
    except ModelError as error:
        state.refuse(error)
        return False
    return True


def open_link(address: str) -> None:
    """Open an address that was pasted: of a link, or with a whole study in it."""
    _go_to(links.query_of(address))


def resume(identity: str, query: str) -> None:
    """Go on with a draft that the browser kept."""
    if _go_to(links.query_of(query)):
        drafts.take_up(identity)


def start_over() -> None:
    """Go back to the default study, on today's numbers and made from no saved version."""
    drafts.leave()
    compute.use(None)
    state.begin(compute.usual_study())
    state.stand_on(None)


def move_to_today() -> None:
    """Go on with today's numbers instead of those of a saved version."""
    before = compute.dataset()
    compute.use(None)
    try:
        compute.evaluation(state.study())
    except ModelError as error:
        compute.use(before)
        state.refuse(error)
        return
    state.keep_address()


def as_saved(version: Version) -> Dataset | None:
    """Return the dataset with which a version still gives what was saved, if there is one."""
    return earlier.as_saved(version, compute.today(), compute.dataset_of, results)


def results(study: Study, data: Dataset) -> dict[str, Any]:
    """Compute the figures of a study on a dataset."""
    return figures(compute.evaluation(study, data), compute.scored(study, data))


def _go_to(parts: Mapping[str, str]) -> bool:
    """Open an address within the session; what cannot be opened leaves all as it was."""
    asked = {name: parts.get(name, "") for name in state.NAMES}
    if not any(asked.values()):
        return False
    try:
        if asked[state.ADDRESS]:
            compute.evaluation(links.decode(asked[state.ADDRESS]), compute.today())
        if asked[state.TOKEN]:
            access.resolve(asked[state.TOKEN])
        elif asked[state.SAVED]:
            library.line(compute.store(), asked[state.SAVED])
    except ModelError as error:
        state.refuse(error)
        return False
    start_over()
    _follow(asked)
    return not state.refusals()


def _follow(asked: Mapping[str, str]) -> None:
    """Open the saved version that an address names, and put its draft on top."""
    number = int(asked[state.VERSION]) if NUMBER.fullmatch(asked[state.VERSION]) else None
    try:
        if asked[state.TOKEN]:
            _open_token(asked[state.TOKEN], number)
        elif asked[state.SAVED]:
            _open_listed(asked[state.SAVED], number)
    except ClosedError as error:
        st.session_state[CLOSED] = error
    except DownError:
        raise
    except ModelError as error:
        _without(error, asked[state.ADDRESS])
        return
    if asked[state.NUMBERS] == state.TODAY and is_study():
        move_to_today()
    if asked[state.ADDRESS] and is_study():
        state.attempt(lambda: links.decode(asked[state.ADDRESS]))


def _without(error: ModelError, draft: str) -> None:
    """Say why a saved version is not on screen; what was changed of it is there all the same."""
    if draft:
        state.attempt(lambda: links.decode(draft))
    if not state.refusals():
        state.refuse(error)


def _open_token(token: str, number: int | None) -> None:
    link = access.resolve(token)
    if link.partner:
        st.session_state[PARTNER] = token
        return
    if compute.mode() == "links":
        access.learn([token])
    right = access.right_by(link.study_id, link)
    wanted = number if right.saves else link.number
    _show(library.load(compute.store(), link.study_id, wanted), right, token)


def _open_listed(study_id: str, number: int | None) -> None:
    """Open a study by its identity: on this machine alone, or where one has signed in."""
    if sign_in.enabled() and not sign_in.somebody():
        return
    if compute.mode() != "local" and not sign_in.enabled():
        raise refusal("studies are opened by their links here", "Use the link you were given")
    right = access.right_to(study_id)
    wanted = number if right.saves else None
    _show(library.load(compute.store(), study_id, wanted), right, "")


def _show(version: Version, right: Right, token: str) -> None:
    content, entry = version.content, version.entry
    study = content.study
    data = as_saved(version)
    compute.evaluation(study, data or compute.today())
    drafts.leave()
    compute.use(None if data is compute.today() else data)
    state.begin(study)
    state.stand_on(
        Base(
            study_id=entry.study_id,
            number=entry.number,
            head=version.head,
            title=study.title,
            fingerprint=study.fingerprint,
            dataset_version=content.dataset_version,
            model_version=content.model_version,
            token=token,
            pinned=right.number is not None,
            saves=right.saves,
            owns=right.owns,
        )
    )
