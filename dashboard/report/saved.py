"""A saved version to be reported from the command line, and the numbers that it is computed with.

It stands apart from the other commands, because it alone needs the store.

Raises   ModelError: an identity that means no version, or whatever the store refuses.
"""

import re
from contextlib import closing
from typing import Any

from dashboard.share.earlier import as_saved
from dashboard.share.faults import refusal
from dashboard.share.identities import study_of
from dashboard.share.library import Version, load, numbers_of
from dashboard.share.problems import shown
from dashboard.share.store import Store
from models import Dataset, Study, evaluate, figures, score, with_numbers

SAVED = re.compile(r"(?P<digits>[^:]*)(?::(?P<number>[0-9]{1,9}))?")


def version(url: str, asked: str, today: Dataset) -> tuple[Study, Dataset | None, dict[str, Any]]:
    """Read a version: its study, its numbers if they still give what was saved, and who saved it.

    Parameters
    ----------
    url, asked
        Address of the store; the first digits of an identity, then ``:N`` for an earlier version.
    today
        The dataset of now.
    """
    with closing(Store(url)) as store:
        found = _version(store, asked)
        data = _as_saved(store, found, today)
    entry = found.entry
    told = {"version": entry.number, "author": entry.author, "note": entry.note}
    return found.content.study, data, {**told, "made_at": entry.saved_at}


def _version(store: Store, asked: str) -> Version:
    found = SAVED.fullmatch(asked)
    if found is None:
        fix = "Give the first digits of its identity, then : and the number of a version"
        raise refusal("names no version of a study", fix, shown(asked))
    number = found["number"]
    return load(store, study_of(store, found["digits"]), int(number) if number else None)


def _as_saved(store: Store, version: Version, today: Dataset) -> Dataset | None:
    def dataset_of(name: str) -> Dataset:
        return with_numbers(today, name, numbers_of(store, name))

    def results(study: Study, data: Dataset) -> dict[str, Any]:
        evaluation = evaluate(study, data)
        return figures(evaluation, score(evaluation, data.criteria))

    return as_saved(version, today, dataset_of, results)
