"""People of a study, where readers sign in: who may do what, and their comments."""

import streamlit as st

from dashboard import access, compute, keeping
from dashboard.guard import sign_in
from dashboard.share import comments, people
from dashboard.share.comments import Comment
from dashboard.share.library import Line
from dashboard.share.people import ROLES, Member, Role
from dashboard.share.tables import LONGEST_COMMENT, LONGEST_EMAIL
from dashboard.views import parts
from models import ModelError

DOES: dict[Role, str] = {
    "owner": "owner: shares, deletes, says who is what",
    "editor": "editor: saves new versions",
    "commenter": "commenter: writes comments",
    "viewer": "viewer: sees the newest version",
}


def who() -> None:
    """Show who has signed in, with the way out; or the way in for who came by a link."""
    if not sign_in.enabled():
        return
    here = sign_in.somebody()
    if here is None:
        st.button("Sign in", on_click=st.login, key="sign_in")
        return
    with st.popover(parts.literal(here.name), key="who"):
        parts.small(f"Signed in as {parts.literal(here.email)}")
        st.button("Sign out", on_click=st.logout, key="sign_out")


def draw(study_id: str) -> None:
    """List the people of a study for its owner, who can add, change and remove them."""
    for each in people.members(compute.store(), study_id):
        _member(study_id, each)
    with st.form("add_person", border=False, clear_on_submit=True):
        st.text_input("E-mail", key="person_email", max_chars=LONGEST_EMAIL)
        st.selectbox("May", ROLES, format_func=DOES.__getitem__, key="person_role")
        st.form_submit_button("Add", key="add_person_button", on_click=_add, args=(study_id,))
    parts.small("They sign in with this address and find the study on their Saved page.")


def discussion(line: Line) -> None:
    """Show the comments on a study, and take one of those who may write."""
    found = comments.comments_of(compute.store(), line.id)
    st.subheader("Comments")
    if _may_comment(line.id):
        with st.form("comment_form", border=False, clear_on_submit=True):
            st.text_area("Comment on the newest version", key="comment", max_chars=LONGEST_COMMENT)
            given = (line.id, line.head)
            st.form_submit_button("Add the comment", key="add_comment", on_click=_say, args=given)
    for each in found:
        _comment(each)
    if not found:
        parts.small("No comments yet.")


def _member(study_id: str, member: Member) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.text(member.email, width="stretch")
        key = f"role_{member.email}"
        st.session_state[key] = member.role
        st.selectbox(
            f"Role of {parts.literal(member.email)}",
            ROLES,
            key=key,
            label_visibility="collapsed",
            width=140,
            on_change=_change,
            args=(study_id, member.email),
        )
        given = (study_id, member.email)
        st.button("Remove", key=f"remove_{member.email}", on_click=_remove, args=given)


def _comment(comment: Comment) -> None:
    head = f"{comment.name}, version {comment.number}, {parts.when(comment.written_at)}"
    with st.container(border=True):
        parts.small(parts.literal(head))
        st.markdown("  \n".join(parts.literal(line) for line in comment.said.splitlines()))


def _may_comment(study_id: str) -> bool:
    try:
        access.check_comments(study_id)
    except ModelError:
        return False
    return sign_in.somebody() is not None


def _add(study_id: str) -> None:
    email, role = st.session_state["person_email"], st.session_state["person_role"]
    keeping.act(study_id, lambda: people.give(compute.store(), study_id, email, role), owner=True)


def _change(study_id: str, email: str) -> None:
    role: Role = st.session_state[f"role_{email}"]
    keeping.act(study_id, lambda: people.give(compute.store(), study_id, email, role), owner=True)


def _remove(study_id: str, email: str) -> None:
    keeping.act(study_id, lambda: people.take(compute.store(), study_id, email), owner=True)


def _say(study_id: str, number: int) -> None:
    keeping.comment(study_id, number, st.session_state["comment"])
