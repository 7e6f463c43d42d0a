"""Results, computed once and kept for all visitors; nothing kept is ever changed.

A visitor who opens a study of an earlier dataset goes on with the numbers of then; so the dataset
is today's, or the one of the session.

What a study gives depends on everything but its title and its weights, so a new weight is a new
score of kept results; what no weight moves of a score is kept, too. Below that, one memo for the
whole process keeps every array a formula made.

Raises   ModelError: a dataset or a study that cannot be used.
"""

import dataclasses
from contextlib import suppress

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import metrics, once, settings
from dashboard.share.faults import StoreError
from dashboard.share.library import numbers_of
from dashboard.share.store import Store
from dashboard.share.studies import purge
from models import (
    Dataset,
    Evaluation,
    Memo,
    Problem,
    Scored,
    Study,
    StudyError,
    Traced,
    Valued,
    default_study,
    evaluate,
    load_dataset,
    scales,
    score,
    trace,
    valued,
    with_numbers,
)

MOST_ON_SCREEN = 10_000  # draws; more belong on the command line
KEPT = 64  # studies: what is on screen and what was before, of some thirty people at once
FEW = 2_000  # draws
EARLIER = "earlier_dataset"
Results = tuple[Evaluation, Scored]


@st.cache_resource(show_spinner=False)
def today() -> Dataset:
    """Read the dataset, once for the process."""
    return load_dataset()


def dataset() -> Dataset:
    """Return the dataset of this session: today's, unless it goes on with an earlier one."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return today()
    earlier: Dataset | None = st.session_state.get(EARLIER)
    return earlier or today()


def use(data: Dataset | None) -> None:
    """Let this session compute with another dataset, or with today's again."""
    st.session_state[EARLIER] = data


@st.cache_resource(show_spinner=False, max_entries=8)
def dataset_of(version: str) -> Dataset:
    """Put together the dataset that a saved version was made with.

    Raises
    ------
    ModelError
        When the store does not have it, or it can no longer be used.
    """
    return with_numbers(today(), version, numbers_of(store(), version))


@st.cache_resource(show_spinner=False, on_release=Store.close)
def store() -> Store:
    """Open the store of saved studies, which is made on first use, and empty its old trash."""
    opened = Store(settings.database_url())
    with suppress(StoreError):  # one that can only be read can be read all the same
        purge(opened)
    return opened


def empty_trash() -> None:
    """Empty the old trash of a store that has been open for long."""
    with suppress(StoreError):
        purge(store())


def mode() -> settings.Mode:
    """Whether all studies are listed, or only a link opens one."""
    return settings.mode(st.get_option("server.address"))


@st.cache_resource(show_spinner=False)
def memo() -> Memo:
    """Keep what formulas have computed, for the whole process."""
    return Memo()


@st.cache_resource(show_spinner=False)
def usual_study() -> Study:
    """Study that a visitor sees first."""
    return default_study({key: each.weight for key, each in today().criteria.items()})


def evaluation(study: Study, data: Dataset | None = None) -> Evaluation:
    """Evaluate a study, or find its results; on this session's dataset if none is given.

    Raises
    ------
    StudyError
        When it cannot be evaluated, or is too large for a page.
    """
    if study.draws > MOST_ON_SCREEN:
        what = f"{study.draws:,} draws are too many for a page"
        fix = f"Use at most {MOST_ON_SCREEN:,}; the command line takes more"
        raise StudyError([Problem("draws", what, fix)])
    bare, numbers = once.unweighted(study), data or dataset()
    if study.half_way:
        scales(study.half_way, numbers.criteria)
    kept = _evaluated(once.results_key(bare), numbers.version, bare, numbers)
    return dataclasses.replace(kept, study=study)


def scored(study: Study, data: Dataset | None = None) -> Scored:
    """Score a study with its weights, or find it scored."""
    numbers = data or dataset()
    return _scored(once.results_key(study), numbers.version, study, numbers)


def results(study: Study) -> Results:
    """Evaluate and score a study, or find both."""
    return evaluation(study), scored(study)


def traced(study: Study, deal_name: str) -> Traced:
    """Compute everything of one deal, to be explained."""
    return trace(study, dataset(), deal_name, memo=memo())


def _evaluated(key: str, version: str, study: Study, data: Dataset) -> Evaluation:
    """Results of a study on a dataset, found by what they depend on in both."""
    kept = _of_few if study.draws <= FEW else _of_many
    return kept(key, version, study, data)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _of_few(key: str, version: str, _study: Study, _data: Dataset) -> Evaluation:
    """Results over few draws, which share those of deals that are alike."""
    del key, version
    return _made(_study, _data)


@st.cache_resource(show_spinner=False, max_entries=KEPT // 8)
def _of_many(key: str, version: str, _study: Study, _data: Dataset) -> Evaluation:
    """Results over many draws, which share nothing and take some ten megabytes."""
    del key, version
    return _made(_study, _data)


def _made(study: Study, data: Dataset) -> Evaluation:
    with metrics.EVALUATION.time():
        return evaluate(study, data, memo=memo())


def known(study: Study, data: Dataset) -> Valued:
    """What no weight moves of a study's scores."""
    bends = tuple(sorted(study.half_way.items()))
    return _valued(once.evaluation_key(study), bends, data.version, study, data)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _valued(
    key: str, bends: tuple[tuple[str, float], ...], version: str, _study: Study, _data: Dataset
) -> Valued:
    """What no weight moves, found by what evaluation and values depend on."""
    del key, bends, version
    return valued(evaluation(_study, _data), _data.criteria)


@st.cache_resource(show_spinner=False, max_entries=KEPT)
def _scored(key: str, version: str, _study: Study, _data: Dataset) -> Scored:
    """Scores of a study, found by all that they depend on."""
    del key, version
    return score(evaluation(_study, _data), _data.criteria, known(_study, _data))
