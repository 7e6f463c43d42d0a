"""Settings: what is safe without any, and what is refused."""

import pytest

from dashboard import settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    for each in ("MODE", "DATABASE_URL", "PUBLIC_ADDRESS", "PROXIES", "LIMITS"):
        monkeypatch.delenv(getattr(settings, each), raising=False)


@pytest.mark.parametrize("address", ["127.0.0.1", "localhost", "::1", "127.8.0.1"])
def test_a_server_for_this_machine_alone_lists_all_studies(address: str) -> None:
    assert settings.mode(address) == "local"


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.7", "::", "lodestone.example", "", None])  # noqa: S104
def test_a_server_that_others_reach_lists_none(address: str | None) -> None:
    assert settings.mode(address) == "links"


def test_a_shared_server_cannot_be_told_to_list_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.MODE, "local")
    assert settings.mode("127.0.0.1") == "local"
    with pytest.raises(settings.SettingsError, match="would show all studies"):
        settings.mode("0.0.0.0")  # noqa: S104


def test_links_can_be_asked_for_anywhere_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.MODE, "links")
    assert settings.mode("127.0.0.1") == "links"
    monkeypatch.setenv(settings.MODE, "open")
    with pytest.raises(settings.SettingsError, match="'open' is no mode"):
        settings.mode("127.0.0.1")


def test_the_database_is_a_file_of_the_user_or_what_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.database_url().startswith("sqlite:///")
    assert settings.database_url().endswith("studies.db")
    monkeypatch.setenv(settings.DATABASE_URL, " postgresql://host/name ")
    assert settings.database_url() == "postgresql://host/name"


@pytest.mark.parametrize("address", ["https://lodestone.example", "http://10.0.0.7:8501/magnets/"])
def test_a_public_address_is_told_without_its_last_slash(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, address)
    assert settings.public_address() == address.rstrip("/")
    assert settings.mode("127.0.0.1") == "links"  # others reach it, through a proxy


def test_a_server_with_a_public_address_cannot_list_all(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, "https://lodestone.example")
    monkeypatch.setenv(settings.MODE, "local")
    with pytest.raises(settings.SettingsError, match="everyone who reaches https://lodestone"):
        settings.mode("127.0.0.1")


@pytest.mark.parametrize(
    "address",
    [
        "lodestone.example",
        "ftp://x",
        "https://",
        "https://u:p@x",
        "https://x?y=1",
        "https://x:99999",
    ],
)
def test_what_is_no_address_is_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(settings.PUBLIC_ADDRESS, address)
    with pytest.raises(settings.SettingsError, match="is no address"):
        settings.public_address()


def test_proxies_are_addresses_and_networks_and_never_everybody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert settings.proxies() == ()
    monkeypatch.setenv(settings.PROXIES, " 127.0.0.1, 10.0.0.7/24,::1 ")
    assert settings.proxies() == ("127.0.0.1", "10.0.0.0/24", "::1")
    for wrong, said in (
        ("*", "is no address"),
        ("0.0.0.0/0", "believe everybody"),
        ("x", "no add"),
    ):
        monkeypatch.setenv(settings.PROXIES, wrong)
        with pytest.raises(settings.SettingsError, match=said):
            settings.proxies()


def test_limits_are_as_they_are_wider_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    for said, factor in (("", 1.0), ("10", 10.0), ("0.5", 0.5), ("0", float("inf"))):
        monkeypatch.setenv(settings.LIMITS, said)
        assert settings.generosity() == factor
    for wrong in ("-1", "nan", "inf", "many"):
        monkeypatch.setenv(settings.LIMITS, wrong)
        with pytest.raises(settings.SettingsError, match="is no number from 0 on"):
            settings.generosity()
