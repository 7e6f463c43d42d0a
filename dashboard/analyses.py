"""What the pages What matters and Security ask of the model: each question a job, its answer kept.

Answers depend on the study with its weights, on the dataset and, where two deals are compared, on
which two; who asks the same again, in any session, finds the answer.

Raises   BusyError: too many jobs are waiting.
"""

import threading
from collections import OrderedDict
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import streamlit as st

import models
from dashboard.jobs import Job, queue
from models import Contest

MOST_KEPT = 64
Key = tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """What is said while an answer is looked for, and whether it is of two deals only."""

    doing: str
    of_two: bool = True


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
        "knowing": Question("Asking what each input tells", of_two=False),
        "indices": Question("Varying the inputs together"),
        "losing": Question("Looking for where each deal loses", of_two=False),
        "stress": Question("Going through the worlds", of_two=False),
        "fading": Question("Counting the past in five ways", of_two=False),
        "fading_lengths": Question("Counting the past in five ways", of_two=False),
    }
)


def key(kind: str, of: Contest) -> Key:
    """Name everything that an answer depends on."""
    two = (of.first, of.second) if QUESTIONS[kind].of_two else ()
    return (kind, of.study.results_key, of.dataset.version, *two)


def find(kind: str, of: Contest) -> Any:
    """Return an answer that is known already, or none."""
    return kept().find(key(kind, of))


def begin(kind: str, of: Contest) -> Job:
    """Begin to look for an answer.

    Raises
    ------
    BusyError
        When too many are waiting.
    """
    asked, answer = QUESTIONS[kind], models.QUESTIONS[kind]

    def work(job: Job) -> None:
        known = find(kind, of)  # another session may have asked the same meanwhile
        job.step(0.0, asked.doing)
        kept().keep(key(kind, of), known or answer(of, job.step))
        job.step(1.0)

    return queue().start(Job(), work, asked.doing)
