"""The one page of a partner view: asked anew with every visit, so that a revoked link ends here."""

import streamlit as st

from dashboard import opening, partners
from dashboard.share.faults import DownError
from dashboard.share.tokens import ClosedError
from dashboard.views import exports, header, parts, seen
from models import ModelError

with st.container(horizontal=True, vertical_alignment="bottom"):
    header.money()
    with st.container(width="content"):
        exports.draw_for_partner(opening.partner_token())
try:
    seen.draw(partners.partner_sees(opening.partner_token()), "partner")
except ClosedError as error:
    st.session_state[opening.CLOSED] = error
    st.rerun()
except DownError as error:
    st.session_state[opening.WAITING] = error
    st.rerun()
except ModelError as error:
    st.title("There is nothing to see")
    parts.list_problems(error.problems)
parts.foot()
