"""With which numbers a saved version is computed again: those of then, if they still give the same.

A version of an earlier dataset is computed with the numbers of then. If that gives what was saved,
to the last digit, they are used; if the formulas have changed meanwhile, there is only today.
"""

from collections.abc import Callable, Mapping
from typing import Any

from dashboard.share.library import Version
from models import MODEL_VERSION, Dataset, ModelError, Study


def as_saved(
    version: Version,
    today: Dataset,
    dataset_of: Callable[[str], Dataset],
    results: Callable[[Study, Dataset], Mapping[str, Any]],
) -> Dataset | None:
    """Return the dataset with which a version still gives the very results that were saved.

    Today's, if neither numbers nor formulas have changed; that of then, if it still works; none,
    if the formulas give other results by now.

    Parameters
    ----------
    version, today
        What was saved, and the dataset of now.
    dataset_of
        Gives the dataset of a version, or raises ModelError.
    results
        Gives ``models.figures`` of a study on a dataset, or raises ModelError.
    """
    content = version.content
    if (content.dataset_version, content.model_version) == (today.version, MODEL_VERSION):
        return today
    try:
        then = dataset_of(content.dataset_version)
        return then if results(content.study, then) == content.figures else None
    except ModelError:
        return None
