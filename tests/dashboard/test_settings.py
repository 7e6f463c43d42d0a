"""Settings: what is safe without any, and what is refused."""

import pytest

from dashboard import settings


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(settings.MODE, raising=False)
    monkeypatch.delenv(settings.DATABASE_URL, raising=False)


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
