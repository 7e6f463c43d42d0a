"""The rules of this server, from its settings.

Raises   SettingsError.
"""

from urllib.parse import urlsplit

import streamlit as st

from dashboard import settings
from dashboard.guard.headers import headers
from dashboard.guard.limits import limits
from dashboard.guard.shield import LOOPBACK, Rules
from dashboard.live import server_path

MEBIBYTE = 1_048_576


def rules(page: str) -> Rules:
    """Rules of a server with this front page."""
    public = settings.public_address()
    local = settings.mode(st.get_option("server.address")) == "local"
    encrypted = public.startswith("https:")
    return Rules(
        base=server_path(""),
        hosts=hosts(public, local=local),
        largest_upload=int(st.get_option("server.maxUploadSize")) * MEBIBYTE,
        headers=headers(page, encrypted=encrypted),
        encrypted=encrypted,
        limits=None if local else limits(),
    )


def hosts(public: str, *, local: bool) -> frozenset[str]:
    """Names to which the server answers; none where it does not know them, and answers to all.

    On this machine alone it answers to no other, so that no page of another site reads studies by
    letting its own name point here.
    """
    if public:
        return LOOPBACK | {str(urlsplit(public).hostname)}
    return LOOPBACK if local else frozenset()
