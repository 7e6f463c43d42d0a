"""Who may do what with a saved study.

On this machine alone, everything. On a shared server rights come from tokens: the one through which
the study on screen was opened, and those that the browser remembers. Where readers sign in, they
come from what somebody is to a study, and a token only lets one view it. Rights are asked of the
store with every act, so that a revoked link or role ends at once, whatever a page still shows.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from dashboard import compute, state
from dashboard.guard import limits, sign_in
from dashboard.guard.limits import LimitError
from dashboard.share import library, people, tokens
from dashboard.share.faults import DownError, refusal
from dashboard.share.people import ROLES, Role
from dashboard.share.tokens import ClosedError, Link
from models import ModelError

KEYS, TRIED = "keys", "tried_tokens"
POWERS = ("frozen", "living", "edit", "owner")
BY_KIND: dict[str, Role] = {"edit": "editor", "owner": "owner"}  # a link of any other is to view


@dataclass(frozen=True)
class Right:
    """What a reader may do with a study; ``number`` is the one version to be seen, if it is one."""

    role: Role
    number: int | None = None

    @property
    def comments(self) -> bool:
        """Whether they may write comments."""
        return ROLES.index(self.role) >= ROLES.index("commenter")

    @property
    def saves(self) -> bool:
        """Whether they may save new versions."""
        return ROLES.index(self.role) >= ROLES.index("editor")

    @property
    def owns(self) -> bool:
        """Whether they may share, revoke, rename and delete."""
        return self.role == "owner"


def keys() -> dict[str, str]:
    """Tokens of this session by the study they open; the most powerful of each."""
    kept: dict[str, str] = st.session_state.setdefault(KEYS, {})
    return kept


def resolve(token: str, *, deleted: bool = False) -> Link:
    """Find what a token from outside opens; who tries many that open nothing has to wait.

    Who signs in with the owner's key of a study that has no people yet becomes its owner.

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
    if link.owns and (here := sign_in.somebody()):
        people.claim(compute.store(), link.study_id, here.email)
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
    """Identities of the studies that this session reaches by a link of these kinds.

    A person reaches a study as a link of the same power would.
    """
    ranks = {POWERS.index(kind) for kind in kinds}
    found = [study_id for study_id, token in keys().items() if _power(token) in ranks]
    roles = [each for each in ROLES if _kind(each) in kinds]
    here = sign_in.somebody()
    own = people.studies_of(compute.store(), here.email, roles) if here else []
    return list(dict.fromkeys([*found, *own]))


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
        When this session has no such right.
    """
    right = right_to(study_id, deleted=deleted)
    if not (right.owns if owner else right.saves):
        raise _lacking("owner" if owner else "editor")


def check_comments(study_id: str) -> None:
    """Refuse a comment of those who may not write any.

    Raises
    ------
    StoreError
        When this session has no such right.
    """
    if not right_to(study_id).comments:
        raise _lacking("commenter")


def check_version(study_id: str, number: int) -> None:
    """Refuse a version that this reader does not see.

    Raises
    ------
    StoreError
        When it is not the one to be seen, and not all are.
    """
    right = right_to(study_id)
    if not right.saves and number != (right.number or _newest(study_id)):
        raise refusal(
            "your link does not show this version", "Ask its owner for a link that shows it"
        )


def right_to(study_id: str, *, deleted: bool = False) -> Right:
    """Return what this session may do with a study.

    Raises
    ------
    StoreError
        When it may not even see it.
    """
    if here := sign_in.somebody():
        role = people.role_of(compute.store(), study_id, here.email, deleted=deleted)
        if role:
            return Right(role)
    token = token_of(study_id)
    if compute.mode() == "local" and not token:
        return Right("owner")
    link = tokens.resolve(compute.store(), token, deleted=deleted)
    if link.study_id != study_id:
        raise ClosedError("unknown")
    return of_link(link)


def right_by(study_id: str, link: Link | None) -> Right:
    """Return what this session may do with a study that it opens, through a link or without one.

    Raises
    ------
    StoreError
        When there is no link, and it may not even see it.
    """
    if link is None or (link.kind != "frozen" and sign_in.somebody()):
        try:
            return right_to(study_id)
        except ClosedError:
            if link is None:
                raise
    return of_link(link)


def of_link(link: Link) -> Right:
    """Return the right that a link gives by itself."""
    role = "viewer" if sign_in.enabled() else BY_KIND.get(link.kind, "viewer")
    return Right(role, link.number)


def may(study_id: str, *, owner: bool = False) -> bool:
    """Whether this reader has the right, for what a page offers.

    Raises
    ------
    DownError
        When the store cannot be asked.
    """
    try:
        check(study_id, owner=owner)
    except DownError:
        raise
    except ModelError:
        return False
    return True


def _lacking(role: Role) -> ModelError:
    need = {"owner": "its owner's link", "editor": "a link that may save"}.get(role, "")
    if sign_in.enabled() or not need:
        need = f"you to be its {role}"
    return refusal(f"this needs {need}", "Copy it as a study of your own, or ask its owner")


def _kind(role: Role) -> str:
    """Name the kind of link with which one may do the same."""
    return {"owner": "owner", "editor": "edit"}.get(role, "living")


def _newest(study_id: str) -> int:
    return library.line(compute.store(), study_id).head


def _power(token: str) -> int:
    try:
        return POWERS.index(tokens.resolve(compute.store(), token, deleted=True).kind)
    except ClosedError:
        return -1
