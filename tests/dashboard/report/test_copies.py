"""Work in a copy of the process: done elsewhere, the same result; what fails there fails here."""

import os
import threading

import pytest

from dashboard.report import copies
from dashboard.report.asked import APART
from dashboard.report.copies import at_once, begun
from dashboard.report.subject import subject_of
from models import StudyError
from tests.dashboard.drawn import DATASET, DOLLARS
from tests.dashboard.matters import answer, small

alone = pytest.mark.skipif(not copies.possible(), reason="no second core, or no Linux")


@alone
def test_work_is_done_in_another_process_and_handed_over() -> None:
    assert begun(os.getpid)() != os.getpid()
    for kind in sorted(APART):
        waiting = begun(lambda kind=kind: (os.getpid(), answer(kind)))
        there, made = waiting()
        assert there != os.getpid()
        assert made == answer(kind)


@alone
def test_what_fails_in_a_copy_fails_here() -> None:
    def refuse() -> None:
        raise StudyError([])

    with pytest.raises(StudyError):
        begun(refuse)()
    own = os.getpid()
    died = begun(lambda: own if os.getpid() == own else os._exit(1))
    assert died() == own


def test_a_process_with_threads_is_not_copied() -> None:
    ended = threading.Event()
    other = threading.Thread(target=ended.wait)
    other.start()
    assert begun(os.getpid)() == os.getpid()
    ended.set()
    other.join()


def test_answers_are_the_same_wherever_they_are_worked_out() -> None:
    def ask(kind, *_):
        return answer(kind)

    here, apart = (subject_of(small(), DATASET, DOLLARS, ask=ask) for _ in range(2))
    here.answer_all(("movers", "switches", "knowing", "stress"), at_once)
    apart.answer_all(("movers", "switches", "knowing", "stress"), begun)
    assert here.answers == apart.answers
    assert here.stress is here.answers["stress"]  # the worlds are gone through once
