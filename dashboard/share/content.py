"""What one version of a study holds, made from the study on screen and its results."""

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from models import Dataset, Evaluation, Scored, Study, canonical, figures, kept_numbers


@dataclass(frozen=True)
class Content:
    """A version before it is saved: the study, what it gave, and with which numbers."""

    text: str  # canonical JSON of the study
    fingerprint: str
    schema_number: int
    dataset_version: str
    model_version: str
    results: str  # canonical JSON of the figures
    numbers: str = ""  # the dataset as it was; nothing when the store has it already

    @property
    def study(self) -> Study:
        """The study, read anew.

        Raises
        ------
        StudyError
            When this Lodestone cannot read it.
        """
        return Study.from_json(self.text)

    @property
    def figures(self) -> dict[str, Any]:
        """What its results were, by deal, in the order of the study."""
        found, study = json.loads(self.results), json.loads(self.text)
        order = [each["name"] for each in (*study["deals"], study["baseline"])]
        return {name: found[name] for name in order if name in found}


def content_of(study: Study, evaluation: Evaluation, scored: Scored, dataset: Dataset) -> Content:
    """Make a version of a study and its results."""
    return Content(
        text=study.to_json(),
        fingerprint=study.fingerprint,
        schema_number=study.schema_number,
        dataset_version=evaluation.dataset_version,
        model_version=evaluation.model_version,
        results=canonical(figures(evaluation, scored)),
        numbers=_numbers(dataset),
    )


@lru_cache(maxsize=8)
def _numbers(dataset: Dataset) -> str:
    """Write a dataset once, not with every save."""
    return kept_numbers(dataset)
