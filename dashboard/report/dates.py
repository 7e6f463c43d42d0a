"""The date of a paper: that of the saved version, or of the dataset; never today's."""

import datetime
import re

from dashboard import text
from dashboard.report.subject import Subject

NUMBER = re.compile(r"(\d{4})\.(\d{1,2})\.")
EARLIEST = datetime.date(2000, 1, 1)  # of a dataset whose number tells no date


def in_words(subject: Subject) -> str:
    """Say of which day the study is; of one that is not saved, with which data."""
    if subject.made_at is None:
        return f"Not saved; data {subject.evaluation.dataset_version}"
    return text.date(saved_on(subject.made_at))


def of_document(subject: Subject) -> datetime.date:
    """Return the date that the file carries."""
    if subject.made_at is not None:
        return saved_on(subject.made_at)
    return of_data(subject.evaluation.dataset_version) or EARLIEST


def saved_on(moment: datetime.datetime) -> datetime.date:
    """Return the day of a moment, in universal time wherever this runs."""
    return moment.astimezone(datetime.UTC).date()


def of_data(version: str) -> datetime.date | None:
    """Read the month from the number of a dataset: 2026.11.1 is of November 2026."""
    found = NUMBER.match(version)
    if not found or not 1 <= int(found[2]) <= 12:  # noqa: PLR2004  months
        return None
    return datetime.date(int(found[1]), int(found[2]), 1)


def month_of_data(version: str) -> str:
    """Write the month of a dataset, if its number tells one."""
    day = of_data(version)
    return f"{day:%B %Y}" if day else text.DASH
