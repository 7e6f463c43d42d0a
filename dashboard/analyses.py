"""What the pages What matters and Security ask of the model: each question a job, its answer kept.

Answers depend on the study with its weights, on the dataset and, where it is of two deals or of one
stock, on which; who asks the same again, in any session, finds the answer.

Raises   BusyError: too many jobs are waiting.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Protocol

import streamlit as st

import models
from dashboard.jobs import Job, queue
from models import Dataset, Stress, Study, canonical

MOST_KEPT = 64
Key = tuple[str, ...]


class Asked(Protocol):
    """What is asked about: a study with its numbers and, by name, what of it."""

    @property
    def study(self) -> Study: ...
    @property
    def dataset(self) -> Dataset: ...
    @property
    def names(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Question:
    """What is said while an answer is looked for, and what it depends on beside the study."""

    doing: str
    of_named: bool = True  # of what is named only
    of_worlds: bool = False  # of the user's own worlds


class Kept:
    """Answers of the whole process, the latest used."""

    def __init__(self) -> None:
        self._answers: OrderedDict[Key, Any] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Key) -> Any:
        """Return an answer, or none."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
            return self._answers.get(key)

    def keep(self, key: Key, answer: Any) -> None:
        """Keep an answer, and forget the one that was not used for longest."""
        with self._lock:
            self._answers[key] = answer
            self._answers.move_to_end(key)
            while len(self._answers) > MOST_KEPT:
                self._answers.popitem(last=False)


@st.cache_resource(show_spinner=False)
def kept() -> Kept:
    """Answers that this process has."""
    return Kept()


QUESTIONS = MappingProxyType(
    {
        "movers": Question("Moving every input"),
        "agreed": Question("Moving every term of the two deals"),
        "switches": Question("Looking for the value of every input at which the deals swap"),
        "knowing": Question("Asking what each input tells", of_named=False),
        "indices": Question("Varying the inputs together"),
        "losing": Question("Looking for where each deal loses", of_named=False),
        "stress": Question("Going through the worlds", of_named=False),
        "own_stress": Question("Going through your own worlds", of_named=False, of_worlds=True),
        "fading": Question("Counting the past in five ways", of_named=False),
        "fading_lengths": Question("Counting the past in five ways", of_named=False),
        "matching_stocks": Question("Trying sizes of the stock in every deal"),
        "tying_rates": Question("Looking for the rate of every hazard at which the deals tie"),
    }
)
ANSWERS: Mapping[str, Callable[..., Any]] = MappingProxyType(
    {
        **models.QUESTIONS,
        "matching_stocks": models.matching_stocks,
        "tying_rates": models.tying_rates,
    }
)


def key(kind: str, of: Asked) -> Key:
    """Name everything that an answer depends on."""
    asked = QUESTIONS[kind]
    named = of.names if asked.of_named else ()
    worlds = (_own_worlds(of.study),) if asked.of_worlds else ()
    return (kind, of.study.results_key, of.dataset.version, *named, *worlds)


def tried(study: Study, data: Dataset) -> Stress | None:
    """Return what is known of all worlds of a study, or none if something of it is not yet."""
    about = study.results_key, data.version
    found: Stress | None = kept().find(("stress", *about))
    if found is None or not study.worlds:
        return found
    own: Stress | None = kept().find(("own_stress", *about, _own_worlds(study)))
    return None if own is None else found.with_more(own)


def _own_worlds(study: Study) -> str:
    """Write the user's own worlds as text that is the same for the same worlds."""
    return canonical([each.model_dump(mode="json") for each in study.worlds])


def find(kind: str, of: Asked) -> Any:
    """Return an answer that is known already, or none."""
    return kept().find(key(kind, of))


def ask(kind: str, of: Asked, progress: Callable[[float], None]) -> Any:
    """Return an answer that is known, or work it out for all; for work that is beside the page."""
    known = find(kind, of)
    if known is None:
        known = ANSWERS[kind](of, progress)
        kept().keep(key(kind, of), known)
    return known


def begin(kind: str, of: Asked) -> Job:
    """Begin to look for an answer.

    Raises
    ------
    BusyError
        When too many are waiting.
    """
    asked = QUESTIONS[kind]

    def work(job: Job) -> None:
        job.step(0.0, asked.doing)
        ask(kind, of, job.step)  # another session may have asked the same meanwhile
        job.step(1.0)

    return queue().start(Job(), work, asked.doing)
