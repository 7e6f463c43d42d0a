"""Settings for whoever runs a server, from the environment; the others are in ``settings``.

    LODESTONE_LOG             json: lines for programs; text: lines for people; without it json,
                              and text at a terminal
    LODESTONE_METRICS         local: counts are told to this machine alone; open: to everyone
    LODESTONE_JOB_MINUTES     after how long a report or an analysis is given up; without it 10

Raises   SettingsError.
"""

import math
import os

from dashboard.settings import SettingsError
from models import Problem

LOG, METRICS, JOB_MINUTES = "LODESTONE_LOG", "LODESTONE_METRICS", "LODESTONE_JOB_MINUTES"
USUAL_MINUTES, MOST_MINUTES = 10.0, 1_440.0


def logs_as_json(*, terminal: bool) -> bool:
    """Whether lines of the log are for programs, and not for people.

    Raises
    ------
    SettingsError
        When the form is not known.
    """
    asked = _one_of(LOG, "json", "text")
    return asked == "json" or (not asked and not terminal)


def metrics_are_open() -> bool:
    """Whether counts are told to other machines.

    Raises
    ------
    SettingsError
        When it is neither open nor local.
    """
    return _one_of(METRICS, "local", "open") == "open"


def job_minutes() -> float:
    """Minutes after which long work is given up.

    Raises
    ------
    SettingsError
        When it is no such number.
    """
    said = os.environ.get(JOB_MINUTES, "").strip() or str(USUAL_MINUTES)
    try:
        minutes = float(said)
    except ValueError:
        minutes = math.nan
    if not 0 < minutes <= MOST_MINUTES:
        what, fix = f"{said!r:.40} is no time", f"Write minutes, above 0 and up to {MOST_MINUTES:g}"
        raise SettingsError([Problem(JOB_MINUTES, what, fix)])
    return minutes


def _one_of(setting: str, *words: str) -> str:
    """Return the word that is set; empty where none is."""
    asked = os.environ.get(setting, "").strip().lower()
    if asked not in {"", *words}:
        what = f"{asked!r:.40} is not known"
        raise SettingsError([Problem(setting, what, f"Write {' or '.join(words)}")])
    return asked
