"""Who may do what with a saved study.

On this machine alone, everything. On a shared server rights come from tokens: the one through which
the study on screen was opened, and those that the browser remembers. They are asked of the store
with every act, so that a revoked link ends at once, whatever a page still shows.
"""

from collections.abc import Iterable

import streamlit as st

from dashboard import compute, state
from dashboard.guard import limits
from dashboard.guard.limits import LimitError
from dashboard.share import library, tokens
from dashboard.share.store import refusal
from dashboard.share.tokens import ClosedError, Link
from models import ModelError

KEYS, TRIED = "keys", "tried_tokens"
POWERS = ("frozen", "living", "edit", "owner")


def keys() -> dict[str, str]:
    """Tokens of this session by the study they open; the most powerful of each."""
    kept: dict[str, str] = st.session_state.setdefault(KEYS, {})
    return kept


def resolve(token: str, *, deleted: bool = False) -> Link:
    """Find what a token from outside opens; who tries many that open nothing has to wait.

    Raises
    ------
    ClosedError
        When it opens nothing.
    LimitError
        When too many of this address opened nothing.
    """
    limits.check("link")
    link = tokens.resolve(compute.store(), token, deleted=deleted)
    limits.give_back("link")
    return link


def learn(found: Iterable[str]) -> None:
    """Keep the tokens that open something, be it in the trash; each is tried once a session."""
    tried: set[str] = st.session_state.setdefault(TRIED, set())
    for token in set(found) - tried:
        try:
            link = resolve(token, deleted=True)
        except ClosedError:
            tried.add(token)
            continue
        except LimitError:
            return  # the others wait for another visit
        tried.add(token)
        if not link.partner and _power(token) > _power(keys().get(link.study_id, "")):
            keys()[link.study_id] = token


def of_kind(*kinds: str) -> list[str]:
    """Identities of the studies that this session reaches by a link of these kinds."""
    ranks = {POWERS.index(kind) for kind in kinds}
    return [study_id for study_id, token in keys().items() if _power(token) in ranks]


def token_of(study_id: str) -> str:
    """Return the token with which this session reaches a study; none where it needs none."""
    known = state.base()
    opened = known.token if known and known.study_id == study_id else ""
    return keys().get(study_id, "") or opened


def check(study_id: str, *, owner: bool = False, deleted: bool = False) -> None:
    """Refuse what this reader has no right to: to save, or to do what an owner does.

    Raises
    ------
    StoreError
        When no token of this session gives the right.
    """
    link = link_to(study_id, deleted=deleted)
    if link and not (link.owns if owner else link.saves):
        need = "its owner's link" if owner else "a link that may save"
        raise refusal(f"this needs {need}", "Copy it as a study of your own, or ask its owner")


def check_version(study_id: str, number: int) -> None:
    """Refuse a version that this reader's link does not show.

    Raises
    ------
    StoreError
        When it is not the one that the link shows, and the link does not show all.
    """
    link = link_to(study_id)
    if link and not link.saves and number != (link.number or _newest(study_id)):
        raise refusal("your link does not show this version", "Ask its owner for one that does")


def link_to(study_id: str, *, deleted: bool = False) -> Link | None:
    """Return the link that gives this session its rights; none where none is needed.

    Raises
    ------
    StoreError
        When there has to be one, and it is missing or closed.
    """
    token = token_of(study_id)
    if compute.mode() == "local" and not token:
        return None
    link = tokens.resolve(compute.store(), token, deleted=deleted)
    if link.study_id != study_id:
        raise ClosedError("unknown")
    return link


def may(study_id: str, *, owner: bool = False) -> bool:
    """Whether this reader has the right, for what a page offers."""
    try:
        check(study_id, owner=owner)
    except ModelError:
        return False
    return True


def _newest(study_id: str) -> int:
    return library.line(compute.store(), study_id).head


def _power(token: str) -> int:
    try:
        return POWERS.index(tokens.resolve(compute.store(), token, deleted=True).kind)
    except ModelError:
        return -1
