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
from models import Dataset, Study

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
    """What is said while an answer is looked for, and whether it is of what is named only."""

    doing: str
    of_named: bool = True


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
        "switches": Question("Looking for the value of every input at which the deals swap"),
        "knowing": Question("Asking what each input tells", of_named=False),
        "indices": Question("Varying the inputs together"),
        "losing": Question("Looking for where each deal loses", of_named=False),
        "stress": Question("Going through the worlds", of_named=False),
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
    named = of.names if QUESTIONS[kind].of_named else ()
    return (kind, of.study.results_key, of.dataset.version, *named)


def find(kind: str, of: Asked) -> Any:
    """Return an answer that is known already, or none."""
    return kept().find(key(kind, of))


def begin(kind: str, of: Asked) -> Job:
    """Begin to look for an answer.

    Raises
    ------
    BusyError
        When too many are waiting.
    """
    asked, answer = QUESTIONS[kind], ANSWERS[kind]

    def work(job: Job) -> None:
        known = find(kind, of)  # another session may have asked the same meanwhile
        job.step(0.0, asked.doing)
        kept().keep(key(kind, of), known or answer(of, job.step))
        job.step(1.0)

    return queue().start(Job(), work, asked.doing)
