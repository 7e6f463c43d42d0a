"""Signing in by OpenID Connect, where an installation asks for it.

    LODESTONE_SIGN_IN_ISSUER    https://accounts.example.org: the provider; with it, it is on
    LODESTONE_SIGN_IN_CLIENT    the name under which the provider knows this server
    LODESTONE_SIGN_IN_SECRET    what the provider gave with that name
    LODESTONE_SIGN_IN_DOMAINS   example.org,example.com: only e-mail addresses there; all without it
    LODESTONE_SIGN_IN_HOURS     hours until one signs in again; 12 without it
    STREAMLIT_SERVER_COOKIE_SECRET    32 characters or more, the same for all processes

LODESTONE_PUBLIC_ADDRESS has to be set as well: the provider sends readers back to it, with
/oauth2callback at its end. Streamlit does the exchange with the provider and keeps who has signed
in within a signed cookie; here is decided whether that still counts. People are known by the
e-mail address that the provider has verified.

Raises   SettingsError; SignInError.
"""

import math
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import streamlit as st

from dashboard import settings
from dashboard.settings import given, is_loopback, refusal
from dashboard.share.people import EMAIL, plain
from dashboard.share.problems import shown
from dashboard.share.tables import LONGEST_AUTHOR
from models import ModelError, Problem

ISSUER, CLIENT = "LODESTONE_SIGN_IN_ISSUER", "LODESTONE_SIGN_IN_CLIENT"
SECRET, DOMAINS = "LODESTONE_SIGN_IN_SECRET", "LODESTONE_SIGN_IN_DOMAINS"
HOURS, COOKIE = "LODESTONE_SIGN_IN_HOURS", "STREAMLIT_SERVER_COOKIE_SECRET"
SHORTEST, USUAL_HOURS, HOUR = 32, 12.0, 3_600.0
DISCOVERY = "/.well-known/openid-configuration"


class SignInError(ModelError):
    """Somebody has signed in, but it does not count."""


@dataclass(frozen=True)
class Person:
    """Who has signed in."""

    email: str
    name: str


def enabled() -> bool:
    """Whether this installation asks to sign in."""
    return bool(given(ISSUER))


def secrets() -> dict[str, Any]:
    """Return what Streamlit needs to know, which stays in memory; nothing where it is not on.

    Raises
    ------
    SettingsError
        When a setting is missing or is not safe.
    """
    if not enabled():
        return {}
    _check()
    told = {
        "redirect_uri": f"{settings.public_address()}/oauth2callback",
        "cookie_secret": given(COOKIE),
        "client_id": given(CLIENT),
        "client_secret": given(SECRET),
        "server_metadata_url": f"{given(ISSUER).rstrip('/')}{DISCOVERY}",
    }
    return {"auth": told}


def person() -> Person | None:
    """Return who has signed in; nobody where it is not on.

    Raises
    ------
    SignInError
        When the sign-in is too old, of another provider, or has no verified address.
    """
    claims = told() if enabled() else {}
    if not claims.get("is_logged_in"):
        return None
    email = plain(str(claims.get("email", "")))
    _judge(claims, email)
    return Person(email, shown(claims.get("name") or email, LONGEST_AUTHOR))


def somebody() -> Person | None:
    """Return who has signed in, if that counts."""
    try:
        return person()
    except SignInError:
        return None


def told() -> Mapping[str, Any]:
    """What the provider has said of this session's reader."""
    return st.user.to_dict()


def _judge(claims: Mapping[str, Any], email: str) -> None:
    domains = {each.strip().lower() for each in given(DOMAINS).split(",") if each.strip()}
    if claims.get("iss") != given(ISSUER).rstrip("/") and claims.get("iss") != given(ISSUER):
        raise _refused("was with another provider", "Sign in again")
    if not _number(claims.get("iat")) + hours() * HOUR > time.time():
        raise _refused("has ended", "Sign in again; what you changed is kept in this browser")
    if not EMAIL.fullmatch(email) or claims.get("email_verified") not in {True, "true"}:
        fix = "Confirm your e-mail address there, then sign in again"
        raise _refused("has no e-mail address that the provider has verified", fix)
    if domains and email.rpartition("@")[2] not in domains:
        raise _refused("is with an address that this server does not admit", "Use another account")


def hours() -> float:
    """Hours for which a sign-in counts.

    Raises
    ------
    SettingsError
        When it is no number above 0.
    """
    said = given(HOURS)
    found = _number(said) if said else USUAL_HOURS
    if not 0.0 < found < math.inf:
        raise refusal(HOURS, f"{said!r:.40} is no number above 0", "Write 12, for instance")
    return found


def _check() -> None:
    """Refuse settings with which signing in would fail, or be no protection."""
    problems = [
        Problem(name, "is missing, and signing in needs it", "Set it, or leave all of them out")
        for name in (CLIENT, SECRET, settings.PUBLIC_ADDRESS)
        if not given(name)
    ]
    if len(given(COOKIE)) < SHORTEST:
        fix = f"Set it to {SHORTEST} random letters or more, the same for all processes"
        problems.append(Problem(COOKIE, "is missing or too short to sign with", fix))
    for name in (ISSUER, settings.PUBLIC_ADDRESS):
        parts = urlsplit(given(name))
        if given(name) and parts.scheme != "https" and not is_loopback(parts.hostname or ""):
            problems.append(Problem(name, "is not encrypted", "Write an address with https://"))
    if problems:
        raise settings.SettingsError(problems)
    hours()
    settings.public_address()


def _number(said: object) -> float:
    try:
        return float(str(said))
    except ValueError:
        return math.nan


def _refused(what: str, fix: str) -> SignInError:
    return SignInError([Problem("Your sign-in", what, fix)])
