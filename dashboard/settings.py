"""Settings of an installation, from the environment.

    LODESTONE_DATABASE_URL    where saved studies are: sqlite:///folder/file.db, or
                              postgresql://user:password@host/name; without it a file of the user's
    LODESTONE_MODE            local: this machine alone, all studies are listed;
                              links: a shared server, where only a link opens a study

Without a mode, a server that only this machine can reach is local, and any other goes by links.

Raises   SettingsError.
"""

import ipaddress
import os
from pathlib import Path
from typing import Literal

from platformdirs import user_data_dir

from models import ModelError, Problem

DATABASE_URL, MODE = "LODESTONE_DATABASE_URL", "LODESTONE_MODE"
Mode = Literal["local", "links"]


class SettingsError(ModelError):
    """A setting cannot be used."""


def database_url() -> str:
    """Address of the database of saved studies."""
    usual = Path(user_data_dir("lodestone", appauthor=False)) / "studies.db"
    return os.environ.get(DATABASE_URL, "").strip() or f"sqlite:///{usual}"


def mode(server_address: str | None) -> Mode:
    """Whether all studies are listed, or only a link opens one.

    Raises
    ------
    SettingsError
        When the mode is not known, or would list all studies to other machines.
    """
    near = is_loopback(server_address)
    asked = os.environ.get(MODE, "").strip().lower()
    if asked == "links" or (not asked and not near):
        return "links"
    if asked not in {"", "local"}:
        raise SettingsError([Problem(MODE, f"{asked!r:.40} is no mode", "Write local or links")])
    if not near:
        what = f"local would show all studies to everyone who reaches {server_address or 'it'}"
        fix = "Write links, or let the server listen on 127.0.0.1"
        raise SettingsError([Problem(MODE, what, fix)])
    return "local"


def is_loopback(server_address: str | None) -> bool:
    """Whether only this machine reaches a server at this address; without one, everybody does."""
    if server_address == "localhost":
        return True
    try:
        return ipaddress.ip_address(server_address or "").is_loopback
    except ValueError:
        return False
