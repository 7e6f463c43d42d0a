"""What a reader does with saved studies: save, share, restore, delete; each right is checked first.

A save that comes too late leaves everything as it is and asks its author: beside the other version,
or on top of it.
"""

import datetime
import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from dashboard import access, compute, drafts, opening, state
from dashboard.guard import limits, sign_in, uploads
from dashboard.guard.uploads import Given
from dashboard.report.attachment import study_in
from dashboard.share import archive, comments, files, people, studies, tokens
from dashboard.share.archive import Imported
from dashboard.share.content import Content, content_of
from dashboard.share.faults import StaleError
from dashboard.share.studies import Onto, Signed
from dashboard.share.tokens import Kind
from models import ModelError, Study

CONFLICT, MADE = "conflict", "made_link"
Done = TypeVar("Done")


@dataclass(frozen=True)
class Conflict:
    """A save that came too late: made from ``parent`` when ``head`` was there already."""

    study_id: str
    parent: int
    head: int
    signed: Signed


def save(author: str, note: str, onto: Onto = "line") -> None:
    """Save the study on screen: as the next version of its own, or as a new study."""
    _done(lambda: _save(Signed(author.strip(), note.strip()), onto))


def save_as_new(author: str, note: str) -> None:
    """Save the study on screen as a study of its own, which remembers what it was made from."""
    _done(lambda: _create(Signed(author.strip(), note.strip())))


def decide(onto: Onto) -> None:
    """Save what came too late: beside the other version, or on top of it."""
    if held := conflict():
        _done(lambda: _save(held.signed, onto))


def conflict() -> Conflict | None:
    """Return the save that came too late, until its author has decided or opened something else."""
    kept: Conflict | None = st.session_state.get(CONFLICT)
    known = state.base()
    here = known and (known.study_id, known.number)
    return kept if kept and here == (kept.study_id, kept.parent) else None


def drop_conflict() -> None:
    """Leave the study unsaved for now; it stays on screen and in the address."""
    st.session_state.pop(CONFLICT, None)


def share(kind: Kind, *, number: int, partner: bool, label: str, days: int | None) -> None:
    """Make a link to the saved study on screen; its token is shown once."""
    known = state.base()
    if known is None:
        return
    ends = studies.moment() + datetime.timedelta(days=days) if days else None
    frozen = number if kind == "frozen" else None

    def make() -> str:
        return tokens.share(
            compute.store(),
            known.study_id,
            kind,
            number=frozen,
            partner=partner,
            label=label.strip(),
            expires_at=ends,
        )

    st.session_state[MADE] = act(known.study_id, make, owner=True) or ""


def act(
    study_id: str, what: Callable[[], Done], *, owner: bool = False, deleted: bool = False
) -> Done | None:
    """Do something with a saved study if this reader may; problems go on the page."""

    def checked() -> Done:
        access.check(study_id, owner=owner, deleted=deleted)
        return what()

    return _done(checked)


def comment(study_id: str, number: int, said: str) -> None:
    """Write a comment on a version, as who has signed in."""

    def written() -> bool:
        access.check_comments(study_id)
        if here := sign_in.person():
            store = compute.store()
            comments.comment(store, study_id, number, here.email, here.name, said)
        return True

    _done(written)


def copy(study_id: str, number: int, author: str) -> str | None:
    """Make a new study from a version that this reader may see, and open it."""

    def copied() -> str:
        access.check_version(study_id, number)
        signed = Signed(author, f"Copied from version {number}")
        return studies.copy(compute.store(), study_id, number, signed)

    if made := _done(copied):
        _own(made)
        opening.open_saved(made, 1, access.token_of(made))
    return made


def trash(study_id: str) -> None:
    """Put a study into the trash; on screen it stays, unsaved."""
    act(study_id, lambda: studies.trash(compute.store(), study_id), owner=True)
    known = state.base()
    if not state.refusals() and known and known.study_id == study_id:
        state.stand_on(None)


def untrash(study_id: str) -> None:
    """Take a study out of the trash."""
    act(study_id, lambda: studies.untrash(compute.store(), study_id), owner=True, deleted=True)


def put_on_screen(given: Given) -> str:
    """Put the study of a file on screen, not yet saved; says so if that worked."""

    def read() -> Study:
        data = uploads.checked(given).getvalue()
        pdf = given.name.lower().endswith(".pdf")
        study = study_in(data) if pdf else files.read_study(given.name, data)
        compute.evaluation(study, compute.today())
        return study

    study = _done(read)
    if study is None:
        return ""
    opening.start_over()
    state.attempt(lambda: study)
    return f"{study.title or 'The study'} is on screen, not yet saved."


def bring_in(given: Given) -> str:
    """Add the studies of a library to the store; says what came in."""

    def read() -> Imported:
        packed = io.BytesIO(uploads.checked(given).getvalue())
        return archive.import_library(compute.store(), packed, uploads.LONGEST_LIBRARY)

    done = _done(read)
    if done is None:
        return ""
    for each in done.new:
        _own(each)
    kept = f" {done.skipped} were here already." if done.skipped else ""
    return f"{done.studies} studies with {done.versions} versions came in.{kept}"


def content() -> Content:
    """Make what is kept of the study on screen."""
    study = state.study()
    return content_of(study, compute.evaluation(study), compute.scored(study), compute.dataset())


def _save(signed: Signed, onto: Onto) -> int:
    known = state.base()
    if known is None or not known.saves:
        return _create(signed)
    access.check(known.study_id)
    held = conflict()
    # On top means on top of what its author has seen: a third one who saved is not passed over.
    parent = held.head if held and onto == "top" else known.number
    line: Onto = "line" if onto == "top" else onto
    try:
        number = studies.save(compute.store(), known.study_id, parent, content(), signed, line)
    except StaleError as error:
        st.session_state[CONFLICT] = Conflict(known.study_id, known.number, error.head, signed)
        raise
    drop_conflict()
    _settle(known.study_id, number)
    return number


def _create(signed: Signed) -> int:
    known = state.base()
    origin = (known.study_id, known.number) if known else None
    made = studies.create(compute.store(), content(), signed, origin)
    _own(made)
    _settle(made, 1)
    return 1


def _own(study_id: str) -> None:
    """Give its author what opens a new study: on a shared server a token, or to be its owner."""
    if here := sign_in.somebody():
        people.give(compute.store(), study_id, here.email, "owner")
    elif compute.mode() == "links":
        access.keys()[study_id] = tokens.share(compute.store(), study_id, "owner")


def _settle(study_id: str, number: int) -> None:
    """Go on from the version that was just saved."""
    drafts.settle()
    opening.open_saved(study_id, number, access.token_of(study_id))


def _done(what: Callable[[], Done]) -> Done | None:
    """Do something, or keep for the page why it was refused."""
    try:
        limits.check("save")
        found = what()
    except StaleError:
        return None  # the page shows the conflict itself
    except ModelError as error:
        state.refuse(error)
        return None
    state.accept()
    return found
