"""Share: links to the saved study on screen, and the address that holds a whole study."""

import streamlit as st

from dashboard import access, browser, compute, keeping, links, opening, state
from dashboard.guard import sign_in
from dashboard.share.tables import LONGEST_AUTHOR
from dashboard.share.tokens import Kind
from dashboard.views import members, parts

OPEN = "share"
KINDS: dict[Kind, str] = {
    "living": "always the newest version",
    "frozen": "this version for ever",
    "edit": "the newest version, and may save new ones",
}
ENDS = {"never": None, "in 7 days": 7, "in 30 days": 30, "in 90 days": 90}


@parts.part
def draw() -> None:
    """Offer links to this study, and open one that was sent."""
    opened = st.popover("Share", key=OPEN, on_change="rerun")
    if not opened.open:
        st.session_state.pop(keeping.MADE, None)
        return
    with opened:
        parts.show_refusals("link")
        with parts.boundary():
            _short_links()
        _whole_address()
        st.text_input("Open a link", key="pasted", on_change=_pasted, placeholder="https://…")
    if st.session_state.pop("opened", False):
        st.rerun()


def shown_once(address: str, key: str, told: str) -> None:
    """Show a link with its button to copy it."""
    st.markdown(told)
    st.code(address, language=None, wrap_lines=True)
    browser.copy_button(address, key=f"copy_{key}", label="Copy the link")


def link_to(token: str) -> str:
    """Return the address that a token opens, on the first page."""
    return links.address(parts.root(), {state.TOKEN: token})


def _short_links() -> None:
    known = state.base()
    if known is None:
        st.markdown("**Save the study first** to share a short link that you can revoke.")
        return
    st.markdown(f"**{_head()} “{parts.literal(known.title)}”**")
    if state.unsaved():
        parts.small("What you changed since is not in it before you save.")
    if not access.may(known.study_id, owner=True):
        parts.small("Only its owner makes links; you may save it as a study of your own.")
        return
    if sign_in.enabled():
        members.draw(known.study_id)
        st.markdown("**A link for readers who do not sign in**")
    _make(known.number)
    if token := st.session_state.get(keeping.MADE):
        told = "This link is shown **once**; the store keeps only its fingerprint."
        shown_once(link_to(token), "made", told)
    if compute.mode() == "local":
        parts.small("It opens on this machine; on a shared server links open for everyone.")


def _head() -> str:
    return "People of" if sign_in.enabled() else "A link to"


def _make(number: int) -> None:
    kinds = [each for each in KINDS if each != "edit" or not sign_in.enabled()]
    kind = st.radio("Its reader sees", kinds, format_func=KINDS.__getitem__, key="link_kind")
    st.checkbox(
        "Partner view",
        key="link_partner",
        disabled=kind == "edit",
        help="Leaves out what is marked as confidential on the Saved page, before it leaves the "
        "server. Partners can read and download it; they cannot open the deals.",
    )
    st.text_input("For whom", key="link_label", max_chars=LONGEST_AUTHOR)
    st.selectbox("Ends", list(ENDS), key="link_ends")
    st.button("Make the link", key="make_link", on_click=_made, args=(number,))


def _made(number: int) -> None:
    """Make the link that the fields say now; what a run before had drawn may be old."""
    chosen = st.session_state
    kind: Kind = chosen["link_kind"]
    keeping.share(
        kind,
        number=number,
        partner=bool(chosen.get("link_partner")) and kind != "edit",
        label=chosen["link_label"],
        days=ENDS[chosen["link_ends"]],
    )


def _whole_address() -> None:
    with st.expander("Without saving: the whole study in an address"):
        address = parts.address()
        st.markdown(
            f"Anyone who opens it sees the same, also where nothing is stored. It has "
            f"{len(address):,} characters, and nobody can revoke it."
        )
        st.code(address, language=None, wrap_lines=True)
        browser.copy_button(address, key="copy_address", label="Copy the address")


def _pasted() -> None:
    opening.open_link(st.session_state["pasted"])
    st.session_state["opened"] = not state.refusals()
