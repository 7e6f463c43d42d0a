"""The one page of somebody who has to sign in first."""

import streamlit as st

from dashboard import browser, drafts
from dashboard.guard import sign_in
from dashboard.guard.sign_in import SignInError
from dashboard.views import parts

WHY = (
    "This server shows studies to those who have a part in them. Sign in with the account of your "
    "organisation. A link that somebody sent you opens without."
)

st.title("Sign in")
try:
    sign_in.person()
    st.markdown(WHY)
except SignInError as error:
    st.markdown("**You are not signed in.**")
    parts.list_problems(error.problems)
st.button("Sign in", on_click=st.login, type="primary", key="sign_in")
if draft := drafts.current():
    parts.small("What you had changed is kept in this browser, and offered on the Saved page.")
browser.remember(draft, gone=drafts.gone(), key="memory_sign_in")
parts.foot()
