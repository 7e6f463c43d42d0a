"""An installation that asks to sign in, and people who have done so."""

import time
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import settings
from dashboard.guard import sign_in
from dashboard.share.store import Store
from tests.dashboard.visit import visitor

ISSUER = "https://accounts.example.org"
Arrive = Callable[..., AppTest]
SET = {
    sign_in.ISSUER: ISSUER,
    sign_in.CLIENT: "lodestone",
    sign_in.SECRET: "a secret of the provider",
    sign_in.COOKIE: "c" * 32,
    settings.PUBLIC_ADDRESS: "https://lodestone.example",
}


def claims(email: str, **changed: Any) -> dict[str, Any]:
    """What the provider says of somebody who has just signed in."""
    now = time.time()
    said = {"is_logged_in": True, "iss": ISSUER, "iat": now, "exp": now + 300, "sub": email}
    name = email.partition("@")[0].capitalize()
    return said | {"email": email, "email_verified": True, "name": name} | changed


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """Settings with which one has to sign in."""
    monkeypatch.delenv(settings.MODE, raising=False)
    for name, value in SET.items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def arrive(saved: Store, asked: None, monkeypatch: pytest.MonkeyPatch) -> Arrive:  # noqa: ARG001
    """Somebody who has signed in, or nobody: ``arrive("asha@x.org", "open=...")``."""
    known: dict[str, dict[str, Any]] = {"": {}}
    monkeypatch.setattr(sign_in, "told", lambda: known[st.session_state.get("somebody", "")])

    def come(email: str = "", address: str = "", **changed: Any) -> AppTest:
        app = visitor(address)
        app.session_state["somebody"] = email
        known[email] = claims(email, **changed) if email else {}
        return app

    return come
