"""Settings of an installation, from the environment.

    LODESTONE_DATABASE_URL    where saved studies are: sqlite:///folder/file.db, or
                              postgresql://user:password@host/name; without it a file of the user's
    LODESTONE_MODE            local: this machine alone, all studies are listed;
                              links: a shared server, where only a link opens a study
    LODESTONE_PUBLIC_ADDRESS  https://lodestone.example.org: where readers reach a shared server; it
                              then answers to no other name
    LODESTONE_PROXIES         addresses or networks with commas between: proxies in front of the
                              server, whose word on who asks is taken; nobody else's is
    LODESTONE_LIMITS          request limits for each address: 1 as they are, 10 ten times as much,
                              0 none

Without a mode, a server that only this machine can reach is local, and any other goes by links.
Those of signing in are in ``dashboard.guard.sign_in``.

Raises   SettingsError.
"""

import ipaddress
import math
import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from platformdirs import user_data_dir

from models import ModelError, Problem

DATABASE_URL, MODE = "LODESTONE_DATABASE_URL", "LODESTONE_MODE"
PUBLIC_ADDRESS, PROXIES = "LODESTONE_PUBLIC_ADDRESS", "LODESTONE_PROXIES"
LIMITS = "LODESTONE_LIMITS"
Mode = Literal["local", "links"]


class SettingsError(ModelError):
    """A setting cannot be used."""


def refusal(setting: str, what: str, fix: str) -> SettingsError:
    """Return an error with one problem."""
    return SettingsError([Problem(setting, what, fix)])


def given(setting: str) -> str:
    """Return a setting without blanks around it; empty where it is not set."""
    return os.environ.get(setting, "").strip()


def database_url() -> str:
    """Address of the database of saved studies."""
    usual = Path(user_data_dir("lodestone", appauthor=False)) / "studies.db"
    return given(DATABASE_URL) or f"sqlite:///{usual}"


def mode(server_address: str | None) -> Mode:
    """Whether all studies are listed, or only a link opens one.

    Raises
    ------
    SettingsError
        When the mode is not known, or would list all studies to other machines.
    """
    near = is_loopback(server_address) and not public_address()
    asked = given(MODE).lower()
    if asked == "links" or (not asked and not near):
        return "links"
    if asked not in {"", "local"}:
        raise refusal(MODE, f"{asked!r:.40} is no mode", "Write local or links")
    if not near:
        who = public_address() or server_address or "it"
        what = f"local would show all studies to everyone who reaches {who}"
        raise refusal(MODE, what, "Write links, or let the server listen on 127.0.0.1")
    return "local"


def is_loopback(server_address: str | None) -> bool:
    """Whether only this machine reaches a server at this address; without one, everybody does."""
    if server_address == "localhost":
        return True
    try:
        return ipaddress.ip_address(server_address or "").is_loopback
    except ValueError:
        return False


def public_address() -> str:
    """Address at which readers reach the server, without a slash at its end; empty if not set.

    Raises
    ------
    SettingsError
        When it is no address of a server.
    """
    address = given(PUBLIC_ADDRESS).rstrip("/")
    try:
        parts = urlsplit(address)
        whole = parts.scheme in {"http", "https"} and parts.hostname and not parts.username
        sound = bool(whole) and not (parts.query or parts.fragment) and (parts.port or 1) > 0
    except ValueError:
        sound = False
    if address and not sound:
        fix = "Write https:// and the name of the server, such as https://lodestone.example.org"
        raise refusal(PUBLIC_ADDRESS, f"{address!r:.60} is no address", fix)
    return address


def proxies() -> tuple[str, ...]:
    """Addresses and networks of the proxies whose word on who asks is taken.

    Raises
    ------
    SettingsError
        When one of them is no address, or means everybody.
    """
    told: list[str] = []
    for each in filter(None, map(str.strip, given(PROXIES).split(","))):
        try:
            network = ipaddress.ip_network(each, strict=False)
        except ValueError:
            fix = "Write addresses or networks with commas between, such as 127.0.0.1,10.0.0.0/24"
            raise refusal(PROXIES, f"{each!r:.40} is no address", fix) from None
        if not network.prefixlen:
            raise refusal(PROXIES, f"{each} would believe everybody", "Name your own proxies")
        told.append(str(network) if "/" in each else each)
    return tuple(told)


def generosity() -> float:
    """How much more than usual one address may ask for; without limits, infinite.

    Raises
    ------
    SettingsError
        When it is no number from 0 on.
    """
    said = given(LIMITS) or "1"
    try:
        factor = float(said)
    except ValueError:
        factor = math.nan
    if not 0.0 <= factor < math.inf:
        raise refusal(LIMITS, f"{said!r:.40} is no number from 0 on", "Write 1, or 0 for no limits")
    return factor or math.inf
