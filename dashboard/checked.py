"""All settings looked at before anything starts: every problem at once, and names nobody reads.

A name that is written wrongly would otherwise be a setting that is not set.
"""

import difflib
import os
from collections.abc import Callable, Iterator

from dashboard import running, settings
from dashboard.guard import sign_in
from dashboard.share.store import known
from models import ModelError, Problem

PREFIX = "LODESTONE_"
OF_TESTS = {"LODESTONE_TEST_DATABASE_URL", "LODESTONE_PLAIN_CHARTS"}
NAMES = (
    settings.DATABASE_URL,
    settings.MODE,
    settings.PUBLIC_ADDRESS,
    settings.PROXIES,
    settings.LIMITS,
    sign_in.ISSUER,
    sign_in.CLIENT,
    sign_in.SECRET,
    sign_in.DOMAINS,
    sign_in.HOURS,
    running.LOG,
    running.METRICS,
    running.JOB_MINUTES,
)


def problems(server_address: str | None) -> tuple[Problem, ...]:
    """Return everything that is wrong with the settings."""
    readers: tuple[Callable[[], object], ...] = (
        settings.public_address,
        settings.proxies,
        settings.generosity,
        sign_in.secrets,
        lambda: settings.mode(server_address),
        lambda: running.logs_as_json(terminal=False),
        running.metrics_are_open,
        running.job_minutes,
    )
    found = dict.fromkeys(problem for reader in readers for problem in _of(reader))
    named = (each._replace(where=settings.DATABASE_URL) for each in _of(_database))
    return (*found, *named, *_unknown())


def _database() -> None:
    known(settings.database_url())


def _of(reader: Callable[[], object]) -> tuple[Problem, ...]:
    try:
        reader()
    except ModelError as error:
        return error.problems
    return ()


def _unknown() -> Iterator[Problem]:
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in {*NAMES, *OF_TESTS}:
            near = difflib.get_close_matches(name, NAMES, n=1)
            fix = f"Write {near[0]}" if near else f"There are {', '.join(NAMES)}"
            yield Problem(name, "there is no such setting", fix)
