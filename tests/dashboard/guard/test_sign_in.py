"""Whether a sign-in counts, and what its settings must be."""

import time
from typing import Any

import pytest

from dashboard import settings
from dashboard.guard import sign_in
from dashboard.guard.sign_in import Person, SignInError
from tests.dashboard.guard.conftest import SET, claims

ASHA = "asha@irel.example"


@pytest.fixture
def told(asked: None, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:  # noqa: ARG001
    said = claims(ASHA)
    monkeypatch.setattr(sign_in, "told", lambda: said)
    return said


def test_who_has_signed_in_has_a_plain_address_and_a_name(told: dict[str, Any]) -> None:
    told["email"] = "Asha@IREL.example"
    assert sign_in.person() == Person(ASHA, "Asha")
    told["name"] = "A\u202eb" + "x" * 200
    named = sign_in.person()
    assert named is not None
    assert len(named.name) <= 90
    assert named.name.isprintable()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"email_verified": False}, "no e-mail address that the provider has verified"),
        ({"email_verified": None}, "no e-mail address that the provider has verified"),
        ({"email_verified": "yes"}, "no e-mail address that the provider has verified"),
        ({"email": ""}, "no e-mail address that the provider has verified"),
        ({"email": "a@b@c.d"}, "no e-mail address that the provider has verified"),
        ({"iss": "https://evil.example"}, "was with another provider"),
        ({"iss": None}, "was with another provider"),
        ({"iat": time.time() - 12.1 * 3_600}, "has ended"),
        ({"iat": None}, "has ended"),
        ({"iat": "nan"}, "has ended"),
    ],
)
def test_what_does_not_count_is_told_in_words(
    told: dict[str, Any], changed: dict[str, Any], said: str
) -> None:
    told |= changed
    with pytest.raises(SignInError, match=said):
        sign_in.person()
    assert sign_in.somebody() is None


def test_only_addresses_of_the_named_domains_are_admitted(
    told: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(sign_in.DOMAINS, "irel.example, other.example")
    assert sign_in.person()
    told["email"] = "asha@notirel.example"
    with pytest.raises(SignInError, match="does not admit"):
        sign_in.person()


def test_hours_are_12_or_what_is_set(told: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    told["iat"] = time.time() - 2 * 3_600
    assert sign_in.person()
    monkeypatch.setenv(sign_in.HOURS, "1")
    assert sign_in.somebody() is None
    for wrong in ("0", "-1", "soon", "inf"):
        monkeypatch.setenv(sign_in.HOURS, wrong)
        with pytest.raises(settings.SettingsError, match="no number above 0"):
            sign_in.hours()


def test_what_streamlit_is_told_comes_from_the_environment(asked: None) -> None:  # noqa: ARG001
    told = sign_in.secrets()["auth"]
    assert told["redirect_uri"] == "https://lodestone.example/oauth2callback"
    assert told["server_metadata_url"].startswith("https://accounts.example.org/.well-known/")
    assert told["client_secret"] == SET[sign_in.SECRET]


def test_without_a_provider_it_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(sign_in.ISSUER, raising=False)
    assert not sign_in.enabled()
    assert sign_in.secrets() == {}
    assert sign_in.person() is None


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        (sign_in.CLIENT, "", "is missing"),
        (sign_in.SECRET, "", "is missing"),
        (settings.PUBLIC_ADDRESS, "", "is missing"),
        (settings.PUBLIC_ADDRESS, "http://lodestone.example", "is not encrypted"),
        (sign_in.ISSUER, "http://accounts.example.org", "is not encrypted"),
        (sign_in.COOKIE, "short", "too short to sign with"),
        (sign_in.COOKIE, "", "too short to sign with"),
    ],
)
def test_an_unsafe_setting_is_refused_at_the_start(
    asked: None,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    value: str,
    said: str,
) -> None:
    monkeypatch.setenv(name, value)
    with pytest.raises(settings.SettingsError, match=said) as refused:
        sign_in.secrets()
    assert SET[sign_in.SECRET] not in str(refused.value)
